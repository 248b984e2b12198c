"""The record of an organization, and the index of organizations."""

from __future__ import annotations

from itertools import groupby

from docutils import nodes

from ..charts import figures
from ..views import OrganizationLine, OrganizationView
from .parts import Linker, letters_by_year, link_line, paragraph, plural_bodies, section, span, tally_list


def organization_sections(view: OrganizationView, link: Linker) -> list[nodes.Node]:
    """Make the record of an organization."""
    found: list[nodes.Node] = []
    if view.parent:
        found.append(link_line("Part of", (view.parent,), link))
    if view.sections:
        found.append(link_line("Sections and institutes", view.sections, link))
    found += figures.organization_figures(view, link)
    if view.signed:
        found.append(
            section(
                "letters-signed", "Letters signed", span(view.signed, "signed"), *letters_by_year(view.signed, link)
            )
        )
    if view.received:
        found.append(
            section(
                "letters-received",
                "Letters received",
                span(view.received, "received"),
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
