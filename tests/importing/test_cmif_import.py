"""`import-records FILE.xml`: letters of small made-up indexes in the shapes of public ones become pages that check passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.building import ARCHIVE, LETTER, LETTER_PATH, build, tree, write_pages
from tests.importing.test_cmif_reading import file
from undersigned.__main__ import main
from undersigned.checking import check_archive
from undersigned.pages import read_facts
from undersigned.records import Identifiers, Letter, Party, Relation

if TYPE_CHECKING:
    from pathlib import Path

#: An edition in print, with numbers and doubtful dates, as most are.
PRINTED = """\
<correspDesc key="1" source="#b1"><correspAction type="sent"><persName ref="https://d-nb.info/gnd/1">Doe, Jo</persName>
 <placeName>Here</placeName><date notBefore="1900-05-03" notAfter="1900-05-09" cert="low"/></correspAction>
 <correspAction type="received"><orgName>Alpha Society</orgName></correspAction></correspDesc>
<correspDesc key="2" source="#b1"><correspAction type="sent"><persName>Doe, Jo</persName><date when="1900-06-01"/></correspAction>
 <correspAction type="received"><persName>Roe, Kim</persName></correspAction></correspDesc>
<correspDesc key="3" source="#b1"><correspAction type="sent"><orgName>The Guild &lt;of&gt; Bakers</orgName><date notAfter="1900"/></correspAction>
 <correspAction type="received"><persName>Unknown</persName></correspAction></correspDesc>
<correspDesc key="4" source="#b1"><correspAction type="sent"><orgName>The Guild &lt;of&gt; Bakers</orgName><date when="1901"/></correspAction>
 <correspAction type="received"><orgName>Alpha Societé</orgName></correspAction></correspDesc>
<correspDesc key="4" source="#b1"><correspAction type="sent"><orgName>The Guild &lt;of&gt; Bakers</orgName><date when="1901"/></correspAction>
 <correspAction type="received"><orgName>Alpha Societé</orgName></correspAction></correspDesc>
"""
#: An edition on the web, with addresses, languages and threads, as the draft of version 2 has them.
ONLINE = """\
<correspDesc ref="https://edition.example/1"><correspAction type="sent"><orgName>Guild</orgName><date when="1922-11-24">24 Nov</date></correspAction>
 <correspAction type="received"><orgName>Alpha</orgName><persName>Roe, Kim</persName></correspAction>
 <note><ref type="cmif:hasLanguage" target="http://lexvo.org/id/iso639-3/deu"/><ref type="cmif:mentionsOrg" target="#m">Ministry of Examples</ref></note></correspDesc>
<correspDesc ref="https://edition.example/2"><correspAction type="sent"><orgName>Guild</orgName></correspAction>
 <correspAction type="received"><orgName>Alpha</orgName><date when="1922-11-24"/></correspAction>
 <correspContext><ref type="prev" target="http://www.edition.example/1">1</ref></correspContext></correspDesc>
<correspDesc ref="javascript:alert(1)" key="x"><correspAction type="sent"><orgName>Guild</orgName><date when="1923"/></correspAction>
 <correspAction type="received"><persName>Unknown</persName></correspAction></correspDesc>
"""


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    write_pages(tmp_path / "docs", {**ARCHIVE, LETTER_PATH: LETTER, "letters/2020/index.md": "---\ntitle: 2020\n---\n"})
    return tmp_path / "docs"


def run(docs: Path, content: bytes, *more: str) -> int:
    path = docs.parent / "index.xml"
    path.write_bytes(content)
    return main(["import-records", str(path), "--docs", str(docs), *more])


def letter(docs: Path, name: str) -> Letter:
    path = f"letters/{name[:4]}/{name}.md"
    record = read_facts((docs / path).read_bytes(), path=path).record
    assert isinstance(record, Letter)
    return record


def test_letters_of_a_printed_edition_become_pages(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = set(tree(docs))
    assert run(docs, file(PRINTED)) == 0
    assert sorted(set(tree(docs)) - before) == [
        "letters/1900/1900-05-person-alpha-society.md",
        "letters/1900/index.md",
        "letters/1901/1901-guild-bakers-alpha-societe.md",
        "letters/1901/index.md",
        "organizations/alpha-societe.md",
        "organizations/the-guild-of-bakers.md",
    ]
    out = capsys.readouterr().out
    place = docs.parent / "index.xml"
    assert out.splitlines() == [
        "index.xml: “An index”, 5 letters described",
        "bodies: 1 that are here, 0 of them by number, 2 new, 1 of them like one here; 1 persons",
        "  here: Alpha Society = alpha",
        "  new, look at it: Alpha Societé (alpha-societe) may be alpha",
        "  new: The Guild of Bakers (the-guild-of-bakers)",
        "letters: 2 new, 0 unchanged, 0 kept, 0 that seem to be here, 1 repeated, 1 between persons alone, 1 refused",
        f"  refused: {place}:9: 3: is dated only not after 1900",
    ]
    page = (docs / "letters/1900/1900-05-person-alpha-society.md").read_text()
    assert (
        page
        == """\
