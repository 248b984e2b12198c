"""Turns views into standard docutils nodes, the same for every builder.

Comes after `views` and is called by the post-transform in `transforms`; takes nothing from the catalogue itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes

from . import wording
from .views import (
    LetterLine,
    LetterView,
    Link,
    ListingView,
    OrganizationLine,
    OrganizationView,
    Tally,
    TopicView,
)  # fmt: skip

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


def letter_table(lines: Iterable[LetterLine], link: Linker) -> nodes.table:
    """Tabulate letters: date, title, addressees, signatures."""

    def entry(*content: nodes.Node) -> nodes.entry:
        return nodes.entry("", nodes.paragraph("", "", *content))

    heads = ("Date", "Letter", "To", "Signed by")
    rows = [
        nodes.row(
            "", entry(nodes.Text(line.date)), entry(link(line.docname, titled(line.title, line.language))),
            entry(nodes.Text(line.to)), entry(nodes.Text(line.signers)),
        )
        for line in lines
    ]  # fmt: skip
    group = nodes.tgroup(
        "",
        *(nodes.colspec(colwidth=width) for width in (16, 42, 24, 18)),
        nodes.thead("", nodes.row("", *(entry(nodes.Text(head)) for head in heads))),
        nodes.tbody("", *rows),
        cols=4,
    )
    return nodes.table("", group, classes=["letter-table"])


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


# ---------------------------------------------------------------- kinds of pages


def letter_sections(view: LetterView, link: Linker) -> list[nodes.Node]:
    """Make what follows a letter's own text: its thread and related letters."""
    found: list[nodes.Node] = []
    if view.thread:
        found.append(section("correspondence", "Correspondence", letter_list(view.thread, link, classes=("thread",))))
    if view.related:
        found.append(section("related-letters", "Related letters", letter_list(view.related, link)))
    return found


def organization_sections(view: OrganizationView, link: Linker) -> list[nodes.Node]:
    """Make the record of an organization."""
    found: list[nodes.Node] = []
    if view.parent:
        found.append(link_line("Part of", (view.parent,), link))
    if view.sections:
        found.append(link_line("Sections and institutes", view.sections, link))
    if view.signed:
        found.append(
            section(
                "letters-signed", "Letters signed", _span(view.signed, "signed"), *letters_by_year(view.signed, link)
            )
        )
    if view.received:
        found.append(
            section(
                "letters-received",
                "Letters received",
                _span(view.received, "received"),
                *letters_by_year(view.received, link),
            )
        )
    if view.partners:
        lead = f"{plural_bodies(view.partner_count)} signed letters together with it; the number is that of common letters."
        found.append(
            section("co-signatories", "Signed with", paragraph(lead), tally_list(view.partners, link, "columns"))
        )
    if view.topics:
        found.append(section("topics", "Topics", tally_list(view.topics, link, "columns")))
    if view.addressees:
        found.append(section("addressees", "Wrote to", tally_list(view.addressees, link, "columns")))
    if not (view.signed or view.received):
        found.append(paragraph("No letter of the archive names it yet.", "empty"))
    return found


def topic_sections(view: TopicView, link: Linker) -> list[nodes.Node]:
    """Make the record of a topic."""
    found: list[nodes.Node] = []
    if view.broader:
        found.append(link_line("Part of", (view.broader,), link))
    if view.related:
        found.append(link_line("See also", view.related, link))
    if view.narrower:
        found.append(section("narrower-topics", "Narrower topics", tally_list(view.narrower, link)))
    if view.letters:
        found.append(
            section("letters", "Letters", _span(view.letters, "on this topic"), *letters_by_year(view.letters, link))
        )
    else:
        found.append(paragraph("No letter of the archive is on this topic itself yet.", "empty"))
    if view.organizations:
        lead = f"{plural_bodies(view.organization_count)} signed letters on this topic; these signed most."
        found.append(
            section(
                "organizations",
                "Most active organizations",
                paragraph(lead),
                tally_list(view.organizations, link, "columns"),
            )
        )
    if view.addressees:
        found.append(section("addressees", "Addressees", tally_list(view.addressees, link, "columns")))
    return found


def plural_bodies(number: int) -> str:
    """Count organizations at the beginning of a sentence."""
    return wording.plural(number, "organization")


def _span(lines: tuple[LetterLine, ...], how: str) -> nodes.paragraph:
    years = sorted({line.iso[:4] for line in lines})
    when = years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}"
    return paragraph(f"{wording.plural(len(lines), 'letter')} {how}, {when}.", "span")


# ---------------------------------------------------------------- listings


def listing(view: ListingView, link: Linker) -> list[nodes.Node]:
    """Answer a listing directive."""
    style = view.listing.get("as")
    name = view.listing.name
    if style == "count":
        return [paragraph(wording.plural(view.total, name.removesuffix("s")), "count")]
    if name == "letters":
        if style == "years":
            return [tally_list(view.tallies, link, "columns", "years")]
        if not view.letters:
            return [paragraph("No letters.", "empty")]
        return [letter_table(view.letters, link)] if style == "table" else [letter_list(view.letters, link)]
    if name == "organizations" and style not in ("active", "kinds"):
        return organization_index(view.organizations, link)
    return [tally_list(view.tallies, link, *(() if name == "topics" else ("columns",)))]


def organization_index(lines: tuple[OrganizationLine, ...], link: Linker) -> list[nodes.Node]:
    """List organizations from A to Z, with a line of initials to jump by."""
    groups = [
        (initial, list(group))
        for initial, group in groupby(sorted(lines, key=_initial_key), key=lambda line: line.initial)
    ]
    if not groups:
        return [paragraph("No organizations.", "empty")]
    bar = nodes.paragraph("", "", classes=["initials"])
    for place, (initial, _) in enumerate(groups):
        if place:
            bar += nodes.Text(" ")
        bar += nodes.reference("", initial, internal=True, refid=_anchor(initial))
    found: list[nodes.Node] = [bar] if len(groups) > 1 else []
    for initial, group in groups:
        items = []
        for line in group:
            text = nodes.paragraph("", "", link(line.docname, nodes.Text(line.name)), nodes.Text(" "))
            text += nodes.inline("", _about(line), classes=["organization-about"])
            items.append(nodes.list_item("", text))
        entries = nodes.bullet_list("", *items, classes=["organization-list", "columns"], bullet="-")
        found.append(section(_anchor(initial), initial, entries))
    return found


def _about(line: OrganizationLine) -> str:
    counts = [f"{line.signed:,} signed"] if line.signed else []
    counts += [f"{line.received:,} received"] if line.received else []
    return ", ".join(part for part in (line.kind, line.country, *counts) if part)


def _anchor(initial: str) -> str:
    return "initial-" + initial.lower().replace("–", "-").replace(" ", "-")


def _initial_key(line: OrganizationLine) -> tuple[int, str]:
    order = 0 if line.initial == "0–9" else 2 if line.initial == "Other scripts" else 1
    return (order, line.initial)
