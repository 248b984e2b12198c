"""Tables that readers sort and filter: what stands in the page without scripts, and the data that scripts get."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.building import ARCHIVE, LETTER, LETTER_PATH, Built, build, tree, write_pages
from tests.test_exports import CATALOGUE, archive
from undersigned.html import table_data

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "</script><script>alert(1)</script><!--"
TABLE = "---\ntitle: Letters\n---\n```{letters}\n:as: table\n```\n"
PAGES = {
    **ARCHIVE,
    "letters/index.md": TABLE,
    LETTER_PATH: LETTER,
    "letters/2021/2021-06-01-other.md": LETTER.replace("2020-05-04", "2021-06-01")
    .replace("A letter", "'自由'")
    .replace("language: en\n", "")
    .replace("date:", "language: zh\ndate:")
    .replace("- Alpha\n", "- Alpha\n- {name: Private Person}\n"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("tables")
    write_pages(folder / "docs", PAGES)
    built = build(folder / "docs", folder / "html")
    assert built.warnings == ""
    return built


def value(script: str) -> Any:
    """Read what a data script assigns."""
    match = re.fullmatch(r"[\w.() |={}]+(?:\[\"[\w.]+\"\])? = (.*);\n", script)
    assert match, script[:80]
    return json.loads(match[1])


def test_a_table_stands_complete_in_the_page(site: Built) -> None:
    page = (site.outdir / "letters/index.html").read_text()
    assert re.search(r'<table class="[^"]*\bbrowse-table letter-table\b', page)
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", page, re.S)
    assert len(rows) == 3
    assert [re.sub(r"<[^>]+>|\s+", " ", cell).strip() for cell in re.findall(r"<td>(.*?)</td>", rows[2], re.S)] == [
        "4 May 2020", "A letter", "Jo Example (Ministry of Examples)", "1 organization",
    ]  # fmt: skip
    assert 'lang="zh">自由<' in rows[1].replace("'", "")


def test_controls_and_scripts_are_on_pages_with_tables_alone(site: Built) -> None:
    page = (site.outdir / "letters/index.html").read_text()
    assert page.index('<form class="table-tools of-letters"') < page.index("<table")
    assert page.index("/table.js") < page.index("letter-table.js")
    assert "/table.css" in page
    for other in ("index.html", "organizations/alpha.html", LETTER_PATH.replace(".md", ".html")):
        assert "table.js" not in (site.outdir / other).read_text()
        assert "table-tools" not in (site.outdir / other).read_text()


def test_scripts_know_what_the_table_does_not_show(site: Built) -> None:
    data = value((site.outdir / "_static/letter-table/letters.js").read_text())
    assert data["topics"] == [["speech", "Speech"]]
    assert data["bodies"] == [["alpha", "Alpha"], ["ministry", "Ministry of Examples"]]
    assert data["languages"] == [["zh", "Chinese"], ["en", "English"]]
    assert data["letters"] == [
        ["2020-05-04-letter", "2020-05-04", 1, 0, 1, 0, [0], [0], [1]],
        ["2021-06-01-other", "2021-06-01", 2, 0, 0, 0, [0], [0], [1]],
    ]


@pytest.mark.parametrize("suffix", [".csv", ".bib", ".ris"])
def test_texts_of_the_scripts_make_the_files_beside_the_pages(site: Built, suffix: str) -> None:
    parts = [value((site.outdir / f"_static/letter-table/{year}{suffix}.js").read_text()) for year in (2020, 2021)]
    texts = [text for part in parts for _, text in part["entries"]]
    joint = "\n" if suffix == ".bib" else ""
    made = parts[0]["head"] + joint.join(texts)
    assert made.encode() == (site.outdir / f"letters{suffix}").read_bytes()


def test_no_script_names_who_signs_for_no_body(site: Built) -> None:
    assert not any(b"Private Person" in content for name, content in tree(site.outdir / "_static").items())


def test_data_come_and_go_with_the_table(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write_pages(docs, PAGES)
    build(docs, tmp_path / "html")
    assert (tmp_path / "html/_static/letter-table/2020.bib.js").is_file()
    (docs / LETTER_PATH).unlink()
    build(docs, tmp_path / "html")
    assert not (tmp_path / "html/_static/letter-table/2020.bib.js").exists()
    build(docs, tmp_path / "clean", fresh=True)
    assert tree(tmp_path / "html") == tree(tmp_path / "clean")
    write_pages(docs, {"letters/index.md": TABLE.replace("table", "list")})
    build(docs, tmp_path / "html")
    assert not (tmp_path / "html/_static/letter-table").exists()


def test_signatures_sort_by_what_is_known_of_their_number() -> None:
    counts = {letter[0]: letter[2] for letter in table_data.facets(CATALOGUE)["letters"]}
    assert counts == {"2020-05-04-plain": 2, "2021-03-rich": 7}
    known = {entry.record.id: entry.record for entry in archive().letters}
    for id_, _, number, *_ in table_data.facets(archive())["letters"]:
        assert number == max(len(known[id_].signatories), known[id_].signatories_stated or 0)


@pytest.mark.parametrize("text", [HOSTILE, "\u2028\u2029", "\\u003c", '"];alert(1)//', "\ud800", "é自由"])
def test_data_are_safe_within_a_script(text: str) -> None:
    made = table_data.embed({text: text})
    assert made.isascii()
    assert "<" not in made
    assert json.loads(made) == {text: text}


@given(st.text())
def test_any_text_is_read_back_from_a_script(text: str) -> None:
    assert json.loads(table_data.embed([text])) == [text]
