"""What all pages are made of: links, sections, lists of letters and of pages with their number of letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes

from .. import wording
from ..views import LetterLine, Link, Tally

if TYPE_CHECKING:
    from sphinx.builders import Builder


@dataclass(frozen=True, slots=True)
class Linker:
    """Makes links from one page."""

    builder: Builder
    fromdocname: str

    def __call__(self, docname: str | None, *content: nodes.Node, **attributes: object) -> nodes.Element:
        """Wrap content in a link; leave it plain where there is no page, or it is this page."""
        if docname is None or docname == self.fromdocname:
            return nodes.inline("", "", *content, **attributes)
        uri = self.builder.get_relative_uri(self.fromdocname, docname)
        return nodes.reference("", "", *content, internal=True, refuri=uri, **attributes)


def section(anchor: str, title: str, *content: nodes.Node) -> nodes.section:
    """Make a section of a page."""
    return nodes.section("", nodes.title("", title), *content, ids=[anchor], names=[])


def paragraph(text: str, *classes: str) -> nodes.paragraph:
    """Make a plain paragraph."""
    return nodes.paragraph("", text, classes=list(classes))


def titled(title: str, language: str) -> nodes.Node:
    """Make the text of a title, marked with its language where that is not English."""
    if language.partition("-")[0] == "en":
        return nodes.Text(title)
    node = nodes.inline("", title, classes=["foreign"])
    return mark_language(node, language)


def mark_language(node: nodes.Element, language: str) -> nodes.Element:
    """Note the language, and the direction if it is written from right to left, as classes that every writer keeps.

    The HTML part turns them into `lang` and `dir`.
    """
    node["classes"] = [*node["classes"], f"lang-{language.lower()}"]
    if wording.is_right_to_left(language):
        node["classes"].append("rtl")
    return node


# ---------------------------------------------------------------- lists


def letter_list(lines: Iterable[LetterLine], link: Linker, *, classes: tuple[str, ...] = ()) -> nodes.bullet_list:
    """List letters: date, title, addressees and signatures."""
    items = []
    for line in lines:
        item = nodes.paragraph("", "", nodes.inline("", line.date, classes=["letter-date"]), nodes.Text(" "))
        item += link(line.docname, titled(line.title, line.language), classes=["letter-title"])
        about = "; ".join(part for part in (f"to {line.to}" if line.to else "", line.signers, line.remark) if part)
        if about:
            item += nodes.Text(" ")
            item += nodes.inline("", about, classes=["letter-about"])
        items.append(nodes.list_item("", item))
    return nodes.bullet_list("", *items, classes=["letter-list", *classes], bullet="-")


def letters_by_year(lines: tuple[LetterLine, ...], link: Linker) -> Iterator[nodes.Node]:
    """List letters under their years, where there are more than a screenful."""
    if len(lines) <= 12:
        yield letter_list(lines, link)
        return
    for year, group in groupby(lines, key=lambda line: line.iso[:4]):
        yield nodes.rubric("", year, classes=["year"])
        yield letter_list(group, link)


def tally_list(tallies: Iterable[Tally], link: Linker, *classes: str) -> nodes.bullet_list:
    """List pages with the number of letters, narrower topics below their topic."""
    items = []
    for tally in tallies:
        text = nodes.paragraph("", "", link(tally.docname, nodes.Text(tally.title)), nodes.Text(" "))
        text += nodes.inline("", f"{tally.count:,}", classes=["tally"])
        item = nodes.list_item("", text)
        if tally.children:
            item += tally_list(tally.children, link)
        items.append(item)
    return nodes.bullet_list("", *items, classes=["tally-list", *classes], bullet="-")


def link_line(label: str, links: Iterable[Link], link: Linker) -> nodes.paragraph:
    """Name some pages in one line: `Broader: Human rights diplomacy`."""
    line = nodes.paragraph("", "", nodes.inline("", f"{label}: ", classes=["label"]), classes=["link-line"])
    for place, target in enumerate(links):
        if place:
            line += nodes.Text(", ")
        line += link(target.docname, nodes.Text(target.title))
    return line


def plural_bodies(number: int) -> str:
    """Count organizations at the beginning of a sentence."""
    return wording.plural(number, "organization")


def span(lines: tuple[LetterLine, ...], how: str) -> nodes.paragraph:
    """Say how many letters there are, and of which years; `how` says what connects them with the page."""
    years = sorted({line.iso[:4] for line in lines})
    when = years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"
    return paragraph(f"{wording.plural(len(lines), 'letter')} {how}, {when}.", "span")
