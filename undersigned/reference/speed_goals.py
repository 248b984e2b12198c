"""What is asked of the build's speed, and whether the figures of `speed` meet it.

Each goal is a ratio, an exponent or a size; one that names a number of letters is decided at that number alone. At others
its figure is shown undecided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .speed import CHANGES, OURS, Results, exponent

#: Sizes between which growth is decided.
FROM, TO = 500, 10_000


@dataclass(frozen=True, slots=True)
class Found:
    """A figure, and for how many letters it is; growth is from some number to another."""

    value: float
    letters: tuple[int, ...]
    #: The true value is no less.
    is_least: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """What is asked: at most, or at least, some figure."""

    text: str
    limit: float
    #: Letters at which it is decided: one number, or the least and the greatest.
    letters: tuple[int, ...]
    #: Computes the figure as near to `letters` as was measured; None where nothing was.
    find: Callable[[Results, Goal], Found | None]
    #: How figure and limit are written.
    form: str = "{:.2f}"
    is_least: bool = False

    @property
    def asked(self) -> str:
        """Write the limit."""
        return f"{'≥' if self.is_least else '≤'}\u00a0{self.form.format(self.limit)}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A goal beside what was found."""

    goal: Goal
    found: Found | None

    @property
    def is_met(self) -> bool | None:
        """Tell whether the goal is met; None where it was not measured at the size that it names."""
        if self.found is None or self.found.letters != self.goal.letters:
            return None
        if self.goal.is_least:
            met = self.found.value >= self.goal.limit
            return None if not met and self.found.is_least else met
        return None if self.found.is_least else self.found.value <= self.goal.limit

    @property
    def told(self) -> str:
        """Write what was found."""
        if self.found is None:
            return "not measured"
        return f"{'> ' if self.found.is_least else ''}{self.goal.form.format(self.found.value)}"

    @property
    def answer(self) -> str:
        """Write whether the goal is met."""
        if self.is_met is not None:
            return "met" if self.is_met else "not met"
        if self.found is None or self.found.letters == self.goal.letters:
            return "–"
        return f"– (at {' to '.join(f'{letters:,}' for letters in self.found.letters)})"


def verdicts(results: Results) -> Iterator[Verdict]:
    """Hold the figures against every goal."""
    for goal in GOALS:
        yield Verdict(goal, goal.find(results, goal))


def _nearest(sizes: list[int], asked: int) -> int | None:
    """Choose the size that is asked for, or else the greatest below it, or the least."""
    below = [size for size in sizes if size <= asked]
    return below[-1] if below else sizes[0] if sizes else None


def _ratio(
    name: str, over: tuple[str, str], *, of: tuple[str, ...] | None = None, turned: bool = False
) -> Callable[[Results, Goal], Found | None]:
    """Divide CPU seconds of ours by those of a tool's figure, the largest of several by its own counterpart.

    `name` and the counterpart may hold a `{}` for each of `of`. `turned` divides the other way.
    """
    tool, other = over

    def find(results: Results, goal: Goal) -> Found | None:
        pairs = [(name.format(each), other.format(each)) for each in of or ("",)]
        common = set.intersection(*(
            set(results.sizes(OURS, ours)) & set(results.sizes(tool, theirs)) for ours, theirs in pairs
        ))  # fmt: skip
        letters = _nearest(sorted(common), *goal.letters)
        if letters is None:
            return None
        ratios = []
        for ours, theirs in pairs:
            mine, its = results.figure(OURS, letters, ours), results.figure(tool, letters, theirs)
            assert mine
            assert its
            ratios.append((its.cpu / mine.cpu, its.is_least) if turned else (mine.cpu / its.cpu, mine.is_least))
        value, is_least = max(ratios)
        return Found(value, (letters,), is_least)

    return find


