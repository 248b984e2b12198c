"""What a change does to the identity of pages that were there before: their names, former ids and ids in registers.

Whoever bears a name or an id is found by it, and takes over what letters say of it. `changes` points out each such
change, so that a reviewer sees it among others: an alias taken from one body and given to another breaks no rule.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from . import identifiers, rules
from .diagnostics import Message, quote
from .names import name_key
from .records import Letter, Organization, Page, Record, Topic, kind_name

_LOOK = "make sure that the source says so"


def check(then: Mapping[str, Record], now: Mapping[str, Record], changed: Collection[str]) -> Iterator[Message]:
    """Point out what pages of `changed` (docnames) claim now and did not then, and what they gave up."""
    named, had = _owners(then), _former(then)
    for docname in sorted(changed):
        record = now.get(docname)
        if record is None or isinstance(record, Page):
            continue
        before = then.get(docname)
        if before is not None and type(before) is type(record):
            yield from _changes(f"{docname}.md", before, record)
        yield from _taken(docname, record, named, had, now)


def _owners(records: Mapping[str, Record]) -> dict[tuple[str, str], str]:
    """Map kind and key of every name to the page that bears it; the first of several."""
    found: dict[tuple[str, str], str] = {}
    for docname, record in sorted(records.items()):
        for name in _names(record):
            found.setdefault((kind_name(record), name_key(name)), docname)
    return found


def _former(records: Mapping[str, Record]) -> dict[tuple[str, str], str]:
    """Map kind and id of every page and former page to where it leads; the first of several."""
    found = {
        (kind_name(record), record.id): docname
        for docname, record in sorted(records.items(), reverse=True)
        if not isinstance(record, Page)
    }
    for docname, record in sorted(records.items()):
        for id_ in () if isinstance(record, Page) else record.former_ids:
            found.setdefault((kind_name(record), id_), docname)
    return found


def _names(record: Record) -> tuple[str, ...]:
    if isinstance(record, Organization):
        return (record.name, *record.aliases, *record.misprints)
    return (record.name,) if isinstance(record, Topic) else ()


def _changes(
    path: str, before: Letter | Organization | Topic, record: Letter | Organization | Topic
) -> Iterator[Message]:
    """Tell which names, former ids and register ids of a page are new, and which are gone."""
    if not isinstance(record, Letter) and not isinstance(before, Letter):
        who = quote(before.name)
        if record.name != before.name:
            yield _message(path, record.line_of(record.name), f"the name {who} became {quote(record.name)}", _LOOK)
        yield from _difference(path, record, f"name of {who}", _names(before)[1:], _names(record)[1:])
    else:
        who = quote(before.id)
    yield from _difference(path, record, f"former id of {who}", before.former_ids, record.former_ids)
    if isinstance(record, Organization) and isinstance(before, Organization):
        old = {register.label: id_ for register, id_ in identifiers.known(before)}
        new = {register.label: id_ for register, id_ in identifiers.known(record)}
        for label in sorted(old.keys() | new.keys()):
            if old.get(label) != new.get(label):
                was, is_ = (quote(ids[label]) if label in ids else "none" for ids in (old, new))
                line = record.line_of(new.get(label, ""))
                yield _message(path, line, f"the {label} id of {who} was {was} and is {is_}", _LOOK)


def _difference(
    path: str, record: Letter | Organization | Topic, what: str, old: tuple[str, ...], new: tuple[str, ...]
) -> Iterator[Message]:
    for value in dict.fromkeys(new):
        if value not in old:
            yield _message(path, record.line_of(value), f"{quote(value)} is a new {what}", _LOOK)
    for value in dict.fromkeys(old):
        if value not in new:
            yield _message(path, 1, f"{quote(value)} is no {what} any more", _LOOK)


def _taken(
    docname: str,
    record: Letter | Organization | Topic,
    named: Mapping[tuple[str, str], str],
    had: Mapping[tuple[str, str], str],
    now: Mapping[str, Record],
) -> Iterator[Message]:
    """Tell which names and ids of a page belonged to another page before; a page that moved keeps its own."""
    kind = kind_name(record)
    for name in dict.fromkeys(_names(record)):
        owner = named.get((kind, name_key(name)), docname)
        if owner != docname and not _moved_to(owner, record, now):
            mend = "make sure that it is no longer that body's"
            yield _message(
                f"{docname}.md", record.line_of(name), f"{quote(name)} was a name of {owner}.md before", mend
            )
    for id_ in dict.fromkeys((record.id, *record.former_ids)):
        owner = had.get((kind, id_), docname)
        if owner != docname and not _moved_to(owner, record, now):
            problem = f"{quote(id_)} led to {owner}.md before"
            yield _message(f"{docname}.md", record.line_of(id_), problem, "make sure that it leads to the right page")


def _moved_to(owner: str, record: Letter | Organization | Topic, now: Mapping[str, Record]) -> bool:
    """Tell a page that was renamed: it is gone, and the new one bears its id as a former one."""
    return owner not in now and owner.rpartition("/")[2] in record.former_ids


def _message(path: str, line: int, problem: str, mend: str) -> Message:
    return Message(path, line, rules.IDENTITY, problem, mend)
