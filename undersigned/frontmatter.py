"""Reads the block of facts at the top of a page as it is written: texts with their lines, nothing interpreted.

`schema` gives the texts their meaning. Values stay texts (NO is "NO", 1.10 is "1.10"), because YAML's guesses
would change facts; anchors, aliases, tags and duplicate keys are refused, because they hide or blow up content.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice

import yaml

from . import limits, rules, rules_markup
from .diagnostics import Message, Rule, quote
from .text import mixed_words, script_problem

# libyaml reads a block about eight times as fast as the pure Python reader.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_FENCE = re.compile(r"---[ \t]*\r?\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.M)
_UNSURE = re.compile(r"^[ \t]*# unsure:[ \t]*(.*?)[ \t]*\r?$", re.M)
_TOP_KEY = re.compile(r"[^\s#'\"\-\[\]{},&*!|>%@`][^\n]*?:(?:\s|$)")


#: Words that YAML takes for no value where they stand without quotation marks.
NOTHING = frozenset({"~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text value. `plain` tells that it stood without quotation marks."""

    text: str
    line: int
    plain: bool = True

    @property
    def empty(self) -> bool:
        """Tell a value that says nothing: nothing, `null` or `~`."""
        return not self.text.strip() or (self.plain and self.text in NOTHING)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """A group of keys with their values, in the written order; each key once."""

    entries: tuple[tuple[Scalar, Node], ...]
    line: int


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Block:
    """The front matter of a page and what follows it.

    `height` counts the lines of the block with both fences, 0 where there is none; the body begins at line `height` + 1.
    """

    root: Mapping
    body: str
    height: int
    messages: tuple[Message, ...] = ()


