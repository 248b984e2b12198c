"""Small changes to the text of a page: a value, an entry of a list, words of the body; all else stays as it is written.

`form_change` says what to change. A change that is not plain enough gives None, and is left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import yaml

from ..frontmatter import Block, Mapping, Node, Scalar, Sequence, read
from ..records import Date, Letter, Party, Source
from ..writing import front_matter

_PLAIN_VALUE = re.compile(r"[0-9]{1,9}(-[0-9]{2}){0,2}[~?%]?|true|false")


def value_of(text: str, key: str) -> Node | None:
    """Find the value of a key of the page's facts."""
    return next((node for name, node in read(text, path="").root.entries if name.text == key), None)


def party_entry(party: Party) -> str:
    """Write an entry of a list of signatories."""
    facts = front_matter(Letter("", title="x", date=Date(1), source=Source("x"), signatories=(party,)))
    return facts.partition("signatories:\n")[2].partition("\nsignatories-complete:")[0]


def text_entry(text: str) -> str:
    """Write an entry of a list of texts."""
    return party_entry(Party(organization=text))


def set_value(text: str, key: str, value: str, order: Iterable[str]) -> str | None:
    """Set a key that holds one text, or add it at its place in the order of keys."""
    block = read(text, path="")
    line = f"{key}: {value}\n" if _PLAIN_VALUE.fullmatch(value) else _pair(key, value)
    lines = text.splitlines(keepends=True)
    for name, node in block.root.entries:
        if name.text == key:
            if not isinstance(node, Scalar):
                return None
            first, last = _span(lines, block, name)
            return "".join((*lines[:first], line, *lines[last:]))
    return _insert(lines, block, key, line, order)


def add_entry(text: str, key: str, entry: str, order: Iterable[str], after: int | None = None) -> str | None:
    """Add an entry to a list, at its end or after the entry with that number; or add the list."""
    block = read(text, path="")
    lines = text.splitlines(keepends=True)
    for name, node in block.root.entries:
        if name.text == key:
            spans = _entries(lines, block, name, node)
            if spans is None:
                return None
            place = spans[-1 if after is None else after][1]
            return "".join((*lines[:place], _indented(entry, lines[spans[0][0]]), *lines[place:]))
    return _insert(lines, block, key, f"{key}:\n{entry.rstrip()}\n", order)


def replace_entry(text: str, key: str, number: int, entry: str | None) -> str | None:
    """Write an entry of a list anew, or take it out; the last one is not taken out."""
    block = read(text, path="")
    lines = text.splitlines(keepends=True)
    for name, node in block.root.entries:
        if name.text == key:
            spans = _entries(lines, block, name, node)
            if spans is None or (entry is None and len(spans) == 1):
                return None
            first, last = spans[number]
            new = "" if entry is None else _indented(entry, lines[first])
            return "".join((*lines[:first], new, *lines[last:]))
    return None


def find_entries(text: str, key: str, asked: str) -> list[int]:
    """Find the entries of a list that are written, or begin with a person or body that is written, as asked."""
    node = value_of(text, key)
    items = node.items if isinstance(node, Sequence) else ()
    wanted = " ".join(asked.split())
    return [number for number, item in enumerate(items) if wanted in _shown(item)]


def replace_words(text: str, old: Iterable[str], new: str) -> str | None:
    """Replace words of the body that stand there once, however its lines are broken; `old` gives ways to write them."""
    block = read(text, path="")
    for words in old:
        pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
        found = [match.span() for match in pattern.finditer(block.body)] if words.split() else []
        if len(found) == 1:
            start, stop = found[0]
            head = text[: len(text) - len(block.body)]
            return head + block.body[:start] + new + block.body[stop:]
    return None


def _pair(key: str, value: str) -> str:
    tag = "tag:yaml.org,2002:"
    pair = (yaml.ScalarNode(f"{tag}str", key), yaml.ScalarNode(f"{tag}str", value))
    return str(yaml.serialize(yaml.MappingNode(f"{tag}map", [pair]), Dumper=yaml.SafeDumper, allow_unicode=True, width=100))  # fmt: skip


def _span(lines: list[str], block: Block, name: Scalar) -> tuple[int, int]:
    """Give first line and line behind the last of a key; comments and empty lines before the next key are the next's."""
    starts = sorted(key.line - 1 for key, _ in block.root.entries)
    later = [start for start in starts if start > name.line - 1]
    return name.line - 1, _trimmed(lines, name.line - 1, later[0] if later else block.height - 1)


def _trimmed(lines: list[str], first: int, last: int) -> int:
    while last > first + 1 and (not lines[last - 1].strip() or lines[last - 1].lstrip().startswith("#")):
        last -= 1
    return last


def _entries(lines: list[str], block: Block, name: Scalar, node: Node) -> list[tuple[int, int]] | None:
    """Give the lines of each entry of a list; None unless each begins on a line of its own with a hyphen."""
    _, end = _span(lines, block, name)
    starts = [item.line - 1 for item in node.items] if isinstance(node, Sequence) else []
    if not starts or any(not lines[start].lstrip(" ").startswith("- ") for start in starts):
        return None
    if len(set(starts)) != len(starts):
        return None
    return [(start, _trimmed(lines, start, stop)) for start, stop in zip(starts, [*starts[1:], end], strict=True)]


def _indented(entry: str, like: str) -> str:
    indent = like[: len(like) - len(like.lstrip(" "))]
    return "".join(f"{indent}{line}\n" for line in entry.rstrip("\n").split("\n"))


def _insert(lines: list[str], block: Block, key: str, written: str, order: Iterable[str]) -> str | None:
    known = list(order)
    if key not in known or block.height < 2:
        return None
    later = set(known[known.index(key) + 1 :])
    places = [name.line - 1 for name, _ in block.root.entries if name.text in later]
    place = min(places, default=block.height - 1)
    return "".join((*lines[:place], written, *lines[place:]))


def _shown(item: Node) -> set[str]:
    """Give the ways in which a reader may write an entry that he sees."""
    if isinstance(item, Scalar):
        return {" ".join(item.text.split())}
    if not isinstance(item, Mapping):
        return set()
    parts = {key.text: " ".join(node.text.split()) for key, node in item.entries if isinstance(node, Scalar)}
    person = [parts[key] for key in ("name", "title", "organization") if key in parts]
    text = {parts["text"]} if "text" in parts else set()
    return {sign.join(person) for sign in (" | ", ", ")} | text | ({person[0]} if person else set())
