"""Indexes of organizations: from A to Z as table and as names, by country, and of those that received letters."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from docutils import nodes

from .. import elements, wording
from .long_lists import fold, is_long
from .parts import Linker, jump_line, paragraph, section, table, titled
from .tables import (
    BROWSE,
    addressee_cells,
    cell_row,
    is_cut,
    organization_cells,
    parted,
    rest_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..views import CollectiveLine, ListingView, OrganizationLine


def in_order(lines: Iterable[OrganizationLine]) -> list[OrganizationLine]:
    """Sort organizations, which come by name, from A to Z: digits before, other scripts after."""
    return sorted(lines, key=_initial_key)


def organization_anchors(lines: Iterable[OrganizationLine]) -> Iterator[str]:
    """Give the first row of each initial its anchor, to which the line of initials leads; nothing to the others."""
    for before, line in pairwise((None, *lines)):
        assert line is not None
        yield "" if before and before.initial == line.initial else _anchor(line.initial)


def organization_index(view: ListingView, link: Linker) -> list[nodes.Node]:
    """Tabulate organizations from A to Z, with a line of initials to jump by; without kinds if all are of one."""
    if not view.organizations:
        return [paragraph("No organizations.", "empty")]
    kinds = not view.listing.get("kind")
    lines = in_order(view.organizations)
    initials = {_anchor(line.initial): line.initial for line in lines}
    cut = is_cut(view, link)
    shown = parted(lines)[0] if cut else lines
    rows = [
        cell_row(organization_cells(line, kinds=kinds), link, anchor or None)
        for anchor, line in zip(organization_anchors(shown), shown, strict=True)
    ]
    found: list[nodes.Node] = []
    if len(initials) > 1:
        # What does not stand here stands on the page of all names.
        there = view.elsewhere[0].docname if cut else None
        here = {line.initial for line in shown}
        away = {anchor: there for anchor, initial in initials.items() if initial not in here}
        found.append(jump_line(initials.items(), "initials", away=away, link=link))
    found += [rest_line(view, link, len(lines))] if cut else []
    heads = ("Name", *(("Kind",) if kinds else ()), "Country", "Signed", "Received")
    return [*found, table(heads, rows, BROWSE, "organization-table")]


def organizations_by_name(lines: tuple[OrganizationLine, ...], link: Linker) -> list[nodes.Node]:
    """List organizations under their initials."""
    parts = [(initial, list(part)) for initial, part in groupby(in_order(lines), key=lambda line: line.initial)]
    groups = [(_anchor(initial), initial, part) for initial, part in parts]
    if not groups:
        return [paragraph("No organizations.", "empty")]
    places = ((anchor, f"{initial} {len(part):,}") for anchor, initial, part in groups)
    return [jump_line(places, "initials", "countries"), *_grouped(groups, len(lines), link)]


def organizations_by_country(lines: tuple[OrganizationLine, ...], link: Linker) -> list[nodes.Node]:
    """List the organizations whose country is known under their countries."""
    known = sorted((line for line in lines if line.country), key=lambda line: (line.country, line.country_code))
    groups = [
        (f"country-{code}", country, list(part))
        for (country, code), part in groupby(known, key=lambda line: (line.country, line.country_code))
    ]
    if not groups:
        return [paragraph("No organization with a known country.", "empty")]
    places = ((anchor, f"{name} {len(part):,}") for anchor, name, part in groups)
    number_of = wording.plural(len(groups), "country", "countries")
    said = f"The country of {len(known):,} of {len(lines):,} organizations is known, in {number_of}."
    return [paragraph(said, "span"), jump_line(places, "initials", "countries"), *_grouped(groups, len(known), link)]


def _grouped(groups: list[tuple[str, str, list[OrganizationLine]]], count: int, link: Linker) -> Iterator[nodes.Node]:
    """List organizations under headings; folded where there are very many."""
    for anchor, title, part in groups:
        items = []
        for line in part:
            text = elements.paragraph("", "", link(line.docname, nodes.Text(line.name)), nodes.Text(" "))
            text += elements.inline("", _about(line), classes=["organization-about"])
            items.append(elements.list_item("", text))
        listed = elements.bullet_list("", *items, classes=["organization-list", "columns"], bullet="-")
        if is_long(count, link):
            listed["ids"] = [anchor]
            yield fold(title, wording.plural(len(part), "organization"), listed, level=2)
        else:
            yield section(anchor, title, listed)


def addressee_index(view: ListingView, link: Linker) -> list[nodes.Node]:
    """Tabulate by kind who received letters, and list those addressed collectively."""
    found: list[nodes.Node] = []
    cut = is_cut(view, link)
    for group in view.groups:
        lines = parted(group.lines, each=True)[0] if cut else group.lines
        rows = (cell_row(addressee_cells(line), link) for line in lines)
        heads = ("Name", "Country", "Letters", "First", "Last")
        found.append(section(group.anchor, group.title, table(heads, rows, BROWSE, "addressee-table")))
    if view.collective:
        found.append(section("collective", "Addressed collectively", *_collective(view.collective, link)))
    if not found:
        return [paragraph("No addressees.", "empty")]
    places = [(part["ids"][0], part[0].astext()) for part in found if isinstance(part, nodes.section)]
    found[:0] = [rest_line(view, link, view.total, each=True)] if cut else []
    return [jump_line(places, "page-sections"), *found] if len(places) > 1 else found


def _collective(lines: tuple[CollectiveLine, ...], link: Linker) -> list[nodes.Node]:
    items = []
    for line in lines:
        text = elements.paragraph("", line.title)
        for letter in line.letters:
            text += [
                nodes.Text(" "),
                elements.inline(
                    "",
                    "",
                    nodes.Text(f"{letter.date}: "),
                    link(letter.docname, titled(letter.title, letter.language)),
                    classes=["organization-about"],
                ),
            ]
        items.append(elements.list_item("", text))
    said = "Letters also go to bodies together that no letter names one by one. They have no page; here they stand as printed."
    return [paragraph(said, "span"), elements.bullet_list("", *items, classes=["organization-list"], bullet="-")]


def _about(line: OrganizationLine) -> str:
    """Say of what kind a body is, and how many letters it signed and received."""
    counts = [f"{line.signed:,} signed"] if line.signed else []
    counts += [f"{line.received:,} received"] if line.received else []
    return ", ".join(part for part in (line.kind, *counts) if part)


def _anchor(initial: str) -> str:
    return "initial-" + initial.lower().replace("–", "-").replace(" ", "-")


def _initial_key(line: OrganizationLine) -> tuple[int, str]:
    order = 0 if line.initial == "0–9" else 2 if line.initial == "Other scripts" else 1
    return (order, line.initial)
