"""Letters as RIS, for reference managers.

Source: https://en.wikipedia.org/wiki/RIS_(file_format) for the tags, and what Zotero and EndNote read.
`PCOMM` is their type for letters, in which `A2` is the addressee. RIS cannot escape: programs that split names at
their first comma do so with the name of a body, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import csl
from .plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..records import Date, Letter

#: The format's own line end, whatever the system.
END = "\r\n"


def entry(letter: Letter, item: csl.Json, /) -> str:
    """Write a letter as one reference, from its citation (`csl.letter_item`)."""
    lines = [f"{tag}  - {value}" for tag, text in _fields(letter, item) if (value := one_line(text))]
    return END.join([*lines, "ER  - ", "", ""])


def _fields(letter: Letter, item: csl.Json) -> Iterator[tuple[str, str]]:
    yield "TY", "PCOMM"
    yield "ID", letter.id
    for name in csl.names(item, "author"):
        yield "AU", name
    for name in csl.names(item, "recipient"):
        yield "A2", name
    yield "TI", letter.title
    yield "M3", item["genre"]
    yield "PY", letter.date.plain[:4]
    yield "DA", _date(letter.date)
    yield "PB", item.get("publisher", "")
    yield "M1", item.get("number", "")
    yield "LA", letter.language
    for topic in csl.keywords(item):
        yield "KW", topic
    yield "UR", item.get("URL", "")
    yield "N1", csl.remarks(item)


def _date(date: Date) -> str:
    """Write YYYY/MM/DD/, with what is not known left empty and doubt as the remark that the format has room for."""
    year, month, day = date.plain.split("-") + [""] * (2 - date.plain.count("-"))
    doubt = " ".join(word for word, true in (("about", date.approximate), ("doubtful", date.uncertain)) if true)
    return f"{year}/{month}/{day}/{doubt}"
