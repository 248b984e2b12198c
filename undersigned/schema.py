"""What the facts of each kind of page mean: front matter in, frozen record out, every misfit a message.

The record and its messages come from one reading; `catalogue` then checks what needs the whole archive.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from . import rules
from .diagnostics import Message, quote
from .frontmatter import UNREADABLE, Mapping, Node, Scalar, Sequence
from .letter_rules import check_letter
from .records import (
    KINDS,
    OUTCOMES,
    RELATIONS,
    RESPONSES,
    ROLES,
    TEXTS,
    Ask,
    Correction,
    Date,
    Identifiers,
    Letter,
    Organization,
    Outcome,
    Page,
    Party,
    Record,
    Reference,
    Relation,
    Response,
    Source,
    Topic,
)  # fmt: skip
from .values import (
    REGISTER_IDS,
    Key,
    Reader,
    boolean,
    choice,
    count,
    country,
    date,
    free_text,
    identifier,
    language,
    license_id,
    line_of_text,
    list_of,
    read_keys,
    url,
)  # fmt: skip

#: Kinds of pages, by the first folder of their path.
FOLDERS = {"letters": "letter", "organizations": "organization", "topics": "topic"}

PARTY_KEYS = (
    Key("organization", line_of_text), Key("name", line_of_text), Key("title", line_of_text), Key("organization-id", identifier),
)  # fmt: skip
SIGNATORY_KEYS = (*PARTY_KEYS, Key("role", choice(*ROLES)), Key("withdrawn", date))
SOURCE_KEYS = (
    Key("publisher", line_of_text, True), Key("url", url), Key("identifier", line_of_text), Key("copy", free_text),
)  # fmt: skip


def _party(keys: tuple[Key, ...], reader: Reader, key: str, node: Node) -> Party | None:
    if node is UNREADABLE:
        return None
    if isinstance(node, Scalar):
        name = line_of_text(reader, key, node)
        return Party(organization=name, line=node.line) if name else None
    if isinstance(node, Sequence):
        reader.note(
            rules.SHAPE,
            node.line,
            f"an entry of {quote(key)} is a list",
            "write a name, or keys such as organization:",
        )
        return None
    before = len(reader.messages)
    values = read_keys(reader, f"an entry of {quote(key)}", node, keys)
    if not values.keys() & {"organization", "name", "title", "organization_id"}:
        if len(reader.messages) == before:
            reader.note(
                rules.PARTY,
                node.line,
                f"an entry of {quote(key)} names nobody",
                "give organization:, name: or title:",
            )
        return None
    return Party(**values, line=node.line)  # type: ignore[arg-type]


def _group(make: Any, what: str, keys: tuple[Key, ...], reader: Reader, key: str, node: Node) -> Any:
    """Read a group of keys into a record; None if a required part is missing."""
    if node is UNREADABLE:
        return None
    if not isinstance(node, Mapping):
        names = ", ".join(f"{k.name}:" for k in keys)
        reader.note(
            rules.SHAPE,
            node.line,
            f"{quote(key)} is no group of keys",
            f"write {names} on lines of their own below it",
        )
        return None
    values = read_keys(reader, what, node, keys)
    if any(k.required and k.attribute not in values for k in keys):
        return None
    if not node.entries:
        reader.note(rules.EMPTY_VALUE, node.line, f"{quote(key)} has no value", "give the value, or delete the line")
    return make(**values) if values else None


_OUTCOME = partial(
    _group,
    Outcome,
    "an outcome",
    (Key("status", choice(*OUTCOMES), True), Key("date", date), Key("url", url), Key("note", free_text)),
)
_ASK = partial(_group, Ask, "an ask", (Key("text", free_text, True), Key("outcome", _OUTCOME)))


def _ask(reader: Reader, key: str, node: Node) -> Ask | None:
    if isinstance(node, Scalar):
        text = free_text(reader, key, node)
        return Ask(text) if text else None
    return _ASK(reader, key, node)  # type: ignore[no-any-return]


def _reference(kind: str, reader: Reader, key: str, node: Node) -> Reference | None:
    name = line_of_text(reader, key, node)
    return Reference(kind, name, node.line) if name else None


_RELATION_KEYS = tuple(Key(kind, list_of(partial(_reference, kind))) for kind in RELATIONS)


def _relations(reader: Reader, key: str, node: Node) -> tuple[Relation, ...] | None:
    if node is UNREADABLE:
        return None
    if not isinstance(node, Mapping):
        reader.note(
            rules.SHAPE,
            node.line,
            f"{quote(key)} is no group of keys",
            "write lines such as follows: with the id of a letter",
        )
        return None
    found: Any = read_keys(reader, quote(key), node, _RELATION_KEYS)
    named = (target for relation in _RELATION_KEYS for target in found.get(relation.attribute, ()))
    return tuple(Relation(target.kind, target.target, target.line) for target in named)


LETTER_KEYS = (
    Key("title", line_of_text, True), Key("title-supplied", boolean), Key("date", date, True), Key("date-note", free_text),
    Key("language", language), Key("to", list_of(partial(_party, PARTY_KEYS))), Key("cc", list_of(partial(_party, PARTY_KEYS))),
    Key("signatories", list_of(partial(_party, SIGNATORY_KEYS), limit="signatories")), Key("signatories-complete", boolean), Key("signatories-stated", count),
    Key("individuals", count), Key("topics", list_of(partial(_reference, "topic"))), Key("occasion", free_text),
    Key("asks", list_of(_ask)), Key("text", choice(*TEXTS)), Key("license", license_id),
    Key("source", partial(_group, Source, "the source", SOURCE_KEYS), True),
    Key("other-urls", list_of(url)), Key("evidence", list_of(url)), Key("rights", free_text), Key("notes", free_text),
    Key("relations", _relations),
    Key("responses", list_of(partial(_group, Response, "a response", (
        Key("date", date, True), Key("from", partial(_party, PARTY_KEYS), True), Key("kind", choice(*RESPONSES), True), Key("url", url), Key("note", free_text),
    )))),
    Key("corrections", list_of(partial(_group, Correction, "a correction", (Key("date", date, True), Key("note", free_text, True))))),
    Key("former-ids", list_of(identifier)),
)  # fmt: skip
IDENTIFIER_KEYS = tuple(Key(name, read) for name, read in REGISTER_IDS.items())
ORGANIZATION_KEYS = (
    Key("name", line_of_text, True), Key("aliases", list_of(line_of_text)), Key("misprints", list_of(line_of_text)),
    Key("kind", choice(*KINDS), True), Key("country", country), Key("parent", identifier),
    Key("identifiers", partial(_group, Identifiers, "identifiers", IDENTIFIER_KEYS)),
    Key("former-ids", list_of(identifier)),
)  # fmt: skip
TOPIC_KEYS = (
    Key("name", line_of_text, True),
    Key("broader", identifier),
    Key("related", list_of(identifier)),
    Key("former-ids", list_of(identifier)),
)
PAGE_KEYS = (Key("title", line_of_text, True), Key("description", free_text))

KEYS = {"letter": LETTER_KEYS, "organization": ORGANIZATION_KEYS, "topic": TOPIC_KEYS, "page": PAGE_KEYS}


def kind_of(path: str) -> str:
    """Tell the kind of a page from its path: letter, organization, topic or page (indexes, guides)."""
    folder, _, rest = path.partition("/")
    if not rest or rest.rpartition("/")[2] == "index.md":
        return "page"
    return FOLDERS.get(folder, "page")


def read_record(root: Mapping, *, path: str) -> tuple[Record | None, tuple[Message, ...]]:
    """Make the record of a page; None for an organization, topic or other page without a name."""
    reader = Reader(path)
    kind = kind_of(path)
    page_id = path.removesuffix(".md").rpartition("/")[2] if kind != "page" else path.removesuffix(".md")
    values: Any = read_keys(reader, f"the {kind}", root, KEYS[kind])
    record: Record | None = None
    if kind == "letter":
        record = _letter(reader, path, page_id, values, root)
    elif kind == "page":
        record = Page(page_id, **values) if "title" in values else None
    elif "name" in values:
        record = (Organization if kind == "organization" else Topic)(page_id, **values, lines=tuple(_lines(root)))
        if path.count("/") != 1:
            reader.note(
                rules.FILE_NAME,
                1,
                f"the page stands in a folder below {path.partition('/')[0]}/",
                "move it up into that folder",
            )
    return record, tuple(reader.messages)


def _lines(node: Node) -> Iterator[tuple[str, int]]:
    if isinstance(node, Scalar):
        yield node.text, node.line
    else:
        for child in node.items if isinstance(node, Sequence) else (value for _, value in node.entries):
            yield from _lines(child)


def _letter(reader: Reader, path: str, page_id: str, values: Any, root: Mapping) -> Letter:
    check_letter(reader, path, values, root)
    listed = "title" in values and "date" in values
    lines = tuple(place for key, node in root.entries if key.text == "former-ids" for place in _lines(node))
    return Letter(page_id, **{"title": "", "date": Date(1), "source": Source(""), **values}, listed=listed, lines=lines)
