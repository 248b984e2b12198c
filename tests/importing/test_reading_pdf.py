import io
import itertools
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from undersigned.importing.reading import SourceError, errors, pdf, read_bytes

SIZE = 11
FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


class Sheet:
    """A PDF under the pen."""

    def __init__(self):
        self._file = io.BytesIO()
        self.canvas = canvas.Canvas(self._file, pagesize=(595, 842), invariant=1)
        self.y = 770
        self.canvas.setFont("Helvetica", SIZE)

    def line(self, text, x=72, step=14):
        self.canvas.drawString(x, self.y, text)
        self.y -= step

    def prose(self, text, x=72, width=450):
        for line in simpleSplit(text, "Helvetica", SIZE, width):
            self.line(line, x)

    def gap(self, points=12):
        self.y -= points

    def page(self):
        self.canvas.showPage()
        self.canvas.setFont("Helvetica", SIZE)
        self.y = 770

    def data(self):
        self.canvas.save()
        return self._file.getvalue()

    def read(self):
        return read_bytes(self.data(), name="letter.pdf")


def shown(sheet):
    return [(b.kind, b.line, b.marker, b.text) for b in sheet.read().blocks]


PROSE = (
    "The ferry has been lying at the quay since the autumn and nobody has told the islands when it will sail again. "
)


def test_lines_of_a_paragraph_are_joined_those_of_an_address_are_not():
    sheet = Sheet()
    for line in ("Minister Paul Renn", "Ministry of Rivers", "Port Lumen"):
        sheet.line(line)
    sheet.gap()
    sheet.prose(PROSE * 3)
    assert shown(sheet) == [
        ("paragraph", 1, "", "Minister Paul Renn\nMinistry of Rivers\nPort Lumen"),
        ("paragraph", 1, "", (PROSE * 3).strip()),
    ]


def test_a_short_last_line_or_an_indent_parts_paragraphs_without_gaps():
    sheet = Sheet()
    sheet.prose(PROSE * 2 + "So it is.")
    first, *rest = simpleSplit(PROSE * 2 + "Sail.", "Helvetica", SIZE, 425)
    sheet.line(first, 97)
    sheet.prose(" ".join(rest))
    assert [b.text for b in sheet.read().blocks] == [PROSE * 2 + "So it is.", PROSE * 2 + "Sail."]


def test_words_parted_at_line_ends_become_whole_and_compounds_keep_their_hyphen():
    sheet = Sheet()
    for line in (
        "We write about the well-being of the islands and about the long wait and the minis-",
        "try that does not answer, while the well-being of all of us depends on it, and well-",
        "being is what the law of the islands promises.",
    ):
        sheet.line(line)
    text = sheet.read().blocks[0].text
    assert "the ministry that" in text
    assert "and well-being is" in text


def test_a_sentence_goes_on_over_the_page_without_heads_feet_and_numbers():
    sheet = Sheet()
    lines = simpleSplit(PROSE * 12, "Helvetica", SIZE, 450)
    for number, part in enumerate((lines[:9], lines[9:18], lines[18:]), 1):
        sheet.canvas.drawString(72, 810, "Open Harbour Institute")
        sheet.canvas.drawString(72, 30, "4 Quay Road, Port Lumen")
        sheet.canvas.drawString(280, 42, f"Page {number} of 3")
        for line in part:
            sheet.line(line)
        if number < 3:
            sheet.page()
    document = sheet.read()
    assert [block.text for block in document.blocks] == ["Open Harbour Institute", (PROSE * 12).strip()]
    assert document.remarks == ("left out as running foot: ‘4 Quay Road, Port Lumen’",)


def test_list_items_hang_together():
    sheet = Sheet()
    sheet.line("1. Open the ferry before the winter comes and the ice closes the sound to all")
    sheet.line("boats.", 85)
    sheet.line("2. Name a date.")
    sheet.line("• A bullet.")
    assert shown(sheet) == [
        ("item", 1, "1.", "Open the ferry before the winter comes and the ice closes the sound to all boats."),
        ("item", 1, "2.", "Name a date."),
        ("item", 1, "•", "A bullet."),
    ]


def columns(sheet, names, step):
    for row in names:
        for x, name in zip((72, 250, 420), row, strict=False):
            sheet.canvas.drawString(x, sheet.y, name)
        sheet.y -= step


def test_names_in_three_columns_are_rows():
    sheet = Sheet()
    columns(
        sheet,
        [("Lantern Watch", "Quiet Ink", "Civic Union"), ("Museum of Maps", "Delta Defenders", "Hill Station")],
        20,
    )
    assert [b.cells for b in sheet.read().blocks] == [
        ("Lantern Watch", "Quiet Ink", "Civic Union"),
        ("Museum of Maps", "Delta Defenders", "Hill Station"),
    ]


def test_wrapped_names_in_a_table_are_whole():
    sheet = Sheet()
    columns(sheet, [("Lantern Watch", "Northern Federation of", "Civic Union")], 13)
    columns(sheet, [("", "Ferry Workers", "")], 24)
    columns(sheet, [("Museum of Maps", "Quiet Ink", "Collective for Open")], 13)
    columns(sheet, [("", "", "Harbours")], 24)
    assert [b.cells for b in sheet.read().blocks] == [
        ("Lantern Watch", "Northern Federation of Ferry Workers", "Civic Union"),
        ("Museum of Maps", "Quiet Ink", "Collective for Open Harbours"),
    ]


