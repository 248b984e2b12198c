"""Work that several processes of a build share."""

from __future__ import annotations

import os
import pickle
from io import StringIO
from multiprocessing import get_context
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.errors import SphinxParallelError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from tests.building import ARCHIVE, LETTER, TOP, build, tree, write_pages
from undersigned import processes

if TYPE_CHECKING:
    from pathlib import Path


def _with_process(items: list[int]) -> list[tuple[int, int]]:
    return [(item, os.getpid()) for item in items]


@pytest.mark.parametrize("count", [2, 3, 7])
def test_items_are_spread_over_processes_and_come_back_in_order(count: int) -> None:
    found = processes.spread(count, _with_process, range(processes.FEW))
    assert [item for item, _ in found] == list(range(processes.FEW))
    assert len({process for _, process in found} - {os.getpid()}) == count


@pytest.mark.parametrize(("count", "items"), [(1, 500), (2, processes.FEW - 1), (2, 0)])
def test_what_is_not_worth_a_process_gets_none(count: int, items: int) -> None:
    assert processes.spread(count, _with_process, range(items)) == [(item, os.getpid()) for item in range(items)]


def test_failure_in_another_process_is_told() -> None:
    def fail(items: list[int]) -> list[int]:
        raise ValueError("out of ink")

    with pytest.raises(SphinxParallelError, match="out of ink"):
        processes.spread(2, fail, range(500))


@pytest.mark.parametrize("parallel", [1, 2])
def test_task_beside_is_done_when_it_is_joined(tmp_path: Path, parallel: int) -> None:
    file = tmp_path / "done"
    app: Any = SimpleNamespace(parallel=parallel)

    def write() -> None:
        file.write_text(f"{os.getpid()}")

    processes.Beside(app, write).join()
    assert (file.read_text() == f"{os.getpid()}") is (parallel == 1)


class _UnsendableError(Exception):
    def __reduce__(self) -> Any:
        raise pickle.PicklingError


@pytest.mark.parametrize("parallel", [1, 2])
def test_failure_of_a_task_beside_is_raised_where_it_is_joined(parallel: int) -> None:
    def fail() -> None:
        raise OSError(28, "No space left")

    app: Any = SimpleNamespace(parallel=parallel)
    with pytest.raises(OSError, match="No space left"):
        processes.Beside(app, fail).join()


def test_failure_that_cannot_be_sent_is_told_in_words() -> None:
    def fail() -> None:
        raise _UnsendableError("out of ink")

    app: Any = SimpleNamespace(parallel=2)
    with pytest.raises(RuntimeError, match="_UnsendableError: out of ink"):
        processes.Beside(app, fail).join()


def test_process_that_is_gone_is_told() -> None:
    app: Any = SimpleNamespace(parallel=2)
    with pytest.raises(EOFError):
        processes.Beside(app, lambda: os._exit(3)).join()


def test_process_that_reads_hands_back_its_own_pages_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = {
        f"letters/{year}/{year}-05-04-letter.md": LETTER.replace("2020-05-04", f"{year}-05-04").replace(
            "A letter", f"Letter of {year}"
        )
        for year in range(1990, 2020)
    }
    write_pages(tmp_path / "docs", ARCHIVE | letters)
    counts: list[tuple[int, int]] = []
    merge = BuildEnvironment.merge_info_from

    def counted(self: BuildEnvironment, docnames: Any, other: BuildEnvironment, app: Any) -> None:
        counts.append((len(docnames), max(len(other.all_docs), len(other.domaindata["letters"]["records"]))))
        merge(self, docnames, other, app)

    monkeypatch.setattr(BuildEnvironment, "merge_info_from", counted)
    shared = build(tmp_path / "docs", tmp_path / "shared", parallel=2)
    assert len(counts) > 2
    assert all(own == kept for own, kept in counts)
    # All of it came together.
    alone = build(tmp_path / "docs", tmp_path / "alone", fresh=True)
    assert shared.app.env.all_docs.keys() == alone.app.env.all_docs.keys()
    assert tree(tmp_path / "shared") == tree(tmp_path / "alone")


def test_program_that_builds_in_another_process_keeps_the_pages_that_it_does_not_read(tmp_path: Path) -> None:
    docs, html = tmp_path / "docs", tmp_path / "html"
    write_pages(docs, ARCHIVE | {"letters/2020/2020-05-04-letter.md": LETTER})
    before = build(docs, html).app.env.all_docs.keys()
    with (docs / "topics/speech.md").open("a") as page:
        page.write("Talking more.\n")
    answer, told = get_context("fork").Pipe(duplex=False)
    with patch_docutils(TOP), docutils_namespace():
        app = Sphinx(
            docs, TOP, html, tmp_path / "html-doctrees", "html", {"nitpicky": True}, status=None, warning=StringIO()
        )

        def build_there() -> None:
            app.build()
            told.send((app.env.all_docs.keys(), app.env.titles.keys()) == (before, before))

        process = get_context("fork").Process(target=build_there)
        process.start()
        told.close()
        assert answer.recv()
        process.join()
