"""Writes pages: facts as front matter in the documented order, prose as Markdown.

What is written here reads back through `pages` as the same record.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import yaml

from .records import (
    Ask,
    Correction,
    Date,
    Identifiers,
    Letter,
    Organization,
    Outcome,
    Party,
    Record,
    Response,
    Source,
    kind_name,
)
from .schema import KEYS

#: How the names of files end that are not whole yet; they begin with a dot.
PART = ".part"
#: Columns of a line of front matter.
WIDTH = 100
_TAG = "tag:yaml.org,2002:"
_MARKUP = re.compile(r"([\\`*_\[\]<>{}|~^$])|&(?=#?\w+;)")
_LINE_START = re.compile(r"^(?:(?=[#+=%-])|(?=\([^()\n]*\)=)|(\d+)(?=[.)]))", re.M)
_SENTENCE_END = re.compile(r"(?<=[a-z0-9\)”’][.?!]) (?=[A-Z“‘])")


def page_text(record: Record, body: str) -> str:
    """Write a page: the record's facts and a body in Markdown."""
    return f"---\n{front_matter(record)}---\n{body.rstrip()}\n" if body.strip() else f"---\n{front_matter(record)}---\n"


def front_matter(record: Record) -> str:
    """Write the facts of a record as YAML, without the fences; what is not known is left out."""
    kind = kind_name(record)
    pairs: dict[str, object] = {}
    for key in KEYS[kind]:
        value = getattr(record, key.attribute)
        # Zero is a fact (nobody signed as a private person); what is unknown or a default is left out.
        if value is None or value == () or (value is False and key.name != "signatories-complete"):
            continue
        pairs[key.name] = _plain(value)
    if isinstance(record, Letter) and record.relations:
        grouped: dict[str, object] = {}
        for relation in record.relations:
            grouped.setdefault(relation.kind, []).append(relation.letter)  # type: ignore[attr-defined]
        pairs["relations"] = grouped
    return str(yaml.serialize(_node(pairs, top=True), Dumper=yaml.SafeDumper, allow_unicode=True, width=WIDTH))


def _plain(value: object) -> object:
    """Turn records into mappings with the keys of pages."""
    if isinstance(value, Party):
        only_name: dict[str, object] = {"organization": value.organization}
        keys: dict[str, object] = {
            "name": value.name, "title": value.title, **only_name, "organization-id": value.organization_id,
            "role": value.role if value.role != "signatory" else None, "withdrawn": value.withdrawn,
        }  # fmt: skip
        known = {key: part for key, part in keys.items() if part is not None}
        return value.organization if known == only_name else known
    if isinstance(value, Ask):
        return value.text if value.outcome is None else {"text": value.text, "outcome": _plain(value.outcome)}
    if isinstance(value, Response):
        keys = {
            "date": value.date,
            "from": _plain(value.sender),
            "kind": value.kind,
            "url": value.url,
            "note": value.note,
        }
        return {key: part for key, part in keys.items() if part is not None}
    if isinstance(value, (Source, Outcome, Correction, Identifiers)):
        return {name: part for name in value.__slots__ if (part := getattr(value, name)) is not None}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    target = getattr(value, "target", None)
    return target if target is not None else value


def _node(value: object, *, top: bool = False) -> yaml.Node:
    if isinstance(value, Mapping):
        pairs = [(_node(key), _node(part)) for key, part in value.items()]
        flat = all(isinstance(part, yaml.ScalarNode) for _, part in pairs)
        width = sum(len(key.value) + len(str(part.value)) + 6 for key, part in pairs)
        return yaml.MappingNode(f"{_TAG}map", pairs, flow_style=not top and flat and width < WIDTH - 8)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return yaml.SequenceNode(f"{_TAG}seq", [_node(part) for part in value], flow_style=False)
    if isinstance(value, bool):
        return yaml.ScalarNode(f"{_TAG}bool", str(value).lower())
    if isinstance(value, int):
        return yaml.ScalarNode(f"{_TAG}int", str(value))
    if isinstance(value, Date):
        # Dates stand without quotation marks, whatever YAML takes them for.
        text = str(value)
        tag = "timestamp" if text.count("-") == 2 and text[-1].isdigit() else "int" if text.isdigit() else "str"
        return yaml.ScalarNode(f"{_TAG}{tag}", text)
    return yaml.ScalarNode(f"{_TAG}str", str(value))


def yaml_list(values: Sequence[str]) -> list[str]:
    """Write texts as the lines of a YAML list."""
    if not values:
        return []
    width = 10 * WIDTH
    return str(yaml.serialize(_node(values), Dumper=yaml.SafeDumper, allow_unicode=True, width=width)).splitlines()


def year_page(year: int) -> str:
    """Write the index page of a year."""
    return f"---\ntitle: Letters of {year}\n---\n```{{letters}}\n:year: {year}\n:order: oldest\n```\n"


def missing_year_page(letter_id: str, exists: Callable[[str], bool]) -> dict[str, str]:
    """Give the index page of a letter's year by its path; nothing if it is there."""
    path = f"letters/{letter_id[:4]}/index.md"
    return {} if exists(path) else {path: year_page(int(letter_id[:4]))}


def prose(text: str) -> str:
    """Write plain text as Markdown that shows exactly its characters, one sentence a line."""
    escaped = _MARKUP.sub(lambda match: "\\" + match[0], text.strip())
    lines = _SENTENCE_END.sub("\n", escaped)
    return _LINE_START.sub(lambda match: f"{match[1] or ''}\\", lines)


def stage(path: Path, content: bytes) -> str:
    """Write what a file is to hold beside it; gives the name of the file that is to replace it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=PART)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(name, 0o666 & ~umask)
    except BaseException:
        os.unlink(name)
        raise
    return name


def write_atomically(path: Path, text: str) -> None:
    """Write a file whole or not at all; folders are made."""
    replace_file(path, text.encode())


def replace_file(path: Path, content: bytes) -> None:
    """Write the bytes of a file whole or not at all; folders are made."""
    try:
        name = stage(path, content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        name = stage(path, content)
    try:
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def clear(folder: Path) -> None:
    """Take away what killed runs had begun to write."""
    for place, _, names in os.walk(folder):
        for name in names:
            if name.startswith(".") and name.endswith(PART):
                Path(place, name).unlink(missing_ok=True)


def write_if_changed(path: Path, content: str | bytes) -> None:
    """Write a file that does not hold the content yet; a repeated build leaves its files alone."""
    # As bytes: reading as text would make other line ends of those that some formats demand.
    data = content.encode() if isinstance(content, str) else content
    try:
        with open(path, "rb") as file:
            if file.read() == data:
                return
    except FileNotFoundError:
        pass
    replace_file(path, data)


def page_path(record: Record) -> str:
    """Give the path of a record's page below the folder of pages."""
    if isinstance(record, Letter):
        return f"letters/{record.id[:4]}/{record.id}.md"
    folder = "organizations" if isinstance(record, Organization) else "topics"
    return f"{folder}/{record.id}.md"
