"""Files by which machines take over the site: sitemap, robots.txt, llms.txt, search description, Markdown of pages."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from tests.building import ARCHIVE, LETTER, LETTER_PATH, build, tree, write_pages
from tests.made_up import PRIVATE, names, records, views_of
from undersigned.catalogue import Catalogue
from undersigned.exports import opensearch
from undersigned.exports.llms import llms
from undersigned.exports.markdown import WITHHELD, escaped, page_text
from undersigned.exports.markdown_body import body_text
from undersigned.exports.sitemap import robots, sitemaps
from undersigned.records import Correction, Date, Letter, Page, Record, Source, Topic

if TYPE_CHECKING:
    from pathlib import Path

SITE = "https://letters.example/"
LETTER_1 = Letter("2020-05-04-x", "A letter", Date(2020, 5, 4), Source("Alpha", "https://alpha.example/"))

# ---------------------------------------------------------------- sitemap


def assert_sitemap(text: str) -> list[tuple[str, str | None]]:
    """Hold a file to the published schema (sitemap.xsd and siteindex.xsd of 0.9), and give its entries."""
    root = etree.fromstring(text.encode())
    tag = {"urlset": "url", "sitemapindex": "sitemap"}[etree.QName(root).localname]
    assert {etree.QName(element).namespace for element in root.iter()} == {
        "http://www.sitemaps.org/schemas/sitemap/0.9"
    }
    assert 1 <= len(root) <= 50_000
    assert len(text.encode()) <= 52_428_800
    found = []
    for entry in root:
        assert etree.QName(entry).localname == tag
        assert not entry.attrib
        assert [etree.QName(child).localname for child in entry] in (["loc"], ["loc", "lastmod"])
        address = entry[0].text
        assert 12 <= len(address) <= 2048
        assert re.fullmatch(r"[!#-;=?-\[\]_a-z~]+", address)
        assert address.startswith(SITE)
        changed = entry[1].text if len(entry) > 1 else None
        # The schema has days and moments only; the words of the protocol would admit months.
        assert changed is None or re.fullmatch(r"\d{4}-\d{2}-\d{2}", changed)
        found.append((address, changed))
    assert len(set(found)) == len(found)
    return found


def test_a_page_tells_of_its_change_only_if_its_record_does() -> None:
    found = {
        "letters/a": LETTER_1,
        "letters/b": replace(
            LETTER_1, corrections=(Correction(Date(2021, 3, 4), "x"), Correction(Date(2021, 1, 2), "y"))
        ),
        "letters/c": replace(LETTER_1, corrections=(Correction(Date(2022, 3), "x"), Correction(Date(2021, 1, 2), "y"))),
    }
    ((name, text),) = sitemaps(["letters/c", "index", "letters/a", "404", "search", "letters/b"], found, site=SITE)
    assert name == "sitemap.xml"
    assert assert_sitemap(text) == [
        (f"{SITE}index.html", None),
        (f"{SITE}letters/a.html", None),
        (f"{SITE}letters/b.html", "2021-03-04"),
        (f"{SITE}letters/c.html", None),
    ]


def test_too_many_pages_for_one_file_are_split() -> None:
    pages = [f"p{number}" for number in range(7)]
    changed = {"p4": replace(LETTER_1, corrections=(Correction(Date(2021, 3, 4), "x"),))}
    *parts, (name, index) = sitemaps(pages, changed, site=SITE, limit=3)
    assert [part for part, _ in parts] == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    assert name == "sitemap.xml"
    assert assert_sitemap(index) == [
        (f"{SITE}sitemap-1.xml", None),
        (f"{SITE}sitemap-2.xml", "2021-03-04"),
        (f"{SITE}sitemap-3.xml", None),
    ]
    listed = [address for _, text in parts for address, _ in assert_sitemap(text)]
    assert listed == [f"{SITE}{page}.html" for page in pages]


def test_robots_are_let_in_and_shown_the_sitemap() -> None:
    parser = RobotFileParser()
    parser.parse(robots(SITE).splitlines())
    assert parser.site_maps() == [f"{SITE}sitemap.xml"]
    assert parser.can_fetch("AnyBot", f"{SITE}letters/index.html")


# ---------------------------------------------------------------- OpenSearch


def assert_description(text: str) -> dict[str, Any]:
    """Hold a description to OpenSearch 1.1, draft 6."""
    root = etree.fromstring(text.encode())
    assert root.tag == "{http://a9.com/-/spec/opensearch/1.1/}OpenSearchDescription"
    found: dict[str, list[Any]] = {}
    for element in root:
        assert etree.QName(element).namespace == "http://a9.com/-/spec/opensearch/1.1/"
        found.setdefault(etree.QName(element).localname, []).append(element)
    for name, limit in (("ShortName", 16), ("Description", 1024), ("LongName", 48)):
        (element,) = found[name]
        assert 0 < len(element.text) <= limit
        assert not element.attrib
    assert set(found) == {
        "ShortName", "Description", "Url", "LongName", "Image", "Language", "InputEncoding", "OutputEncoding",
    }  # fmt: skip
    for url in found["Url"]:
        assert set(url.attrib) <= {"template", "type", "rel"}
        assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", url.get("type"))
        assert urlsplit(url.get("template")).scheme == "https"
    return found


def test_browsers_are_told_how_to_search() -> None:
    found = assert_description(
        opensearch.description(SITE, name="Open Letters", tagline="The archive & more", language="en")
    )
    assert found["Url"][0].get("template") == f"{SITE}search.html?q={{searchTerms}}"
    assert found["Description"][0].text == "Open Letters: The archive & more"


@given(names, names)
def test_any_name_makes_a_valid_description(name: str, tagline: str) -> None:
    if "\ufffe" not in name + tagline:
        assert_description(opensearch.description(SITE, name=f"X{name}", tagline=tagline * 9, language="en"))


# ---------------------------------------------------------------- llms.txt


def test_llms_txt_names_the_indexes() -> None:
    found = {
        "letters/index": Page("letters/index", "Letters", "All letters."),
        "letters/2020/index": Page("letters/2020/index", "Letters of 2020"),
        "letters/2020/2020-05-04-x": LETTER_1,
        "topics/speech": Topic("speech", "Speech [free]"),
        "topics/press": Topic("press", "Press", broader="speech"),
    }
    text = llms(Catalogue(found), site=SITE, name="Open Letters", tagline="An archive")
    assert text.startswith(
        "# Open Letters\n\n> An archive: who signed, who was addressed, what was asked. 1 letter.\n\n"
    )
    assert f"## Indexes\n\n- [Letters]({SITE}letters/index.md): All letters.\n\n" in text
    assert f"## Letters by year\n\n- [2020]({SITE}letters/2020/index.md): 1 letter\n\n" in text
    assert f"## Topics\n\n- [Speech \\[free\\]]({SITE}topics/speech.md)\n\n" in text
    assert f"- [cmif.xml]({SITE}cmif.xml): " in text
    assert "2020-05-04" not in text


# ---------------------------------------------------------------- Markdown


def rewritten(body: str, listings: tuple[str, ...] = ()) -> str | None:
    answers = iter(listings)
    pages = {"tibet": ("Tibet", f"{SITE}topics/tibet.html"), "2020-05-04-x": ("A letter", f"{SITE}letters/x.html")}
    return body_text(
        body, docname="letters/2020/page", site=SITE, pages=pages, listing=lambda: next(answers, "")
    )  # fmt: skip


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Some *words*.\n\nMore.\n", "Some *words*.\n\nMore."),
        ("See {topic}`tibet` and {letter}`this <2020-05-04-x>`.", f"See [Tibet]({SITE}topics/tibet.html) and [this]({SITE}letters/x.html)."),
        ("See [](#tibet), [that](#gone).", f"See [Tibet]({SITE}topics/tibet.html), that."),
        ("See [here](../../topics/tibet.md#s-a).", f"See [here]({SITE}topics/tibet.html#s-a)."),
        ("Before.\n\n```{letters}\n:as: count\n```\n\nAfter.", "Before.\n\n3 letters\n\nAfter."),
        ("```{note}\n:class: x\nMind.\n```\n", "> Mind."),
        ("```\n{topic}`tibet`\n```\n", "```\n{topic}`tibet`\n```"),
        ("<!-- hidden\n -->Text.\n% hidden\n(label)=\nMore.", "Text.\n\n\nMore."),
        ("<!-- only -->\n", ""),
        ("```{toctree}\nindex\n```\nText.", "Text."),
        ("```{rules}\n```\n", None),
    ],
)  # fmt: skip
def test_a_body_stands_by_itself(body: str, text: str | None) -> None:
    assert rewritten(body, ("3 letters",)) == text


signs = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60)


@given(
    signs.filter(str.strip)
    | st.sampled_from(["1. x", "- x", "+", "===", "12) y", "# z", "> q", "&amp;", "a  b", "---"])
)
def test_escaped_text_shows_exactly_its_characters(text: str) -> None:
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for start, kinds in (("- ", ["bullet_list_open", "list_item_open", "paragraph_open"]), ("# ", ["heading_open"])):
        tokens = reader.parse(start + escaped(text))
        assert [token.type for token in tokens if token.nesting == 1] == kinds
        (inline,) = [token for token in tokens if token.type == "inline"]
        assert {child.type for child in inline.children or []} == {"text"}
        assert "".join(child.content for child in inline.children or []).split() == text.split()


@given(records())
@settings(max_examples=60)
def test_any_record_is_written_without_private_persons(found: dict[str, Record]) -> None:
    found = {docname: getattr(record, "private", record) for docname, record in found.items()}
    views = views_of(found)
    for docname, record in found.items():
        body = f"Words.\n\nIt names {PRIVATE} here."
        text = page_text(docname, record, views.page(docname), body, site=SITE, withheld=(PRIVATE,))
        if isinstance(record, Letter):
            assert PRIVATE not in text
            assert WITHHELD in text
        assert text.startswith("# ")
        assert f"{SITE}{docname}.html" in text


# ---------------------------------------------------------------- the built site

PAGES = {
    **ARCHIVE,
    "index.md": "---\ntitle: Home\n---\nWords.\n\n```{letters}\n```\n\n```{topics}\n```\n",
    "letters/index.md": "---\ntitle: Letters\n---\n```{letters}\n:as: years\n```\n",
    "about/rules.md": "---\ntitle: Rules\n---\n```{rules}\n```\n",
    LETTER_PATH: LETTER.replace("- Alpha\n", "- Alpha\n- {name: Secret Person, title: Baker}\n").replace(
        "One group writes.", "One group writes.\n\nA baker, Secret Person, signs too."
    ),
}  # fmt: skip

MARKDOWN = f"""\
# A letter

