"""JSON Schemas (draft 2020-12) of the files that `data` writes, made from `shape`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ..json_schema import DIALECT
from .shape import FILES, FORMAT, GROUPS, Key

Json = dict[str, Any]

#: Titles of the schemas, by kind of file.
_TITLES = {
    "letters": "Letters of the archive",
    "organizations": "Organizations of the archive",
    "topics": "Topics of the archive",
    "letter": "A letter of the archive",
    "organization": "An organization of the archive",
    "topic": "A topic of the archive",
}


def schema_of(kind: str, /) -> Json:
    """Write the schema of a kind of file: letters, organizations, topics, letter, organization or topic."""
    groups = sorted(set(_groups(FILES[kind])))
    return {
        "$schema": DIALECT,
        "title": f"{_TITLES[kind]}, format {FORMAT}",
        **_object(FILES[kind]),
        "$defs": {name: {**_object(GROUPS[name]), **_EXTRA.get(name, {})} for name in groups},
    }


#: A signatory is never a person who signs for no body.
_EXTRA: dict[str, Json] = {
    "signatory": {
        "anyOf": [
            {"properties": {"organization": {"type": "string"}}, "required": ["organization"]},
            {"properties": {"organization_id": {"type": "string"}}, "required": ["organization_id"]},
            {"properties": {"name": {"type": "null"}}},
        ]
    }
}


def _object(keys: Iterable[Key]) -> Json:
    keys = tuple(keys)
    return {
        "type": "object",
        "properties": {key.name: _property(key) for key in keys},
        "required": [key.name for key in keys if key.always],
        "additionalProperties": False,
    }


def _property(key: Key) -> Json:
    schema = key.value.schema
    if key.null:
        schema = {**schema, "type": [schema["type"], "null"]}
    return {"description": key.doc, **schema}


def _groups(keys: Iterable[Key]) -> Iterator[str]:
    """Name the groups that keys lead to, at any depth."""
    for key in keys:
        if key.value.group:
            yield key.value.group
            yield from _groups(GROUPS[key.value.group])
