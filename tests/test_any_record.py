"""Whatever stands in a record, every format of it is valid by programs that we did not write, and reads back the same.

CMIF has its property in `test_cmif`, the data of the archive in `test_data`, the description of the search in
`test_harvesting`. `UNDERSIGNED_EXAMPLES=2000` tries harder.
"""

from __future__ import annotations

import json
from os import environ
from typing import TYPE_CHECKING, Any

import bibtexparser
import feedparser
import rispy
from bibtexparser.middlewares import SeparateCoAuthors
from hypothesis import given, settings
from lxml import etree, html
from markdown_it import MarkdownIt
from rdflib import Graph

from tests.browser.browsing import served
from tests.made_up import PRIVATE, records, views_of
from tests.schema_org import graph_of, misplaced, mistyped
from tests.test_feeds import check_both
from tests.test_harvesting import assert_sitemap
from tests.validators import citing, markup, pages, texts
from undersigned.catalogue import Catalogue
from undersigned.exports import csl, files, formats
from undersigned.exports.jsonld import in_script, page_data
from undersigned.exports.llms import llms
from undersigned.exports.markdown import page_text
from undersigned.exports.metatags import page_metas
from undersigned.exports.plain import one_line
from undersigned.exports.signposting import LINKSET_SUFFIX, LINKSET_TYPE, Typed, links, linkset
from undersigned.exports.sitemap import sitemaps
from undersigned.exports.spreadsheet import harmless
from undersigned.html import metadata
from undersigned.records import Letter, Record, title_of
from undersigned.site import base_url

if TYPE_CHECKING:
    from pathlib import Path


SITE = "https://letters.example/"
any_record = settings(max_examples=int(environ.get("UNDERSIGNED_EXAMPLES", "30")))


def kept(found: dict[str, Record]) -> dict[str, Record]:
    """Hold records as the domain holds them."""
    return {docname: getattr(record, "private", record) for docname, record in found.items()}


def items_of(catalogue: Catalogue) -> list[tuple[Letter, dict[str, Any]]]:
    return [
        (entry.record, csl.letter_item(entry.record, entry.docname, catalogue, SITE)) for entry in catalogue.letters
    ]


def shown(item: dict[str, Any], key: str) -> list[str]:
    """Give the names of an item as one line each, as text files have them."""
    return [name for name in map(one_line, csl.names(item, key)) if name]


def text_of(format_: formats.Format, catalogue: Catalogue) -> str:
    text = files.Texts(format_, catalogue, SITE).file(catalogue.letters)
    assert PRIVATE not in text
    return text


# ---------------------------------------------------------------- for reference managers and spreadsheets


@given(records(letters=1))
@any_record
def test_csl_is_valid_and_reads_back(found: dict[str, Record]) -> None:
    catalogue = Catalogue(found)
    items = json.loads(text_of(formats.CSL, catalogue))
    assert citing.csl_errors(items) == []
    for entry, item in zip(catalogue.letters, items, strict=True):
        assert (item["id"], item["title"]) == (entry.record.id, entry.record.title)
        assert "-".join(f"{part:02d}" for part in item["issued"]["date-parts"][0]) == entry.record.date.plain


@given(records(letters=1))
@any_record
def test_tables_read_back(found: dict[str, Record]) -> None:
    catalogue = Catalogue(found)
    rows = citing.csv_rows(text_of(formats.CSV, catalogue).encode())
    for row, (letter, item) in zip(rows, items_of(catalogue), strict=True):
        assert None not in row.values()
        assert (row["id"], row["date"]) == (letter.id, str(letter.date))
        assert row["title"] == harmless(one_line(letter.title))
        assert row["publisher"] == harmless(one_line(item["publisher"]))


