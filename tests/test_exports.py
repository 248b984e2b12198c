"""Letters as data: exact output of small ones, the whole archive read back, and names of every kind."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from tests.building import TOP
from tests.made_up import names, parties
from undersigned.catalogue import Catalogue, Entry
from undersigned.checking import check_archive
from undersigned.exports import files, formats
from undersigned.exports.csl import has_others, letter_item
from undersigned.exports.persons import counted
from undersigned.exports.record import as_json, as_line, letter_record
from undersigned.importing.record_reading import load
from undersigned.importing.records import settled
from undersigned.records import (
    Ask,
    Correction,
    Date,
    Letter,
    Organization,
    Outcome,
    Party,
    Reference,
    Relation,
    Response,
    Source,
    Topic,
)  # fmt: skip

SHARED = Path(__file__).resolve().parents[2] / "shared"
SITE = "https://letters.example/"

with_schema = pytest.mark.skipif(
    not (SHARED / "schemas/csl-data.json").is_file(), reason="optional: the schema is not part of the repository"
)
with_records = pytest.mark.skipif(
    not (SHARED / "records/letters.json").is_file(), reason="optional: the records are not part of the repository"
)

PLAIN = Letter(
    "2020-05-04-plain", "A letter", Date(2020, 5, 4), Source("Alpha", "https://alpha.example/letter"),
    to=(Party(name="Jo Example", title="Minister", organization_id="ministry"), Party("Ministry of Examples")),
    signatories=(Party("Alpha Society"), Party("Beta & Sons, Ltd.", name="Kim Sample")),
    signatories_complete=True, signatories_stated=2, individuals=0, topics=(Reference("topic", "Speech"),),
    asks=(Ask("Talk"),), evidence=("https://alpha.example/letter",),
)  # fmt: skip
#: Every fact that a letter can have.
RICH = Letter(
    "2021-03-rich", "[Réponse à « A letter »]", Date(2021, 3, approximate=True),
    Source("Alpha", identifier="ALP 1/2021", copy="Example Times, 3 March 2021, page 4"),
    language="fr", title_supplied=True, date_note="The page prints no day.",
    to=(Party(title="Broadcasters"), Party(name="Lee Example", organization_id="ministry"), Party(organization_id="ministry")),
    cc=(Party("Alpha"),),
    signatories=(
        Party("Alpha", role="lead"), Party(name="Secret Person", title="Baker", role="lead"),
        Party("Gamma", withdrawn=Date(2021, 4)), Party("Delta", role="endorser"),
        Party(title="Chair", organization_id="beta"), Party("Alpha", name="Kim Sample", title="Fellow"),
        Party(name="Other Secret", withdrawn=Date(2022)),
    ),
    individuals=12, topics=(Reference("topic", "speech"), Reference("topic", "unknown")), occasion="A day",
    asks=(Ask("Talk"), Ask("Listen", Outcome("met", Date(2021, 6, 1), "https://news.example/met", "In part by letter."))),
    text="full", license="CC-BY-4.0", other_urls=("https://beta.example/letter",), rights="CC BY", notes="Seen in print.",
    relations=(Relation("follows", "2020-05-04-plain"), Relation("follows", "2019-x"), Relation("translates", "2021-y")),
    responses=(Response(Date(2021, 5, 2), Party("Ministry of Examples"), "answered", note="By mail."),),
    corrections=(Correction(Date(2021, 7, 1), "A name was misspelt."),), former_ids=("2021-rich",),
)  # fmt: skip
CATALOGUE = Catalogue({
    "letters/2020/2020-05-04-plain": PLAIN,
    "letters/2021/2021-03-rich": RICH,
    "organizations/alpha": Organization("alpha", "Alpha", aliases=("Alpha Society",), kind="ngo"),
    "organizations/beta": Organization("beta", "Beta and Sons Ltd", kind="company"),
    "organizations/ministry": Organization("ministry", "Ministry of Examples", kind="government"),
    "topics/speech": Topic("speech", "Speech"),
})  # fmt: skip

PLAIN_JSON = """\
{
 "id": "2020-05-04-plain",
 "title": "A letter",
 "date": "2020-05-04",
 "date_note": null,
 "language": "en",
 "to": [
  {
   "name": "Jo Example",
   "title": "Minister",
   "organization": null,
   "organization_id": "ministry"
  },
  {
   "name": null,
   "title": null,
   "organization": "Ministry of Examples",
   "organization_id": "ministry"
  }
 ],
 "cc": [],
 "signatories": [
  {
   "organization": "Alpha Society",
   "organization_id": "alpha"
  },
  {
   "name": "Kim Sample",
   "title": null,
   "organization": "Beta & Sons, Ltd.",
   "organization_id": "beta"
  }
 ],
 "individuals_count": 0,
 "signatories_complete": true,
 "signatories_stated": 2,
 "topics": [
  "speech"
 ],
 "occasion": null,
 "summary": "Two groups “write”.",
 "asks": [
  "Talk"
 ],
 "source": {
  "publisher": "Alpha",
  "url": "https://alpha.example/letter"
 },
 "other_urls": [],
 "evidence": [
  "https://alpha.example/letter"
 ],
 "rights": null,
 "notes": null
}
"""


def person(**facts: object) -> dict[str, object]:
    return {"name": None, "title": None, "organization": None, "organization_id": None, **facts}


# ---------------------------------------------------------------- record


def test_a_letter_is_written_in_the_shape_of_the_records() -> None:
    assert as_json(letter_record(PLAIN, CATALOGUE, summary="Two groups “write”.")).decode() == PLAIN_JSON


def test_further_facts_stand_where_a_letter_has_them() -> None:
    found = letter_record(RICH, CATALOGUE)
    assert found == {
        "id": "2021-03-rich",
        "title": "[Réponse à « A letter »]",
        "title_supplied": True,
        "date": "2021-03~",
        "date_note": "The page prints no day.",
        "language": "fr",
        "to": [
            person(title="Broadcasters"),
            person(name="Lee Example", organization_id="ministry"),
            person(organization_id="ministry"),
        ],
        "cc": [person(organization="Alpha", organization_id="alpha")],
        "signatories": [
            {"organization": "Alpha", "organization_id": "alpha", "role": "lead"},
            {"organization": "Gamma", "organization_id": None, "withdrawn": "2021-04"},
            {"organization": "Delta", "organization_id": None, "role": "endorser"},
            person(title="Chair", organization_id="beta"),
            person(name="Kim Sample", title="Fellow", organization="Alpha", organization_id="alpha"),
        ],
        "individuals_count": 14,
        "signatories_complete": False,
        "signatories_stated": None,
        "topics": ["speech", "unknown"],
        "occasion": "A day",
        "summary": None,
        "asks": [
            "Talk",
            {
                "text": "Listen",
                "outcome": {
                    "status": "met",
                    "date": "2021-06-01",
                    "url": "https://news.example/met",
                    "note": "In part by letter.",
                },
            },
        ],
        "source": {
            "publisher": "Alpha",
            "url": None,
            "identifier": "ALP 1/2021",
            "copy": "Example Times, 3 March 2021, page 4",
        },
        "other_urls": ["https://beta.example/letter"],
        "evidence": [],
        "rights": "CC BY",
        "notes": "Seen in print.",
        "text": "full",
        "license": "CC-BY-4.0",
        "relations": {"follows": ["2020-05-04-plain", "2019-x"], "translates": ["2021-y"]},
        "responses": [
            {
                "date": "2021-05-02",
                "from": person(organization="Ministry of Examples", organization_id="ministry"),
                "kind": "answered",
                "url": None,
                "note": "By mail.",
            }
        ],
        "corrections": [{"date": "2021-07-01", "note": "A name was misspelt."}],
        "former_ids": ["2021-rich"],
    }
    assert list(found)[:4] == ["id", "title", "title_supplied", "date"]
    assert list(found)[-7:] == ["notes", "text", "license", "relations", "responses", "corrections", "former_ids"]


def test_an_id_that_leads_nowhere_is_kept() -> None:
    lost = replace(PLAIN, signatories=(Party(name="Jo", organization_id="nowhere"),))
    assert letter_record(lost, CATALOGUE)["signatories"] == [person(name="Jo", organization_id="nowhere")]


def test_an_outcome_without_date_has_none() -> None:
    open_ = replace(PLAIN, asks=(Ask("Talk", Outcome("open")),))
    assert letter_record(open_, CATALOGUE)["asks"] == [
        {"text": "Talk", "outcome": {"status": "open", "date": None, "url": None, "note": None}}
    ]


def test_what_is_no_text_makes_no_file() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        as_json(float("nan"))
    with pytest.raises(UnicodeEncodeError):
        as_json("\ud800")


# ---------------------------------------------------------------- CSL


def test_an_item_names_bodies_whole_and_leads_to_the_page() -> None:
    found = letter_item(PLAIN, "letters/2020/2020-05-04-plain", CATALOGUE, SITE)
    assert found == {
        "id": "2020-05-04-plain",
        "type": "document",
        "genre": "Open letter",
        "title": "A letter",
        "author": [{"literal": "Alpha Society"}, {"literal": "Beta & Sons, Ltd."}],
        "recipient": [{"literal": "Jo Example (Minister)"}, {"literal": "Ministry of Examples"}],
        "issued": {"date-parts": [[2020, 5, 4]]},
        "publisher": "Alpha",
        "language": "en",
        "keyword": "Speech",
        "URL": "https://letters.example/letters/2020/2020-05-04-plain.html",
        "note": "Signed by: 2 organizations. Original: https://alpha.example/letter",
    }


def test_an_item_says_in_its_note_what_has_no_variable() -> None:
    found = letter_item(RICH, "letters/2021/2021-03-rich", CATALOGUE, "")
    assert found == {
        "id": "2021-03-rich",
        "type": "document",
        "genre": "Open letter",
        "title": "[Réponse à « A letter »]",
        "author": [{"literal": "Alpha"}, {"literal": "Gamma"}, {"literal": "Beta and Sons Ltd"}],
        "contributor": [{"literal": "Delta"}],
        "recipient": [
            {"literal": "Broadcasters"},
            {"literal": "Lee Example"},
            {"literal": "Ministry of Examples"},
        ],
        "issued": {"date-parts": [[2021, 3]], "circa": True},
        "publisher": "Alpha",
        "number": "ALP 1/2021",
        "language": "fr",
        "keyword": "Speech; unknown",
        "note": (
            "Signed by: 5 organizations, 2 persons and 12 private persons known, list incomplete. "
            "Persons are counted, not named. "
            "Signature of Gamma withdrawn April 2021. Date: The page prints no day. Title supplied by the archive. "
            "Copy seen: Example Times, 3 March 2021, page 4"
        ),
    }


def test_without_a_site_an_item_leads_to_the_source() -> None:
    found = letter_item(PLAIN, "letters/2020/2020-05-04-plain", CATALOGUE, "")
    assert found["URL"] == "https://alpha.example/letter"
    assert found["note"] == "Signed by: 2 organizations."


@pytest.mark.parametrize("site", ["https://letters.example", "https://letters.example/", "https://letters.example/en/"])
def test_an_address_has_one_slash_after_the_site(site: str) -> None:
    found = letter_item(PLAIN, "letters/x", CATALOGUE, site)
    assert found["URL"] == site.rstrip("/") + "/letters/x.html"


@pytest.mark.parametrize(
    ("date", "issued"),
    [
        (Date(2020), {"date-parts": [[2020]]}),
        (Date(2020, 12), {"date-parts": [[2020, 12]]}),
        (Date(2020, uncertain=True), {"date-parts": [[2020]], "circa": True}),
        (Date(2020, 1, 2, approximate=True, uncertain=True), {"date-parts": [[2020, 1, 2]], "circa": True}),
    ],
)
def test_dates_are_as_precise_as_known(date: Date, issued: dict[str, Any]) -> None:
    assert letter_item(replace(PLAIN, date=date), "letters/x", CATALOGUE, "")["issued"] == issued


def test_a_letter_of_persons_alone_has_no_author() -> None:
    persons = replace(PLAIN, signatories=(Party(name="Secret Person"),), source=Source("Alpha"))
    found = letter_item(persons, "letters/x", CATALOGUE, "")
    assert not found.keys() & {"author", "contributor", "URL"}
    assert found["note"] == "Signed by: 1 person. Persons are counted, not named."


@pytest.mark.parametrize(
    ("change", "note"),
    [
        ({}, "Signed by: 2 organizations."),
        ({"individuals": 3}, "Signed by: 2 organizations and 3 private persons. Persons are counted, not named."),
        ({"signatories_complete": False}, "Signed by: 2 organizations known, list incomplete."),
        ({"signatories_complete": False, "signatories_stated": 39}, "Signed by: 2 of at least 39 known."),
    ],
)
def test_a_note_says_where_more_have_signed_than_are_named(change: dict[str, Any], note: str) -> None:
    letter = replace(PLAIN, source=Source("Alpha"), **change)
    assert letter_item(letter, "letters/x", CATALOGUE, "")["note"] == note
    assert has_others(letter) is (note != "Signed by: 2 organizations.")


def test_a_file_of_items_is_a_list_with_one_item_a_line() -> None:
    text = files.Texts(formats.CSL, CATALOGUE, SITE).file(CATALOGUE.letters)
    items = [letter_item(entry.record, entry.docname, CATALOGUE, SITE) for entry in CATALOGUE.letters]
    assert json.loads(text) == items
    assert text.splitlines() == ["[", f"{as_line(items[0])},", as_line(items[1]), "]"]


# ---------------------------------------------------------------- private persons


@pytest.mark.parametrize("letter", [RICH, RICH.private], ids=["as read", "as kept by the domain"])
def test_no_export_names_who_signs_for_no_body(letter: Letter) -> None:
    for data in (letter_record(letter, CATALOGUE), letter_item(letter, "letters/x", CATALOGUE, SITE)):
        text = as_json(data).decode()
        assert "Secret" not in text
        assert "Baker" not in text
    assert letter_record(letter, CATALOGUE) == letter_record(RICH, CATALOGUE)


# ---------------------------------------------------------------- the archive


@cache
def archive() -> Catalogue:
    return check_archive(TOP / "docs").catalogue


def entries() -> tuple[Entry[Letter], ...]:
    assert len(archive().letters) > 100
    return archive().letters


def read_back(items: list[dict[str, Any]], catalogue: Catalogue) -> list[Any]:
    """Read records as the importer does, ids left out where names decide."""
    with TemporaryDirectory() as folder:
        Path(folder, "letters.json").write_bytes(as_json(items))
        return [settled(item.record, catalogue.authority) for item in load(Path(folder)).items]


def test_every_letter_of_the_archive_reads_back() -> None:
    items = [letter_record(entry.record, archive()) for entry in entries()]
    assert read_back(items, archive()) == [settled(counted(entry.record), archive().authority) for entry in entries()]


def first_shape(item: dict[str, Any]) -> dict[str, Any]:
    """Leave of a record what the first records had; people have added to some pages since."""
    later = ("text", "license", "relations", "responses", "corrections", "former_ids")
    found = {key: value for key, value in item.items() if key not in later}
    found["source"] = {key: item["source"][key] for key in ("publisher", "url")}
    found["asks"] = [ask if isinstance(ask, str) else ask["text"] for ask in item["asks"]]
    return found


@with_records
def test_letters_equal_the_records_of_which_they_were_made() -> None:
    records = {item["id"]: item for item in json.loads((SHARED / "records/letters.json").read_text("utf-8"))}
    compared = 0
    for entry in entries():
        if entry.record.id not in records:
            continue
        record = records[entry.record.id]
        private = [party.is_person_alone for party in entry.record.signatories]
        record["signatories"] = [
            party for alone, party in zip(private, record["signatories"], strict=True) if not alone
        ]
        if any(private):
            record["individuals_count"] = (record["individuals_count"] or 0) + sum(private)
            record["signatories_complete"] &= bool(record["signatories"])
        item = first_shape(letter_record(entry.record, archive(), summary=record["summary"]))
        # People have added asks to the pages since.
        assert item["asks"][: len(record["asks"])] == record["asks"]
        item["asks"] = record["asks"]
        # As text, so that the order of keys counts.
        assert as_json(item) == as_json(record)
        compared += 1
    assert compared == len(records)


@with_schema
@pytest.mark.parametrize("site", [SITE, ""], ids=["site", "no site"])
def test_every_letter_of_the_archive_is_a_valid_item(site: str) -> None:
    schema = json.loads((SHARED / "schemas/csl-data.json").read_text("utf-8"))
    items = [letter_item(entry.record, entry.docname, archive(), site) for entry in (*entries(), *CATALOGUE.letters)]
    assert [error.message for error in Draft7Validator(schema).iter_errors(items)] == []
    assert all(set(name) == {"literal"} for item in items for name in item.get("author", ()))
    assert json.loads(as_json(items)) == items


def test_no_item_of_the_archive_names_who_signs_for_no_body() -> None:
    found = 0
    for entry in entries():
        letter = entry.record
        names = {party.name for party in letter.signatories if party.name and party.is_person_alone}
        item = letter_item(letter, entry.docname, archive(), SITE)
        record = letter_record(letter, archive())
        shown = {name["literal"] for kind in ("author", "contributor") for name in item.get(kind, ())}
        assert not names & (shown | {party.get("name") for party in record["signatories"]})
        found += len(names)
    assert found > 40


# ---------------------------------------------------------------- awkward names


@given(names, st.lists(parties, min_size=1, max_size=5, unique=True))
def test_awkward_names_stay_whole_and_read_back(name: str, signed: list[Party]) -> None:
    letter = replace(
        PLAIN,
        title=name,
        to=tuple(dict.fromkeys((Party(name), *signed))),
        signatories=tuple(signed),
        source=Source(name),
    )
    bodies = {party.organization: None for party in signed}
    known = Catalogue({"organizations/x": Organization("x", name)})
    (read,) = read_back([letter_record(letter, known)], known)
    assert read == letter
    item = json.loads(as_json(letter_item(letter, "letters/x", known, SITE)))
    assert item["author"] == [{"literal": body} for body in bodies]
    assert item["title"] == item["publisher"] == name
    assert {"literal": name} in item["recipient"]


@given(st.lists(st.one_of(parties, st.builds(Party, name=names, title=st.none() | names)), max_size=6))
def test_exports_are_the_same_each_time_and_count_every_signature(signed: list[Party]) -> None:
    letter = replace(PLAIN, signatories=tuple(signed))
    record = letter_record(letter, CATALOGUE)
    assert as_json(record) == as_json(letter_record(letter, CATALOGUE))
    bodies = [party for party in signed if not party.is_person_alone]
    assert len(record["signatories"]) + (record["individuals_count"] or 0) == len(signed)
    for party, written in zip(bodies, record["signatories"], strict=True):
        assert written.get("name") == party.name
        assert written["organization"] == party.organization
