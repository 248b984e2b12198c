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
from tests.test_feeds import check_rules, check_twin

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
FEEDS = {".atom.xml", ".feed.json"}
CITATIONS = {".bib", ".ris", ".csl.json"}
WHOLE = {f"letters{suffix}" for suffix in {".csv", *CITATIONS, *FEEDS}} | {f"corrections{suffix}" for suffix in FEEDS}
#: Every file beside a page, by the page.
FILES = {
    "letters": WHOLE,
    "letters/2019/2019-01-02-first": CITATIONS,
    "letters/2020/2020-05-04-letter": CITATIONS,
    "letters/2020": {".csv", *CITATIONS},
    "organizations/alpha": {".csv", *CITATIONS, *FEEDS},
    "organizations/beta": {".csv", *CITATIONS, *FEEDS},
    "organizations/ministry": {".csv", *CITATIONS, *FEEDS},
    "topics/speech": {".csv", *CITATIONS, *FEEDS},
}
_FORMATS = (".csv", ".bib", ".ris", ".csl.json", *FEEDS)
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
    if path.name.endswith(".feed.json"):
        return [item["url"].rpartition("/")[2].removesuffix(".html") for item in json.loads(text)["items"]]
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
        if path.name.startswith("corrections"):
            assert ids(path) == []
            continue
        # Feeds begin with the newest.
        assert ids(path) == (letters[::-1] if path.name.endswith(tuple(FEEDS)) else letters), path


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


def menu(page: str) -> dict[str, list[tuple[str, str]]]:
    """Read the menu of formats: the files of each group, and whether they are saved or opened."""
    shown = page[page.index('<details class="page-formats">') : page.index("</details>")]
    groups = re.findall(
        r'<p id="(page-formats-[0-9])">(.*?)</p>\s*<ul aria-labelledby="(.*?)">(.*?)</ul>', shown, re.DOTALL
    )
    assert all(id_ == labelled for id_, _, labelled, _ in groups)
    return {name: re.findall(r'<a href="([^"]+)" type="[^"]+"( download)?>', files) for _, name, _, files in groups}


def test_every_feed_of_a_site_keeps_the_rules_and_says_what_its_twin_says(site: Built) -> None:
    feeds = sorted(site.outdir.rglob("*.atom.xml"))
    twins = sorted(site.outdir.rglob("*.feed.json"))
    assert [path.name.partition(".")[0] for path in feeds] == [path.name.partition(".")[0] for path in twins]
    assert len(feeds) == 6
    for path, twin in zip(feeds, twins, strict=True):
        text = path.read_text("utf-8")
        check_rules(text)
        check_twin(twin.read_text("utf-8"), text)
        found = feedparser.parse(text.encode())
        assert not found.bozo
        assert found.feed.id == SITE + path.relative_to(site.outdir).as_posix()


def test_pages_name_their_files_for_programs_and_readers(site: Built) -> None:
    page = (site.outdir / "organizations/beta.html").read_text()
    assert _ALTERNATE.findall(page) == [
        ("application/pdf", "beta.pdf", "PDF"),
        ("text/csv", "beta.csv", "CSV"),
        ("application/x-bibtex", "beta.bib", "BibTeX"),
        ("application/x-research-info-systems", "beta.ris", "RIS"),
        ("application/vnd.citationstyles.csl+json", "beta.csl.json", "CSL-JSON"),
        ("application/json", "beta.json", "JSON"),
        ("application/atom+xml", "beta.atom.xml", "Undersigned: letters signed or received by Beta &amp; Sons"),
        ("application/feed+json", "beta.feed.json", "Undersigned: letters signed or received by Beta &amp; Sons"),
        ("application/atom+xml", "../letters.atom.xml", "Undersigned: letters"),
        ("application/feed+json", "../letters.feed.json", "Undersigned: letters"),
    ]
    assert menu(page) == {
        "Citations": [("beta.bib", " download"), ("beta.ris", " download"), ("beta.csl.json", " download")],
        "Data": [("beta.csv", " download"), ("beta.json", " download")],
        "Feeds": [("beta.atom.xml", ""), ("beta.feed.json", "")],
    }
    letter = (site.outdir / "letters/2020/2020-05-04-letter.html").read_text()
    kinds = [kind for kind, _, _ in _ALTERNATE.findall(letter)]
    assert "application/vnd.citationstyles.csl+json" in kinds
    assert 'href="../../letters.atom.xml"' in letter
    assert menu(letter)["Data"] == [("2020-05-04-letter.json", " download")]
    assert "Feeds" not in menu(letter)


def test_the_record_of_a_page_describes_it(site: Built) -> None:
    described = {
        page: re.findall(r'<link rel="describedby" href="([^"]+)" type="([^"]+)" />', (site.outdir / f"{page}.html").read_text())
        for page in ("letters/2020/2020-05-04-letter", "organizations/alpha", "organizations/silent", "topics/speech")
    }  # fmt: skip
    for page, files in described.items():
        assert (f"{SITE}{page}.json", "application/json") in files
        assert (site.outdir / f"{page}.json").is_file()
        assert (len(files) == 1) is not page.startswith("letters/")
    links = json.loads((site.outdir / "letters/2020/2020-05-04-letter.linkset.json").read_text())["linkset"]
    assert {"href": f"{SITE}letters/2020/2020-05-04-letter.json", "type": "application/json"} in links[0]["describedby"]


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
        assert menu(text)["Feeds"] == [
            (f"{up}{name}", "")
            for name in ("letters.atom.xml", "letters.feed.json", "corrections.atom.xml", "corrections.feed.json")
        ]
        assert text.count('title="Undersigned: corrections"') == 2


def test_a_page_without_letters_offers_the_feeds_of_the_archive_and_its_record_if_it_has_one(site: Built) -> None:
    about = (site.outdir / "about/index.html").read_text()
    assert [kind for kind, _, _ in _ALTERNATE.findall(about)] == ["application/atom+xml", "application/feed+json"]
    assert "page-formats" not in about
    silent = (site.outdir / "organizations/silent.html").read_text()
    assert [link for _, link, _ in _ALTERNATE.findall(silent)] == [
        "silent.json", "../letters.atom.xml", "../letters.feed.json",
    ]  # fmt: skip
    assert menu(silent) == {"Data": [("silent.json", " download")]}


def test_an_archive_without_letters_can_be_followed(tmp_path: Path) -> None:
    write_pages(tmp_path / "docs", {"index.md": PAGES["index.md"]})
    built = build(tmp_path / "docs", tmp_path / "html")
    assert built.warnings == ""
    page = (built.outdir / "index.html").read_text()
    assert list(menu(page)) == ["Feeds"]
    for _, link, _ in _ALTERNATE.findall(page):
        assert ids(built.outdir / link) == []
    assert not (built.outdir / "letters.csl.json").exists()


def test_a_correction_is_told_without_private_persons(tmp_path: Path) -> None:
    write_pages(tmp_path / "docs", PAGES)
    path = tmp_path / "docs" / FIRST_PATH
    notes = "corrections:\n- {date: 2024-01-02, note: Beta was left out.}\n- {date: 2024-01-02, note: Private Person is no butcher.}\n"
    path.write_text(path.read_text().replace("source:", f"{notes}source:"))
    built = build(tmp_path / "docs", tmp_path / "html")
    told = json.loads((built.outdir / "corrections.feed.json").read_text())["items"]
    assert [item["content_text"] for item in told] == [
        "Left out here: it names a person who signs for no organization.", "Beta was left out.",
    ]  # fmt: skip
    assert [item["url"] for item in told] == [f"{SITE}letters/2019/2019-01-02-first.html#corrections"] * 2
    page = (built.outdir / "letters/2019/2019-01-02-first.html").read_text()
    assert 'id="corrections"' in page
    assert b"Private Person" not in (built.outdir / "corrections.atom.xml").read_bytes()


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
    listed.write_text(json.dumps([*names["files"], "../letters.bib", str(outside), "organizations/gone.bib", 7]))
    build(tmp_path / "docs", tmp_path / "html")
    assert outside.read_text() == "kept"
    assert not stale.exists()
    assert json.loads(listed.read_text()) == names