@given(records(letters=1))
@any_record
def test_bibtex_reads_back(found: dict[str, Record]) -> None:
    catalogue = Catalogue(found)
    text = text_of(formats.BIBTEX, catalogue)
    library = bibtexparser.parse_string(text, append_middleware=[SeparateCoAuthors()])
    assert library.failed_blocks == []
    other = citing.pybtex.database.parse_string(text, "bibtex").entries
    assert list(other) == [letter.id for letter, _ in items_of(catalogue)]
    for entry, (letter, item) in zip(library.entries, items_of(catalogue), strict=True):
        fields = {field.key: field.value for field in entry.fields}
        names, authors = shown(item, "author"), list(fields.get("author", ()))
        more = bool(names) and csl.has_others(letter)
        assert authors[len(names) :] == ["others"] * more
        assert [citing.whole(name) for name in authors[: len(names)]] == names
        people = other[letter.id].persons.get("author", ())
        assert [len(person.last_names) for person in people] == [1] * (len(names) + more)
        assert fields["date"] == str(letter.date)
        title = one_line(letter.title)
        assert (citing.whole(fields["title"]) if title else fields.get("title", "")) == title


@given(records(letters=1))
@any_record
def test_ris_reads_back(found: dict[str, Record]) -> None:
    catalogue = Catalogue(found)
    read = rispy.loads(text_of(formats.RIS, catalogue))
    for reference, (letter, item) in zip(read, items_of(catalogue), strict=True):
        assert "unknown_tag" not in reference
        assert reference["id"] == letter.id
        assert reference.get("title", "") == one_line(letter.title)
        assert reference.get("authors", []) == shown(item, "author")
        assert reference.get("secondary_authors", []) == shown(item, "recipient")
        assert reference["date"].rstrip("/").split("/")[: len(letter.date.plain.split("-"))] == letter.date.plain.split("-")  # fmt: skip


@given(records())
@any_record
def test_feeds_are_valid_and_read_back(found: dict[str, Record]) -> None:
    catalogue = Catalogue(found)
    made = files.Feeds(catalogue, lambda entry: entry.record, site=SITE, author="Archive")
    corrections = dict(made.corrections("c", "c.html", "Corrections"))
    both = dict(made.letters("a", "a.html", "All", catalogue.letters))
    assert PRIVATE not in "".join((*corrections.values(), *both.values()))
    check_both(corrections)
    check_both(both)
    text = both["a.atom.xml"]
    root = etree.fromstring(text.encode())
    if markup.ATOM.is_file():
        assert markup.errors(markup.relax_ng(markup.ATOM), root) == []
    read = feedparser.parse(text.encode(), sanitize_html=False)
    assert not read.bozo
    assert len(read.entries) == len(catalogue.letters)
    titles = {entry.docname: one_line(entry.record.title) for entry in catalogue.letters}
    for entry in root.iterfind("{*}entry"):
        address = entry.find("{*}link[@rel='alternate']").get("href")  # type: ignore[union-attr]
        docname = str(address).removeprefix(SITE).removesuffix(".html")
        assert entry.findtext("{*}title", "") == titles[docname]


# ---------------------------------------------------------------- in and beside pages


def test_json_ld_keeps_to_the_vocabulary_and_reads_back() -> None:
    together = Graph()

    @given(records())
    @any_record
    def check(found: dict[str, Record]) -> None:
        views = views_of(found)
        for docname, record in kept(found).items():
            data = page_data(docname, record, views.page(docname), site=SITE, name="Letters", root="index",
                             description="", pdf=f"{SITE}x.pdf")  # fmt: skip
            written = in_script(data)
            assert PRIVATE not in written
            page = html.fromstring(f'<html><head><script type="application/ld+json">{written}</script></head></html>')
            read = json.loads(page.xpath("//script/text()")[0])
            graph = graph_of(read)
            assert misplaced(graph) == []
            if isinstance(record, Letter):
                assert read["@graph"][0]["headline"] == record.title
            nonlocal together
            together += graph

    check()
    assert mistyped(together) == ""


