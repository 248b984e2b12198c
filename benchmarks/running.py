"""Measures one thing after the other, and keeps each figure as it comes: `Job` says what, `plan` lists them.

A run may break off; the next one, told to go on, measures what is missing. Jobs of a size are measured in turn, and then
again from the last to the first, so that what slows the machine for a while does not slow one tool alone; of several
runs the least counts.
"""

from __future__ import annotations

import os
import platform
import shutil
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from undersigned.reference import speed
from undersigned.reference.speed import OURS, Figure, Results
from undersigned.writing import write_atomically

from . import ours, synthetic
from .measuring import Cost, MeasureError
from .peers import PEERS, AbsentError, copy_pages
from .stock import html as stock

#: How many times our own cost the theme as it comes may take before it is stopped: well above what is asked (30).
PATIENCE = 34
#: Letters up to which a job is measured twice.
SMALL = 1600
_ALL = frozenset(ours.PARTS)
_GROWTH = frozenset({"html", "site"})


@dataclass(frozen=True, slots=True)
class Job:
    """A tool, given an archive of so many letters; of ours, the parts that are measured."""

    tool: str
    letters: int
    wants: frozenset[str] = frozenset()
    #: How often all of it is measured.
    rounds: int = 1
    #: How often each change is, in each round.
    times: int = 2

    @property
    def name(self) -> str:
        """Name the job, as `hugo/400`."""
        return f"{self.tool}/{self.letters}"

    def is_meant(self, names: Iterable[str]) -> bool:
        """Tell whether one of the names is that of the job, of its tool, or of its size (`/400`)."""
        return any(name in (self.name, self.tool, f"/{self.letters}") for name in names)


