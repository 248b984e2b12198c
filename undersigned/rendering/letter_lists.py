"""Lists of letters by year, as the record of an organization, and of what letters ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from docutils import nodes

from .. import elements, wording
from ..views import AskedLine, AskLine, LetterLine, RecordLine
from .long_lists import fold, is_long, opens
from .parts import Linker, jump_line, letter_item, letter_list, section

T = TypeVar("T", LetterLine, RecordLine)

#: Letters that are listed without headings of years: about a screenful.
SCREENFUL = 12


def record_list(lines: Iterable[RecordLine], link: Linker) -> nodes.bullet_list:
    """List letters with the role that an organization has in them, and what they ask of it."""
    items = []
    for line in lines:
        item = elements.list_item("", letter_item(line.letter, link, role=line.role))
        if line.asks:
            asks = (elements.list_item("", _ask(line.letter, ask, link)) for ask in line.asks)
            item += elements.bullet_list("", *asks, classes=["asked"], bullet="-")
        items.append(item)
    return elements.bullet_list("", *items, classes=["letter-list", "record"], bullet="-")


def letters_by_year(lines: Sequence[LetterLine], link: Linker) -> Iterator[nodes.Node]:
    """List letters under their years, where there are more than a screenful."""
    if is_long(len(lines), link):
        return _folded_by_year(lines, lambda line: line.iso[:4], lambda part: letter_list(part, link))
    return _by_year(lines, lambda line: line.iso[:4], lambda part: letter_list(part, link))


def record_by_year(lines: Sequence[RecordLine], link: Linker) -> Iterator[nodes.Node]:
    """List the letters of a record under their years, where there are more than a screenful."""
    if is_long(len(lines), link):
        return _folded_by_year(lines, lambda line: line.letter.iso[:4], lambda part: record_list(part, link))
    return _by_year(lines, lambda line: line.letter.iso[:4], lambda part: record_list(part, link))


def ask_list(lines: Iterable[AskedLine], link: Linker) -> nodes.bullet_list:
    """List asks of different letters: the letter's date, the ask as a link to its place, addressees and letter."""
    items = []
    for line in lines:
        text = elements.paragraph(
            "", "", elements.inline("", line.letter.date, classes=["letter-date"]), nodes.Text(" ")
        )
        text += elements.inline("", "", *_ask(line.letter, line.ask, link).children, classes=["letter-title"])
        if line.letter.to:
            text += [nodes.Text(" "), elements.inline("", f"to {line.letter.to}", classes=["letter-about"])]
        items.append(elements.list_item("", text))
    return elements.bullet_list("", *items, classes=["letter-list", "ask-list"], bullet="-")


def span(lines: Sequence[LetterLine]) -> str:
    """Say of which years some letters are."""
    years = sorted({line.iso[:4] for line in lines})
    return years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"


def _ask(letter: LetterLine, ask: AskLine, link: Linker) -> nodes.paragraph:
    text = elements.paragraph("", "", link(letter.docname, nodes.Text(ask.text), anchor=f"ask-{ask.number}"))
    if ask.outcome:
        text += elements.inline("", f" ({ask.outcome})", classes=["outcome"])
    return text


def _by_year(
    lines: Sequence[T], year_of: Callable[[T], str], make: Callable[[Iterable[T]], nodes.Node]
) -> Iterator[nodes.Node]:
    years = [(year, list(part)) for year, part in groupby(lines, key=year_of)]
    if len(lines) <= SCREENFUL or len(years) == 1:
        yield make(lines)
        return
    yield jump_line(((f"year-{year}", year) for year, _ in years), "years-line", label="Years")
    for year, part in years:
        yield section(f"year-{year}", year, make(part))


def _folded_by_year(
    lines: Sequence[T], year_of: Callable[[T], str], make: Callable[[Iterable[T]], nodes.bullet_list]
) -> Iterator[nodes.Node]:
    """List very many letters: years that unfold, the first of them open."""
    years = [(year, list(part)) for year, part in groupby(lines, key=year_of)]
    yield jump_line(((f"year-{year}", year) for year, _ in years), "years-line", label="Years")
    for place, (year, part) in enumerate(years):
        listed = make(part)
        listed["ids"] = [f"year-{year}"]
        yield fold(year, wording.plural(len(part), "letter"), listed, opened=opens(place, len(part)))
