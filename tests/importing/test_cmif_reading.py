"""Files of CMIF as anybody may write them: what is read, what is refused and where, and nothing that reaches out."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made_up import PRIVATE, catalogues
from undersigned.catalogue import Catalogue
from undersigned.exports.agents import PERSON, recipients, senders
from undersigned.exports.cmif import cmif
from undersigned.exports.xmltext import clean
from undersigned.importing import cmif_dates, cmif_reading
from undersigned.importing.cmif_reading import CmifError, Name, read
from undersigned.records import Date

if TYPE_CHECKING:
    from pathlib import Path


def file(letters: str, *, head: str = "") -> bytes:
    return (
        f'{head}<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>'
        "<titleStmt><title>An index</title><editor>Ed</editor></titleStmt><publicationStmt><publisher>"
        '<ref target="https://edition.example">The Edition</ref></publisher><idno type="url">https://edition.example/cmif.xml</idno>'
        '<date when="2020-01-01"/><availability><licence target="https://creativecommons.org/licenses/by/4.0/">CC BY</licence>'
        '</availability></publicationStmt><sourceDesc><bibl type="print" xml:id="b1">Letters,\n vol. 1</bibl>'
        '<bibl type="print" xml:id="b2">Letters, vol. 2</bibl></sourceDesc></fileDesc>\n'
        f"<profileDesc>\n{letters}</profileDesc></teiHeader><text><body><p/></body></text></TEI>"
    ).encode()


LETTER = """\
<correspDesc key="7" ref="https://edition.example/7" source="#b1 #b2">
 <correspAction type="sent"><orgName ref="https://viaf.org/viaf/1">A
  Society</orgName><persName>Unknown</persName><date when="1900"/></correspAction>
 <correspAction type="received"><persName>Doe, Jo</persName><orgName>Doe, Jo</orgName><date when="1901">later</date></correspAction>
 <correspContext><ref type="prev" target="https://edition.example/6">6</ref><ref type="next" target="x">8</ref></correspContext>
 <note><ref type="cmif:hasLanguage" target="fr"/><ref type="https://lod.academy/cmif/vocab/terms#mentionsOrg" target="#x">A Guild</ref>
  <ref type="mentionsPerson" target="#y">Nobody</ref><ref type="seeAlso" target="https://old.example/7"/></note>
