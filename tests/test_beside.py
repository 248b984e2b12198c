"""Files that a build keeps beside pages: made when what they are made from changed, and whole or not at all."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.building import tree
from undersigned.html import beside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIST = ".files.json"


def refuse() -> str:
    """Stand for a file that must not be made."""
    raise AssertionError


def no_files() -> Iterator[beside.File]:
    """Stand for files that must not be asked for."""
    yield beside.File("a.txt", refuse(), "")  # type: ignore[arg-type]


def files(**texts: str) -> list[beside.File]:
    """Give text files by name, each stamped with its text."""
    return [beside.File(f"folder/{name}.txt", partial(str, text), text) for name, text in texts.items()]


def kept(outdir: Path) -> dict[str, str]:
    """Read what is written, the list aside."""
    return {
        name.removeprefix("folder/"): data.decode() for name, data in tree(outdir).items() if not name.startswith(LIST)
    }


def test_what_all_is_made_from_decides_first(tmp_path: Path) -> None:
    beside.keep(tmp_path, LIST, files(a="one", b="two"), stamp="same")
    before = tree(tmp_path)
    beside.keep(tmp_path, LIST, no_files(), stamp="same")
    assert tree(tmp_path) == before
    with pytest.raises(AssertionError):
        beside.keep(tmp_path, LIST, no_files(), stamp="other")


def test_a_file_with_the_same_stamp_is_not_made(tmp_path: Path) -> None:
    beside.keep(tmp_path, LIST, files(a="one", b="two"), stamp="first")
    changed = [beside.File("folder/a.txt", refuse, "one"), *files(b="three")]
    beside.keep(tmp_path, LIST, changed, stamp="second")
    assert kept(tmp_path) == {"a.txt": "one", "b.txt": "three"}


def test_a_file_without_a_stamp_is_made_and_compared(tmp_path: Path) -> None:
    for text in ("one", "one", "two"):
        before = tmp_path / "folder/a.txt"
        time = before.stat().st_mtime_ns if before.exists() else 0
        beside.keep(tmp_path, LIST, [beside.File("folder/a.txt", partial(str, text))])
        assert before.read_text() == text
        assert (time == before.stat().st_mtime_ns) == (text == "one" and time > 0)


def test_a_file_that_is_gone_is_made_again(tmp_path: Path) -> None:
    beside.keep(tmp_path, LIST, files(a="one", b="two"), stamp="same")
    before = tree(tmp_path)
    (tmp_path / "folder/a.txt").unlink()
    beside.keep(tmp_path, LIST, [*files(a="one"), beside.File("folder/b.txt", refuse, "two")], stamp="same")
    assert tree(tmp_path) == before


def test_what_is_no_longer_wanted_goes(tmp_path: Path) -> None:
    beside.keep(tmp_path, LIST, files(a="one", b="two"))
    beside.keep(tmp_path, LIST, files(a="one"))
    assert kept(tmp_path) == {"a.txt": "one"}
    beside.keep(tmp_path, LIST, [])
    assert list(tmp_path.iterdir()) == []


def test_a_build_that_breaks_off_leaves_no_stamp_that_lies(tmp_path: Path) -> None:
    beside.keep(tmp_path, LIST, files(a="one", b="two"), stamp="first")
    before = tree(tmp_path)
    with pytest.raises(AssertionError):
        beside.keep(tmp_path, LIST, [*files(a="new"), beside.File("folder/b.txt", refuse, "new")], stamp="second")
    assert kept(tmp_path) == {"a.txt": "new", "b.txt": "two"}
    # The change is taken back, and everything has its old stamps again.
    beside.keep(tmp_path, LIST, files(a="one", b="two"), stamp="first")
    assert tree(tmp_path) == before


def test_a_build_that_breaks_off_leaves_no_stamp_of_all_that_lies(tmp_path: Path) -> None:
    def unstamped(text: str) -> beside.File:
        return beside.File("folder/a.txt", partial(str, text))

    beside.keep(tmp_path, LIST, [unstamped("one")], stamp="first")
    before = tree(tmp_path)
    with pytest.raises(AssertionError):
        beside.keep(tmp_path, LIST, [unstamped("new"), beside.File("folder/a.txt", refuse)], stamp="second")
    beside.keep(tmp_path, LIST, [unstamped("one")], stamp="first")
    assert tree(tmp_path) == before


@pytest.mark.parametrize("cut", ["", "3", '"folder/a'])
def test_new_files_of_a_build_that_was_killed_are_known_to_the_next(tmp_path: Path, cut: str) -> None:
    beside.keep(tmp_path, LIST, files(a="one"), stamp="first")
    before = tree(tmp_path)
    with pytest.raises(AssertionError):
        beside.keep(tmp_path, LIST, [*files(b="two"), beside.File("folder/c.txt", refuse)], stamp="second")
    with (tmp_path / f"{LIST}{beside.PART}").open("a") as notes:
        notes.write(cut)
    assert (tmp_path / "folder/b.txt").exists()
    beside.keep(tmp_path, LIST, files(a="one"), stamp="first")
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    "listed", ["", "[", "3", '{"files": 3}', '{"files": {"a": 3}, "stamp": 4}', '["folder/a.txt", 3]']
)
def test_a_list_that_is_none_is_no_list(tmp_path: Path, listed: str) -> None:
    beside.keep(tmp_path, LIST, files(a="one"), stamp="same")
    before = tree(tmp_path)
    (tmp_path / LIST).write_text(listed)
    beside.keep(tmp_path, LIST, files(a="one"), stamp="same")
    assert tree(tmp_path) == before


def test_a_list_of_an_earlier_version_tells_what_to_delete(tmp_path: Path) -> None:
    beside.keep(tmp_path, LIST, files(a="one", b="two"))
    (tmp_path / LIST).write_text(json.dumps(["folder/a.txt", "folder/b.txt"]))
    beside.keep(tmp_path, LIST, files(a="one"))
    assert kept(tmp_path) == {"a.txt": "one"}
