from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.building import ARCHIVE, write_pages
from tests.importing.letters import BODY
from undersigned.__main__ import main
from undersigned.checking import check_archive

LETTER = f"Light the lamps | Some Site\n\nLight the lamps\n\n4 May 2020\n\nMinistry of Examples\n\nDear Minister,\n\n{BODY}\nSincerely,\n\nAlpha\nAlpha Society of the North\n"
PAGE = "letters/2020/2020-05-04-light-lamps.md"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    write_pages(tmp_path / "docs", ARCHIVE)
    (tmp_path / "letter.txt").write_text(LETTER, "utf-8")
    return tmp_path / "docs"


def run(docs: Path, *options: str, source: str = "letter.txt") -> int:
    return main(["import", str(docs.parent / source), "--docs", str(docs), *options])


def pages_of(docs: Path) -> set[str]:
    return {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")} - set(ARCHIVE)


def test_a_letter_becomes_a_page_and_its_year_an_index(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(docs) == 0
    assert pages_of(docs) == {PAGE, "letters/2020/index.md"}
    told = capsys.readouterr().out
    assert "  date                 sure    line 5     2020-05-04\n" in told
    assert "page saved as letter.txt" in told
    assert "Alpha Society of the North" in told


def test_with_stubs_the_archive_has_no_problems(docs: Path) -> None:
    assert run(docs, "--stubs") == 0
    assert [str(m) for m in check_archive(docs).messages if not m.rule.notice] == []
    assert "organizations/alpha-society-of-the-north.md" in pages_of(docs)


def test_an_existing_page_is_kept_and_compared_with_the_source(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(docs)
    page = docs / PAGE
    kept = (
        page.read_text("utf-8").split("<!--")[0]
        + "They say that the lamps, which have not been lit for three years now, are out.\n"
    )
    page.write_text(kept, "utf-8")
    assert run(docs) == 1
    told = capsys.readouterr().err
    assert f"{PAGE} exists and stays as it is" in told
    assert "repeats 11 words of the source" in told
    assert page.read_text("utf-8") == kept


def test_a_letter_that_the_archive_has_is_told(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(docs, "--url", "https://example.org/1", "--stubs")
    capsys.readouterr()
    run(docs, "--slug", "again", "--url", "https://example.org/1")
    assert "the archive may have this letter already: 2020-05-04-light-lamps; " in capsys.readouterr().out


def test_a_dry_run_writes_nothing(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(docs, "--dry-run") == 0
    assert pages_of(docs) == set()
    assert f"would write {PAGE}" in capsys.readouterr().out


def test_the_page_alone_goes_to_standard_output(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(docs, "--output", "-") == 0
    out, told = capsys.readouterr()
    assert out.startswith("---\ntitle: Light the lamps\n")
    assert told.startswith("letter.txt:\n")
    assert pages_of(docs) == set()


def test_the_report_is_data_with_json(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(docs, "--json") == 0
    (report,) = json.loads(capsys.readouterr().out)
    assert report["path"] == PAGE
    assert report["written"] == [PAGE, "letters/2020/index.md"]
    assert {"key": "date", "text": "2020-05-04", "place": 5, "sureness": "sure", "why": ""} in report["facts"]
    assert [name["name"] for name in report["unknown"]] == ["Alpha Society of the North"]


def test_one_source_that_fails_does_not_stop_the_others(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(docs / "nowhere.txt"), str(docs.parent / "letter.txt"), "--docs", str(docs)]) == 1
    assert PAGE in pages_of(docs)
    assert "nowhere.txt cannot be opened" in capsys.readouterr().err


def test_a_full_text_needs_a_licence(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(docs, "--full-text") == 1
    assert "no licence is printed" in capsys.readouterr().err
    assert pages_of(docs) == set()
    assert run(docs, "--full-text", "--license", "CC-BY-4.0") == 0
    assert "Please light them again" in (docs / PAGE).read_text("utf-8")


def test_a_letter_without_date_needs_one(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (docs.parent / "letter.txt").write_text(LETTER.replace("4 May 2020\n\n", ""), "utf-8")
    assert run(docs) == 1
    assert (
        "the source has no date, and none is guessed; give what is known of it with --date" in capsys.readouterr().err
    )
    assert pages_of(docs) == set()
    assert run(docs, "--date", "2020?", "--id", "2020-lamps") == 0
    assert "\ndate: 2020?\n" in (docs / "letters/2020/2020-lamps.md").read_text("utf-8")


def test_what_is_given_stands_on_the_page(docs: Path) -> None:
    options = [
        "--url",
        "https://example.org/1",
        "--publisher",
        "P",
        "--date",
        "2019-01",
        "--topic",
        "speech",
        "--id",
        "2019-01-lamps",
    ]
    assert run(docs, *options) == 0
    text = (docs / "letters/2019/2019-01-lamps.md").read_text("utf-8")
    for line in ("date: 2019-01", "source: {publisher: P, url: 'https://example.org/1'}", "- speech"):
        assert f"\n{line}\n" in text


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--date", "4 May"], "--date '4 May' is not a date"),
        (["--topic", "nothing"], "the archive has no topic 'nothing'"),
        (["--license", "free"], "is no SPDX licence id"),
        (["--url", "ftp://x"], "--url 'ftp://x'"),
        (["--slug", "../x"], "--slug '../x' is not made of"),
        (["--language", "english"], "--language"),
    ],
)
def test_wrong_options_are_told_before_anything_is_read(
    docs: Path, capsys: pytest.CaptureFixture[str], options: list[str], told: str
) -> None:
    assert run(docs, *options) == 2
    assert told in capsys.readouterr().err


def test_without_a_source_the_usage_is_told(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "--docs", str(docs)]) == 2
    assert "give a file" in capsys.readouterr().err