class _Refused(Exception):
    """A syntax error of YAML, located in the block."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line
        self.problem = problem


def read(text: str, *, path: str) -> Block:
    """Split a page and read its front matter; every misfit becomes a message, and what can be read is read."""
    messages: list[Message] = []

    def note(rule: Rule, line: int, problem: str, mend: str) -> None:
        if len(messages) < limits.now().messages:
            messages.append(Message(path, line, rule, problem, mend))

    opening = _FENCE.match(text)
    if opening is None:
        note(
            rules.FRONT_MATTER, 1, "the page does not begin with its facts",
            "begin with a line --- , then keys such as title:, then a line ---",
        )  # fmt: skip
        return Block(Mapping((), 1), text, 0, tuple(messages))
    closing = _CLOSE.search(text, opening.end())
    if closing is None:
        # The facts most likely end at the first empty line; so the rest of the page can still be checked.
        end = re.compile(r"^[ \t]*\r?$", re.M).search(text, opening.end())
        stop = end.start() if end else len(text)
        yaml_text, body, height = text[opening.end() : stop], text[stop:], text.count("\n", 0, stop)
        note(rules.FRONT_MATTER, 1, "the facts opened by --- are never closed", "add a line --- after the last key")
    else:
        yaml_text, body = text[opening.end() : closing.start()], text[closing.end() :]
        height = text.count("\n", 0, closing.end())
        if not text.endswith("\n") and closing.end() == len(text):
            height += 1
    line, place = 2, 0
    for doubt in islice(_UNSURE.finditer(yaml_text), limits.now().messages) if "# unsure:" in yaml_text else ():
        line, place = line + yaml_text.count("\n", place, doubt.start()), doubt.start()
        what = f"not sure: {quote(doubt[1])}" if doubt[1] else "not sure, and does not say of what"
        note(rules.UNSURE, line, f"whoever wrote the page is {what}", "check it at the source, then delete the comment")
    return Block(_parse(yaml_text, note), body, height, tuple(messages))


def body_of(text: str, /) -> str:
    """Find what follows the front matter of a page, as `read` does, without reading the facts."""
    opening = _FENCE.match(text)
    closing = _CLOSE.search(text, opening.end()) if opening else None
    return text[closing.end() :] if closing else read(text, path="").body


Note = Callable[[Rule, int, str, str], None]


def _parse(text: str, note: Note) -> Mapping:
    """Read the block whole; if its YAML is broken, key by key, so that one slip does not hide the others."""
    pending: list[tuple[Rule, int, str, str]] = []
    try:
        mapping = _Composer(text, 2, lambda *found: pending.append(found)).mapping()
    except _Refused as error:
        pending.clear()
        mapping = _parse_chunks(text, lambda *found: pending.append(found))
        if not any(found[0] is rules.FRONT_MATTER for found in pending):
            pending.append((rules.FRONT_MATTER, error.line, error.problem, _mend(error.problem)))
    for found in pending:
        note(*found)
    return mapping


def _parse_chunks(text: str, note: Note) -> Mapping:
    chunks: list[tuple[int, list[str]]] = []
    for number, line in enumerate(text.split("\n"), 2):
        if not chunks or _TOP_KEY.match(line):
            chunks.append((number, []))
        chunks[-1][1].append(line)
    entries: dict[str, tuple[Scalar, Node]] = {}
    for first, lines in chunks:
        try:
            part = _Composer("\n".join(lines) + "\n", first, note).mapping()
        except _Refused as error:
            note(rules.FRONT_MATTER, error.line, error.problem, _mend(error.problem))
            if match := re.match(r"([\w-]+)\s*:", lines[0]):
                # The key is there, though its value cannot be read: it must not be called missing as well.
                entries.setdefault(match[1], (Scalar(match[1], first), UNREADABLE))
            continue
        for key, value in part.entries:
            if key.text in entries:
                _note_duplicate(note, key, entries[key.text][0])
            else:
                entries[key.text] = (key, value)
    return Mapping(tuple(entries.values()), 2)


#: Stands for a value that was refused and reported already.
UNREADABLE = Scalar("", 0, plain=False)

_PROBLEMS = (
    ("mapping values are not allowed", "a colon followed by a space stands inside a value", "put the value in quotation marks"),
    ("cannot start any token", "a sign that YAML keeps for itself begins a value, or a tab indents a line",
     "put the value in quotation marks, and indent with spaces"),
    ("found unexpected end of stream", "a quotation mark or bracket is opened and not closed", "close it"),
    ("while scanning a quoted scalar", "a quotation mark is opened and not closed", "close it, or write ' twice inside '...'"),
    ("could not find expected ':'", "a line is no key with a value", "write it as key: value, or indent it under its key"),
    ("did not find expected ',' or", "a bracket is opened and not closed", "close it, or put a value that holds a bracket in quotation marks"),
    ("did not find expected key", "a line is no key with a value, or its indentation or quotation marks do not fit",
     "check the indentation, and put values with special signs in quotation marks"),
    ("did not find expected '-' indicator", "a line stands between the items of a list", "indent it, or begin it with a hyphen"),
    ("block sequence entries are not allowed", "a list begins on the line of its key", "begin the list on a new line"),
    ("unknown escape character", "a backslash stands inside double quotation marks", "use 'single' quotation marks"),
)  # fmt: skip


def _explain(error: yaml.YAMLError) -> str:
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    context = str(getattr(error, "context", None) or "")
    for sign, problem, _mend_text in _PROBLEMS:
        if sign in said or sign in context:
            return problem
    return f"the facts are not YAML ({' '.join(said.split())})"


def _mend(problem: str) -> str:
    return next((mend for _sign, known, mend in _PROBLEMS if known == problem), "write plain key: value lines")


def _note_duplicate(note: Note, key: Scalar, first: Scalar) -> None:
    note(
        rules.DUPLICATE_KEY, key.line, f"the key {quote(key.text)} stands twice, first in line {first.line}",
        "delete one of the two",
    )  # fmt: skip


@dataclass
class _Composer:
    """Builds the tree from the parser's events: one pass, no constructors, nothing expanded."""

    text: str
    #: Line of the page on which `text` begins.
    first_line: int
    note: Note
    values: int = field(default=0)
    limit: limits.Limits = field(default_factory=limits.now)

    def mapping(self) -> Mapping:
        """Read the text as one mapping; raises _Refused for broken YAML."""
        try:
            self._events = yaml.parse(self.text, Loader=_LOADER)
            next(self._events)
            event = next(self._events)
            if isinstance(event, yaml.StreamEndEvent):
                return Mapping((), self.first_line)
            if getattr(event, "version", None) or getattr(event, "tags", None):
                raise _Refused(self.first_line, "a %-directive stands in the facts")
            node = self._node(next(self._events), 0)
            next(self._events)
            trailing = next(self._events)
            if not isinstance(trailing, yaml.StreamEndEvent):
                raise _Refused(self._line(trailing), "a second document stands in the facts")
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
            line = self.first_line + (mark.line if mark else 0)
            # At the end of a block the reader stands one line too far.
            last = self.first_line + max(self.text.rstrip("\n").count("\n"), 0)
            raise _Refused(min(line, last), _explain(error)) from None
        if isinstance(node, Mapping):
            return node
        if not (isinstance(node, Scalar) and node.empty):
            self.note(
                rules.FRONT_MATTER, node.line, "the facts are no keys with values", "write lines such as title: ..."
            )
        return Mapping((), self.first_line)

    def _line(self, event: yaml.Event) -> int:
        return self.first_line + (int(event.start_mark.line) if event.start_mark else 0)

    def _node(self, event: yaml.Event, depth: int) -> Node:
        line = self._line(event)
        self.values += 1
        if self.values > self.limit.values:
            raise _Refused(line, f"the facts hold more than {self.limit.values:,} values")
        if isinstance(event, yaml.AliasEvent):
            self._refuse_sign(line, "an alias", f"*{event.anchor}")
            return UNREADABLE
        assert isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent)
        if event.anchor is not None:
            self._refuse_sign(line, "an anchor", f"&{event.anchor}")
        if event.tag is not None:
            self._refuse_sign(line, "a tag", event.tag)
        if isinstance(event, yaml.ScalarEvent):
            if event.style == '"':
                self._check_escaped(event.value, line)
            return Scalar(event.value, line, bool(event.implicit[0]))
        if depth >= self.limit.depth:
            raise _Refused(line, f"lists or groups stand more than {self.limit.depth} deep in each other")
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
                items.append(self._node(inner, depth + 1))
            return Sequence(tuple(items), line)
        entries: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(inner := next(self._events), yaml.MappingEndEvent):
            key = self._node(inner, depth + 1)
            value = self._node(next(self._events), depth + 1)
            if key is UNREADABLE:
                continue
            if not isinstance(key, Scalar):
                self.note(
                    rules.FRONT_MATTER, key.line, "a key is a list or a group", "write a plain word before the colon"
                )
            elif key.text in entries:
                _note_duplicate(self.note, key, entries[key.text][0])
            else:
                entries[key.text] = (key, value)
        return Mapping(tuple(entries.values()), line)

    def _check_escaped(self, value: str, line: int) -> None:
        # Words that stand on the page have been looked at; those that backslashes spell stand on no line of it.
        for word in mixed_words(value):
            if word not in self.text:
                self.note(rules_markup.SCRIPT, line, *script_problem(word))
                break

    def _refuse_sign(self, line: int, what: str, sign: str) -> None:
        self.note(
            rules.FRONT_MATTER, line, f"{what} ({quote(sign)}) stands in the facts",
            "write the value itself, in quotation marks if it needs &, * or !",
        )  # fmt: skip