@given(records())
@any_record
def test_meta_elements_read_back(found: dict[str, Record]) -> None:
    views = views_of(found)
    for docname, record in kept(found).items():
        metas = list(
            page_metas(docname, record, views.page(docname), site=SITE, name="Letters", description="", pdf="", picture=f"{SITE}x.png")
        )  # fmt: skip
        written = "\n".join(metadata._meta(*meta) for meta in metas)
        assert PRIVATE not in written
        read = html.fromstring(f"<!DOCTYPE html><html><head><meta charset='utf-8'>{written}</head></html>")
        elements = [element for element in read.iter("meta") if element.get("content") is not None]
        assert [(element.get("property") or element.get("name"), element.get("content")) for element in elements] == [
            (name, content) for _, name, content in metas
        ]


def test_links_and_link_sets_say_the_same(tmp_path: Path) -> None:
    site = base_url()

    @given(records(letters=1))
    @any_record
    def check(found: dict[str, Record]) -> None:
        views = views_of(found)
        for docname, record in kept(found).items():
            told = views.page(docname).correspondence
            if not isinstance(record, Letter) or told is None:
                continue
            pdf = f"{site}{docname}.pdf"
            typed = list(links(docname, record, told, site=site, pdf=pdf, described=()))
            beside = Typed("linkset", docname.rpartition("/")[2] + LINKSET_SUFFIX, LINKSET_TYPE)
            head = "\n".join(metadata._link(link) for link in (*typed, beside))
            path = tmp_path / f"{docname}.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head></html>", "utf-8")
            written = linkset(docname, record, told, typed, site=site, pdf=pdf)
            path.with_suffix(LINKSET_SUFFIX).write_text(written, "utf-8")
            assert list(pages.link_errors(origin, docname)) == []

    with served(tmp_path) as origin:
        check()


# ---------------------------------------------------------------- for readers of text


@given(records())
@any_record
def test_markdown_is_one_page_under_its_title(found: dict[str, Record]) -> None:
    views = views_of(found)
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for docname, record in kept(found).items():
        text = page_text(docname, record, views.page(docname), "Words.", site=SITE, withheld=(PRIVATE,))
        assert PRIVATE not in text
        tokens = reader.parse(text)
        inline = [child for token in tokens for child in token.children or ()]
        assert not {token.type for token in (*tokens, *inline)} & {"html_block", "html_inline", "image"}
        assert [token.tag for token in tokens if token.type == "heading_open"].count("h1") == 1
        title = tokens[next(place for place, token in enumerate(tokens) if token.tag == "h1") + 1]
        assert {child.type for child in title.children or ()} <= {"text"}
        assert "".join(child.content for child in title.children or ()).split() == title_of(record).split()


@given(records())
@any_record
def test_sitemaps_name_every_page(found: dict[str, Record]) -> None:
    docnames = [*found, "index"]
    *parts, (_, whole) = sitemaps(docnames, found, site=SITE, limit=3)
    assert_sitemap(whole)
    listed = [address for _, text in parts or [("", whole)] for address, _ in assert_sitemap(text)]
    assert sorted(listed) == sorted(f"{SITE}{docname}.html" for docname in docnames)


@given(records())
@any_record
def test_llms_txt_links_the_indexes_and_topics(found: dict[str, Record]) -> None:
    catalogue = Catalogue(found)
    text = llms(catalogue, site=SITE, name="Letters", tagline="An archive")
    tokens = MarkdownIt("commonmark").parse(text)
    inline = [child for token in tokens for child in token.children or ()]
    assert not {token.type for token in (*tokens, *inline)} & {"html_block", "html_inline", "image"}
    assert PRIVATE not in text
    addresses = set(texts.links(text))
    assert all(address.startswith(SITE) or address.startswith("https://creativecommons.org/") for address in addresses)
    tops = {f"{SITE}{entry.docname}.md" for entry in catalogue.narrower.get("", ())}
    assert tops <= addresses