def _growth(name: str, kind: str, over: str = "letters") -> Callable[[Results, Goal], Found | None]:
    """Fit the growth of CPU seconds (`cpu`) or of a count (`count`), with letters or with a count."""

    def find(results: Results, goal: Goal) -> Found | None:
        sizes = [size for size in results.sizes(OURS, name) if FROM <= size <= TO] or results.sizes(OURS, name)
        if len(sizes) < 2:
            sizes = results.sizes(OURS, name)
        if len(sizes) < 2:
            return None
        if kind == "cpu":
            costs = [figure.cpu for size in sizes if (figure := results.figure(OURS, size, name))]
        else:
            costs = [count for size in sizes if (count := results.count(size, name))]
        grown = [float(size) if over == "letters" else results.count(size, over) or 0.0 for size in sizes]
        if len(costs) < len(sizes) or not all(grown):
            return None
        return Found(exponent(grown, costs), (sizes[0], sizes[-1]))

    return find


def _parallel(results: Results, goal: Goal) -> Found | None:
    letters = _nearest(results.sizes(OURS, "html parallel"), *goal.letters)
    if letters is None:
        return None
    serial, parallel = results.figure(OURS, letters, "html serial"), results.figure(OURS, letters, "html parallel")
    return Found(serial.wall / parallel.wall, (letters,)) if serial and parallel else None


def _size(name: str, unit: float, figure: str = "") -> Callable[[Results, Goal], Found | None]:
    """Take a count of ours, or the memory of a figure, in units of so much."""

    def find(results: Results, goal: Goal) -> Found | None:
        letters = _nearest(results.sizes(OURS, figure or name), *goal.letters)
        if letters is None:
            return None
        if figure:
            found = results.figure(OURS, letters, figure)
            return Found(found.memory / unit, (letters,)) if found else None
        count = results.count(letters, name)
        return Found(count / unit, (letters,)) if count is not None else None

    return find


GOALS = (
    Goal("pages: CPU, of Sphinx's with the theme basic", 0.8, (1600,), _ratio("pages", ("basic", "html"))),
    Goal("full HTML: growth of CPU with letters, as a power", 1.05, (FROM, TO), _growth("html", "cpu")),
    Goal(
        "full HTML: growth of CPU with pages, as a power", 1.05, (FROM, TO),
        _growth("html", "cpu", "pages of the archive"),
    ),
    Goal("full HTML in two processes: times as fast by the clock", 1.6, (1600,), _parallel, is_least=True),
    Goal(
        "CPU of sphinx-book-theme as it comes, to our pages", 30, (800,),
        _ratio("pages", ("book", "html"), turned=True), "{:.0f}", is_least=True,
    ),
    *(
        Goal(
            f"one letter changed or added, HTML: CPU, of {label}'s", 1, (letters,),
            _ratio("html {}", (tool, "html {}"), of=CHANGES),
        )
        for letters in (1600, TO)
        for tool, label in (("hugo", "Hugo"), ("eleventy", "Eleventy"))
    ),
    Goal(
        "one letter changed, whole site: CPU, of the full build", 0.03, (TO,),
        _ratio("site {}", (OURS, "site"), of=("body", "title")), "{:.1%}",
    ),
    Goal(
        "nothing changed, whole site: CPU, of the full build", 0.01, (TO,),
        _ratio("site unchanged", (OURS, "site")), "{:.1%}",
    ),
    Goal("peak memory, GB", 1.5, (TO,), _size("", 1e9 / 2**20, "site")),
    Goal("environment, KB a letter", 3, (TO,), _size("bytes of environment per letter", 1000), "{:.1f}"),
    Goal(
        "largest page besides its own content and its facts for machines, KB", 25, (TO,),
        _size("bytes of the largest frame without facts", 1000), "{:.1f}",
    ),
    Goal("largest page besides its own content alone, KB", 25, (TO,), _size("bytes of the largest frame", 1000), "{:.1f}"),
    Goal("whole site: growth of bytes with letters, as a power", 1.05, (FROM, TO), _growth("bytes of the site", "count")),
)  # fmt: skip
