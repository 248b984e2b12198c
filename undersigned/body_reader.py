"""The walk over a body's Markdown tokens that notes problems, references, links and anchors.

Called by `undersigned.markup`; one reader serves one body and the bodies of its directives.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from markdown_it.token import Token

from . import limits
from . import rules_markup as rules
from .diagnostics import Rule, printable, quote
from .directive_text import DirectiveText, Finding, read_directive, split_attribution, split_info
from .inline_reader import InlineReader
from .links import ImageLink, PageLink, image_path
from .listings import OPTIONS, Listing
from .policy import Policy
from .records import Reference
from .reference import computed_anchors

if TYPE_CHECKING:
    from .markup import Parsed

COMMENT = re.compile(r"(?:\s*<!--(?:(?!--).)*-->)+\s*", re.DOTALL)
HEADING_SIGNS = re.compile(r"[<>{}`|\\]")
CAPTION_PROBLEM = ("a figure's text does not begin with a caption", "begin it with a paragraph, or leave it empty")
_SLUG_DROPS = re.compile("[^\\w\u4e00-\u9fff\\- ]")
_FOOTNOTE_LABEL = re.compile(r"[A-Za-z0-9-]{1,20}")
_CONTAINERS = frozenset({"blockquote", "bullet_list", "ordered_list"})
_HEADING_PARTS = frozenset({"text", "em_open", "em_close", "strong_open", "strong_close", "softbreak", "hardbreak"})
#: Block tokens that the walk accepts without a look; all others have a method or are refused.
_PLAIN = frozenset(
    f"{name}_{end}"
    for name in ("paragraph", "list_item", "thead", "tbody", "tr", "th", "td", "table", "heading", *_CONTAINERS)
    for end in ("open", "close")
) | {"hr", "code_block", "myst_line_comment", "inline", "footnote_reference_close"}


class BodyReader:
    """Collects what one body says; see `markup.Body` for the meaning of its lists."""

    def __init__(self, path: str, policy: Policy, parse: Callable[[str, int, dict[str, Any], bool], Parsed], /) -> None:
        self.path = path
        self.policy = policy
        self.findings: list[Finding] = []
        self.references: list[Reference] = []
        self.links: list[PageLink] = []
        self.images: list[ImageLink] = []
        self.listings: list[Listing] = []
        self.refused: set[tuple[str, int]] = set()
        self.stopped = False
        #: Slug to the line of its heading, in order.
        self.anchors: dict[str, int] = {}
        #: Targets of [](#id) with their lines: local anchors or records, known when all headings are.
        self.id_links: list[Reference] = []
        self.noted_footnotes: dict[str, int] = {}
        self.broken_footnotes: set[str] = set()
        self.used_footnotes: dict[str, tuple[int, int]] = {}
        self._parse = parse
        self._inline = InlineReader(self)
        self._heading_level = 1
        self._headings = self._rows = 0
        self._directives = self._charts = 0

    def refuse(self, line: int, rule: Rule, problem: str, mend: str, /, *, block: int | None = None) -> None:
        """Note a problem at `line`, in the block that begins at line `block`."""
        self.findings.append((line, rule, problem, mend))
        self.refused.add((rule.id, line if block is None else block))

    def read(self, parsed: Parsed, /) -> None:
        """Read a whole body, then settle what needs all of it: footnotes and links to headings."""
        if any(token.type == "fence" and token.info.lstrip().startswith("{") for token in parsed.tokens):
            # The build parses the bodies of directives again, in the environment left by this one.
            parsed = replace(parsed, env=copy.deepcopy(parsed.env))
        self._blocks(parsed, depth=0)
        for label, (line, block) in self.used_footnotes.items():
            if label not in self.noted_footnotes:
                self.broken_footnotes.add(label)
                mend = f"add a line [^{printable(label)}]: with its text"
                self.refuse(line, rules.FOOTNOTE, f"the footnote {quote(label)} is not defined", mend, block=block)
        for label, line in self.noted_footnotes.items():
            if label not in self.used_footnotes:
                self.broken_footnotes.add(label)
                mend = f"write [^{printable(label)}] in the text or remove it"
                self.refuse(line, rules.FOOTNOTE, f"nothing refers to the footnote {quote(label)}", mend)
        self.references += [link for link in self.id_links if link.target not in self.anchors]
        self.references.sort(key=lambda reference: reference.line)

    def _blocks(self, parsed: Parsed, *, depth: int) -> None:
        line = level = columns = 0
        for label, number in parsed.duplicates:
            self.refuse(number, rules.DEFINITION, f"the label {quote(label)} is defined twice", "remove one")
        for position, token in enumerate(parsed.tokens):
            # A body that is not rendered need not be read: thousands of equal headings cost their square.
            if self.stopped:
                return
            if token.map:
                line = token.map[0] + 1
            name = token.type
            top = token.level == 0 and depth == 0
            if name.rpartition("_")[0] in _CONTAINERS:
                level += token.nesting
                if level > limits.now().nesting and not self.stopped:
                    mend = f"use at most {limits.now().nesting} levels"
                    self.refuse(line, rules.NESTING, f"quotes and lists are {level} levels deep", mend)
                    self.stopped = True
            elif name == "inline":
                self._inline.read(token, line)
            elif name == "heading_open":
                self._heading(token, parsed.tokens[position + 1], line, top=top)
            elif name == "fence":
                self._fence(token, parsed.env, line, depth)
            elif name == "html_block":
                self.html(token.content, line, block=line)
            elif name == "footnote_reference_open":
                self._footnote(token, line, top=top)
            elif name == "table_open":
                columns = 0
            elif name == "tr_open":
                self._rows += 1
                self._limit(self._rows, limits.now().rows, line, "table rows")
            elif name == "th_open":
                columns += 1
                self._limit(columns, limits.now().columns, line, "table columns")
            elif name not in _PLAIN:
                self.refuse(line, rules.SYNTAX, *syntax_problem(token))

    def _limit(self, count: int, limit: int, line: int, what: str) -> None:
        if count == limit + 1:
            self.refuse(line, rules.SIZE, f"there are more than {limit:,} {what}", "shorten or split the page")
            self.stopped = True

    def html(self, content: str, line: int, /, *, block: int) -> None:
        """Refuse HTML; comments are accepted and left out of the site."""
        if COMMENT.fullmatch(content):
            return
        mend = "write Markdown, or &lt; for a less-than sign"
        self.refuse(line, rules.HTML, f"HTML is not accepted: {quote(content.strip())}", mend, block=block)

    def _heading(self, token: Token, inline: Token, line: int, *, top: bool) -> None:
        self._headings += 1
        self._limit(self._headings, limits.now().headings, line, "headings")
        level = int(token.tag[1])
        if not top:
            mend = "move it out, or write **bold** text"
            self.refuse(line, rules.HEADING, "a heading stands in a quote, list or box", mend)
            return
        if level == 1:
            self.refuse(line, rules.HEADING, "a heading of level 1 stands in the body", "begin it with ##")
            return
        if level > self._heading_level + 1:
            mend = f"begin it with {'#' * (self._heading_level + 1)}"
            self.refuse(line, rules.HEADING, f"a heading of level {level} follows level {self._heading_level}", mend)
        else:
            self._heading_level = level
        for problem in heading_problems(inline):
            self.refuse(line, rules.HEADING, *problem)
        slug = unique_slug(inline, self.anchors)
        if slug:
            self.anchors[slug] = line

    def _fence(self, token: Token, env: dict[str, Any], line: int, depth: int) -> None:
        name, argument = split_info(token.info)
        if name is None:
            if argument not in self.policy.languages:
                self.refuse(line, rules.CODE, *language_problem(argument, self.policy))
            return
        self._directives += 1
        self._limit(self._directives, limits.now().directives, line, "directives")
        if depth == limits.now().directive_nesting:
            mend = f"use at most {limits.now().directive_nesting} levels"
            self.refuse(line, rules.NESTING, "directives are nested too deeply", mend)
            return
        text = read_directive(name, argument, token.content, line=line, policy=self.policy, path=self.path)
        for number, rule, problem, mend in text.findings:
            self.refuse(number, rule, problem, mend, block=line)
        if text.findings:
            return
        for anchor in computed_anchors(name, argument):
            self.anchors.setdefault(anchor, line)
        if name == "chart":
            self._charts += 1
            self._limit(self._charts, limits.now().charts, line, "charts")
        if name in OPTIONS:
            self.listings.append(Listing(name, text.options, line, argument))
        if text.image and (path := image_path(text.image, path=self.path)):
            self.images.append(ImageLink(path, line, line))
        if not text.body or self.stopped:
            return
        if name == "epigraph":
            self._epigraph(text, env, line, depth)
        else:
            parsed = self._parse(text.body, text.body_line, env, False)
            if name == "figure" and not begins_with_caption(parsed.tokens):
                self.refuse(line, rules.DIRECTIVE, *CAPTION_PROBLEM)
            self._blocks(parsed, depth=depth + 1)

    def _epigraph(self, text: DirectiveText, env: dict[str, Any], line: int, depth: int) -> None:
        quotation, attribution, place, loses_text = split_attribution(text.body)
        if loses_text:
            self.refuse(
                line, rules.DIRECTIVE, "text stands after the attribution", "end with the line that begins with --"
            )
            return
        self._blocks(self._parse(quotation, text.body_line, env, False), depth=depth + 1)
        if attribution:
            self._blocks(self._parse(attribution, text.body_line + place, env, True), depth=depth + 1)

    def _footnote(self, token: Token, line: int, *, top: bool) -> None:
        label = token.meta["label"]
        problem = None
        if not _FOOTNOTE_LABEL.fullmatch(label):
            problem = (
                f"the footnote label {quote(label)} is not accepted",
                "use a number or a short word of a-z and hyphens",
            )
        elif not top:
            problem = "a footnote stands in a quote, list or box", "move it to the end of the page"
        elif label in self.noted_footnotes:
            problem = f"the footnote {quote(label)} is defined twice", "remove one"
        if problem:
            self.refuse(line, rules.FOOTNOTE, *problem)
            self.broken_footnotes.add(label)
        self.noted_footnotes.setdefault(label, line)


def begins_with_caption(tokens: list[Token], /) -> bool:
    """Tell whether a figure's body begins with a paragraph that shows something."""
    return (
        len(tokens) > 1
        and tokens[0].type == "paragraph_open"
        and any(
            part.type != "html_inline" and (part.content.strip() or part.nesting) for part in tokens[1].children or []
        )
    )


