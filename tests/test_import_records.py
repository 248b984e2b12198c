from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.building import tree
from tests.made_up import days, words
from undersigned.__main__ import main
from undersigned.checking import check_archive
from undersigned.pages import read_facts
from undersigned.records import Ask, Letter, Outcome, Party, Reference, Relation, Response, Source
from undersigned.writing import page_path, page_text, prose

if TYPE_CHECKING:
    from pathlib import Path

ORGANIZATIONS = [
    {"id": "alpha", "name": "Alpha", "aliases": ["A: the society", "NO"], "misprints": [], "kind": "ngo", "country": "NO", "parent": None, "note": "Known as *Alpha*."},
    {"id": "minister", "name": "Minister of Examples", "aliases": [], "misprints": [], "kind": "government", "country": None, "parent": None, "note": None},
]  # fmt: skip
TOPICS = [{"id": "speech", "name": "Speech", "description": "Talk.", "broader": None, "related": []}]
LETTERS: list[dict[str, Any]] = [
    {
        "id": "2020-05-letter", "title": "Re: #Freedom | a letter", "date": "2020-05", "date_note": None, "language": "en",
        "to": [{"name": "Jo Example", "title": "Minister", "organization": None, "organization_id": "minister"}], "cc": [],
        "signatories": [{"organization": "A: the society", "organization_id": "alpha"}],
        "individuals_count": 0, "signatories_complete": True, "signatories_stated": 1, "topics": ["speech"],
        "occasion": "A day", "summary": "One group writes. It asks twice.", "asks": ["Talk: now", "2013"],
        "source": {"publisher": "Alpha", "url": "https://example.org/a?b=1&c=2"}, "other_urls": [],
        "evidence": ["https://example.org/a?b=1&c=2"], "rights": None, "notes": "Seen.",
    }
]  # fmt: skip


@pytest.fixture
def records(tmp_path: Path) -> Path:
    folder = tmp_path / "records"
    folder.mkdir()
    for name, items in (("letters", LETTERS), ("organizations", ORGANIZATIONS), ("topics", TOPICS)):
        (folder / f"{name}.json").write_text(json.dumps(items, ensure_ascii=False), "utf-8")
    (tmp_path / "docs").mkdir()
    return folder


def run(records: Path, *more: str) -> int:
    return main(["import-records", str(records), "--docs", str(records.parent / "docs"), *more])


