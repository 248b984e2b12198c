"""The third layer against hostile bodies: an allow-list of what a doctree may hold, and escapes for the theme.

`sanitize` looks at what `undersigned.parser` made of a body. `on_doctree_read` looks at the finished page, before
Sphinx's collectors copy images and files. Both report only what the first two layers let through.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes

from . import rules_markup as rules
from .diagnostics import Message, Rule, quote
from .links import EXTERNAL_REL, address_problem
from .policy import CONTRIBUTED, Policy, policy_for

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from .domain import LettersDomain

#: What a contributed body may become.
BODY_NODES: frozenset[type[nodes.Node]] = frozenset({
    nodes.Text, nodes.abbreviation, nodes.attribution, nodes.block_quote, nodes.bullet_list, nodes.caption,
    nodes.colspec, nodes.comment, nodes.document, nodes.emphasis, nodes.entry, nodes.enumerated_list, nodes.figure,
    nodes.footnote, nodes.footnote_reference, nodes.image, nodes.important, nodes.inline, nodes.label, nodes.legend,
    nodes.list_item, nodes.literal, nodes.literal_block, nodes.note, nodes.paragraph, nodes.raw, nodes.reference,
    nodes.row, nodes.section, nodes.strong, nodes.subscript, nodes.superscript, nodes.table, nodes.tbody, nodes.tgroup,
    nodes.thead, nodes.tip, nodes.title, nodes.transition, nodes.warning, addnodes.pending_xref, nodes.system_message,
    nodes.problematic, nodes.pending,
})  # fmt: skip
#: What a maintainer's body may become beside it.
MAINTAINED_NODES: frozenset[type[nodes.Node]] = frozenset(
    {
        addnodes.toctree,
        nodes.compound,
        nodes.container,
        nodes.field,
        nodes.field_body,
        nodes.field_list,
        nodes.field_name,
        nodes.target,
    }
)
#: What must not be on any finished page, whoever made it.
REFUSED_NODES = (
    addnodes.download_reference, addnodes.only, nodes.meta, nodes.math, nodes.math_block,
    nodes.substitution_reference,
)  # fmt: skip
#: The line break of Markdown, made by `undersigned.renderer`.
LINE_BREAK = ("html", "<br />\n")

_CLASSES = re.compile(
    r"reference|external|internal|epigraph|colwidths-(?:auto|given)|align-(?:left|center|right)|"
    r"text-(?:left|center|right)|xref|any|myst|doc|std|std-ref|std-doc|letters[a-z-]*|caption-number|toctree-wrapper|"
    r"literal-block-wrapper|compound"
)
_IMAGE = re.compile(r"(?:[a-z0-9-]+/)*[a-z0-9-]+\.(?:png|jpg)")
_PAGE_NAME = re.compile(r"[A-Za-z0-9/_-]+")
#: Attributes that become code or layout in HTML.
_REFUSED_ATTRIBUTES = ("style", "target", "onclick", "srcset")

Report = Callable[[Message], None]


def sanitize(document: nodes.document, /, *, path: str, policy: Policy, report: Report) -> None:
    """Hold what a body became to the allow-lists; drop and report everything else."""
    accepted = BODY_NODES if policy == CONTRIBUTED else BODY_NODES | MAINTAINED_NODES
    for node in list(document.findall()):
        if not isinstance(node, nodes.Text) and type(node) not in accepted and not _is_ours(node):
            _drop(node, path, report, rules.SYNTAX, f"{quote(type(node).__name__)} is not accepted")
        elif isinstance(node, nodes.Element):
            classes: list[str] = node.get("classes", [])
            node["classes"] = [name for name in classes if _CLASSES.fullmatch(name)]
            _check_element(node, path, policy, report, body=True)
    # What was left out may leave an empty quote behind, on which Sphinx's own transforms stop; inner ones first.
    for quotation in reversed(list(document.findall(nodes.block_quote))):
        if not quotation.children and quotation.parent is not None:
            quotation.parent.remove(quotation)
    _part_with_lone_footnotes(document)


def _part_with_lone_footnotes(document: nodes.document) -> None:
    """Drop footnotes whose references were left out, and the other way round; what was left out has been told."""
    while True:
        references = set(document.findall(nodes.footnote_reference))
        footnotes = set(document.findall(nodes.footnote))
        named = {name for footnote in footnotes for name in footnote["names"]}
        used = {reference.get("refname") for reference in references}
        lone = [reference for reference in references if reference.get("refname") not in named]
        lone_notes = [footnote for footnote in footnotes if not used.intersection(footnote["names"])]
        if not lone and not lone_notes:
            break
        for node in (*lone, *lone_notes):
            node.parent.remove(node)
    # docutils numbers and reports from these lists, not from the tree.
    document.footnotes = [node for node in document.footnotes if node in footnotes]
    document.autofootnotes = [node for node in document.autofootnotes if node in footnotes]
    document.autofootnote_refs = [node for node in document.autofootnote_refs if node in references]
    document.footnote_refs = {
        label: kept
        for label, found in document.footnote_refs.items()
        if (kept := [node for node in found if node in references])
    }


def check_page(document: nodes.document, /, *, path: str, policy: Policy, report: Report) -> None:
    """Hold a finished page, with all that was added to its body, to what no page may contain."""
    for node in list(document.findall(nodes.Element)):
        if isinstance(node, REFUSED_NODES):
            _drop(node, path, report, rules.SYNTAX, f"{quote(type(node).__name__)} is not accepted")
        elif isinstance(node, addnodes.toctree) and policy == CONTRIBUTED:
            _drop(node, path, report, rules.DIRECTIVE, "a table of contents is not accepted")
        else:
            _check_element(node, path, policy, report, body=False)


def _check_element(node: nodes.Element, path: str, policy: Policy, report: Report, *, body: bool) -> None:
    if isinstance(node, nodes.raw):
        if body and (node.get("format"), node.astext()) != LINE_BREAK:
            _drop(node, path, report, rules.HTML, "raw output is not accepted")
    elif isinstance(node, nodes.image):
        source = node.get("uri", "")
        if ".." in Path(source).parts or ":" in source or (body and not _IMAGE.fullmatch(source)):
            _drop(node, path, report, rules.IMAGE, f"the image {quote(source)} is not accepted")
    elif isinstance(node, nodes.reference) and _is_external(node, body=body):
        address = node["refuri"]
        if problem := address_problem(address, approved_hosts=policy.approved_hosts):
            _drop(node, path, report, rules.LINK, f"the link {quote(address)} is not accepted: {problem[0]}")
        else:
            node["rel"] = EXTERNAL_REL
    for name in _REFUSED_ATTRIBUTES:
        node.attributes.pop(name, None)


def _is_external(node: nodes.reference, *, body: bool) -> bool:
    # A body has no resolved links to other pages yet; what our transforms add may have.
    address = node.get("refuri", "")
    return bool(address) and not address.startswith("#") and (body or not node.get("internal"))


def _is_ours(node: nodes.Node) -> bool:
    return type(node).__module__.partition(".")[0] == __package__


def _drop(node: nodes.Node, path: str, report: Report, rule: Rule, problem: str) -> None:
    line = node.line or getattr(node.parent, "line", None) or 1
    report(Message(path, line, rule, problem, "use plain Markdown"))
    parent = node.parent
    if parent is not None:
        parent.children = [child for child in parent.children if child is not node]


def on_doctree_read(app: Sphinx, doctree: nodes.document) -> None:
    """Check a finished page; connect before priority 500, where Sphinx copies images and files."""
    env = app.env
    path = Path(env.doc2path(env.docname, base=False)).as_posix()
    domain: LettersDomain = env.domains["letters"]  # type: ignore[assignment]
    check_page(
        doctree, path=path, policy=policy_for(path),
        report=lambda message: domain.note_messages(env.docname, (message,)),
    )  # fmt: skip


def on_html_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Escape what the theme prints as it comes; connect after the theme, which sets it."""
    if not _PAGE_NAME.fullmatch(pagename):
        raise ValueError(f"page name {pagename!a} is not safe in a script")
    if "pagetitle" in context:
        # sphinx-book-theme 1.4 writes the text of the title into the page without escaping it.
        context["pagetitle"] = html.escape(context["pagetitle"])
