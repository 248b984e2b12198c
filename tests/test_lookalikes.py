"""Names that look alike are found by what they look like, at a cost that grows with their number."""

from __future__ import annotations

import pytest

from undersigned import lookalikes
from undersigned.records import Organization, Record, Reference, Topic


def told(*records: Record) -> list[str]:
    shelf = {Organization: "organizations", Topic: "topics"}
    return [str(m) for m in lookalikes.check({f"{shelf[type(r)]}/{r.id}": r for r in records}, {})]  # type: ignore[index]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Amnesty", "\u0410mnesty"),  # Cyrillic
        ("HRW", "\u041dRW"),
        ("\u0395\u03bb\u03bb\u03ac\u03c2", "E\u03bb\u03bb\u03ac\u03c2"),  # a Latin letter in a Greek name
        ("Apple", "AppIe"),
        ("Group 1", "Group l"),
        ("Modern Slavery", "Modem Slavery"),
        ("AMNESTY", "Arnnesty"),
        ("Free Tibet", "FreeTibet"),
        ("W\u00f6rld", "\U0001d416orld"),  # a mathematical letter
        ("\u81ea\u7531", "\u2f83\u7531"),  # a radical for the sign
    ],
)
def test_names_that_look_alike_have_one_skeleton(name: str, other: str) -> None:
    assert lookalikes.skeleton(name) == lookalikes.skeleton(other)


@pytest.mark.parametrize(
    ("name", "other"), [("Mali Watch", "Mall Watch"), ("Free Tibet", "Free Tiber"), ("\u4e2d\u570b", "\u4e2d\u56fd")]
)
def test_other_names_have_not(name: str, other: str) -> None:
    assert lookalikes.skeleton(name) != lookalikes.skeleton(other)


def test_an_alias_that_looks_like_anothers_name_is_pointed_out_with_its_signs() -> None:
    mine = Organization("beta", "Beta", aliases=("AIpha",), lines=(("AIpha", 4),))
    assert told(Organization("alpha", "Alpha"), mine) == [
        "organizations/beta.md:4: look-alike: the name ‘AIpha’ looks like ‘Alpha’ of organizations/alpha.md (U+0049 for U+006C); make sure that it is the body's own name, and not meant to be taken for the other"
    ]


def test_equal_names_own_names_and_names_of_another_kind_are_left_to_other_rules() -> None:
    assert told(Organization("alpha", "Alpha", aliases=("AIpha",)), Topic("alpha", "Alpha")) == []
    assert told(Organization("alpha", "Alpha"), Organization("beta", "alpha")) == []


def test_names_that_differ_in_spaces_say_so() -> None:
    (message,) = told(Organization("a", "Jan Chetna"), Organization("b", "Janchetna"))
    assert "‘Janchetna’ looks like ‘Jan Chetna’ of organizations/a.md (they differ in their spaces)" in message


def test_two_pages_that_name_each_other_are_known_apart() -> None:
    records: dict[str, Record] = {
        f"organizations/{id_}": Organization(id_, name) for id_, name in (("a", "Amnesty"), ("b", "Arnnesty"))
    }
    one = {"organizations/b": [Reference("organization", "a")]}
    both = {**one, "organizations/a": [Reference("organization", "b")]}
    assert [len(list(lookalikes.check(records, named))) for named in ({}, one, both)] == [1, 1, 0]
