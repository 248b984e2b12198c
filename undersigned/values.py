"""The types of front matter values: each reads a node, and returns its value or says why not.

`schema` puts them together into letters, organizations and topics.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, TypeVar

from . import dates, limits, rules, rules_markup
from .diagnostics import Message, Rule, quote
from .frontmatter import UNREADABLE, Mapping, Node, Scalar, Sequence
from .identifiers import REGISTERS
from .links import NAME, address_problem
from .records import Date
from .text import REFUSED_CHARACTERS, STACKED_ACCENTS, UNUSUAL, refused_name

T = TypeVar("T")

#: Characters a one-line value may have; the longest real title has 180.
MAX_TITLE = 300
#: Characters of a remark; the longest real one has about 500.
MAX_TEXT = 5_000
MAX_URL = 2_000

#: Signs of markup and templates, which no title or name needs.
_MARKUP = re.compile(r"[<>`{}\\]")
_BLANKS = re.compile(r"[ \t\r\n]+")


@dataclass
class Reader:
    """Collects what is wrong with one page while its values are read."""

    path: str
    messages: list[Message] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        """Tell a page of which enough is told: no more of it is read, as every misfit costs more than a value."""
        return len(self.messages) >= limits.now().messages

    def note(self, rule: Rule, line: int, problem: str, mend: str) -> None:
        """Add a message, unless enough is told."""
        if not self.is_full:
            self.messages.append(Message(self.path, line, rule, problem, mend))


#: Limits that lists can have, by name.
ListLimit = Literal["entries", "signatories"]
#: Reads a node; None tells that the value was refused and reported.
Read = Callable[[Reader, str, Node], T | None]


def nearest(word: str, known: Iterable[str], *, limit: int = 1, cutoff: float = 65.0) -> list[str]:
    """Find the known words most like `word`, best first (rapidfuzz's ratio, 0 to 100, at least `cutoff`)."""
    from rapidfuzz import fuzz, process, utils

    found = process.extract(
        word, sorted(known), scorer=fuzz.ratio, processor=utils.default_process, limit=limit, score_cutoff=cutoff
    )
    return [match[0] for match in found]


def _scalar(reader: Reader, key: str, node: Node) -> Scalar | None:
    if node is UNREADABLE or reader.is_full:
        return None
    if not isinstance(node, Scalar):
        shape = "a list" if isinstance(node, Sequence) else "a group of keys"
        reader.note(rules.SHAPE, node.line, f"{quote(key)} holds {shape}", "write one text after the colon")
        return None
    if node.empty:
        reader.note(rules.EMPTY_VALUE, node.line, f"{quote(key)} has no value", "give the value, or delete the line")
        return None
    return node


def _checked(reader: Reader, key: str, node: Scalar, limit: int, *, markup: bool) -> str | None:
    text = _BLANKS.sub(" ", node.text).strip(" ")
    unusual = UNUSUAL.search(text) is not None
    if unusual and (bad := REFUSED_CHARACTERS.search(text)):
        reader.note(rules.TEXT, node.line, f"{quote(key)} holds the {refused_name(bad[0])}", "delete it")
        return None
    if unusual and (stacked := STACKED_ACCENTS.search(text)):
        what = f"{quote(key)} holds a letter with {len(stacked[0])} accents"
        reader.note(rules.TEXT, node.line, what, "leave those that a language writes")
        return None
    if len(text) > limit:
        reader.note(rules.TEXT, node.line, f"{quote(key)} has {len(text):,} characters", f"use at most {limit:,}")
        return None
    if not markup and (sign := _MARKUP.search(text)):
        reader.note(
            rules.TEXT,
            node.line,
            f"{quote(key)} holds {quote(sign[0])}",
            "write plain text without < > { } ` and backslash",
        )
        return None
    return text


def line_of_text(reader: Reader, key: str, node: Node) -> str | None:
    """Read a title or name: plain text, without signs of markup."""
    scalar = _scalar(reader, key, node)
    text = _checked(reader, key, scalar, MAX_TITLE, markup=False) if scalar else None
    # Names of bodies and offices come again in many letters, and are kept once.
    return None if text is None else sys.intern(text)


def free_text(reader: Reader, key: str, node: Node) -> str | None:
    """Read a remark: any visible text; line breaks become spaces."""
    scalar = _scalar(reader, key, node)
    return _checked(reader, key, scalar, MAX_TEXT, markup=True) if scalar else None


def _word(rule: Rule, convert: Callable[[str], T], mend: str) -> Read[T]:
    """Make a type that reads one text; `convert` gives the value, or raises ValueError with or without a reason."""
    return partial(_read_word, rule, convert, mend)


def _read_word(rule: Rule, convert: Callable[[str], T], mend: str, reader: Reader, key: str, node: Node) -> T | None:
    scalar = _scalar(reader, key, node)
    if scalar is None:
        return None
    try:
        return convert(scalar.text)
    except ValueError as error:
        reason = (
            f"{quote(key)}: {quote(scalar.text)} {error}" if error.args else f"{quote(key)} is {quote(scalar.text)}"
        )
        reader.note(rule, scalar.line, reason, mend)
        return None


def _one_of(text: str, options: Collection[str]) -> str:
    if text not in options:
        raise ValueError
    return text


def _matching(text: str, pattern: re.Pattern[str]) -> str:
    if not pattern.fullmatch(text):
        raise ValueError
    return text


def _language(text: str) -> str:
    from babel.core import Locale

    _one_of(_matching(text, _LANGUAGE).partition("-")[0], Locale("en").languages)
    return text


def _country(text: str) -> str:
    from babel.core import Locale

    if text in _NO_COUNTRIES:
        raise ValueError
    return _one_of(_matching(text, _COUNTRY), Locale("en").territories)


def _license(text: str) -> str:
    from packaging.licenses import canonicalize_license_expression

    try:
        return str(canonicalize_license_expression(text))
    except ValueError:
        raise ValueError("is no SPDX licence id") from None


_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
_COUNTRY = re.compile(r"[A-Z]{2}")
#: Codes that the locale data use for groups, tests and the unknown.
_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})

