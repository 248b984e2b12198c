"""The schema of front matter as JSON Schema 2020-12, by which editors complete and check YAML while it is written.

Made from `shapes`. It refuses nothing that the check accepts, and knows less: calendar, names, ids and counts are the
check's business.
"""

from __future__ import annotations

from typing import Any

from .reference.fields import GROUPS, Field, fields_of
from .schema import KEYS
from .shapes import Shape, shape_of
from .values import Key

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Json = dict[str, Any]

#: YAML takes a plain 350 for a number and a plain true for a truth value; the archive reads both as text.
_TEXT = ["string", "number", "boolean"]


def schema_of(kind: str, /) -> Json:
    """Write the schema of letter, organization, topic or page."""
    return {
        "$schema": DIALECT,
        "title": f"Front matter of {'an' if kind == 'organization' else 'a'} {kind}",
        **_mapping(kind, KEYS[kind]),
        **({"allOf": _letter_rules()} if kind == "letter" else {}),
    }


def _mapping(name: str, keys: tuple[Key, ...]) -> Json:
    docs: dict[str, Field] = {field.name: field for field in fields_of(name)}
    required = [key.name for key in keys if key.required]
    return {
        "type": "object",
        "properties": {key.name: {"description": docs[key.name].doc, **_value(shape_of(key.read))} for key in keys},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _value(shape: Shape) -> Json:
    if shape.item is not None:
        item = _value(shape.item)
        return {"anyOf": [{"type": "array", "items": item, "uniqueItems": True, "maxItems": shape.max_length}, item]}
    if shape.record is not None:
        return _group(shape)
    if shape.choices:
        return {"enum": list(shape.choices)}
    if shape.plain == "boolean":
        return {"enum": [True, False, "true", "false"]}
    found: Json = {"type": ["integer", "string"] if shape.plain == "count" else _TEXT, "minLength": 1}
    if shape.plain == "count":
        found |= {"minimum": 0, "maximum": 9_999_999}
    if shape.pattern:
        found["pattern"] = f"^(?:{shape.pattern})$"
    if shape.max_length:
        found["maxLength"] = shape.max_length
    return found


def _group(shape: Shape) -> Json:
    name = next(word for word, record in GROUPS.items() if record is shape.record)
    group = _mapping(name, shape.keys)
    if name == "party":
        group["anyOf"] = [{"required": [key]} for key in ("organization", "name", "title", "organization-id")]
    if not shape.lone:
        return group
    alone = next(key for key in shape.keys if key.name == shape.lone)
    return {"anyOf": [_value(shape_of(alone.read)), group]}


def _letter_rules() -> list[Json]:
    """Say what `letter_rules` asks of several keys together, as far as a schema can."""
    full = {"properties": {"text": {"const": "full"}}, "required": ["text"]}
    ours = {"properties": {"title": {"type": "string", "pattern": r"^\[.*\]$"}}, "required": ["title"]}
    marked = {"properties": {"title-supplied": {"enum": [True, "true"]}}, "required": ["title-supplied"]}
    seen = {"properties": {"source": {"anyOf": [{"required": ["url"]}, {"required": ["copy"]}]}}}
    return [
        {"if": full, "then": {"required": ["license"]}, "else": {"properties": {"license": False}}},
        {"if": ours, "then": marked, "else": {"not": marked}},
        {"if": {"not": full}, "then": {"anyOf": [{"required": ["evidence"]}, seen]}},
    ]
