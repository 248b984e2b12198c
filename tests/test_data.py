"""The archive as data: what is written, held to programs that we did not write, and read back."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import warnings
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.building import ARCHIVE, LETTER, LETTER_PATH, TOP, build, tree, write_pages
from tests.made_up import archives
from undersigned.__main__ import main
from undersigned.exports import shape
from undersigned.exports.cells import as_csv, read_csv
from undersigned.exports.data import DESCRIPTIONS, PACKAGE, SUMS, Data
from undersigned.exports.holdings import read_folder, read_pages
from undersigned.exports.persons import WITHHELD
from undersigned.exports.schemas import schema_of
from undersigned.exports.tables import TABLES
from undersigned.importing.record_reading import load
from undersigned.importing.records import plan
from undersigned.records import Letter
from undersigned.schema import KEYS

DOCS = TOP / "docs"
PAGES = {path: text.encode() for path, text in {**ARCHIVE, LETTER_PATH: LETTER}.items()}
ALONE = """\
- Alpha
- {name: Secret Person, title: Baker}
- {name: Other Q. Secret}
"""


@cache
def archive() -> dict[str, bytes]:
    return Data(read_folder(DOCS), "https://letters.example/").folder()


def data_of(pages: dict[str, bytes]) -> dict[str, bytes]:
    return Data(read_pages(pages.items()), None).folder()


def with_letter(old: str, new: str) -> dict[str, bytes]:
    assert old in LETTER
    return {**PAGES, LETTER_PATH: LETTER.replace(old, new).encode()}


def letter_of(pages: dict[str, bytes]) -> dict[str, Any]:
    (found,) = json.loads(data_of(pages)["letters.json"])["letters"]
    return found  # type: ignore[no-any-return]


def imported(files: dict[str, bytes]) -> dict[str, bytes]:
    """Give the pages that an import into an empty archive writes."""
    with TemporaryDirectory() as folder:
        lay(Path(folder), files)
        return {path: text.encode() for path, text in plan(load(Path(folder)).items, {}).written.items()}


def lay(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).write_bytes(content)


# ---------------------------------------------------------------- what is written


def test_a_small_archive_is_written_exactly_so() -> None:
    files = data_of(PAGES)
    assert set(files) == set(DESCRIPTIONS)
    assert files["letters.json"].decode() == (
        '{"format": 1, "archive": null, "license": "CC-BY-4.0", "letters": [\n'
        '{"id": "2020-05-04-letter", "title": "A letter", "date": "2020-05-04", "date_note": null, "language": "en", '
        '"to": [{"name": "Jo Example", "title": "Minister", "organization": "Ministry of Examples", '
        '"organization_id": "ministry"}], "cc": [], "signatories": [{"organization": "Alpha", "organization_id": '
        '"alpha"}], "individuals_count": null, "signatories_complete": true, "signatories_stated": null, '
        '"topics": ["speech"], "occasion": null, "summary": "One group writes.", "asks": [], "source": {"publisher": '
        '"Alpha", "url": "https://example.org/letter"}, "other_urls": [], "evidence": [], "rights": null, '
        '"notes": null}\n]}\n'
    )
    assert files["topics.json"].decode() == (
        '{"format": 1, "archive": null, "license": "CC-BY-4.0", "topics": [\n'
        '{"id": "speech", "name": "Speech", "description": "Talking.", "broader": null, "related": []}\n]}\n'
    )
    assert files["signatures.csv"].decode() == (
        "letter,date,position,organization,organization_id,name,title,role,status,withdrawn\r\n"
        "2020-05-04-letter,2020-05-04,1,Alpha,alpha,,,signatory,signed,\r\n"
    )
    assert files["addressees.csv"].decode() == (
        "letter,date,kind,position,organization,organization_id,name,title\r\n"
        "2020-05-04-letter,2020-05-04,to,1,Ministry of Examples,ministry,Jo Example,Minister\r\n"
    )
    assert files["organizations.csv"].decode() == (
        "id,name,kind,country,parent,aliases,misprints,ror,wikidata,isni,viaf,letters_signed,letters_received,note,page\r\n"
        'alpha,Alpha,ngo,,,"[""Alpha Society""]",[],,,,,1,0,,organizations/alpha.html\r\n'
        "ministry,Ministry of Examples,government,,,[],[],,,,,0,1,,organizations/ministry.html\r\n"
    )
    assert files["topics.csv"].decode() == (
        "id,name,broader,related,letters,description,page\r\nspeech,Speech,,[],1,Talking.,topics/speech.html\r\n"
    )
    (row,) = csv.DictReader(StringIO(files["letters.csv"].decode(), newline=""))
    assert row == {
        "id": "2020-05-04-letter", "date": "2020-05-04", "year": "2020", "title": "A letter", "title_supplied": "false",
        "language": "en", "to": '["ministry"]', "cc": "[]", "topics": '["speech"]', "signatures": "1", "individuals": "",
        "signatories_complete": "true", "signatories_stated": "", "asks": "0", "text": "summary", "license": "",
        "publisher": "Alpha", "url": "https://example.org/letter", "identifier": "", "occasion": "",
        "summary": "One group writes.", "page": "letters/2020/2020-05-04-letter.html",
    }  # fmt: skip


def test_an_empty_archive_is_written_too() -> None:
    files = data_of({})
    assert json.loads(files["letters.json"]) == {
        "format": 1, "archive": None, "license": "CC-BY-4.0", "letters": [],
    }  # fmt: skip
    assert files["signatures.csv"].count(b"\r\n") == 1


def test_a_record_with_markup_has_its_markdown_beside_the_plain_text() -> None:
    found = letter_of(
        with_letter("One group writes.", "One *group* writes to {organization}`the minister <ministry>`.")
    )
    assert found["summary"] == "One group writes to the minister."
    assert found["body"] == "One *group* writes to {organization}`the minister <ministry>`."


def test_comments_in_a_page_are_not_given_away() -> None:
    found = letter_of(with_letter("One group writes.", "<!-- ask Jo\n-->\nOne group writes.\n\n% later"))
    assert (found["summary"], "body" in found) == ("One group writes.", False)


def test_a_full_text_is_given_in_markdown_and_not_as_summary() -> None:
    page = LETTER.replace("source:", "text: full\nlicense: CC-BY-4.0\nsource:")
    files = data_of({**PAGES, LETTER_PATH: page.encode()})
    (found,) = json.loads(files["letters.json"])["letters"]
    assert (found["summary"], found["body"], found["text"]) == (None, "One group writes.", "full")
    assert "One group writes." not in files["letters.csv"].decode()


def test_withdrawn_signatures_say_so() -> None:
    files = data_of(with_letter("- Alpha\n", "- {organization: Alpha, role: lead, withdrawn: 2020-06}\n"))
    assert files["signatures.csv"].decode().splitlines()[1].endswith(",lead,withdrawn,2020-06")


# ---------------------------------------------------------------- persons who sign for no body


def test_persons_who_sign_for_no_body_are_counted_and_not_named() -> None:
    files = data_of(with_letter("- Alpha\n", ALONE))
    (found,) = json.loads(files["letters.json"])["letters"]
    assert [party["organization"] for party in found["signatories"]] == ["Alpha"]
    assert (found["individuals_count"], found["signatories_complete"]) == (2, True)
    assert not any(word in content for content in files.values() for word in (b"Secret", b"Baker"))


def test_a_list_of_such_persons_alone_is_not_called_complete() -> None:
    found = letter_of(with_letter("- Alpha\n", "- {name: Secret Person}\n"))
    assert (found["signatories"], found["individuals_count"], found["signatories_complete"]) == ([], 1, False)


def test_a_list_that_can_no_longer_be_compared_with_the_stated_number_is_not_called_complete() -> None:
    # The source counts two of three: the body and the person who is named.
    page = with_letter("- Alpha\n", "- Alpha\n- {name: Secret Person}\n")[LETTER_PATH].decode()
    page = page.replace(
        "signatories-complete: true\n", "signatories-complete: true\nsignatories-stated: 2\nindividuals: 1\n"
    )
    files = data_of({**PAGES, LETTER_PATH: page.encode()})
    (found,) = json.loads(files["letters.json"])["letters"]
    assert (found["individuals_count"], found["signatories_stated"], found["signatories_complete"]) == (2, 2, False)


@pytest.mark.parametrize("name", ["Secret Person", "secret-person", "Person, Secret", "Mr Secret X. Person"])
def test_texts_that_name_such_a_person_are_left_out(name: str) -> None:
    page = LETTER.replace("- Alpha\n", ALONE).replace("One group writes.", f"One group and {name} write.")
    page = page.replace("source:", f"notes: Drafted by {name}.\nasks:\n- Listen to {name}\n- Talk\nsource:")
    files = data_of({**PAGES, LETTER_PATH: page.encode()})
    (found,) = json.loads(files["letters.json"])["letters"]
    assert (found["summary"], found["notes"], found["asks"]) == (WITHHELD, WITHHELD, [WITHHELD, "Talk"])
    assert not any(b"ecret" in content for content in files.values())


def test_a_full_text_that_names_such_a_person_is_told_as_a_summary_that_is_left_out() -> None:
    page = LETTER.replace("- Alpha\n", ALONE).replace("source:", "text: full\nlicense: CC-BY-4.0\nsource:")
    files = data_of({**PAGES, LETTER_PATH: page.replace("One group", "Secret Person").encode()})
    (found,) = json.loads(files["letters.json"])["letters"]
    assert found["summary"] == WITHHELD
    assert not found.keys() & {"text", "license", "body"}


def test_a_text_with_a_part_of_the_name_stays() -> None:
    page = LETTER.replace("- Alpha\n", ALONE).replace("One group writes.", "The secret is out.")
    assert letter_of({**PAGES, LETTER_PATH: page.encode()})["summary"] == "The secret is out."


def persons_alone(letters: list[Letter]) -> set[str]:
    """Name who signs letters of the archive for no body, in small letters."""
    persons = {
        party.name.casefold()
        for letter in letters
        for party in letter.signatories
        if party.name and party.is_person_alone
    }
    assert len(persons) > 40
    # Some are the addressees of other letters, or their matter.
    known = {party.name.casefold() for letter in letters for party in letter.to if party.name}
    return persons - known - {"edward snowden", "dalai lama"}


def test_no_file_of_the_archive_names_who_signs_for_no_body() -> None:
    text = "".join(content.decode() for content in archive().values()).casefold()
    letters = [entry.record for entry in read_folder(DOCS).catalogue.letters]
    assert not [name for name in persons_alone(letters) if name in text]
    assert "desmond tutu" not in text


# ---------------------------------------------------------------- programs that we did not write


def schema_errors(files: dict[str, bytes]) -> list[str]:
    found = []
    for kind in ("letters", "organizations", "topics"):
        schema = json.loads(files[f"{kind}.schema.json"])
        found += [e.message for e in Draft202012Validator(schema).iter_errors(json.loads(files[f"{kind}.json"]))]
    return found


def package_errors(files: dict[str, bytes]) -> list[str]:
    with TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import frictionless

        lay(Path(folder), files)
        report = frictionless.validate(str(Path(folder, PACKAGE)))
        return [f"{name}: {kind}: {note}" for name, kind, note in report.flatten(["name", "type", "note"])]


@pytest.mark.parametrize("kind", shape.FILES)
def test_schemas_are_json_schemas(kind: str) -> None:
    Draft202012Validator.check_schema(schema_of(kind))


def test_json_of_the_archive_is_valid() -> None:
    assert schema_errors(archive()) == []


def test_the_package_of_the_archive_is_valid() -> None:
    assert package_errors(archive()) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "kind"),
    [
        ("signatures.csv", b"amnesty-international,", b"nobody-at-all,", "foreign-key"),
        ("letters.csv", b"2005-03-22-activists-eu-arms-embargo,2005-03-22", b"2005-03-22-activists-eu-arms-embargo,May", "constraint-error"),
        ("topics.csv", b"tibet,Tibet", b"diplomacy,Tibet", "primary-key"),
        ("letters.csv", b",false,en,", b",maybe,en,", "type-error"),
        ("organizations.csv", b"ngo", b"ngO", "hash-count"),
    ],
)  # fmt: skip
def test_the_package_tells_what_is_wrong(name: str, old: bytes, new: bytes, kind: str) -> None:
    assert old in archive()[name]
    files = {**archive(), name: archive()[name].replace(old, new, 1)}
    assert any(kind in error for error in package_errors(files))


def test_schemas_refuse_a_signatory_who_signs_for_no_body() -> None:
    found = json.loads(archive()["letters.json"])
    found["letters"][0]["signatories"].append(
        {"name": "Jo Example", "title": None, "organization": None, "organization_id": None}
    )
    assert schema_errors({**archive(), "letters.json": json.dumps(found).encode()})


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="optional: no sha256sum here")
def test_checksums_are_those_of_the_files(tmp_path: Path) -> None:
    lay(tmp_path, archive())
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", SUMS], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == len(archive()) - 1


def test_shape_describes_every_key_of_a_page() -> None:
    renamed = {"individuals": "individuals_count"}
    for kind in ("letter", "organization", "topic"):
        described = {key.name for key in shape.GROUPS[kind]}
        assert {renamed.get(key.attribute, key.attribute) for key in KEYS[kind]} <= described


def test_everything_is_described_in_a_sentence() -> None:
    keys = [key for group in (*shape.GROUPS.values(), *shape.FILES.values()) for key in group]
    columns = [column for table in TABLES for column in table.columns]
    for described in (*keys, *columns):
        assert described.doc.endswith(".")


# ---------------------------------------------------------------- CSV


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8")) | st.sampled_from(["=1+1", "'", "''=x", " @y", "\t", "＝x"]),
            min_size=2,
            max_size=2,
        )
    )
)
def test_cells_are_no_formulas_and_read_back(rows: list[list[str]]) -> None:
    data = as_csv([["a", "b"], *rows])
    assert [[row["a"], row["b"]] for row in read_csv(data)] == rows
    for row in csv.reader(StringIO(data.decode(), newline="")):
        for cell in row:
            assert cell.strip()[:1] not in {*"=+-@＝＋－＠"}
            assert cell[:1] not in {*"\t\r\n"}


def test_csv_is_as_rfc_4180_has_it() -> None:
    assert as_csv([["a", None, True, 3], ['x "y", z', "two\nlines", False, ""]]) == (
        b'a,,true,3\r\n"x ""y"", z","two\nlines",false,\r\n'
    )


# ---------------------------------------------------------------- there and back


def test_the_archive_comes_back_as_the_same_bytes() -> None:
    # The first page names the archive; it is no record.
    home = {"index.md": (DOCS / "index.md").read_bytes()}
    again = Data(read_pages({**imported(archive()), **home}.items()), "https://letters.example/").folder()
    assert {name for name in archive() if archive()[name] != again[name]} == set()


@settings(max_examples=60)
@given(archives())
def test_any_archive_is_valid_and_comes_back_as_the_same_bytes(pages: dict[str, bytes]) -> None:
    files = data_of(pages)
    assert schema_errors(files) == []
    back = imported(files)
    assert data_of(back) == files
    assert set(back) == set(pages)
    for table in TABLES:
        rows = list(read_csv(files[table.file]))
        assert all(set(row) == {column.name for column in table.columns} for row in rows)
    signatures = [(row["letter"], row["organization"]) for row in read_csv(files["signatures.csv"])]
    assert signatures == [
        (letter["id"], party["organization"] or "")
        for letter in json.loads(files["letters.json"])["letters"]
        for party in letter["signatories"]
    ]


@settings(max_examples=8)
@given(archives())
def test_any_archive_makes_a_valid_package(pages: dict[str, bytes]) -> None:
    assert package_errors(data_of(pages)) == []


# ---------------------------------------------------------------- command and site


def test_command_writes_the_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_pages(tmp_path / "docs", PAGES)
    assert main(["export", "-o", str(tmp_path / "new/data"), "--docs", str(tmp_path / "docs")]) == 0
    assert tree(tmp_path / "new/data") == data_of(PAGES)
    assert capsys.readouterr().out == f"{len(DESCRIPTIONS)} files written into {tmp_path / 'new/data'}\n"


def test_command_writes_nothing_of_an_archive_with_problems(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_pages(tmp_path / "docs", with_letter("- Alpha\n", "- Nobody\n"))
    assert main(["export", "-o", str(tmp_path / "data"), "--docs", str(tmp_path / "docs")]) == 1
    assert not (tmp_path / "data").exists()
    assert capsys.readouterr().err == "undersigned export: the archive has 1 problem: run check\n"


def test_command_takes_no_file_for_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_pages(tmp_path / "docs", PAGES)
    assert main(["export", "-o", str(tmp_path / "docs/index.md"), "--docs", str(tmp_path / "docs")]) == 2
    assert "is no folder" in capsys.readouterr().err


def test_site_has_the_files_of_the_command_and_one_beside_each_page(tmp_path: Path) -> None:
    pages = with_letter("- Alpha\n", ALONE)
    write_pages(tmp_path / "docs", pages)
    build(tmp_path / "docs", tmp_path / "html")
    assert tree(tmp_path / "html/data") == data_of(pages)
    beside = {
        "letter": "letters/2020/2020-05-04-letter", "organization": "organizations/alpha", "topic": "topics/speech",
    }  # fmt: skip
    for kind, path in beside.items():
        found = json.loads((tmp_path / f"html/{path}.json").read_text("utf-8"))
        assert [e.message for e in Draft202012Validator(schema_of(kind)).iter_errors(found)] == []
        (whole,) = [
            item
            for item in json.loads(data_of(pages)[f"{kind}s.json"])[f"{kind}s"]
            if item["id"] == path.split("/")[-1]
        ]
        assert found[kind] == whole
        assert "Secret" not in json.dumps(found)
    assert json.loads((tmp_path / "html/organizations/alpha.json").read_text("utf-8"))["signed"] == [
        "2020-05-04-letter"
    ]
    assert json.loads((tmp_path / "html/topics/speech.json").read_text("utf-8"))["letters"] == ["2020-05-04-letter"]


def test_site_rewrites_only_what_changed_and_drops_what_is_gone(tmp_path: Path) -> None:
    docs, out = tmp_path / "docs", tmp_path / "html"
    write_pages(docs, PAGES)
    build(docs, out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("[!.]*.json")}
    build(docs, out)
    assert {path: path.stat().st_mtime_ns for path in before} == before
    (docs / LETTER_PATH).unlink()
    build(docs, out)
    assert not (out / "letters").exists()
    assert json.loads((out / "organizations/alpha.json").read_text("utf-8"))["signed"] == []


def test_a_list_of_files_that_somebody_changed_deletes_nothing_elsewhere(tmp_path: Path) -> None:
    docs, out = tmp_path / "docs", tmp_path / "html"
    write_pages(docs, PAGES)
    build(docs, out)
    (tmp_path / "kept.json").write_text("{}")
    (out / ".data.json").write_text(json.dumps(["../kept.json", "index.html", 3]))
    build(docs, out)
    assert (tmp_path / "kept.json").exists()
    assert (out / "index.html").exists()
