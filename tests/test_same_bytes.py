"""The same pages give the same bytes: site, PDFs and data; whatever the machine, and however often."""

from __future__ import annotations

import locale
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from tests import letter_pages
from tests.building import TOP, tree
from tests.conftest import FULL
from tests.killing import Place

if TYPE_CHECKING:
    from pathlib import Path

#: Every kind of page: lists, tables and charts, a full text, one from right to left, a picture, threads, former ids.
PAGES = {
    **{name: text for name, text in letter_pages.PAGES.items() if name != "index.md"},
    "letters/index.md": "---\ntitle: Letters\n---\n```{letters}\n:as: table\n```\n",
    "browse/kinds.md": "---\ntitle: Kinds\n---\n```{organizations}\n:as: kinds\n```\n",
    "organizations/delta.md": "---\nname: Delta\nkind: ngo\nformer-ids: [old-delta]\n---\n",
    "add.md": "---\ntitle: Add a letter\n---\nBy hand.\n",
}


def _locale() -> str:
    """Choose a locale that this machine has, one of other letters and sorting if it can be."""
    before = locale.setlocale(locale.LC_ALL)
    for name in ("tr_TR.UTF-8", "de_DE.UTF-8", "fr_FR.UTF-8", "en_US.UTF-8", "C.UTF-8"):
        with suppress(locale.Error):
            locale.setlocale(locale.LC_ALL, name)
            locale.setlocale(locale.LC_ALL, before)
            return name
    return "C"


#: Settings that machines differ in, beside the folder and the number of processes.
ELSEWHERE = {"TZ": "Asia/Urumqi", "PYTHONHASHSEED": "7", "LC_ALL": _locale(), "LANG": _locale(), "LANGUAGE": "de"}
HERE = {"TZ": "America/St_Johns", "PYTHONHASHSEED": "1", "LC_ALL": "C", "LANG": "C", "LANGUAGE": "C"}


def _build(place: Place, environment: dict[str, str], processes: int, umask: int, docs: str = "docs") -> None:
    for builder in ("html", "letterpdf"):
        command = [sys.executable, "-m", "sphinx", "-q", "-n", "-j", str(processes), "-c", str(TOP), "-d", "doctrees"]
        done = subprocess.run(
            [*command, "-b", builder, docs, "html"], cwd=place.folder, umask=umask, capture_output=True, text=True,
            env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000", **environment}, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    place = Place(tmp_path_factory.mktemp("here") / "place")
    place.lay(**PAGES)
    _build(place, HERE, 1, 0o022)
    found = tree(place.html)
    # All kinds of files are compared.
    assert {name.rpartition(".")[2] for name in found} >= {
        "html", "pdf", "md", "json", "csv", "bib", "ris", "xml", "txt", "css", "js", "woff2", "png", "inv", "pf_meta",
    }  # fmt: skip
    return found


@pytest.mark.parametrize(
    ("environment", "processes", "umask", "name"),
    [
        (HERE, 1, 0o022, "again"),
        (HERE, 2, 0o022, "two processes"),
        (ELSEWHERE, 2, 0o077, "a much longer name of a folder/Ünïcode and blanks/in some depth"),
    ],
    ids=["again", "processes", "elsewhere"],
)
def test_clean_builds_are_equal(
    built: dict[str, bytes], tmp_path: Path, environment: dict[str, str], processes: int, umask: int, name: str
) -> None:
    place = Place(tmp_path / name)
    place.lay(**PAGES)
    _build(place, environment, processes, umask)
    found = tree(place.html)
    assert sorted(found) == sorted(built)
    assert [name for name in built if built[name] != found[name]] == []


def test_order_and_times_of_files_do_not_matter(built: dict[str, bytes], tmp_path: Path) -> None:
    place = Place(tmp_path / "place")
    place.lay(**dict(reversed(PAGES.items())))
    for number, path in enumerate(sorted(place.docs.rglob("*.*"), reverse=True)):
        os.utime(path, (1_000_000_000 + number, 1_000_000_000 + number))
    _build(place, HERE, 1, 0o022)
    found = tree(place.html)
    assert [name for name in {*built, *found} if built.get(name) != found.get(name)] == []


@pytest.mark.skipif(not FULL, reason="optional: builds the whole archive twice; set UNDERSIGNED_FULL=1")
def test_archive_is_equal_twice(tmp_path: Path) -> None:
    found = []
    for number, environment in enumerate((HERE, ELSEWHERE)):
        place = Place(tmp_path / str(number) / "place")
        shutil.copytree(TOP / "docs", place.docs)
        _build(place, environment, number + 1, 0o022)
        found.append(tree(place.html))
    assert sorted(found[0]) == sorted(found[1])
    assert [name for name in found[0] if found[0][name] != found[1][name]] == []
