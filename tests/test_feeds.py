"""Letters and corrections as feeds: the rules of RFC 4287 and of JSON Feed, and awkward names read back.

JSON Feed is held to a schema of others (`schemas/README.md`), and to what it says of addresses and stamps in words.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from lxml import etree

from tests.made_up import names, parties
from tests.test_exports import CATALOGUE, PLAIN, RICH, SITE, archive, entries
from tests.validators.data import JSON_FEED
from undersigned.catalogue import Catalogue, Entry
from undersigned.exports import atom, feeds, files
from undersigned.exports.persons import WITHHELD
from undersigned.exports.plain import one_line
from undersigned.records import Correction, Date, Letter, Party, Reference, Source, Topic

ATOM = {"a": atom.NAMESPACE}
_INSTANT = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-[0-3][0-9]T00:00:00Z")
_ADDRESS = re.compile(r"https?://\S+")


def as_kept(entry: Entry[Letter]) -> Letter:
    return entry.record


def made(catalogue: Catalogue = CATALOGUE) -> files.Feeds:
    return files.Feeds(catalogue, as_kept, site=SITE, author="Archive")


def both(catalogue: Catalogue = CATALOGUE, title: str = "Archive: letters") -> dict[str, str]:
    return dict(made(catalogue).letters("letters", "letters/index.html", title, catalogue.letters))


def written(catalogue: Catalogue = CATALOGUE, title: str = "Archive: letters") -> str:
    return both(catalogue, title)["letters.atom.xml"]


def corrections(*letters: Letter, named: dict[str, Letter] | None = None) -> dict[str, str]:
    found = files.Feeds(
        catalogue_of(*letters),
        lambda entry: (named or {}).get(entry.record.id, entry.record),
        site=SITE,
        author="Archive",
    )
    return dict(found.corrections("corrections", "letters/index.html", "Archive: corrections"))


def corrected(letter: Letter, *notes: tuple[Date, str]) -> Letter:
    return replace(letter, corrections=tuple(Correction(date, note) for date, note in notes))


def parsed(text: str) -> Any:
    found = feedparser.parse(text.encode(), sanitize_html=False)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def catalogue_of(*letters: Letter) -> Catalogue:
    return Catalogue(
        {f"letters/{letter.id[:4]}/{letter.id}": letter for letter in letters}
        | {"topics/speech": Topic("speech", "Speech & more")}
    )


def check_rules(text: str) -> None:
    """Hold a feed to the rules of RFC 4287 that concern what we write (sections 4.1 and 4.2)."""
    root = etree.fromstring(text.encode())
    assert root.tag == f"{{{atom.NAMESPACE}}}feed"
    for element in (root, *root.findall("a:entry", ATOM)):
        for once in ("id", "title", "updated"):
            assert len(element.findall(f"a:{once}", ATOM)) == 1
            assert element.findtext(f"a:{once}", "", ATOM)
        links = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in element.findall("a:link", ATOM)]
        alternates = [link for link in links if link[0] == "alternate"]
        assert len(alternates) == len(set(alternates)) == (2 if element is root else 1)
        assert alternates[0][1] == "text/html"
        # Without a content of its own, an entry must link to its page (4.1.2); neither may stand twice.
        assert len(element.findall("a:content", ATOM) + element.findall("a:summary", ATOM)) == (element is not root)
        for place in ("updated", "published"):
            assert all(_INSTANT.fullmatch(str(stamp.text)) for stamp in element.findall(f"a:{place}", ATOM))
        assert all(_ADDRESS.fullmatch(str(link.get("href"))) for link in element.findall("a:link", ATOM))
        assert all(category.get("term") for category in element.findall("a:category", ATOM))
    # Entries without an author of their own need the feed's.
    assert [author.findtext("a:name", "", ATOM) for author in root.findall("a:author", ATOM)] != [""]
    ids = [str(one.text) for one in root.findall(".//a:id", ATOM)]
    assert len(ids) == len(set(ids))
    stamps = [str(one.text) for one in root.findall("a:entry/a:updated", ATOM)]
    assert stamps == sorted(stamps, reverse=True)
    assert root.findtext("a:updated", "", ATOM) == (stamps or ["1970-01-01T00:00:00Z"])[0]
    # No text is markup: what strangers write is shown as they wrote it.
    assert not any(
        element.get("type") in ("html", "xhtml")
        for element in root.iter()
        if element.tag != f"{{{atom.NAMESPACE}}}link"
    )


@cache
def schema() -> Draft7Validator:
    return Draft7Validator(json.loads(JSON_FEED.read_text("utf-8")))


def check_twin(text: str, twin: str) -> None:
    """Hold a JSON Feed to its schema and rules, and to its Atom twin."""
    feed = json.loads(text)
    assert [error.message for error in schema().iter_errors(feed)] == []
    root = etree.fromstring(twin.encode())
    assert next(iter(feed)) == "version"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == root.findtext("a:title", "", ATOM)
    assert [author["name"] for author in feed["authors"]] == [root.findtext("a:author/a:name", "", ATOM)]
    links = {str(link.get("type")): link.get("href") for link in root.findall("a:link", ATOM)}
    assert feed["home_page_url"] == links["text/html"]
    assert feed["feed_url"] == links["application/feed+json"]
    assert feed["feed_url"].removesuffix(".feed.json") == links["application/atom+xml"].removesuffix(".atom.xml")
    for item, entry in zip(feed["items"], root.findall("a:entry", ATOM), strict=True):

        def said(name: str, entry: Any = entry) -> str:
            return str(entry.findtext(f"a:{name}", "", ATOM))

        assert item["id"] == said("id")
        assert item.get("title", "") == said("title")
        assert item["content_text"] == said("summary") + said("content")
        assert (item["date_published"], item["date_modified"]) == (said("published"), said("updated"))
        assert item.get("tags", []) == [category.get("label") for category in entry.findall("a:category", ATOM)]
        assert item["url"] == entry.find("a:link[@rel='alternate']", ATOM).get("href")
        via = entry.find("a:link[@rel='via']", ATOM)
        assert item.get("external_url") == (None if via is None else via.get("href"))
        for name in ("id", "url", *(("external_url",) if "external_url" in item else ())):
            assert _ADDRESS.fullmatch(item[name])
        for name in ("date_published", "date_modified"):
            assert _INSTANT.fullmatch(item[name])


def check_both(found: dict[str, str]) -> None:
    text, twin = found.values()
    check_rules(text)
    check_twin(twin, text)


def test_a_feed_is_exactly_this() -> None:
    only = catalogue_of(replace(PLAIN, topics=(Reference("topic", "speech"),)))
    assert (
        written(only)
        == """\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
 <id>https://letters.example/letters.atom.xml</id>
 <title>Archive: letters</title>
 <updated>2020-05-04T00:00:00Z</updated>
 <author>
  <name>Archive</name>
 </author>
 <link rel="self" type="application/atom+xml" href="https://letters.example/letters.atom.xml"/>
 <link rel="alternate" type="text/html" href="https://letters.example/letters/index.html"/>
 <link rel="alternate" type="application/feed+json" href="https://letters.example/letters.feed.json"/>
 <entry>
  <id>https://letters.example/l/z4vg6hv.html</id>
  <title>A letter</title>
  <link rel="alternate" type="text/html" href="https://letters.example/letters/2020/2020-05-04-plain.html"/>
  <link rel="via" href="https://alpha.example/letter"/>
  <published>2020-05-04T00:00:00Z</published>
  <updated>2020-05-04T00:00:00Z</updated>
  <category term="speech" label="Speech &amp; more"/>
  <summary>4 May 2020, to Jo Example (Minister). Signed by: 2 organizations (Alpha Society and Beta &amp; Sons, Ltd.). On Speech &amp; more.</summary>
 </entry>
