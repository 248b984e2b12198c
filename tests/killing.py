"""Runs builds and commands in processes of their own, which tests end at any moment."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import sys
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from tests.building import build, tree, write_pages
from tests.test_builds import PAGES
from undersigned.__main__ import main
from undersigned.writing import PART

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Place:
    """A project in one folder, which can be put back into a state that it had."""

    folder: Path
    docs: Path = field(init=False)
    html: Path = field(init=False)

    def __post_init__(self) -> None:
        self.docs, self.html = self.folder / "docs", self.folder / "html"

    def lay(self, **more: str) -> None:
        """Lay the archive, one of its letters with a picture."""
        write_pages(self.docs, {**PAGES, **more})
        letter = self.docs / "letters/2019/2019-01-02-first.md"
        letter.write_text(letter.read_text() + "\n![A seal](seal.png)\n")
        Image.new("RGB", (9, 9), "#804020").save(self.docs / "letters/2019/seal.png")

    def build(self, builder: str = "html", *, parallel: int = 1) -> int:
        """Build; give the status."""
        return build(self.docs, self.html, builder=builder, parallel=parallel, doctrees=self.folder / "doctrees").status

    def command(self, *arguments: str) -> int:
        """Run a command on the pages."""
        return main([*arguments, "--docs", str(self.docs)])

    def save(self, to: Path) -> None:
        """Keep the state, with the times of files."""
        shutil.copytree(self.folder, to, symlinks=True)

    def restore(self, kept: Path) -> None:
        """Put the state back."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(kept, self.folder, symlinks=True)


def run(
    job: Callable[[], int], log: Path, *, after: float | None = None, by: int = signal.SIGKILL
) -> tuple[int, float]:
    """Run a job in a process; end it after some seconds. Gives its exit code, or the signal as a negative number, and its seconds."""
    began = time.monotonic()
    pid = os.fork()
    if pid == 0:
        code = 70
        try:
            with log.open("wb") as file:
                os.dup2(file.fileno(), 1)
                os.dup2(file.fileno(), 2)
            sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115
            signal.signal(signal.SIGINT, signal.default_int_handler)
            code = job()
        except KeyboardInterrupt:
            code = 130
        except SystemExit as error:
            code = int(error.code or 0)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    if after is not None:
        time.sleep(after)
        os.kill(pid, by)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status), time.monotonic() - began


def wait_for_orphans(folder: Path) -> None:
    """Wait for the processes that a killed run had started; they hold its lock."""
    lock = folder.parent / f".{folder.name}.lock"
    if lock.exists():
        with lock.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH)


def whole(folder: Path) -> dict[str, bytes]:
    """Read every file at its final name."""
    return {name: data for name, data in tree(folder).items() if not Path(name).name.endswith(PART)}
