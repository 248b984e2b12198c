"""The limits of size with their reasons, as they stand in `undersigned.limits`; `directives` prints them."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass

from .. import limits

_STATED = re.compile(r"((?:^#: .*\n)*)^([A-Z_]+)(?:: int)? = ", re.M)


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit: its name in the code, its value, and what is said of it."""

    name: str
    value: int
    doc: str


def bounds() -> tuple[Bound, ...]:
    """List the limits in the order of the code."""
    found = []
    for remark, name in _STATED.findall(inspect.getsource(limits)):
        value = getattr(limits, name)
        if isinstance(value, int):
            found.append(Bound(name, value, " ".join(line[3:] for line in remark.splitlines())))
    return tuple(found)
