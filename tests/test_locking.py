"""One run at a time: another waits, and none waits for what was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.building import TOP, tree
from tests.killing import Place, run
from undersigned import locking
from undersigned.locking import Lock, held

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="optional: needs a POSIX system")


def _started(job: Callable[[], None]) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            job()
        finally:
            os._exit(0)
    return pid


def _holding(folder: Path, ready: Path, seconds: float) -> Callable[[], None]:
    def job() -> None:
        with held(folder, print):
            ready.touch()
            time.sleep(seconds)

    return job


def _wait_for(path: Path) -> None:
    while not path.exists():
        time.sleep(0.01)


def test_second_run_waits_for_the_first_and_says_so(tmp_path: Path) -> None:
    first = _started(_holding(tmp_path / "out", tmp_path / "ready", 0.5))
    _wait_for(tmp_path / "ready")
    said: list[str] = []
    with held(tmp_path / "out", said.append) as lock:
        # The first is over.
        assert os.waitpid(first, 0)[0] == first
        assert not lock.was_broken_off
    assert said == [f"another run works on {tmp_path / 'out'} (process {first}); waiting ..."]


def test_lock_of_a_killed_run_is_free_and_tells_of_it(tmp_path: Path) -> None:
    killed = _started(_holding(tmp_path / "out", tmp_path / "ready", 60))
    _wait_for(tmp_path / "ready")
    os.kill(killed, signal.SIGKILL)
    os.waitpid(killed, 0)
    said: list[str] = []
    with held(tmp_path / "out", said.append) as lock:
        assert lock.was_broken_off
    with held(tmp_path / "out", said.append) as lock:
        assert not lock.was_broken_off
    assert said == []


def test_process_that_a_killed_run_left_behind_is_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = tmp_path / "left"

    def job() -> None:
        Lock(tmp_path / "out").take(print)
        pid = os.fork()
        if pid == 0:
            # As on systems that know no death with the parent.
            time.sleep(60)
            os._exit(0)
        left.write_text(str(pid))
        os._exit(1)

    os.waitpid(_started(job), 0)
    monkeypatch.setattr(locking, "PATIENCE", 0.3)
    try:
        with held(tmp_path / "out", lambda _: None) as lock:
            assert lock.was_broken_off
    finally:
        os.kill(int(left.read_text()), signal.SIGKILL)


def test_folder_without_room_for_a_lock_is_worked_on_without(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with held(tmp_path / "file" / "out", pytest.fail):
        pass


def test_two_builds_of_one_folder_at_once_equal_one(tmp_path: Path) -> None:
    place, alone = Place(tmp_path / "place"), Place(tmp_path / "alone")
    for one in (place, alone):
        one.lay()
    for builder in ("html", "letterpdf"):
        assert alone.build(builder) == 0
    builds = [
        subprocess.Popen(
            [sys.executable, "-m", "sphinx", "-W", "-j", "2", "-c", str(TOP), "-d", "doctrees", "-b", builder, "docs", "html"],
            cwd=place.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        for builder in ("html", "letterpdf", "html")
    ]  # fmt: skip
    said = [build.communicate()[0] for build in builds]
    assert [build.returncode for build in builds] == [0, 0, 0], said
    assert sum("another run works on" in text for text in said) >= 2
    assert tree(place.html) == tree(alone.html)


def test_two_renames_at_once_are_one_after_the_other(tmp_path: Path) -> None:
    from tests.building import write_pages
    from tests.moving import PAGES
    from undersigned.checking import check_archive

    place = Place(tmp_path / "place")
    write_pages(place.docs, PAGES)

    def rename(old: str, new: str) -> int:
        # The plan of the second is refused if it was made before the first was carried out, and made again.
        return min(place.command("rename", old, new) for _ in range(2))

    def first() -> None:
        os._exit(run(lambda: rename("alpha", "omega"), tmp_path / "first")[0])

    pid = _started(first)
    assert run(lambda: rename("speech", "free-speech"), tmp_path / "second")[0] == 0
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert (place.docs / "organizations/omega.md").is_file()
    assert (place.docs / "topics/free-speech.md").is_file()
    assert [str(message) for message in check_archive(place.docs).errors] == []
