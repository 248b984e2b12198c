"""Files of letters beside pages: which there are, what is in them, and that they come and go with the pages."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING

import bibtexparser
import feedparser
import pytest
import rispy

from tests.building import ARCHIVE, LETTER, LETTER_PATH, Built, build, tree, write_pages

if TYPE_CHECKING:
    from pathlib import Path

SITE = "https://undersigned.example.org/"
FIRST_PATH = "letters/2019/2019-01-02-first.md"
PAGES = {
    **ARCHIVE,
    "index.md": "---\ntitle: Home\n---\nWelcome.\n",
    "about/index.md": "---\ntitle: About\n---\nText.\n",
    "organizations/beta.md": "---\nname: Beta & Sons\nkind: company\n---\n",
    "organizations/silent.md": "---\nname: Silent\nkind: ngo\n---\n",
    "letters/index.md": "---\ntitle: Letters\n---\nAll.\n",
    # The year's page shows no list: what it says of its files must change all the same.
    "letters/2020/index.md": "---\ntitle: Letters of 2020\n---\nOne year.\n",
    FIRST_PATH: LETTER.replace("2020-05-04", "2019-01-02")
    .replace("A letter", "First, with “quotes”")
    .replace("- Alpha\n", "- Alpha\n- Beta & Sons\n- {name: Private Person, title: Baker}\n"),
    LETTER_PATH: LETTER,
}
WHOLE = {"letters.csv", "letters.bib", "letters.ris", "letters.atom.xml"}
#: Every file beside a page, by the page.
FILES = {
    "letters": WHOLE,
    "letters/2019/2019-01-02-first": {".bib", ".ris", ".csl.json"},
    "letters/2020/2020-05-04-letter": {".bib", ".ris", ".csl.json"},
    "letters/2020": {".csv", ".bib", ".ris"},
    "organizations/alpha": {".csv", ".bib", ".ris", ".atom.xml"},
    "organizations/beta": {".csv", ".bib", ".ris", ".atom.xml"},
    "organizations/ministry": {".csv", ".bib", ".ris", ".atom.xml"},
    "topics/speech": {".csv", ".bib", ".ris", ".atom.xml"},
}
_FORMATS = (".csv", ".bib", ".ris", ".csl.json", ".atom.xml")
_ALTERNATE = re.compile(r'<link rel="alternate" type="([^"]+)" href="([^"]+)" title="([^"]+)"')


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("downloads")
    write_pages(folder / "docs", PAGES)
    built = build(folder / "docs", folder / "html")
    assert built.warnings == ""
    return built


def ids(path: Path) -> list[str]:
    """Read the ids of the letters in a file, by the library of its format."""
    text = path.read_text("utf-8-sig")
    if path.suffix == ".csv":
        return [row["id"] for row in csv.DictReader(text.splitlines())]
    if path.suffix == ".bib":
        return [entry.key for entry in bibtexparser.parse_string(text).entries]
    if path.suffix == ".ris":
        return [reference["id"] for reference in rispy.loads(text)]
    if path.suffix == ".json":
        return [item["id"] for item in json.loads(text)]
    return [entry.link.rpartition("/")[2].removesuffix(".html") for entry in feedparser.parse(text).entries]


def test_every_page_with_letters_has_its_files_and_no_other_has_any(site: Built) -> None:
    found = {
        name for name in tree(site.outdir) if name.endswith(_FORMATS) and not name.startswith(("_static/", "data/"))
    }
    wanted = {suffix if page == "letters" else page + suffix for page, suffixes in FILES.items() for suffix in suffixes}
    assert found == wanted


@pytest.mark.parametrize(
    ("page", "letters"),
    [
        ("letters", ["2019-01-02-first", "2020-05-04-letter"]),
        ("letters/2020", ["2020-05-04-letter"]),
        ("letters/2019/2019-01-02-first", ["2019-01-02-first"]),
        ("organizations/alpha", ["2019-01-02-first", "2020-05-04-letter"]),
        ("organizations/beta", ["2019-01-02-first"]),
        ("organizations/ministry", ["2019-01-02-first", "2020-05-04-letter"]),
        ("topics/speech", ["2019-01-02-first", "2020-05-04-letter"]),
    ],
)
def test_a_file_holds_the_letters_of_its_page(site: Built, page: str, letters: list[str]) -> None:
    for suffix in FILES[page]:
        path = site.outdir / (suffix if page == "letters" else page + suffix)
        # Feeds begin with the newest.
        assert ids(path) == (letters[::-1] if path.name.endswith(".atom.xml") else letters), path


def test_a_feed_says_whose_it_is(site: Built) -> None:
    def about(name: str) -> tuple[str, str, str]:
        feed = feedparser.parse((site.outdir / name).read_bytes()).feed
        return feed.title, feed.link, feed.id

    assert about("letters.atom.xml") == (
        "Undersigned: letters",
        f"{SITE}letters/index.html",
        f"{SITE}letters.atom.xml",
    )
    assert about("topics/speech.atom.xml") == (
        "Undersigned: letters on Speech",
        f"{SITE}topics/speech.html",
        f"{SITE}topics/speech.atom.xml",
    )
    assert about("organizations/beta.atom.xml")[0] == "Undersigned: letters signed or received by Beta & Sons"


def test_pages_name_their_files_for_programs_and_readers(site: Built) -> None:
    page = (site.outdir / "organizations/beta.html").read_text()
    assert _ALTERNATE.findall(page) == [
        ("application/pdf", "beta.pdf", "PDF"),
        ("text/csv", "beta.csv", "CSV"),
        ("application/x-bibtex", "beta.bib", "BibTeX"),
        ("application/x-research-info-systems", "beta.ris", "RIS"),
        (
            "application/atom+xml",
            "beta.atom.xml",
            "Undersigned: letters signed or received by Beta &amp; Sons",
        ),
        ("application/atom+xml", "../letters.atom.xml", "Undersigned: letters"),
    ]
    menu = page[page.index('<details class="page-formats">') : page.index("</details>")]
    assert re.findall(r'<a href="([^"]+)" type="[^"]+"( download)?>', menu) == [
        ("beta.csv", " download"),
        ("beta.bib", " download"),
        ("beta.ris", " download"),
        ("beta.atom.xml", ""),
    ]
    letter = (site.outdir / "letters/2020/2020-05-04-letter.html").read_text()
    kinds = [kind for kind, _, _ in _ALTERNATE.findall(letter)]
    assert "application/vnd.citationstyles.csl+json" in kinds
    assert 'href="../../letters.atom.xml"' in letter


def test_every_file_that_a_page_names_is_there_but_for_the_pdfs(site: Built) -> None:
    named = 0
    for page in site.outdir.rglob("*.html"):
        for kind, link, _ in _ALTERNATE.findall(page.read_text()):
            if kind != "application/pdf":
                # The page for what is not found may be served at any address: its links begin at the site's top.
                top = site.outdir if link.startswith("/") else page.parent
                assert (top / link.lstrip("/")).is_file(), (page, link)
                named += 1
    assert named > 30


def test_pages_of_the_whole_archive_offer_all_letters(site: Built) -> None:
    for page, up in (("index.html", ""), ("letters/index.html", "../")):
        text = (site.outdir / page).read_text()
        assert f'href="{up}letters.csv"' in text
        assert f'<a class="page-action" href="{up}letters.pdf" type="application/pdf">PDF' in text
        # The feed of the archive is the page's own, and named once.
        assert text.count(f'type="application/atom+xml" href="{up}letters.atom.xml"') == 1


@pytest.mark.parametrize("page", ["organizations/silent.html", "about/index.html"])
def test_a_page_without_letters_offers_the_feed_of_the_archive_alone(site: Built, page: str) -> None:
    text = (site.outdir / page).read_text()
    assert [kind for kind, _, _ in _ALTERNATE.findall(text)] == ["application/atom+xml"]
    assert "page-formats" not in text


def test_persons_who_sign_for_no_body_are_in_no_file(site: Built) -> None:
    holding = [name for name, content in tree(site.outdir).items() if b"Private Person" in content]
    # The page itself, its source and Sphinx's index of its words.
    assert [name for name in holding if name.endswith(_FORMATS) or "letter-table" in name] == []
    assert "letters/2019/2019-01-02-first.html" in holding


# ---------------------------------------------------------------- coming and going


def _correct(docs: Path) -> None:
    path = docs / LETTER_PATH
    path.write_text(path.read_text().replace("source:", "corrections:\n- {date: 2024-01-02, note: Name.}\nsource:"))


def _add_letter(docs: Path) -> None:
    write_pages(docs, {"letters/2020/2020-12-01-added.md": LETTER.replace("2020-05-04", "2020-12-01")})


def _delete_letter(docs: Path) -> None:
    (docs / FIRST_PATH).unlink()


def _delete_all_letters(docs: Path) -> None:
    (docs / FIRST_PATH).unlink()
    (docs / LETTER_PATH).unlink()


def _move_letter_to_another_year(docs: Path) -> None:
    text = (docs / LETTER_PATH).read_text().replace("2020-05-04", "2018-05-04")
    (docs / LETTER_PATH).unlink()
    write_pages(docs, {"letters/2018/2018-05-04-letter.md": text})


def _rename_organization(docs: Path) -> None:
    (docs / "organizations/beta.md").rename(docs / "organizations/beta-sons.md")


def _delete_topic_and_year(docs: Path) -> None:
    (docs / "topics/speech.md").unlink()
    (docs / "letters/2020/index.md").unlink()


def _move_alias(docs: Path) -> None:
    (docs / "organizations/alpha.md").write_text("---\nname: Alpha International\nkind: ngo\n---\n")
    (docs / "organizations/silent.md").write_text("---\nname: Silent\naliases: [Alpha]\nkind: ngo\n---\n")


EDITS = [
    _correct, _add_letter, _delete_letter, _delete_all_letters, _move_letter_to_another_year, _rename_organization,
    _delete_topic_and_year, _move_alias,
]  # fmt: skip


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__.strip("_"))
def test_incremental_build_equals_clean_build(tmp_path: Path, edit: object) -> None:
    docs = tmp_path / "docs"
    write_pages(docs, PAGES)
    build(docs, tmp_path / "html")
    edit(docs)  # type: ignore[operator]
    build(docs, tmp_path / "html")
    build(docs, tmp_path / "clean", fresh=True)
    assert tree(tmp_path / "html") == tree(tmp_path / "clean")


def test_parallel_build_equals_serial_build(tmp_path: Path, site: Built) -> None:
    write_pages(tmp_path / "docs", PAGES)
    parallel = build(tmp_path / "docs", tmp_path / "html", parallel=2)
    assert tree(parallel.outdir) == tree(site.outdir)


def test_a_repeated_build_writes_no_file(tmp_path: Path) -> None:
    write_pages(tmp_path / "docs", PAGES)
    build(tmp_path / "docs", tmp_path / "html")
    files = [path for path in (tmp_path / "html").rglob("*") if path.name.endswith(_FORMATS)]
    before = {path: path.stat().st_mtime_ns for path in files}
    build(tmp_path / "docs", tmp_path / "html")
    assert before == {path: path.stat().st_mtime_ns for path in files}
    assert len(files) > 20


def test_only_files_of_the_output_folder_are_deleted(tmp_path: Path) -> None:
    write_pages(tmp_path / "docs", PAGES)
    build(tmp_path / "docs", tmp_path / "html")
    outside, stale = tmp_path / "letters.bib", tmp_path / "html/organizations/gone.bib"
    outside.write_text("kept")
    stale.write_text("deleted")
    listed = tmp_path / "html/.downloads.json"
    names = json.loads(listed.read_text())
    listed.write_text(json.dumps([*names, "../letters.bib", str(outside), "organizations/gone.bib", 7]))
    build(tmp_path / "docs", tmp_path / "html")
    assert outside.read_text() == "kept"
    assert not stale.exists()
    assert json.loads(listed.read_text()) == names
