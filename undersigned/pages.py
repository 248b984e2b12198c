"""A page of the archive read once: its text, facts and body, and everything that is wrong with them.

The command line's check and the build read pages with the same function. Comes after `tree`; `catalogue` and
`consistency` join the pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from . import frontmatter, markup, rules, schema, text
from .diagnostics import Message
from .frontmatter import Scalar
from .markup import Body
from .policy import policy_for
from .records import Letter, Record, title_of

#: What a body says to its writers alone.
COMMENTS = re.compile(r"<!--(?:(?!--).)*-->|^%[^\n]*$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class PageText:
    """A page split into facts and body; the body begins at line `first_line`."""

    path: str
    title: str
    record: Record | None
    body: str
    first_line: int
    messages: tuple[Message, ...]
    #: Whether the body may be parsed.
    readable: bool


def read_facts(data: bytes, *, path: str) -> PageText:
    """Read the text and facts of a page; `path` is relative to the folder of pages."""
    decoded = text.read_text(data, path=path)
    if not decoded.content:
        return PageText(path, _fallback_title(path), None, "", 1, decoded.messages, readable=False)
    block = frontmatter.read(decoded.content, path=path)
    # A page without facts is told so once, not by every key that is missing.
    record, found = schema.read_record(block.root, path=path) if block.height else (None, ())
    if isinstance(record, Letter) and record.text == "summary" and not has_prose(block.body):
        found = (*found, _no_summary(path, block.height))
    return PageText(
        path, (title_of(record) if record else "") or _written_title(block.root) or _fallback_title(path), record, block.body, block.height + 1,
        (*decoded.messages, *block.messages, *found), readable=True,
    )  # fmt: skip


def read_body(page: PageText) -> Body:
    """Read the body of a page without rendering it."""
    if not page.readable:
        return Body()
    return markup.read_body(page.body, path=page.path, first_line=page.first_line, policy=policy_for(page.path))


def has_prose(body: str) -> bool:
    """Tell whether a body shows anything; comments do not."""
    return bool(COMMENTS.sub("", body).strip())


def _no_summary(path: str, line: int) -> Message:
    return Message(
        path, line, rules.NO_SUMMARY, "no summary is written yet",
        "say below the facts, in your own words, what the letter says",
    )  # fmt: skip


def _written_title(root: frontmatter.Mapping) -> str:
    """Find a title although the facts are too broken to make a record."""
    for key, value in root.entries:
        if key.text in ("title", "name") and isinstance(value, Scalar) and not value.empty:
            return " ".join(value.text.split())[:200]
    return ""


def _fallback_title(path: str) -> str:
    name = Path(path).stem
    return name.replace("-", " ").capitalize() if name.isascii() else "Page"
