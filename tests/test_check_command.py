"""The command `check`: its exit codes, options and where it writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.building import ARCHIVE, LETTER, LETTER_PATH, write_pages
from tests.test_changes import commit, git
from undersigned.__main__ import main
from undersigned.commands.check import FORMATS

BROKEN = "---\nname: Rivers\nbroader: nowhere\n---\n"
UNFINISHED = LETTER.replace("One group writes.\n", "")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_pages(tmp_path / "docs", {**ARCHIVE, LETTER_PATH: LETTER})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_an_archive_without_mistakes_passes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr() == ("5 pages: 1 letter, 2 organizations, 1 topic; no problems\n", "")


def test_a_mistake_fails_the_check(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_pages(project / "docs", {"topics/rivers.md": BROKEN})
    assert main(["check"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("docs/topics/rivers.md:3: unknown-id: ")
    assert said[-1].endswith("; 1 problem")


def test_notices_do_not_fail_the_check(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_pages(project / "docs", {LETTER_PATH: UNFINISHED})
    assert main(["check"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith(f"docs/{LETTER_PATH}:14: no-summary: ")
    assert said[-1].endswith("; no problems, 1 notice")


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_is_written_alike_to_the_screen_and_to_a_file(
    project: Path, capsys: pytest.CaptureFixture[str], format_: str
) -> None:
    write_pages(project / "docs", {"topics/rivers.md": BROKEN})
    assert main(["check", "--format", format_]) == 1
    shown = capsys.readouterr().out
    assert "unknown-id" in shown
    assert main(["check", "--format", format_, "--output", "report"]) == 1
    assert (project / "report").read_text("utf-8") == shown
    assert capsys.readouterr().out == "6 pages: 1 letter, 2 organizations, 2 topics; 1 problem\n"


def test_a_report_that_cannot_be_written_is_wrong_usage(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--output", "nowhere/report"]) == 2
    assert capsys.readouterr().err == (
        "undersigned: the report cannot be written to nowhere/report: No such file or directory\n"
    )


def test_paths_are_told_as_seen_from_where_the_command_runs(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_pages(project / "docs", {"topics/rivers.md": BROKEN})
    for here, docs, told in (
        (project, project / "docs", "docs/topics/rivers.md"),
        (project / "docs", ".", "topics/rivers.md"),
        (project / "docs/topics", "../../docs", "../../docs/topics/rivers.md"),
        (project / "docs/topics", project / "docs", f"{project.as_posix()}/docs/topics/rivers.md"),
    ):
        monkeypatch.chdir(here)
        main(["check", "--format", "json", "--docs", str(docs)])
        assert [message["path"] for message in json.loads(capsys.readouterr().out)["messages"]] == [told]


def test_only_what_a_change_touches_is_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_pages(project / "docs", {"topics/rivers.md": BROKEN})
    git(project, "init", "--quiet")
    commit(project)
    assert main(["check", "--changed-since", "HEAD"]) == 0
    assert capsys.readouterr().out == "0 pages changed since HEAD; no problems\n"
    write_pages(project / "docs", {"topics/kites.md": BROKEN.replace("Rivers", "Kites")})
    assert main(["check", "--changed-since", "HEAD"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("docs/topics/kites.md:3: unknown-id: ")
    assert said[-1] == "1 page changed since HEAD; 1 problem"


@pytest.mark.parametrize("revision", ["nowhere", "--output=taken", "-x"])
def test_an_unknown_revision_is_wrong_usage(project: Path, capsys: pytest.CaptureFixture[str], revision: str) -> None:
    git(project, "init", "--quiet")
    commit(project)
    assert main(["check", f"--changed-since={revision}"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("undersigned: ")
    assert "revision" in said.err
    assert not (project / "taken").exists()


def test_a_folder_without_git_is_wrong_usage(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(project.parent))
    assert main(["check", "--changed-since", "main"]) == 2
    assert "the folder docs is in no git repository" in capsys.readouterr().err


def test_a_missing_folder_is_wrong_usage(project: Path) -> None:
    assert main(["check", "--docs", "pages"]) == 2


def test_the_help_names_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["check", "--help"])
    assert "exit codes: 0 no problems (there may be notices), 1 problems, 2 wrong usage" in " ".join(
        capsys.readouterr().out.split()
    )
