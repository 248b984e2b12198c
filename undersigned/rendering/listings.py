"""The answers to listing directives."""

from __future__ import annotations

from docutils import nodes

from .. import wording
from ..charts import figures
from ..views import ListingView
from .organizations import organization_index
from .parts import Linker, letter_list, paragraph, tally_list
from .tables import letter_table


def listing(view: ListingView, link: Linker) -> list[nodes.Node]:
    """Answer a listing directive."""
    style = view.listing.get("as")
    name = view.listing.name
    if name == "chart":
        return figures.listing_figure(view, link)
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
