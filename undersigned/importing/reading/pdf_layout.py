"""From the pieces of text of a PDF's pages to blocks: lines, columns, running heads and feet, footnotes.

Comes after `pdf_worker`; `pdf_paragraphs` joins the lines.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ...diagnostics import quote
from ..document import FOOTNOTE, ITEM, PARAGRAPH, ROW, Block
from . import columns, marks
from .cleaning import clean_line
from .errors import MAX_ROWS, too_long
from .pdf_paragraphs import Line, paragraphs

_PAGE_NUMBER = re.compile(
    r"[^\w]*(?:(?:page|p\.|seite|página|pagina|pag\.|стр\.?|第)\s*)?\d{1,3}\s*(?:(?:of|/|von|de|di|sur|из|\|)\s*\d{1,3})?[^\w]*页?",
    re.IGNORECASE,
)
_ARABIC_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
_BARE_NUMBER = re.compile(r"\d{1,3}")
#: Part of the page's height in which heads and feet stand.
_MARGIN = 0.12
#: Rows of one run of columns.
_MAX_REGION = 300
#: Distance of lines, in letters' sizes, up to which one goes on with the other.
_TIGHT = 1.38
#: Points within which text stands on a page: 14,400 is the largest that programs make.
_FAR = 100_000


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters near each other on a line; positions in points from the page's lower left corner."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its pieces in the file's order."""

    number: int
    width: float
    height: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces at the same height."""

    base: float
    size: float
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)

    @property
    def is_bold(self) -> bool:
        return all(piece.bold for piece in self.pieces)


def blocks(pages: Sequence[Page]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """Read the blocks of all pages, footnotes last; gives remarks on what is left out."""
    by_page = [(page, _rows(page)) for page in pages]
    if sum(len(rows) for _, rows in by_page) > MAX_ROWS:
        raise too_long()
    by_page, remarks = _without_heads(by_page)
    sizes: Counter[float] = Counter()
    for _, rows in by_page:
        for row in rows:
            sizes[round(row.size * 2) / 2] += len(row.text)
    body = sizes.most_common(1)[0][0] if sizes else 10
    texts: list[Line | Block] = []
    notes: list[Line | Block] = []
    for page, rows in by_page:
        main, foot = _split_notes(rows, page, body)
        texts += _regions(main, page)
        notes += (_line(row, page) for row in foot)
    found = paragraphs(texts, body)
    found += [
        replace(block, kind=FOOTNOTE, marker=mark[0].rstrip("."), text=mark[1])
        if (mark := _note(block.text))
        else block
        for block in paragraphs(notes, body, notes=True)
    ]
    return tuple(found), remarks


def _rows(page: Page) -> list[Row]:
    """Gather the pieces of equal height, from top to bottom."""
    rows: list[list[Piece]] = []
    for piece in sorted(page.pieces, key=lambda p: (-p.base, p.left)):
        # Broken matrices turn text over, put it anywhere, and give numbers that are none.
        if not (-_FAR < piece.left <= piece.right < _FAR and abs(piece.base) < _FAR and 0 < piece.size < _FAR):
            continue
        text = clean_line(_ARABIC_FORMS.sub(lambda m: unicodedata.normalize("NFKC", m[0]), piece.text))
        if not text:
            continue
        piece = replace(piece, text=text)
        if rows and rows[-1][0].base - piece.base < 0.3 * min(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_row(row) for row in rows]


def _row(pieces: list[Piece]) -> Row:
    leftwards = sum(map(_is_rtl, pieces)) * 2 > len(pieces)
    ordered = sorted(pieces, key=lambda p: -p.right if leftwards else p.left)
    largest = max(pieces, key=lambda p: len(p.text))
    return Row(largest.base, largest.size, tuple(ordered))


def _is_rtl(piece: Piece) -> bool:
    return any(unicodedata.bidirectional(c) in ("R", "AL") for c in piece.text)


def _without_heads(
    by_page: list[tuple[Page, list[Row]]],
) -> tuple[list[tuple[Page, list[Row]]], tuple[str, ...]]:
    """Take out page numbers, and heads and feet that come back; a head's first time stays, as it may be the sender."""

    def key(row: Row) -> str:
        return re.sub(r"\d+", "#", row.text.casefold())

    def edge(page: Page, row: Row) -> str:
        if row.base > page.height * (1 - _MARGIN):
            return "head"
        return "foot" if row.base < page.height * _MARGIN else ""

    seen: Counter[tuple[str, str]] = Counter()
    for page, rows in by_page:
        seen.update({(edge(page, row), key(row)) for row in rows})
    met: set[tuple[str, str]] = set()
    left_out: dict[str, None] = {}
    done = []
    for page, rows in by_page:
        kept = []
        for row in rows:
            where = edge(page, row)
            item = (where, key(row))
            if where and _PAGE_NUMBER.fullmatch(row.text):
                continue
            if where and seen[item] > 1 and seen[item] * 2 >= len(by_page):
                if where == "foot":
                    left_out[row.text] = None
                    continue
                if item in met:
                    continue
                met.add(item)
            kept.append(row)
        done.append((page, kept))
    remarks = (f"left out as running foot: {', '.join(map(quote, left_out))}",) if left_out else ()
    return done, remarks