---
title: '[Letter of a person to Alpha Society]'
title-supplied: true
date: 1900-05?
date-note: Written between 3 May 1900 and 9 May 1900.
language: und
to:
- Alpha Society
signatories:
- {name: 'Doe, Jo'}
signatories-complete: false
text: summary
source: {publisher: The Edition, identifier: '1', copy: 'Letters, vol. 1'}
evidence:
- https://edition.example/cmif.xml
notes: Facts from the index of letters “An index” (https://creativecommons.org/licenses/by/4.0/).
---
"""
    )
    assert (docs / "organizations/alpha-societe.md").read_text() == (
        "---\n# unsure: name: may be alpha\nname: Alpha Societé\n"
        "# unsure: kind: the index does not tell what it is\nkind: other\n---\n"
    )
    result = check_archive(docs)
    assert result.errors == ()
    assert {message.rule.id for message in result.messages} == {"no-summary", "unsure"}


def test_letters_of_an_edition_on_the_web_keep_address_language_and_thread(docs: Path) -> None:
    assert run(docs, file(ONLINE)) == 0
    first, second = letter(docs, "1922-11-24-guild-alpha-roe-kim"), letter(docs, "1922-11-24-guild-alpha")
    assert first.language == "de"
    assert first.source.url == "https://edition.example/1"
    assert first.source.copy is None
    assert first.to == (Party("Alpha"), Party(name="Roe, Kim"))
    assert first.signatories == (Party("Guild"),)
    assert first.notes is not None
    assert first.notes.endswith("The letter mentions Ministry of Examples.")
    assert second.relations == (Relation("follows", first.id),)
    assert second.date_note == "The date of receipt."
    third = letter(docs, "1923-guild")
    assert third.source.url is None
    assert third.source.copy == "An index"
    assert check_archive(docs).errors == ()


def test_a_second_import_changes_nothing_and_an_edited_page_is_kept(
    docs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = file(PRINTED + ONLINE)
    run(docs, content)
    before = tree(docs)
    capsys.readouterr()
    assert run(docs, content) == 0
    assert tree(docs) == before
    assert "letters: 0 new, 5 unchanged, 0 kept, 0 that seem to be here," in capsys.readouterr().out
    edited = docs / "letters/1922/1922-11-24-guild-alpha.md"
    edited.write_text(edited.read_text().replace("language: und", "language: fr") + "They write again.\n")
    moved = docs / "letters/1901/1901-guild-bakers-alpha-societe.md"
    moved.write_text(moved.read_text().replace("- Alpha Societé", "- Alpha"))
    before = tree(docs)
    assert run(docs, content) == 0
    assert tree(docs) == before
    out = capsys.readouterr().out
    assert "kept as it is, though it differs from the file: letters/1922/1922-11-24-guild-alpha.md" in out
    assert "kept as it is, though it differs from the file: letters/1901/1901-guild-bakers-alpha-societe.md" in out


def test_letters_between_persons_are_taken_on_request(docs: Path) -> None:
    assert run(docs, file(PRINTED), "--persons") == 0
    found = letter(docs, "1900-06-01-person-roe-kim")
    assert found.title == "[Letter of a person to Roe, Kim]"
    assert found.signatories == (Party(name="Doe, Jo"),)
    assert check_archive(docs).errors == ()


def test_a_dry_run_writes_nothing(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(docs)
    assert run(docs, file(PRINTED), "--dry-run") == 0
    assert tree(docs) == before
    assert "would write organizations/alpha-societe.md" in capsys.readouterr().out


def test_a_broken_file_writes_nothing(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(docs)
    assert run(docs, b"<TEI>") == 1
    assert tree(docs) == before
    error = capsys.readouterr().err
    assert "index.xml:1: not XML: " in error
    assert "nothing was written" in error


def test_a_name_that_several_bear_is_not_decided(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_pages(docs, {"organizations/beta.md": "---\nname: Beta\naliases: [Alpha Society]\nkind: ngo\n---\n"})
    run(docs, file(PRINTED))
    assert "1: 'Alpha Society' may be alpha or beta" in capsys.readouterr().out


def test_letters_that_seem_to_be_here_are_told_and_not_written(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(docs)
    here = (
        '<correspDesc ref="https://other.example/1"><correspAction type="sent"><orgName>Alpha</orgName><date when="2020-05-04"/></correspAction>'
        '<correspAction type="received"><orgName>Ministry of Examples</orgName></correspAction></correspDesc>'
        '<correspDesc ref="https://other.example/2"><correspAction type="sent"><orgName>Alpha</orgName><date when="2019"/></correspAction>'
        '<correspAction type="received"><persName>Unknown</persName></correspAction><note>'
        '<ref type="cmif:seeAlso" target="http://example.org/letter/"/></note></correspDesc>'
        '<correspDesc ref="https://undersigned.example.org/letters/2020/2020-05-04-letter.html"><correspAction type="sent">'
        '<orgName>Alpha</orgName></correspAction><correspAction type="received"><persName>X</persName></correspAction></correspDesc>'
    )
    assert run(docs, file(here)) == 0
    assert tree(docs) == before
    lines = [line for line in capsys.readouterr().out.splitlines() if "not written" in line]
    assert [line.partition(".xml:")[2] for line in lines] == [
        "4: https://other.example/1 seems to be 2020-05-04-letter: the same date and signatories",
        "4: https://other.example/2 seems to be 2020-05-04-letter: the same address (‘http://example.org/letter/’)",
        "4: https://undersigned.example.org/letters/2020/2020-05-04-letter.html is 2020-05-04-letter of this archive",
    ]


def test_imported_pages_build_without_a_warning(docs: Path) -> None:
    run(docs, file(PRINTED + ONLINE), "--persons")
    built = build(docs, docs.parent / "html")
    # Only what check points out too: nobody has written a summary yet.
    assert all(
        "[undersigned.no-summary]" in line or "[undersigned.unsure]" in line for line in built.warnings.splitlines()
    )
    page = (built.outdir / "letters/1900/1900-05-person-alpha-society.html").read_text()
    assert "not known" in page
    assert "Doe, Jo" not in (built.outdir / "cmif.xml").read_text()
    assert "Doe, Jo" not in (built.outdir / "letters/1900/index.html").read_text()


def test_a_number_in_an_authority_decides_whatever_the_name(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = docs / "organizations/alpha.md"
    page.write_text(page.read_text().replace("kind: ngo\n", "kind: ngo\nidentifiers:\n  viaf: 12\n  wikidata: Q5\n", 1))
    for ref, organization_id in (
        ("http://viaf.org/viaf/12/", "alpha"),
        ("https://www.wikidata.org/wiki/Q5", "alpha"),
        ("https://d-nb.info/gnd/12", None),
    ):
        run(docs, file(PRINTED.replace("<orgName>Alpha Society", f'<orgName ref="{ref}">Alphabet')))
        found = letter(docs, "1900-05-person-alphabet")
        assert found.to == (Party("Alphabet", organization_id=organization_id),)
        (docs / "letters/1900/1900-05-person-alphabet.md").unlink()
    assert "bodies: 1 that are here, 1 of them by number," in capsys.readouterr().out


def test_new_bodies_get_their_numbers_and_one_number_is_one_body(docs: Path) -> None:
    named = (
        '<orgName ref="https://viaf.org/viaf/34">Guild of Bakers</orgName>',
        '<orgName ref="https://ror.org/05DXPS055">Bakers’ Guild</orgName>',
        (
            '<orgName ref="http://www.wikidata.org/entity/Q7">Mill &amp; Co.</orgName>'
            '<orgName ref="https://isni.org/isni/0000000121464380">No such number</orgName>'
        ),
        '<orgName ref="https://www.wikidata.org/wiki/Q7">The Mill</orgName>',
    )
    letters = "".join(
        f'<correspDesc ref="https://edition.example/{day}"><correspAction type="sent">{names}<date when="1900-01-{day}"/>'
        '</correspAction><correspAction type="received"><orgName>Alpha Society</orgName></correspAction></correspDesc>'
        for day, names in enumerate(named, 10)
    )
    assert run(docs, file(letters)) == 0
    found = {
        path.stem: read_facts(path.read_bytes(), path=f"organizations/{path.name}").record
        for path in (docs / "organizations").glob("*.md")
    }
    assert {id_: (body.name, body.aliases, body.identifiers) for id_, body in found.items() if id_ not in ("alpha", "ministry")} == {
        "guild-of-bakers": ("Guild of Bakers", (), Identifiers(viaf="34")),
        "bakers-guild": ("Bakers’ Guild", (), Identifiers(ror="05dxps055")),
        "mill-co": ("Mill & Co.", ("The Mill",), Identifiers(wikidata="Q7")),
        # Its check digit is wrong, so that nobody can tell whose number it is.
        "no-such-number": ("No such number", (), None),
    }  # fmt: skip
    assert not [message for message in check_archive(docs).messages if message.rule.id not in ("no-summary", "unsure")]
