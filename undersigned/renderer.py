"""Checked Markdown tokens to docutils nodes; the second layer against hostile bodies.

`undersigned.parser` hands over the tokens that `undersigned.markup` has checked. What the check refused is left out
here in silence; what it did not know is left out and reported.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

from docutils import nodes
from docutils.parsers.rst.languages import get_language
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.warnings_ import MystWarnings
from sphinx import addnodes

from . import limits
from . import rules_markup as rules
from .body_reader import CAPTION_PROBLEM, COMMENT, begins_with_caption, heading_problems, language_problem
from .diagnostics import Message, Rule, quote
from .directive_text import image_problem, read_directive, split_attribution, split_info
from .inline_reader import link_problem, role_problem, role_target
from .links import EXTERNAL_REL, NUMBERED_ANCHOR, has_scheme, image_path, page_link
from .markup import Body
from .policy import Policy

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

#: What MyST may render; all else it knows is refused.
RENDERED = frozenset({
    "blockquote", "bullet_list", "code_block", "code_inline", "em", "fence", "footnote_ref", "footnote_reference",
    "hardbreak", "heading", "hr", "html_block", "html_inline", "image", "inline", "link", "list_item",
    "myst_line_comment", "myst_role", "ordered_list", "paragraph", "softbreak", "strong", "table", "text",
})  # fmt: skip

#: Kinds of MyST's warnings about what the check reads itself: levels of headings; and text beside a directive's name or
#: in one that takes none, where MyST warns of ::: and of empty lines, too.
_LOOKED_AT = frozenset({MystWarnings.MD_HEADING_NON_CONSECUTIVE, MystWarnings.DIRECTIVE_PARSING})


@dataclass(frozen=True, slots=True)
class Context:
    """What the renderer must know of the page; stands in the reader's options as `undersigned_context`."""

    path: str
    policy: Policy
    body: Body
    #: Pages and images (below the folder of pages) that the body names and that are not there.
    missing: frozenset[str]
    report: Callable[[Message], None]


