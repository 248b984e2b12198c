"""The kinds of charts that a page may ask for, and what each may be told; `listings` checks pages against it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of chart: how many entries it shows unless told, and at most; 0 where there is nothing to limit."""

    name: str
    usual: int = 0
    most: int = 0


PER_YEAR = Kind("letters-per-year")
TOPICS = Kind("topics-over-time", 12, 30)
ADDRESSEES = Kind("addressees-over-time", 12, 30)
MATRIX = Kind("organizations-by-topics", 16, 40)
NETWORK = Kind("network", 40, 60)

KINDS = {kind.name: kind for kind in (PER_YEAR, TOPICS, ADDRESSEES, MATRIX, NETWORK)}
