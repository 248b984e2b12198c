"""What charts show, as frozen data: made by `counting`, kept in views, so that a page is rewritten when it changes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """A page, its name, and how many letters it counts."""

    docname: str
    title: str
    letters: int


@dataclass(frozen=True, slots=True)
class Period:
    """A year, or the decade or century that stands for it where a chart spans a long time."""

    first: int
    last: int
    #: The index page of a year, if there is one.
    page: str | None = None

    @property
    def label(self) -> str:
        """Name the period."""
        return f"{self.first}" if self.first == self.last else f"{self.first}\u2013{self.last}"


@dataclass(frozen=True, slots=True)
class Series:
    """Letters of one kind in each period."""

    #: `signed` or `received`; a topic's or organization's name; nothing where there is but one.
    title: str
    #: For each period; a letter counts once.
    counts: tuple[int, ...]
    letters: int
    docname: str | None = None


@dataclass(frozen=True, slots=True)
class Years:
    """Letters over time."""

    #: What letters these are: `on Tibet`; nothing for all.
    about: str
    letters: int
    periods: tuple[Period, ...]
    series: tuple[Series, ...]

    @property
    def span(self) -> str:
        """Say from when to when: `2005 to 2026`."""
        first, last = self.periods[0].first, self.periods[-1].last
        return f"{first}" if first == last else f"{first} to {last}"


@dataclass(frozen=True, slots=True)
class Matrix:
    """How many letters organizations signed on topics."""

    about: str
    letters: int
    organizations: tuple[Named, ...]
    topics: tuple[Named, ...]
    #: For each organization, for each topic.
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two bodies, by their places in the network, and how many letters they signed together."""

    first: int
    second: int
    letters: int


@dataclass(frozen=True, slots=True)
class Network:
    """Bodies that signed letters together."""

    about: str
    letters: int
    #: How many organizations signed these letters; the most active of them follow.
    signatories: int
    bodies: tuple[Named, ...]
    #: Strongest first: those with `least` or more letters, and each body's with its closest partner.
    pairs: tuple[Pair, ...]
    least: int


Chart = Years | Matrix | Network
