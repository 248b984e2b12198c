"""CMIF: the file of all letters, held to the published schema and to the rules that the schema cannot say."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from os import environ
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree

from tests.building import ARCHIVE, LETTER, LETTER_PATH, TOP, build, write_pages
from tests.made_up import PRIVATE, catalogues
from tests.validators import programs
from tests.validators.markup import CMIF as SCHEMA
from tests.validators.markup import CMIF_RULES as RULES
from undersigned.catalogue import Catalogue
from undersigned.checking import check_archive
from undersigned.exports.addresses import authority_urls, valid
from undersigned.exports.cmif import cmif, source_id
from undersigned.records import Correction, Date, Identifiers, Letter, Organization, Party, Relation, Source

SITE = "https://letters.example/"
TEI = {"t": "http://www.tei-c.org/ns/1.0"}
_UUID = re.compile(r"[a-f][0-9a-f]{7}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_DAY = re.compile(r"\d{4}(-\d{2}){0,2}")

with_schema = pytest.mark.skipif(not SCHEMA.is_file(), reason="optional: the schema is not part of the repository")

LETTER_1 = Letter(
    "2020-05-04-plain", "A letter", Date(2020, 5, 4), Source("Alpha", "https://alpha.example/a?b=1&c=2"),
    to=(Party(name="Jo Example", title="Minister", organization_id="ministry"), Party("Ministry of Examples")),
    signatories=(Party("Alpha Society"), Party("Alpha", name="Kim Sample"), Party("Beta, Inc.", withdrawn=Date(2021))),
)  # fmt: skip
LETTER_2 = Letter(
    "2021-03-rich", "[Réponse]", Date(2021, 3, approximate=True), Source("Alpha"), language="fr",
    to=(Party(title="Broadcasters"),), cc=(Party("Gamma"),),
    signatories=(Party(name="Secret Person", title="Baker"), Party("Delta", role="endorser")),
    relations=(Relation("replies-to", "2020-05-04-plain"), Relation("encloses", "2020-05-04-plain"), Relation("follows", "gone")),
    corrections=(Correction(Date(2021, 7), "A name."),),
)  # fmt: skip
CATALOGUE = Catalogue({
    "letters/2020/2020-05-04-plain": LETTER_1,
    "letters/2021/2021-03-rich": LETTER_2,
    "organizations/alpha": Organization("alpha", "Alpha", aliases=("Alpha Society",)),
    "organizations/ministry": Organization("ministry", "Ministry of Examples"),
})  # fmt: skip

EXACT = """\
    <profileDesc>
      <correspDesc key="2020-05-04-plain" ref="https://letters.example/letters/2020/2020-05-04-plain.html" source="#UUID">
        <correspAction type="sent">
          <orgName ref="https://letters.example/organizations/alpha.html">Alpha</orgName>
          <orgName>Beta, Inc.</orgName>
          <date when="2020-05-04"/>
        </correspAction>
        <correspAction type="received">
          <persName>Jo Example</persName>
          <orgName ref="https://letters.example/organizations/ministry.html">Ministry of Examples</orgName>
        </correspAction>
        <correspContext>
          <ref type="next" target="https://letters.example/letters/2021/2021-03-rich.html">[Réponse]</ref>
        </correspContext>
        <note>
          <ref type="https://lod.academy/cmif/vocab/terms#hasLanguage" target="en"/>
          <ref type="https://lod.academy/cmif/vocab/terms#seeAlso" target="https://alpha.example/a?b=1&amp;c=2">Alpha</ref>
        </note>
      </correspDesc>
      <correspDesc key="2021-03-rich" ref="https://letters.example/letters/2021/2021-03-rich.html" source="#UUID">
        <correspAction type="sent">
          <persName>Unknown</persName>
          <date when="2021-03" cert="low">about March 2021</date>
        </correspAction>
        <correspAction type="received">
          <orgName>Broadcasters</orgName>
        </correspAction>
        <correspContext>
          <ref type="prev" target="https://letters.example/letters/2020/2020-05-04-plain.html">A letter</ref>
        </correspContext>
        <note>
          <ref type="https://lod.academy/cmif/vocab/terms#hasLanguage" target="fr"/>
          <ref type="https://lod.academy/cmif/vocab/terms#seeAlso" target="https://letters.example/letters/2020/2020-05-04-plain.html">A letter</ref>
        </note>
      </correspDesc>
    </profileDesc>
