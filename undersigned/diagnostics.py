"""What a contributor is told: rules, and messages that carry a rule, a place and a mend.

Every stage that can find a mistake (tree, text, front matter, markup, catalogue) yields `Message` objects;
the command line prints them, the Sphinx part logs them as warnings.
"""

from __future__ import annotations

from dataclasses import dataclass, field

#: Characters of contributed text that a message repeats at most.
QUOTE_LIMIT = 60


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule that a page of the archive keeps."""

    id: str
    #: What the rule asks, as one sentence.
    summary: str
    #: Why the archive asks it.
    reason: str = ""
    #: A notice points something out to the reviewer; it fails neither the check nor the build.
    notice: bool = False

    @property
    def docname(self) -> str:
        """Name the page that explains the rule."""
        return f"contribute/rules/{self.id}"


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """One mistake: where it stands, which rule it breaks, what is wrong, how to mend it.

    `path` is the page relative to the folder of pages, with forward slashes; `line` counts from 1.
    """

    path: str
    line: int
    rule: Rule = field(compare=False)
    problem: str
    mend: str

    @property
    def text(self) -> str:
        """Say the problem and the mend in one line."""
        return f"{self.problem}; {self.mend}" if self.mend else self.problem

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule.id}: {self.text}"


def quote(text: str) -> str:
    """Repeat contributed text safely: one line, printable characters, in quotes, cut at `QUOTE_LIMIT`."""
    cut = text if len(text) <= QUOTE_LIMIT else text[: QUOTE_LIMIT - 1] + "…"
    return f"‘{printable(cut)}’"


def printable(text: str) -> str:
    """Repeat contributed text safely: one line, printable characters."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