def _split_notes(rows: list[Row], page: Page, body: float) -> tuple[list[Row], list[Row]]:
    """Part the footnotes: small lines at the page's foot, the first with a mark."""
    begin = len(rows)
    while begin and rows[begin - 1].size < 0.93 * body:
        begin -= 1
    # Small print above may be a caption or a list of names: notes begin with the first mark.
    while begin < len(rows) and not _note(rows[begin].text):
        begin += 1
    return rows[:begin], rows[begin:]


def _note(text: str) -> tuple[str, str] | None:
    found = marks.note_mark(text)
    if found:
        return found
    match = re.match(r"(\d{1,3}|\*{1,3})[.)]?\s+(?=\S)", text)
    return (match[1], text[match.end() :]) if match else None


def _regions(rows: list[Row], page: Page) -> Iterable[Line | Block]:
    """Read rows from top to bottom; runs of rows in columns become table rows, or columns one after another."""
    done: list[Line | Block] = []
    at = 0
    while at < len(rows):
        end = _columns_end(rows, at)
        if end > at:
            # Rows above that hold only pieces of this region's cells belong to it.
            while done and isinstance(done[-1], Line) and done[-1].page == page.number and at and _joins(rows, at, end):
                at -= 1
                done.pop()
            done += _columns(rows[at:end], page)
            at = end
        else:
            done.append(_line(rows[at], page))
            at += 1
    return done


def _parts(row: Row) -> list[columns.Piece]:
    """Join the pieces of a row that stand as near as words do."""
    done: list[columns.Piece] = []
    for piece in sorted(row.pieces, key=lambda p: p.left):
        if done and piece.left - done[-1].end < 1.0 * row.size:
            last = done[-1]
            text = f"{piece.text} {last.text}" if _is_rtl(piece) else f"{last.text} {piece.text}"
            done[-1] = columns.Piece(last.start, max(last.end, piece.right), text, last.base)
        else:
            done.append(columns.Piece(piece.left, piece.right, piece.text, piece.base))
    return done


def _columns_end(rows: list[Row], at: int) -> int:
    """Find where the columns that begin in a row end; `at` itself if none do."""
    first = _parts(rows[at])
    if len(first) < 2 or _is_mark(first):
        return at
    lines = [first]
    # Rows that may belong to the columns if more of them follow are counted behind `sure`.
    sure = end = at + 1
    edges = columns.spans(lines, 0.6 * rows[at].size)
    while end < len(rows):
        step = rows[end - 1].base - rows[end].base
        size = rows[end].size
        parts = _parts(rows[end])
        # Joined stretches stand for the lines above: looking at each anew is quadratic.
        wider = columns.spans([[columns.Piece(*edge, "") for edge in edges], parts], 0.6 * size)
        if step > 3.5 * size or _is_mark(parts) or len(wider) < 2 or end - at > _MAX_REGION:
            break
        alone = len(parts) == 1 and parts[0].start <= edges[0][0] + 1
        if alone and (abs(size - rows[at].size) > 1 or rows[end].is_bold != rows[at].is_bold):
            break
        lines.append(parts)
        edges = wider
        end += 1
        if not alone or (step <= _TIGHT * size and sure == end - 1):
            sure = end
    lines = lines[: sure - at]
    if sum(len(line) > 1 for line in lines) == 1 and len(lines) < 3:
        # One wide gap: two things side by side if wide indeed, else a stretched line.
        widest = max(b.start - a.end for line in lines for a, b in itertools.pairwise(line))
        return at + 1 if widest > 3 * rows[at].size else at
    return sure