</correspDesc>
"""


def test_a_file_is_read_with_its_head_and_letters() -> None:
    index = read(file(LETTER), name="x.xml")
    assert (index.title, index.publisher, index.address, index.licence) == (
        "An index", "The Edition", "https://edition.example/cmif.xml", "https://creativecommons.org/licenses/by/4.0/",
    )  # fmt: skip
    (letter,) = index.letters
    assert letter == cmif_reading.Described(
        line=4,
        key="7",
        ref="https://edition.example/7",
        sources=("Letters, vol. 1", "Letters, vol. 2"),
        senders=(Name("A Society", ("https://viaf.org/viaf/1",), body=True),),
        # Named as a person and as a body: a person.
        addressees=(Name("Doe, Jo"),),
        sent=(cmif_reading.Written((("when", "1900"),), ""),),
        received=(cmif_reading.Written((("when", "1901"),), "later"),),
        language="fr",
        mentioned=(Name("A Guild", ("#x",), body=True),),
        earlier=("https://edition.example/6",),
        related=("https://old.example/7",),
    )


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "x.xml:1: not XML: "),
        (b"<TEI>", "x.xml:1: not XML: "),
        (b"<TEI/>", "x.xml:1: no letter is described: there is no correspDesc of TEI"),
        (b"<correspDesc/>", "x.xml:1: no letter is described"),
        (file("<correspDesc>\n<x></correspDesc>"), "x.xml:5: not XML: "),
        (file(LETTER, head="<!DOCTYPE TEI>"), "x.xml:1: the file has a DTD; delete its DOCTYPE"),
        (file(LETTER, head='<!DOCTYPE TEI SYSTEM "http://evil.example/x.dtd">'), "x.xml:1: the file has a DTD"),
        (file("&gone;"), "x.xml:4: not XML: "),
    ],
)
def test_what_is_no_such_file_is_refused_with_its_place(content: bytes, problem: str) -> None:
    with pytest.raises(CmifError) as found:
        read(content, name="x.xml")
    assert str(found.value).startswith(problem)


def test_no_file_is_read_and_nothing_is_unpacked(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words")
    for entity in (f'SYSTEM "file://{secret}"', '"words"'):
        head = f"<!DOCTYPE TEI [<!ENTITY x {entity}>]>"
        content = file(LETTER.replace("Doe, Jo", "&x;"), head=head)
        with pytest.raises(CmifError) as found:
            read(content, name="x.xml")
        assert "secret" not in str(found.value)
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))
    bomb = file(LETTER.replace('key="7"', 'key="&l29;"'), head=f'<!DOCTYPE TEI [<!ENTITY l0 "ha">{levels}]>')
    with pytest.raises(CmifError):
        read(bomb, name="x.xml")


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for limit, value, problem in (
        ("MAX_BYTES", 100, "at most 100 are read"),
        ("MAX_LETTERS", 1, "describes 2 letters; at most 1 are read"),
        ("MAX_NAMES", 0, "x.xml:5: more than 0 names in one action"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(cmif_reading, limit, value)
            with pytest.raises(CmifError, match=problem):
                read(file(LETTER * 2), name="x.xml")


def test_deep_files_are_refused() -> None:
    with pytest.raises(CmifError, match="not XML"):
        read(file("<a>" * 5000 + "</a>" * 5000), name="x.xml")


@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: file(f"<correspDesc>{text}</correspDesc>")))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    # Nothing but CmifError may leave the reader.
    with suppress(CmifError):
        assert read(content, name="x.xml").letters


@given(catalogues)
@settings(max_examples=40)
def test_what_is_given_away_is_read_back(catalogue: Catalogue) -> None:
    content = cmif(catalogue, site="https://letters.example/", name="Open Letters", editor="Ed")
    if not catalogue.letter:
        with pytest.raises(CmifError, match="no letter is described"):
            read(content, name="x.xml")
        return
    for letter, entry in zip(read(content, name="x.xml").letters, catalogue.letters, strict=True):
        record = entry.record
        assert letter.key == record.id
        assert letter.language == record.language
        for names, agents in (
            (letter.senders, senders(record, catalogue)),
            (letter.addressees, recipients(record.to, catalogue)),
        ):
            written = {text: agent.kind != PERSON for agent in reversed(agents) if (text := clean(agent.name))}
            assert {name.text: name.body for name in names if name.text.casefold() != "unknown"} == written
        found = cmif_dates.read(dict(letter.sent[0].attributes))
        assert found.date.key == record.date.key
        assert found.date.uncertain == (record.date.approximate or record.date.uncertain)
        assert PRIVATE not in repr(letter)


@pytest.mark.parametrize(
    ("attributes", "date", "note"),
    [
        ({"when": "1900"}, "1900", None),
        ({"when": "1900-05"}, "1900-05", None),
        ({"when": "1900-05-07"}, "1900-05-07", None),
        ({"when": "1900-05-07T10:00:00.5+02:00"}, "1900-05-07", None),
        ({"when": "1900-05-07Z"}, "1900-05-07", None),
        ({"when": "1900-05", "cert": "low"}, "1900-05?", None),
        ({"when": "1900-05", "cert": "high"}, "1900-05", None),
        ({"when": "1900", "evidence": "conjecture"}, "1900", "The source infers the date."),
        ({"notBefore": "1900-05-03", "notAfter": "1900-05-09"}, "1900-05", "Written between 3 May 1900 and 9 May 1900."),
        ({"notBefore": "1900-05", "notAfter": "1900-07-09"}, "1900", "Written between May 1900 and 9 July 1900."),
        ({"notBefore": "1900", "notAfter": "1900-07"}, "1900", "Written between 1900 and July 1900."),
        ({"notBefore": "1899-12-30", "notAfter": "1900-01-02"}, "1899~", "Written between 30 December 1899 and 2 January 1900."),
        ({"notBefore": "1900-05-03", "notAfter": "1900-05-03"}, "1900-05-03", None),
        ({"from": "1900-05-03", "to": "1900-05-04", "cert": "low"}, "1900-05?", "Written from 3 May 1900 to 4 May 1900."),
    ],
)  # fmt: skip
def test_dates_become_single_days_months_or_years(attributes: dict[str, str], date: str, note: str | None) -> None:
    found = cmif_dates.read(attributes)
    assert str(found.date) == date
    assert found.note == note


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        ({}, "the date has no machine-readable form ('May')"),
        ({"when": ""}, "the date has no machine-readable form ('May')"),
        ({"when": "May 1900"}, "'May 1900' is not a date"),
        ({"when": "--05-07"}, "'--05-07' is not a date"),
        ({"when": "-0044-03-15"}, "'-0044-03-15' is not a single day, month or year"),
        ({"when": "12345"}, "'12345' is not a date"),
        ({"when": "1900-02-30"}, "'1900-02-30' is no day of the calendar: February 1900 has no day 30"),
        ({"notAfter": "1900-05"}, "is dated only not after May 1900"),
        ({"from": "1900"}, "is dated only from 1900"),
        ({"notBefore": "1900", "notAfter": "1910"}, "is dated no closer than 1900 to 1910"),
        ({"notBefore": "1900-05", "notAfter": "1900-04"}, "its time ends (1900-04) before it begins (1900-05)"),
    ],
)
def test_dates_that_are_none_are_refused_with_a_reason(attributes: dict[str, str], reason: str) -> None:
    with pytest.raises(ValueError) as found:  # noqa: PT011
        cmif_dates.read(attributes, "May")
    assert str(found.value) == reason


def test_dates_of_every_letter_are_dates_of_the_archive() -> None:
    assert cmif_dates.read({"when": "2020-05-04"}).date == Date(2020, 5, 4)
