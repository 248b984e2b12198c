"""What the PDFs hold: text, links, bookmarks, page numbers, information on themselves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pikepdf
import pytest

from tests.pdf_building import Project, links, outline, text

if TYPE_CHECKING:
    from pathlib import Path

SITE = "https://letters.example.org/"
LONG = ":signed: 2015\n\nA long letter\n=============\n\n" + "Words fill pages. " * 900 + "\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Project:
    fonts = pytestconfig.cache.mkdir("undersigned-fonts")
    project = Project.make(tmp_path_factory.mktemp("pdf") / "project", fonts, {"letters/long.rst": LONG})
    assert project.build() == ("", "")
    return project


def test_each_letter_and_the_compilation_are_written_and_nothing_else(built: Project) -> None:
    assert sorted(built.files()) == [
        "letters.pdf", "letters/first.pdf", "letters/long.pdf", "letters/second.pdf", "letters/third.pdf",
    ]  # fmt: skip


def test_text_of_many_scripts_reads_back(built: Project) -> None:
    found = text(built.pdf("letters/second"))
    assert "Second letter, to the Société ấễ 國際特赦 Łódź Şişli" in found
    assert "“Curly” text, as Letter on A & B has it." in found
    assert "國際特赦組織台灣分會" in found


def test_masthead_asks_and_signatories_read_back_in_order(built: Project) -> None:
    found = text(built.pdf("letters/first"))
    expected = ("Letter on A & B Date 10 April 2013 To John Kerry, Secretary of State Topics Tibet .*"
                "Signatories Freedom House Human Rights Watch Asks 1. Release the prisoners Without delay. 2. Say so")  # fmt: skip
    assert re.search(expected, found)


def test_signatories_in_columns_read_down_the_left_first(built: Project) -> None:
    found = text(built.pdf("letters/second"))
    assert "One & Co. 國際特赦組織台灣分會 Three Four Five Six Seven Eight Nine" in found


def test_letter_bears_its_address_and_page_count_at_the_foot(built: Project) -> None:
    reader = built.pdf("letters/long")
    count = len(reader.pages)
    assert count > 2
    for number in range(count):
        assert text(reader, number).endswith(f"{SITE}letters/long.html page {number + 1} of {count}")


def test_title_runs_over_all_pages_but_the_first(built: Project) -> None:
    reader = built.pdf("letters/long")
    assert [text(reader, n).count("A long letter") for n in range(len(reader.pages))] == [1] * len(reader.pages)


def test_letter_links_lead_to_the_site_and_keep_their_ampersands(built: Project) -> None:
    found = links(built.pdf("letters/first"), 0)
    assert found[0] == SITE + "letters/first.html"
    assert found[1:5] == [
        SITE + "topics.html#tibet", "https://example.org/?a=1&copy=2&lt=3",
        SITE + "letters/second.html", SITE + "letters/second.html#second-signatories",
    ]  # fmt: skip
    page, height = found[5]
    assert page == 0
    assert 0 < float(height) < 842


def test_compilation_opens_with_cover_and_contents(built: Project) -> None:
    reader = built.pdf("letters")
    assert text(reader, 0) == f"Letters of the World 4 open letters 10 April 2013 – 2015 {SITE} Summaries: CC BY 4.0"
    assert text(reader, 1) == (
        "Contents 2013 Letter on A & B · 10 April 2013 1 "
        "2014 Second letter, to the Société ấễ 國際特赦 Łódź Şişli · February 2014 2 Third letter · 1 March 2014 3 "
        "2015 A long letter · 2015 4 ii"
    )


def test_contents_lead_to_the_pages_they_print(built: Project) -> None:
    reader = built.pdf("letters")
    targets = [page for page, _ in links(reader, 1)]  # type: ignore[misc]
    assert [reader.page_labels[page] for page in targets] == ["1", "2", "3", "4"]
    titles = ["Letter on A & B", "Second letter", "Third letter", "A long letter"]
    assert all(text(reader, page).startswith(title) for page, title in zip(targets, titles, strict=True))
    assert [text(reader, page).split()[-1] for page in targets] == ["1", "2", "3", "4"]


def test_front_pages_have_roman_labels(built: Project) -> None:
    assert built.pdf("letters").page_labels[:4] == ["i", "ii", "1", "2"]


def test_bookmarks_follow_the_contents(built: Project) -> None:
    found = outline(built.pdf("letters"))
    assert [entry for entry in found if entry[0] < 2] == [
        (0, "Contents", 1), (0, "2013", 2), (1, "Letter on A & B", 2),
        (0, "2014", 3), (1, "Second letter, to the Société ấễ 國際特赦 Łódź Şişli", 3), (1, "Third letter", 4),
        (0, "2015", 5), (1, "A long letter", 5),
    ]  # fmt: skip
    assert [entry for entry in found if entry[0] == 2] == [
        (2, "Signatories", 2), (2, "Asks", 2), (2, "Signatories", 3), (2, "Signatories", 4),
    ]  # fmt: skip


def test_links_between_letters_stay_in_the_compilation_and_others_lead_to_the_site(built: Project) -> None:
    reader = built.pdf("letters")
    topic, source, second, section, own = links(reader, 2)
    assert (topic, source) == (SITE + "topics.html#tibet", "https://example.org/?a=1&copy=2&lt=3")
    assert second[0] == 3
    assert section[0] == 3
    assert own[0] == 2


def test_equal_ids_of_letters_stay_apart(built: Project) -> None:
    with pikepdf.open(built.output / "letters.pdf") as pdf:
        names = [str(name) for name in pdf.Root.Names.Dests.Names[::2]]
    assert names == ["_contents", "_cover", "letters/first", "letters/long", "letters/second", "letters/third"]
    reader = built.pdf("letters")
    own = links(reader, 2)[4]
    section = links(reader, 2)[3]
    assert (own[0], section[0]) == (2, 3)


def test_documents_tell_title_author_subject_and_language(built: Project) -> None:
    letter, volume = built.pdf("letters/first"), built.pdf("letters")
    assert dict(letter.metadata) == {
        "/Title": "Letter on A & B",
        "/Author": "The Archive",
        "/Subject": "Open letter, 10 April 2013",
    }
    assert dict(volume.metadata) == {
        "/Title": "Letters of the World",
        "/Author": "The Archive",
        "/Subject": "Open letters",
    }
    assert letter.root_object["/Lang"] == "en"


def test_nothing_active_and_no_path_of_this_machine_is_in_the_files(built: Project) -> None:
    for name in built.files():
        with pikepdf.open(built.output / name) as pdf:
            for item in pdf.objects:
                data = item.read_bytes() if isinstance(item, pikepdf.Stream) else b""
                shown = item.unparse() if not isinstance(item, pikepdf.Stream) else b""
                assert str(built.folder).encode() not in data + shown
                assert not re.search(rb"/(JavaScript|JS|Launch|SubmitForm|EmbeddedFile|OpenAction|AA)\b", shown)


def test_all_fonts_are_embedded_and_each_subset_once(built: Project) -> None:
    with pikepdf.open(built.output / "letters.pdf") as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
        names = [str(font.BaseFont) for font in fonts]
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
    assert len(names) == len(set(names))


def test_html_build_shares_doctrees_with_the_pdf_build(
    built: Project, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    project = Project.make(tmp_path / "p", pytestconfig.cache.mkdir("undersigned-fonts"))
    project.build("html")
    html = project.files()
    read = {path: path.stat().st_mtime_ns for path in (project.folder / "doctrees").rglob("*.doctree")}
    assert project.build() == ("", "")
    assert {path: path.stat().st_mtime_ns for path in read} == read
    assert {name: data for name, data in project.files().items() if not name.endswith(".pdf")} == html
    project.build("html")
    assert {path: path.stat().st_mtime_ns for path in read} == read


def test_date_of_the_edition_comes_from_the_environment_alone(
    tmp_path: Path, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    project = Project.make(tmp_path / "p", pytestconfig.cache.mkdir("undersigned-fonts"))
    assert project.build() == ("", "")
    assert "Edition of 1 January 2026" in text(project.pdf("letters"), 0)
    assert project.pdf("letters").metadata["/CreationDate"] == "D:20260101000000Z"