def _is_mark(parts: list[columns.Piece]) -> bool:
    return len(parts) == 2 and bool(marks.item_mark(f"{parts[0].text} x") or marks.note_mark(f"{parts[0].text} x"))


def _joins(rows: list[Row], at: int, end: int) -> bool:
    step = rows[at - 1].base - rows[at].base
    parts = _parts(rows[at - 1])
    lines = [_parts(row) for row in rows[at:end]]
    return (
        len(parts) == 1
        and step < _TIGHT * rows[at].size
        and end - at > 1
        and len(columns.spans([*lines, parts], 0.6 * rows[at].size)) > 1
    )


def _columns(rows: list[Row], page: Page) -> list[Line | Block]:
    """Read rows in columns: names as table rows, running text column by column."""
    gap = 0.6 * min(row.size for row in rows)
    lines = [_parts(row) for row in rows]
    spans = columns.spans(lines, gap)
    leftwards = sum(any(map(_is_rtl, row.pieces)) for row in rows) * 2 > len(rows)
    if len(rows) >= 6 and _is_running(lines, spans):
        done: list[Line | Block] = []
        for start, end in reversed(spans) if leftwards else spans:
            for row in rows:
                inside = tuple(p for p in row.pieces if start - 1 <= p.left <= end + 1)
                if inside:
                    done.append(replace(_line(replace(row, pieces=inside), page), column=(start, end)))
        return done
    steps = [0.0, *(a.base - b.base for a, b in itertools.pairwise(rows))]
    size = rows[0].size
    letter = sum(p.end - p.start for line in lines for p in line) / sum(len(p.text) for line in lines for p in line)
    heights = [[p.base for line in lines for p in line if start <= p.start <= end] for start, end in spans]
    closest = min((a - b for column in heights for a, b in itertools.pairwise(column)), default=0.0)
    tight = min(max(_TIGHT * size, 1.1 * closest), 1.8 * size)
    found = columns.table(lines, gap, letter=letter, steps=steps, tight=tight, right=page.width - spans[0][0])
    if found is None:
        return [_line(row, page) for row in rows]
    if found.columns:
        order = reversed(found.columns) if leftwards else found.columns
        return [Block(PARAGRAPH, "\n".join(names), page.number) for _, names in order]
    if (
        len(spans) == 2
        and len(found.rows) > 1
        and all(_BARE_NUMBER.fullmatch(row[0]) and row[1] for _, row in found.rows)
    ):
        # A list whose numbers have no full stop.
        return [Block(ITEM, row[1], page.number, 1, row[0]) for _, row in found.rows]
    return [
        Block(ROW, "\t".join(filter(None, cells)), page.number, cells=cells, strong=rows[number].is_bold)
        for number, row in found.rows
        for cells in [tuple(reversed(row)) if leftwards else row]
    ]


def _is_running(lines: list[list[columns.Piece]], spans: list[tuple[float, float]]) -> bool:
    """Whether columns hold running text: most of their lines are full."""
    for start, end in spans:
        widths = [p.end - p.start for line in lines for p in line if start <= p.start <= end]
        full = sum(width > 0.82 * (end - start) for width in widths)
        if end - start < 100 or len(widths) < 4 or full * 10 < len(widths) * 6:
            return False
    return True


def _line(row: Row, page: Page) -> Line:
    left = min(piece.left for piece in row.pieces)
    right = max(piece.right for piece in row.pieces)
    leftwards = any(map(_is_rtl, row.pieces))
    return Line(
        row.text, page.number, left, right, row.base, row.size, row.is_bold, rtl=leftwards, paper=page.width
    )  # fmt: skip