def test_columns_that_wrap_each_for_itself_are_read_one_after_another():
    sheet = Sheet()
    columns(
        sheet,
        [("Society for", "Lantern Watch"), ("Threatened Rivers", "Federation of"), ("Museum of Maps", "Ferries")],
        13,
    )
    assert [b.text for b in sheet.read().blocks] == [
        "Society for Threatened Rivers\nMuseum of Maps", "Lantern Watch\nFederation of Ferries",
    ]  # fmt: skip


def test_running_text_in_two_columns_is_read_column_by_column():
    sheet = Sheet()
    for x in (72, 310):
        sheet.y = 700
        sheet.prose(PROSE * 4, x, 210)
    assert [b.text for b in sheet.read().blocks] == [(PROSE * 4).strip()] * 2


def test_footnotes_come_last_and_raised_marks_are_superscript():
    sheet = Sheet()
    text = sheet.canvas.beginText(72, 700)
    text.setFont("Helvetica", SIZE)
    text.textOut("The ferry was promised")
    text.setFont("Helvetica", 7)
    text.setRise(4)
    text.textOut("1")
    text.setRise(0)
    text.setFont("Helvetica", SIZE)
    text.textOut(" and never came.")
    sheet.canvas.drawText(text)
    sheet.canvas.setFont("Helvetica", 8)
    sheet.canvas.drawString(72, 100, "1 See the plan of 2012.")
    sheet.page()
    sheet.line("It should come now.")
    assert shown(sheet) == [
        ("paragraph", 1, "", "The ferry was promised¹ and never came."),
        ("paragraph", 2, "", "It should come now."),
        ("footnote", 1, "1", "See the plan of 2012."),
    ]


def test_bold_and_large_lines_are_strong():
    sheet = Sheet()
    sheet.canvas.setFont("Helvetica-Bold", SIZE)
    sheet.line("Signatories")
    sheet.canvas.setFont("Helvetica", SIZE)
    sheet.line("Lantern Watch")
    assert [(b.text, b.strong) for b in sheet.read().blocks] == [("Signatories", True), ("Lantern Watch", False)]


def test_right_to_left_text_is_in_logical_order():
    if not FONT.exists():
        pytest.skip("optional: no font with Hebrew letters here")
    pdfmetrics.registerFont(TTFont("rtl", FONT))
    sheet = Sheet()
    sheet.canvas.setFont("rtl", SIZE)
    # A PDF places letters as they are seen, from left to right.
    sheet.canvas.drawRightString(520, 700, "מכתב גלוי לשר"[::-1])
    assert [b.text for b in sheet.read().blocks] == ["מכתב גלוי לשר"]


def test_properties_are_declared():
    sheet = Sheet()
    sheet.canvas.setTitle("The ferry")
    sheet.line("Text")
    document = sheet.read()
    assert (document.title, document.unit, document.description) == ("The ferry", "page", None)


def test_a_pdf_of_pictures_is_refused():
    sheet = Sheet()
    sheet.canvas.rect(10, 10, 100, 100)
    with pytest.raises(SourceError, match="holds no text, only pictures of it; recognise its text"):
        sheet.read()


def test_a_locked_pdf_is_refused():
    sheet = Sheet()
    sheet.line("Text")
    writer = PdfWriter(PdfReader(io.BytesIO(sheet.data())))
    writer.encrypt("secret")
    file = io.BytesIO()
    writer.write(file)
    with pytest.raises(SourceError, match="protected by a password; save it without"):
        read_bytes(file.getvalue(), name="a.pdf")


def test_too_many_pages_are_refused():
    sheet = Sheet()
    for _ in itertools.repeat(None, errors.MAX_PAGES + 1):
        sheet.line("Text")
        sheet.page()
    with pytest.raises(SourceError, match=f"more than {errors.MAX_PAGES} pages"):
        sheet.read()


@pytest.mark.parametrize("kids", ["2 0 R", "3 0 R 2 0 R", "9 0 R"], ids=["itself", "itself among others", "nothing"])
def test_a_page_tree_without_end_is_refused(kids):
    body = f"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 99999/Kids[{kids}]>>endobj\ntrailer<</Root 1 0 R>>\n"
    with pytest.raises(SourceError):
        read_bytes(body.encode(), name="a.pdf")


def test_a_reader_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(pdf, "PDF_SECONDS", 0.001)
    sheet = Sheet()
    sheet.line("Text")
    with pytest.raises(SourceError, match=r"takes more than 0.001 seconds"):
        sheet.read()


def test_keys_and_values_stay_together_though_one_value_nearly_fills_its_line():
    sheet = Sheet()
    for key, value in (
        ("Date", "23 April 2019"),
        ("Signed by", "Twenty-nine persons and a hundred and six groups, incomplete"),
        ("Rivers-and-ferries", "Internationalization-of-rivers-and-ferries"),
        ("Place", "Port Lumen"),
    ):
        sheet.canvas.drawString(72, sheet.y, key)
        sheet.line(value, 200)
    assert [b.cells[0] for b in sheet.read().blocks] == ["Date", "Signed by", "Rivers-and-ferries", "Place"]


def test_gaps_part_paragraphs_though_hardly_any_line_is_wrapped():
    sheet = Sheet()
    for line in ("23 August 2019", "To: Ministry of Rivers", "Dear Minister,"):
        sheet.line(line, step=22)
    sheet.prose(PROSE)
    sheet.gap(8)
    sheet.line("Sincerely,")
    assert [b.text for b in sheet.read().blocks] == [
        "23 August 2019",
        "To: Ministry of Rivers",
        "Dear Minister,",
        PROSE.strip(),
        "Sincerely,",
    ]
