"""The index of the search: what is in it and what must not be, and that the same pages give the same bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import accumulate
from typing import TYPE_CHECKING

import pytest
from sphinx.errors import ExtensionError

from tests.building import ARCHIVE, LETTER, LETTER_PATH, TOP, build, tree, write_pages
from tests.searching import index_files, indexed
from undersigned.html import search, search_index, searchable

if TYPE_CHECKING:
    from pathlib import Path

    from tests.building import Built

URL = LETTER_PATH.replace(".md", ".html")

#: A letter with everything that the search knows of letters.
FULL = """\
---
title: Ein offener Brief
date: 2021-03
language: de
to:
- {name: Jo Example, title: Minister, organization: Ministry of Examples}
cc:
- Beta
signatories:
- Alpha Society
- Beta
- {name: Quentin Zymurgy, title: Beekeeper}
signatories-complete: false
signatories-stated: 9
topics:
- speech
- press
asks:
- Release the notebooks
- Answer within a week
text: full
license: CC0-1.0
source:
  publisher: Alpha Society
  url: https://example.org/brief
---
Sehr geehrter Herr Minister,

Quentin Zymurgy schreibt mit uns. Herr Zymurgy züchtet Bienen, und Quentin erzählt davon.

Auf Wiedersehen,
"""
PAGES = {
    **ARCHIVE,
    "index.md": "---\ntitle: Home\n---\nWelcome.\n\n```{letters}\n```\n",
    "organizations/index.md": "---\ntitle: Organizations\n---\n```{organizations}\n```\n",
    "organizations/beta.md": "---\nname: Beta\nkind: company\nmisprints: [Bata]\n---\nMakes kettles.\n",
    "organizations/gamma.md": "---\nname: Gamma\nkind: ngo\naliases: [Gamma Group]\n---\n",
    "topics/press.md": "---\nname: Press\nbroader: speech\n---\nPrinting.\n",
    "letters/index.md": "---\ntitle: Letters\n---\n```{letters}\n:as: years\n```\n",
    "letters/2021/index.md": "---\ntitle: Letters of 2021\n---\n```{letters}\n:year: 2021\n```\n",
    "about/index.md": "---\ntitle: About\n---\nWhat this is.\n",
    "contribute/index.md": "---\ntitle: Contribute\n---\nHow to help.\n",
    "about/search.md": "---\ntitle: How to search\n---\nAlpha.\n",
    "contribute/add.md": "---\ntitle: Add a letter\n---\nA form.\n",
    "develop/index.md": "---\ntitle: For developers\n---\nCode.\n",
    LETTER_PATH: LETTER.replace("topics:", "former-ids:\n- 2019-05-04-old\ntopics:"),
    "letters/2021/2021-03-01-brief.md": FULL.replace("date: 2021-03\n", "date: 2021-03-01\n"),
}
BRIEF = "letters/2021/2021-03-01-brief.html"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    top = tmp_path_factory.mktemp("search")
    write_pages(top / "docs", PAGES)
    built = build(top / "docs", top / "html")
    assert built.warnings == ""
    return built


# ---------------------------------------------------------------- what is in it


def test_letters_organizations_topics_and_guides_are_indexed_and_nothing_else(built: Built) -> None:
    kinds = {url: page["filters"]["kind"] for url, page in indexed(built.outdir).items()}
    assert kinds == {
        URL: ["letter"], BRIEF: ["letter"],
        "organizations/alpha.html": ["organization"], "organizations/beta.html": ["organization"],
        "organizations/gamma.html": ["organization"], "organizations/ministry.html": ["organization"],
        "topics/speech.html": ["topic"], "topics/press.html": ["topic"],
        "about/index.html": ["guide"], "contribute/index.html": ["guide"],
    }  # fmt: skip


def test_facets_of_a_letter_come_from_its_record_under_the_names_of_the_archive(built: Built) -> None:
    assert indexed(built.outdir)[BRIEF]["filters"] == {
        "kind": ["letter"],
        "year": ["2021"],
        "signatory": ["Alpha", "Beta"],
        "addressee": ["Ministry of Examples", "Beta"],
        "topic": ["Speech", "Press"],
        "language": ["German"],
        "publisher": ["Alpha"],
        "text": ["full text"],
        "about": ["3 of at least 9 known"],
        "tag": ["de"],
    }
    plain = indexed(built.outdir)[URL]["filters"]
    assert (plain["language"], plain["text"], plain["about"]) == (["English"], ["summary"], ["1 organization"])
    assert "tag" not in plain


def test_results_can_say_how_many_letters_a_body_or_topic_has(built: Built) -> None:
    about = {url: page["filters"].get("about") for url, page in indexed(built.outdir).items()}
    assert about["organizations/alpha.html"] == ["signed 2 letters"]
    assert about["organizations/beta.html"] == ["signed 1 letter, received 1"]
    assert about["organizations/ministry.html"] == ["received 2 letters"]
    assert about["organizations/gamma.html"] is None
    assert about["topics/press.html"] == ["1 letter"]
    assert about["about/index.html"] is None


def test_results_can_say_date_and_addressees(built: Built) -> None:
    assert indexed(built.outdir)[BRIEF]["meta"] == {
        "title": "Ein offener Brief", "date": "1 March 2021", "to": "Jo Example (Ministry of Examples)", "names": "Alpha",
    }  # fmt: skip
    assert indexed(built.outdir)["about/index.html"]["meta"] == {"title": "About"}


def facets(site: Path) -> dict[str, dict[str, list[str]]]:
    """Read which pages have which value, by their addresses."""
    stored = json.loads((site / "pagefind/facets.json").read_text("utf-8"))
    fragments = {
        name.removeprefix("fragment/").removesuffix(".pf_fragment"): json.loads(data)["url"]
        for name, data in index_files(site).items()
        if name.startswith("fragment/")
    }
    pages = [fragments[page] for page in stored["pages"]]
    found: dict[str, dict[str, list[str]]] = {
        name: {value: [pages[number] for number in accumulate(steps)] for value, steps in values.items()}
        for name, values in stored["values"].items()
    }
    return {**found, "orders": {name: [pages[number] for number in order] for name, order in stored["orders"].items()}}


def test_facets_say_which_pages_have_which_value(built: Built) -> None:
    found = facets(built.outdir)
    assert found.keys() - {"orders"} == set(searchable.FACETS)
    for name in searchable.FACETS:
        expected: dict[str, list[str]] = {}
        for url, page in sorted(indexed(built.outdir).items()):
            for value in page["filters"].get(name, ()):
                expected.setdefault(value, []).append(url)
        assert found[name] == expected
    assert found["signatory"] == {"Alpha": [URL, BRIEF], "Beta": [BRIEF]}


def test_letters_are_sorted_by_date_and_other_pages_by_name(built: Built) -> None:
    orders = facets(built.outdir)["orders"]
    assert orders["date"] == [URL, BRIEF]
    assert orders["name"][:3] == ["about/index.html", "organizations/alpha.html", "organizations/beta.html"]
    assert len(orders["name"]) == 8


def test_a_letter_is_searched_in_title_head_text_asks_and_signatories(built: Built) -> None:
    assert indexed(built.outdir)[URL]["content"] == (
        "A letter. 4 May 2020. Jo Example, Minister, Ministry of Examples. Speech. Alpha (example.org). "
        "One group writes. Alpha."
    )
    brief = indexed(built.outdir)[BRIEF]
    assert brief["content"].endswith("Release the notebooks. Answer within a week. Alpha Society. Beta.")
    words = brief["content"].split()
    places = {anchor["id"]: anchor["location"] for anchor in brief["anchors"]}
    assert words[places["ask-1"]] == "Release"
    assert words[places["ask-2"]] == "Answer"
    assert words[places["signatories"]] == "Alpha"
    assert words[places[searchable.TEXT]] == "Sehr"


def test_an_organization_is_searched_by_its_other_names_and_not_by_what_its_lists_name(built: Built) -> None:
    content = {url: page["content"] for url, page in indexed(built.outdir).items()}
    assert content["organizations/beta.html"] == "Beta. company. Bata. Makes kettles."
    assert content["organizations/alpha.html"] == "Alpha. non-governmental organization. Alpha Society."
    assert content["topics/speech.html"] == "Speech. Talking."


def test_other_names_are_offered_for_bodies_with_letters(built: Built) -> None:
    names = json.loads((built.outdir / "pagefind/names.json").read_text("utf-8"))
    assert names == [["Alpha Society", "Alpha"], ["Bata", "Beta"]]


def test_private_persons_are_in_no_file_of_the_index(built: Built) -> None:
    page = (built.outdir / BRIEF).read_text("utf-8")
    assert page.count("Zymurgy") >= 3
    files = index_files(built.outdir)
    assert {name.partition("/")[0] for name in files} >= {"fragment", "index", "facets.json", "names.json"}
    for name, data in files.items():
        for word in ("zymurg", "quentin", "beekeep"):
            assert word not in data.decode("utf-8", "replace").lower(), name
    assert "… schreibt mit uns. Herr … züchtet Bienen, und … erzählt davon." in indexed(built.outdir)[BRIEF]["content"]


def test_stored_names_of_earlier_ids_are_no_pages_of_the_index(built: Built) -> None:
    assert (built.outdir / "letters/2019/2019-05-04-old.html").is_file()
    assert all(b"2019-05-04-old" not in data for data in index_files(built.outdir).values())


def test_no_page_loads_sphinxs_search(built: Built) -> None:
    left = {name.rpartition("/")[2] for name in tree(built.outdir)}
    assert left.isdisjoint({
        "searchindex.js", "searchtools.js", "language_data.js", "sphinx_highlight.js", "doctools.js",
        "base-stemmer.js", "english-stemmer.js", "pagefind-ui.js", "pagefind-component-ui.js", "pagefind-highlight.js",
    })  # fmt: skip
    for path in built.outdir.rglob("*.html"):
        text = path.read_text("utf-8")
        assert "doctools" not in text
        assert "searchtools" not in text
        # The rest is loaded when the search is opened.
        assert ("search/index.js" in text) == (path == built.outdir / "search.html")


def test_page_of_the_search_leads_to_the_indexes_that_are_there(built: Built) -> None:
    page = (built.outdir / "search.html").read_text("utf-8")
    fallback = page[page.index("<noscript>\n      <p>Searching") :].partition("</noscript>")[0]
    assert 'href="letters/index.html"' in fallback
    assert 'href="organizations/index.html"' in fallback
    assert "topics/index.html" not in fallback
    assert '<meta name="robots" content="noindex" />' in page


# ---------------------------------------------------------------- other scripts


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("中国人权 and law", "中 国 人 权 and law"),
        ("24人權", "24 人 權"),
        ("2019年のデータ、公開。", "2019 年 の デ ー タ、公 開。"),
        ("ที่นี่", "ที่ นี่"),
        ("བོད་ཡིག", "བོད་ ཡིག"),
        ("رسالة مفتوحة, Открытое письмо, Thư ngỏ, 공개서한", "رسالة مفتوحة, Открытое письмо, Thư ngỏ, 공개서한"),
    ],
)
def test_what_is_written_without_blanks_is_parted_sign_by_sign(text: str, parted: str) -> None:
    assert searchable.part(text).replace(searchable.PART, " ") == parted


def test_browser_and_build_part_the_same_signs() -> None:
    script = (TOP / "undersigned/html/static/search/words.js").read_text("utf-8")
    ranges = "".join(
        line.strip().strip('";+ ') for line in script.partition("UNSPACED =")[2].partition(";")[0].splitlines()
    )
    ranges = ranges.replace('" +', "").replace("\\\\", "\\").replace("\\u{", "\\U000").replace("}", "")
    assert ranges == searchable.UNSPACED


# ---------------------------------------------------------------- the same pages, the same bytes


def test_index_is_the_same_in_other_folders_and_other_processes(tmp_path: Path) -> None:
    made = []
    for place, options in (("here", ["-j", "1"]), ("over there", ["-j", "2"])):
        docs, out = tmp_path / place / "docs", tmp_path / place / "html"
        write_pages(docs, PAGES)
        subprocess.run(
            [sys.executable, "-m", "sphinx", "-q", "-W", *options, "-c", TOP, "-d", tmp_path / place / "doctrees", docs, out],
            check=True, cwd=TOP, env={**os.environ, "PYTHONHASHSEED": "7" if place == "here" else "11"},
        )  # fmt: skip
        made.append({name: data for name, data in tree(out).items() if name.startswith(("pagefind/", ".search"))})
    assert len(made[0]) > 15
    assert made[0] == made[1]


def _rename_body(docs: Path) -> None:
    # The pages of the letters stay as they are; what they are found by does not.
    (docs / "organizations/alpha.md").write_text("---\nname: Omega\nkind: ngo\naliases: [Alpha, Alpha Society]\n---\n")


def _delete_letter(docs: Path) -> None:
    (docs / "letters/2021/2021-03-01-brief.md").unlink()


def _edit_text(docs: Path) -> None:
    path = docs / LETTER_PATH
    path.write_text(path.read_text().replace("One group writes.", "One group writes of ostriches."))


@pytest.mark.parametrize("edit", [_rename_body, _delete_letter, _edit_text], ids=lambda edit: edit.__name__.strip("_"))
def test_index_of_an_incremental_build_equals_that_of_a_clean_one(tmp_path: Path, edit: object) -> None:
    docs = tmp_path / "docs"
    write_pages(docs, PAGES)
    build(docs, tmp_path / "html")
    before = index_files(tmp_path / "html")
    edit(docs)  # type: ignore[operator]
    build(docs, tmp_path / "html")
    build(docs, tmp_path / "clean", fresh=True)
    after = index_files(tmp_path / "html")
    assert after != before
    assert tree(tmp_path / "html") == tree(tmp_path / "clean")


def test_unchanged_archive_is_not_indexed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = tmp_path / "docs"
    write_pages(docs, PAGES)
    build(docs, tmp_path / "html")
    calls = []
    original = search_index.make_index
    monkeypatch.setattr(
        search_index, "make_index", lambda *args, **options: calls.append(1) or original(*args, **options)
    )
    build(docs, tmp_path / "html")
    assert calls == []
    # A file that is lost is made again.
    next((tmp_path / "html/pagefind/fragment").iterdir()).unlink()
    build(docs, tmp_path / "html")
    assert calls == [1]
    _edit_text(docs)
    build(docs, tmp_path / "html")
    assert calls == [1, 1]


def test_what_an_earlier_build_left_is_removed(tmp_path: Path) -> None:
    docs, html = tmp_path / "docs", tmp_path / "html"
    write_pages(docs, PAGES)
    build(docs, html)
    clean = tree(html)
    (html / "pagefind/fragment/en_0000000.pf_fragment").write_bytes(b"old")
    (html / "pagefind/old").mkdir()
    (html / "pagefind/old/file.js").write_bytes(b"old")
    (html / "searchindex.js").write_bytes(b"old")
    (html / ".search.json").unlink()
    _edit_text(docs)
    build(docs, html)
    (docs / LETTER_PATH).write_text(PAGES[LETTER_PATH])
    build(docs, html)
    assert tree(html) == clean


def test_settings_of_the_surroundings_change_nothing(
    tmp_path: Path, built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_pages(tmp_path / "docs", PAGES)
    (tmp_path / "pagefind.yml").write_text("exclude_selectors: [p]\nforce_language: fr\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGEFIND_FORCE_LANGUAGE", "de")
    monkeypatch.setenv("PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE", "10")
    build(tmp_path / "docs", tmp_path / "html")
    assert index_files(tmp_path / "html") == index_files(built.outdir)


# ---------------------------------------------------------------- failures


def _program(tmp_path: Path, script: str) -> Path:
    path = tmp_path / "program"
    path.write_text(f"#!{sys.executable}\n{script}")
    path.chmod(0o755)
    return path


#: Programs in Pagefind's place.
ENDS = "import sys; sys.stderr.write('no luck'); sys.exit(3)"
REFUSES = """\
import base64, sys
answer = b'{"payload": {"type": "Error", "message": "out of ink"}}'
sys.stdout.buffer.write(base64.b64encode(answer) + b',')
sys.stdout.flush()
sys.stdin.read()
"""
HAS_NO_FILES = """\
import base64, sys
for letter in iter(lambda: sys.stdin.buffer.read(1), b''):
    if letter == b',':
        sys.stdout.buffer.write(base64.b64encode(b'{"payload": {"type": "Done"}}') + b',')
        sys.stdout.flush()
