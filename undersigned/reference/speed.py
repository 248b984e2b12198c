"""What building the archive costs, as it was measured: reads the file that `python -m benchmarks` writes.

`speed_goals` holds the figures against what is asked, `speed_tables` and `speed_chart` show them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import log
from pathlib import Path
from typing import Any

#: Below the top folder of the project.
FILE = "benchmarks/results.json"
#: What the archive's own figures are kept under.
OURS = "undersigned"
#: Tools in the order of tables: those on Sphinx, then the others, by what they took.
TOOLS = (OURS, "basic", "book", "hugo", "eleventy", "pelican", "material", "zensical")
#: Changes of one letter that are measured.
CHANGES = ("body", "title", "added")


class ResultsError(Exception):
    """The file of results cannot be used; says where and why."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What a command cost: the least of its runs."""

    #: CPU seconds, with those of the processes that it started.
    cpu: float
    #: Seconds by the clock.
    wall: float
    #: Megabytes at the peak of the largest process.
    memory: float
    runs: int = 1
    #: It was stopped before its end: it costs at least this.
    is_least: bool = False


@dataclass(slots=True)
class Results:
    """All figures and counts: tool, letters of the archive, name of what was measured."""

    #: What it was measured on: date, cores, Python, system, and how busy the machine was.
    machine: dict[str, str] = field(default_factory=dict)
    #: Tool -> its name and version.
    tools: dict[str, str] = field(default_factory=dict)
    #: Tool -> why it could not be measured.
    absent: dict[str, str] = field(default_factory=dict)
    figures: dict[str, dict[int, dict[str, Figure]]] = field(default_factory=dict)
    counts: dict[str, dict[int, dict[str, float]]] = field(default_factory=dict)
    #: Tool and letters, as `hugo/400` -> how often it was measured in this run.
    done: dict[str, int] = field(default_factory=dict)

    def figure(self, tool: str, letters: int, name: str, /) -> Figure | None:
        """Find a figure."""
        return self.figures.get(tool, {}).get(letters, {}).get(name)

    def count(self, letters: int, name: str, /) -> float | None:
        """Find a count of ours."""
        return self.counts.get(OURS, {}).get(letters, {}).get(name)

    def sizes(self, tool: str, name: str, /) -> list[int]:
        """List the sizes, in letters, at which something was measured, figure or count."""
        both = (self.figures.get(tool, {}), self.counts.get(tool, {}))
        return sorted({letters for kept in both for letters, names in kept.items() if name in names})

    def name(self, tool: str, /) -> str:
        """Name a tool with its version."""
        return self.tools.get(tool, tool)


def exponent(sizes: Iterable[float], costs: Iterable[float]) -> float:
    """Fit cost = a * size ** b by least squares of logarithms; give b: 1 is linear, 2 quadratic."""
    xs, ys = [log(size) for size in sizes], [log(cost) for cost in costs]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


# ---------------------------------------------------------------- file


def read(path: Path) -> Results:
    """Read a file of results. Raises ResultsError."""
    try:
        told = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ResultsError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ResultsError(f"{path}: the file is not UTF-8") from error
    except json.JSONDecodeError as error:
        raise ResultsError(f"{path}:{error.lineno}: {error.msg}; write it anew: make benchmark") from error
    try:
        top = _mapping(told, "the file")
        figures = _levels(top.get("figures", {}), "figures", _figure)
        counts = _levels(top.get("counts", {}), "counts", _number)
        texts = {key: _texts(top.get(key, {}), key) for key in ("machine", "tools", "absent")}
        done = {key: int(_number(value, f"done.{key}")) for key, value in _mapping(top.get("done", {}), "done").items()}
    except ResultsError as error:
        raise ResultsError(f"{path}: {error}; write it anew: make benchmark") from error
    return Results(**texts, figures=figures, counts=counts, done=done)


def written(results: Results) -> str:
    """Write results as the text of their file; the same results give the same text."""
    figures = {
        tool: {str(letters): {name: _told(figure) for name, figure in sorted(names.items())}
               for letters, names in sorted(sizes.items())}
        for tool, sizes in results.figures.items()
    }  # fmt: skip
    counts = {
        tool: {str(letters): {name: round(value, 3) for name, value in sorted(names.items())}
               for letters, names in sorted(sizes.items())}
        for tool, sizes in results.counts.items()
    }  # fmt: skip
    told = {
        "absent": dict(sorted(results.absent.items())), "counts": dict(sorted(counts.items())),
        "done": dict(sorted(results.done.items())), "figures": dict(sorted(figures.items())),
        "machine": dict(sorted(results.machine.items())), "tools": dict(sorted(results.tools.items())),
    }  # fmt: skip
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def _told(figure: Figure) -> dict[str, float | bool]:
    told: dict[str, float | bool] = {
        "cpu": round(figure.cpu, 3), "wall": round(figure.wall, 3), "memory": round(figure.memory, 1),
        "runs": figure.runs,
    }  # fmt: skip
    return {**told, "is_least": True} if figure.is_least else told


def _levels(told: object, where: str, read_value: Any) -> dict[str, dict[int, dict[str, Any]]]:
    found: dict[str, dict[int, dict[str, Any]]] = {}
    for tool, sizes in _mapping(told, where).items():
        for letters, names in _mapping(sizes, f"{where}.{tool}").items():
            place = f"{where}.{tool}.{letters}"
            if not letters.isdecimal() or not int(letters):
                raise ResultsError(f"{place}: {letters!r} is no number of letters")
            values = {name: read_value(value, f"{place}.{name}") for name, value in _mapping(names, place).items()}
            found.setdefault(tool, {})[int(letters)] = values
    return found


def _figure(told: object, where: str) -> Figure:
    values = _mapping(told, where)
    numbers = {key: _number(values.get(key), f"{where}.{key}") for key in ("cpu", "wall", "memory", "runs")}
    if numbers["cpu"] <= 0:
        raise ResultsError(f"{where}.cpu: {numbers['cpu']} is no time that a command can take")
    return Figure(
        numbers["cpu"], numbers["wall"], numbers["memory"], int(numbers["runs"]), values.get("is_least") is True
    )


def _mapping(told: object, where: str) -> Mapping[str, Any]:
    if not isinstance(told, dict):
        raise ResultsError(f"{where} is no object")
    return told


def _texts(told: object, where: str) -> dict[str, str]:
    return {key: str(value) for key, value in _mapping(told, where).items()}


def _number(told: object, where: str) -> float:
    if isinstance(told, bool) or not isinstance(told, int | float):
        raise ResultsError(f"{where} is no number")
    return told
