"""Two ways to make inputs: hypothesis, by grammar; atheris (libFuzzer), by coverage of our code.

A finding is told once: the same error from the same place is passed over from then on.
"""

from __future__ import annotations

import gc
import os
import re
import signal
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha1
from pathlib import Path
from resource import RLIMIT_AS, RUSAGE_CHILDREN, RUSAGE_SELF, getrusage, setrlimit
from types import FrameType

from .targets import Target

#: CPU seconds that one input may take, and bytes of memory that all may.
SLOW = 20
_MEMORY = 6_000_000_000


class TooSlow(BaseException):
    """An input that takes longer than any person waits."""


@dataclass
class Run:
    """One run of a target."""

    target: Target
    #: CPU seconds that it may take, those of its children too.
    seconds: float
    #: Where findings are written.
    folder: Path
    executions: int = 0
    #: Error and place to the input that showed it.
    findings: dict[str, bytes] = field(default_factory=dict)
    slowest: float = 0.0

    def spent(self) -> float:
        """Tell the CPU seconds of this process and its children."""
        return sum(used.ru_utime + used.ru_stime for used in (getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)))

    def is_over(self) -> bool:
        """Tell whether the time is spent."""
        return self.spent() >= self.seconds

    def check(self, data: bytes) -> str:
        """Check one input; gives where a finding comes from, nothing where there is none."""
        self.executions += 1
        if self.executions % 200 == 0:
            # Trees of lxml in cycles weigh megabytes that the collector does not count.
            gc.collect()
        begin = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, SLOW)
        try:
            self.target.check(data)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return self._note(error, data)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            self.slowest = max(self.slowest, time.process_time() - begin)
        return ""

    def _note(self, error: BaseException, data: bytes) -> str:
        where = place(error)
        if where in self.findings:
            if len(data) < len(self.findings[where]):
                self._keep(where, data)
            return where
        self._keep(where, data)
        text = "".join(traceback.format_exception(error))
        print(
            f"\n=== finding in {self.target.name}: {where}\n{text[-3000:]}\n{data[:600]!r}", file=sys.stderr, flush=True
        )
        return where

    def _keep(self, where: str, data: bytes) -> None:
        self.findings[where] = data
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{self.target.name}-{sha1(where.encode()).hexdigest()[:8]}").write_bytes(data)


def place(error: BaseException) -> str:
    """Name an error by its kind and the innermost place of ours that it passed."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = (
        [f for f in frames if "/undersigned/" in f.filename]
        or [f for f in frames if "/tests/" in f.filename]
        or list(frames)
    )
    last = [f for f in frames if "/undersigned/" in f.filename or "/tests/fuzzing/" in f.filename][-1:] or ours[-1:]
    at = last[0] if last else None
    said = (
        re.sub(r"/tmp/\S+|\d+", "#", str(error)[:300].split("\n")[0])[:100] if isinstance(error, AssertionError) else ""
    )
    return f"{type(error).__name__} at {Path(at.filename).name if at else '?'}:{at.lineno if at else 0} {said.split('‘')[0]}".strip()


def limit() -> None:
    """Bound memory, and have slow inputs interrupted."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooSlow(f"an input takes more than {SLOW} CPU seconds")

    setrlimit(RLIMIT_AS, (_MEMORY, _MEMORY))
    signal.signal(signal.SIGPROF, stop)
    # What the libraries' C code and deep recursion do to the interpreter is shown, not swallowed.
    sys.setrecursionlimit(1000)


def by_hypothesis(run: Run) -> None:
    """Make inputs by the target's grammar until the time is spent."""
    for data in [*run.target.seeds(), *(path.read_bytes() for path in run.target.found())]:
        run.check(data)
    first = int.from_bytes(os.urandom(4))
    while not run.is_over():
        first += 1
        _round(run, first)


def _round(run: Run, number: int) -> None:
    """Make some hundred inputs; what an earlier round has told is passed over, of what is new the smallest is sought."""
    from hypothesis import HealthCheck, given, seed, settings
    from hypothesis.errors import FlakyFailure

    known = frozenset(run.findings)

    @seed(number)
    @settings(
        max_examples=200, deadline=None, database=None, derandomize=False, suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )  # fmt: skip
    @given(run.target.strategy())
    def look(data: bytes) -> None:
        if not run.is_over() and (where := run.check(data)) and where not in known:
            raise AssertionError(where)

    with suppress(AssertionError, FlakyFailure):
        look()


def by_atheris(run: Run, report: Callable[[Run], None]) -> None:
    """Make inputs that reach new code, until the time is spent; ends the process."""
    import atheris

    ended: list[bool] = []

    def one(data: bytes) -> None:
        run.check(data)
        if run.is_over() and not ended:
            ended.append(True)
            report(run)
            # libFuzzer says what it reached, and ends.
            os.kill(os.getpid(), signal.SIGUSR1)

    corpus = run.folder / f"{run.target.name}-corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for data in [*run.target.seeds(), *(path.read_bytes() for path in run.target.found())]:
        (corpus / sha1(data).hexdigest()).write_bytes(data)
    arguments = [
        sys.argv[0],
        str(corpus),
        "-max_len=8000",
        "-print_final_stats=1",
        "-timeout=600",
        "-rss_limit_mb=0",
        "-reload=0",
        f"-artifact_prefix={run.folder}/",
    ]
    atheris.Setup(arguments, one)
    atheris.Fuzz()


def minimized(data: bytes, is_same: Callable[[bytes], bool], *, seconds: float = 60) -> bytes:
    """Cut out what a finding does not need: halves, then ever smaller pieces, down to single bytes."""
    end = time.process_time() + seconds
    size = max(len(data) // 2, 1)
    while size:
        at = 0
        while at < len(data) and time.process_time() < end:
            shorter = data[:at] + data[at + size :]
            if is_same(shorter):
                data = shorter
            else:
                at += size
        size //= 2
    return data