#: A date (EDTF, see `dates.parse`).
date: Read[Date] = _word(rules.DATE, dates.parse, "write it as 2013-04-10, 2013-04 or 2013")
#: `true` or `false`; YAML's other spellings mean different things to different readers.
boolean: Read[bool] = _word(
    rules.BOOLEAN, lambda text: _one_of(text, ("true", "false")) == "true", "write true or false"
)
#: A whole number from 0 to 9,999,999.
count: Read[int] = _word(
    rules.COUNT, lambda text: int(_matching(text, re.compile("[0-9]{1,7}"))), "write a whole number, in digits only"
)
#: The id of a page.
identifier: Read[str] = _word(
    rules.IDENTIFIER,
    lambda text: _matching(text, NAME),
    "write the id as in the page's address: a-z, 0-9 and single hyphens",
)
#: A BCP 47 language tag whose language the locale data know.
language: Read[str] = _word(rules.LANGUAGE, _language, "write a tag such as en, fr, zh or zh-Hant")
#: An ISO 3166-1 alpha-2 code.
country: Read[str] = _word(rules.COUNTRY, _country, "write a two-letter code such as DE, US or IN")
#: An SPDX licence expression.
license_id: Read[str] = _word(
    rules.LICENSE,
    _license,
    "write an id such as CC-BY-4.0, CC0-1.0, or LicenseRef-Permission where the author permits",
)


#: Ids in shared registers, by the register's key.
REGISTER_IDS: dict[str, Read[str]] = {
    register.key: _word(rules.EXTERNAL_ID, register.read, register.mend) for register in REGISTERS
}


def choice(*options: str) -> Read[str]:
    """Make a type that reads one of the options."""
    return _word(rules.CHOICE, partial(_one_of, options=options), f"choose one of {', '.join(options)}")


def url(reader: Reader, key: str, node: Node) -> str | None:
    """Read an address."""
    scalar = _scalar(reader, key, node)
    if scalar is None:
        return None
    if len(scalar.text) > MAX_URL:
        found: tuple[str, str] | None = f"the address has {len(scalar.text):,} characters", f"use at most {MAX_URL:,}"
    elif scalar.text.startswith("mailto:"):
        found = "a mail address is no page", "give the https:// address of the page"
    else:
        found = address_problem(scalar.text)
    if found:
        mend = found[1].replace(", http:// or mailto:", " or http://")
        reader.note(rules.URL, scalar.line, f"{quote(key)}: {quote(scalar.text)}: {found[0]}", mend)
        return None
    return scalar.text


def list_of(read: Read[T], *, unique: bool = True, limit: ListLimit = "entries") -> Read[tuple[T, ...]]:
    """Make a type that reads a list; refused items are reported and left out, and so is what goes beyond its limit.

    A lone value counts as a list of one.
    """
    return partial(read_list, read, unique, limit)


def read_list(
    read: Read[T], unique: bool, limited: ListLimit, reader: Reader, key: str, node: Node
) -> tuple[T, ...] | None:
    """Read a list of one type (see `list_of`)."""
    if node is UNREADABLE:
        return None
    if isinstance(node, Scalar) and node.empty:
        reader.note(rules.EMPTY_VALUE, node.line, f"{quote(key)} has no value", "give the list, or delete the line")
        return None
    nodes = node.items if isinstance(node, Sequence) else (node,)
    limit: int = getattr(limits.now(), limited)
    if len(nodes) > limit:
        what = f"{quote(key)} lists {len(nodes):,} entries"
        reader.note(rules_markup.SIZE, nodes[limit].line, what, f"list at most {limit:,}")
    seen: dict[T, int] = {}
    values: list[T] = []
    for item in nodes[:limit]:
        value = read(reader, key, item)
        if value is None:
            continue
        if unique and value in seen:
            reader.note(
                rules.DUPLICATE_ENTRY,
                item.line,
                f"{quote(key)} lists the same entry in line {seen[value]}",
                "delete one of the two",
            )
            continue
        seen.setdefault(value, item.line)
        values.append(value)
    return tuple(values)


@dataclass(frozen=True, slots=True)
class Key:
    """A documented key of the front matter: its name, the attribute it fills, its type."""

    name: str
    read: Read[object]
    required: bool = False

    @property
    def attribute(self) -> str:
        """Name the field of the record."""
        return {"from": "sender"}.get(self.name, self.name.replace("-", "_"))


def read_keys(reader: Reader, what: str, node: Mapping, keys: tuple[Key, ...]) -> dict[str, object]:
    """Read a group of keys into attributes; unknown and missing keys are reported."""
    known = {key.name: key for key in keys}
    values: dict[str, object] = {}
    for name, child in node.entries:
        if reader.is_full:
            break
        key = known.get(name.text)
        if key is None:
            guess = nearest(name.text, known)
            mend = f"did you mean {quote(guess[0])}?" if guess else f"known keys: {', '.join(known)}"
            reader.note(rules.UNKNOWN_KEY, name.line, f"{what} has no key {quote(name.text)}", mend)
            continue
        value = key.read(reader, key.name, child)
        if value is not None:
            values[key.attribute] = value
    present = {name.text for name, _ in node.entries}
    for key in keys:
        if key.required and key.name not in present:
            reader.note(rules.MISSING_KEY, node.line, f"{what} has no {quote(key.name)}", f"add a line {key.name}: ...")
    return values
