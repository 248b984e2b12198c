"""The bookmarks of a PDF (PDF 1.7, 12.3.3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .objects import Objects, reference, string

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(slots=True)
class _Item:
    number: int
    level: int
    title: str
    target: str
    kids: list[_Item] = field(default_factory=list)


def outline(objects: Objects, marks: Sequence[tuple[int, str, str]], /) -> int | None:
    """Write bookmarks from (level, title, destination); those below the first level are closed. None if there are none."""
    if not marks:
        return None
    root = _Item(objects.reserve(), -1, "", "")
    path = [root]
    for level, title, target in marks:
        while path[-1].level >= level:
            path.pop()
        item = _Item(objects.reserve(), level, title, target)
        path[-1].kids.append(item)
        path.append(item)
    objects.put(root.number, f"<</Type/Outlines{_kids(root)}/Count {len(root.kids)}>>")
    waiting = [root]
    while waiting:
        parent = waiting.pop()
        waiting += parent.kids
        for place, item in enumerate(parent.kids):
            before = f"/Prev {reference(parent.kids[place - 1].number)}" if place else ""
            after = f"/Next {reference(parent.kids[place + 1].number)}" if place + 1 < len(parent.kids) else ""
            count = f"/Count -{len(item.kids)}" if item.kids else ""
            objects.put(
                item.number,
                f"<</Title{string(item.title)}/Parent {reference(parent.number)}/Dest{item.target}{before}{after}{_kids(item)}{count}>>",
            )
    return root.number


def _kids(item: _Item) -> str:
    if not item.kids:
        return ""
    return f"/First {reference(item.kids[0].number)}/Last {reference(item.kids[-1].number)}"
