"""Recognises list marks and footnote marks at the beginning of a line."""

from __future__ import annotations

import re

_BULLET = re.compile(r"([•●▪■◦○‣⁃·∙➢➤►✓✔\uf0b7\uf0a7*+-]|–|—)[ \t]+(?=\S)")
_NUMBER = re.compile(r"(\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{2,5})\)|\d{1,3}[.])[ \t]+(?=\S)")
_NOTE = re.compile(r"(\[\d{1,3}\]:?|\[[*a-z]\]:?|[⁰¹²³⁴-⁹]{1,3}|[†‡])[ \t]*(?=\S)")
#: Marks that also occur inside a sentence, at the beginning of a line by chance.
_UNSURE = frozenset("-–—+*")


def item_mark(line: str) -> tuple[str, str] | None:
    """Split a line into the mark of a list item and the rest."""
    match = _BULLET.match(line) or _NUMBER.match(line)
    return (match[1], line[match.end() :]) if match else None


def note_mark(line: str) -> tuple[str, str] | None:
    """Split a line into the mark of a footnote and the rest."""
    match = _NOTE.match(line)
    return (match[1].rstrip(":"), line[match.end() :]) if match else None


def follows(mark: str, previous: str) -> bool:
    """Whether a mark carries on the list of another: the same bullet, or a number or letter one higher."""
    a, b = mark.strip("().").casefold(), previous.strip("().").casefold()
    if a.isdecimal() and b.isdecimal():
        return int(a) == int(b) + 1
    if len(a) == len(b) == 1 and a.isalpha() and b.isalpha():
        return ord(a) == ord(b) + 1 or "i" in (a, b)
    return a == b or (a.isalpha() and b.isalpha())


def sure(mark: str) -> bool:
    """Whether a mark is a list's even amid a paragraph's lines."""
    return mark not in _UNSURE and not mark.strip("().").isalnum()
