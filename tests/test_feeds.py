"""Letters as Atom feeds: the rules of RFC 4287, and awkward names read back by another library."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.test_exports import CATALOGUE, PLAIN, RICH, SITE, archive, entries, names, parties
from undersigned.catalogue import Catalogue, Entry
from undersigned.exports import feeds, files
from undersigned.exports.plain import one_line
from undersigned.records import Correction, Date, Letter, Party, Reference, Source, Topic

ATOM = {"a": feeds.ATOM}
_INSTANT = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-[0-3][0-9]T00:00:00Z")


def written(catalogue: Catalogue = CATALOGUE, title: str = "Archive: letters") -> str:
    made = files.Feeds(catalogue, site=SITE, author="Archive")
    return made.file("letters.atom.xml", "letters/index.html", title, catalogue.letters)


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
    assert root.tag == f"{{{feeds.ATOM}}}feed"
    for element in (root, *root.findall("a:entry", ATOM)):
        for once in ("id", "title", "updated"):
            assert len(element.findall(f"a:{once}", ATOM)) == 1
            assert element.findtext(f"a:{once}", "", ATOM)
        links = [(link.get("rel"), link.get("type"), link.get("hreflang")) for link in element.findall("a:link", ATOM)]
        alternates = [link for link in links if link[0] == "alternate"]
        assert len(alternates) == len(set(alternates)) == 1
        for place in ("updated", "published"):
            assert all(_INSTANT.fullmatch(str(stamp.text)) for stamp in element.findall(f"a:{place}", ATOM))
        assert all(re.fullmatch(r"https?://\S+", str(link.get("href"))) for link in element.findall("a:link", ATOM))
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
        element.get("type") in ("html", "xhtml") for element in root.iter() if element.tag != f"{{{feeds.ATOM}}}link"
    )


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


def test_a_correction_moves_a_letter_up_and_a_new_name_keeps_its_id() -> None:
    later = replace(PLAIN, id="2022-01-01-later", date=Date(2022))
    corrected = replace(PLAIN, id="2020-05-04-renamed", former_ids=("2020-05-04-plain",),
                        corrections=(Correction(Date(2023, 2, 3), "a"), Correction(Date(2022, 1, 1), "b")))  # fmt: skip
    before = [entry.id for entry in parsed(written(catalogue_of(PLAIN, later))).entries]
    after = parsed(written(catalogue_of(corrected, later))).entries
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
    check_rules(written(catalogue_of()))
    assert parsed(written(catalogue_of())).entries == []


def test_feeds_of_the_archive_keep_the_rules() -> None:
    made = files.Feeds(archive(), site=SITE, author="Archive")
    newest: list[Entry[Letter]] = list(archive().letters)
    for name, letters in {
        "letters": newest, **{id_: list(archive().by_topic(id_)) for id_ in archive().topic},
    }.items():  # fmt: skip
        text = made.file(f"{name}.atom.xml", f"{name}.html", f"Archive: {name}", letters)
        check_rules(text)
        found = parsed(text)
        assert len(found.entries) == min(len(letters), feeds.LIMIT)
        titles = {f"{SITE}{entry.docname}.html": entry.record.title for entry in letters}
        assert all(entry.title == titles[entry.link] for entry in found.entries)
    assert {entry.record.id for entry in entries()} >= {entry.record.id for entry in newest}


def test_the_same_letters_give_the_same_bytes_in_any_order() -> None:
    one = files.Feeds(CATALOGUE, site=SITE, author="Archive")
    letters = CATALOGUE.letters
    first = one.file("a", "b", "c", letters)
    assert one.file("a", "b", "c", letters[::-1]) == first == one.file("a", "b", "c", letters)


@pytest.mark.parametrize(
    "sign", ["<script>alert(1)</script>", "&lt;", "]]>", "\x00\x0b\x1f", "\ud800", "\ufffe", "\u202e"]
)
def test_what_is_hostile_stays_text(sign: str) -> None:
    text = written(catalogue_of(replace(PLAIN, title=f"A {sign} B", source=Source(sign, "https://a.example/"))))
    check_rules(text)
    assert parsed(text).entries[0].title == one_line(f"A {sign} B")


@given(names, st.lists(parties, min_size=1, max_size=5))
def test_awkward_names_read_back(name: str, signed: list[Party]) -> None:
    letter = replace(RICH, title=f"x{name}", to=(Party(name), *signed), signatories=tuple(signed), source=Source(name))
    text = written(catalogue_of(letter), title=f"Archive: {name}")
    check_rules(text)
    root = etree.fromstring(text.encode())
    assert root.findtext("a:entry/a:title", "", ATOM) == one_line(f"x{name}")
    assert root.findtext("a:title", "", ATOM) == one_line(f"Archive: {name}")
    assert len(parsed(text).entries) == 1
