"""A page's body: its Markdown, read once and held to the page's policy, all problems at once.

Comes after `undersigned.text` and `undersigned.frontmatter`. The checker takes `read_body`; in a build
`undersigned.parser` renders the very tokens that were checked here. Knows nothing of Sphinx.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from . import limits
from . import rules_markup as rules
from .body_reader import BodyReader
from .diagnostics import Message, Rule
from .links import ImageLink, PageLink
from .listings import Listing
from .policy import Policy
from .records import Reference

# The reader drops text below this level without a word; lists take two levels each, and our own limit (`nesting`, 30 at
# most) must come first.
_READER_NESTING = 100
_LEAD = re.compile(r"[ >\t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+[ >\t]*)*")


@dataclass(slots=True)
class Parsed:
    """Markdown tokens (maps count lines of the page from 0) and the reader's environment."""

    tokens: list[Token]
    env: dict[str, Any] = field(default_factory=dict)
    #: Labels of links that are defined again, with their lines.
    duplicates: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Body:
    """What a body says beside its prose, and what is wrong with it."""

    messages: tuple[Message, ...] = ()
    #: Letters, organizations and topics that the body names.
    references: tuple[Reference, ...] = ()
    #: Anchors of its headings.
    anchors: frozenset[str] = frozenset()
    #: Links to other pages; to be resolved with `links.check_links`.
    links: tuple[PageLink, ...] = ()
    #: Images shown; to be resolved with `links.check_links`.
    images: tuple[ImageLink, ...] = ()
    #: Listing directives.
    listings: tuple[Listing, ...] = ()
    #: Rule ids with the first line of the block they were found in: what a build leaves out without telling again.
    refused: frozenset[tuple[str, int]] = frozenset()
    #: Labels of footnotes that lack one end, stand in a box, or are defined twice.
    broken_footnotes: frozenset[str] = frozenset()
    #: Whether the body is too large or too deep to be rendered at all.
    stopped: bool = False


@cache
def run_pattern(length: int, /) -> re.Pattern[str]:
    """Make the pattern of `length` markup signs in a row."""
    return re.compile(rf"[*_\[\]<>!`~|:{{}}$&\\()#^]{{{length}}}")


def markdown(renderer: Callable[[MarkdownIt], RendererProtocol] | None = None, /) -> MarkdownIt:
    """Make the Markdown reader: the syntax of MyST without extensions and without front matter."""
    options: dict[str, Any] = {} if renderer is None else {"renderer_cls": renderer}
    return (
        MarkdownIt("commonmark", {"maxNesting": _READER_NESTING, "typographer": False, "linkify": False}, **options)
        .enable("table")
        .use(myst_block_plugin)
        .use(myst_role_plugin)
        .use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    )


# A reader costs as much as a short page, and keeps nothing between pages.
_checking_reader = cache(markdown)


def parse(
    text: str,
    /,
    *,
    first_line: int,
    env: dict[str, Any] | None = None,
    reader: MarkdownIt | None = None,
    inline: bool = False,
) -> Parsed:
    """Read Markdown, or only its inline parts, whose first line is line `first_line` of the page."""
    env = {} if env is None else env
    reader = reader or _checking_reader()
    # A last line without line end trips the comment rule of the reader.
    tokens = reader.parseInline(text, env) if inline else reader.parse(text + "\n", env)
    for token in tokens:
        if token.map:
            token.map = [token.map[0] + first_line - 1, token.map[1] + first_line - 1]
    duplicates = env.pop("duplicate_refs", [])
    return Parsed(tokens, env, tuple((found["label"], found["map"][0] + first_line) for found in duplicates))


def read_body(text: str, *, path: str, first_line: int, policy: Policy) -> Body:
    """Check a body that begins at line `first_line` of the page `path`; never raises."""
    return read_and_parse(text, path=path, first_line=first_line, policy=policy)[0]


def read_and_parse(
    text: str, *, path: str, first_line: int, policy: Policy, reader: MarkdownIt | None = None
) -> tuple[Body, Parsed]:
    """Check a body and keep its tokens for rendering; no tokens if the body is stopped."""
    if found := _stopping_problems(text, first_line):
        messages = tuple(Message(path, *finding) for finding in found)
        return Body(messages, stopped=True), Parsed([])
    try:
        parsed = parse(text, first_line=first_line, reader=reader)
        notes = BodyReader(path, policy, _parse_nested)
        notes.read(parsed)
    except RecursionError:
        message = Message(path, first_line, rules.NESTING, "the body is nested too deeply", "make it flatter")
        return Body((message,), stopped=True), Parsed([])
    found_messages = sorted(Message(path, *finding) for finding in notes.findings)
    return Body(
        messages=tuple(found_messages[: limits.now().messages]),
        references=tuple(notes.references),
        anchors=frozenset(notes.anchors),
        links=tuple(notes.links),
        images=tuple(notes.images),
        listings=tuple(notes.listings),
        refused=frozenset(notes.refused),
        broken_footnotes=frozenset(notes.broken_footnotes),
        stopped=notes.stopped,
    ), parsed


def _parse_nested(text: str, first_line: int, env: dict[str, Any], inline: bool) -> Parsed:
    return parse(text, first_line=first_line, env=env, inline=inline)


def _stopping_problems(text: str, first_line: int) -> list[tuple[int, Rule, str, str]]:
    """Find what must not even be parsed."""
    found: list[tuple[int, Rule, str, str]] = []
    limit = limits.now()
    run = run_pattern(limit.markup_run)
    if len(text) > limit.body:
        problem = f"the body has {len(text):,} characters"
        return [(first_line, rules.SIZE, problem, f"a body has at most {limit.body:,}")]
    if (brackets := text.count("[")) > limit.brackets:
        problem = f"the body has {brackets:,} opening brackets"
        found.append((first_line, rules.SIZE, problem, f"a body has at most {limit.brackets:,}"))
    for number, line in enumerate(text.split("\n"), first_line):
        if not line:
            continue
        if len(line) > limit.line:
            mend = f"break it; a line has at most {limit.line:,}"
            found.append((number, rules.SIZE, f"the line has {len(line):,} characters", mend))
        elif line[0] in " >\t-*+0123456789" and (lead := _LEAD.match(line)) and _is_deep(lead[0], limit):
            mend = f"use at most {limit.nesting} levels and {limit.indent} blanks"
            found.append((number, rules.NESTING, "the line is quoted or indented too deeply", mend))
        elif len(line) >= limit.markup_run and run.search(line):
            problem = f"{limit.markup_run} or more markup signs in a row"
            found.append((number, rules.NESTING, problem, "write *** for a rule, or put a \\ before each sign"))
    return found[: limit.messages]


def _is_deep(lead: str, limit: limits.Limits) -> bool:
    return lead.count(">") > limit.nesting or len(lead.expandtabs(4)) > limit.indent
