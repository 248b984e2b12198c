"""Letters as CSV: exact output of small ones, formulas made harmless, and awkward names read back."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made_up import names, parties
from tests.test_exports import CATALOGUE, PLAIN, RICH, SITE, archive, entries
from undersigned.exports import csl, files, formats, spreadsheet
from undersigned.exports.plain import one_line
from undersigned.records import Ask, Party, Source

if TYPE_CHECKING:
    from undersigned.records import Letter


def row(letter: Letter) -> dict[str, str]:
    """Write a letter and read it back."""
    item = csl.letter_item(letter, "letters/2020/x", CATALOGUE, SITE)
    (found,) = rows(spreadsheet.head() + spreadsheet.entry(letter, item))
    return found


def rows(text: str) -> list[dict[str, str]]:
    # As programs open a file: the sign of its encoding is no part of the first name.
    file = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8-sig", newline="")
    return list(csv.DictReader(file, strict=True))


def test_a_file_begins_with_the_sign_of_its_encoding_and_names_of_columns() -> None:
    assert spreadsheet.head() == (
        "\ufeffid,date,title,language,addressees,copies,signatories,listed,stated,complete,individuals,topics,"
        "occasion,asks,text,publisher,number,address,original\r\n"
    )


def test_a_letter_is_one_row() -> None:
    assert row(PLAIN) == {
        "id": "2020-05-04-plain",
        "date": "2020-05-04",
        "title": "A letter",
        "language": "en",
        "addressees": "Jo Example (Minister); Ministry of Examples",
        "copies": "",
        "signatories": "Alpha Society; Beta & Sons, Ltd.",
        "listed": "2",
        "stated": "2",
        "complete": "yes",
        "individuals": "0",
        "topics": "Speech",
        "occasion": "",
        "asks": "Talk",
        "text": "summary",
        "publisher": "Alpha",
        "number": "",
        "address": "https://letters.example/letters/2020/x.html",
        "original": "https://alpha.example/letter",
    }


def test_partial_lists_and_persons_are_counted_and_not_named() -> None:
    found = row(RICH)
    assert found["signatories"] == "Alpha; Gamma; Beta and Sons Ltd; Delta"
    assert (found["listed"], found["stated"], found["complete"], found["individuals"]) == ("7", "", "no", "12")
    assert (found["date"], found["number"], found["copies"]) == ("2021-03~", "ALP 1/2021", "Alpha")
    assert "Secret" not in "".join(found.values())


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize("before", ["", "\t", "\r", "\n", " ", "\u2028"])
def test_no_cell_begins_a_formula(sign: str, before: str) -> None:
    text = f'{before}{sign}HYPERLINK("https://bad.example")'
    letter = replace(PLAIN, title=text, asks=(Ask("Talk"), Ask(text)), signatories=(Party("Alpha"), Party(text)))
    found = row(letter)
    assert found["title"] == f"'{sign}" + 'HYPERLINK("https://bad.example")'
    # Where a semicolon parts cells, each of several values begins one.
    assert found["asks"].split("; ")[1][:2] == found["signatories"].split("; ")[1][:2] == f"'{sign}"


def test_signs_within_a_cell_stay_as_they_are() -> None:
    assert row(replace(PLAIN, title="A = B - C @ D + 1"))["title"] == "A = B - C @ D + 1"


def test_every_column_says_what_it_holds() -> None:
    assert all(column.doc.endswith((".", "(EDTF).")) for column in spreadsheet.COLUMNS)
    assert len({column.name for column in spreadsheet.COLUMNS}) == len(spreadsheet.COLUMNS)


def test_the_whole_archive_is_read_back() -> None:
    found = rows(files.Texts(formats.CSV, archive(), SITE).file(entries()))
    assert [one["id"] for one in found] == [entry.record.id for entry in entries()]
    for one, entry in zip(found, entries(), strict=True):
        assert one["title"].removeprefix("'") == entry.record.title
        assert None not in one.values()
        assert one["listed"] == str(len(entry.record.signatories))


def test_no_row_names_who_signs_for_no_body() -> None:
    found = rows(files.Texts(formats.CSV, archive(), SITE).file(entries()))
    seen = 0
    for one, entry in zip(found, entries(), strict=True):
        alone = {party.name for party in entry.record.signatories if party.name and party.is_person_alone}
        assert not alone & set(one["signatories"].split("; "))
        seen += len(alone)
    assert seen > 40


@given(names, st.lists(parties, min_size=1, max_size=5))
def test_awkward_names_read_back(name: str, signed: list[Party]) -> None:
    letter = replace(PLAIN, title=name, to=(Party(name),), signatories=tuple(signed), source=Source(name))
    found = row(letter)
    assert list(found) == [column.name for column in spreadsheet.COLUMNS]
    assert found["title"] == found["publisher"] == spreadsheet.harmless(one_line(name))
    shown = "; ".join(
        one_line(body) for body in dict.fromkeys(party.organization for party in signed if party.organization)
    )
    assert found["signatories"] == spreadsheet.harmless(shown)
    assert not any(cell.lstrip()[:1] in tuple("=+-@＝＋－＠") for cell in found.values() if cell)
