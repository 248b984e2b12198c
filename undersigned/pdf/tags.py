"""Write the logical structure of pieces into a PDF (PDF 1.7, 14.7): what makes it readable aloud, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .objects import Objects, array, name_tree, number_tree, reference, string
from .structure import Element, Mark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Attributes with the owner and the form in which they are written (14.8.5).
_ATTRIBUTES = {
    "Scope": "/O/Table/Scope/{}", "ColSpan": "/O/Table/ColSpan {}", "RowSpan": "/O/Table/RowSpan {}",
    "ListNumbering": "/O/List/ListNumbering/{}", "Box": "/O/Layout/Placement/Block/BBox[{}]",
}  # fmt: skip


class Tags:
    """The structure tree of one PDF; `pages` are the numbers of its page objects."""

    def __init__(self, objects: Objects, pages: Sequence[int], marks: Sequence[int], /) -> None:
        self._objects = objects
        self._pages = pages
        self.root = objects.reserve()
        self._document = objects.reserve()
        self._kids: list[int] = []
        #: For each page, the element of each mark.
        self._owners = [[0] * count for count in marks]
        self._annotations: list[tuple[int, int]] = []
        self._ids: list[tuple[str, str]] = []

    def key(self, annotation: int, /) -> int:
        """Give the key under which an annotation, by its number among all of the PDF, finds its element."""
        return len(self._pages) + annotation

    def add(self, element: Element, start: int, links: Mapping[int, tuple[int, int]], prefix: str, /) -> None:
        """Add the structure of a piece whose first page is `start`.

        `links`: number of a link in the piece -> (object of its annotation, number of the annotation in the PDF).
        """
        self._kids.append(self._write(element, self._document, start, links, prefix))

    def finish(self) -> None:
        """Write the tree's root, and from marks and annotations back to the elements."""
        objects = self._objects
        objects.put(
            self._document,
            f"<</Type/StructElem/S/Document/P {reference(self.root)}/K{array(map(reference, self._kids))}>>",
        )
        entries = [
            (number, reference(objects.add(array(reference(owner) if owner else "null" for owner in owners))))
            for number, owners in enumerate(self._owners)
        ]
        entries += [(self.key(number), reference(owner)) for number, owner in sorted(self._annotations)]
        tree = number_tree(objects, entries)
        ids = f"/IDTree{name_tree(self._ids)}" if self._ids else ""
        objects.put(
            self.root,
            f"<</Type/StructTreeRoot/K {reference(self._document)}/ParentTree {reference(tree)}"
            f"/ParentTreeNextKey {len(self._pages) + len(self._annotations)}{ids}>>",
        )

    def _write(
        self, element: Element, parent: int, start: int, links: Mapping[int, tuple[int, int]], prefix: str
    ) -> int:
        objects = self._objects
        number = objects.reserve()
        home = next((kid.page for kid in element.kids if isinstance(kid, Mark)), None)
        kids: list[str] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                kids.append(reference(self._write(kid, number, start, links, prefix)))
            elif isinstance(kid, Mark):
                self._owners[start + kid.page][kid.number] = number
                page = reference(self._pages[start + kid.page])
                kids.append(str(kid.number) if kid.page == home else f"<</Type/MCR/Pg {page}/MCID {kid.number}>>")
            elif kid.number in links:
                annotation, place = links[kid.number]
                kids.append(f"<</Type/OBJR/Obj {reference(annotation)}>>")
                self._annotations.append((place, number))
        parts = [f"<</Type/StructElem/S/{element.tag}/P {reference(parent)}"]
        if home is not None:
            parts.append(f"/Pg {reference(self._pages[start + home])}")
        parts.append(f"/K{array(kids)}")
        parts += self._attributes(element, number, prefix)
        objects.put(number, "".join([*parts, ">>"]))
        return number

    def _attributes(self, element: Element, number: int, prefix: str) -> list[str]:
        said = element.attributes
        if not said:
            return []
        parts = [f"/{name}{string(said[name])}" for name in ("Alt", "Lang") if name in said]
        if "ID" in said:
            name = f"{prefix}#{said['ID']}"
            parts.append(f"/ID{string(name)}")
            self._ids.append((name, reference(number)))
        owned = [f"<<{form.format(said[name])}>>" for name, form in _ATTRIBUTES.items() if name in said]
        if owned:
            parts.append("/A" + (owned[0] if len(owned) == 1 else array(owned)))
        return parts
