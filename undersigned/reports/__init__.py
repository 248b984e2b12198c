"""What a check found, written for people, programs and GitHub; one module a format, each with `write(report)`.

Comes after `checking` and `changes`; the command `check` chooses the format.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..checking import Result
from ..diagnostics import Message


@dataclass(frozen=True, slots=True)
class Report:
    """A check's result and where its pages lie."""

    result: Result
    #: The folder of pages as seen from where the command runs, with forward slashes.
    folder: str
    #: The revision with which the pages were compared; None where all were checked.
    since: str | None = None

    def path(self, message: Message) -> str:
        """Give the file of a message as seen from where the command runs."""
        return message.path if self.folder in ("", ".") else f"{self.folder}/{message.path}"

    @property
    def errors(self) -> int:
        """Count what must be mended."""
        return len(self.result.errors)

    @property
    def notices(self) -> int:
        """Count what is only pointed out."""
        return len(self.result.messages) - self.errors

    @property
    def summary(self) -> str:
        """Say in one line what was checked and found."""
        catalogue = self.result.catalogue
        pages = number(self.result.pages, "page")
        if self.since is None:
            kinds = (
                ("letter", catalogue.letters),
                ("organization", catalogue.organization),
                ("topic", catalogue.topic),
            )
            pages += ": " + ", ".join(number(len(shelf), kind) for kind, shelf in kinds)
        else:
            pages += f" changed since {one_line(self.since)}"
        notices = f", {number(self.notices, 'notice')}" if self.notices else ""
        return f"{pages}; {number(self.errors, 'problem') if self.errors else 'no problems'}{notices}"


def number(count: int, what: str) -> str:
    """Write a number of things."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def one_line(text: str) -> str:
    """Write a text so that it stays one line of visible characters."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def severity(message: Message) -> str:
    """Name how much a message weighs: error or notice."""
    return "notice" if message.rule.notice else "error"
