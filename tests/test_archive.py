"""The archive itself: its pages against the records they were made from, and against themselves."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from os import environ
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.building import TOP
from tests.searching import index_files, indexed
from undersigned.catalogue import Catalogue
from undersigned.checking import check_archive
from undersigned.names import name_key

DOCS = TOP / "docs"
RECORDS = Path(environ.get("UNDERSIGNED_RECORDS", TOP.parent / "shared" / "records"))
SITE = Path(environ.get("UNDERSIGNED_SITE", TOP / "build" / "html"))
#: Letters that are not among the records.
OWN = {"2026-11-23-publishers-of-open-letters"}

with_records = pytest.mark.skipif(not RECORDS.is_dir(), reason="optional: the records are not part of the repository")
with_site = pytest.mark.skipif(not (SITE / "index.html").is_file(), reason="the site is not built; run `make site`")


@cache
def records(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((RECORDS / f"{name}.json").read_text("utf-8"))
    return found


@cache
def catalogue() -> Catalogue:
    return check_archive(DOCS).catalogue


def parties(letter: dict[str, Any]) -> list[dict[str, Any]]:
    return [*letter["to"], *letter["cc"], *letter["signatories"]]


def test_the_archive_has_no_problems() -> None:
    assert [str(message) for message in check_archive(DOCS).messages] == []


@with_records
def test_every_record_has_its_page_and_its_facts() -> None:
    assert {entry.record.id for entry in catalogue().letters} - OWN == {item["id"] for item in records("letters")}
    assert set(catalogue().organization) - {"undersigned"} == {item["id"] for item in records("organizations")}
    assert set(catalogue().topic) == {item["id"] for item in records("topics")}
    for item in records("letters"):
        letter = catalogue().letter[item["id"]].record
        assert letter.title == item["title"]
        assert str(letter.date) == item["date"]
        assert [party.name for party in letter.signatories] == [party.get("name") for party in item["signatories"]]
        assert (letter.signatories_complete, letter.signatories_stated, letter.individuals) == (
            item["signatories_complete"], item["signatories_stated"], item["individuals_count"],
        )  # fmt: skip
        assert (letter.source.publisher, letter.source.url) == (item["source"]["publisher"], item["source"]["url"])
        assert (letter.evidence, letter.other_urls) == (tuple(item["evidence"]), tuple(item["other_urls"]))
        assert (letter.notes, letter.date_note, letter.rights) == (item["notes"], item["date_note"], item["rights"])
        assert {ask.text for ask in letter.asks} >= set(item["asks"])


@with_records
def test_every_printed_name_resolves_to_the_organization_of_the_record() -> None:
    checked = 0
    for item in records("letters"):
        letter = catalogue().letter[item["id"]].record
        for printed, party in zip(parties(item), (*letter.to, *letter.cc, *letter.signatories), strict=True):
            assert party.organization == printed["organization"]
            body = catalogue().body_of(party)
            assert (body.record.id if body else None) == printed["organization_id"], printed
            checked += printed["organization"] is not None
    assert checked > 1000
    for item in records("organizations"):
        for name in (item["name"], *item["aliases"], *item["misprints"]):
            assert catalogue().authority.resolve(name) == (item["id"],)


@with_records
def test_letters_of_each_organization_and_topic_are_those_of_the_records() -> None:
    signed, received, topics = _computed()
    for id_ in catalogue().organization:
        assert {e.record.id for e in catalogue().signed_by(id_)} - OWN == signed[id_], id_
        assert {e.record.id for e in catalogue().received_by(id_)} - OWN == received[id_], id_
    for id_ in catalogue().topic:
        assert {e.record.id for e in catalogue().by_topic(id_)} - OWN == topics[id_], id_


def _computed() -> tuple[dict[str, set[str]], dict[str, set[str]], dict[str, set[str]]]:
    """Count anew from the JSON alone."""
    signed, received, topics = defaultdict(set), defaultdict(set), defaultdict(set)
    for item in records("letters"):
        for party in item["signatories"]:
            signed[party["organization_id"]].add(item["id"])
        for party in (*item["to"], *item["cc"]):
            received[party["organization_id"]].add(item["id"])
        for topic in item["topics"]:
            topics[topic].add(item["id"])
    return signed, received, topics


def _listed(page: Path, role: str = "") -> set[str]:
    """Read the letters that a built page lists, of an organization those in which it has a role."""
    links = set()
    for item in html.parse(page).xpath("//section[@id='letters']//ul[contains(@class, 'letter-list')]/li"):
        roles = item.xpath("string(.//*[contains(@class, 'letter-role')])").split("; ")
        if not role or any(said.startswith(role) for said in roles):
            links |= {Path(link).stem for link in item.xpath("./p//a/@href")}
    return links


@with_site
@with_records
def test_the_site_lists_exactly_the_letters_of_the_records() -> None:
    signed, received, topics = _computed()
    for item in records("organizations"):
        page = SITE / f"organizations/{item['id']}.html"
        assert _listed(page, "signed") - OWN == signed[item["id"]], page
        assert _listed(page, "received") - OWN == received[item["id"]], page
        if signed[item["id"]]:
            said = html.parse(page).xpath("string(//dl[contains(@class, 'masthead')])")
            assert f"{len(signed[item['id']]):,} signed" in said
    for item in records("topics"):
        assert _listed(SITE / f"topics/{item['id']}.html") == topics[item["id"]]


@with_site
def test_every_letter_links_its_signatories_addressees_and_topics() -> None:
    for entry in catalogue().letters:
        tree = html.parse(SITE / f"{entry.docname}.html")
        linked = {Path(link).stem for link in tree.xpath("//article//a/@href")}
        letter = entry.record
        for body in (*catalogue().signatories(letter), *catalogue().addressees(letter)):
            assert body.record.id in linked, (entry.docname, body.record.id)
        for topic in letter.topics:
            assert topic.target in linked
        assert f"{letter.id}.pdf" in {Path(link).name for link in tree.xpath("//a/@href")}


@with_site
def test_partial_lists_say_how_much_is_known() -> None:
    partial = 0
    for entry in catalogue().letters:
        letter = entry.record
        text = html.parse(SITE / f"{entry.docname}.html").xpath("string(//section[@id='signatories'])")
        stated, listed = letter.signatories_stated, len(letter.signatories)
        if letter.signatories_complete:
            assert "Complete list" in text
        elif stated is not None and stated > listed > 0:
            assert f"{listed:,} of at least {stated:,} known" in text
            partial += 1
        else:
            assert "Complete list" not in text
    assert partial > 20


@with_site
def test_persons_who_sign_for_themselves_are_in_no_other_file() -> None:
    names = {
        party.name: entry.docname
        for entry in catalogue().letters
        for party in entry.record.signatories
        if party.name and party.is_person_alone
    }
    assert len(names) > 40
    # Addressees are named by office; the same person may receive one letter and sign another.
    public = {party.name for entry in catalogue().letters for party in (*entry.record.to, *entry.record.cc)}
    search = b"".join(index_files(SITE).values()).decode("utf-8", "replace").casefold()
    assert "freedom house" in search
    for name in ("soderberg", "soyinka", "chomsky", "esquivel"):
        assert name not in search
    pages = indexed(SITE)
    for name, docname in names.items():
        page = pages[f"{docname}.html"]
        assert f" {name_key(name)} " not in f" {name_key(page['content'])} ", name
    for page in (SITE / "organizations").glob("*.html"):
        text = page.read_text("utf-8")
        for name, docname in names.items():
            if name not in public and name_key(name) not in {"edward snowden"}:
                assert name not in text or docname in text, (page, name)


@with_site
def test_inventory_names_every_record() -> None:
    from sphinx.util.inventory import InventoryFile

    with (SITE / "objects.inv").open("rb") as file:
        inventory = InventoryFile.load(file, "https://example.org/", lambda base, path: base + path)
    assert set(inventory["letters:letter"]) == set(catalogue().letter)
    assert set(inventory["letters:organization"]) >= set(catalogue().organization)
    assert inventory["letters:organization"]["Access"].uri.endswith("organizations/access-now.html")
    assert set(inventory["letters:topic"]) == set(catalogue().topic)


def test_the_own_letter_is_as_long_as_it_should_be_and_signed_by_the_archive_alone() -> None:
    (own,) = (catalogue().letter[id_] for id_ in OWN)
    body = (DOCS / f"{own.docname}.md").read_text("utf-8").split("---\n", 2)[2]
    assert 300 <= len(body.split()) <= 500
    assert [party.organization for party in own.record.signatories] == ["Undersigned"]
    assert own.record.license == "CC-BY-4.0"


def test_a_summary_holds_no_line_of_another() -> None:
    seen: dict[str, str] = {}
    for entry in catalogue().letters:
        body = (DOCS / f"{entry.docname}.md").read_text("utf-8").split("---\n", 2)[2]
        for line in body.splitlines():
            if len(line) > 60:
                assert seen.setdefault(line, entry.docname) == entry.docname
