"""Reads plain text: paragraphs by blank lines, lists by their marks, columns by their gaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..document import FOOTNOTE, ITEM, PARAGRAPH, ROW, Block, Document
from . import columns, marks
from .cleaning import clean_line, visible
from .decoding import decode

_RULE = re.compile(r"[^\w\s]{3,}")
_UNDERLINE = re.compile(r"(=+|-+|~+|_+|\*+)")
_PIECE = re.compile(r"\S+(?:[ ](?![ ])\S+)*")
#: Two blanks after a sentence are typewriters' custom, no column's gap.
_SENTENCE_GAP = re.compile(r"(?<=[.!?:;,])(?P<close>[\"'”’)]?)  (?=\S)")
#: Blanks that part two columns of a single line.
_GAP = 4
#: Characters of a line that no page's width has broken.
_LONG = 120

Line = tuple[int, str]
Link = tuple[str, str]


def read(data: bytes, /, *, name: str) -> Document:
    """Read a text file."""
    text, remarks = decode(data)
    return Document(name, "text", tuple(blocks(text)), remarks=remarks)


def blocks(text: str) -> Iterator[Block]:
    """Part text into blocks."""
    group: list[Line] = []
    for number, line in enumerate([*visible(text).split("\n"), ""], 1):
        flat = _SENTENCE_GAP.sub(r"\g<close> ", line.replace("\u00a0", " ").rstrip())
        if not flat or (_RULE.fullmatch(flat.strip()) and not _underlines(group, flat)):
            yield from _group(group)
            group = []
        else:
            group.append((number, flat))


def _underlines(group: list[Line], line: str) -> bool:
    return len(group) == 1 and bool(_UNDERLINE.fullmatch(line.strip()))


def _group(group: list[Line]) -> Iterator[Block]:
    """Read lines between two blank ones."""
    if not group:
        return
    if len(group) == 2 and _UNDERLINE.fullmatch(group[1][1].strip()):
        yield Block(PARAGRAPH, clean_line(group[0][1]), group[0][0], strong=True)
        return
    if rows := _rows(group):
        yield from rows
        return
    yield from lines(group)


def lines(group: list[Line]) -> Iterator[Block]:
    """Read the lines of a paragraph, among which list items and footnotes may stand."""
    current: list[Line] = []
    kind, marker, level = PARAGRAPH, "", 0
    marked = ""
    for number, line in group:
        # Text pasted from a page has a whole paragraph on a line, and no blank lines between them.
        if current and max(len(line), len(current[-1][1])) > _LONG:
            yield _block(kind, current, marker, level)
            current, kind, marker, level = [], PARAGRAPH, "", 0
        content = line.strip().replace("\t", " ")
        if found := marks.note_mark(content):
            new_kind = FOOTNOTE
        elif (found := marks.item_mark(content)) and _begins_item(found[0], current, kind, marker):
            new_kind = ITEM
        else:
            if kind == ITEM and current and _dedented(line, marked, current):
                yield _block(kind, current, marker, level)
                current, kind, marker, level = [], PARAGRAPH, "", 0
            current.append((number, clean_line(line)))
            continue
        if current:
            yield _block(kind, current, marker, level)
        kind, marker, marked = new_kind, found[0], line
        level = _depth(line) if kind == ITEM else 0
        current = [(number, clean_line(found[1]))]
    if current:
        yield _block(kind, current, marker, level)


def linked(parts: Iterable[Block], links: tuple[Link, ...]) -> Iterator[tuple[Block, tuple[Link, ...]]]:
    """Give each part of a paragraph the links that stand in it; links come in the order of the text."""
    at = 0
    for block in parts:
        line = clean_line(block.text)
        begin = at
        while at < len(links) and links[at][0] in line:
            at += 1
        yield block, links[begin:at]
        # A link over the end of a part belongs to none.
        if begin == at and at < len(links) and links[at][0][:20] in line:
            at += 1


def _begins_item(mark: str, current: list[Line], kind: str, previous: str) -> bool:
    """Whether a mark at a line's beginning is a list's, not a dash or a number amid a sentence."""
    if not current or marks.sure(mark):
        return True
    if kind == ITEM:
        return marks.follows(mark, previous)
    return current[-1][1].endswith((":", ";")) and mark.strip("().") in ("1", "a", "i", "-", "*", "–", "—", "+")


def _dedented(line: str, marked: str, current: list[Line]) -> bool:
    """Whether a line without mark stands left of the text of the item above, as a new paragraph does.

    `marked` is the line with the item's mark. Items that never hang tell nothing; there a line goes on with its item if the line above was nearly full.
    """
    if len(line) - len(line.lstrip()) > len(marked) - len(marked.lstrip()):
        return False
    return len(marked if len(current) == 1 else current[-1][1]) < 55


def _depth(line: str) -> int:
    indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
    return min(6, 1 + indent // 4)


def _block(kind: str, lines: list[Line], marker: str, level: int) -> Block:
    text = "\n".join(line for _, line in lines)
    letters = [c for c in text if c.isalpha()]
    strong = kind == PARAGRAPH and len(lines) == 1 and len(letters) > 3 and all(c.isupper() for c in letters)
    return Block(kind, text, lines[0][0], level, marker, strong=strong)


def _rows(group: list[Line]) -> list[Block] | None:
    """Read lines as rows of columns; None if they are none."""
    if any("\t" in line.strip() for _, line in group):
        return _tab_rows(group)
    pieces = [
        [columns.Piece(m.start(), m.end(), m[0]) for m in _PIECE.finditer(line.expandtabs(8))] for _, line in group
    ]
    full = sum(len(line) > 1 for line in pieces)
    # One gap can be chance; most lines must have it, or the lines without must lie in one column.
    if not full or any(marks.item_mark(line[0].text + " x") and len(line) == 2 for line in pieces):
        return None
    found = columns.table(pieces, 2 if full > 1 else _GAP, letter=1)
    if found is None or full * 3 < len(group):
        return None
    if found.columns:
        return [Block(PARAGRAPH, "\n".join(names), group[number][0]) for number, names in found.columns]
    return [_row(cells, group[number][0]) for number, cells in found.rows]


def _tab_rows(group: list[Line]) -> list[Block] | None:
    """Read lines whose cells tabs part."""
    rows = [tuple(clean_line(cell) for cell in re.split(r"\t+", line.strip(" "))) for _, line in group]
    indented = all(not row[0] for row in rows)
    rows = [row[1:] if indented else row for row in rows]
    # A tab behind a list's mark sets no column.
    if any(len(row) == 2 and marks.item_mark(f"{row[0]} x") for row in rows):
        return None
    width = max(map(len, rows))
    if width < 2 or sum(sum(map(bool, row)) > 1 for row in rows) * 3 < len(rows):
        return None
    return [_row(row + ("",) * (width - len(row)), number) for (number, _), row in zip(group, rows, strict=True)]


def _row(cells: tuple[str, ...], line: int) -> Block:
    return Block(ROW, "\t".join(filter(None, cells)), line, cells=cells)
