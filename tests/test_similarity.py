"""Which letters are taken for possible duplicates, and which are not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from undersigned import dates
from undersigned.catalogue import Catalogue
from undersigned.records import Letter, Organization, Party, Record, Relation, Source
from undersigned.similarity import MOST, likely_same, possible_duplicates

ORGANIZATIONS = {
    "organizations/alpha": Organization("alpha", "Alpha", aliases=("Alpha Society",)),
    "organizations/beta": Organization("beta", "Beta"),
}
TITLE = "Kites above the old harbour bridge"


def letter(id_: str, **facts: Any) -> Letter:
    values = {"title": f"[{id_}]", "date": "2020-05-04", "signatories": (), **facts}
    values["date"] = dates.parse(values["date"])
    values["signatories"] = tuple(Party(name) for name in values["signatories"])
    url = values.pop("url", None)
    return Letter(id_, source=Source("Alpha", url), **values)


def catalogue(*letters: Letter) -> Catalogue:
    records: dict[str, Record] = {**ORGANIZATIONS, **{f"letters/{one.id}": one for one in letters}}
    return Catalogue(records)


def found(*letters: Letter) -> list[str]:
    return [str(message) for message in possible_duplicates(catalogue(*letters))]


def alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(found(letter("a", **one), letter("b", **other)))


def test_the_later_page_says_what_is_the_same_and_what_to_do() -> None:
    same = {"title": TITLE, "signatories": ["Alpha"], "url": "https://example.org/a"}
    assert found(letter("b", **same), letter("a", **same)) == [
        (
            "letters/b.md:1: possible-duplicate: the letter may be the one in letters/a.md: the same address"
            " (‘example.org/a’) and the same date and signatories and nearly the same title;"
            " remove one of the pages, or name a in relations if they are two letters"
        )
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("2020-05-04", ["Alpha", "Nobody"]), ("2020-05-04", ["Alpha Society"]), True),
        (("2020-05-04", ["A body unknown"]), ("2020-05-04", ["a  BODY unknown"]), True),
        (("2020-05-04", ["Alpha"]), ("2020-05-04", ["Beta"]), False),
        (("2020-05-04", ["Alpha"]), ("2020-05-05", ["Alpha"]), False),
        (("2020-05-04", []), ("2020-05-04", []), False),
        (("2020-05", ["Alpha"]), ("2020-05-04", ["Alpha"]), True),
        (("2020-05", ["Alpha"]), ("2020-06-04", ["Alpha"]), False),
        (("2020-05", ["Alpha"]), ("2020-05-04", ["Alpha", "Beta", "Nobody"]), False),
        (("2020", ["Alpha"]), ("2020", ["Alpha"]), True),
        (("2020", ["Alpha"]), ("2020-05-04", ["Alpha"]), False),
    ],
)
def test_letters_of_one_day_with_a_common_signatory_may_be_one(one: Any, other: Any, same: bool) -> None:
    first, second = ({"date": date, "signatories": names} for date, names in (one, other))
    assert alike(first, second) is same


def test_letters_of_a_month_to_different_addressees_are_two() -> None:
    first = {"date": "2020-05", "signatories": ["Alpha"], "to": (Party("Alpha"),)}
    assert not alike(first, {"date": "2020-05-04", "signatories": ["Alpha"], "to": (Party("Beta"),)})
    assert alike(first, {"date": "2020-05-04", "signatories": ["Alpha"], "to": (Party("Alpha Society"),)})


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("https://example.org/a", True), ("http://www.Example.org/a/#top", True), ("https://example.org/b", False),
        ("https://example.org/a?page=2", False),
    ],
)  # fmt: skip
def test_letters_at_one_address_may_be_one(other: str, same: bool) -> None:
    assert alike({"url": "https://example.org/a"}, {"url": other, "date": "2012"}) is same
    assert (
        alike({"url": "https://example.org/a"}, {"other_urls": ("https://example.org/c", other), "date": "2012"})
        is same
    )


def test_a_whole_site_is_no_address_of_a_letter() -> None:
    assert not alike({"url": "https://example.org/"}, {"url": "https://example.org"})


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (TITLE, True), (f"{TITLE}s", True), (TITLE.upper(), True), (f"'{TITLE}'", True),
        ("Kites below the new river tunnel", False), ("Kites above the harbour", False),
    ],
)  # fmt: skip
def test_letters_with_nearly_the_same_title_within_a_year_may_be_one(other: str, same: bool) -> None:
    assert alike({"title": TITLE}, {"title": other, "date": "2020-11-30"}) is same
    assert not alike({"title": TITLE}, {"title": other, "date": "2021-05-04"})


def test_titles_that_differ_in_numbers_belong_to_two_letters() -> None:
    assert not alike(
        {"title": "Uprising 2012: Letter to David Cameron"}, {"title": "Uprising 2013: Letter to David Cameron"}
    )
    assert not alike({"title": f"{TITLE} 2019"}, {"title": f"{TITLE} 2020"})
    assert alike({"title": f"{TITLE} 2020"}, {"title": f"{TITLE} (2020)"})


@pytest.mark.parametrize("title", ["Open letter", "[Joint letter to the President]", "Open Letter to President Obama"])
def test_titles_that_many_letters_have_tell_nothing(title: str) -> None:
    assert not alike({"title": title}, {"title": title})


@pytest.mark.parametrize("kind", ["follows", "translates", "encloses"])
def test_a_relation_in_either_direction_tells_letters_apart(kind: str) -> None:
    one, other = letter("a", title=TITLE), letter("b", title=TITLE)
    assert len(found(one, other)) == 1
    assert found(replace(one, relations=(Relation(kind, "b"),)), other) == []
    assert found(one, replace(other, relations=(Relation(kind, "a"),))) == []


def test_a_page_that_carries_many_letters_tells_nothing() -> None:
    collected = [letter(f"letter-{number}", url="https://example.org/all") for number in range(MOST + 1)]
    assert found(*collected) == []
    assert len(found(*collected[1:])) == MOST * (MOST - 1) // 2


def test_a_series_of_years_is_compared_within_each_year() -> None:
    series = [letter(f"{year}", title=TITLE, date=f"{year}-05-04") for year in range(1990, 2020)]
    again = letter("2019-again", title=TITLE, date="2019-06-01")
    assert [line.split(":")[0] for line in found(*series, again)] == ["letters/2019-again.md"]


def test_a_letter_that_is_to_be_written_is_compared_with_all_letters() -> None:
    known = catalogue(
        letter("a", title=TITLE),
        letter("b", url="https://example.org/b", title=TITLE),
        letter("c", signatories=["Beta"]),
    )
    new = letter("new", title=TITLE, url="https://example.org/b/", signatories=["Alpha"])
    assert [(entry.record.id, len(reasons)) for entry, reasons in likely_same(known, new)] == [("b", 2), ("a", 1)]
    assert [entry.record.id for entry, _ in likely_same(known, replace(new, id="b"))] == ["a"]