def heading_problems(inline: Token, /) -> Iterator[tuple[str, str]]:
    """Say what is wrong with the text of a heading: problem, mend."""
    children = inline.children or []
    text = "".join(child.content for child in children)
    if not text.strip():
        yield "a heading is empty", "write its text or remove it"
    if any(child.type in ("softbreak", "hardbreak") for child in children):
        yield "a heading has several lines", "leave an empty line between text and a line of --- or ==="
    elif len(text) > limits.now().heading:
        yield f"a heading has {len(text)} characters", f"shorten it to {limits.now().heading}"
    if odd := [child for child in children if child.type not in _HEADING_PARTS]:
        what = odd[0].type.removesuffix("_open").replace("_", " ")
        yield f"a heading holds more than plain or *emphasized* text ({what})", "write plain text"
    if sign := HEADING_SIGNS.search("".join(child.content for child in children if child.type == "text")):
        yield f"a heading holds the sign {quote(sign[0])}", "write it in words"


def syntax_problem(token: Token, /) -> tuple[str, str]:
    """Say that a block is not part of the syntax of the archive: problem, mend."""
    if token.type == "myst_target":
        return f"the label {quote('(' + token.content + ')=')} is not accepted", "link to headings by [](#their-words)"
    if token.type == "myst_block_break":
        return "the block break +++ is not accepted", "remove it, or write --- for a rule"
    return f"{quote(token.type)} is not accepted", "use plain Markdown"


def language_problem(language: str, policy: Policy, /) -> tuple[str, str]:
    """Say that the word after a fence is no known language: problem, mend."""
    known = ", ".join(sorted(policy.languages - {""}))
    return f"the language {quote(language)} is not accepted", f"remove it or use one of: {known}"


def unique_slug(inline: Token, taken: dict[str, int], /) -> str:
    """Make a heading's anchor as MyST does, with -1, -2 where it is taken."""
    title = "".join(child.content for child in inline.children or [] if child.type in ("text", "code_inline"))
    slug = base = _SLUG_DROPS.sub("", title.lower().replace(" ", "-"))
    number = 0
    while slug and slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
