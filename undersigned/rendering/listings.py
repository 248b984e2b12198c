"""The answers to listing directives."""

from __future__ import annotations

from docutils import nodes

from .. import elements, wording
from ..views import ListingView
from .indexes import addressee_index, organization_index, organizations_by_country, organizations_by_name
from .parts import Linker, letter_list, paragraph, tally_list
from .tables import is_cut, letter_table, parted, rest_line


def listing(view: ListingView, link: Linker) -> list[nodes.Node]:
    """Answer a listing directive."""
    style = view.listing.get("as")
    name = view.listing.name
    if name == "chart":
        # Draws with reportlab, which a build that writes no such page does without.
        from ..charts import figures

        return figures.listing_figure(view, link)
    if style == "count":
        count = wording.plural(view.total, name.removesuffix("s"))
        return [elements.paragraph("", "", link(view.index, nodes.Text(count)), classes=["count"])]
    if name == "letters":
        return _letters(view, link, style)
    if name == "organizations":
        return _organizations(view, link, style)
    return [tally_list(view.tallies, link, *(("columns",) if style == "active" else ("tree",)))]


def _letters(view: ListingView, link: Linker, style: str) -> list[nodes.Node]:
    if style == "years":
        return [tally_list(view.tallies, link, "years")]
    if style == "pdf":
        pdf = link.file(f"{link.builder.config.letterpdf_compilation}.pdf", "All letters as one PDF")
        return [elements.paragraph("", "", pdf, classes=["pdf"])]
    if not view.letters:
        return [paragraph("No letters.", "empty")]
    if style != "table":
        return [letter_list(view.letters, link)]
    if is_cut(view, link):
        return [rest_line(view, link, len(view.letters)), letter_table(parted(view.letters)[0], link)]
    return [letter_table(view.letters, link)]


def _organizations(view: ListingView, link: Linker, style: str) -> list[nodes.Node]:
    if style == "countries":
        return organizations_by_country(view.organizations, link)
    if style == "addressees":
        return addressee_index(view, link)
    if style == "names":
        return organizations_by_name(view.organizations, link)
    if style in ("", "list"):
        return organization_index(view, link)
    return [tally_list(view.tallies, link, "columns")]
