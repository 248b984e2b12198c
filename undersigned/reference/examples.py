"""The wrong and right pages of each rule, as text files that the tests lay into an archive and the rule pages show.

A file has parts that begin with `=== wrong PATH`, `=== messages` or `=== right PATH`, and where a rule is one of
changes, first `=== before PATH`. What text cannot hold is
written in notations such as `(symlink to ...)`, `(png 20x20)` or `(U+200B)`, which `tests.rule_cases` carries out.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

#: Where the examples lie, below the project's folder.
FOLDER = "tests/diagnostics/rules"


@dataclass(frozen=True, slots=True)
class File:
    """A file of an example: its path below the folder of pages, and its text with notations."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    """What a rule refuses, what the checker then says, and how it is right."""

    wrong: tuple[File, ...]
    messages: tuple[str, ...]
    right: tuple[File, ...]
    #: What stood before; nothing where the rule is not one of changes.
    before: tuple[File, ...] = ()


def example_file(project: Path, rule: str) -> Path:
    """Name the file with the example of a rule."""
    return project / FOLDER / f"{rule}.txt"


def read_example(text: str) -> Example:
    """Split an example at its `=== ` lines; a part of another kind is a KeyError."""
    parts: dict[str, list[File]] = {"before": [], "wrong": [], "messages": [], "right": []}
    for part in ("\n" + text).split("\n=== ")[1:]:
        head, _, body = part.partition("\n")
        kind, _, path = head.partition(" ")
        parts[kind].append(File(path, body.rstrip("\n") + "\n"))
    messages = tuple(line for part in parts["messages"] for line in part.text.splitlines() if line)
    return Example(tuple(parts["wrong"]), messages, tuple(parts["right"]), tuple(parts["before"]))


def write_example(example: Example) -> str:
    """Write an example as its file holds it."""
    return "".join((
        *(f"=== before {file.path}\n{file.text}" for file in example.before),
        *(f"=== wrong {file.path}\n{file.text}" for file in example.wrong),
        "=== messages\n",
        *(f"{message}\n" for message in example.messages),
        *(f"=== right {file.path}\n{file.text}" for file in example.right),
    ))  # fmt: skip
