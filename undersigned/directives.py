"""Directives that list letters, organizations and topics on any page, and the field that searches them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from .listings import OPTIONS
from .transforms import computed


class ListingDirective(SphinxDirective):
    """Leave a place for a listing; `views` answers it and `transforms` fills it in."""

    has_content = False
    option_spec: ClassVar[dict[str, Callable[[str], Any]] | None] = {
        option: directives.unchanged for options in OPTIONS.values() for option in options
    }

    # The kind of a chart; the check tells of one that is missing.
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Put the place into the page; `markup` noted the options, in the same order."""
        return [computed("", part="listing", number=self.env.new_serialno("undersigned-listing"))]


class SearchFieldDirective(SphinxDirective):
    """Leave a place for the field that leads to the search page; `transforms` fills it in."""

    has_content = False

    def run(self) -> list[nodes.Node]:
        """Put the place into the page."""
        return [computed("", part="search-field")]
