"""Letters as RIS: exact output of a small one, and awkward names read back by another library."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from tests.made_up import names, parties
from tests.test_exports import CATALOGUE, PLAIN, RICH, SITE, archive, entries
from undersigned.exports import csl, files, formats, ris
from undersigned.exports.plain import one_line
from undersigned.records import Date, Organization, Party, Source

if TYPE_CHECKING:
    from undersigned.records import Letter


def written(letter: Letter, docname: str = "letters/2020/x") -> str:
    return ris.entry(letter, csl.letter_item(letter, docname, CATALOGUE, SITE))


def read(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = rispy.loads(text)
    # Tags that the library does not know would stand apart.
    assert not any("unknown_tag" in reference for reference in found)
    return found


def test_a_letter_is_a_personal_communication_with_its_addressee() -> None:
    assert written(PLAIN, "letters/2020/2020-05-04-plain") == (
        "TY  - PCOMM\r\n"
        "ID  - 2020-05-04-plain\r\n"
        "AU  - Alpha Society\r\n"
        "AU  - Beta & Sons, Ltd.\r\n"
        "A2  - Jo Example (Minister)\r\n"
        "A2  - Ministry of Examples\r\n"
        "TI  - A letter\r\n"
        "M3  - Open letter\r\n"
        "PY  - 2020\r\n"
        "DA  - 2020/05/04/\r\n"
        "PB  - Alpha\r\n"
        "LA  - en\r\n"
        "KW  - Speech\r\n"
        "UR  - https://letters.example/letters/2020/2020-05-04-plain.html\r\n"
        "N1  - Signed by: 2 organizations. Original: https://alpha.example/letter\r\n"
        "ER  - \r\n"
        "\r\n"
    )


def test_every_fact_that_has_a_tag_is_read_back() -> None:
    (found,) = read(written(RICH))
    assert found["type_of_reference"] == "PCOMM"
    assert found["authors"] == ["Alpha", "Gamma", "Beta and Sons Ltd"]
    assert found["secondary_authors"] == ["Broadcasters", "Lee Example", "Ministry of Examples"]
    assert found["title"] == "[Réponse à « A letter »]"
    assert found["keywords"] == ["Speech", "unknown"]
    assert found["type_of_work"] == "Open letter"
    assert found["note"] == "ALP 1/2021"
    assert found["notes"][0].startswith("Endorsed by: Delta. Signed by: 5 organizations")
    assert "list incomplete. Persons are counted, not named." in found["notes"][0]
    assert "Secret" not in written(RICH)


@pytest.mark.parametrize(
    ("date", "text"),
    [
        (Date(2013, 4, 10), "2013/04/10/"),
        (Date(2013, 4), "2013/04//"),
        (Date(2013), "2013///"),
        (Date(2013, 4, approximate=True), "2013/04//about"),
        (Date(2013, uncertain=True), "2013///doubtful"),
        (Date(2013, approximate=True, uncertain=True), "2013///about doubtful"),
    ],
)
def test_dates_are_as_precise_as_the_record(date: Date, text: str) -> None:
    (found,) = read(written(replace(PLAIN, date=date)))
    assert found["date"] == text
    assert found["year"] == "2013"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x1c"])
def test_no_value_begins_a_line(end: str) -> None:
    letter = replace(PLAIN, title=f"A{end}ER  - {end}TY  - BOOK", signatories=(Party(f"B{end}AU  - C"),))
    (found,) = read(written(letter))
    assert found["title"] == "A ER  - TY  - BOOK"
    assert found["authors"] == ["B AU  - C"]


def test_the_whole_archive_is_read_back() -> None:
    found = read(files.Texts(formats.RIS, archive(), SITE).file(entries()))
    assert [reference["id"] for reference in found] == [entry.record.id for entry in entries()]
    for entry, reference in zip(entries(), found, strict=True):
        item = csl.letter_item(entry.record, entry.docname, archive(), SITE)
        assert reference["title"] == entry.record.title
        assert reference.get("authors", []) == csl.names(item, "author")
        assert reference.get("secondary_authors", []) == csl.names(item, "recipient")
        assert reference["urls"] == [item["URL"]]


def test_no_reference_names_who_signs_for_no_body() -> None:
    found = 0
    for entry in entries():
        alone = {party.name for party in entry.record.signatories if party.name and party.is_person_alone}
        item = csl.letter_item(entry.record, entry.docname, archive(), SITE)
        (reference,) = read(ris.entry(entry.record, item))
        assert not alone & set(reference.get("authors", []))
        found += len(alone)
    assert found > 40


@given(names, st.lists(parties, min_size=1, max_size=5))
def test_awkward_names_stay_whole_and_read_back(name: str, signed: list[Party]) -> None:
    letter = replace(PLAIN, title=name, to=(Party(name),), signatories=tuple(signed), source=Source(name))
    item = csl.letter_item(letter, "letters/x", type(CATALOGUE)({"organizations/x": Organization("x", name)}), SITE)
    (found,) = read(ris.entry(letter, item))
    shown = [one_line(party) for party in csl.names(item, "author") if one_line(party)]
    assert found.get("authors", []) == shown
    assert found.get("title", "") == found.get("publisher", "") == one_line(name)
