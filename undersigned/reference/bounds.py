"""The limits of size that are in force, with their reasons; `directives` prints them."""

from __future__ import annotations

from dataclasses import dataclass, fields

from .. import limits


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit: its name in the settings, its value, what it counts, and why there is one."""

    name: str
    value: int
    counts: str
    reason: str


def bounds() -> tuple[Bound, ...]:
    """List the limits in the order of the code."""
    now = limits.now()
    return tuple(
        Bound(limit.name, getattr(now, limit.name), limit.metadata["counts"], limit.metadata["reason"])
        for limit in fields(limits.Limits)
    )
