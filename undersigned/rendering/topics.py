"""The record of a topic."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

from .. import elements, wording
from ..views import TopicView
from .letter_lists import ask_list, letters_by_year, span
from .parts import Linker, contents, enumerated, field, most_of, page_links, paragraph, section, tally_list


def topic_sections(view: TopicView, link: Linker) -> list[nodes.Node]:
    """Make the record of a topic."""
    # Draws with reportlab, which a build that writes no such page does without.
    from ..charts import figures

    sections = list(_sections(view, link))
    fields = list(_fields(view, link))
    found: list[nodes.Node] = [elements.field_list("", *fields, classes=["masthead"])] if fields else []
    if not view.letters:
        found.append(paragraph("No letter of the archive is on this topic itself yet.", "empty"))
    return [*found, *figures.topic_figures(view, link), *contents(sections), *sections]


def _fields(view: TopicView, link: Linker) -> Iterator[nodes.field]:
    if view.broader:
        yield field("Part of", *page_links((view.broader,), link))
    if view.narrower:
        topics = (
            [link(tally.docname, nodes.Text(tally.title)), elements.inline("", f" {tally.count:,}", classes=["tally"])]
            for tally in view.narrower
        )
        yield field("Narrower topics", *enumerated(topics))
    if view.related:
        yield field("See also", *page_links(view.related, link))
    if view.letters or view.narrower:
        count = f"{len(view.letters):,}, {span(view.letters)}" if view.letters else "0"
        if view.narrower:
            count += f"; {view.whole:,} with narrower topics"
        yield field("Letters", nodes.Text(count))


def _sections(view: TopicView, link: Linker) -> Iterator[nodes.section]:
    name = view.name
    if view.letters:
        more = view.whole - len(view.letters)
        text = "Newest first."
        if more:
            text += f" {wording.plural(more, 'more letter is', 'more letters are')} on narrower topics alone."
        search = link.search("letters on this topic", (("topic", name),))
        lead = elements.paragraph("", f"{text} Search: ", search, nodes.Text("."), classes=["span"])
        yield section("letters", "Letters", lead, *letters_by_year(view.letters, link))
    if view.asks:
        yield section(
            "asks", "What letters ask", paragraph("The newest asks on this topic.", "span"), ask_list(view.asks, link)
        )
    if view.organizations:
        bodies = wording.plural(view.organization_count, "organization")
        lead_text = f"{bodies} signed letters on this topic.{most_of(view.organizations, view.organization_count)}"
        active = tally_list(
            view.organizations, link, "columns", facets=lambda other: (("topic", name), ("signatory", other))
        )
        yield section("organizations", "Most active organizations", paragraph(lead_text, "span"), active)
    if view.addressees:
        bodies = wording.plural(view.addressee_count, "body", "bodies")
        lead_text = f"{bodies} received letters on this topic.{most_of(view.addressees, view.addressee_count)}"
        addressees = tally_list(
            view.addressees, link, "columns", facets=lambda other: (("topic", name), ("addressee", other))
        )
        yield section("addressees", "Addressees", paragraph(lead_text, "span"), addressees)
