"""What the reference says of each key of the front matter; everything but examples is read off the code.

`directives` prints it; `docs/contribute/fields.md` is the page.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .. import records, rules
from ..diagnostics import Rule
from ..schema import KEYS, LETTER_KEYS, ORGANIZATION_KEYS
from ..shapes import RECORDS, Shape, shape_of
from ..values import Key
from .field_examples import EXAMPLES

#: Groups of keys by the name under which the reference shows them.
GROUPS: dict[str, type[Any]] = {
    "party": records.Party, "source": records.Source, "ask": records.Ask, "outcome": records.Outcome,
    "relations": records.Relation, "response": records.Response, "correction": records.Correction,
    "identifiers": records.Identifiers,
}  # fmt: skip
#: Rules on more than one key, or on what a key means among the others, by name of the key.
_FURTHER: dict[str, tuple[Rule, ...]] = {
    "letter-title": (rules.TITLE_SUPPLIED, rules.POSSIBLE_DUPLICATE),
    "letter-title-supplied": (rules.TITLE_SUPPLIED,),
    "letter-date": (rules.FILE_NAME,),
    "letter-date-note": (rules.FILE_NAME,),
    "letter-signatories-complete": (rules.SIGNATURE_COUNT,),
    "letter-signatories-stated": (rules.SIGNATURE_COUNT,),
    "letter-individuals": (rules.SIGNATURE_COUNT,),
    "letter-text": (rules.LICENSE, rules.NO_SUMMARY),
    "letter-source": (rules.NO_SOURCE,),
    "letter-evidence": (rules.NO_SOURCE,),
    "letter-relations": (rules.UNKNOWN_ID, rules.CYCLE),
    "letter-former-ids": (rules.DUPLICATE_ID,),
    "organization-name": (rules.DUPLICATE_NAME,),
    "organization-aliases": (rules.DUPLICATE_NAME,),
    "organization-misprints": (rules.DUPLICATE_NAME,),
    "organization-parent": (rules.CYCLE,),
    "organization-identifiers": (rules.EXTERNAL_ID,),
    "organization-former-ids": (rules.DUPLICATE_ID,),
    "topic-name": (rules.DUPLICATE_NAME,),
    "topic-broader": (rules.CYCLE,),
    "topic-related": (rules.CYCLE,),
    "topic-former-ids": (rules.DUPLICATE_ID,),
    "source-url": (rules.NO_SOURCE,),
    "source-copy": (rules.NO_SOURCE,),
    "party-organization": (rules.UNKNOWN_NAME,),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """All that the reference says of a key."""

    name: str
    #: Anchor of the key on the page, such as letter-signatories.
    anchor: str
    #: What it holds.
    doc: str
    required: bool
    shape: Shape
    #: Name of the group of keys that the value or each entry is, if it is one.
    group: str
    #: What counts where the key is left out, as one would write it.
    default: str
    #: Lines of YAML.
    example: str
    rules: tuple[Rule, ...]


def fields_of(name: str, /) -> tuple[Field, ...]:
    """Describe the keys of a kind of page or of a group; an unknown name is a KeyError."""
    record, keys = (RECORDS[name], KEYS[name]) if name in KEYS else (GROUPS[name], _group_keys()[GROUPS[name]])
    return tuple(_field(name, record, key) for key in keys)


def anchors(name: str, /) -> tuple[str, ...]:
    """Name the anchors of the keys; none for an unknown name, which the build reports."""
    return tuple(field.anchor for field in fields_of(name)) if name in KEYS or name in GROUPS else ()


def _field(name: str, record: type[Any], key: Key) -> Field:
    shape = shape_of(key.read)
    anchor = f"{name}-{key.name}"
    group = next((word for word, made in GROUPS.items() if shape.group and shape.group.record is made), "")
    own = [rule for rule in shape.rules if rule is not rules.UNKNOWN_ID or anchor not in _NEW_IDS]
    found = dict.fromkeys((*own, *([rules.MISSING_KEY] if key.required else []), *_FURTHER.get(anchor, ())))
    return Field(
        key.name, anchor, _doc(record, key), key.required, shape, group,
        "" if key.required else _default(record, key), EXAMPLES[anchor], tuple(found),
    )  # fmt: skip


#: Keys that hold ids which no page bears any more.
_NEW_IDS = frozenset({"letter-former-ids", "organization-former-ids", "topic-former-ids"})


def _doc(record: type[Any], key: Key) -> str:
    if record is records.Relation:
        return records.RELATION_DOCS[key.name]
    return str(_attribute(record, key).metadata["doc"])


def _default(record: type[Any], key: Key) -> str:
    if record is records.Relation:
        return ""
    value = _attribute(record, key).default
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else ""


def _attribute(record: type[Any], key: Key) -> dataclasses.Field[Any]:
    return next(field for field in dataclasses.fields(record) if field.name == key.attribute)


def _group_keys() -> dict[type[Any], tuple[Key, ...]]:
    """Collect the groups within letters and organizations; of parties the widest, that of signatories."""
    found: dict[type[Any], tuple[Key, ...]] = {}
    for group in _groups((*LETTER_KEYS, *ORGANIZATION_KEYS)):
        assert group.record is not None
        found[group.record] = max(found.get(group.record, ()), group.keys, key=len)
    return found


def _groups(keys: tuple[Key, ...]) -> Iterator[Shape]:
    for key in keys:
        if group := shape_of(key.read).group:
            yield group
            yield from _groups(group.keys)
