"""Joins the lines of a PDF to paragraphs, list items and blocks of lines.

Comes after `pdf_layout`.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..document import ITEM, PARAGRAPH, Block
from . import marks
from .cleaning import clean, joined

_SENTENCE_END = re.compile(r"[.!?:;。！？؟…][\"'”’»)\]¹²³⁰⁴-⁹]*$")
#: Part of the room between equal margins that text fills at least.
_NARROWEST = 0.85
_HYPHENATED = re.compile(r"(?<![^\W\d_])[^\W\d_]+-[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of running text and where it stands."""

    text: str
    page: int
    left: float
    right: float
    base: float
    size: float
    bold: bool
    rtl: bool = False
    #: Edges of the column of running text it stands in.
    column: tuple[float, float] | None = None
    #: Width of its page.
    paper: float = 0.0


@dataclass(slots=True)
class _Open:
    """A block that may go on."""

    kind: str
    marker: str
    lines: list[Line]
    text: str
    prose: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class _Shape:
    """What is usual in the document."""

    body: float
    #: Edges of the text on each page.
    edges: dict[int, tuple[float, float]]
    #: Distance of lines by their size.
    leading: dict[int, float]
    #: Words with a hyphen that stand within lines, in lower case.
    hyphenated: frozenset[str] = field(default_factory=frozenset)


def paragraphs(items: Sequence[Line | Block], body: float, *, notes: bool = False) -> list[Block]:
    """Join lines; blocks among them stay where they are."""
    lines = [item for item in items if isinstance(item, Line)]
    shape = _shape(lines, body)
    done: list[Block] = []
    at: _Open | None = None
    for item in items:
        if isinstance(item, Block):
            if at:
                done.append(_close(at, shape))
            done.append(item)
            at = None
        elif at is None:
            at = _open(item, shape)
        elif _goes_on(at, item, shape, notes):
            _add(at, item, shape)
        else:
            done.append(_close(at, shape))
            at = _open(item, shape)
    if at:
        done.append(_close(at, shape))
    return done


def _shape(lines: Sequence[Line], body: float) -> _Shape:
    edges: dict[int, tuple[float, float]] = {}
    for line in lines:
        left, right = edges.get(line.page, (line.left, line.right))
        edges[line.page] = (min(left, line.left), max(right, line.right))
    # A page with little text tells little of its margins: the right one is about as wide as the left.
    widest = max((right for _, right in edges.values()), default=0.0)
    many = Counter(line.page for line in lines)
    papers = {line.page: line.paper for line in lines}
    edges = {
        page: (left, max(right if many[page] > 5 else widest, _NARROWEST * (papers[page] - left)))
        for page, (left, right) in edges.items()
    }
    words = frozenset(word.casefold() for line in lines for word in _HYPHENATED.findall(line.text))
    return _Shape(body, edges, _leading(lines, _Shape(body, edges, {})), words)


def _leading(lines: Sequence[Line], shape: _Shape) -> dict[int, float]:
    """Measure the distance of lines: below full lines, as these go on; where none is full, the closest lines'."""
    full: dict[int, Counter[int]] = {}
    steps: dict[int, Counter[int]] = {}
    for a, b in itertools.pairwise(lines):
        if a.page == b.page and abs(a.size - b.size) < 0.5 and 0 < a.base - b.base < 2.6 * a.size:
            step = round((a.base - b.base) * 2)
            steps.setdefault(round(a.size), Counter())[step] += 1
            # A full line may also end a paragraph by chance.
            if _forced(a, b, shape) and not (_SENTENCE_END.search(a.text) and not b.text[:1].islower()):
                full.setdefault(round(a.size), Counter())[step] += 1
    # Of steps equally frequent the closer one: the other may part paragraphs.
    usual = {size: min(found, key=lambda step: (-found[step], step)) / 2 for size, found in full.items()}
    # Where no line goes on, wide distances are those of paragraphs.
    return {size: usual.get(size, min(min(found) / 2, 1.5 * size)) for size, found in steps.items()}


def _open(line: Line, shape: _Shape) -> _Open:
    if found := marks.item_mark(line.text):
        marker, rest = found
        left = shape.edges[line.page][0]
        level = 1 + min(5, int(max(0.0, line.left - left - 30) / 18))
        return _Open(ITEM, marker, [line], rest, level=level)
    return _Open(PARAGRAPH, "", [line], line.text)


def _forced(a: Line, b: Line, shape: _Shape) -> bool:
    """Whether a line ended because the next word did not fit."""
    if a.text.endswith("-") and b.text[:1].islower():
        return True
    left, right = a.column or shape.edges[a.page]
    letter = (b.right - b.left) / max(1, len(b.text))
    word = (len(b.text.split(" ", 1)[0]) + 1) * letter
    if a.rtl:
        left = min(left, a.paper - _NARROWEST * right)
        return a.left - word < left and a.right - a.left > 0.5 * (right - left)
    return a.right + word > right and a.right - a.left > 0.5 * (right - left)


def _goes_on(at: _Open, line: Line, shape: _Shape, notes: bool) -> bool:
    last = at.lines[-1]
    if abs(last.size - line.size) > 0.08 * last.size + 0.2 or _differs(at, line):
        return False
    forced = _forced(last, line, shape)
    if _begins(at, line, forced, notes):
        return False
    if last.page != line.page or last.base <= line.base:
        # Over the page's or column's end only a sentence goes on.
        return (forced or line.text[:1].islower()) and not (
            _SENTENCE_END.search(last.text) and not line.text[:1].islower()
        )
    leading = shape.leading.get(round(line.size), 1.2 * line.size)
    if last.base - line.base > max(1.22 * leading, leading + 1.5):
        return False
    if at.kind == ITEM:
        first = at.lines[0]
        return line.left > first.left + 0.4 * line.size or (forced and line.left > first.left - 1)
    indented = line.left - last.left > 0.8 * line.size and not line.rtl
    if at.prose and indented and len(at.lines) > 1:
        return False
    return not (at.prose and not forced and _SENTENCE_END.search(last.text))


def _differs(at: _Open, line: Line) -> bool:
    """Whether a wholly bold line meets one that is not; a bold beginning of a paragraph is no such line."""
    return at.lines[-1].bold != line.bold


def _begins(at: _Open, line: Line, forced: bool, notes: bool) -> bool:
    """Whether a line's mark begins an item or a note."""
    if notes and (marks.note_mark(line.text) or re.match(r"(?:\d{1,3}|\*{1,3})[.)]? ", line.text)):
        return not (forced and line.left > at.lines[0].left + 0.3 * line.size)
    found = marks.item_mark(line.text)
    if not found:
        return False
    if marks.sure(found[0]):
        return True
    if at.kind == ITEM:
        return marks.follows(found[0], at.marker) or not forced
    return not forced or at.text.endswith(":")


def _add(at: _Open, line: Line, shape: _Shape) -> None:
    last = at.lines[-1]
    if _forced(last, line, shape) or at.kind == ITEM or last.page != line.page:
        at.prose = True
        word = f"{last.text.rsplit(' ', 1)[-1]}{line.text.split(' ', 1)[0]}".casefold().strip(".,;:!?()")
        at.text = joined(at.text, line.text, keep_hyphen=word in shape.hyphenated)
    else:
        at.text = f"{at.text}\n{line.text}"
    at.lines.append(line)


def _close(at: _Open, shape: _Shape) -> Block:
    strong = all(line.bold for line in at.lines) or at.lines[0].size > 1.15 * shape.body
    return Block(at.kind, clean(at.text), at.lines[0].page, at.level, at.marker, strong=strong)
