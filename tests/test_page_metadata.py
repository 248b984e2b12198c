"""What machines are told in a page's head: right by schema.org, escaped for its place, silent of private persons."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import html

from tests.building import ARCHIVE, LETTER, LETTER_PATH, build, tree, write_pages
from tests.made_up import AWKWARD, PRIVATE, records, views_of
from tests.schema_org import graph_of, misplaced, mistyped
from undersigned.exports.jsonld import in_script, page_data
from undersigned.exports.licences import licence_urls
from undersigned.exports.metatags import page_metas
from undersigned.exports.signposting import links, linkset
from undersigned.listings import Listing
from undersigned.records import (
    Correction,
    Date,
    Letter,
    Organization,
    Page,
    Party,
    Record,
    Reference,
    Relation,
    Source,
    Topic,
)  # fmt: skip
from undersigned.viewing import Views
from undersigned.views import PageView

SITE = "https://letters.example/"

LETTER_1 = Letter(
    "2020-05-04-plain", "A letter", Date(2020, 5, 4), Source("Alpha", "https://alpha.example/letter", "ALP 1"),
    to=(Party(name="Jo Example", title="Minister", organization_id="ministry"),), cc=(Party("Gamma"),),
    signatories=(
        Party("Alpha Society"), Party("Smith, Jones & Sons", name="Kim Sample"), Party(name="Secret Person"),
        Party("Delta", role="endorser"),
    ),
    topics=(Reference("topic", "Speech"), Reference("topic", "unknown")), text="full", license="CC-BY-4.0",
    other_urls=("https://beta.example/letter",), corrections=(Correction(Date(2021, 7), "A name."),),
)  # fmt: skip
TRANSLATION = replace(
    LETTER_1, id="2020-05-04-lettre", title="Une lettre", language="fr", relations=(Relation("translates", LETTER_1.id),)
)  # fmt: skip
SUMMARY = replace(TRANSLATION, id="2020-05-04-brief", title="Ein Brief", language="de", text="summary", license=None)
RECORDS: dict[str, Record] = {
    "index": Page("index", "Home"),
    "letters/index": Page("letters/index", "Letters", "All letters."),
    "letters/2020/2020-05-04-plain": LETTER_1,
    "letters/2020/2020-05-04-lettre": TRANSLATION,
    "letters/2020/2020-05-04-brief": SUMMARY,
    "organizations/alpha": Organization("alpha", "Alpha", aliases=("Alpha Society",), kind="ngo", country="NO", parent="ministry"),
    "organizations/ministry": Organization("ministry", "Ministry of Examples", kind="government"),
    "topics/index": Page("topics/index", "Topics"),
    "topics/speech": Topic("speech", "Speech"),
    "topics/press": Topic("press", "Press", broader="speech"),
}  # fmt: skip


def views(found: dict[str, Record]) -> Views:
    return views_of(found, {"letters/index": (Listing("letters"),)})


def data_of(docname: str, found: dict[str, Record] = RECORDS, **more: Any) -> dict[str, Any]:
    options = {"site": SITE, "name": "Open Letters", "root": "index", "description": "A page.", "pdf": "", **more}
    return page_data(docname, found.get(docname), views(found).page(docname), **options)


def told_of(docname: str, found: dict[str, Record] = RECORDS) -> tuple[Any, Any, PageView]:
    view = views(found).page(docname)
    return found[docname], view.correspondence, view


def metas_of(docname: str, found: dict[str, Record] = RECORDS) -> list[tuple[str, str]]:
    options = {"site": SITE, "name": "Open Letters", "description": "A page.", "pdf": "", "picture": f"{SITE}card.png"}
    return [
        (name, content)
        for _, name, content in page_metas(docname, found.get(docname), views(found).page(docname), **options)
    ]


# ---------------------------------------------------------------- JSON-LD


def test_a_letter_is_a_message_and_an_article() -> None:
    letter, crumbs = data_of("letters/2020/2020-05-04-plain", pdf=f"{SITE}x.pdf")["@graph"]
    url = f"{SITE}letters/2020/2020-05-04-plain.html"
    assert letter == {
        "@type": ["Article", "Message"],
        "@id": url,
        "url": url,
        "headline": "A letter",
        "genre": "Open letter",
        "inLanguage": "en",
        "dateSent": "2020-05-04",
        "dateModified": "2021-07",
        "author": [
            {"@id": f"{SITE}organizations/alpha.html"},
            {"@type": "Organization", "name": "Smith, Jones & Sons"},
        ],
        "sender": [
            {"@type": "NGO", "@id": f"{SITE}organizations/alpha.html", "name": "Alpha"},
            {"@type": "Organization", "name": "Smith, Jones & Sons"},
        ],
        "contributor": [{"@type": "Organization", "name": "Delta"}],
        "recipient": [
            {"@type": "Person", "name": "Jo Example", "jobTitle": "Minister"},
            {
                "@type": "GovernmentOrganization",
                "@id": f"{SITE}organizations/ministry.html",
                "name": "Ministry of Examples",
            },
        ],
        "ccRecipient": [{"@type": "Organization", "name": "Gamma"}],
        "description": "A page.",
        "about": [
            {"@type": "DefinedTerm", "@id": f"{SITE}topics/speech.html", "name": "Speech"},
            {"@type": "DefinedTerm", "name": "unknown"},
        ],
        "identifier": "ALP 1",
        "publisher": {"@type": "Organization", "name": "Alpha"},
        "sameAs": ["https://alpha.example/letter", "https://beta.example/letter"],
        "license": ["https://creativecommons.org/licenses/by/4.0/"],
        "encoding": {"@type": "MediaObject", "encodingFormat": "application/pdf", "contentUrl": f"{SITE}x.pdf"},
        "correction": ["July 2021: A name."],
        "workTranslation": [
            {
                "@type": ["Article", "Message"],
                "@id": f"{SITE}letters/2020/{id_}.html",
                "url": f"{SITE}letters/2020/{id_}.html",
                "headline": title,
                "inLanguage": language,
            }
            for id_, title, language in [
                ("2020-05-04-brief", "Ein Brief", "de"),
                ("2020-05-04-lettre", "Une lettre", "fr"),
            ]
        ],
        "isPartOf": {"@type": "Collection", "@id": SITE, "name": "Open Letters"},
        "sdLicense": "https://creativecommons.org/licenses/by/4.0/",
        "sdPublisher": {"@type": "Organization", "name": "Open Letters", "url": SITE},
    }
    assert crumbs == {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": "Open Letters", "item": SITE},
            {"@type": "ListItem", "position": 2, "name": "Letters", "item": f"{SITE}letters/index.html"},
            {"@type": "ListItem", "position": 3, "name": "A letter"},
        ],
    }


def test_a_doubtful_date_stands_in_words() -> None:
    docname = "letters/2020/2020-05-04-plain"
    letter = data_of(docname, {docname: replace(LETTER_1, date=Date(2020, 5, approximate=True))})["@graph"][0]
    assert letter["temporal"] == "about May 2020"
    assert "dateSent" not in letter


def test_a_summary_claims_no_licence_for_the_letter() -> None:
    letter = data_of("letters/2020/2020-05-04-brief", pdf=f"{SITE}x.pdf")["@graph"][0]
    assert "license" not in letter
    assert "encoding" not in letter
    assert letter["translationOfWork"][0]["headline"] == "A letter"


def test_every_kind_of_page_is_described() -> None:
    types = {docname: [node["@type"] for node in data_of(docname)["@graph"]] for docname in RECORDS}
    assert types == {
        "index": ["WebSite"],
        "letters/index": ["CollectionPage", "BreadcrumbList"],
        "letters/2020/2020-05-04-plain": [["Article", "Message"], "BreadcrumbList"],
        "letters/2020/2020-05-04-lettre": [["Article", "Message"], "BreadcrumbList"],
        "letters/2020/2020-05-04-brief": [["Article", "Message"], "BreadcrumbList"],
        "organizations/alpha": ["NGO", "BreadcrumbList"],
        "organizations/ministry": ["GovernmentOrganization", "BreadcrumbList"],
        "topics/index": ["BreadcrumbList"],
        "topics/speech": ["DefinedTerm", "BreadcrumbList"],
        "topics/press": ["DefinedTerm", "BreadcrumbList"],
    }
    for topic in ("topics/speech", "topics/press"):
        assert data_of(topic)["@graph"][0]["inDefinedTermSet"] == [
            {"@type": "DefinedTermSet", "@id": f"{SITE}topics/index.html", "name": "Topics"}
        ]
    assert data_of("letters/index")["@graph"][0]["mainEntity"] == {"@type": "ItemList", "numberOfItems": 3}
    assert data_of("organizations/alpha")["@graph"][0]["alternateName"] == ["Alpha Society"]
    assert data_of("nowhere") == {}


def test_every_property_belongs_to_its_type_and_every_value_to_its_property() -> None:
    graph = None
    for docname in RECORDS:
        found = graph_of(data_of(docname, pdf=f"{SITE}x.pdf"))
        assert misplaced(found) == []
        graph = found if graph is None else graph + found
    assert mistyped(graph) == ""


def test_the_vocabulary_finds_what_is_wrong() -> None:
    data = data_of("letters/2020/2020-05-04-plain")
    letter = data["@graph"][0]
    assert misplaced(graph_of({**data, "@graph": [{**letter, "@type": "Article"}]}))
    assert misplaced(graph_of({**data, "@graph": [{**letter, "dateSent": "May 2020"}]})) == ["date May 2020"]
    assert misplaced(graph_of({**data, "@graph": [{"@type": "OpenLetter"}]})) == [
        "no type http://schema.org/OpenLetter"
    ]
    wrong = {**letter, "sender": {"@type": "CreativeWork", "name": "A book"}}
    assert "sender" in mistyped(graph_of({**data, "@graph": [wrong]}))


@pytest.mark.parametrize("name", AWKWARD)
def test_no_text_ends_the_script(name: str) -> None:
    written = in_script({"name": name})
    assert json.loads(written) == {"name": name}
    assert not re.search("[<>&\u2028\u2029]", written)


# ---------------------------------------------------------------- meta elements


def test_a_letter_can_be_cited_with_its_senders_whole() -> None:
    assert metas_of("letters/2020/2020-05-04-plain") == [
        ("citation_title", "A letter"),
        ("citation_author", "Alpha,"),
        ("citation_author", "Smith Jones & Sons,"),
        ("citation_publication_date", "2020/05/04"),
        ("citation_publisher", "Alpha"),
        ("citation_language", "en"),
        ("citation_public_url", f"{SITE}letters/2020/2020-05-04-plain.html"),
        ("citation_keywords", "Speech; unknown"),
        ("DC.type", "letter"),
        ("DC.title", "A letter"),
        ("DC.creator", "Alpha"),
        ("DC.creator", "Smith, Jones & Sons"),
        ("DC.date", "2020-05-04"),
        ("DC.publisher", "Alpha"),
        ("DC.language", "en"),
        ("DC.subject", "Speech"),
        ("DC.subject", "unknown"),
        ("DC.identifier", f"{SITE}letters/2020/2020-05-04-plain.html"),
        ("DC.source", "https://alpha.example/letter"),
        ("DC.rights", "https://creativecommons.org/licenses/by/4.0/"),
        ("og:type", "article"),
        ("og:title", "A letter"),
        ("og:url", f"{SITE}letters/2020/2020-05-04-plain.html"),
        ("og:site_name", "Open Letters"),
        ("og:description", "A page."),
        ("og:image", f"{SITE}card.png"),
        ("og:image:type", "image/png"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", "The head of the letter: A letter"),
        ("twitter:card", "summary_large_image"),
    ]


def test_other_pages_have_a_preview_and_no_citation() -> None:
    assert [name.partition(":")[0] for name, _ in metas_of("topics/speech")] == ["og"] * 10 + ["twitter"]
    assert ("og:type", "website") in metas_of("topics/speech")


@pytest.mark.parametrize(
    ("expression", "urls"),
    [
        ("CC-BY-4.0", ["https://creativecommons.org/licenses/by/4.0/"]),
        ("CC-BY-NC-SA-3.0-DE", ["https://creativecommons.org/licenses/by-nc-sa/3.0/de/"]),
        ("CC0-1.0", ["https://creativecommons.org/publicdomain/zero/1.0/"]),
        ("LicenseRef-Permission", []),
        (
            "(MIT OR CC-BY-4.0) AND Apache-2.0 WITH LLVM-exception",
            [
                "https://spdx.org/licenses/MIT.html",
                "https://creativecommons.org/licenses/by/4.0/",
                "https://spdx.org/licenses/Apache-2.0.html",
            ],
        ),
    ],
)
def test_licences_have_addresses(expression: str, urls: list[str]) -> None:
    assert list(licence_urls(expression)) == urls


# ---------------------------------------------------------------- Signposting


def links_of(docname: str, pdf: str = "") -> list[tuple[str, str]]:
    letter, told, _ = told_of(docname)
    return [
        (link.relation, link.language or link.href)
        for link in links(docname, letter, told, site=SITE, pdf=pdf, described=((f"{SITE}x.json", "application/json"),))
    ]


def test_links_lead_to_what_belongs_to_a_letter() -> None:
    url = f"{SITE}letters/2020/2020-05-04-plain"
    assert links_of("letters/2020/2020-05-04-plain", pdf=f"{url}.pdf") == [
        ("cite-as", f"{url}.html"),
        ("type", "https://schema.org/AboutPage"),
        ("type", "https://schema.org/Message"),
        ("describedby", f"{SITE}x.json"),
        ("item", f"{url}.pdf"),
        ("license", "https://creativecommons.org/licenses/by/4.0/"),
        # The translation of which the page is a summary is in English, as all summaries are.
        ("alternate", "en"),
        ("alternate", "fr"),
    ]


def test_a_choice_of_licences_is_not_told_as_one() -> None:
    docname = "letters/2020/2020-05-04-plain"
    chosen = {**RECORDS, docname: replace(LETTER_1, license="MIT OR Apache-2.0")}
    letter, told, _ = told_of(docname, chosen)
    assert "license" not in {link.relation for link in links(docname, letter, told, site=SITE, pdf="", described=())}


def test_a_summary_has_no_other_languages() -> None:
    assert "alternate" not in dict(links_of("letters/2020/2020-05-04-brief"))


def test_the_link_set_speaks_for_the_pdf() -> None:
    docname = "letters/2020/2020-05-04-plain"
    letter, told, _ = told_of(docname)
    pdf = f"{SITE}{docname}.pdf"
    typed = list(links(docname, letter, told, site=SITE, pdf=pdf, described=()))
    page, file = json.loads(linkset(docname, letter, told, typed, site=SITE, pdf=pdf))["linkset"]
    assert page["anchor"] == f"{SITE}{docname}.html"
    assert page["item"] == [{"href": pdf, "type": "application/pdf"}]
    assert [link["hreflang"] for link in page["alternate"]] == [["en"], ["fr"]]
    assert file == {
        "anchor": pdf,
        "collection": [{"href": f"{SITE}{docname}.html", "type": "text/html"}],
        "license": [{"href": "https://creativecommons.org/licenses/by/4.0/"}],
    }


# ---------------------------------------------------------------- any record


@given(records())
@settings(max_examples=60)
def test_any_record_is_described_without_private_persons(found: dict[str, Record]) -> None:
    found = {docname: getattr(record, "private", record) for docname, record in found.items()}
    made = views(found)
    for docname, record in found.items():
        view = made.page(docname)
        options: dict[str, Any] = {"site": SITE, "name": "Open Letters", "description": "", "pdf": f"{SITE}x.pdf"}
        data = page_data(docname, record, view, root="index", **options)
        assert misplaced(graph_of(json.loads(in_script(data)))) == []
        metas = list(page_metas(docname, record, view, picture="", **options))
        assert all(content for _, name, content in metas if name != "og:image")
        assert PRIVATE not in in_script(data) + repr(metas)
        if view.correspondence is not None:
            assert isinstance(record, Letter)
            typed = list(links(docname, record, view.correspondence, site=SITE, pdf="", described=()))
            json.loads(linkset(docname, record, view.correspondence, typed, site=SITE, pdf=""))


# ---------------------------------------------------------------- the built page

HOSTILE = """'"><script>alert(1)</script>&amp;"""
PAGES = {
    **ARCHIVE,
    "organizations/alpha.md": f"---\nname: Alpha\naliases:\n- {json.dumps('A & B: ' + chr(39) + chr(34))}\nkind: ngo\n---\n",
    LETTER_PATH: LETTER.replace("title: A letter", "title: 'A \"letter\" & more'").replace(
        "source:", "asks:\n- " + json.dumps(HOSTILE) + "\ncorrections:\n- {date: 2021-01-02, note: " + json.dumps(HOSTILE) + "}\nsource:"
    ).replace("- Alpha\n", "- Alpha\n- {name: Secret Person, title: Baker}\n", 1),
}  # fmt: skip


