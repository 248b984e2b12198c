"""Builds and commands that are killed at any moment: nothing half-written, nothing lost, and the next run makes it good.

Each case is ended at a moment of its own, spread over the time that the whole run takes; the seeds are fixed, the moments
depend on the machine.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.building import TOP, build, tree, write_pages
from tests.killing import Place, run, wait_for_orphans, whole
from tests.moving import PAGES
from tests.test_builds import _add_letter, _change_alias, _edit_title, _rename_letter
from tests.test_import_records import LETTERS, ORGANIZATIONS, TOPICS

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="optional: needs a POSIX system")
#: Files in which a build keeps account; each is whole, whichever names it lists.
ACCOUNTS = {
    ".views.json", ".data.json", ".downloads.json", ".harvesting.json", ".tables.json", ".table-rows.json",
    ".redirects.json", ".search.json",
}  # fmt: skip
#: Accounts that are added to, line by line.
ADDED = ".adding"
SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT)


class Case:
    """A place before a run, and what the run makes of it if nobody stops it."""

    def __init__(self, folder: Path, job: Callable[[Place], int], begin: Callable[[Place], None]) -> None:
        self.place, self.kept, self.log = Place(folder / "place"), folder / "kept", folder / "log"
        self.job = job
        begin(self.place)
        self.place.save(self.kept)
        self.before = tree(self.place.folder)
        # Twice: the first run fills caches of the process that later runs start with.
        for _ in range(2):
            self.place.restore(self.kept)
            code, self.seconds = run(lambda: job(self.place), self.log)
            assert code == 0, self.log.read_text()
        self.after = tree(self.place.folder)

    def killed(self, number: int, count: int) -> int:
        """Put the place back, and end the run in the given part of its time; give the exit code."""
        self.place.restore(self.kept)
        moment = random.Random(number).uniform(number, number + 1) / count * self.seconds * 1.05
        code, _ = run(lambda: self.job(self.place), self.log, after=moment, by=SIGNALS[number % len(SIGNALS)])
        for folder in (self.place.html, self.place.folder / "doctrees", self.place.docs):
            wait_for_orphans(folder)
        return code


def _is_whole(name: str, data: bytes, case: Case) -> bool:
    """Tell whether a published file is what it was, or what it becomes."""
    if name in ACCOUNTS:
        return isinstance(json.loads(data), (dict, list))
    full = f"html/{name}"
    return name.endswith(ADDED) or data in (case.before.get(full), case.after.get(full))


# ---- builds


def _begin(edit: Callable[[Path], None] | None) -> Callable[[Place], None]:
    def begin(place: Place) -> None:
        place.lay()
        if edit is not None:
            for builder in ("html", "letterpdf"):
                assert place.build(builder) == 0
            # Sphinx looks at the times of files.
            time.sleep(0.01)
            edit(place.docs)

    return begin


def _clean(case: Case, folder: Path) -> dict[str, bytes]:
    """Build the same pages anew, in another folder."""
    clean = Place(folder / "clean")
    build(case.place.docs, clean.html, doctrees=clean.folder / "doctrees")
    build(case.place.docs, clean.html, doctrees=clean.folder / "doctrees", builder="letterpdf")
    return tree(clean.html)


#: Builder, number of processes, what was edited since the build before (none: the first build), rounds.
BUILDS = [
    ("html", 1, None, 5),
    ("html", 2, _rename_letter, 5),
    ("html", 1, _change_alias, 4),
    ("letterpdf", 1, None, 4),
    ("letterpdf", 2, _edit_title, 3),
    ("letterpdf", 1, _add_letter, 3),
]


@pytest.mark.parametrize(
    ("builder", "parallel", "edit", "rounds"), BUILDS,
    ids=[f"{builder}-{edit.__name__.strip('_') if edit else 'first'}" for builder, _, edit, _ in BUILDS],
)  # fmt: skip
def test_killed_build_leaves_whole_files_and_the_next_equals_a_clean_one(
    builder: str, parallel: int, edit: Callable[[Path], None] | None, rounds: int, tmp_path: Path
) -> None:
    case = Case(tmp_path, lambda place: place.build(builder, parallel=parallel), _begin(edit))
    case.place.build("html")
    case.place.build("letterpdf")
    clean = _clean(case, tmp_path)
    assert tree(case.place.html) == clean
    sources = tree(case.place.docs)
    stopped = 0
    for number in range(rounds):
        code = case.killed(number, rounds)
        stopped += code != 0
        assert tree(case.place.docs) == sources
        broken = [name for name, data in whole(case.place.html).items() if not _is_whole(name, data, case)]
        assert broken == [], (number, code)
        for again in ("html", "letterpdf"):
            assert case.place.build(again, parallel=parallel) == 0
        assert tree(case.place.html) == clean, (number, code)
    assert stopped


def test_page_of_a_killed_build_goes_with_its_source(tmp_path: Path) -> None:
    case = Case(tmp_path, lambda place: max(place.build("html"), place.build("letterpdf")), _begin(_add_letter))
    (case.place.docs / "letters/2020/2020-12-01-added.md").unlink()
    clean = _clean(case, tmp_path)
    for number in range(4):
        case.killed(number, 4)
        (case.place.docs / "letters/2020/2020-12-01-added.md").unlink()
        for builder in ("html", "letterpdf"):
            assert case.place.build(builder) == 0
        assert tree(case.place.html) == clean, number


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda sent: sent.name)
def test_build_command_that_is_stopped_says_so_and_the_next_succeeds(sent: signal.Signals, tmp_path: Path) -> None:
    place = Place(tmp_path / "place")
    place.lay()
    command = [sys.executable, "-m", "sphinx", "-q", "-j", "2", "-c", str(TOP), "-d", "doctrees", "docs", "html"]
    # Who runs tests in the background of a shell has them ignore it.
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(command, cwd=place.folder, stderr=subprocess.PIPE, text=True, preexec_fn=heed) as process:
        # As soon as it holds the lock: while it reads and writes.
        while not (place.folder / ".html.lock").exists():
            time.sleep(0.01)
        time.sleep(0.3)
        process.send_signal(sent)
        _, said = process.communicate()
    assert process.returncode == (2 if sent == signal.SIGINT else -sent)
    assert "Traceback" not in said
    done = subprocess.run(command, cwd=place.folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


# ---- commands


def _archive(place: Place) -> None:
    write_pages(place.docs, PAGES)


def _source(place: Place) -> None:
    _archive(place)
    (place.folder / "letter.txt").write_text(
        "Open letter on speech\n\n4 May 2021\n\nTo the Ministry of Examples\n\nDear Minister,\n\n"
        "We ask you to listen to those who speak.\n\nYours,\n\nAlpha\nUnheard Body\n"
    )


def _records(place: Place) -> None:
    place.docs.mkdir(parents=True)
    letters = [LETTERS[0] | {"id": f"20{year}-05-letter", "date": f"20{year}-05"} for year in range(10, 22)]
    for name, items in (("letters", letters), ("organizations", ORGANIZATIONS), ("topics", TOPICS)):
        write_pages(place.folder / "records", {f"{name}.json": json.dumps(items)})


#: Command, what is there before, rounds.
COMMANDS: list[tuple[list[str], Callable[[Place], None], int]] = [
    (["rename", "alpha", "omega"], _archive, 8),
    (["merge", "beta", "ministry"], _archive, 6),
    (["import", "letter.txt", "--url", "https://example.org/speech", "--publisher", "Alpha", "--stubs"], _source, 4),
    (["import-records", "records"], _records, 8),
]


@pytest.mark.parametrize(("command", "begin", "rounds"), COMMANDS, ids=[command[0] for command, _, _ in COMMANDS])
def test_killed_command_writes_all_or_nothing_and_the_next_finishes_it(
    command: list[str], begin: Callable[[Place], None], rounds: int, tmp_path: Path
) -> None:
    def job(place: Place) -> int:
        given = [str(place.folder / word) if (place.folder / word).exists() else word for word in command]
        return 0 if place.command(*given) in (0, 1) else 1

    case = Case(tmp_path, job, begin)
    old, new = (
        {name: data for name, data in state.items() if name.startswith("docs/")} for state in (case.before, case.after)
    )
    assert old != new
    for number in range(rounds):
        code = case.killed(number, rounds)
        now = {f"docs/{name}": data for name, data in tree(case.place.docs).items()}
        assert [name for name, data in now.items() if data not in (old.get(name), new.get(name))] == [], (number, code)
        # Whatever is asked next, nothing is left half done.
        case.place.command("check")
        now = {f"docs/{name}": data for name, data in tree(case.place.docs).items()}
        assert now in (old, new), (number, code)
        if now == old:
            assert run(lambda: job(case.place), case.log)[0] == 0
        assert {f"docs/{name}": data for name, data in tree(case.place.docs).items()} == new
        assert sorted(path.name for path in case.place.folder.glob(".docs*")) == [".docs.lock"]


def _kill_after(step: int, *names: str) -> None:
    """Have this process killed when these functions of `os` have been called so many times in all."""
    count = 0

    def counted(real: Callable[..., None]) -> Callable[..., None]:
        def call(*given: object, **more: object) -> None:
            nonlocal count
            real(*given, **more)
            count += 1
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)

        return call

    for name in names:
        setattr(os, name, counted(getattr(os, name)))


def test_rename_killed_after_any_step_is_finished_by_the_next_command_or_build(tmp_path: Path) -> None:
    place, kept, log = Place(tmp_path / "place"), tmp_path / "kept", tmp_path / "log"
    _archive(place)
    place.save(kept)
    assert place.command("rename", "alpha", "omega") == 0
    old, new = tree(kept / "docs"), tree(place.docs)
    outcomes = []
    for last in range(1, 20):
        place.restore(kept)

        def killed(step: int = last) -> int:
            _kill_after(step, "replace", "unlink", "rename")
            return place.command("rename", "alpha", "omega")

        code, _ = run(killed, log)
        half = tree(place.docs)
        assert set(half.items()) <= set(old.items()) | set(new.items())
        if last % 4:
            place.command("check")
        else:
            build(place.docs, place.html)
        outcomes.append(tree(place.docs) == new)
        assert outcomes[-1] or tree(place.docs) == old
        # What was begun is finished, not taken back.
        assert outcomes[-1] or half == old
        if code == 0:
            break
    # At first nothing was decided yet; from some step on all is.
    assert outcomes == sorted(outcomes)
    assert outcomes[0] is False
    assert outcomes.count(True) > 4


def test_page_edited_after_a_killed_rename_is_kept_and_the_rest_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = Place(tmp_path / "place")
    _archive(place)

    def killed() -> int:
        _kill_after(2, "replace")
        return place.command("rename", "alpha", "omega")

    assert run(killed, tmp_path / "log")[0] == -signal.SIGKILL
    edited = place.docs / "organizations/alpha.md"
    edited.write_text(edited.read_text() + "An afterthought.\n")
    assert place.command("check") == 1
    said = capsys.readouterr().err
    assert "was broken off, and organizations/alpha.md was edited since" in said
    assert str(place.folder / ".docs.change") in said
    assert edited.read_text().endswith("An afterthought.\n")
    assert sorted(path.name for path in (place.folder / ".docs.change").iterdir())[-1] == "changes.json"
