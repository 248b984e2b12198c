"""The record of an organization."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from .. import elements, wording
from ..facts import external
from ..views import OrganizationView, Periods, PrintedName
from .letter_lists import record_by_year, span
from .parts import (
    Linker,
    contents,
    enumerated,
    field,
    most_of,
    number,
    page_links,
    paragraph,
    row,
    section,
    table,
    tally_list,
)


def organization_masthead(view: OrganizationView, link: Linker) -> nodes.field_list:
    """Make the head of an organization: kind, country, relatives, ids in registers, other names, number of letters."""
    fields = [field("Kind", link(view.kind_page, nodes.Text(view.kind)))]
    if view.country:
        place = link(view.country_page, nodes.Text(view.country), anchor=f"country-{view.country_code}")
        fields.append(field("Country", place))
    if view.parent:
        fields.append(_elsewhere(field("Part of", *page_links((view.parent,), link))))
    if view.sections:
        fields.append(_elsewhere(field("Sections and institutes", *page_links(view.sections, link))))
    if view.identifiers:
        fields.append(field("Identifiers", *_identifiers(view)))
    if view.aliases:
        fields.append(field("Also printed as", nodes.Text("; ".join(view.aliases))))
    if view.misprints:
        fields.append(field("Misprinted as", nodes.Text("; ".join(view.misprints))))
    fields.append(_elsewhere(field("Letters", nodes.Text(_counts(view) or "none in the archive yet"))))
    return elements.field_list("", *fields, classes=["masthead"])


def _identifiers(view: OrganizationView) -> Iterator[nodes.Node]:
    for place, (register, shown, url) in enumerate(view.identifiers):
        yield nodes.Text(f"{', ' if place else ''}{register} ")
        yield external(url, shown)


def _elsewhere(found: nodes.field) -> nodes.field:
    """Mark what comes from other pages: the search finds it on those."""
    found["classes"].append("no-search")
    return found


def organization_summary(view: OrganizationView) -> str:
    """Say in a line what the page of an organization holds."""
    about = ", ".join(part for part in (view.name, view.kind, view.country) if part)
    return f"{about}: open letters it signed and received ({_counts(view)})." if view.record else f"{about}."


def organization_sections(view: OrganizationView, link: Linker) -> list[nodes.Node]:
    """Make the record of an organization."""
    # Draws with reportlab, which a build that writes no such page does without.
    from ..charts import figures

    sections = list(_sections(view, link))
    drawn = figures.organization_figures(view, link)
    return [*drawn, *contents(sections), *sections] or [paragraph("No letter of the archive names it yet.", "empty")]


def _sections(view: OrganizationView, link: Linker) -> Iterator[nodes.section]:
    name = view.name
    if view.record:
        yield section("letters", "Letters", _lead(view, link), *record_by_year(view.record, link))
    if view.partners:
        bodies = wording.plural(view.partner_count, "organization")
        lead = f"{bodies} signed letters together with it.{most_of(view.partners, view.partner_count)}"
        partners = tally_list(
            view.partners, link, "columns", facets=lambda other: (("signatory", name), ("signatory", other))
        )
        yield section("co-signatories", "Signed with", paragraph(lead, "span"), partners)
    if view.periods:
        lead = f"Letters signed or received, by topic and year.{most_of(view.periods.rows, view.topic_count)}"
        yield section("topics", "Topics", paragraph(lead, "span"), periods_table(view.periods, link))
    elif view.topics:
        yield section("topics", "Topics", tally_list(view.topics, link, "columns"))
    if view.addressees:
        lead = f"Letters that it signed went to {wording.plural(view.addressee_count, 'body', 'bodies')}."
        addressees = tally_list(
            view.addressees, link, "columns", facets=lambda other: (("signatory", name), ("addressee", other))
        )
        lead += most_of(view.addressees, view.addressee_count)
        yield section("addressees", "Wrote to", paragraph(lead, "span"), addressees)
    if view.printed:
        yield section("names", "Names in letters", _names(view.printed))


def _counts(view: OrganizationView) -> str:
    if not view.record:
        return ""
    signed, received = view.signed_count, view.received_count
    parts = [f"{signed:,} signed"] if signed else []
    parts += [f"{received:,} received"] if received else []
    return f"{' and '.join(parts)}, {span([line.letter for line in view.record])}"


def _lead(view: OrganizationView, link: Linker) -> nodes.paragraph:
    searches = [
        ("signatory", "letters it signed", view.signed_count),
        ("addressee", "letters it received", view.received_count),
    ]
    links = enumerated([link.search(text, ((facet, view.name),))] for facet, text, count in searches if count)
    lead = "Newest first."
    if any(line.asks for line in view.record):
        lead += " Below a letter received stands what it asks."
    return elements.paragraph("", f"{lead} Search: ", *links, nodes.Text("."), classes=["span"])


def periods_table(periods: Periods, link: Linker) -> nodes.table:
    """Tabulate topics by period."""
    rows = (
        row([link(topic.docname, nodes.Text(topic.title))], *map(number, counts), number(sum(counts)))
        for topic, counts in periods.rows
    )
    return table(("Topic", *periods.names, "All"), rows, "periods-table")


def _names(names: tuple[PrintedName, ...]) -> nodes.bullet_list:
    items = []
    for name in names:
        text = elements.paragraph("", f"{name.form} ")
        about = wording.plural(name.count, "letter") + (", misprint" if name.misprint else "")
        text += elements.inline("", about, classes=["tally"])
        items.append(elements.list_item("", text))
    return elements.bullet_list("", *items, classes=["tally-list", "columns"], bullet="-")
