"""The structure: elements in their order, texts where they are drawn, nothing empty; written and read back."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from undersigned.pdf.objects import Objects, reference
from undersigned.pdf.structure import Annotation, Element, Mark
from undersigned.pdf.tags import Tags

if TYPE_CHECKING:
    from collections.abc import Mapping


def _tree(element: Element) -> list[Any]:
    return [element.tag, *(_tree(kid) if isinstance(kid, Element) else kid for kid in element.kids)]


# ---- elements


def test_elements_stand_below_their_parents_in_the_order_in_which_they_are_made() -> None:
    root = Element("Sect")
    first, second = Element("H1", root), Element("L", root)
    Element("LI", second)
    Element("P", first)
    assert _tree(root) == ["Sect", ["H1", ["P"]], ["L", ["LI"]]]


def test_attributes_without_a_value_are_left_out() -> None:
    assert Element("P", Lang="", Alt="x").attributes == {"Alt": "x"}
    assert Element("TH", attributes={"Scope": "Column", "ColSpan": ""}).attributes == {"Scope": "Column"}


def test_inline_element_is_placed_where_its_text_is_drawn_once() -> None:
    text = Element("P", Element("Sect"))
    link = Element("Link")
    text.kids.append(Mark(0, 0))
    for _ in range(2):
        link.place(text)
    text.kids.append(Mark(0, 1))
    assert _tree(text) == ["P", Mark(0, 0), ["Link"], Mark(0, 1)]


def test_inline_elements_within_each_other_are_placed_from_the_outside() -> None:
    text = Element("P", Element("Sect"))
    link = Element("Link")
    span = Element("Span", host=link)
    deep = Element("Span", host=span)
    deep.place(text)
    span.place(text)
    assert _tree(text) == ["P", ["Link", ["Span", ["Span"]]]]


def test_block_is_placed_in_itself_and_in_no_other() -> None:
    root = Element("Sect")
    one, two = Element("P", root), Element("P", root)
    one.place(one)
    one.place(two)
    assert _tree(root) == ["Sect", ["P"], ["P"]]


def test_elements_that_hold_nothing_are_dropped_but_for_cells() -> None:
    root = Element("Sect")
    Element("P", Element("Div", root))
    kept = Element("L", root)
    item = Element("LI", kept)
    Element("Lbl", item)
    Element("LBody", item).kids.append(Mark(0, 0))
    row = Element("TR", Element("Table", root))
    Element("TH", row)
    Element("P", Element("TD", row))
    Element("TR", Element("TBody", Element("Table", root)))
    assert root.prune()
    assert _tree(root) == ["Sect", ["L", ["LI", ["LBody", Mark(0, 0)]]], ["Table", ["TR", ["TH"], ["TD"]]]]
    link = Element("Link")
    link.kids.append(Annotation(0))
    assert link.prune()
    assert not Element("Sect").prune()


# ---- written into a PDF


def _written(
    pieces: list[tuple[Element, int, str]], marks: list[int], links: Mapping[int, tuple[int, int]]
) -> pikepdf.Pdf:
    """Write pieces (structure, first page, docname) on pages with so many marks; `links` as `Tags.add` takes them."""
    objects = Objects()
    pages = [objects.reserve() for _ in marks]
    tree = objects.reserve()
    tags = Tags(objects, pages, marks)
    for element, start, name in pieces:
        tags.add(element, start, links, name)
    tags.finish()
    for number, page in enumerate(pages):
        objects.put(
            page, f"<</Type/Page/Parent {reference(tree)}/MediaBox[0 0 9 9]/Resources<<>>/StructParents {number}>>"
        )
    objects.put(tree, f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(map(reference, pages))}]>>")
    root = objects.add(f"<</Type/Catalog/Pages {reference(tree)}/StructTreeRoot {reference(tags.root)}>>")
    return pikepdf.open(BytesIO(objects.file(root, objects.add("<<>>"))))


def _shown(pdf: pikepdf.Pdf, element: Any) -> list[Any]:
    pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
    kids = element.get("/K", [])
    found: list[Any] = [str(element.S)[1:]]
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            found.append((pages[element.Pg.objgen], kid))
        elif "/S" in kid:
            assert kid.P.objgen == element.objgen
            found.append(_shown(pdf, kid))
        elif kid.Type == "/MCR":
            found.append((pages[kid.Pg.objgen], int(kid.MCID)))
        else:
            assert kid.Type == "/OBJR"
            found.append(str(kid.Obj))
    return found


def test_marks_links_and_elements_lead_to_each_other() -> None:
    one, two = Element("Sect"), Element("Sect")
    text = Element("P", one)
    link = Element("Link")
    text.kids += [Mark(0, 0), link, Mark(1, 0)]
    link.kids += [Mark(0, 1), Annotation(5), Annotation(6)]
    Element("H1", two).kids.append(Mark(0, 0))
    two.prune()
    pdf = _written([(one, 0, "a"), (two, 2, "b")], [2, 1, 1], {5: (1, 0)})
    root = pdf.Root.StructTreeRoot
    assert root.K.S == "/Document"
    assert [_shown(pdf, kid) for kid in root.K.K] == [
        # The annotation that was not made is left out.
        ["Sect", ["P", (0, 0), ["Link", (0, 1), str(pdf.pages[0].obj)], (1, 0)]],
        ["Sect", ["H1", (2, 0)]],
    ]
    parents = pikepdf.NumberTree(root.ParentTree)
    tags = {key: [str(e.S) for e in value] if isinstance(value, pikepdf.Array) else str(value.S) for key, value in parents.items()}  # fmt: skip
    assert tags == {0: ["/P", "/Link"], 1: ["/P"], 2: ["/H1"], 3: "/Link"}
    assert root.ParentTreeNextKey == 4


def test_attributes_are_written_with_their_owners() -> None:
    root = Element("Sect")
    for element in (
        Element("L", root, ListNumbering="Decimal"), Element("TH", root, Scope="Column", ColSpan="2", RowSpan="3"),
        Element("Figure", root, Alt="A (seal)", Box="1.00 2.00 3.00 4.00"), Element("Span", root, Lang="ug"),
        Element("Note", root, ID="note"), Element("Link", root, Contents="said by the link's area"),
    ):  # fmt: skip
        element.kids.append(Mark(0, 0))
    pdf = _written([(root, 0, "letters/x")], [1], {})
    sect = pdf.Root.StructTreeRoot.K.K
    items, head, figure, span, note, link = (sect[0] if isinstance(sect, pikepdf.Array) else sect).K
    assert (items.A.O, items.A.ListNumbering) == ("/List", "/Decimal")
    assert [(a.O, a.get("/Scope"), a.get("/ColSpan"), a.get("/RowSpan")) for a in head.A] == [
        ("/Table", "/Column", None, None), ("/Table", None, 2, None), ("/Table", None, None, 3),
    ]  # fmt: skip
    assert (str(figure.Alt), figure.A.O, figure.A.Placement) == ("A (seal)", "/Layout", "/Block")
    assert [float(number) for number in figure.A.BBox] == [1, 2, 3, 4]
    assert str(span.Lang) == "ug"
    assert str(note.ID) == "letters/x#note"
    assert list(pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)) == ["letters/x#note"]
    assert "/Contents" not in link


def test_mark_that_no_element_holds_has_no_parent() -> None:
    root = Element("Sect")
    root.kids.append(Mark(0, 1))
    pdf = _written([(root, 0, "a")], [3], {})
    owners = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)[0]
    assert [owner and str(owner.S) for owner in owners] == [None, "/Sect", None]


@pytest.mark.parametrize("count", [1, 199, 200, 201, 450])
def test_pages_in_any_number_find_their_elements(count: int) -> None:
    root = Element("Sect")
    root.kids += [Mark(page, 0) for page in range(count)]
    pdf = _written([(root, 0, "a")], [1] * count, {})
    tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    assert len(tree) == count
    assert all(tree[page][0].S == "/Sect" for page in range(count))
