"""Parts of the PDF builder by themselves, and each place where it reaches below the interface of a library."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
import zlib
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from docutils import nodes
from docutils.utils import new_document
from PIL import Image, ImageDraw
from pypdf import PdfReader

from tests.pdf_building import TOP, printed, text
from undersigned.pdf.piece import PrintError
from undersigned.pdf.structure import Element

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from undersigned.pdf.pictures import Picture
    from undersigned.pdf.piece import Piece
    from undersigned.pdf.render import Renderer
    from undersigned.pdf.typefaces import Library

SHEET = TOP / "undersigned" / "pdf" / "style.yaml"


@pytest.fixture(scope="module")
def library() -> Library:
    from undersigned.pdf.typefaces import Library

    return Library()


@pytest.fixture(scope="module")
def renderer(library: Library) -> Renderer:
    from undersigned.pdf.render import Renderer

    return Renderer(library, SHEET)


@pytest.fixture(scope="module")
def read(library: Library) -> Callable[[Piece], PdfReader]:
    """Make a PDF of a piece and open it."""
    from undersigned.pdf.assembly import Foot, Part, assemble
    from undersigned.pdf.metadata import Info

    def opened(piece: Piece) -> PdfReader:
        data = assemble([Part(piece)], Info("T", "A", "S", "en", ""), library, lambda *_: Foot("", ""))
        return PdfReader(BytesIO(data))

    return opened


def _document(*children: nodes.Node) -> nodes.document:
    document = new_document("test")
    section = nodes.section("", nodes.title("", "Title"), *children, ids=["title"])
    document += section
    return document


def _drawn(piece: Piece) -> list[str]:
    return [zlib.decompress(page.content).decode("ascii") for page in piece.pages]


def _tags(element: Element) -> list[Any]:
    return [element.tag, *(_tags(kid) for kid in element.kids if isinstance(kid, Element))]


# ---- rst2pdf and ReportLab


def test_rst2pdf_is_not_imported_before_writing_begins() -> None:
    # Its import replaces docutils directives, which would change how pages are read.
    code = "import sys, undersigned.pdf, undersigned.pdf.builder; sys.exit(any(m.split('.')[0] in ('rst2pdf', 'reportlab') for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=TOP, check=False).returncode == 0


def test_handlers_are_all_ours_and_those_of_rst2pdf_stay_as_they_are() -> None:
    import sphinx.addnodes
    import sphinx.roles  # noqa: F401  rst2pdf.sphinxnodes fails without them
    from rst2pdf.sphinxnodes import sphinxhandlers

    from undersigned.pdf import handlers

    before = dict(sphinxhandlers.dispatchdict)
    table = handlers.table()
    assert sphinxhandlers.dispatchdict == before
    assert {type(handler).__module__.rpartition(".")[0] for handler in table.values()} == {"undersigned.pdf"}
    # What rst2pdf prints and we refuse: parts of other nodes, texts, and what no page of ours may hold.
    refused = {kind.__name__ for kind in before if not any(base in table for base in kind.__mro__)}
    parts = {"definition", "definition_list_item", "entry", "field", "field_body", "list_item", "tbody", "tgroup"}
    texts = {"Text", "citation_reference", "emphasis", "footnote_reference", "generated", "inline", "literal", "math",
             "pending_xref", "problematic", "strong", "subscript", "superscript", "title_reference"}  # fmt: skip
    docinfo = {"address", "author", "authors", "contact", "copyright", "date", "docinfo", "organization", "revision", "status",
               "version"}  # fmt: skip
    options = {"option_argument", "option_list", "option_list_item", "option_string"}
    other = {"Aanode", "decoration", "footer", "header", "glossary", "hlist", "start_of_file"}
    assert {name for name in refused if not name.startswith("desc_")} == parts | texts | docinfo | options | other


def test_styles_name_our_faces_only_and_the_machine_is_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    from reportlab import rl_config
    from rst2pdf import findfonts

    from undersigned.pdf import fonts
    from undersigned.pdf.client import SMALL, Styles

    def search(*_: object) -> None:
        pytest.fail("looked for a font on the machine")

    monkeypatch.setattr(findfonts, "autoEmbed", search)
    monkeypatch.setattr(findfonts, "guessFont", search)
    before = rl_config.canvas_basefontname
    styles = Styles([str(SHEET)])
    assert rl_config.canvas_basefontname == before
    assert {style.fontName for style in styles.StyleSheet.byName.values()} <= set(styles.embedded)
    assert {name.removesuffix(SMALL) for name in styles.embedded} == set(fonts.TEXT)


def test_style_sheets_of_the_working_folder_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: Library
) -> None:
    from undersigned.pdf.client import Styles
    from undersigned.pdf.render import Renderer

    for name in ("style.yaml", "styles.yaml", "default.yaml", "sphinx.yaml", "a4.yaml"):
        (tmp_path / name).write_text("styles:\n  bodytext:\n    fontSize: 40\n")
    monkeypatch.chdir(tmp_path)
    assert Styles([str(SHEET)])["bodytext"].fontSize == 10.5
    document = _document(nodes.paragraph("", "Text"))
    assert " 10.5 Tf" in _drawn(Renderer(library, SHEET).document(document, "x"))[0]


def test_errors_that_rst2pdf_only_logs_fail_the_document(renderer: Renderer) -> None:
    from rst2pdf.log import log

    def make(client: Any) -> list[Any]:
        log.error("Missing image file: %s", "x.png")
        return []

    with pytest.raises(PrintError, match=r"^Missing image file: x\.png$"):
        renderer.front("x", make)
    assert log.handlers


def test_rst2pdf_leaving_the_process_fails_the_document(renderer: Renderer) -> None:
    def make(client: Any) -> list[Any]:
        sys.exit(1)

    with pytest.raises(PrintError, match=r"^SystemExit: 1$"):
        renderer.front("x", make)


# ---- pieces


def test_pieces_name_their_faces_and_carry_none(renderer: Renderer) -> None:
    piece = renderer.document(_document(nodes.paragraph("", "Text 國")), "x")
    assert set(piece.glyphs) == {"SourceSerif4-Display", "SourceSerif4-Regular", "NotoSansSC-Regular"}
    assert set(re.findall(r"/([\w-]+) [\d.]+ Tf", _drawn(piece)[0])) == set(piece.glyphs)
    assert len(pickle.dumps(piece)) < 5000


def test_pieces_are_the_same_whatever_was_rendered_before(renderer: Renderer) -> None:
    from undersigned.pdf.render import Renderer
    from undersigned.pdf.typefaces import Library

    documents = [
        _document(nodes.paragraph("", words)) for words in ("Привет", "Łódź ASCII “office”", "ئۇيغۇر ᏣᎳᎩ", "國際 ಮಾನವ")
    ]
    other = Renderer(Library(), SHEET)
    backwards = [pickle.dumps(other.document(document, "x")) for document in reversed(documents)]
    assert [pickle.dumps(renderer.document(document, "x")) for document in documents] == backwards[::-1]


def test_canvas_notes_places_headings_and_links(renderer: Renderer) -> None:
    paragraph = nodes.paragraph("", "", nodes.reference("", "here", refid="there"), nodes.Text(" "), ids=["there"])
    paragraph += nodes.reference("", "out", refuri="https://example.org/")
    section = nodes.section("", nodes.title("", "Below *it*"), nodes.paragraph("", "Text"), ids=["below", "also"])
    piece = renderer.document(_document(paragraph, section), "x")
    assert [(link.target, link.text, link.page) for link in piece.links] == [
        ("#there", "here", 0), ("https://example.org/", "out", 0),
    ]  # fmt: skip
    assert [(mark.level, mark.title) for mark in piece.bookmarks] == [(0, "Title"), (1, "Below *it*")]
    assert set(piece.anchors) == {"title", "there", "below", "also"}
    assert 0 < piece.anchors["below"].y < piece.anchors["there"].y < piece.anchors["title"].y <= 842
    assert piece.anchors["below"] == piece.anchors["also"]
    (left, bottom, right, top), (_, _, end, _) = (link.area for link in piece.links)
    assert left < right < end
    assert bottom < top == pytest.approx(piece.anchors["there"].y)


def test_link_over_two_lines_has_an_area_in_each(renderer: Renderer) -> None:
    words = "many words that go on " * 8
    piece = renderer.document(
        _document(nodes.paragraph("", "", nodes.reference("", words, refuri="https://x.example/"))), "x"
    )
    assert len(piece.links) == 3
    for above, below in pairwise(piece.links):
        assert above.area[1] == pytest.approx(below.area[3])
    assert {link.text for link in piece.links} == {words.strip()}


def test_link_of_several_parts_is_one_link(renderer: Renderer) -> None:
    parts = (nodes.inline("", "https://"), nodes.inline("", "x.example"), nodes.emphasis("", "/page"))
    link = nodes.reference("", "", *parts, refuri="https://x.example/page")
    piece = renderer.document(_document(nodes.paragraph("", "", link)), "x")
    assert [found.text for found in piece.links] == ["https://x.example/page"]


def test_nodes_of_unknown_type_are_refused_by_name(renderer: Renderer) -> None:
    class strange(nodes.Element):
        pass

    with pytest.raises(PrintError, match=r"^cannot print a node of type strange$"):
        renderer.document(_document(strange()), "x")
    with pytest.raises(PrintError, match=r"^cannot print a node of type strange within a text$"):
        renderer.document(_document(nodes.paragraph("", "", strange("", nodes.Text("x")))), "x")
    assert len(renderer.document(_document(nodes.paragraph("", "Text")), "x").pages) == 1


def test_paragraph_of_many_pages_takes_seconds(renderer: Renderer) -> None:
    from time import process_time

    document = _document(nodes.paragraph("", "words and more " * 8000))
    start = process_time()
    assert len(renderer.document(document, "x").pages) > 30
    # 120,000 characters; a search that is quadratic in the length would take more than a minute.
    assert process_time() - start < 15


def test_summary_is_the_prose_before_the_first_heading_of_pages_that_say_so(renderer: Renderer) -> None:
    note = nodes.paragraph("", "Summary in our own words.", classes=["text-note"])
    prose = [nodes.paragraph("", "It  asks\nmuch."), nodes.paragraph("", "And more.")]
    below = nodes.section("", nodes.title("", "Signatories"), nodes.paragraph("", "Nobody"), ids=["signatories"])
    assert renderer.document(_document(note, *prose, below), "x").summary == "It asks much.\n\nAnd more."
    assert renderer.document(_document(*(node.deepcopy() for node in prose)), "x").summary == ""


# ---- blocks


def test_columns_split_at_the_page_and_keep_every_item(renderer: Renderer) -> None:
    from undersigned.pdf.render import Head

    addresses = [f"https://example.org/{n}" for n in range(240)]
    items = [
        nodes.list_item("", nodes.paragraph("", "", nodes.reference("", "Body", refuri=address)))
        for address in addresses
    ]
    listed = nodes.bullet_list("", *items, classes=["signatories"])
    piece = renderer.document(_document(listed), "x", head=Head("Title", "2020"))
    # One below the other they would take six pages.
    assert len(piece.pages) == 3
    assert [link.target for link in piece.links] == addresses


@pytest.mark.parametrize("lines", range(1, 60))
def test_headings_stand_with_the_beginning_of_what_follows(renderer: Renderer, lines: int) -> None:
    filling = nodes.line_block("", *(nodes.line("", f"line {number}") for number in range(lines)))
    below = nodes.section(
        "", nodes.title("", "Heading"), nodes.paragraph("", "Words " * 60, ids=["text"]), ids=["heading"]
    )
    piece = renderer.document(_document(filling, below), "x")
    assert piece.anchors["heading"].page == piece.anchors["text"].page
    # Its text goes on for two lines at least.
    assert piece.anchors["text"].y > 30 * 72 / 25.4 + 2 * 14.5 - 0.1


@pytest.mark.parametrize("lines", range(1, 60, 2))
def test_no_line_of_a_paragraph_stands_alone(renderer: Renderer, lines: int) -> None:
    filling = nodes.line_block("", *(nodes.line("", f"line {number}") for number in range(lines)))
    piece = renderer.document(_document(filling, nodes.paragraph("", "Words are words. " * 30)), "x")
    paragraph = [element for element in _walk(piece.structure) if element.tag == "P"][-1]
    lengths = []
    for mark in _marks(paragraph):
        (drawn,) = re.findall(rf"/P<</MCID {mark.number}>>BDC BT (.*?) ET EMC", _drawn(piece)[mark.page])
        lengths.append(len(re.findall(" Tm ", drawn)))
    assert sum(lengths) == 7
    assert min(lengths) >= 2


def _walk(element: Element) -> list[Element]:
    return [element, *(one for kid in element.kids if isinstance(kid, Element) for one in _walk(kid))]


def _marks(element: Element) -> list[Any]:
    return [kid for one in _walk(element) for kid in one.kids if not isinstance(kid, Element)]


def test_number_of_a_note_stands_before_its_text(renderer: Renderer, read: Callable[[Piece], PdfReader]) -> None:
    note = nodes.footnote("", nodes.label("", "12"), nodes.paragraph("", "Noted"), ids=["note"], backrefs=["ref"])
    piece = renderer.document(_document(nodes.paragraph("", "Text", ids=["ref"]), note), "x")
    places = [(float(x), float(y)) for x, y in re.findall(r"1 0 0 1 ([\d.]+) ([\d.]+) Tm", _drawn(piece)[0])]
    number, said = places[-2:]
    assert number[1] == said[1]
    (area,) = (link.area for link in piece.links)
    assert area[2] - area[0] <= said[0] - number[0]
    assert text(read(piece)) == "Title Text 12 Noted"


def test_right_to_left_paragraphs_stand_at_the_right(renderer: Renderer) -> None:
    def edge(*children: nodes.Node) -> tuple[float, float]:
        piece = renderer.document(_document(*children), "x")
        area = piece.links[0].area
        return area[0], area[2]

    link = {"refuri": "https://x.example/"}
    left, right = 34 * 72 / 25.4, 595.28 - 34 * 72 / 25.4
    assert edge(nodes.paragraph("", "", nodes.reference("", "Latin", **link)))[0] == pytest.approx(left, abs=0.1)
    assert edge(nodes.paragraph("", "", nodes.reference("", "ئۇيغۇر", **link)))[1] == pytest.approx(right, abs=0.1)
    # A text that says its language runs as that does, however it begins.
    marked = nodes.paragraph("", "", nodes.reference("", "WUC", **link), classes=["lang-ug"])
    assert edge(marked)[1] == pytest.approx(right, abs=0.1)


def test_languages_are_told_where_they_change(renderer: Renderer) -> None:
    quote = nodes.block_quote("", nodes.paragraph("", "Liberté"), classes=["lang-fr"])
    inline = nodes.paragraph("", "", nodes.Text("the "), nodes.inline("", "Freiheit", classes=["lang-de"]))
    piece = renderer.document(
        _document(quote, inline, nodes.paragraph("", "text", classes=["lang-en"])), "x", language="en"
    )
    said = [(one.tag, one.attributes["Lang"]) for one in _walk(piece.structure) if "Lang" in one.attributes]
    assert said == [("Div", "fr"), ("Span", "de")]


def test_tables_tell_their_cells_and_repeat_their_head_as_no_content(
    renderer: Renderer, read: Callable[[Piece], PdfReader]
) -> None:
    def row(*texts: str) -> nodes.row:
        return nodes.row("", *(nodes.entry("", nodes.paragraph("", words)) for words in texts))

    group = nodes.tgroup(
        "", nodes.colspec(colwidth=1), nodes.colspec(colwidth=2), nodes.thead("", row("Number", "Name")),
        nodes.tbody("", *(row(f"n{number}", f"name {number}") for number in range(80))), cols=2,
    )  # fmt: skip
    group[3][4][1]["morerows"] = 1
    del group[3][5][1]
    piece = renderer.document(_document(nodes.table("", group)), "x")
    table = next(one for one in _walk(piece.structure) if one.tag == "Table")
    assert [kid.tag for kid in table.kids if isinstance(kid, Element)] == ["THead", "TBody"]
    heads = [one for one in _walk(table) if one.tag == "TH"]
    assert [one.attributes for one in heads] == [{"Scope": "Column"}] * 2
    assert [len(_marks(one)) for one in heads] == [1, 1]
    assert [one.attributes for one in _walk(table) if one.tag == "TD" and one.attributes] == [{"RowSpan": "2"}]
    reader = read(piece)
    pages = [text(reader, number) for number in range(len(reader.pages))]
    assert len(pages) > 1
    assert all("Number Name" in page for page in pages)
    assert re.findall(r"n(\d+) ", " ".join(pages) + " ") == [str(number) for number in range(80)]


@pytest.mark.parametrize("box", [nodes.note, nodes.warning, nodes.literal_block])
def test_boxes_longer_than_a_page_go_on_over_pages(
    renderer: Renderer, read: Callable[[Piece], PdfReader], box: type[nodes.Element]
) -> None:
    words = " ".join(f"w{number}" for number in range(1500))
    content = box("", words) if box is nodes.literal_block else box("", nodes.paragraph("", words))
    piece = renderer.document(_document(content), "x")
    assert 2 <= len(piece.pages) <= 6
    found = text(read(piece))
    assert all(found.count(f"w{number}") >= 1 for number in range(1500))
    assert found.count("w1499") == 1


def test_text_whose_blanks_matter_keeps_them(renderer: Renderer, read: Callable[[Piece], PdfReader]) -> None:
    piece = renderer.document(_document(nodes.literal_block("", "a\n  b    c\n\n\td")), "x")
    drawn = [float(x) for x in re.findall(r"1 0 0 1 ([\d.]+) [\d.]+ Tm", _drawn(piece)[0])]
    assert len(drawn) >= 4
    assert text(read(piece)) == "Title a b c d"


def test_running_head_is_cut_at_a_word(renderer: Renderer, read: Callable[[Piece], PdfReader]) -> None:
    from undersigned.pdf.render import Head

    long = nodes.paragraph("", "Words. " * 2000)
    reader = read(renderer.document(_document(long), "x", head=Head("A title of many words " * 8, "10 April 2013")))
    head = text(reader, 1).partition("Words.")[0]
    assert re.fullmatch(r"(A title of many words )*(A|A title|A title of|A title of many)? ?… 10 April 2013 ", head)
    assert not text(reader, 0).startswith("A title")


# ---- pictures


@pytest.fixture
def picture(tmp_path: Path) -> Callable[[str, bytes], Picture]:
    """Read a picture of this name and content."""
    from undersigned.pdf.pictures import Pictures

    def made(name: str, data: bytes) -> Picture:
        (tmp_path / name).write_bytes(data)
        return Pictures(tmp_path, frozenset([name])).read(nodes.image(uri=name))

    return made


def _bytes(image: Image.Image, kind: str, **options: Any) -> bytes:
    output = BytesIO()
    image.save(output, kind, **options)
    return output.getvalue()


def _pixels(picture: Picture) -> list[tuple[int, ...]]:
    mode = {"DeviceGray": "L", "DeviceRGB": "RGB"}[picture.colours]
    if picture.filter == "DCTDecode":
        data = Image.open(BytesIO(picture.data)).convert(mode).tobytes()
    else:
        data = zlib.decompress(picture.data)
    assert len(data) == picture.width * picture.height * len(mode)
    return list(zip(*[iter(data)] * len(mode), strict=True))


def test_pictures_with_palettes_are_printed_in_their_colours(picture: Callable[[str, bytes], Picture]) -> None:
    image = Image.new("RGB", (3, 2), (250, 10, 20))
    image.putpixel((2, 1), (0, 90, 0))
    found = picture("x.png", _bytes(image.convert("P", palette=Image.Palette.ADAPTIVE), "PNG"))
    assert (found.width, found.height, found.colours, found.filter) == (3, 2, "DeviceRGB", "FlateDecode")
    assert _pixels(found) == [(250, 10, 20)] * 5 + [(0, 90, 0)]


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_clear_in_a_picture_becomes_white(picture: Callable[[str, bytes], Picture], mode: str) -> None:
    image = Image.new("RGBA", (2, 1), (0, 0, 0, 0))
    image.putpixel((1, 0), (0, 0, 0, 255))
    options: dict[str, Any] = {}
    if mode == "P":
        image = image.convert("RGB").quantize(2)
        index = image.getpixel((0, 0))
        image = Image.new("P", (2, 1), 0)
        image.putpalette([0, 0, 0, 0, 0, 0])
        image.putpixel((1, 0), 1)
        options = {"transparency": 0}
        assert index is not None
    elif mode == "LA":
        image = image.convert("LA")
    found = picture("x.png", _bytes(image, "PNG", **options))
    assert found.colours == "DeviceRGB"
    assert _pixels(found) == [(255, 255, 255), (0, 0, 0)]


def test_what_is_half_clear_is_laid_on_white(picture: Callable[[str, bytes], Picture]) -> None:
    (pixel,) = _pixels(picture("x.png", _bytes(Image.new("RGBA", (1, 1), (255, 0, 0, 128)), "PNG")))
    assert pixel == pytest.approx((255, 127, 127), abs=1)


@pytest.mark.parametrize(("mode", "white"), [("1", (255,)), ("L", (255,)), ("RGB", (255, 255, 255))])
def test_pictures_without_colours_are_grey(
    picture: Callable[[str, bytes], Picture], mode: str, white: tuple[int, ...]
) -> None:
    found = picture("x.png", _bytes(Image.new(mode, (2, 2), 1 if mode == "1" else "white"), "PNG"))
    assert (found.filter, _pixels(found)) == ("FlateDecode", [white] * 4)


@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_photographs_are_kept_as_they_are(picture: Callable[[str, bytes], Picture], mode: str) -> None:
    image = Image.new(mode, (16, 8), "white")
    ImageDraw.Draw(image).rectangle((0, 0, 7, 7), "black")
    data = _bytes(image, "JPEG", quality=90)
    found = picture("x.jpg", data)
    assert (found.width, found.height, found.filter, found.data) == (16, 8, "DCTDecode", data)
    assert found.colours == {"L": "DeviceGray", "RGB": "DeviceRGB"}[mode]


def test_photographs_for_print_are_converted(picture: Callable[[str, bytes], Picture]) -> None:
    found = picture("x.jpg", _bytes(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG", quality=95))
    assert (found.colours, found.filter) == ("DeviceRGB", "FlateDecode")
    red, green, blue = _pixels(found)[0]
    assert red > 200
    assert max(green, blue) < 60


def test_deep_pictures_are_printed(picture: Callable[[str, bytes], Picture]) -> None:
    found = picture("x.png", _bytes(Image.new("I;16", (1, 1), 65535), "PNG"))
    assert _pixels(found) in ([(255,)], [(255, 255, 255)])


def test_pictures_are_named_by_what_they_show(picture: Callable[[str, bytes], Picture]) -> None:
    red, blue = (_bytes(Image.new("RGB", (2, 2), colour), "PNG") for colour in ("red", "blue"))
    assert picture("a.png", red).name == picture("b.png", red).name != picture("a.png", blue).name


def test_pictures_that_cannot_be_printed_are_told_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from undersigned.pdf import pictures

    names = ["a.png", "b.jpg", "gone.png", "d.svg", "../out.png", "link.png", "huge.png"]
    found = pictures.Pictures(tmp_path / "docs", frozenset(names))
    png = _bytes(Image.new("RGB", (20, 30)), "PNG")
    (tmp_path / "docs").mkdir()
    (tmp_path / "out.png").write_bytes(png)
    (tmp_path / "docs" / "link.png").symlink_to(tmp_path / "out.png")
    for name, data in (("a.png", png[:-20]), ("b.jpg", png), ("d.svg", b"<svg/>"), ("huge.png", png)):
        (tmp_path / "docs" / name).write_bytes(data)
    monkeypatch.setattr(pictures, "LIMIT", 599)
    reasons = {}
    for name in [*names, "other.png", "x" * 200]:
        with pytest.raises(pictures.PictureError) as caught:
            found.read(nodes.image(uri=name))
        reasons[name[:20]] = str(caught.value)
        assert found.digest(nodes.image(uri=name)) == str(caught.value)
    assert re.fullmatch(r"the picture 'a\.png' cannot be read \(\w+\)", reasons.pop("a.png"))
    assert reasons == {
        "b.jpg": "the picture 'b.jpg' cannot be read (UnidentifiedImageError)",
        "gone.png": "the picture 'gone.png' is missing",
        "d.svg": "the picture 'd.svg' is neither .png nor .jpg",
        "../out.png": "the picture '../out.png' lies outside the folder of pages",
        "link.png": "the picture 'link.png' lies outside the folder of pages",
        "huge.png": "the picture 'huge.png' has 20 x 30 pixels; at most 599 are printed",
        "other.png": "the picture 'other.png' is no file of the archive",
        "x" * 20: f"the picture {'x' * 80!r} is no file of the archive",
    }


def test_pictures_fit_the_page_and_say_what_they_show(renderer: Renderer) -> None:
    from undersigned.pdf.pictures import Picture as Made

    def area(pixels: int, rows: int, /, **attributes: Any) -> tuple[Piece, tuple[float, float]]:
        made = Made(pixels, rows, "DeviceGray", "FlateDecode", zlib.compress(bytes(pixels * rows)))
        piece = renderer.document(_document(nodes.image(uri="x.png", **attributes)), "x", pictures=lambda _: made)
        drawn = re.search(r" q ([\d.]+) 0 0 ([\d.]+) 0 0 cm /(\w+) Do Q EMC", _drawn(piece)[0])
        assert drawn
        assert piece.pages[0].pictures == (drawn[3],)
        assert piece.pictures == {drawn[3]: made}
        return piece, (float(drawn[1]), float(drawn[2]))

    whole = 595.28 - 68 * 72 / 25.4
    piece, size = area(300, 150)
    assert size == (144, 72)
    # A picture that says nothing is decoration.
    assert "Figure" not in [one.tag for one in _walk(piece.structure)]
    piece, _ = area(300, 150, alt="A  seal")
    (figure,) = (one for one in _walk(piece.structure) if one.tag == "Figure")
    left, bottom, right, top = map(float, figure.attributes["Box"].split())
    assert figure.attributes["Alt"] == "A seal"
    assert (right - left, top - bottom) == (pytest.approx(144), pytest.approx(72))
    assert area(3000, 300)[1][0] == pytest.approx(whole, abs=0.1)
    wide, tall = area(300, 3000)[1]
    assert tall == pytest.approx(0.7 * (841.89 - 61 * 72 / 25.4), abs=0.5)
    assert wide == pytest.approx(tall / 10, abs=0.1)
    for width, expected in (
        ("60px", 28.8),
        ("50%", whole / 2),
        ("2cm", 144 / 2.54),
        ("1in", 72),
        ("36pt", 36),
        ("bad", 144),
        ("9em", 144),
    ):
        assert area(300, 150, width=width)[1][0] == pytest.approx(expected, abs=0.01)


# ---- what is kept


def test_kept_pieces_are_given_back_and_damaged_ones_are_not(tmp_path: Path, renderer: Renderer) -> None:
    from undersigned.pdf.store import Store

    store = Store(tmp_path / "kept")
    piece = renderer.document(_document(nodes.paragraph("", "Text Ꮳ")), "x")
    assert (store.missing("key"), store.notes(), store.record(tmp_path)) == (None, {}, {})
    store.save("key", piece)
    assert store.missing("key") == ("Ꮳ",)
    loaded = store.load("key")
    assert replace(loaded, structure=piece.structure) == piece
    assert _tags(loaded.structure) == _tags(piece.structure)
    assert _marks(loaded.structure) == _marks(piece.structure)
    note = store.noted("key", "quick")
    assert store.is_untouched(note)
    (path,) = (tmp_path / "kept" / "letters").iterdir()
    data = path.read_bytes()
    for damaged in (
        b"",
        data[:-1],
        data[:80] + b"x" + data[81:],
        b"\xff" + data[1:],
        data + b"\n",
        data.replace(b"[", b"("),
    ):
        path.write_bytes(damaged)
        assert store.missing("key") is None
        with pytest.raises(KeyError):
            store.load("key")
        with pytest.raises(KeyError):
            store.noted("key", "quick")
    assert not store.is_untouched(note)
    path.write_bytes(data)
    assert store.missing("key") == ("Ꮳ",)
    store.save("other", piece)
    store.prune({"other"})
    assert [path.name for path in (tmp_path / "kept" / "letters").iterdir()] == ["other"]


def test_notes_and_records_are_kept_and_not_written_again(tmp_path: Path) -> None:
    from undersigned.pdf.store import Note, Store, Written

    store = Store(tmp_path)
    notes = {"letters/a": Note("q", "k", ("Ꮳ", "ⵜ"), 12, 34)}
    record = {"letters/a.pdf": Written("from", "digest", 56, 78)}
    for _ in range(2):
        store.note_letters(notes)
        store.note(tmp_path / "html", record)
        assert Store(tmp_path).notes() == notes
        assert Store(tmp_path).record(tmp_path / "html") == record
    assert Store(tmp_path).record(tmp_path / "other") == {}
    times = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.json")}
    store.note_letters(notes)
    store.note(tmp_path / "html", record)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.json")} == times


# ---- assembly


@pytest.mark.parametrize("number", [1, 4, 9, 14, 40, 99])
def test_roman_numerals(number: int) -> None:
    from undersigned.pdf.assembly import roman

    assert roman(number) == {1: "i", 4: "iv", 9: "ix", 14: "xiv", 40: "xl", 99: "xcix"}[number]


def test_long_address_at_the_foot_is_set_smaller_and_leaves_room_for_the_page(
    library: Library, renderer: Renderer
) -> None:
    from undersigned.pdf.assembly import Foot, Part, assemble
    from undersigned.pdf.metadata import Info

    piece = renderer.document(_document(nodes.paragraph("", "Text")), "x")
    for address in ("https://x.example/a.html", f"https://x.example/{'long-' * 40}.html"):
        foot = Foot(address, "page 1 of 1", leads=True)
        reader = PdfReader(BytesIO(assemble([Part(piece)], Info("T", "", "", "en", ""), library, lambda *_, f=foot: f)))  # type: ignore[misc]
        (link,) = (entry.get_object() for entry in reader.pages[0]["/Annots"])  # type: ignore[attr-defined]
        left, _, right, _ = map(float, link["/Rect"])
        assert left == pytest.approx(34 * 72 / 25.4, abs=0.01)
        assert right < 595.28 - 34 * 72 / 25.4 - 40
        assert printed(reader).endswith(f"{address} page 1 of 1")