</feed>
""".replace("to Jo Example (Minister).", "to Jo Example (Minister) and Ministry of Examples.")
    )


def test_its_twin_is_exactly_this() -> None:
    only = catalogue_of(replace(PLAIN, topics=(Reference("topic", "speech"), Reference("topic", "Speech & more"))))
    assert (
        both(only)["letters.feed.json"]
        == """\
{"version": "https://jsonfeed.org/version/1.1", "title": "Archive: letters", \
"home_page_url": "https://letters.example/letters/index.html", \
"feed_url": "https://letters.example/letters.feed.json", "language": "en", "authors": [{"name": "Archive"}], "items": [
{"id": "https://letters.example/l/z4vg6hv.html", \
"url": "https://letters.example/letters/2020/2020-05-04-plain.html", \
"external_url": "https://alpha.example/letter", "title": "A letter", "content_text": "4 May 2020, to Jo Example \
(Minister) and Ministry of Examples. Signed by: 2 organizations (Alpha Society and Beta & Sons, Ltd.). \
On Speech & more.", "date_published": "2020-05-04T00:00:00Z", "date_modified": "2020-05-04T00:00:00Z", \
"tags": ["Speech & more"]}
]}
"""
    )


def test_a_correction_moves_a_letter_up_and_a_new_name_keeps_its_id() -> None:
    later = replace(PLAIN, id="2022-01-01-later", date=Date(2022))
    renamed = replace(PLAIN, id="2020-05-04-renamed", former_ids=("2020-05-04-plain",))
    changed = corrected(renamed, (Date(2023, 2, 3), "a"), (Date(2022, 1, 1), "b"))
    before = [entry.id for entry in parsed(written(catalogue_of(PLAIN, later))).entries]
    after = parsed(written(catalogue_of(changed, later))).entries
    assert [entry.id for entry in after] == before[::-1]
    assert [entry.updated for entry in after] == ["2023-02-03T00:00:00Z", "2022-01-01T00:00:00Z"]
    assert after[0].link == f"{SITE}letters/2020/2020-05-04-renamed.html"


def test_a_feed_holds_the_newest_letters_only() -> None:
    many = catalogue_of(*(replace(PLAIN, id=f"{year}-x", date=Date(year)) for year in range(1900, 2000)))
    found = parsed(written(many))
    assert [entry.published[:4] for entry in found.entries] == [str(year) for year in range(1999, 1949, -1)]


def test_long_lists_of_signatories_are_cut_and_say_so() -> None:
    signed = tuple(Party(f"Body {number}") for number in range(9))
    found = parsed(written(catalogue_of(replace(PLAIN, signatories=signed))))
    assert "9 organizations (Body 0, Body 1, Body 2, Body 3, Body 4, Body 5 and 3 others)" in found.entries[0].summary


def test_a_foreign_title_says_its_language() -> None:
    root = etree.fromstring(written(catalogue_of(replace(PLAIN, language="ug", title="ئۇيغۇر"))).encode())
    title = root.find("a:entry/a:title", ATOM)
    assert title is not None
    assert (title.text, title.get("{http://www.w3.org/XML/1998/namespace}lang")) == ("ئۇيغۇر", "ug")


def test_no_entry_names_who_signs_for_no_body() -> None:
    assert "Secret" not in written()
    assert "2 persons" in written()


def test_an_empty_feed_keeps_the_rules() -> None:
    for found in (both(catalogue_of()), corrections(), corrections(PLAIN)):
        check_both(found)
        text, twin = found.values()
        assert parsed(text).entries == json.loads(twin)["items"] == []


def test_feeds_of_the_archive_keep_the_rules() -> None:
    found = made(archive())
    newest: list[Entry[Letter]] = list(archive().letters)
    for name, letters in {
        "letters": newest, **{id_: list(archive().by_topic(id_)) for id_ in archive().topic},
    }.items():  # fmt: skip
        both = dict(found.letters(name, f"{name}.html", f"Archive: {name}", letters))
        check_both(both)
        atom_feed = parsed(both[f"{name}.atom.xml"])
        assert len(atom_feed.entries) == min(len(letters), feeds.LIMIT)
        titles = {f"{SITE}{entry.docname}.html": entry.record.title for entry in letters}
        assert all(entry.title == titles[entry.link] for entry in atom_feed.entries)
    assert {entry.record.id for entry in entries()} >= {entry.record.id for entry in newest}
    check_both(dict(found.corrections("corrections", "letters/index.html", "Archive: corrections")))


def test_the_same_letters_give_the_same_bytes_in_any_order() -> None:
    one, letters = made(), CATALOGUE.letters
    first = list(one.letters("a", "b", "c", letters))
    assert list(one.letters("a", "b", "c", letters[::-1])) == first == list(made().letters("a", "b", "c", letters))


@pytest.mark.parametrize(
    "sign", ["<script>alert(1)</script>", "&lt;", "]]>", "\x00\x0b\x1f", "\ud800", "\ufffe", "\u202e"]
)
def test_what_is_hostile_stays_text(sign: str) -> None:
    letter = replace(PLAIN, title=f"A {sign} B", source=Source(sign, "https://a.example/"))
    found = both(catalogue_of(letter))
    check_both(found)
    assert parsed(found["letters.atom.xml"]).entries[0].title == one_line(f"A {sign} B")
    check_both(corrections(corrected(letter, (Date(2021), f"C {sign}"))))
    assert all(text.encode() for text in found.values())


@given(names, st.lists(parties, min_size=1, max_size=5))
def test_awkward_names_read_back(name: str, signed: list[Party]) -> None:
    letter = replace(RICH, title=f"x{name}", to=(Party(name), *signed), signatories=tuple(signed), source=Source(name))
    found = both(catalogue_of(letter), title=f"Archive: {name}")
    check_both(found)
    text = found["letters.atom.xml"]
    root = etree.fromstring(text.encode())
    assert root.findtext("a:entry/a:title", "", ATOM) == one_line(f"x{name}")
    assert root.findtext("a:title", "", ATOM) == one_line(f"Archive: {name}")
    assert len(parsed(text).entries) == 1


# ---------------------------------------------------------------- corrections


def test_a_feed_of_corrections_is_exactly_this() -> None:
    found = corrections(corrected(replace(PLAIN, topics=()), (Date(2021, 3, 4), "The date was “5 May”.")))
    assert (
        found["corrections.atom.xml"]
        == """\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
 <id>https://letters.example/corrections.atom.xml</id>
 <title>Archive: corrections</title>
 <updated>2021-03-04T00:00:00Z</updated>
 <author>
  <name>Archive</name>
 </author>
 <link rel="self" type="application/atom+xml" href="https://letters.example/corrections.atom.xml"/>
 <link rel="alternate" type="text/html" href="https://letters.example/letters/index.html"/>
 <link rel="alternate" type="application/feed+json" href="https://letters.example/corrections.feed.json"/>
 <entry>
  <id>https://letters.example/l/z4vg6hv.html#correction-2021-03-04</id>
  <title>Correction: A letter</title>
  <link rel="alternate" type="text/html" href="https://letters.example/letters/2020/2020-05-04-plain.html#corrections"/>
  <published>2021-03-04T00:00:00Z</published>
  <updated>2021-03-04T00:00:00Z</updated>
  <content>The date was “5 May”.</content>
 </entry>
