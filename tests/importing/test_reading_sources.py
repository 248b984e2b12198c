import io
import zipfile

import pytest

from undersigned.importing.reading import SourceError, errors, read_bytes, read_source
from undersigned.importing.reading.detection import detect


def packed(*names):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "format_"),
    [
        (b"%PDF-1.7\n", "letter.txt", "pdf"),
        (b"\n<!DOCTYPE html><html>", "letter.txt", "html"),
        ("\ufeff<html>".encode("utf-16-le"), "letter", "html"),
        (b"<!-- a --><!-- b --><HTML>", "letter", "html"),
        (packed("word/document.xml"), "letter.zip", "docx"),
        (b"Dear Minister", "letter.md", "markdown"),
        (b"<p>x", "https://example.org/letter?x=1.pdf", "html"),
        (b"Dear Minister", "letter.unknown", "text"),
        (b"Dear Minister", "standard input", "text"),
    ],
)
def test_the_content_tells_the_format_before_the_name(data, name, format_):
    assert detect(data, name=name) == format_


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "a.txt", "the file is empty; give a file that holds the letter's text"),
        (b" \n\n", "a.txt", "the file is empty; give a file that holds the letter's text"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "a.doc",
            "the file is an old Word file (.doc) or a protected one; open it in a word processor and save it as .docx, without a password",
        ),
        (b"{\\rtf1", "a.rtf", "the file is rich text (.rtf); open it in a word processor and save it as .docx"),
        (
            packed("mimetype", "content.xml"),
            "a.odt",
            "the file is an OpenDocument file (.odt); open it in a word processor and save it as .docx",
        ),
        (packed("letter.txt"), "a.zip", "the file is a packed folder (.zip); unpack it and give the letter's file"),
        (
            packed("xl/workbook.xml"),
            "a.xlsx",
            "the file is a spreadsheet or slides; give a file that holds the letter's text",
        ),
        (
            b"\x89PNG\r\n",
            "a.png",
            "the file is a picture (PNG); give the text, or a PDF whose text can be selected",
        ),
        (b"no PDF", "a.pdf", "the file's name ends in .pdf, its content is none; open it and save it anew"),
        (b"PK\x03\x04", "a.docx", "the file is damaged; open it and save it anew"),
        (
            b"a\0b",
            "a.txt",
            "the file's bytes are no text in any known encoding; save it as UTF-8 text, .docx or .pdf",
        ),
        (
            b"<html><body><script>x</script></body></html>",
            "a.html",
            "the file holds no text; give a file that holds the letter's text",
        ),
        (b"%PDF-1.4 nothing", "a.pdf", "the PDF is damaged; open it in a viewer and print it to a new PDF"),
    ],
)  # fmt: skip
def test_a_source_that_cannot_be_read_is_refused_with_a_mend(data, name, message):
    with pytest.raises(SourceError) as caught:
        read_bytes(data, name=name)
    assert str(caught.value) == message


def test_a_source_that_is_too_big_is_refused(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x " * (errors.MAX_BYTES // 2 + 1))
    with pytest.raises(SourceError, match="more than 20 MB"):
        read_source(path)


def test_text_with_too_many_characters_is_refused():
    with pytest.raises(SourceError, match="more than 5,000,000 characters"):
        read_bytes(b"word " * 1_000_001, name="a.txt")


def test_a_missing_file_and_a_folder_are_told(tmp_path):
    with pytest.raises(SourceError, match="cannot be opened: No such file or directory; check the path"):
        read_source(tmp_path / "none.txt")
    with pytest.raises(SourceError, match="is a folder; give a file"):
        read_source(tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_encodings_need_no_remark(encoding):
    document = read_bytes("Señora Ministra: «sí» 信".encode(encoding), name="a.txt")
    assert (document.blocks[0].text, document.remarks) == ("Señora Ministra: «sí» 信", ())


@pytest.mark.parametrize(
    ("text", "encoding", "read_as"),
    [
        ("Dear Minister, we write “at last” – café, and we write again about the ferry.", "cp1252", "cp1252"),
        ("Уважаемый министр, мы пишем вам о пароме, который стоит у причала с осени. " * 3, "cp1251", "cp1251"),
        ("我们写信给您是因为渡船自秋天以来一直停在码头，没有人告诉岛上的居民什么时候再开。" * 3, "gb18030", "gb18030"),
    ],
)
def test_other_encodings_are_guessed_and_remarked(text, encoding, read_as):
    document = read_bytes(text.encode(encoding), name="a.txt")
    assert document.blocks[0].text == text.strip()
    assert document.remarks == (f"the file is not UTF-8; it was read as {read_as}, check accents and quotes",)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_a_long_line_without_end_is_read(name):
    data = b"<p>" * (name == "a.html") + b"[" * 50_000 + b"\t " * 50_000 + b"x"
    assert read_bytes(data, name=name).blocks


def test_reading_twice_gives_the_same():
    data = b"<html><body><p>One<ul><li>Two</ul><a href='/letter.pdf'>letter</a></body></html>"
    assert read_bytes(data, name="a.html") == read_bytes(data, name="a.html")