"""


def written(catalogue: Catalogue, **more: Any) -> bytes:
    return cmif(catalogue, site=SITE, name="Open Letters", editor="Its editors", **more)


@cache
def schema() -> Any:
    return etree.RelaxNG(etree.parse(SCHEMA))


def broken_rules(root: Any) -> list[str]:
    """Say which of the rules beyond the schema a file breaks: `cmif.sch`, and those of the documentation."""
    found = []
    sources = {bibl.get("{http://www.w3.org/XML/1998/namespace}id") for bibl in root.iterfind(".//t:bibl", TEI)}
    found += [f"bibl without UUID: {id_}" for id_ in sources if not _UUID.fullmatch(id_ or "")]
    for letter in root.iterfind(".//t:correspDesc", TEI):
        key = letter.get("key")
        types = [action.get("type") for action in letter.iterfind("t:correspAction", TEI)]
        if types != ["sent", "received"]:
            found.append(f"{key}: actions {types}")
        if letter.get("source", "").removeprefix("#") not in sources or not letter.get("ref"):
            found.append(f"{key}: source or ref")
        for action in letter.iterfind("t:correspAction", TEI):
            if not [name for name in action if name.tag.endswith(("persName", "orgName")) and name.text]:
                found.append(f"{key}: nobody {action.get('type')} it")
    for date in root.iterfind(".//t:correspAction/t:date", TEI):
        said = [date.get(name) for name in ("when", "from", "to", "notBefore", "notAfter") if date.get(name)]
        if not said or not all(_DAY.fullmatch(day) for day in said):
            found.append(f"date {dict(date.attrib)}")
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", root.find(".//t:publicationStmt/t:date", TEI).get("when")):
        found.append("date of the file")
    return found


def assert_valid(content: bytes) -> Any:
    root = etree.fromstring(content)
    if SCHEMA.is_file():
        assert schema().validate(root), schema().error_log
    assert broken_rules(root) == []
    return root


def test_letters_are_described_exactly() -> None:
    content = written(CATALOGUE).decode()
    assert EXACT.replace("UUID", source_id(SITE)) in content
    assert '<date when="2021-07-01T00:00:00Z"/>' in content
    assert "Secret" not in content


@with_schema
def test_the_schema_finds_what_is_wrong() -> None:
    content = written(CATALOGUE)
    assert_valid(content)
    for right, wrong in [
        (b'idno type="url"', b'idno type="URL"'),
        (b'type="received"', b'type="answered"'),
        (b' cert="low"', b' cert="medium"'),
        (b"<p/>", b""),
    ]:
        assert right in content
        assert not schema().validate(etree.fromstring(content.replace(right, wrong, 1)))


def test_the_rules_beyond_the_schema_find_what_is_wrong() -> None:
    content = written(CATALOGUE)
    for right, wrong in [
        (b'source="#' + source_id(SITE).encode(), b'source="#x'),
        (b'when="2020-05-04"', b'when="2020-05-04T12:00:00Z"'),
        (b'when="2021-07-01T00:00:00Z"', b'when="2021-07-01"'),
        (b"<persName>Unknown</persName>", b""),
        (b'type="received"', b'type="sent"'),
    ]:
        assert right in content
        assert broken_rules(etree.fromstring(content.replace(right, wrong, 1)))


@pytest.mark.parametrize(
    ("date", "attributes", "text"),
    [
        (Date(2020), {"when": "2020"}, None),
        (Date(2020, 12), {"when": "2020-12"}, None),
        (Date(2020, 1, 2), {"when": "2020-01-02"}, None),
        (Date(2020, uncertain=True), {"when": "2020", "cert": "low"}, "2020 (doubtful)"),
        (Date(2020, 1, 2, approximate=True), {"when": "2020-01-02", "cert": "low"}, "about 2 January 2020"),
    ],
)
def test_dates_are_as_precise_as_known(date: Date, attributes: dict[str, str], text: str | None) -> None:
    root = assert_valid(written(Catalogue({"letters/x": replace(LETTER_1, date=date)})))
    found = root.find(".//t:correspAction/t:date", TEI)
    assert dict(found.attrib) == attributes
    assert found.text == text


def test_an_empty_archive_is_valid_too() -> None:
    root = assert_valid(written(Catalogue({})))
    assert root.find(".//t:publicationStmt/t:date", TEI).get("when") == "1970-01-01T00:00:00Z"


def test_the_file_bears_the_date_that_the_build_is_told() -> None:
    assert b'<date when="2001-09-09T01:46:40Z"/>' in written(CATALOGUE, epoch=1_000_000_000)


@pytest.mark.parametrize("site", [f"https://{number}.example/" for number in range(20)])
def test_the_source_has_a_lasting_uuid_that_begins_with_a_letter(site: str) -> None:
    assert _UUID.fullmatch(source_id(site))
    assert source_id(site) == source_id(site)


def test_the_uuid_of_an_address_never_changes() -> None:
    assert source_id(SITE) == "ca4a219a-3d51-5e1c-9e47-c7a7068047de"


def test_numbers_of_other_authorities_come_in_the_order_of_the_format() -> None:
    body = Organization("x", "X", identifiers=Identifiers(wikidata="Q42", ror="02nvt3r44", viaf="123"))
    assert authority_urls(body) == (
        "https://viaf.org/viaf/123",
        "https://ror.org/02nvt3r44",
        "http://www.wikidata.org/entity/Q42",
    )


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://example.org/a%20b?c=d&e#f", "https://example.org/a%20b?c=d&e#f"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/[a]?b[]=1#c[d]", "https://example.org/%5Ba%5D?b%5B%5D=1#c%5Bd%5D"),
        ("https://example.org/é ü", "https://example.org/%C3%A9%20%C3%BC"),
    ],
)
def test_addresses_are_written_as_the_standard_admits_them(address: str, written: str) -> None:
    assert valid(address) == written
    assert valid(written) == written


def test_any_archive_gives_a_valid_file_without_private_persons(tmp_path: Path) -> None:
    files: list[Path] = []

    @given(catalogues)
    @settings(max_examples=int(environ.get("UNDERSIGNED_EXAMPLES", "60")))
    def check(catalogue: Catalogue) -> None:
        content = written(catalogue)
        root = assert_valid(content)
        assert [letter.get("key") for letter in root.iterfind(".//t:correspDesc", TEI)] == [
            entry.record.id for entry in catalogue.letters
        ]
        assert PRIVATE not in content.decode()
        assert written(catalogue) == content
        files.append(tmp_path / f"{len(files)}.xml")
        files[-1].write_bytes(content)

    check()
    if RULES.is_file():
        # All at once: a program of its own reads them.
        broken = programs.schematron(RULES, files)
        assert {name: rules for name, rules in broken.items() if rules} == {}
        assert len(broken) == len(files) > 50


@with_schema
def test_the_archive_is_valid() -> None:
    catalogue = check_archive(TOP / "docs").catalogue
    root = assert_valid(written(catalogue))
    assert len(root.findall(".//t:correspDesc", TEI)) == len(catalogue.letter)
    senders = {name.text for name in root.iterfind(".//t:correspAction[@type='sent']/t:persName", TEI)}
    assert senders == {"Unknown"}


def test_the_build_writes_the_file_once(tmp_path: Path) -> None:
    write_pages(tmp_path / "docs", {**ARCHIVE, LETTER_PATH: LETTER})
    built = build(tmp_path / "docs", tmp_path / "html")
    file = built.outdir / "cmif.xml"
    assert_valid(file.read_bytes())
    before = file.stat().st_mtime_ns
    build(tmp_path / "docs", tmp_path / "html")
    assert file.stat().st_mtime_ns == before