</feed>
"""
    )
    check_both(found)


def ids(found: dict[str, str]) -> list[tuple[str, str]]:
    """List the entries of a feed of corrections: what is after the letter's address in the id, and the note."""
    return [
        (item["id"].partition("#")[2], item["content_text"])
        for item in json.loads(found["corrections.feed.json"])["items"]
    ]


def test_each_correction_is_an_entry_with_an_id_that_further_ones_leave() -> None:
    day, month = Date(2021, 3, 4), Date(2021, 3)
    first = corrections(corrected(PLAIN, (day, "a"), (month, "b"), (day, "c")))
    assert ids(first) == [("correction-2021-03-04.2", "c"), ("correction-2021-03-04", "a"), ("correction-2021-03", "b")]
    check_both(first)
    more = corrections(
        corrected(PLAIN, (day, "a, reworded"), (month, "b"), (day, "c"), (day, "d"), (Date(2022), "e")),
        corrected(replace(PLAIN, id="2019-x"), (day, "f")),
    )
    assert ids(more) == [
        ("correction-2022", "e"), ("correction-2021-03-04.3", "d"), ("correction-2021-03-04.2", "c"),
        ("correction-2021-03-04", "a, reworded"), ("correction-2021-03-04", "f"), ("correction-2021-03", "b"),
    ]  # fmt: skip
    check_both(more)