def test_a_built_page_says_it_all_escaped(tmp_path: Path) -> None:
    write_pages(tmp_path / "docs", PAGES)
    built = build(tmp_path / "docs", tmp_path / "html")
    assert built.warnings == ""
    page = (built.outdir / LETTER_PATH).with_suffix(".html")
    root = html.parse(page)
    (script,) = root.xpath("//head/script[@type='application/ld+json']/text()")
    letter = json.loads(script)["@graph"][0]
    assert letter["headline"] == 'A "letter" & more'
    assert letter["correction"] == [f"2 January 2021: {HOSTILE}"]
    assert misplaced(graph_of(json.loads(script))) == []
    assert root.xpath("//meta[@name='citation_title']/@content") == ['A "letter" & more']
    assert root.xpath("//meta[@property='og:title']/@content") == ['A "letter" & more']
    (search,) = root.xpath("//link[@rel='search'][@type='application/opensearchdescription+xml']/@href")
    assert (page.parent / search).is_file()
    (markdown,) = root.xpath("//link[@rel='alternate'][@type='text/markdown']/@href")
    assert (page.parent / markdown).is_file()
    (linked,) = root.xpath("//link[@rel='linkset']/@href")
    assert json.loads((page.parent / linked).read_text())["linkset"]
    assert "Secret" not in page.read_text().partition("</head>")[0]
    assert (built.outdir / "_static/card.png").is_file()


def test_files_beside_pages_go_with_their_pages(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write_pages(docs, PAGES)
    build(docs, tmp_path / "html")
    assert (tmp_path / "html/letters/2020/2020-05-04-letter.linkset.json").is_file()
    (docs / LETTER_PATH).rename(docs / "letters/2020/2020-05-04-other.md")
    build(docs, tmp_path / "html", parallel=2)
    build(docs, tmp_path / "clean")
    assert tree(tmp_path / "html") == tree(tmp_path / "clean")
    assert not (tmp_path / "html/letters/2020/2020-05-04-letter.md").exists()
