"""Pages at former addresses: they lead on without script, and come and go with the former ids."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from lxml import html

from tests.building import ARCHIVE, LETTER, LETTER_PATH, build, tree, write_pages
from tests.searching import index_files, indexed

if TYPE_CHECKING:
    from pathlib import Path

OLD_LETTER = "letters/2019/2019-05-04-old.html"
PAGES = {
    **ARCHIVE,
    "organizations/alpha.md": "---\nname: Alpha & Sons\nkind: ngo\naliases: [Alpha]\nformer-ids: [omega]\n---\n",
    LETTER_PATH: LETTER.replace("\n---\nOne", "\nformer-ids:\n- 2019-05-04-old\n---\nOne"),
}


def test_page_at_the_old_address_leads_on_without_script(tmp_path: Path) -> None:
    write_pages(tmp_path / "docs", PAGES)
    built = build(tmp_path / "docs", tmp_path / "html")
    assert built.warnings == ""
    page = (built.outdir / "organizations/omega.html").read_text()
    assert '<noscript><meta http-equiv="refresh" content="0; url=alpha.html"></noscript>' in page
    assert '<a href="alpha.html" lang="en">Alpha &amp; Sons</a>' in page
    assert '<link rel="canonical" href="https://undersigned.example.org/organizations/alpha.html">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert '<html lang="en" dir="ltr">' in page
    assert page.count("<script") == page.count('<script src="../_static/redirect.js" data-to="alpha.html">') == 1
    letter = (built.outdir / OLD_LETTER).read_text()
    assert 'url=../2020/2020-05-04-letter.html"' in letter
    assert 'href="../2020/2020-05-04-letter.pdf"' in letter
    assert 'href="../../_static/undersigned.css"' in letter
    assert "organizations/alpha.html" in indexed(built.outdir)
    assert all(b"omega" not in data for data in index_files(built.outdir).values())


def test_inventory_knows_former_ids(tmp_path: Path) -> None:
    from sphinx.util.inventory import InventoryFile

    write_pages(tmp_path / "docs", PAGES)
    built = build(tmp_path / "docs", tmp_path / "html")
    with (built.outdir / "objects.inv").open("rb") as file:
        found = InventoryFile.load(file, "", lambda base, uri: uri)
    assert found["letters:organization"]["omega"].uri == "organizations/alpha.html"


@pytest.mark.parametrize("edit", [
    {"organizations/alpha.md": ARCHIVE["organizations/alpha.md"], LETTER_PATH: LETTER},
    {"organizations/omega.md": "---\nname: Omega\nkind: ngo\n---\n", "organizations/alpha.md": ARCHIVE["organizations/alpha.md"]},
    {"organizations/alpha.md": PAGES["organizations/alpha.md"].replace("Alpha & Sons", "Alpha Daughters")},
    {"topics/speech.md": "---\nname: Speech\nformer-ids: [talk]\n---\nTalking.\n"},
    {"organizations/gamma.md": "---\nname: Gamma\nkind: ngo\nformer-ids: [ministry]\n---\n", "organizations/ministry.md": None},
])  # fmt: skip
def test_incremental_build_equals_clean_build(tmp_path: Path, edit: dict[str, str | None]) -> None:
    docs = tmp_path / "docs"
    write_pages(docs, {**PAGES, "organizations/ministry.md": ARCHIVE["organizations/ministry.md"]})
    build(docs, tmp_path / "html")
    write_pages(docs, {name: text for name, text in edit.items() if text is not None})
    for name, text in edit.items():
        if text is None:
            (docs / name).unlink()
    build(docs, tmp_path / "html")
    build(docs, tmp_path / "clean")
    assert tree(tmp_path / "html") == tree(tmp_path / "clean")


def test_former_id_never_takes_the_place_of_a_page(tmp_path: Path) -> None:
    pages = {**PAGES, "topics/index.md": "---\ntitle: Topics\n---\n",
             "topics/speech.md": "---\nname: Speech\nformer-ids: [index]\n---\n"}  # fmt: skip
    write_pages(tmp_path / "docs", pages)
    built = build(tmp_path / "docs", tmp_path / "html")
    assert "<title>Topics" in (built.outdir / "topics/index.html").read_text()
    assert built.messages(tmp_path / "docs") == [
        "topics/speech.md:3: duplicate-id: the former id ‘index’ belongs to topics/index.md already; delete it from former-ids"
    ]


#: Names of bodies that are markup or addresses to another reader; none holds what names may not.
HOSTILE_NAMES = [
    'a" onclick="window.pwned=1" x=\'',
    "javascript:window.pwned=1",
    "0;url=https://evil.example",
    "//evil.example",
    "&lt;script&gt;",
]


def test_hostile_names_stand_as_text_at_former_addresses(tmp_path: Path) -> None:
    bodies = {
        f"organizations/now-{number}.md": (
            f"---\nname: {json.dumps(name)}\naliases: [{json.dumps('Also ' + name)}]\nkind: ngo\nformer-ids: [then-{number}]\n---\n"
        )
        for number, name in enumerate(HOSTILE_NAMES)
    }
    write_pages(tmp_path / "docs", {**PAGES, **bodies})
    built = build(tmp_path / "docs", tmp_path / "html")
    for number, name in enumerate(HOSTILE_NAMES):
        page = html.parse(tmp_path / f"html/organizations/then-{number}.html")
        assert name in " ".join(page.getroot().text_content().split())
        assert [
            (element.tag, key)
            for element in page.iter()
            for key, value in element.attrib.items()
            if key.startswith("on") or "evil" in value or value.lower().startswith("javascript:")
        ] == []
        (refresh,) = page.xpath("//meta[@http-equiv='refresh']/@content")
        assert refresh == f"0; url=now-{number}.html"
    assert built.status == 0


@pytest.mark.parametrize(
    "former",
    [
        "../../index",
        "//evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "<script>",
        "a/b",
        "con",
        "a" * 90,
        "Index",
        "a--b",
        ".a",
    ],
)
def test_what_can_be_no_file_of_the_folder_gets_no_page(tmp_path: Path, former: str) -> None:
    text = f"---\nname: Speech\nformer-ids: [{json.dumps(former)}, spoken]\n---\n"
    write_pages(tmp_path / "docs", {**PAGES, "topics/speech.md": text})
    write_pages(tmp_path / "without", {**PAGES, "topics/speech.md": text.replace(f"{json.dumps(former)}, ", "")})
    built = build(tmp_path / "docs", tmp_path / "html")
    build(tmp_path / "without", tmp_path / "other")
    told = [message for message in built.messages(tmp_path / "docs") if ": identifier: " in message]
    assert [message.partition(": ")[0] for message in told] == ["topics/speech.md:3"]
    assert {path for path in tree(tmp_path / "html") if path.endswith(".html")} - {
        path for path in tree(tmp_path / "other") if path.endswith(".html")
    } == set()