- Date: 4 May 2020
- To: Jo Example, Minister, Ministry of Examples
- Signed by: 1 organization and 1 person
- Topics: [Speech](https://undersigned.example.org/topics/speech.html)
- Language: English
- Published by: Alpha <https://example.org/letter>
- Page: https://undersigned.example.org/letters/2020/2020-05-04-letter.html
- Licence of this record: https://creativecommons.org/licenses/by/4.0/

## Summary in our own words

One group writes.

{WITHHELD}

## Signatories

- Alpha
- Persons who sign for no organization: 1, named on the page only
"""
INDEX = """\
# Home

Page: https://undersigned.example.org/index.html

Words.

- 4 May 2020: [A letter](https://undersigned.example.org/letters/2020/2020-05-04-letter.html), to Jo Example (Ministry of Examples)

- [Speech](https://undersigned.example.org/topics/speech.html): 1 letter
"""


def test_the_site_has_every_file_and_writes_none_twice(tmp_path: Path) -> None:
    docs, out = tmp_path / "docs", tmp_path / "html"
    write_pages(docs, PAGES)
    built = build(docs, out)
    assert built.warnings == ""
    assert (out / LETTER_PATH).read_text() == MARKDOWN
    assert (out / "index.md").read_text() == INDEX
    assert not (out / "about/rules.md").exists()
    assert_description((out / "opensearch.xml").read_text())
    assert "Sitemap: " in (out / "robots.txt").read_text()
    assert "## Data" in (out / "llms.txt").read_text()
    mapped = etree.parse(StringIO((out / "sitemap.xml").read_text().partition("?>")[2])).getroot()
    pages = {entry[0].text.removeprefix("https://undersigned.example.org/") for entry in mapped}
    assert pages == {name.removesuffix(".md") + ".html" for name in PAGES}
    beside = [
        out / name for name in ("cmif.xml", "sitemap.xml", "llms.txt", "opensearch.xml", LETTER_PATH, "_static/card.png")
    ]  # fmt: skip
    before = [path.stat().st_mtime_ns for path in beside]
    build(docs, out)
    assert [path.stat().st_mtime_ns for path in beside] == before


def test_a_refused_body_is_not_given_away(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write_pages(docs, {**PAGES, LETTER_PATH: LETTER + "\n<script>alert(1)</script>\n"})
    built = build(docs, tmp_path / "html")
    assert "WARNING" in built.warnings
    assert not (tmp_path / "html" / LETTER_PATH).exists()


@pytest.mark.parametrize(
    "edit",
    [
        {"topics/speech.md": "---\nname: Talk\nformer-ids: [speech]\n---\nTalking.\n"},
        {"organizations/alpha.md": "---\nname: Alphabet\naliases: [Alpha]\nkind: company\n---\n"},
        {LETTER_PATH: PAGES[LETTER_PATH] + "More.\n"},
        {LETTER_PATH: None},
        {"about/rules.md": "---\ntitle: Rules\n---\nPlain.\n"},
        {"index.md": "---\ntitle: Home\n---\n```{rules}\n```\n"},
    ],
)
def test_incremental_and_parallel_builds_equal_a_clean_one(tmp_path: Path, edit: dict[str, str | None]) -> None:
    docs = tmp_path / "docs"
    write_pages(docs, PAGES)
    build(docs, tmp_path / "html", parallel=2)
    (tmp_path / "html/sitemap-7.xml").write_text("of a larger archive")
    listed = json.loads((tmp_path / "html/.harvesting.json").read_text("utf-8"))
    listed["files"]["sitemap-7.xml"] = ""
    (tmp_path / "html/.harvesting.json").write_text(json.dumps(listed))
    for name, text in edit.items():
        if text is None:
            (docs / name).unlink()
        else:
            write_pages(docs, {name: text})
    build(docs, tmp_path / "html", parallel=2)
    build(docs, tmp_path / "clean")
    assert tree(tmp_path / "html") == tree(tmp_path / "clean")
