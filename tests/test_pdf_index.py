"""Indexes of a volume: names with the pages that print them, in the order of the alphabet; what volumes hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from undersigned.catalogue import Catalogue
from undersigned.pdf import edition, index
from undersigned.pdf.edition import Entry, Named, Volume
from undersigned.pdf.index import IndexLine, Placed
from undersigned.pdf.piece import Link, Piece, Place
from undersigned.pdf.structure import Element
from undersigned.records import Date, Letter, Organization, Page, Party, Reference, Source, Topic

if TYPE_CHECKING:
    from collections.abc import Iterable


def _placed(
    links: Iterable[tuple[str, int, float]], *, page: int = 1, part: int = 2, signatories_at: tuple[int, float] | None = (0, 400.0),
    **named: tuple[Named, ...],
) -> Placed:  # fmt: skip
    """Place a letter whose links lead to docnames from a page at a height."""
    entry = Entry("letters/x", "X", "2020", 2020, "", **named)  # type: ignore[arg-type]
    anchors = {"signatories": Place(signatories_at[0], 0, signatories_at[1])} if signatories_at else {}
    areas = tuple(Link(at, (100.0, y, 200.0, y + 10), target) for target, at, y in links)
    piece = Piece("letters/x", (), anchors, (), areas, Element("Sect"), {}, {})
    return Placed(entry, piece, part, page)


def _names(lines: Iterable[IndexLine]) -> list[tuple[str, str, list[str], str]]:
    return [(line.initial, line.name, [label for label, _ in line.pages], line.see) for line in lines]


# ---- lines


def test_lines_give_each_page_once_and_the_place_above_the_name() -> None:
    body = Named("o/a", "Alpha")
    letters = [
        _placed([("x-doc:o/a", 0, 300.0), ("x-doc:o/a", 0, 280.0)], page=1, part=2, signatories=(body,)),
        _placed([("x-doc:o/a#there", 1, 500.0)], page=4, part=3, signatories=(body,), signatories_at=(0, 90.0)),
        _placed([("x-doc:o/a", 0, 300.0)], page=5, part=4, signatories=(body,)),
    ]
    assert index.organizations(letters) == [
        IndexLine("A", "Alpha", (("1", "x-place:2:0:314.00"), ("5", "x-place:3:1:514.00"))),
    ]


def test_signatories_are_looked_for_in_their_list_first() -> None:
    bodies = (Named("o/a", "Alpha"), Named("o/b", "Beta"))
    # Alpha stands in the masthead and in the list on the next page, Beta in the text alone.
    links = [("x-doc:o/a", 0, 700.0), ("x-doc:o/b", 0, 500.0), ("x-doc:o/a", 1, 600.0)]
    letters = [_placed(links, signatories=bodies, addressees=bodies, signatories_at=(1, 650.0))]
    assert _names(index.organizations(letters)) == [("A", "Alpha", ["2"], ""), ("B", "Beta", ["1"], "")]
    assert _names(index.addressees(letters)) == [("A", "Alpha", ["1"], ""), ("B", "Beta", ["1"], "")]
    without = [_placed(links, signatories=bodies, signatories_at=None)]
    assert _names(index.organizations(without)) == [("A", "Alpha", ["1"], ""), ("B", "Beta", ["1"], "")]


def test_names_that_the_page_does_not_lead_to_are_not_indexed() -> None:
    letter = _placed(
        [("https://example.org/o/a", 0, 1.0), ("#o/a", 0, 1.0), ("x-doc:o/ab", 0, 1.0)],
        signatories=(Named("o/a", "Alpha", ("A.",)),),
        topics=(Named("t/x", "X"),),
    )
    assert index.organizations([letter]) == index.topics([letter]) == index.addressees([letter]) == []
    assert index.organizations([]) == []


def test_other_printed_names_lead_to_the_name_of_the_archive() -> None:
    named = (
        Named(
            "o/a", "Amnesty International", ("AI", "Amnesty International Taiwan", "amnesty-international", "Amnestie")
        ),
        Named("o/b", "Beta", ("AI", "Delta")),
        Named("o/d", "Delta"),
    )
    links = [("x-doc:o/a", 0, 10.0), ("x-doc:o/b", 0, 10.0), ("x-doc:o/d", 0, 10.0)]
    # AI is the name of two; what only adds to the name, or is that of another body, needs no line.
    assert _names(index.addressees([_placed(links, addressees=named)])) == [
        ("A", "AI", [], "Amnesty International"),
        ("A", "AI", [], "Beta"),
        ("A", "Amnestie", [], "Amnesty International"),
        ("A", "Amnesty International", ["1"], ""),
        ("B", "Beta", ["1"], ""),
        ("D", "Delta", ["1"], ""),
    ]


def test_lines_are_in_the_order_of_the_alphabet_then_figures_then_other_scripts() -> None:
    names = [
        "Zebra",
        "The Apple",
        "étude",
        "8 March",
        "Łódź",
        "國際",
        "apple pie",
        "Ärzte",
        "Жук",
        "«Quoted»",
        "10 Years",
    ]
    named = tuple(Named(f"t/{number}", name) for number, name in enumerate(names))
    links = [(f"x-doc:t/{number}", 0, 10.0) for number in range(len(names))]
    found = [(initial, name) for initial, name, _, _ in _names(index.topics([_placed(links, topics=named)]))]
    assert found == [
        ("A", "The Apple"), ("A", "apple pie"), ("A", "Ärzte"), ("E", "étude"), ("L", "Łódź"), ("Q", "«Quoted»"), ("Z", "Zebra"),
        ("0–9", "10 Years"), ("0–9", "8 March"), ("Other scripts", "Жук"), ("Other scripts", "國際"),
    ]  # fmt: skip


# ---- what volumes hold

LETTERS = {
    "letters/b": Letter(
        "b", "Second", Date(2014, 2), Source("P"), language="ug", text="full", license="CC0-1.0",
        to=(Party("Ministry"), Party(name="Jo", title="Chair", organization_id="alpha")), cc=(Party("ministry"),),
        signatories=(Party("Alpha Society"), Party("Nobody"), Party("ALPHA"), Party(name="Kim"), Party("Alpha Soc.")),
        topics=(Reference("topic", "Speech"), Reference("topic", "speech"), Reference("topic", "none")),
    ),
    "letters/a": Letter("a", "First", Date(2013, 4, 10), Source("P"), language="en-GB", signatories=(Party("Beta"),)),
    "letters/c": Letter("c", "Hidden", Date(2013), Source("P"), listed=False),
}  # fmt: skip
RECORDS: dict[str, Any] = {
    **LETTERS,
    "organizations/alpha": Organization("alpha", "Alpha", aliases=("Alpha Society", "Alpha Soc.")),
    "organizations/beta": Organization("beta", "Beta"),
    "organizations/gamma": Organization("gamma", "Gamma"),
    "organizations/ministry": Organization("ministry", "Ministry"),
    "topics/speech": Topic("speech", "Speech"),
    "letters/2013/index": Page("index", "Letters of 2013"),
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue(RECORDS)


def test_entries_are_the_listed_letters_by_date_with_the_pages_they_name(catalogue: Catalogue) -> None:
    assert edition.entries(catalogue, RECORDS) == (
        Entry(
            "letters/a", "First", "10 April 2013", 2013, "", "",
            signatories=(Named("organizations/beta", "Beta"),),
        ),
        Entry(
            "letters/b", "Second", "February 2014", 2014, "ug", "ug",
            signatories=(Named("organizations/alpha", "Alpha", ("Alpha Society", "Alpha Soc.")),),
            addressees=(Named("organizations/ministry", "Ministry"), Named("organizations/alpha", "Alpha")),
            topics=(Named("topics/speech", "Speech"),), licence="CC0-1.0",
        ),
    )  # fmt: skip
    assert [entry.docname for entry in edition.entries(catalogue, ["letters/b"])] == ["letters/b"]


def test_keywords_name_topics_addressees_and_signatories_each_once(catalogue: Catalogue) -> None:
    assert [entry.keywords for entry in edition.entries(catalogue, RECORDS)] == [
        ("Beta",),
        ("Speech", "Ministry", "Alpha"),
    ]


def test_volumes_are_those_of_years_topics_and_bodies_that_have_letters(catalogue: Catalogue) -> None:
    everything = Volume("letters", "All", (), ("letters/a", "letters/b"))
    scope = ("Letters signed or received",)
    whole = edition.volumes(catalogue, edition.entries(catalogue, RECORDS), everything)
    assert whole == [
        everything,
        Volume("letters/2013", "Open letters of 2013", (), ("letters/a",), "letters/2013/index"),
        Volume("letters/2014", "Open letters of 2014", (), ("letters/b",)),  # no page of the year
        Volume("topics/speech", "Speech", ("Letters on this topic",), ("letters/b",), "topics/speech"),
        Volume("organizations/alpha", "Alpha", scope, ("letters/b",), "organizations/alpha"),
        Volume("organizations/beta", "Beta", scope, ("letters/a",), "organizations/beta"),
        Volume("organizations/ministry", "Ministry", scope, ("letters/b",), "organizations/ministry"),
    ]
    # Of letters whose pages are not there, none is in a volume.
    few = edition.volumes(
        catalogue, edition.entries(catalogue, ["letters/a"]), Volume("letters", "All", (), ("letters/a",))
    )
    assert [volume.name for volume in few] == ["letters", "letters/2013", "organizations/beta"]
