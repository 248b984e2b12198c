"""References between pages, what the environment holds, and pages that cannot be read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from lxml import html

from tests.building import ARCHIVE, LETTER, LETTER_PATH, build, tree, write_pages
from undersigned.checking import check_archive
from undersigned.site import base_url

if TYPE_CHECKING:
    from pathlib import Path


def _links(path: Path) -> list[tuple[str, str]]:
    """Give text and target of the links in a page's own prose."""
    found = html.parse(path).xpath("//article//p[not(ancestor::dl) and not(ancestor::ul)]//a")
    return [(link.text_content(), link.get("href")) for link in found]


@pytest.mark.parametrize(
    ("markup", "link"),
    [
        ("{organization}`alpha`", ("Alpha", "../../organizations/alpha.html")),
        ("{organization}`the ALPHA society`", ("Alpha", "../../organizations/alpha.html")),
        ("{organization}`the group <alpha>`", ("the group", "../../organizations/alpha.html")),
        ("{letters:organization}`Alpha`", ("Alpha", "../../organizations/alpha.html")),
        ("{topic}`speech`", ("Speech", "../../topics/speech.html")),
        ("{letter}`2019-01-01-other`", ("Other", "../2019/2019-01-01-other.html")),
        ("{letter}`Other`", ("Other", "../2019/2019-01-01-other.html")),
        ("{any}`Alpha Society`", ("Alpha", "../../organizations/alpha.html")),
        ("[](#alpha)", ("Alpha", "../../organizations/alpha.html")),
        ("[them](#alpha)", ("them", "../../organizations/alpha.html")),
        ("[them](../../organizations/alpha.md)", ("them", "../../organizations/alpha.html")),
        ("[first](#ask-1)", ("first", "#ask-1")),
    ],
)
def test_references_lead_to_pages(tmp_path: Path, markup: str, link: tuple[str, str]) -> None:
    other = LETTER.replace("A letter", "Other").replace("2020-05-04", "2019-01-01")
    letter = LETTER.replace("One group writes.", f"So {markup} writes.").replace("source:", "asks:\n- Talk\nsource:")
    write_pages(tmp_path / "docs", {**ARCHIVE, LETTER_PATH: letter, "letters/2019/2019-01-01-other.md": other})
    built = build(tmp_path / "docs", tmp_path / "html")
    assert built.warnings == ""
    assert link in _links(tmp_path / "html" / LETTER_PATH.replace(".md", ".html"))


def test_asks_have_anchors(tmp_path: Path) -> None:
    write_pages(
        tmp_path / "docs", {**ARCHIVE, LETTER_PATH: LETTER.replace("source:", "asks:\n- Talk\n- Listen\nsource:")}
    )
    build(tmp_path / "docs", tmp_path / "html")
    page = html.parse(tmp_path / "html" / LETTER_PATH.replace(".md", ".html"))
    asks = page.xpath("//*[@id='ask-1' or @id='ask-2']")
    assert [item.text_content().strip() for item in asks] == ["1 Talk", "2 Listen"]
    assert [item.xpath(".//a/@href")[0] for item in asks] == ["#ask-1", "#ask-2"]
    assert [item.xpath(".//a/@aria-label")[0] for item in asks] == ["Link to ask 1", "Link to ask 2"]


def test_paragraphs_of_a_full_text_are_numbered_without_salutation_and_closing(tmp_path: Path) -> None:
    text = LETTER.replace("source:", "text: full\nlicense: CC0-1.0\nsource:").replace(
        "One group writes.", "Dear minister,\n\nOne.\n\nTwo.\n\n> Quoted.\n\nThree.\n\nYours,"
    )
    write_pages(tmp_path / "docs", {**ARCHIVE, LETTER_PATH: text})
    assert build(tmp_path / "docs", tmp_path / "html").warnings == ""
    page = html.parse(tmp_path / "html" / LETTER_PATH.replace(".md", ".html"))
    numbered = {
        node.get("id"): " ".join(node.text_content().split())
        for node in page.xpath("//p[starts-with(@id, 'paragraph-')]")
    }
    assert numbered == {"paragraph-1": "1 One.", "paragraph-2": "2 Two.", "paragraph-3": "3 Three."}


def test_private_persons_stay_on_their_page(tmp_path: Path) -> None:
    letter = LETTER.replace("- Alpha\n", "- Alpha\n- {name: Quentin Zymurgy, title: Beekeeper}\n").replace(
        "signatories-complete: true", "signatories-complete: false"
    )
    write_pages(tmp_path / "docs", {**ARCHIVE, LETTER_PATH: letter})
    assert build(tmp_path / "docs", tmp_path / "html").warnings == ""
    holders = [
        name for name, data in tree(tmp_path / "html").items() if b"Zymurgy" in data or b"zymurgi" in data.lower()
    ]
    assert holders == [LETTER_PATH.replace(".md", ".html")]
    environment = (tmp_path / "html-doctrees" / "environment.pickle").read_bytes()
    assert b"Zymurgy" not in environment
    assert b"Beekeeper" not in environment


def test_foreign_titles_carry_language_and_direction(tmp_path: Path) -> None:
    letter = LETTER.replace("title: A letter", "title: رسالة مفتوحة\nlanguage: ar")
    write_pages(tmp_path / "docs", {**ARCHIVE, LETTER_PATH: letter})
    build(tmp_path / "docs", tmp_path / "html")
    (heading,) = html.parse(tmp_path / "html" / LETTER_PATH.replace(".md", ".html")).xpath("//h1")
    assert (heading.get("lang"), heading.get("dir")) == ("ar", "rtl")
    (listed,) = html.parse(tmp_path / "html/topics/speech.html").xpath("//a//span[@lang='ar']")
    assert listed.get("dir") == "rtl"


def test_pages_that_cannot_be_read_do_not_stop_the_others(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write_pages(
        docs,
        {
            **ARCHIVE, LETTER_PATH: LETTER, "topics/latin.md": b"---\nname: Caf\xe9\n---\n", "topics/Upper.md": "x",
            "topics/drawing.svg": "<svg/>", "topics/zero.md": "---\nname: Zero\n---\na\x00b\n",
        },
    )  # fmt: skip
    os.symlink("/etc/hostname", docs / "topics/link.md")
    os.symlink(tmp_path, docs / "loop")
    os.mkfifo(docs / "topics/pipe.md")
    expected = [str(message) for message in check_archive(docs).messages]
    assert [message.split(": ")[:2] for message in expected] == [
        ["loop:1", "symlink"],
        ["topics/Upper.md:1", "name"],
        ["topics/drawing.svg:1", "kind"],
        ["topics/latin.md:2", "encoding"],
        ["topics/link.md:1", "symlink"],
        ["topics/pipe.md:1", "symlink"],
        ["topics/zero.md:4", "character"],
    ]
    built = build(docs, tmp_path / "html")
    said = [line.replace(f"{docs}/", "") for line in built.warnings.splitlines()]
    assert len(said) == len(expected)
    for line, message in zip(said, expected, strict=True):
        place, rule, text = message.split(": ", 2)
        page = f"{base_url()}contribute/rules/{rule}.html"
        assert line == f"{place}: WARNING: {text} (see {page}) [undersigned.{rule}]"
    assert (tmp_path / "html/topics/speech.html").is_file()
    assert not (tmp_path / "html/topics/link.html").exists()
