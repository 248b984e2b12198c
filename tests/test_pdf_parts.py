"""Parts of the PDF builder by themselves, and each place where it reaches below the interface of a library."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from docutils import nodes
from docutils.utils import new_document

from tests.pdf_building import TOP

if TYPE_CHECKING:
    from undersigned.pdf.render import Renderer
    from undersigned.pdf.typefaces import Library


@pytest.fixture(scope="module")
def library(pytestconfig: pytest.Config) -> Library:
    from undersigned.pdf.typefaces import Library

    return Library(pytestconfig.cache.mkdir("undersigned-fonts"))


@pytest.fixture(scope="module")
def renderer(library: Library) -> Renderer:
    from undersigned.pdf.render import Renderer

    return Renderer(library, TOP / "undersigned" / "pdf" / "style.yaml")


def _document(*children: nodes.Node) -> nodes.document:
    document = new_document("test")
    section = nodes.section("", nodes.title("", "Title"), *children, ids=["title"])
    document += section
    return document


def test_rst2pdf_is_not_imported_before_writing_begins() -> None:
    # Its import replaces docutils directives, which would change how pages are read.
    code = "import sys, undersigned.pdf, undersigned.pdf.builder; sys.exit(any(m.split('.')[0] in ('rst2pdf', 'reportlab') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=TOP, check=False).returncode == 0


def test_handlers_of_rst2pdf_stay_as_they_are() -> None:
    from undersigned.pdf import handlers

    before = dict(handlers.sphinxhandlers.dispatchdict)
    table = handlers.table()
    assert handlers.sphinxhandlers.dispatchdict == before
    assert type(table[nodes.Text]).__module__ == "undersigned.pdf.inline"
    assert set(before) <= set(table)


def test_styles_name_registered_faces_only_and_the_machine_is_not_searched(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rst2pdf import findfonts

    from undersigned.pdf.render import Styles

    def search(*_: object) -> None:
        pytest.fail("looked for a font on the machine")

    monkeypatch.setattr(findfonts, "autoEmbed", search)
    monkeypatch.setattr(findfonts, "guessFont", search)
    styles = Styles([str(TOP / "undersigned" / "pdf" / "style.yaml")], faces=library.names)
    assert {style.fontName for style in styles.StyleSheet.byName.values()} <= set(library.names)
    assert styles.embedded == library.names


def test_first_subset_is_the_same_whatever_a_document_holds(library: Library) -> None:
    face: Any = library.face("SourceSerif4-Regular")

    class Document:
        pass

    one, two = Document(), Document()
    face.splitString("Привет", one)
    face.splitString("Łódź ASCII", two)
    assert (
        face.state[one].subsets[0] == face.state[two].subsets[0] == list(library.first_subset("SourceSerif4-Regular"))
    )
    assert library.first_subset("SourceSerif4-Regular")[65] == 65


def test_pieces_name_their_fonts_and_carry_none(renderer: Renderer) -> None:
    piece = renderer.document(_document(nodes.paragraph("", "Text")), "x", head="", pictures=None)
    with pikepdf.open(BytesIO(piece.pdf)) as pdf:
        assert not [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
    assert {name for name, _ in piece.fonts.values()} == {"SourceSerif4-Display", "SourceSerif4-Regular"}


def test_canvas_notes_places_headings_and_links(renderer: Renderer) -> None:
    paragraph = nodes.paragraph("", "", nodes.reference("", "here", refid="there"), nodes.Text(" "), ids=["there"])
    paragraph += nodes.reference("", "out", refuri="https://example.org/")
    piece = renderer.document(_document(paragraph), "x", head="", pictures=None)
    assert [link.target for link in piece.links] == ["#there", "https://example.org/"]
    assert [(mark.level, mark.title) for mark in piece.bookmarks] == [(0, "Title")]
    assert set(piece.anchors) == {"title", "there"}
    assert 0 < piece.anchors["there"].y < piece.anchors["title"].y <= 842


def test_nodes_of_unknown_type_are_refused_by_name(renderer: Renderer) -> None:
    from undersigned.pdf.piece import PrintError

    class strange(nodes.Element):
        pass

    with pytest.raises(PrintError, match=r"^cannot print a node of type strange$"):
        renderer.document(_document(strange()), "x", head="", pictures=None)
    assert renderer.document(_document(nodes.paragraph("", "Text")), "x", head="", pictures=None).pages == 1


def test_errors_that_rst2pdf_only_logs_fail_the_document(renderer: Renderer) -> None:
    from rst2pdf.log import log

    from undersigned.pdf.piece import PrintError

    def make(client: Any) -> list[Any]:
        log.error("Missing image file: %s", "x.png")
        return []

    with pytest.raises(PrintError, match=r"^Missing image file: x\.png$"):
        renderer.front("x", make)
    assert log.handlers


def test_rst2pdf_leaving_the_process_fails_the_document(renderer: Renderer) -> None:
    from undersigned.pdf.piece import PrintError

    def make(client: Any) -> list[Any]:
        sys.exit(1)

    with pytest.raises(PrintError, match=r"^SystemExit: 1$"):
        renderer.front("x", make)


def test_paragraph_of_many_pages_takes_seconds(renderer: Renderer) -> None:
    from time import process_time

    document = _document(nodes.paragraph("", "words and more " * 8000))
    start = process_time()
    assert renderer.document(document, "x", head="", pictures=None).pages > 30
    # 120,000 characters; the search for smart quotes, quadratic in the length, would take more than a minute.
    assert process_time() - start < 15


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("A & B < C", "A &amp; B &lt; C"),
        ("Nguyễn Ωμέγα Жук", "Nguyễn Ωμέγα Жук"),
        ("(國際)", '(<font face="NotoSansSC-Regular">國際</font>)'),
        ("x\u200dy", "xy"),
    ],
)
def test_fonts_are_chosen_by_character(library: Library, text: str, markup: str) -> None:
    assert library.markup(text) == markup
    assert library.take_missing() == ()


def test_characters_without_a_font_are_replaced_and_told(library: Library) -> None:
    assert library.markup("a\u0f56b") == "a\ufffdb"
    assert library.take_missing() == ("\u0f56",)
    assert library.take_missing() == ()


@pytest.mark.parametrize("number", [1, 4, 9, 14, 40, 99])
def test_roman_numerals(number: int) -> None:
    from undersigned.pdf.assembly import _roman

    assert _roman(number) == {1: "i", 4: "iv", 9: "ix", 14: "xiv", 40: "xl", 99: "xcix"}[number]


def test_columns_split_at_the_page_and_keep_every_item(renderer: Renderer) -> None:
    addresses = [f"https://example.org/{n}" for n in range(240)]
    items = [
        nodes.list_item("", nodes.paragraph("", "", nodes.reference("", "Body", refuri=address)))
        for address in addresses
    ]
    listed = nodes.bullet_list("", *items, classes=["signatories"])
    piece = renderer.document(_document(listed), "x", head="Title", pictures=None)
    # One below the other they would take six pages.
    assert piece.pages == 3
    assert [link.target for link in piece.links] == addresses
