"""What a hostile case is, and the words to write one with."""

from __future__ import annotations

from dataclasses import dataclass

FENCE = "```"
#: Stands in files outside the folder of pages; must never be found in the site.
CANARY = "canary-7f3a"


@dataclass(frozen=True)
class Case:
    """A page, facts or a file from a stranger, and what must come of it."""

    #: The body of a page, lines of its facts, or what the file holds.
    content: str | bytes
    #: The refusals that it meets, as `line rule` (lines of the body, or of the page for facts); none if it is harmless.
    refusals: list[str]
    #: Which vectors of the table in `vectors` it tries.
    vectors: str
    #: What `python -m tests.hostile.stock` saw a stock Sphinx with MyST and rst2pdf do; see there for the words.
    stock: str
    #: The harm that it is after, or why it is here.
    harm: str


def directive(name: str, argument: str = "", content: str = "") -> str:
    """Write a directive."""
    return f"{FENCE}{{{name}}} {argument}\n{content}\n{FENCE}\n"


def rst(content: str) -> str:
    """Write reStructuredText into a body."""
    return directive("eval-rst", "", content)