"""


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (ENDS, "Pagefind ended with status 3: no luck"),
        (REFUSES, "Pagefind refused NewIndex: out of ink"),
        (HAS_NO_FILES, "Pagefind made an index that cannot be read"),
    ],
    ids=["ends", "refuses", "has no files"],
)
def test_failure_of_pagefind_fails_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, said: str
) -> None:
    write_pages(tmp_path / "docs", PAGES)
    monkeypatch.setattr(search_index, "get_executable", lambda: _program(tmp_path, script))
    with pytest.raises(ExtensionError, match=f"the search index was not written: {said}"):
        build(tmp_path / "docs", tmp_path / "html")
    assert not (tmp_path / "html/.search.json").exists()
    monkeypatch.undo()
    # The next build makes up for it.
    build(tmp_path / "docs", tmp_path / "html")
    assert BRIEF in indexed(tmp_path / "html")


def test_missing_program_fails_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_pages(tmp_path / "docs", ARCHIVE)
    monkeypatch.setattr(search_index, "get_executable", lambda: tmp_path / "nothing")
    with pytest.raises(ExtensionError, match=r"the search index was not written: .* No such file"):
        build(tmp_path / "docs", tmp_path / "html")


def test_page_that_pagefind_leaves_out_fails_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_pages(tmp_path / "docs", PAGES)
    documents = search._documents

    def emptied(app: object, domain: object) -> list[search_index.Document]:
        made = list(documents(app, domain))  # type: ignore[arg-type]
        made[0] = search_index.Document(made[0].url, "<html><body data-pagefind-body></body></html>")
        return made

    monkeypatch.setattr(search, "_documents", emptied)
    with pytest.raises(ExtensionError, match="Pagefind indexed 9 of 10 pages"):
        build(tmp_path / "docs", tmp_path / "html")


def test_other_builders_make_no_index(tmp_path: Path) -> None:
    write_pages(tmp_path / "docs", PAGES)
    build(tmp_path / "docs", tmp_path / "text", builder="text")
    assert not (tmp_path / "text/pagefind").exists()
    assert not (tmp_path / "text/.search.json").exists()


def test_archive_without_records_builds(tmp_path: Path) -> None:
    write_pages(tmp_path / "docs", {"index.md": "---\ntitle: Home\n---\nNothing yet.\n"})
    assert build(tmp_path / "docs", tmp_path / "html").warnings == ""
    assert indexed(tmp_path / "html") == {}


def test_titles_and_names_with_signs_of_html_come_through_whole(tmp_path: Path) -> None:
    letter = LETTER.replace("title: A letter", "title: 'R&D \"now\": 3 & it''s late'")
    letter = letter.replace("publisher: Alpha", "publisher: 'Smith & \"Sons\"'")
    write_pages(tmp_path / "docs", {**ARCHIVE, LETTER_PATH: letter})
    assert build(tmp_path / "docs", tmp_path / "html").warnings == ""
    page = indexed(tmp_path / "html")[URL]
    assert page["meta"]["title"] == 'R&D "now": 3 & it\'s late'
    assert page["filters"]["publisher"] == ['Smith & "Sons"']
    assert page["content"].startswith('R&D "now": 3 & it\'s late. 4 May 2020.')


def test_words_with_stroked_letters_are_found_without_the_stroke_and_persons_are_not(tmp_path: Path) -> None:
    letter = LETTER.replace("One group writes.", "Łódź and Đà Nẵng.").replace(
        "- Alpha\nsignatories-complete: true",
        "- Alpha\n- {name: Bjørn Zymurgy, title: Beekeeper}\nsignatories-complete: false",
    )
    write_pages(tmp_path / "docs", {**ARCHIVE, LETTER_PATH: letter})
    assert build(tmp_path / "docs", tmp_path / "html").warnings == ""
    assert indexed(tmp_path / "html")[URL]["meta"]["folded"] == "Dà Lódź"
