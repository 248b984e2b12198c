"""Letters as rows of a table in CSV, for spreadsheets and programs.

Source: RFC 4180; the sign at the beginning of a file (BOM) goes beyond it: without it, Excel takes UTF-8 for the old
encoding of its country and shows other letters for all but English, while programs that read UTF-8 skip it.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .. import wording
from . import csl
from .plain import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..records import Letter, Party

#: Between several values of one cell.
JOINT = "; "
#: Signs with which a cell becomes a formula, wide ones included; after a semicolon too, at which spreadsheets of many
#: countries begin a new cell. An apostrophe before them makes them text.
_FORMULA = re.compile("(?:^|(?<=;))(\\s*)(?=[=+\\-@＝＋－＠])")

Value = str | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table."""

    name: str
    #: What its cells say.
    doc: str
    value: Callable[[Letter, csl.Json], Value | Iterable[str]]


def _signed(letter: Letter, item: csl.Json) -> list[str]:
    return list(dict.fromkeys((*csl.names(item, "author"), *csl.names(item, "contributor"))))


def _party(party: Party) -> str:
    return wording.short_party(party) or party.organization_id or ""


def _yes(true: bool) -> str:
    return "yes" if true else "no"


#: What is not known is an empty cell.
COLUMNS = (
    Column("id", "The letter's id in the archive.", lambda letter, _: letter.id),
    Column("date", "YYYY-MM-DD, YYYY-MM or YYYY; ~ about, ? doubtful (EDTF).", lambda letter, _: str(letter.date)),
    Column("title", "The title as published; in [brackets], ours.", lambda letter, _: letter.title),
    Column("language", "The language of the letter (BCP 47).", lambda letter, _: letter.language),
    Column("addressees", "To whom it is addressed.", lambda _, item: csl.names(item, "recipient")),
    Column("copies", "Who received a copy.", lambda letter, _: [_party(party) for party in letter.cc]),
    Column("signatories", "The bodies that signed or endorsed it, as printed; each once.", _signed),
    Column("listed", "How many signatures the page lists, persons included.", lambda letter, _: len(letter.signatories)),
    Column("stated", "How many signatories the source states.", lambda letter, _: letter.signatories_stated),
    Column("complete", "Whether every body that signed is listed.", lambda letter, _: _yes(letter.signatories_complete)),
    Column("individuals", "How many private persons signed and are not named.", lambda letter, _: letter.individuals),
    Column("topics", "What it is about.", lambda _, item: csl.keywords(item)),
    Column("occasion", "What gave rise to it.", lambda letter, _: letter.occasion),
    Column("asks", "What it asks, in our own words.", lambda letter, _: [ask.text for ask in letter.asks]),
    Column("text", "Whether the page carries the letter (full) or tells of it (summary).", lambda letter, _: letter.text),
    Column("publisher", "Who published it.", lambda letter, _: letter.source.publisher),
    Column("number", "The publisher's own number for it.", lambda letter, _: letter.source.identifier),
    Column("address", "The letter's page in the archive.", lambda _, item: item.get("URL")),
    Column("original", "Where it was published.", lambda letter, _: letter.source.url),
)  # fmt: skip


def head() -> str:
    """Write what a file begins with: the sign of its encoding and the names of the columns."""
    return "\ufeff" + _row(column.name for column in COLUMNS)


def entry(letter: Letter, item: csl.Json, /) -> str:
    """Write a letter as one row, from its record and its citation (`csl.letter_item`)."""
    return _row(_cell(column.value(letter, item)) for column in COLUMNS)


def harmless(text: str, /) -> str:
    """Write text so that no spreadsheet computes it."""
    return _FORMULA.sub(r"\1'", text)


def _cell(value: Value | Iterable[str]) -> str | int:
    if value is None or isinstance(value, int):
        return "" if value is None else value
    return harmless(one_line(value) if isinstance(value, str) else JOINT.join(map(one_line, value)))


def _row(cells: Iterable[str | int]) -> str:
    file = io.StringIO()
    csv.writer(file).writerow(cells)
    return file.getvalue()