class StrictRenderer(SphinxRenderer):
    """Renders what the page's policy accepts."""

    def __init__(self, parser: MarkdownIt) -> None:
        super().__init__(parser)
        for name in self.rules:
            if name.removeprefix("render_") not in RENDERED:
                self.rules[name] = self._render_unknown  # type: ignore[assignment]

    def setup_render(self, options: dict[str, Any], env: MutableMapping[str, Any]) -> None:
        """Begin a rendering into `options["document"]`.

        As MyST's own, which first makes an empty document with all settings of docutils, in case none is given.
        """
        self.md_env, self.md_options, self.md_config = env, options, options["myst_config"]
        self.document = options["document"]
        self.current_node = options.get("current_node", self.document)
        self.reporter = self.document.reporter
        self.language_module_rst = get_language(self.document.settings.language_code)  # type: ignore[assignment]
        self._heading_offset = 0
        self._level_to_section = {0: self.document}
        self._heading_slugs = {}
        self._directive_depth = 0
        self._is_in_link = False

    @property
    def page(self) -> Context:
        """What the parser told about the page."""
        return cast(Context, self.md_options["undersigned_context"])

    def refuse(self, token: SyntaxTreeNode | int, rule: Rule, problem: str, mend: str) -> None:
        """Report a problem unless the check has told it."""
        line = token if isinstance(token, int) else (token.map or (1, 1))[0]
        if (rule.id, line) not in self.page.body.refused:
            self.page.report(Message(self.page.path, line, rule, problem, mend))

    def create_warning(self, message: str, subtype: Any, **options: Any) -> nodes.system_message | None:
        """Leave out MyST's own warnings about what the check has told, or has looked at and found in order."""
        if subtype in _LOOKED_AT or any(line == options.get("line") for _, line in self.page.body.refused):
            return None
        return super().create_warning(message, subtype, **options)

    def _render_finalise(self) -> None:
        # Told by the check; bodies of directives have been read twice by now.
        self.md_env.pop("duplicate_refs", None)
        super()._render_finalise()

    def _render_unknown(self, token: SyntaxTreeNode, **_: Any) -> None:
        self.refuse(token, rules.SYNTAX, f"{quote(token.type)} is not accepted", "use plain Markdown")

    # --- blocks
    def render_heading(self, token: SyntaxTreeNode) -> None:
        """Render a heading that stands at the top level; the first is the trusted title."""
        level = int(token.tag[1])
        inline = token.to_tokens()[1]
        at_top = isinstance(self.current_node, nodes.document | nodes.section)
        is_title = isinstance(self.current_node, nodes.document) and level == 1 and not self.document.children
        if not is_title and (level == 1 or not at_top or any(heading_problems(inline))):
            self.refuse(token, rules.HEADING, "a heading is not accepted", "write ## and plain text at the top level")
            return
        super().render_heading(token)
        if is_title:
            # The title takes part in no links within the page: the check does not know it.
            self._heading_slugs.clear()

    def render_hr(self, token: SyntaxTreeNode) -> None:
        """Render a rule between two blocks; elsewhere it separates nothing, and docutils would complain."""
        last = self.current_node.children[-1:] or [nodes.title()]
        if isinstance(self.current_node, nodes.section) and not isinstance(last[0], nodes.title | nodes.transition):
            super().render_hr(token)

    def render_html_block(self, token: SyntaxTreeNode) -> None:
        """Drop comments, refuse all other HTML."""
        if not COMMENT.fullmatch(token.content):
            self.refuse(token, rules.HTML, f"HTML is not accepted: {quote(token.content.strip())}", "write Markdown")

    def render_myst_line_comment(self, token: SyntaxTreeNode) -> None:
        """Drop remarks for reviewers."""

    def render_fence(self, token: SyntaxTreeNode) -> None:
        """Render a directive, or code in a known language."""
        name, argument = split_info(token.info)
        if name is not None:
            self.render_directive(token, name, argument)
        elif argument not in self.page.policy.languages:
            self.refuse(token, rules.CODE, *language_problem(argument, self.page.policy))
        else:
            node = self.create_highlighted_code_block(
                token.content, argument or "none", source=self.document["source"], line=(token.map or (1, 1))[0]
            )
            self.current_node.append(node)

    def run_directive(
        self,
        name: str,
        first_line: str,
        content: str,
        position: int,
        additional_options: dict[str, str] | None = None,
        *,
        block_text: str | None = None,
    ) -> list[nodes.Element]:
        """Run a directive of the policy; called for nested ones, too."""
        if self._directive_depth == limits.now().directive_nesting:
            self.refuse(position, rules.NESTING, "directives are nested too deeply", "make the page flatter")
            return []
        text = read_directive(name, first_line, content, line=position, policy=self.page.policy, path=self.page.path)
        for _, rule, problem, mend in text.findings:
            self.refuse(position, rule, problem, mend)
        if text.findings or additional_options or self._is_missing(image_path(text.image, path=self.page.path)):
            return []
        if name == "epigraph" and split_attribution(text.body)[3]:
            self.refuse(position, rules.DIRECTIVE, "text stands after the attribution", "remove it")
            return []
        if name == "figure" and text.body.strip() and not begins_with_caption(self.md.parse(text.body + "\n", {})):
            self.refuse(position, rules.DIRECTIVE, *CAPTION_PROBLEM)
            return []
        if name == "figure" and not text.body.strip():
            # docutils looks for the caption in blank lines too, and fails.
            content = content.rstrip() + "\n"
        self._directive_depth += 1
        try:
            made = super().run_directive(name, first_line, content, position, block_text=block_text)
            for section in (part for node in made for part in node.findall(nodes.section)):
                # Sections that a directive computes can be linked to as headings are.
                self._heading_slugs[section["ids"][0]] = (position, section["ids"][0], section[0].astext())
            return made
        finally:
            self._directive_depth -= 1

    def render_footnote_reference(self, token: SyntaxTreeNode) -> None:
        """Render a footnote that the check found in order."""
        # Both ends of a broken footnote stay out together.
        if token.meta["label"] not in self.page.body.broken_footnotes:
            super().render_footnote_reference(token)

    # --- parts of paragraphs
    def render_hardbreak(self, token: SyntaxTreeNode) -> None:
        """Break the line; `undersigned.sanitizing` knows this one raw node."""
        self.current_node.append(nodes.raw("", "<br />\n", format="html"))

    def render_html_inline(self, token: SyntaxTreeNode) -> None:
        """Drop comments, refuse all other HTML."""
        self.render_html_block(token)

    def render_footnote_ref(self, token: SyntaxTreeNode) -> None:
        """Render a reference to a footnote that is there."""
        if token.meta["label"] not in self.page.body.broken_footnotes:
            super().render_footnote_ref(token)

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        """Render a role of the policy; `any` is the archive's own, on all pages."""
        name = token.meta["name"]
        if problem := role_problem(name, token.content, self.page.policy):
            self.refuse(token, rules.ROLE, *problem)
        elif self._is_in_link and name in self.page.policy.reference_roles | self.page.policy.page_roles:
            self.refuse(token, rules.LINK, "a link holds another link", "separate them")
        elif name.removeprefix("letters:") == "any":
            title, target = role_target(token.content)
            with self.current_node_context(self._record_reference(token, target, explicit=bool(title)), append=True):
                self.current_node.append(nodes.inline("", title or target, classes=["xref", "any"]))
        else:
            super().render_myst_role(token)

    def render_link(self, token: SyntaxTreeNode) -> None:
        """Render a link of an accepted kind; of others, the text."""
        self._is_in_link = True
        try:
            self._render_link(token)
        finally:
            self._is_in_link = False

    def _render_link(self, token: SyntaxTreeNode) -> None:
        href = str(token.attrs.get("href", ""))
        text = "".join(part.content for part in token.walk() if not part.children)
        if problem := link_problem(href, text, path=self.page.path, policy=self.page.policy):
            self.refuse(token, rules.LINK, *problem)
            self.render_children(token)
        elif href.startswith("#"):
            self._render_id_link(token, unquote(href[1:]))
        elif has_scheme(href):
            self.render_link_url(token)
        elif self._is_missing(found.path if (found := page_link(unquote(href), path=self.page.path)) else None):
            self.render_children(token)
        else:
            self.render_link_project(token)

    def render_link_url(self, token: SyntaxTreeNode, conversion: Any = None) -> None:
        """Render an external link, and tell browsers and search engines what it is."""
        super().render_link_url(token)
        node = self.current_node.children[-1]
        if isinstance(node, nodes.reference):
            node["rel"] = EXTERNAL_REL

    def _render_id_link(self, token: SyntaxTreeNode, target: str) -> None:
        explicit = bool(token.children)
        if target in self.page.body.anchors:
            self.render_link_anchor(token, "#" + target)
            return
        if NUMBERED_ANCHOR.fullmatch(target):
            node: nodes.Element = nodes.reference("", "", refid=target, internal=True)
        else:
            node = self._record_reference(token, target, explicit=explicit)
        self.add_line_and_source_path(node, token)
        with self.current_node_context(node, append=True):
            inner = nodes.inline("", "" if explicit else target, classes=["xref", "any"])
            with self.current_node_context(inner, append=True):
                self.render_children(token)

    def _record_reference(self, token: SyntaxTreeNode, target: str, *, explicit: bool) -> addnodes.pending_xref:
        # Unknown records are told by the catalogue's own check, for the checker and the build alike.
        node = addnodes.pending_xref(
            "", refdomain="letters", reftype="any", reftarget=target, refexplicit=explicit, refwarn=False,
            refdoc=self.sphinx_env.docname,
        )  # fmt: skip
        self.add_line_and_source_path(node, token)
        return node

    def render_image(self, token: SyntaxTreeNode) -> None:
        """Render an image that lies beside the page."""
        source = str(token.attrs.get("src", ""))
        target = image_path(source, path=self.page.path)
        if target is None or not token.content.strip():
            self.refuse(token, rules.IMAGE, *image_problem(source))
        elif not self._is_missing(target):
            super().render_image(token)

    def copy_attributes(
        self, token: SyntaxTreeNode, node: nodes.Element, keys: Any = ("class",), **options: Any
    ) -> None:
        """Copy titles of links and starts of lists; no classes, ids, targets or sizes."""
        super().copy_attributes(token, node, [key for key in keys if key in ("reftitle", "start")], **options)

    def _is_missing(self, path: str | None) -> bool:
        return path is not None and path in self.page.missing
