"""Directives that list letters, organizations and topics on any page."""
from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from .listings import OPTIONS, Listing
from .transforms import computed


class ListingDirective(SphinxDirective):
    """Leave a place for a listing; `views` answers it and `transforms` fills it in."""

    has_content = False
    option_spec = {  # noqa: RUF012
        option: directives.unchanged for options in OPTIONS.values() for option in options
    }
    #: Numbers the listings of a page in the order in which the page's text names them.
    key: ClassVar[str] = "undersigned_listings"

    def run(self) -> list[nodes.Node]:
        """Put the place into the page."""
        found: list[Listing] = self.env.current_document.setdefault(self.key, [])
        found.append(Listing(self.name.rpartition(":")[2], tuple(sorted(self.options.items())), self.lineno))
        return [computed("", part="listing", number=len(found) - 1)]
