"""Indexes of organizations: from A to Z, by country, and of those that received letters."""

from __future__ import annotations

from itertools import groupby

from docutils import nodes

from .. import elements, wording
from ..views import AddresseeGroup, CollectiveLine, OrganizationLine
from .parts import Linker, jump_line, number, paragraph, row, section, table, titled

#: What scripts that sort and filter tables look for.
BROWSE = "browse-table"


def organization_index(lines: tuple[OrganizationLine, ...], link: Linker, *, kinds: bool = True) -> list[nodes.Node]:
    """Tabulate organizations from A to Z, with a line of initials to jump by; all of one kind without `kinds`."""
    if not lines:
        return [paragraph("No organizations.", "empty")]
    rows: list[nodes.row] = []
    initials: list[str] = []
    for line in sorted(lines, key=_initial_key):
        # The first row of each initial is where the line of initials leads to.
        new = line.initial not in initials[-1:]
        initials += [line.initial] if new else []
        rows.append(
            row(
                [link(line.docname, nodes.Text(line.name))], *([[nodes.Text(line.kind)]] if kinds else []),
                [nodes.Text(line.country)] if line.country else [], number(line.signed), number(line.received),
                anchor=_anchor(line.initial) if new else None,
            )
        )  # fmt: skip
    found: list[nodes.Node] = []
    if len(initials) > 1:
        found.append(jump_line(((_anchor(initial), initial) for initial in initials), "initials"))
    heads = ("Name", *(("Kind",) if kinds else ()), "Country", "Signed", "Received")
    return [*found, table(heads, rows, BROWSE, "organization-table")]


def organizations_by_country(lines: tuple[OrganizationLine, ...], link: Linker) -> list[nodes.Node]:
    """List the organizations whose country is known under their countries."""
    known = sorted((line for line in lines if line.country), key=lambda line: (line.country, line.country_code))
    countries = [
        (country, list(part)) for country, part in groupby(known, key=lambda line: (line.country, line.country_code))
    ]
    if not countries:
        return [paragraph("No organization with a known country.", "empty")]
    places = ((f"country-{code}", f"{name} {len(part)}") for (name, code), part in countries)
    number_of = wording.plural(len(countries), "country", "countries")
    said = f"The country of {len(known):,} of {len(lines):,} organizations is known, in {number_of}."
    found: list[nodes.Node] = [paragraph(said, "span"), jump_line(places, "initials", "countries")]
    for (name, code), part in countries:
        items = []
        for line in part:
            text = elements.paragraph("", "", link(line.docname, nodes.Text(line.name)), nodes.Text(" "))
            text += elements.inline("", _about(line), classes=["organization-about"])
            items.append(elements.list_item("", text))
        listed = elements.bullet_list("", *items, classes=["organization-list", "columns"], bullet="-")
        found.append(section(f"country-{code}", name, listed))
    return found


def addressee_index(
    groups: tuple[AddresseeGroup, ...], collective: tuple[CollectiveLine, ...], link: Linker
) -> list[nodes.Node]:
    """Tabulate by kind who received letters, and list those addressed collectively."""
    found: list[nodes.Node] = []
    for group in groups:
        rows = (
            row(
                [link(line.docname, nodes.Text(line.name))], [nodes.Text(line.country)] if line.country else [],
                number(line.received), [nodes.Text(f"{line.first}")], [nodes.Text(f"{line.last}")],
            )
            for line in group.lines
        )  # fmt: skip
        heads = ("Name", "Country", "Letters", "First", "Last")
        found.append(section(group.anchor, group.title, table(heads, rows, BROWSE, "addressee-table")))
    if collective:
        found.append(section("collective", "Addressed collectively", *_collective(collective, link)))
    if not found:
        return [paragraph("No addressees.", "empty")]
    places = [(part["ids"][0], part[0].astext()) for part in found if isinstance(part, nodes.section)]
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
    counts = [f"{line.signed:,} signed"] if line.signed else []
    counts += [f"{line.received:,} received"] if line.received else []
    return ", ".join(part for part in (line.kind, *counts) if part)


def _anchor(initial: str) -> str:
    return "initial-" + initial.lower().replace("–", "-").replace(" ", "-")


def _initial_key(line: OrganizationLine) -> tuple[int, str]:
    order = 0 if line.initial == "0–9" else 2 if line.initial == "Other scripts" else 1
    return (order, line.initial)