def quick(sizes: Iterable[int] = (200, 400, 800)) -> list[Job]:
    """Plan what takes minutes: small archives and every tool; the book theme at half of the least size."""
    sizes = sorted(sizes)
    jobs = [Job("book", sizes[0] // 2)] if sizes else []
    jobs += [Job(OURS, sizes[0] // 2, frozenset({"pages"}))] if sizes else []
    for letters in sizes:
        rounds = 2 if letters <= sizes[0] else 1
        # By the clock, and so four builds; the greatest says most.
        wants = _ALL if letters == sizes[-1] else _ALL - {"parallel"}
        jobs.append(Job(OURS, letters, wants, rounds, times=rounds))
        jobs += [Job(tool, letters, rounds=2, times=1) for tool in ("basic", *PEERS)]
    return jobs


def for_goals() -> list[Job]:
    """Plan what the goals need, and no more: an hour or two, most of it at 10,000 letters and for the book theme."""
    return [
        Job(OURS, 500, _GROWTH),
        Job(OURS, 800, frozenset({"pages"})),
        Job("basic", 1600, times=1),
        Job(OURS, 1600, _ALL - {"site"}),
        *(Job(tool, 1600) for tool in ("hugo", "eleventy")),
        *(Job(tool, 10_000, times=1) for tool in ("hugo", "eleventy")),
        Job(OURS, 10_000, _ALL - {"pages", "parallel"}, times=1),
        Job("book", 800),
    ]


def full(sizes: Iterable[int] = (500, 1600, 4000, 10_000)) -> list[Job]:
    """Plan everything: every tool at every size that it reaches within hours, and what the goals need."""
    jobs = {job.name: job for job in for_goals()}
    for letters in sorted(sizes):
        rounds = 2 if letters <= SMALL else 1
        tools = ["basic", *PEERS] if letters <= SMALL else ["basic", "hugo", "eleventy", "pelican"]
        wants = _ALL if letters <= SMALL else _ALL - {"parallel"}
        jobs |= {job.name: job for job in (Job(tool, letters, rounds=rounds) for tool in tools)}
        jobs[f"{OURS}/{letters}"] = Job(OURS, letters, wants, rounds)
    # Small, to see how it grows.
    for letters in (100, 200):
        jobs[f"book/{letters}"] = Job("book", letters)
        jobs.setdefault(f"{OURS}/{letters}", Job(OURS, letters, frozenset({"pages"})))
    return list(jobs.values())


def ordered(jobs: Iterable[Job]) -> Iterator[tuple[Job, int]]:
    """Order jobs by size, each round of a size against the one before; the book theme comes last, as it takes longest."""
    jobs = list(jobs)
    last = [(job, 0) for job in jobs if job.tool == "book"]
    jobs = [job for job in jobs if job.tool != "book"]
    for letters in sorted({job.letters for job in jobs}):
        here = [job for job in jobs if job.letters == letters]
        for round_ in range(max(job.rounds for job in here)):
            yield from ((job, round_) for job in (here, here[::-1])[round_ % 2] if round_ < job.rounds)
    yield from last


class Runner:
    """Runs jobs and keeps what they find in a file."""

    def __init__(self, results: Results, file: Path, folder: Path) -> None:
        self.results, self._file, self._folder = results, file, folder
        self._peers = folder / "peers"
        self.failures: list[str] = []

    def run(self, jobs: Iterable[Job]) -> None:
        """Run jobs that were not run as often as they are to be; tell each on standard error."""
        self.results.machine |= machine()
        for job, round_ in ordered(jobs):
            if self.results.done.get(job.name, 0) > round_ or job.tool in self.results.absent:
                continue
            _say(f"{job.name}, {round_ + 1} of {job.rounds} ...")
            begin = time.monotonic()
            try:
                self._measure(job, is_first=round_ == 0)
            except AbsentError as error:
                self.results.absent[job.tool] = f"{PEERS[job.tool].name}: {error}"
                _say(f"  left out: {error}")
            except MeasureError as error:
                self.failures.append(f"{job.name}: {error}")
                _say(f"  failed: {error}")
            else:
                self.results.done[job.name] = round_ + 1
                _say(f"  {time.monotonic() - begin:.0f} s")
            self._save()

    def _save(self) -> None:
        write_atomically(self._file, speed.written(self.results))

    def _measure(self, job: Job, *, is_first: bool) -> None:
        """Keep each figure as it comes; the first of a name in the first round replaces what was there."""
        place = self._folder / "work" / job.name.replace("/", "-")
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        seen: set[str] = set()
        try:
            self.results.tools[job.tool] = self._version(job.tool)
            for name, value in self._found(job, place):
                self._keep(job, name, value, replaces=is_first and name not in seen)
                seen.add(name)
                self._save()
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def _found(self, job: Job, place: Path) -> Iterator[tuple[str, Cost | float]]:
        if job.tool == OURS:
            yield from ours.run(place, job.letters, job.wants, times=job.times)
            return
        synthetic.write(place / "docs", job.letters)
        if job.tool in PEERS:
            PEERS[job.tool].write(place, place / "docs")
            yield from PEERS[job.tool].run(place, self._peers, times=job.times)
        else:
            copy_pages(place / "docs", place / "content")
            yield from stock.run(place, job.tool, times=job.times, limit=self._limit(job))

    def _limit(self, job: Job) -> float | None:
        """Give the CPU seconds past which the theme as it comes need not be measured."""
        if job.tool != "book":
            return None
        mine = self.results.figure(OURS, job.letters, "pages")
        if mine is None:
            raise MeasureError(f"it needs the figure `pages` of {OURS}/{job.letters}")
        return max(60, PATIENCE * mine.cpu)

    def _version(self, tool: str) -> str:
        if tool in PEERS:
            return f"{PEERS[tool].name} {PEERS[tool].told_version(self._peers)}"
        sphinx = f"Sphinx {version('sphinx')}"
        theme = f"sphinx-book-theme {version('sphinx-book-theme')}"
        return {
            OURS: f"Undersigned on {sphinx}", "basic": f"{sphinx}, theme basic", "book": f"{sphinx}, {theme} as it comes",
        }[tool]  # fmt: skip

    def _keep(self, job: Job, name: str, value: Cost | float, *, replaces: bool) -> None:
        if not isinstance(value, Cost):
            self.results.counts.setdefault(job.tool, {}).setdefault(job.letters, {})[name] = value
            return
        figures = self.results.figures.setdefault(job.tool, {}).setdefault(job.letters, {})
        figure = Figure(value.seconds, value.wall, value.memory, is_least=value.is_least)
        before = None if replaces else figures.get(name)
        figures[name] = lesser(before, figure) if before else figure


def lesser(one: Figure, other: Figure) -> Figure:
    """Take the lesser of each value of two runs of the same: what is more is noise."""
    least = min(one, other, key=lambda figure: figure.cpu)
    return replace(
        least, wall=min(one.wall, other.wall), memory=min(one.memory, other.memory), runs=one.runs + other.runs
    )


def machine() -> dict[str, str]:
    """Tell on what is measured, and when: by SOURCE_DATE_EPOCH, or now."""
    date = time.gmtime(int(os.environ.get("SOURCE_DATE_EPOCH", time.time())))
    return {
        "date": time.strftime("%Y-%m-%d", date),
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        # What else ran: above the number of cores, the clock says little, and CPU seconds run high.
        "load": f"{os.getloadavg()[0]:.1f}",
    }


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
