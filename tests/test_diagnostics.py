"""Every file in tests/diagnostics: pages, then the exact messages of the checker; the build says the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import ARCHIVE, LETTER, LETTER_PATH, build, write_pages
from undersigned.checking import check_archive
from undersigned.rules import RULES

FOLDER = Path(__file__).with_name("diagnostics")
#: Rules whose messages are no warnings of a build.
NOTICES = {rule.id for rule in RULES if rule.notice}
CASES = sorted(FOLDER.glob("*.txt"))


def read_case(path: Path) -> tuple[dict[str, str], list[str]]:
    """Split a case at its `=== path` lines; the last part holds the messages."""
    pages: dict[str, str] = dict(ARCHIVE)
    name = ""
    parts: dict[str, list[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("=== "):
            name = line.removeprefix("=== ")
            parts[name] = []
        elif name:
            parts[name].append(line)
    messages = [line for line in parts.pop("messages") if line]
    for page, lines in parts.items():
        if lines == ["(no page)"]:
            pages.pop(page, None)
        else:
            pages[page] = "\n".join(lines) + "\n"
    return pages, messages


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_checker_says_exactly(case: Path, tmp_path: Path) -> None:
    pages, expected = read_case(case)
    write_pages(tmp_path / "docs", pages)
    assert [str(message) for message in check_archive(tmp_path / "docs").messages] == expected


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_build_says_the_same_as_the_checker(case: Path, tmp_path: Path) -> None:
    pages, expected = read_case(case)
    write_pages(tmp_path / "docs", pages)
    built = build(tmp_path / "docs", tmp_path / "html")
    assert built.messages(tmp_path / "docs") == [line for line in expected if line.split(": ")[1] not in NOTICES]
    # Pages that are wrong do not stop the others.
    assert (tmp_path / "html/organizations/alpha.html").is_file()


def test_ten_mistakes_give_ten_messages() -> None:
    _, messages = read_case(FOLDER / "ten-mistakes.txt")
    assert len(messages) == 10
    assert len({message.split(": ")[1] for message in messages}) == 10


@pytest.mark.parametrize("parallel", [1, 2])
def test_messages_are_repeated_by_the_next_build_and_do_not_depend_on_processes(tmp_path: Path, parallel: int) -> None:
    pages, expected = read_case(FOLDER / "ten-mistakes.txt")
    write_pages(tmp_path / "docs", pages)
    for _ in range(2):
        built = build(tmp_path / "docs", tmp_path / "html", parallel=parallel)
        assert built.messages(tmp_path / "docs") == expected


def test_a_letter_without_a_body_says_that_its_summary_is_not_written_and_builds_without_warnings(
    tmp_path: Path,
) -> None:
    docs = tmp_path / "docs"
    without = LETTER_PATH.replace("-letter", "-later").replace("05-04", "05-05")
    text = LETTER.replace("05-04", "05-05").replace("One group writes.", "<!-- One group\nwrites. -->\n% soon")
    write_pages(docs, {**ARCHIVE, LETTER_PATH: LETTER, without: text})
    built = build(docs, tmp_path / "html")
    assert built.messages(docs) == []
    for page, said, unsaid in (
        (LETTER_PATH, "Summary in our own words.", "No summary has been written yet."),
        (without, "No summary has been written yet.", "Summary in our own words."),
    ):
        html = (tmp_path / "html" / page).with_suffix(".html").read_text("utf-8")
        assert said in html
        assert unsaid not in html
