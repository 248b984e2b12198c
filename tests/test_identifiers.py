"""Ids of organizations in shared registers: read, checked, shown, exported, joined."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from tests.building import ARCHIVE, build, write_pages
from undersigned.checking import check_archive
from undersigned.exports.data import Data
from undersigned.exports.holdings import read_folder
from undersigned.identifiers import _BASE_32, REGISTERS, known
from undersigned.importing.reconciling import reconcile
from undersigned.importing.record_reading import Imported, Loaded, load
from undersigned.merging import merge
from undersigned.moving import Archive
from undersigned.pages import read_facts
from undersigned.records import Identifiers, Organization
from undersigned.writing import page_text

if TYPE_CHECKING:
    from pathlib import Path

BY_KEY = {register.key: register for register in REGISTERS}
#: Made up, but for the forms and check digits.
IDS = Identifiers("05dxps055", "Q161562", "000000012146438X", "123456789")
PAGE = page_text(Organization("beta", "Beta", kind="academic", identifiers=IDS), "")


def read(key: str, text: str) -> str:
    record = read_facts(
        f"---\nname: X\nkind: ngo\nidentifiers:\n  {key}: {text}\n---\n".encode(), path="organizations/x.md"
    )
    return "; ".join(message.text for message in record.messages)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("ror", "05dxps055"), ("ror", "02nr0ka47"), ("ror", "00k4n6c32"), ("wikidata", "Q1"),
        ("isni", "0000 0001 2103 2683"), ("isni", "0000000121032683"), ("isni", "0000 0001 2146 438X"), ("viaf", "12"),
    ],
)  # fmt: skip
def test_ids_of_the_right_form_are_read(key: str, text: str) -> None:
    assert read(key, text) == ""


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("ror", "05dxps054", "has wrong check digits"),
        ("ror", "05dxpt055", "has wrong check digits"),
        ("ror", "05dxps05", "write what stands after https://ror.org/"),
        ("ror", "05DXPS055", "write what stands after https://ror.org/"),
        ("ror", "05dxpi055", "write what stands after https://ror.org/"),
        ("ror", "https://ror.org/05dxps055", "is an address, not the id alone"),
        ("wikidata", "161562", "write Q and a number"),
        ("wikidata", "Q0", "write Q and a number"),
        ("isni", "0000 0001 2103 2684", "has wrong check digits"),
        ("isni", "0000-0001-2103-2683", "write sixteen digits"),
        ("isni", "٠٠٠٠ 0001 2103 2683", "write sixteen digits"),
        ("viaf", "0123", "digits only"),
        ("viaf", "[1, 2]", "holds a list"),
    ],
)
def test_other_ids_are_refused_with_the_mend(key: str, text: str, said: str) -> None:
    assert said in read(key, text)


@given(st.text(_BASE_32, min_size=6, max_size=6), st.integers(0, 99))
def test_one_pair_of_check_digits_in_ninety_seven_is_right(signs: str, digits: int) -> None:
    # ROR makes the digits as 98 less the remainder of a hundred times the number.
    number = 0
    for sign in signs:
        number = number * 32 + _BASE_32.index(sign)
    right = 98 - number * 100 % 97
    assert BY_KEY["ror"].checks(f"0{signs}{digits:02d}") == (digits % 97 == right % 97)


def test_an_empty_group_is_told() -> None:
    found = read_facts(b"---\nname: X\nkind: ngo\nidentifiers: {}\n---\n", path="organizations/x.md")
    assert [message.rule.id for message in found.messages] == ["empty-value"]
    assert isinstance(found.record, Organization)
    assert found.record.identifiers is None


def test_written_ids_read_back() -> None:
    page = read_facts(PAGE.encode(), path="organizations/beta.md")
    assert page.messages == ()
    assert isinstance(page.record, Organization)
    assert page.record.identifiers == IDS
    assert [(register.label, id_) for register, id_ in known(page.record)] == [
        ("ROR", "05dxps055"), ("Wikidata", "Q161562"), ("ISNI", "000000012146438X"), ("VIAF", "123456789"),
    ]  # fmt: skip


def test_an_id_belongs_to_one_body_and_the_line_is_told(tmp_path: Path) -> None:
    other = "---\nname: Gamma\nkind: ngo\nidentifiers:\n  viaf: 12\n  isni: 0000 0001 2146 438X\n---\n"
    write_pages(tmp_path, {**ARCHIVE, "organizations/beta.md": PAGE, "organizations/gamma.md": other})
    (message,) = check_archive(tmp_path).messages
    assert str(message).startswith("organizations/gamma.md:6: external-id: ISNI ‘000000012146438X’ belongs to")


def test_masthead_links_the_registers(tmp_path: Path) -> None:
    write_pages(tmp_path / "docs", {**ARCHIVE, "organizations/beta.md": PAGE})
    assert build(tmp_path / "docs", tmp_path / "html").warnings == ""
    page = html.fromstring((tmp_path / "html/organizations/beta.html").read_bytes())
    (field,) = page.xpath("//dl[contains(@class, 'masthead')]/dd[2]")
    assert " ".join(field.text_content().split()) == (
        "ROR 05dxps055, Wikidata Q161562, ISNI 0000 0001 2146 438X, VIAF 123456789"
    )
    assert field.xpath(".//a/@href") == [
        "https://ror.org/05dxps055", "https://www.wikidata.org/wiki/Q161562",
        "https://isni.org/isni/000000012146438X", "https://viaf.org/viaf/123456789",
    ]  # fmt: skip


def test_data_hold_the_ids(tmp_path: Path) -> None:
    write_pages(tmp_path, {**ARCHIVE, "organizations/beta.md": PAGE})
    files = Data(read_folder(tmp_path), None).folder()
    (beta,) = [item for item in json.loads(files["organizations.json"])["organizations"] if item["id"] == "beta"]
    assert beta["identifiers"] == {
        "ror": "05dxps055", "wikidata": "Q161562", "isni": "000000012146438X", "viaf": "123456789",
    }  # fmt: skip
    assert b"05dxps055,Q161562,000000012146438X,123456789" in files["organizations.csv"]
    (tmp_path / "organizations.json").write_bytes(files["organizations.json"])
    assert [item.record.identifiers for item in load(tmp_path).items if isinstance(item.record, Organization)][1] == IDS


def test_merging_keeps_the_ids(tmp_path: Path) -> None:
    gamma = page_text(Organization("gamma", "Gamma", kind="academic", parent="alpha"), "")
    write_pages(tmp_path, {**ARCHIVE, "organizations/beta.md": PAGE, "organizations/gamma.md": gamma})
    plan = merge(Archive.read(tmp_path), "beta", "gamma")
    (after,) = [change.after for change in plan.changes if change.path == "organizations/gamma.md"]
    assert after is not None
    merged = read_facts(after, path="organizations/gamma.md")
    assert merged.messages == ()
    assert isinstance(merged.record, Organization)
    assert (merged.record.identifiers, merged.record.parent) == (IDS, "alpha")
    assert "identifiers were taken over from ‘beta’" in plan.notes


def test_merging_tells_of_ids_that_differ(tmp_path: Path) -> None:
    gamma = Organization("gamma", "Gamma", kind="academic", identifiers=Identifiers(wikidata="Q5", viaf="123456789"))
    write_pages(tmp_path, {**ARCHIVE, "organizations/beta.md": PAGE, "organizations/gamma.md": page_text(gamma, "")})
    notes = merge(Archive.read(tmp_path), "beta", "gamma").notes
    assert "wikidata stays ‘Q5’; ‘beta’ said ‘Q161562’" in notes
    assert "ror ‘05dxps055’ of ‘beta’ was not taken over; add it to identifiers by hand" in notes
    assert not any("viaf" in note for note in notes)


def test_a_body_of_another_archive_is_known_by_its_id() -> None:
    ours = {"organizations/beta.md": (Organization("beta", "Beta", identifiers=IDS), "")}
    theirs = Organization("x", "Quite Another Name", identifiers=Identifiers(wikidata="Q161562"))
    found = reconcile(Loaded([Imported(theirs, "")]), ours, archive="https://x.example/")
    assert [(one.outcome, one.ours) for one in found.findings] == [("same", "beta")]
    found = reconcile(Loaded([Imported(replace(theirs, identifiers=None), "")]), ours, archive="https://x.example/")
    assert [(one.outcome, one.ours) for one in found.findings] == [("new", "x")]