def test_records_become_pages_without_problems(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(records) == 0
    assert capsys.readouterr().out == "5 pages written, 0 unchanged, 0 kept\n"
    docs = records.parent / "docs"
    assert sorted(tree(docs)) == [
        "letters/2020/2020-05-letter.md", "letters/2020/index.md", "organizations/alpha.md",
        "organizations/minister.md", "topics/speech.md",
    ]  # fmt: skip
    assert check_archive(docs).messages == ()


def test_a_second_import_changes_nothing(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(records)
    before = tree(records.parent / "docs")
    capsys.readouterr()
    assert run(records) == 0
    assert tree(records.parent / "docs") == before
    assert capsys.readouterr().out == "0 pages written, 4 unchanged, 0 kept\n"


def test_an_edited_page_is_kept_and_named(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(records)
    page = records.parent / "docs/letters/2020/2020-05-letter.md"
    page.write_text(page.read_text("utf-8") + "More is known.\n", "utf-8")
    text = page.read_text("utf-8")
    capsys.readouterr()
    assert run(records) == 0
    assert page.read_text("utf-8") == text
    assert "kept as it is, though it differs from the record: letters/2020/2020-05-letter.md" in capsys.readouterr().out


def test_a_dry_run_writes_nothing(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(records, "--dry-run") == 0
    assert tree(records.parent / "docs") == {}
    assert "would write letters/2020/2020-05-letter.md" in capsys.readouterr().out


def test_wrong_records_are_all_named_and_nothing_is_written(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = [{**LETTERS[0], "date": "May"}, {**LETTERS[0], "colour": "red"}, {**LETTERS[0], "title": None}, "x"]
    (records / "letters.json").write_text(json.dumps(wrong), "utf-8")
    assert run(records) == 1
    assert tree(records.parent / "docs") == {}
    assert capsys.readouterr().err.splitlines() == [
        "letters.json: record 1 (2020-05-letter): is not a date",
        "letters.json: record 2 (2020-05-letter): has unknown keys: colour",
        "letters.json: record 3 (2020-05-letter): has no 'title'",
        "letters.json: record 4 (without id): is no object",
        "nothing was written",
    ]


def test_a_record_that_makes_a_wrong_page_is_refused(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (records / "letters.json").write_text(json.dumps([{**LETTERS[0], "title": "<b>"}]), "utf-8")
    assert run(records) == 1
    assert tree(records.parent / "docs") == {}
    assert "text: ‘title’ holds ‘<’" in capsys.readouterr().err


@pytest.mark.parametrize("id_", ["../../x", "2020/x", "x", "2020-05-Letter", "C:x", ""])
def test_an_id_that_is_no_file_name_is_refused(records: Path, capsys: pytest.CaptureFixture[str], id_: str) -> None:
    (records / "letters.json").write_text(json.dumps([{**LETTERS[0], "id": id_}]), "utf-8")
    assert run(records) == 1
    assert tree(records.parent / "docs") == {}
    assert "the id" in capsys.readouterr().err


def test_records_that_are_no_json_are_refused(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (records / "topics.json").write_text("[", "utf-8")
    assert run(records) == 1
    assert "topics.json: not JSON" in capsys.readouterr().err


# ---------------------------------------------------------------- what is written reads back

parties = st.builds(
    Party,
    organization=words,
    name=st.none() | words,
    title=st.none() | words,
    role=st.sampled_from(["signatory", "lead"]),
)
letters = st.builds(
    lambda title, date, to, signatories, asks, notes, individuals: Letter(
        id=f"{date.plain}-x", title=title, date=date, to=tuple(dict.fromkeys(to)), signatories=tuple(dict.fromkeys(signatories)),
        asks=tuple(dict.fromkeys(asks)), notes=notes, individuals=individuals,
        source=Source("X", "https://example.org/x"), topics=(Reference("topic", "speech"),),
        responses=(Response(date, Party("Y"), "answered", note=notes),), relations=(Relation("follows", "2020-01-01-y"),),
    ),
    words.filter(lambda text: not (text.startswith("[") and text.endswith("]"))), days,
    st.lists(parties.filter(lambda party: party.role == "signatory"), max_size=3), st.lists(parties, max_size=5),
    st.lists(st.builds(Ask, words, st.none() | st.builds(Outcome, st.just("met"), days)), max_size=3), words, st.none() | st.integers(0, 99),
)  # fmt: skip


@given(letters)
def test_a_written_page_reads_back_as_the_same_record(letter: Letter) -> None:
    page = read_facts(page_text(letter, "Text.").encode(), path=page_path(letter))
    assert page.messages == ()
    assert page.record == letter
    assert page.body == "Text.\n"


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=80))
def test_prose_shows_exactly_its_characters(text: str) -> None:
    from markdown_it import MarkdownIt

    text = " ".join(text.split())
    tokens = MarkdownIt("commonmark").enable("table").parse(prose(text))
    shown = " ".join(
        "".join(" " if child.type == "softbreak" else child.content for child in token.children or [])
        for token in tokens
        if token.type == "inline"
    )
    assert [token.type for token in tokens] in (["paragraph_open", "inline", "paragraph_close"], [])
    assert " ".join(shown.split()) == text


def test_signs_that_a_terminal_obeys_are_written_out(records: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (records / "letters.json").write_text(json.dumps([{**LETTERS[0], "id": "\x1b[2J"}]), "utf-8")
    assert run(records) == 1
    assert "\x1b" not in capsys.readouterr().err


def test_records_of_an_unexpected_archive_are_pointed_out(
    records: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNDERSIGNED_BASEURL", "https://ours.example/")
    (records / "letters.json").write_text(
        json.dumps({"format": 1, "archive": "https://x.example/", "letters": LETTERS})
    )
    assert run(records) == 0
    assert capsys.readouterr().err == (
        "the records are those of https://x.example/: give --from if it is another archive\n"
    )


@pytest.mark.parametrize("body", ["", None])
def test_an_empty_body_leaves_the_summary(records: Path, body: str | None) -> None:
    (records / "letters.json").write_text(json.dumps([{**LETTERS[0], "body": body}]), "utf-8")
    assert run(records) == 0
    page = (records.parent / "docs/letters/2020/2020-05-letter.md").read_text("utf-8")
    assert page.endswith("---\nOne group writes.\nIt asks twice.\n")


def test_a_nameless_signatory_without_body_is_counted(records: Path) -> None:
    nobody = {"name": "", "title": None, "organization": None, "organization_id": None}
    signed = [*LETTERS[0]["signatories"], nobody, nobody]
    (records / "letters.json").write_text(json.dumps([{**LETTERS[0], "signatories": signed, "signatories_stated": 3}]))
    assert run(records) == 0
    page = (records.parent / "docs/letters/2020/2020-05-letter.md").read_text("utf-8")
    assert "individuals: 2\n" in page
    assert "signatories-complete: true\nsignatories-stated: 3\n" in page


def test_a_page_that_says_the_same_in_other_words_is_unchanged(
    records: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(records)
    page = records.parent / "docs/letters/2020/2020-05-letter.md"
    text = page.read_text("utf-8").replace("- speech\n", "- Speech\n").replace("writes.\nIt", "writes. It")
    page.write_text(text, "utf-8")
    capsys.readouterr()
    assert run(records) == 0
    assert capsys.readouterr().out == "0 pages written, 4 unchanged, 0 kept\n"
