"""Lets one run at a time work on a folder, and tells whether the last one came to its end.

The lock is the kernel's, so none stays behind when a run is killed. The processes that a build starts hold it with the
build: what still writes after a build was killed keeps the next one waiting, for some seconds. (`filelock` gives the lock
up in them.) The Makefile runs this file before anything is installed: `locking.py FOLDER COMMAND...`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl


#: Seconds between two looks at a lock, and for which processes may still write whose build was killed.
STEP, PATIENCE = 0.1, 10.0


class Lock:
    """The lock of a folder, held from `take` to `free`; its file stands beside the folder."""

    def __init__(self, folder: Path, /) -> None:
        self.folder = folder
        self.path = folder.parent / f".{folder.name.lstrip('.')}.lock"
        #: Whether the last run that held it was killed.
        self.was_broken_off = False
        self._file: int | None = None

    def take(self, tell: Callable[[str], None], /) -> None:
        """Take the lock; wait, and say so, while another process holds it. Where no lock can be made, there is none."""
        if sys.platform == "win32":
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._open()
            if not self._is_free():
                holder = os.pread(self._file, 32, 0).strip().decode("ascii", "replace")
                if holder == str(os.getpid()):
                    # An earlier build of this very process, which is over but not cleared away.
                    self._close()
                    return
                tell(f"another run works on {self.folder} (process {holder or 'unknown'}); waiting ...")
                self._wait()
            self.was_broken_off = bool(os.pread(self._file, 1, 0))
            os.ftruncate(self._file, 0)
            os.pwrite(self._file, f"{os.getpid()}\n".encode(), 0)
        except OSError:
            # No rights, no room, or a file system without locks: what cannot be written here is told by what tries to.
            self._close()
        except BaseException:
            self._close()
            raise

    def _is_free(self) -> bool:
        """Take the lock if nobody holds it."""
        assert self._file is not None
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        if self._is_in_place():
            return True
        # Another run has put a new file in its place meanwhile.
        self._close()
        self._file = self._open()
        return self._is_free()

    def _wait(self) -> None:
        waited = 0.0
        while not self._is_free():
            assert self._file is not None
            time.sleep(STEP)
            waited = 0.0 if _lives(os.pread(self._file, 32, 0)) else waited + STEP
            if waited >= PATIENCE:
                # What a killed run started may wait for it for ever: a new file leaves the lock to it.
                if self._is_in_place():
                    self.path.unlink(missing_ok=True)
                self._close()
                self._file = self._open()
                os.pwrite(self._file, b"-\n", 0)

    def _is_in_place(self) -> bool:
        assert self._file is not None
        try:
            return os.path.samestat(os.fstat(self._file), os.stat(self.path))
        except FileNotFoundError:
            return False

    def _open(self) -> int:
        return os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)

    def _close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def free(self) -> None:
        """Note that the run came to its end, and let the next one in."""
        if self._file is not None:
            os.ftruncate(self._file, 0)
            self._close()


def _lives(noted: bytes) -> bool:
    """Tell whether the process that took the lock is there; one that has not noted itself yet is."""
    try:
        os.kill(int(noted), 0)
    except ProcessLookupError:
        return False
    except (ValueError, OSError):
        return True
    return True


@contextmanager
def held(folder: Path, tell: Callable[[str], None], /) -> Iterator[Lock]:
    """Hold the lock of a folder."""
    lock = Lock(folder.resolve())
    lock.take(tell)
    try:
        yield lock
    finally:
        lock.free()


def main(folder: str, *command: str) -> int:
    """Run a command while nobody else works on a folder; gives its exit code."""
    with held(Path(folder), lambda text: print(text, file=sys.stderr)):
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
