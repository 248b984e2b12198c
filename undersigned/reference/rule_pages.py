"""What the page of a rule says: summary, reason, severity, and its examples made readable.

The examples are those of the tests (see `examples`); `directives` prints what is made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .. import rules, rules_markup
from ..diagnostics import Rule
from ..rules import RULES
from .examples import File

_LETTERS = (rules.PARTY, rules.TITLE_SUPPLIED, rules.FILE_NAME, rules.LICENSE, rules.NO_SOURCE, rules.SIGNATURE_COUNT)
_NAMES = (
    rules.DUPLICATE_ID, rules.SHORT_ADDRESS, rules.DUPLICATE_NAME, rules.UNKNOWN_NAME, rules.UNKNOWN_ID, rules.UNKNOWN_REFERENCE,
    rules.AMBIGUOUS_REFERENCE, rules.CYCLE, rules.LISTING,
)  # fmt: skip
_FILES = (
    rules_markup.NAME, rules_markup.KIND, rules_markup.SYMLINK, rules_markup.SIZE, rules_markup.ENCODING,
    rules_markup.CHARACTER, rules_markup.SCRIPT,
)  # fmt: skip

#: What is repeated is shown three times.
_REPEAT = re.compile(r"\(repeat (\d+) times: (.*)\)")


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that belong together on the list of rules."""

    anchor: str
    title: str
    rules: tuple[Rule, ...]


def groups() -> tuple[Group, ...]:
    """Put every rule into one group, in the order of the list."""
    named = (
        Group("letters", "Letters", _LETTERS),
        Group("names", "Names, ids and references", _NAMES),
        Group("files", "Files and characters", _FILES),
        Group("markdown", "Markdown", tuple(rule for rule in rules_markup.RULES if rule not in _FILES)),
        Group("notices", "Notices", tuple(rule for rule in RULES if rule.notice)),
    )
    placed = {rule for group in named for rule in group.rules}
    return (Group("front-matter", "Front matter", tuple(rule for rule in RULES if rule not in placed)), *named)


def rule_named(name: str, /) -> Rule | None:
    """Find a rule by its id."""
    return next((rule for rule in RULES if rule.id == name), None)


def severity(rule: Rule, /) -> str:
    """Say what happens where the rule is broken."""
    if rule.notice:
        return "Notice: it is pointed out to the reviewer, and fails neither check nor build."
    return "Problem: the check fails until it is mended."


def caption(file: File, /) -> str:
    """Name a file of an example as a contributor finds it."""
    return f"docs/{file.path}"


def shown(file: File, /) -> str:
    """Give the text of an example; files that are no text are told in words."""
    lines = file.text.rstrip("\n").split("\n")
    if len(lines) == 1 and (words := _in_words(lines[0])):
        return words
    return "\n".join(_REPEAT.sub(_cut, line) for line in lines)


def changed(files: tuple[File, ...], others: tuple[File, ...], /) -> Iterator[File]:
    """Leave out files that are the same on both sides of an example, unless nothing else is left."""
    same = set(files) & set(others)
    yield from files if same == set(files) else (file for file in files if file not in same)


def _in_words(notation: str) -> str:
    if match := re.fullmatch(r"\(symlink to (\S+)\)", notation):
        return f"(a symbolic link to {match[1]})"
    if match := re.fullmatch(r"\(png (\d+)x(\d+)\)", notation):
        return f"(a picture of {match[1]} by {match[2]} pixels)"
    return ""


def _cut(match: re.Match[str]) -> str:
    return f"{match[2] * 3}… ({int(match[1]):,} times on one line)"
