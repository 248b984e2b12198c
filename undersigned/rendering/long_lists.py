"""Long lists, folded into groups: what is folded costs a reader's browser nothing and no key on the way past it.

All of it stands in the page, so that scripts, a server or the network are needed for none of it, and every address of
a line stays. `html.long_lists` writes these nodes; other builders never see one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .parts import Linker

#: Entries beyond which a list is folded.
LONG = 500


class folded(nodes.General, nodes.Element):
    """A group of a long list: `title`, `count` in words, `level` of the heading, `opened` at first or not."""


def is_long(count: int, link: Linker, /) -> bool:
    """Tell whether a list of so many entries is folded by the builder that asks."""
    return count > LONG and link.builder.format == "html"


def fold(title: str, count: str, *content: nodes.Node, level: int = 3, opened: bool = False) -> folded:
    """Fold a part of a list. An anchor within it unfolds it, so it is the list that bears the anchor."""
    return folded("", *content, title=title, count=count, level=level, opened=opened)


def opens(place: int, count: int, /) -> bool:
    """Tell whether a group is unfolded at first: the first one, if it is not a long list itself."""
    return not place and count <= LONG


def chunks(items: Sequence[nodes.Node], /) -> Iterator[tuple[int, Sequence[nodes.Node]]]:
    """Part a list that has no groups of its own; give the number of the first item of each part, and its items."""
    for start in range(0, len(items), LONG):
        yield start + 1, items[start : start + LONG]
