"""Values that are markup, orders or ends of text in some output stand in all outputs as text, and do nothing."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import warnings
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import bibtexparser
import pikepdf
import pytest
from lxml import etree
from lxml import html as pages

from tests.building import build, write_pages
from tests.hostile.value_pages import archive, path_of, shown
from tests.hostile.values import REFUSED, VALUES
from undersigned import __main__ as program
from undersigned.checking import read_page

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠\t\r]")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("values")
    write_pages(root / "docs", archive())
    for builder in ("html", "letterpdf"):
        done = build(root / "docs", root / "site", builder=builder, doctrees=root / "doctrees")
        assert done.messages(root / "docs") == []
    return root / "site"


def files(built: Path, *kinds: str) -> Iterator[Path]:
    return (
        path
        for path in sorted(built.rglob("*"))
        if path.suffix in kinds and "_static" not in path.parts and "pagefind" not in path.parts
    )


def in_archive(name: str, built: Path) -> str:
    return (built / path_of(name).replace(".md", ".html")).read_text("utf-8")


def test_no_page_has_markup_of_a_value(built: Path) -> None:
    odd = []
    for path in files(built, ".html"):
        text = path.read_text("utf-8")
        for element in pages.document_fromstring(text.encode()).iter():
            tag = element.tag if isinstance(element.tag, str) else "comment" if "onclick" in str(element.text) else ""
            addresses = [str(element.get(name)).lower() for name in ("href", "src", "action") if element.get(name)]
            if (
                tag in ("comment", "iframe", "object", "embed", "base", "font", "b")
                or any(name.startswith("on") for name in element.attrib)
                or any(re.match(r"\s*(javascript|data|vbscript|file):", address) for address in addresses)
                or any((urlsplit(address).hostname or "").endswith("evil.example") for address in addresses)
                or (tag == "script" and element.get("src") is None and element.get("type") != "application/ld+json")
            ):
                odd.append((path.name, tag, dict(element.attrib)))
    assert odd == []


@pytest.mark.parametrize("name", VALUES)
def test_a_page_shows_the_value_as_it_was_written(built: Path, name: str) -> None:
    text = shown(pages.document_fromstring(in_archive(name, built).encode()).text_content())
    assert shown(VALUES[name].text) in text


@pytest.mark.parametrize("name", VALUES)
def test_linked_data_of_a_page_say_the_value(built: Path, name: str) -> None:
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', in_archive(name, built), re.S)
    said = json.dumps(json.loads(script), ensure_ascii=False)
    if VALUES[name].in_names:
        assert json.dumps(shown(VALUES[name].text), ensure_ascii=False)[1:-1] in shown(said)


def test_every_json_file_is_json(built: Path) -> None:
    paths = list(files(built, ".json"))
    for path in paths:
        json.loads(path.read_text("utf-8"))
    feed = json.loads((built / "letters.feed.json").read_text("utf-8"))
    titles = [item["title"] for item in feed["items"]]
    assert [
        value.text
        for value in VALUES.values()
        if value.in_names and not any(shown(value.text) in title for title in titles)
    ] == []


def test_every_xml_file_is_well_formed_and_holds_only_text(built: Path) -> None:
    strict = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    for path in files(built, ".xml"):
        tree = etree.parse(str(path), strict)
        assert tree.docinfo.internalDTD is None
        assert not [
            element for element in tree.iter() if str(element.tag).rpartition("}")[2] in ("b", "script", "font")
        ]
    feed = etree.parse(str(built / "letters.atom.xml"))
    said = "\n".join(shown(html.unescape(text)) for text in feed.getroot().itertext())
    assert [value.text for value in VALUES.values() if value.in_names and shown(value.text) not in said] == []


def test_no_cell_of_a_table_is_computed(built: Path) -> None:
    cells = 0
    for path in files(built, ".csv"):
        for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")):
            for cell in row:
                cells += 1
                assert not FORMULA.match(cell) or re.fullmatch(r"-?\d+", cell), (path.name, cell)
    assert cells > 500


def test_bibtex_keeps_one_entry_a_letter_and_runs_nothing(built: Path) -> None:
    text = (built / "letters.bib").read_text("utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        library = bibtexparser.parse_string(text)
    assert (len(library.failed_blocks), len(library.entries)) == (0, len(VALUES))
    authors = [str(field.value) for entry in library.entries for field in entry.fields if field.key == "author"]
    assert "Forged" not in [name.strip("{} ") for author in authors for name in author.split(" and ")]
    assert not re.search(r"\\(input|write18|include|immediate|openin|def)(?![a-z])", text)


def test_ris_keeps_one_record_a_letter(built: Path) -> None:
    lines = (built / "letters.ris").read_text("utf-8-sig").splitlines()
    assert [line for line in lines if line and not re.match(r"[A-Z][A-Z0-9]  - ", line)] == []
    assert (
        sum(line.startswith("TY  - ") for line in lines)
        == sum(line.startswith("ER  - ") for line in lines)
        == len(VALUES)
    )
    assert [line for line in lines if line.startswith("AU  - Forged")] == []


def markdown_tokens(text: str) -> Iterator[Any]:
    from markdown_it import MarkdownIt

    for token in MarkdownIt("commonmark").parse(text):
        yield token
        yield from token.children or ()


def test_markdown_twins_and_llms_txt_hold_no_links_pictures_or_headings_of_a_value(built: Path) -> None:
    paths = [*files(built, ".md"), built / "llms.txt"]
    assert len(paths) > len(VALUES)
    for path in paths:
        text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text("utf-8"), flags=re.S)
        tokens = list(markdown_tokens(text))
        for token in tokens:
            address = str((token.attrs or {}).get("href", (token.attrs or {}).get("src", "")))
            assert "evil.example" not in address, path
            assert not address.lower().startswith(("javascript", "data")), path
            assert token.type not in ("html_block", "html_inline", "image"), (path, token.content)
        headings = [after.content for token, after in pairwise(tokens) if token.type == "heading_open"]
        # Where the value is the title, it is a heading of its own and whole.
        assert [heading for heading in headings if heading.startswith(("Official", "Notice"))] == [], path


def test_no_pdf_acts(built: Path) -> None:
    paths = list(files(built, ".pdf"))
    assert len(paths) >= len(VALUES)
    for path in paths:
        with pikepdf.open(path) as pdf:
            for thing in pdf.objects:
                if not isinstance(thing, pikepdf.Dictionary):
                    continue
                assert not {"/JS", "/AA", "/Launch", "/OpenAction"} & set(thing.keys()), path
                if thing.get("/S") == "/URI":
                    assert str(thing["/URI"]).startswith(("https://", "http://", "mailto:")), path
                    assert "evil.example" not in str(thing["/URI"])
                assert thing.get("/S") not in ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData"), path


@pytest.mark.parametrize("name", [name for name in VALUES if name not in ("long-word", "five-scripts")])
def test_a_pdf_shows_the_value_as_it_was_written(built: Path, name: str) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(built / path_of(name).replace(".md", ".pdf"))
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert printed(VALUES[name].text) in printed(text)


def printed(text: str) -> str:
    """Leave out what lines do to text, and set typewriters' quotation marks, as the PDF sets printers'."""
    straight = text.translate(str.maketrans("“”‘’", "\"\"''"))
    return re.sub(r"[\s\xad\ufffe]", "", straight)


def told(title: str, body: str) -> list[str]:
    page = f"---\ntitle: {title}\ndate: 2020-05-04\nsource:\n  publisher: A\n  url: https://example.org/\n---\n{body}\n"
    return [str(message).removeprefix(path_of("x")) for message in read_page(page.encode(), path=path_of("x")).messages]


@pytest.mark.parametrize(("character", "name"), REFUSED.values(), ids=REFUSED)
def test_characters_that_say_nothing_are_refused_with_their_place(character: str, name: str) -> None:
    # PyYAML itself reads no page with some of these in its facts.
    assert f":2: character: {name} at column 9; delete it" in told(f"A{character}", "Text.")
    escaped = f'"A\\U{ord(character):08x}"'
    assert f":2: text: ‘title’ holds the {name}; delete it" in told(escaped, "Text.")
    assert told("A", f"One.\n\nTwo{character}.") == [f":10: character: {name} at column 4; delete it"]


@pytest.mark.parametrize("name", ["turned", "no-width", "tag", "private", "private-plane"])
@pytest.mark.parametrize(
    "text", ["One.\n\nTwo {}.", "x\n\n> *{}*", "x\n\n## A {}", '![a {}](a.png)\n\n[b](https://e.org "{}")']
)
def test_characters_that_say_nothing_are_refused_where_their_number_spells_them(text: str, name: str) -> None:
    character, said = REFUSED[name]
    line = 8 + text.count("\n")
    expected = f":{line}: character: {said} is spelled by its number or name; delete it"
    assert expected in told("A", text.replace("{}", f"&#x{ord(character):x};"))
    assert expected in told("A", text.replace("{}", f"&#{ord(character)};"))


def test_words_of_two_scripts_and_piles_of_accents_are_told_where_numbers_spell_them() -> None:
    script = "mixes Latin with Greek or Cyrillic letters (U+0430); write it in one script"
    assert told("A", "P&#x430;ypal &amp; &eacute;") == [f":8: script: the word ‘P\u0430ypal’ {script}"]
    assert told("A", "a" + 6 * "&#x301;") == [
        ":8: character: 6 accents are spelled for one letter; leave those that a language writes"
    ]


def test_the_log_of_the_check_begins_no_line_with_a_command_of_a_value(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages_ = {path: text.replace("date: 2020-05-04", "date: 2020-05-05") for path, text in archive().items()}
    pages_[path_of("workflow-command")] = pages_[path_of("workflow-command")].replace("kind:", "::error::x:")
    write_pages(tmp_path / "docs", pages_)
    for form in ("text", "github"):
        program.main(["check", "--docs", str(tmp_path / "docs"), "--format", form])
        lines = capsys.readouterr().out.splitlines()
        commands = [line for line in lines if line.startswith("::")]
        stops = [line for line in commands if line.startswith("::stop-commands::")]
        assert len(stops) == (form == "github")
        assert [
            line
            for line in commands
            if not re.match(
                r"::(stop-commands::[0-9a-f]{64}|[0-9a-f]{64}::|(error|warning|notice) file=docs|(error|notice) file=)",
                line,
            )
        ] == []
        assert not [line for line in lines if any(ord(sign) < 32 for sign in line)]
