"""Records of another archive: whom they mean here, what is here already, what comes in and says where from."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from tests.building import ARCHIVE, LETTER, LETTER_PATH, TOP, tree, write_pages
from tests.second_archive import ADDRESS, Second, lay, split
from undersigned.__main__ import main
from undersigned.checking import check_archive
from undersigned.exports.cells import read_csv
from undersigned.exports.data import Data
from undersigned.exports.holdings import read_folder
from undersigned.importing.json_fields import RecordError
from undersigned.importing.reconciling import Reconciled, reconcile
from undersigned.importing.record_reading import load
from undersigned.pages import read_facts
from undersigned.records import Letter

if TYPE_CHECKING:
    from pathlib import Path

#: One that is here under another id, one of another body's id that shares a short form with it, a misprint, and one
#: that no letter names.
BODIES: list[dict[str, Any]] = [
    {"id": "a-society", "name": "ALPHA society", "aliases": ["The Alphas"], "misprints": [], "kind": "ngo", "country": None, "parent": None, "note": "Text of theirs."},
    {"id": "alpha", "name": "Gamma", "aliases": ["Alpha Society", "Third"], "misprints": [], "kind": "company", "country": "CH", "parent": "a-society", "note": None},
    {"id": "ministries", "name": "Ministry of Exemples", "aliases": [], "misprints": [], "kind": "government", "country": None, "parent": None, "note": None},
    {"id": "unused", "name": "Nobody Names It", "aliases": [], "misprints": [], "kind": "other", "country": None, "parent": None, "note": None},
]  # fmt: skip
TOPICS = [
    {"id": "talk", "name": "SPEECH", "description": "Theirs.", "broader": None, "related": []},
    {"id": "new-matter", "name": "New matter", "description": None, "broader": "talk", "related": ["talk", "unused"]},
    {"id": "unused", "name": "Unused", "description": None, "broader": None, "related": []},
]
ALPHAS = {"organization": "The Alphas", "organization_id": "a-society"}
GAMMA = {"organization": "Alpha Society", "organization_id": "alpha"}


def letter(id_: str, **facts: Any) -> dict[str, Any]:
    return {
        "id": id_, "title": f"Letter {id_}", "date": id_[:10], "date_note": None, "language": "en",
        "to": [{"name": None, "title": "Minister", "organization": None, "organization_id": "ministries"}], "cc": [],
        "signatories": [ALPHAS, GAMMA], "individuals_count": None, "signatories_complete": True,
        "signatories_stated": None, "topics": ["talk", "new-matter"], "occasion": None, "summary": "They write.",
        "asks": [], "source": {"publisher": "P", "url": f"https://p.example/{id_}"}, "other_urls": [], "evidence": [],
        "rights": None, "notes": None, **facts,
    }  # fmt: skip


LETTERS = [
    letter("2021-01-02-theirs"),
    letter("2021-03-04-reply", relations={"replies-to": ["2021-01-02-theirs", "2000-lost"]}),
]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Lay our pages and their files."""
    write_pages(tmp_path / "docs", {**ARCHIVE, LETTER_PATH: LETTER})
    return give(tmp_path, LETTERS)


def give(folder: Path, letters: list[dict[str, Any]], **more: Any) -> Path:
    files = {"letters": letters, "organizations": BODIES, "topics": TOPICS} | more
    head = {"format": 1, "archive": ADDRESS, "license": "CC-BY-4.0"}
    lay(
        folder / "theirs", {f"{kind}.json": json.dumps({**head, kind: items}).encode() for kind, items in files.items()}
    )
    return folder


def run(folder: Path, *more: str) -> int:
    return main(["import-records", str(folder / "theirs"), "--docs", str(folder / "docs"), "--from", *more])


def page(folder: Path, path: str) -> str:
    return (folder / "docs" / path).read_text("utf-8")


# ---------------------------------------------------------------- a small archive


