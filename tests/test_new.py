"""New pages: valid from the first moment, nothing overwritten, and what is missing asked for or told at once."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.building import LETTER, LETTER_PATH, TOP, tree
from tests.moving import archive, refuses, run
from undersigned.checking import check_archive
from undersigned.records import Party

if TYPE_CHECKING:
    from pathlib import Path

GIVEN = (
    "--title", "Open letter on the safety of the reporters", "--date", "2022-03-04", "--publisher", "Alpha",
    "--url", "https://example.org/new",
)  # fmt: skip
PATH = "letters/2022/2022-03-04-safety-reporters.md"


def errors(docs: Path) -> list[str]:
    return [str(message) for message in check_archive(docs).messages if not message.rule.notice]


def test_letter_is_valid_and_its_year_gets_an_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = archive(tmp_path)
    options = ("--signatory", "Alpha", "--signatory", "organization=Beta", "role=lead", "--to", "name=Jo, the /Example",
               "title=Minister", "Ministry of Examples", "--topic", "speech", "--ask", "Keep reporters safe", "--stated", "2")  # fmt: skip
    assert run(docs, "new", "letter", *GIVEN, *options, "--complete") == 0
    assert f"{docs.as_posix()}/{PATH}\n" in capsys.readouterr().out
    letter = check_archive(docs).catalogue.letter["2022-03-04-safety-reporters"].record
    assert letter.signatories == (Party("Alpha"), Party("Beta", role="lead"))
    assert letter.to == (Party("Ministry of Examples", "Jo, the /Example", "Minister"),)
    assert "title: Letters of 2022" in (docs / "letters/2022/index.md").read_text()
    assert errors(docs) == []


def test_names_with_bars_slashes_and_commas_are_one_name(tmp_path: Path) -> None:
    docs = archive(tmp_path)
    name = "ACT | The App, and/or Association; e.V."
    assert run(docs, "new", "organization", "--name", name, "--kind", "ngo") == 0
    assert run(docs, "new", "letter", *GIVEN, "--signatory", name) == 0
    letter = check_archive(docs).catalogue.letter["2022-03-04-safety-reporters"].record
    assert letter.signatories == (Party(name),)


def test_everything_that_is_missing_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = archive(tmp_path)
    assert run(docs, "new", "letter") == 2
    said = "undersigned: new letter: give --title, --date, --publisher, --url (or --copy, or --evidence)\n"
    assert capsys.readouterr().err == said
    assert run(docs, "new", "organization") == 2
    assert capsys.readouterr().err == "undersigned: new organization: give --name, --kind\n"


def test_every_wrong_value_is_told_by_the_rule_of_the_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = archive(tmp_path)
    given = (
        "--title",
        "A <b>",
        "--date",
        "2022-02-30",
        "--publisher",
        "Alpha",
        "--url",
        "ftp://example.org",
        "--stated",
        "two",
    )
    before = tree(docs)
    assert run(docs, "new", "letter", *given, "--signatory", "Alpha", "Beta") == 2
    assert tree(docs) == before
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[2] for line in lines] == ["--title", "--date", "--stated", "--url", "--signatory"]
    assert "‘2022-02-30’ is no day of the calendar" in lines[1]


def test_unknown_name_is_refused_with_the_command_that_writes_its_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    docs = archive(tmp_path)
    assert refuses(docs, "new", "letter", *GIVEN, "--signatory", "Zebra & Co.")
    assert "write its page: python -m undersigned new organization --name 'Zebra & Co.'" in capsys.readouterr().err


def test_page_that_is_there_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = archive(tmp_path)
    assert run(docs, "new", "letter", *GIVEN) == 0
    assert refuses(docs, "new", "letter", *GIVEN)
    assert f"{PATH} is there already; give other words by --slug" in capsys.readouterr().err
    assert refuses(docs, "new", "topic", "--name", "Speech")


def test_likely_duplicate_is_mentioned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = archive(tmp_path, **{LETTER_PATH: LETTER})
    given = ("--title", "Another", "--date", "2020-05-04", "--publisher", "X", "--url", "https://example.org/2")
    assert run(docs, "new", "letter", *given, "--signatory", "Alpha Society") == 0
    assert "the letter may be the one in letters/2020/2020-05-04-letter.md" in capsys.readouterr().err


def test_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = archive(tmp_path)
    before = tree(docs)
    assert run(docs, "new", "topic", "--name", "Free press", "--broader", "speech", "--dry-run") == 0
    assert tree(docs) == before
    assert "name: Free press\nbroader: speech\n" in capsys.readouterr().out


def test_terminal_asks_again_and_writes_pages_for_new_names(tmp_path: Path) -> None:
    docs = archive(tmp_path)
    answers = [
        "Letter on reporters", "2022-02-30", "2022-03-04", "Alpha", "https://example.org/new",
        "Ministry of Exampels", "", "", "", "",
        "Zebra & Co.", "", "", "", "", "",
        "spech", "speech", "",
        "1", "s", "club", "company",
    ]  # fmt: skip
    # After the title: addressees, signatories (three questions for nobody), topics, then the unknown names.
    answers = [*answers[:5], "Ministry of Exampels", "", "", "", "", "Zebra & Co.", "", "", "", "", *answers[-7:]]
    ours, theirs = os.openpty()
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "undersigned", "new", "letter", "--docs", str(docs)],
            stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=TOP, text=True,
        )  # fmt: skip
        os.write(ours, ("\n".join(answers) + "\n").encode())
        said, _ = process.communicate(timeout=60)
    finally:
        os.close(ours)
        os.close(theirs)
    assert process.returncode == 0, said
    assert "is no day of the calendar" in said
    assert "near: Speech, speech" in said or "near: speech, Speech" in said
    letter = check_archive(docs).catalogue.letter["2022-03-04-reporters"].record
    assert letter.to == (Party("Ministry of Exampels", organization_id="ministry"),)
    assert check_archive(docs).catalogue.organization["zebra-co"].record.kind == "company"
    assert errors(docs) == []
