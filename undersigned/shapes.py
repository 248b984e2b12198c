"""What the values of front matter look like, as data read off the schema's own types.

Comes after `schema`; the contributor's reference prints shapes, and `json_schema` writes them for editors.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from . import limits, rules, rules_markup, schema, values
from .diagnostics import Rule
from .identifiers import REGISTERS
from .links import NAME
from .records import Ask, Letter, Organization, Page, Party, Relation, Topic
from .values import Key, Read

#: Letters of a date as far as a pattern can tell; days of the calendar are counted by `dates`.
_DATE = r"[0-9]{4}(-[0-9]{2}){0,2}[~?%]?"
#: An address as far as a pattern can tell; hosts are looked at by `links`.
_URL = r"[Hh][Tt][Tt][Pp][Ss]?:[^\s\"'<>\\^`{|}]+"

#: What makes each kind of page.
RECORDS: dict[str, type[Any]] = {"letter": Letter, "organization": Organization, "topic": Topic, "page": Page}


@dataclass(frozen=True, slots=True)
class Shape:
    """What a value looks like."""

    #: In words: "a date", "a list of addresses".
    says: str
    #: Rules that a value of this type can break, beside those of all values.
    rules: tuple[Rule, ...] = ()
    #: What the whole text matches, for Python and JavaScript alike; empty where any text will do.
    pattern: str = ""
    max_length: int = 0
    choices: tuple[str, ...] = ()
    #: What a list holds.
    item: Shape | None = None
    #: The record that a group of keys makes, and its keys.
    record: type[Any] | None = None
    keys: tuple[Key, ...] = ()
    #: Key that a text alone stands for; empty where a group is needed.
    lone: str = ""
    #: What a number or `true` without quotation marks means: boolean, count, or nothing.
    plain: str = ""

    @property
    def group(self) -> Shape | None:
        """Find the group of keys that the value, or each entry of a list, is."""
        return self.item.group if self.item else self if self.record else None


def shape_of(read: Read[object]) -> Shape:
    """Say what a type reads; a type that is not known here is a TypeError."""
    simple = _simple()
    for known, shape in simple:
        if read is known:
            return shape
    if read is schema._relations:
        return _group(Relation, schema._RELATION_KEYS, "links to letters, by kind")
    if read is schema._ask:
        return _group(Ask, schema._ASK.args[2], "a text, or a group of keys", lone="text", own=(rules.TEXT,))
    if isinstance(read, partial):
        return _made(read)
    raise TypeError(f"the type {read!r} has no description")


def _made(read: partial[Any]) -> Shape:
    """Say what a type made of others reads."""
    if read.func is values.read_list:
        item = shape_of(read.args[0])
        own = (rules.DUPLICATE_ENTRY, rules_markup.SIZE, *item.rules)
        return Shape(
            f"a list; each entry is {item.says}", own, max_length=getattr(limits.now(), read.args[2]), item=item
        )
    if read.func is values._read_word and isinstance(read.args[1], partial):
        options = tuple(read.args[1].keywords["options"])
        return Shape("one of " + ", ".join(options), (rules.CHOICE,), choices=options)
    if read.func is schema._party:
        return _group(
            Party,
            read.args[0],
            "a name, or a group of keys",
            lone="organization",
            own=(rules.PARTY, rules.UNKNOWN_NAME, rules.TEXT),
        )
    if read.func is schema._group:
        return _group(read.args[0], read.args[2], "a group of keys")
    if read.func is schema._reference:
        kind = "topic" if read.args[0] == "topic" else "letter"
        says = "the id of a letter" if kind == "letter" else "the id or name of a topic"
        return Shape(says, (rules.TEXT, rules.UNKNOWN_ID), max_length=values.MAX_TITLE)
    raise TypeError(f"the type {read!r} has no description")


def _group(record: type[Any], keys: tuple[Key, ...], says: str, *, lone: str = "", own: tuple[Rule, ...] = ()) -> Shape:
    return Shape(says, (*own, rules.SHAPE, rules.UNKNOWN_KEY, rules.MISSING_KEY), record=record, keys=keys, lone=lone)


def _simple() -> tuple[tuple[Read[Any], Shape], ...]:
    """Pair each type that reads one text with its shape."""
    registers = tuple(
        (values.REGISTER_IDS[register.key], Shape(register.says, (rules.EXTERNAL_ID,), register.pattern))
        for register in REGISTERS
    )
    identifier = Shape("an id, such as amnesty-international", (rules.IDENTIFIER, rules.UNKNOWN_ID), NAME.pattern)
    return (
        (values.line_of_text, Shape("one line of plain text", (rules.TEXT,), r"[^<>`{}\\]*", values.MAX_TITLE)),
        (values.free_text, Shape("text, without line breaks", (rules.TEXT,), max_length=values.MAX_TEXT)),
        (values.url, Shape("an address", (rules.URL,), _URL, values.MAX_URL)),
        (values.date, Shape("a date: YYYY-MM-DD, YYYY-MM or YYYY, with ~ (about) or ? (doubtful) if need be", (rules.DATE,), _DATE)),
        (values.boolean, Shape("true or false", (rules.BOOLEAN,), "true|false", plain="boolean")),
        (values.count, Shape("a whole number in digits", (rules.COUNT,), "[0-9]{1,7}", plain="count")),
        (values.identifier, identifier),
        (values.language, Shape("a language tag, such as en, fr or zh-Hant", (rules.LANGUAGE,), values._LANGUAGE.pattern)),
        (values.country, Shape("a two-letter country code, such as DE", (rules.COUNTRY,), values._COUNTRY.pattern)),
        (values.license_id, Shape("an SPDX licence id, such as CC-BY-4.0", (rules.LICENSE,))),
        *registers,
    )  # fmt: skip
