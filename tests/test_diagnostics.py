"""Every file in tests/diagnostics: pages, then the exact messages of the checker; the build says the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building import ARCHIVE, build, write_pages
from undersigned.checking import check_archive

FOLDER = Path(__file__).with_name("diagnostics")
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
    assert built.messages(tmp_path / "docs") == expected
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