def test_a_new_name_of_the_letter_keeps_the_id_of_its_corrections() -> None:
    letter = corrected(PLAIN, (Date(2021), "a"))
    renamed = replace(letter, id="2020-05-04-renamed", former_ids=(letter.id,))
    (before,), (after,) = (parsed(corrections(one)["corrections.atom.xml"]).entries for one in (letter, renamed))
    assert before.id == after.id
    assert (before.link, after.link) == (
        f"{SITE}letters/2020/2020-05-04-plain.html#corrections",
        f"{SITE}letters/2020/2020-05-04-renamed.html#corrections",
    )


def test_a_feed_of_corrections_changes_with_corrections_only() -> None:
    letter = corrected(PLAIN, (Date(2021), "a"))
    other = replace(RICH, id="2030-x", date=Date(2030), corrections=())
    found = corrections(letter)
    assert corrections(letter, other) == found
    assert parsed(found["corrections.atom.xml"]).feed.updated == "2021-01-01T00:00:00Z"
    again = corrections(letter, corrected(other, (Date(2031, 5), "b")))
    assert parsed(again["corrections.atom.xml"]).feed.updated == "2031-05-01T00:00:00Z"


def test_a_feed_of_corrections_holds_the_newest_only() -> None:
    letter = corrected(PLAIN, *((Date(year), f"{year}") for year in range(1900, 2000)))
    assert [note for _, note in ids(corrections(letter))] == [str(year) for year in range(1999, 1949, -1)]


def test_a_note_that_names_who_signs_for_no_body_is_withheld() -> None:
    letter = corrected(
        replace(PLAIN, signatories=(*PLAIN.signatories, Party(name="Secret Person"))),
        (Date(2021), "Beta was left out."), (Date(2022), "It is Person, Secret."),
    )  # fmt: skip
    # The build's own records know no such names.
    found = corrections(letter.private, named={letter.id: letter})
    assert [note for _, note in ids(found)] == [WITHHELD, "Beta was left out."]
    check_both(found)


@given(names, st.lists(st.tuples(st.dates(), names), min_size=1, max_size=4))
def test_corrections_in_any_words_read_back(title: str, changes: list[tuple[Any, str]]) -> None:
    dated = [(Date(day.year, day.month, day.day), note) for day, note in changes]
    found = corrections(corrected(replace(PLAIN, title=title), *dated))
    check_both(found)
    assert sorted(note for _, note in ids(found)) == sorted(one_line(note) for _, note in dated)
