"""What a changed letter reaches: never less than what changes, and far from everything."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from tests.made_up import views_of
from undersigned import affected
from undersigned.catalogue import Catalogue
from undersigned.listings import Listing
from undersigned.records import Ask, Date, Letter, Organization, Page, Party, Reference, Relation, Source, Topic
from undersigned.views import fingerprint

if TYPE_CHECKING:
    from undersigned.records import Record

BODIES, TOPICS = 24, 8
LISTED = {"letters/index": (Listing("letters", (("as", "years"),), 1),)}


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let few letters be near, as lists are short here."""
    monkeypatch.setattr("undersigned.catalogue.RELATED_WINDOW", 2)
    monkeypatch.setattr("undersigned.affected.RELATED_WINDOW", 2)


def letter(random: Random, number: int, others: int) -> Letter:
    """Make up a letter that shares little with most others, and follows one of them now and then."""
    year = random.randint(2000, 2004)
    relations = [Relation(random.choice(("follows", "translates")), f"l-{random.randrange(others)}")]
    return Letter(
        f"l-{number}",
        f"Letter {random.randrange(others)}",
        Date(year, random.choice((0, 3, 7)), 0),
        Source("Publisher"),
        language=random.choice(("en", "fr")),
        to=(Party(f"Body {random.randrange(BODIES)}", "Jo Example"),),
        signatories=tuple(Party(f"Body {n}") for n in random.sample(range(BODIES), random.choice((0, 1, 2)))),
        topics=tuple(Reference("topic", f"t-{n}") for n in random.sample(range(TOPICS), random.choice((0, 1)))),
        asks=(Ask("Publish it"),) if random.random() < 0.3 else (),
        relations=tuple(relations) if random.random() < 0.15 else (),
    )


def archive(random: Random, letters: int) -> dict[str, Record]:
    found: dict[str, Record] = {"letters/index": Page("letters/index", "Letters")}
    found |= {
        f"letters/{year}/index": Page(f"letters/{year}/index", f"Letters of {year}") for year in range(2000, 2005)
    }
    for number in range(BODIES):
        parent = f"b-{number - 1}" if number % 7 == 1 else None
        found[f"organizations/b-{number}"] = Organization(f"b-{number}", f"Body {number}", parent=parent)
    for number in range(TOPICS):
        found[f"topics/t-{number}"] = Topic(
            f"t-{number}", f"Topic {number}", f"t-{number // 2}" if number % 2 else None
        )
    for number in range(letters):
        made = letter(random, number, letters)
        found[f"letters/{made.date.year}/l-{number}"] = made
    return found


def fingerprints(records: dict[str, Record]) -> dict[str, str]:
    views = views_of(records, LISTED)
    return {docname: fingerprint(views.page(docname)) for docname in records}


def edit(random: Random, records: dict[str, Record]) -> dict[str, Record]:
    """Change, add, move or remove a letter or two."""
    edited = dict(records)
    for _ in range(random.choice((1, 1, 2))):
        docname = random.choice([name for name, record in edited.items() if isinstance(record, Letter)])
        old = edited[docname]
        assert isinstance(old, Letter)
        number = int(old.id.removeprefix("l-"))
        new = letter(random, number, 60)
        match random.randrange(8):
            case 0:
                del edited[docname]
            case 1:
                used = {record.id for record in edited.values()}
                added = replace(new, id=next(id_ for id_ in map("l-{}".format, range(60, 99)) if id_ not in used))
                edited[f"letters/{added.date.year}/{added.id}"] = added
            case 2:
                edited[docname] = replace(old, title=new.title)
            case 3:
                edited[docname] = replace(old, topics=new.topics, signatories=new.signatories)
            case 4:
                edited[docname] = replace(old, date=replace(new.date, year=old.date.year))
            case 5:
                edited[docname] = replace(old, relations=new.relations)
            case 6:
                del edited[docname]
                edited[f"letters/{new.date.year}/{new.id}"] = new
            case _:
                edited[docname] = replace(old, to=new.to, language=new.language, asks=new.asks)
    return edited


def reached(records: dict[str, Record], edited: dict[str, Record]) -> set[str] | None:
    names = records.keys() | edited.keys()
    changes = {name: (records.get(name), edited.get(name)) for name in names if records.get(name) != edited.get(name)}
    domain: Any = SimpleNamespace(catalogue=Catalogue(edited), records=edited, references={}, listings=LISTED)
    return affected.pages(domain, changes)


@pytest.mark.parametrize("seed", range(40))
def test_all_that_changes_is_reached(seed: int) -> None:
    random = Random(seed)
    records = archive(random, 60)
    before = fingerprints(records)
    for _ in range(8):
        edited = edit(random, records)
        after = fingerprints(edited)
        found = reached(records, edited)
        assert found is not None
        changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
        # Nobody makes the view of a page that is gone.
        assert changed & edited.keys() <= found
        records, before = edited, after


def test_most_pages_are_not_reached() -> None:
    random = Random(1)
    records = archive(random, 200)
    docname = next(name for name, record in records.items() if isinstance(record, Letter))
    found = reached(records, {**records, docname: replace(records[docname], title="Another")})
    assert found is not None
    assert len(found) < len(records) / 2


def test_a_changed_text_reaches_its_own_page_alone() -> None:
    records = archive(Random(1), 20)
    docname = next(name for name, record in records.items() if isinstance(record, Letter))
    domain: Any = SimpleNamespace(catalogue=Catalogue(records), records=records, references={}, listings=LISTED)
    assert affected.pages(domain, {docname: (records[docname], records[docname])}) == {docname}


@pytest.mark.parametrize("docname", ["organizations/b-1", "topics/t-1", "letters/2001/index"])
def test_other_records_reach_everything(docname: str) -> None:
    records = archive(Random(1), 20)
    changed = {**records, docname: replace(records[docname], **{"title" if "letters" in docname else "name": "New"})}
    assert reached(records, changed) is None
    assert reached(records, {name: record for name, record in records.items() if name != docname}) is None


def test_letters_that_share_an_id_reach_everything() -> None:
    records = archive(Random(1), 20)
    docname = next(name for name, record in records.items() if isinstance(record, Letter))
    for other in ("letters/1999/double", "letters/2999/double"):
        double = {**records, other: replace(records[docname], title="Double")}
        assert reached(records, double) is None
        assert reached(double, records) is None
        assert reached(double, {name: record for name, record in double.items() if name != docname}) is None
        assert reached(double, {**double, other: replace(records[docname], title="Other")}) is None
        assert reached(double, {**double, docname: replace(records[docname], id="l-99")}) is None
