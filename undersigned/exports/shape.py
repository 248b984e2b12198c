"""What stands in the JSON that the archive gives away: every key, what it holds, and when it stands.

The tables of the guide and the JSON Schemas (`schemas`) are made from this; tests hold `record` to it. What a key means
is said once, in `records`.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from .. import records
from ..identifiers import REGISTERS
from ..links import NAME

Json = dict[str, Any]

#: Version of the shape. It rises when a key goes or means another thing; new keys may come with any version.
FORMAT = 1
#: Licence of records and summaries.
LICENSE = "CC-BY-4.0"


@dataclass(frozen=True, slots=True)
class Value:
    """What a value is: in words, and as JSON Schema."""

    says: str
    schema: Json
    #: Name of the group that the value is, or of which it holds some.
    group: str = ""

    def __or__(self, other: Value) -> Value:
        """Allow either of two values."""
        return Value(f"{self.says}, or {other.says}", {"anyOf": [self.schema, other.schema]}, self.group or other.group)


@dataclass(frozen=True, slots=True)
class Key:
    """A key of an object of the JSON."""

    name: str
    doc: str
    value: Value
    #: Whether null may stand for the value: it is not known, or there is none.
    null: bool = False
    #: Whether the key always stands.
    always: bool = True


def _string(says: str, pattern: str = "") -> Value:
    return Value(says, {"type": "string", **({"pattern": f"^(?:{pattern})$"} if pattern else {})})


TEXT = _string("text")
DATE = _string("date", r"[0-9]{4}(?:-[0-9]{2}){0,2}[~?%]?")
ID = _string("id", NAME.pattern)
URL = _string("address", "[Hh][Tt][Tt][Pp][Ss]?:.+")
COUNT = Value("number", {"type": "integer", "minimum": 0})
YES_NO = Value("true or false", {"type": "boolean"})
MARKDOWN = _string("Markdown")


def _choice(options: tuple[str, ...]) -> Value:
    return Value("one of " + ", ".join(options), {"enum": list(options)})


def _list(value: Value) -> Value:
    return Value(f"list, each: {value.says}", {"type": "array", "items": value.schema}, value.group)


def _group(name: str) -> Value:
    return Value(f"{name} object", {"$ref": f"#/$defs/{name}"}, name)


def _key(
    record: type[Any], attribute: str, value: Value, name: str = "", *, null: bool = False, always: bool = True,
) -> Key:  # fmt: skip
    """Describe a key by what the record says of it."""
    doc = next(field.metadata["doc"] for field in dataclasses.fields(record) if field.name == attribute)
    return Key(name or attribute, doc, value, null, always)


def _plain_id(doc: str) -> Key:
    return Key("id", doc, ID)


_BODY = Key(
    "body", "The text in Markdown, where it has markup; paths in links are those of the page.", MARKDOWN, always=False
)
_PARTY = (
    _key(records.Party, "name", TEXT, null=True),
    _key(records.Party, "title", TEXT, null=True),
    _key(records.Party, "organization", TEXT, null=True),
    Key("organization_id", "The body that is meant, whatever name is printed.", ID, null=True),
)
_LETTER = records.Letter

#: Objects by name: those of the files, and those within them.
GROUPS: dict[str, tuple[Key, ...]] = {
    "letter": (
        _plain_id("The letter's id; its page is letters/YEAR/ID.html, YEAR being the first four digits of the id."),
        _key(_LETTER, "title", TEXT),
        _key(_LETTER, "title_supplied", YES_NO, always=False),
        _key(_LETTER, "date", DATE),
        _key(_LETTER, "date_note", TEXT, null=True),
        _key(_LETTER, "language", TEXT),
        _key(_LETTER, "to", _list(_group("party"))),
        _key(_LETTER, "cc", _list(_group("party"))),
        Key("signatories", "The bodies that signed, in the printed order; persons who sign for no body are counted.",
            _list(_group("signatory"))),
        Key("individuals_count", "How many persons signed for no body, as far as known.", COUNT, null=True),
        Key("signatories_complete", "Whether every body that signed is listed; false where none is.", YES_NO),
        _key(_LETTER, "signatories_stated", COUNT, null=True),
        Key("topics", "Ids of topics.", _list(ID)),
        _key(_LETTER, "occasion", TEXT, null=True),
        Key("summary", "What the letter says, in our own words: plain text, an empty line between paragraphs; null "
            "where the text is given in full, or no summary is written.", TEXT, null=True),
        Key("body", "The letter where it is given in full; otherwise the summary in Markdown, where it has markup.",
            MARKDOWN, always=False),
        _key(_LETTER, "asks", _list(TEXT | _group("ask"))),
        _key(_LETTER, "source", _group("source")),
        _key(_LETTER, "other_urls", _list(URL)),
        _key(_LETTER, "evidence", _list(URL)),
        _key(_LETTER, "rights", TEXT, null=True),
        _key(_LETTER, "notes", TEXT, null=True),
        Key("text", "Stands where the letter is given in full; all others are told in a summary.",
            Value("full", {"const": "full"}), always=False),
        _key(_LETTER, "license", TEXT, always=False),
        Key("relations", "Other letters of the archive, by kind of relation.", _group("relations"), always=False),
        _key(_LETTER, "responses", _list(_group("response")), always=False),
        _key(_LETTER, "corrections", _list(_group("correction")), always=False),
        _key(_LETTER, "former_ids", _list(ID), always=False),
    ),
    "party": _PARTY,
    "signatory": (
        *(dataclasses.replace(key, always=key.name.startswith("organization")) for key in _PARTY),
        _key(records.Party, "role", _choice(records.ROLES[1:]), always=False),
        _key(records.Party, "withdrawn", DATE, always=False),
    ),
    "ask": (_key(records.Ask, "text", TEXT), _key(records.Ask, "outcome", _group("outcome"))),
    "outcome": (
        _key(records.Outcome, "status", _choice(records.OUTCOMES)),
        _key(records.Outcome, "date", DATE, null=True),
        _key(records.Outcome, "url", URL, null=True),
        _key(records.Outcome, "note", TEXT, null=True),
    ),
    "source": (
        _key(records.Source, "publisher", TEXT),
        _key(records.Source, "url", URL, null=True),
        _key(records.Source, "identifier", TEXT, always=False),
        _key(records.Source, "copy", TEXT, always=False),
    ),
    "relations": tuple(
        Key(kind, records.RELATION_DOCS[kind], _list(ID), always=False) for kind in records.RELATIONS
    ),
    "response": (
        _key(records.Response, "date", DATE),
        _key(records.Response, "sender", _group("party"), "from"),
        _key(records.Response, "kind", _choice(records.RESPONSES)),
        _key(records.Response, "url", URL, null=True),
        _key(records.Response, "note", TEXT, null=True),
    ),
    "correction": (_key(records.Correction, "date", DATE), _key(records.Correction, "note", TEXT)),
    "organization": (
        _plain_id("The organization's id; its page is organizations/ID.html."),
        _key(records.Organization, "name", TEXT),
        _key(records.Organization, "aliases", _list(TEXT)),
        _key(records.Organization, "misprints", _list(TEXT)),
        _key(records.Organization, "kind", _choice(records.KINDS)),
        _key(records.Organization, "country", _string("country code", "[A-Z]{2}"), null=True),
        _key(records.Organization, "parent", ID, null=True),
        _key(records.Organization, "identifiers", _group("identifiers"), always=False),
        Key("note", "What the organization's page says: plain text.", TEXT, null=True),
        _BODY,
        _key(records.Organization, "former_ids", _list(ID), always=False),
    ),
    "identifiers": tuple(
        _key(records.Identifiers, register.key, _string("text", register.pattern.replace(" ?", "")), always=False)
        for register in REGISTERS
    ),
    "topic": (
        _plain_id("The topic's id; its page is topics/ID.html."),
        _key(records.Topic, "name", TEXT),
        Key("description", "What the topic's page says: plain text.", TEXT, null=True),
        _BODY,
        _key(records.Topic, "broader", ID, null=True),
        _key(records.Topic, "related", _list(ID)),
        _key(records.Topic, "former_ids", _list(ID), always=False),
    ),
}  # fmt: skip

#: What each file says of itself, before what it holds.
HEAD = (
    Key("format", "Version of this shape.", Value(str(FORMAT), {"const": FORMAT})),
    Key("archive", "Address of the archive's site, with a slash at its end; null where it has none.", URL, null=True),
    Key("license", "Licence of the records and summaries; letters given in full name their own.", TEXT),
)
_LETTERS = "Ids of the letters {}, oldest first."
#: Kinds of files: those of the whole archive, and those beside each page.
FILES: dict[str, tuple[Key, ...]] = {
    "letters": (*HEAD, Key("letters", "All letters, by date and id.", _list(_group("letter")))),
    "organizations": (*HEAD, Key("organizations", "All organizations, by id.", _list(_group("organization")))),
    "topics": (*HEAD, Key("topics", "All topics, by id.", _list(_group("topic")))),
    "letter": (*HEAD, Key("letter", "The letter of the page.", _group("letter"))),
    "organization": (
        *HEAD, Key("signed", _LETTERS.format("that it signed"), _list(ID)),
        Key("received", _LETTERS.format("that were addressed or copied to it"), _list(ID)),
        Key("organization", "The organization of the page.", _group("organization")),
    ),
    "topic": (
        *HEAD, Key("letters", _LETTERS.format("on the topic itself, not on narrower ones"), _list(ID)),
        Key("topic", "The topic of the page.", _group("topic")),
    ),
}  # fmt: skip
