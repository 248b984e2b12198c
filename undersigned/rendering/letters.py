"""What a letter's page shows beyond its own facts, put in where `transforms` left a place for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from .. import elements
from .citing import cite_section
from .parts import Linker, letter_list, section
from .signatories import group_signatories
from .thread import thread_section

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..exports.citations import Citation
    from ..views import LetterView

    Citing = Callable[[str], tuple[Citation, ...]]


def letter_part(place: nodes.Element, view: LetterView, link: Linker, cite: Citing) -> list[nodes.Node]:
    """Make what belongs at a place of a letter's page; the place may change what stands around it."""
    part = place["part"]
    if part == "asks":
        _link_asks(place.parent)
    elif part == "signatories":
        return group_signatories(place.parent, view.signatories, link)
    elif part == "correspondence":
        return thread_section(view.thread, link)
    elif part == "cite" and view.cited is not None:
        return [cite_section(view.cited, cite(view.cited.item), link.fromdocname.rpartition("/")[2])]
    elif part == "own" and view.related:
        return [section("related-letters", "Related letters", letter_list(view.related, link))]
    return []


def _link_asks(place: nodes.Element) -> None:
    """Give each ask a link to itself: its number, which other outputs set as the mark of the item."""
    for number, item in enumerate(place.findall(nodes.list_item), 1):
        link = elements.reference("", f"{number}", internal=True, refid=f"ask-{number}", classes=["ask-link"])
        link["aria-label"] = f"Link to ask {number}"
        next(item.findall(nodes.paragraph)).insert(0, [link, nodes.Text(" ")])
