"""The record of a topic."""

from __future__ import annotations

from docutils import nodes

from ..charts import figures
from ..views import TopicView
from .parts import Linker, letters_by_year, link_line, paragraph, plural_bodies, section, span, tally_list


def topic_sections(view: TopicView, link: Linker) -> list[nodes.Node]:
    """Make the record of a topic."""
    found: list[nodes.Node] = []
    if view.broader:
        found.append(link_line("Part of", (view.broader,), link))
    if view.related:
        found.append(link_line("See also", view.related, link))
    found += figures.topic_figures(view, link)
    if view.narrower:
        found.append(section("narrower-topics", "Narrower topics", tally_list(view.narrower, link)))
    if view.letters:
        found.append(
            section("letters", "Letters", span(view.letters, "on this topic"), *letters_by_year(view.letters, link))
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
