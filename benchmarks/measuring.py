"""Measure what a command costs.

Seconds are CPU seconds of the whole command with all processes that it starts and waits for: on a busy machine they say
more than the clock does. Machines differ, so read ratios within one run.
"""

from __future__ import annotations

import os
import resource
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TOP = Path(__file__).resolve().parents[1]


class MeasureError(Exception):
    """A measured command failed or warned: its time would mean nothing."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command used."""

    #: CPU seconds, user and system, of the command and what it started.
    seconds: float
    #: Megabytes of memory at the peak of the largest of its processes: the system tells no sum.
    memory: float
    #: Seconds by the clock.
    wall: float = 0.0
    #: It was stopped at the limit of its seconds: it costs at least this.
    is_least: bool = False

    def __add__(self, other: Cost) -> Cost:
        """Join two commands, one run after the other."""
        return Cost(
            self.seconds + other.seconds, max(self.memory, other.memory), self.wall + other.wall,
            self.is_least or other.is_least,
        )  # fmt: skip


def measure(command: Sequence[str], log: Path, /, *, cwd: Path | None = None, limit: float | None = None) -> Cost:
    """Run `command`, its output into `log`, in `cwd` or where this program runs.

    Past `limit` CPU seconds of one process it is stopped, and what it cost by then is given.
    Raises MeasureError where it fails.
    """
    started = [*command]
    if cwd is not None:
        started = ["/bin/sh", "-c", 'cd "$0" && exec "$@"', str(cwd), *started]
    if limit is not None:
        # The hard limit stays: a program may not take the signal for a failure of its own and go on.
        started = ["/bin/sh", "-c", 'ulimit -t "$0" && exec "$@"', f"{limit:.0f}", *started]
    with log.open("w", encoding="utf-8") as output:
        actions = [(os.POSIX_SPAWN_DUP2, output.fileno(), 1), (os.POSIX_SPAWN_DUP2, output.fileno(), 2)]
        begin = time.monotonic()
        # Not subprocess: only wait4 gives the usage of this one child and what it started.
        child = os.posix_spawn(started[0], started, os.environ, file_actions=actions)
        _, status, used = os.wait4(child, 0)
        wall = time.monotonic() - begin
    seconds = used.ru_utime + used.ru_stime
    code = os.waitstatus_to_exitcode(status)
    # The kernel counts for its limit a little otherwise than for its report.
    stopped = limit is not None and code in (-signal.SIGXCPU, -signal.SIGKILL) and seconds >= 0.8 * limit
    if code and not stopped:
        tail = "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:])
        message = f"{' '.join(command)} failed with {code}; it said at its end:\n{tail}"
        raise MeasureError(message)
    return Cost(seconds, used.ru_maxrss / 1024, wall, stopped)


def cpu() -> float:
    """Give the CPU seconds of this process and of those that it started and that have ended."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )
