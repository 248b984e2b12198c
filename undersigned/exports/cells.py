"""CSV files: UTF-8 without byte order mark, lines and quotation marks as RFC 4180 has them, and no formulas.

A spreadsheet takes a cell that begins with = + - @ for a formula, which can fetch or send what it likes. Such a cell
gets an apostrophe in front, and so does one that begins with apostrophes before such a sign: taking one apostrophe
away from cells of this form gives the value back.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

#: Signs at which spreadsheets begin a formula, the wide forms of East Asian keyboards among them; some programs pass
#: over blanks in front.
_FORMULA = re.compile("'*\\s*[=+\\-@＝＋－＠\t\r\n]")

Cell = str | int | bool | None


def as_csv(rows: Iterable[Sequence[Cell]], /) -> bytes:
    """Write rows; what is not known is an empty cell, true and false are words."""
    file = StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows([_written(cell) for cell in row] for row in rows)
    return file.getvalue().encode()


def read_csv(data: bytes, /) -> Iterator[dict[str, str]]:
    """Read rows by the names of the first one, with the apostrophes that `as_csv` put in taken away."""
    for row in csv.DictReader(StringIO(data.decode("utf-8"), newline="")):
        yield {name: _value(cell) for name, cell in row.items()}


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    text = str(cell)
    return f"'{text}" if _FORMULA.match(text) else text


def _value(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