def test_names_decide_who_is_meant_and_new_bodies_get_pages(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(archive) == 0
    assert capsys.readouterr().out.splitlines() == [
        "topics: 1 that are here, 1 new, 1 left out, as no new letter names them",
        "organizations: 1 that are here, 2 new, 1 left out, as no new letter names them",
        "  new, look at it: Gamma (alpha-2) may be alpha",
        "  new, look at it: Ministry of Exemples (ministries) may be ministry",
        "letters: 0 that seem to be here, 2 new",
        "6 pages written, 0 unchanged, 0 kept",
    ]
    assert check_archive(archive / "docs").errors == ()
    # The id is written where the printed name alone would mean another body here, or none.
    assert page(archive, "letters/2021/2021-01-02-theirs.md") == (
        "---\ntitle: Letter 2021-01-02-theirs\ndate: 2021-01-02\nlanguage: en\nto:\n"
        "- {title: Minister, organization-id: ministries}\nsignatories:\n"
        "- {organization: The Alphas, organization-id: alpha}\n- {organization: Alpha Society, organization-id: alpha-2}\n"
        "signatories-complete: true\ntopics:\n- speech\n- new-matter\ntext: summary\nsource: {publisher: P, url: 'https://p.example/2021-01-02-theirs'}\n"
        f"evidence:\n- {ADDRESS}letters/2021/2021-01-02-theirs.html\n"
        f"notes: Record taken from {ADDRESS}letters/2021/2021-01-02-theirs.html\n---\nThey write.\n"
    )
    assert page(archive, "organizations/alpha-2.md") == (
        "---\n# unsure: may be alpha\nname: Gamma\naliases:\n- Third\nkind: company\ncountry: CH\nparent: alpha\n---\n"
    )
    assert page(archive, "topics/new-matter.md") == "---\nname: New matter\nbroader: speech\nrelated:\n- speech\n---\n"


def test_relations_lead_to_the_ids_of_here(archive: Path) -> None:
    # Another letter has the id here.
    taken = LETTER.replace("2020-05-04", "2021-01-02").replace("example.org", "example.net")
    write_pages(
        archive / "docs",
        {"letters/2021/2021-01-02-theirs.md": taken.replace("- Alpha\n", "- Ministry of Examples\n")},
    )
    assert run(archive) == 0
    text = page(archive, "letters/2021/2021-03-04-reply.md")
    assert "relations:\n  replies-to:\n  - 2021-01-02-theirs-2\n" in text
    assert "2000-lost" not in text


def test_a_second_import_writes_nothing(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(archive)
    before = tree(archive / "docs")
    capsys.readouterr()
    assert run(archive) == 0
    assert tree(archive / "docs") == before
    said = capsys.readouterr().out
    assert "letters: 2 that seem to be here, 0 new" in said
    assert "2021-01-02-theirs seems to be 2021-01-02-theirs: taken from there before" in said


def test_what_people_changed_since_stays(archive: Path) -> None:
    run(archive)
    for name in ("letters/2021/2021-01-02-theirs.md", "organizations/alpha-2.md"):
        path = archive / "docs" / name
        path.write_text(path.read_text("utf-8").replace("P,", "Q,").replace("CH", "DE"), "utf-8")
    before = tree(archive / "docs")
    run(archive)
    assert tree(archive / "docs") == before


def test_letters_that_are_here_are_told_and_not_written(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    give(
        archive,
        [letter("2020-05-04-twin", source={"publisher": "P", "url": "http://www.example.org/letter/"}), LETTERS[0]],
    )
    assert run(archive) == 0
    assert "  not written: 2020-05-04-twin seems to be 2020-05-04-letter: the same address" in capsys.readouterr().out
    assert not (archive / "docs/letters/2020/2020-05-04-twin.md").exists()
    assert (archive / "docs/letters/2021/2021-01-02-theirs.md").exists()


def test_a_letter_that_only_seems_to_be_here_is_written_on_request(archive: Path) -> None:
    give(archive, [letter("2020-05-04-twin", signatories=[ALPHAS])])
    run(archive)
    assert not (archive / "docs/letters/2020/2020-05-04-twin.md").exists()
    assert run(archive, "--also", "2020-05-04-twin") == 0
    assert (archive / "docs/letters/2020/2020-05-04-twin.md").exists()


def test_letters_alone_are_enough(archive: Path) -> None:
    for name in ("organizations", "topics"):
        (archive / f"theirs/{name}.json").unlink()
    source = str(archive / "theirs/letters.json")
    assert main(["import-records", source, "--docs", str(archive / "docs"), "--from"]) == 0
    assert page(archive, "topics/new-matter.md") == "---\nname: New matter\n---\n"
    assert page(archive, "organizations/a-society.md").startswith("---\n# unsure: may be alpha\nname: The Alphas\n")


def test_persons_who_sign_for_no_body_are_counted(archive: Path) -> None:
    persons = [
        {"name": "Secret Person", "title": None, "organization": None, "organization_id": None},
        {"name": "", "title": None, "organization": None, "organization_id": None},
    ]
    give(archive, [letter("2021-01-02-theirs", signatories=[ALPHAS, *persons], individuals_count=3)])
    assert run(archive) == 0
    text = page(archive, "letters/2021/2021-01-02-theirs.md")
    assert "individuals: 5\n" in text
    assert "Secret" not in text


def test_a_body_that_may_be_two_here_is_left_to_a_person(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_pages(
        archive / "docs", {"organizations/beta.md": "---\nname: Beta\naliases:\n- Alpha Society\nkind: ngo\n---\n"}
    )
    assert run(archive) == 0
    said = capsys.readouterr().out
    assert "  not decided: ALPHA society (a-society) may be alpha or beta" in said
    assert "  not written: 2021-01-02-theirs names a-society" in said
    assert not (archive / "docs/letters/2021").exists()


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("A *slanted* word.", "A *slanted* word."),
        ("See {organization}`alpha`.", "See alpha."),
        ("See [there](../../topics/talk.md).", "See there."),
        ("<script>alert(1)</script>", ""),
        ("A picture ![of it](x.png).", "A picture of it."),
    ],
)
def test_markdown_that_leads_elsewhere_comes_as_plain_text(archive: Path, body: str, kept: str) -> None:
    give(archive, [letter("2021-01-02-theirs", summary="They write.", body=body)])
    assert run(archive) == 0
    assert read_facts(page(archive, "letters/2021/2021-01-02-theirs.md").encode(), path="x.md").body.strip() == kept


def test_report_tells_what_became_of_every_record(archive: Path) -> None:
    assert run(archive, "--report", str(archive / "report.csv"), "--dry-run") == 0
    rows = [tuple(row.values()) for row in read_csv((archive / "report.csv").read_bytes())]
    assert rows == [
        ("letter", "2021-01-02-theirs", "Letter 2021-01-02-theirs", "new", "2021-01-02-theirs", ""),
        ("letter", "2021-03-04-reply", "Letter 2021-03-04-reply", "new", "2021-03-04-reply", ""),
        ("organization", "a-society", "ALPHA society", "same", "alpha", "here: Alpha"),
        ("organization", "alpha", "Gamma", "resembles", "alpha-2", "may be alpha"),
        ("organization", "ministries", "Ministry of Exemples", "resembles", "ministries", "may be ministry"),
        ("organization", "unused", "Nobody Names It", "left", "", ""),
        ("topic", "new-matter", "New matter", "new", "new-matter", ""),
        ("topic", "talk", "SPEECH", "same", "speech", ""),
        ("topic", "unused", "Unused", "left", "", ""),
    ]
    assert not (archive / "docs/letters/2021").exists()


def test_where_the_other_archive_is_must_be_known(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (archive / "theirs/letters.json").write_text(json.dumps(LETTERS))
    for name in ("organizations", "topics"):
        (archive / f"theirs/{name}.json").unlink()
    assert run(archive) == 2
    assert "give --from https://" in capsys.readouterr().err
    assert run(archive, "javascript:alert(1)") == 2
    assert run(archive, "https://elsewhere.example/letters") == 0
    assert "- https://elsewhere.example/letters/letters/2021/" in page(archive, "letters/2021/2021-01-02-theirs.md")


def test_options_of_another_archive_need_its_mark(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import-records", str(archive / "theirs"), "--docs", str(archive / "docs"), "--also", "x"]) == 2
    assert capsys.readouterr().err == "--also and --report go with --from\n"


@pytest.mark.parametrize("id_", ["../../x", "a/b", "A", "x" * 90])
def test_no_id_of_a_body_becomes_a_path(archive: Path, id_: str) -> None:
    give(archive, [letter("2021-01-02-theirs", signatories=[{"organization": "X", "organization_id": id_}])])
    before = tree(archive)
    assert run(archive) == 1
    assert tree(archive) == before


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({"format": 2, "letters": []}, "letters.json: format 2 is not the one that is read here (1)"),
        ({"format": 1, "things": []}, "letters.json: holds no letters, organizations or topics"),
        ({"format": 1, "letters": [LETTERS[0], LETTERS[0]]}, "letters.json: record 2 (2021-01-02-theirs): another record has its id"),
        ([{**LETTERS[0], "asks": [{"text": "x", "done": 1}]}], "letters.json: record 1 (2021-01-02-theirs): has unknown keys: done"),
        ([{**LETTERS[0], "relations": {"after": []}}], "letters.json: record 1 (2021-01-02-theirs): has unknown keys: after"),
        ([{**LETTERS[0], "responses": [{"date": "2021"}]}], "letters.json: record 1 (2021-01-02-theirs): has no 'from'"),
    ],
)  # fmt: skip
def test_files_that_cannot_be_read_are_named(tmp_path: Path, found: Any, said: str) -> None:
    (tmp_path / "letters.json").write_text(json.dumps(found))
    with pytest.raises(RecordError) as error:
        load(tmp_path)
    assert str(error.value) == said


# ---------------------------------------------------------------- half of our own archive


@cache
def second() -> Second:
    docs = TOP / "docs"
    held = read_folder(docs)
    pages = {path.relative_to(docs).as_posix(): path.read_bytes() for path in docs.rglob("*.md")}
    return split(pages, Data(held, None).folder())


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Reconciled:
    folder = tmp_path_factory.mktemp("second")
    lay(folder, second().files)
    existing = {
        path: (page.record, page.body) for path, data in second().ours.items() for page in [read_facts(data, path=path)]
    }
    return reconcile(load(folder), existing, archive=ADDRESS)


def test_every_body_is_found_under_its_names_and_no_other(found: Reconciled) -> None:
    assert {one.theirs: one.ours for one in found.of("organization", "same")} == second().bodies
    assert {one.theirs: one.ours for one in found.of("topic", "same")} == second().topics
    assert len(second().bodies) > 600


def test_misprinted_names_are_pointed_out_with_the_body_they_resemble(found: Reconciled) -> None:
    near = found.of("organization", "resembles")
    assert len(near) > 10
    for one in near:
        assert second().misprinted[one.theirs] in one.remark.removeprefix("may be ").replace(",", " ").split()
    assert found.of("organization", "new", "undecided") == []


def test_every_letter_is_found_again_and_no_other_taken_for_one(found: Reconciled) -> None:
    assert {one.theirs: one.ours for one in found.of("letter", "here")} == second().shared
    assert [one.theirs for one in found.of("letter", "new")] == sorted(second().only)
    assert len(second().shared) > 20 < len(second().only)


def test_half_of_the_archive_comes_back_without_problems(tmp_path: Path) -> None:
    write_pages(tmp_path / "docs", second().ours)
    lay(tmp_path / "theirs", second().files)
    assert run(tmp_path) == 0
    checked = check_archive(tmp_path / "docs")
    # What a page says in its text to settle a doubt is not among the facts that come back.
    assert {message.rule.id for message in checked.messages} <= {"unsure", "look-alike"}
    whole = check_archive(TOP / "docs").catalogue
    assert set(checked.catalogue.letter) == set(whole.letter)
    misprinted = set(second().misprinted.values())
    for id_ in second().only:
        came, ours = checked.catalogue.letter[id_].record, whole.letter[id_].record
        assert isinstance(came, Letter)
        signed = {body.record.id for body in checked.catalogue.signatories(came)}
        there = {body.record.id for body in whole.signatories(ours)}
        assert there - misprinted == signed & there
    before = tree(tmp_path / "docs")
    assert run(tmp_path) == 0
    assert tree(tmp_path / "docs") == before
