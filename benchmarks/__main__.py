"""Measures the archive and other programs beside it: `python -m benchmarks` from the top folder, or `make benchmark`.

Keeps the figures in benchmarks/results.json, from which the docs' page on speed is made, and prints them with the goals.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

from undersigned.reference import speed, speed_goals, speed_tables

from . import running
from .measuring import TOP

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Where the goals are told of.
PAGE = "docs/develop/speed.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print; give 1 where something failed, or a goal is not met and that is asked for."""
    parser = ArgumentParser(
        prog="python -m benchmarks", description="Measure the archive and other programs beside it."
    )
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--quick", action="store_true", help="small archives, all tools; minutes; so unless told")
    mode.add_argument("--goals", action="store_true", help="what the goals need; one to two hours")
    mode.add_argument("--full", action="store_true", help="all tools up to 10,000 letters; hours")
    mode.add_argument("--table", action="store_true", help="measure nothing, and print what was measured")
    parser.add_argument(
        "--sizes",
        nargs="+",
        type=_size,
        metavar="LETTERS",
        help="other sizes, for --quick and --full; --full goes to any",
    )
    parser.add_argument(
        "--only", nargs="+", metavar="NAME",
        help="measure these again and leave the others: a tool (hugo), one at a size (hugo/400), or all at a size (/400)",
    )  # fmt: skip
    parser.add_argument("--continue", dest="goes_on", action="store_true", help="measure what is missing")
    parser.add_argument(
        "--results", type=Path, default=TOP / speed.FILE, metavar="FILE", help=f"where figures are kept; {speed.FILE}"
    )
    parser.add_argument(
        "--folder",
        type=Path,
        default=TOP / "build/benchmarks",
        help="for archives and other programs; build/benchmarks",
    )
    parser.add_argument("--strict", action="store_true", help="fail where a goal is not met, or not measured")
    options = parser.parse_args(arguments)
    if options.sizes and (options.goals or options.table):
        parser.error("--sizes goes with --quick or --full")
    results, failures = speed.Results(), []
    try:
        # A run that goes on may be the first.
        if options.table or ((options.goes_on or options.only) and options.results.exists()):
            results = speed.read(options.results)
    except speed.ResultsError as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        return 1
    if not options.table:
        jobs = _jobs(options.sizes, is_full=options.full, is_goals=options.goals)
        if options.only:
            jobs = [job for job in jobs if job.is_meant(options.only)]
            if not jobs:
                parser.error(f"none of what is planned is called {' or '.join(options.only)}")
            for job in jobs if not options.goes_on else ():
                results.done.pop(job.name, None)
        # One that could not be installed then may be now.
        for tool in {job.tool for job in jobs}:
            results.absent.pop(tool, None)
        runner = running.Runner(results, options.results, options.folder.resolve())
        try:
            runner.run(jobs)
        except KeyboardInterrupt:
            print("benchmarks: stopped; go on by the same command with --continue", file=sys.stderr)
            return 130
        failures = runner.failures
    print(speed_tables.text(results))
    for failure in failures:
        print(f"\nbenchmarks: {failure}", file=sys.stderr)
    verdicts = list(speed_goals.verdicts(results))
    if any(verdict.is_met is False for verdict in verdicts):
        print(f"\nWhat stands in the way of goals that are not met, and what was tried: {PAGE}")
    missed = options.strict and any(verdict.is_met is not True for verdict in verdicts)
    return int(bool(failures) or missed)


def _jobs(sizes: list[int] | None, *, is_full: bool, is_goals: bool) -> list[running.Job]:
    if is_goals:
        return running.for_goals()
    plan = running.full if is_full else running.quick
    return plan(sizes) if sizes else plan()


def _size(text: str) -> int:
    size = int(text)
    if not 20 <= size <= 100_000:
        raise ValueError
    return size


if __name__ == "__main__":
    sys.exit(main())
