"""What only the whole archive can tell: unknown and ambiguous names, ids that lead nowhere, circles.

The command line's check and the build call the same function on the same records, so that they say the same.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from . import former_ids, identifiers, limits, listings, lookalikes, rules, short_addresses
from .catalogue import Catalogue
from .diagnostics import Message, quote
from .former_ids import WRITE_NEW
from .listings import Listing
from .names import name_key
from .records import Letter, Organization, Party, Record, Reference, Topic
from .values import nearest
from .wording import enumerate_words


def check(
    catalogue: Catalogue,
    records: Mapping[str, Record],
    references: Mapping[str, Iterable[Reference]],
    found_listings: Mapping[str, Iterable[Listing]],
) -> Iterator[Message]:
    """Report what is wrong between pages: their records, and what their bodies name and list; all keyed by docname."""
    yield from _duplicate_ids(records)
    yield from former_ids.check(records)
    yield from short_addresses.check(records)
    yield from _duplicate_names(records)
    yield from lookalikes.check(records, references)
    yield from _duplicate_identifiers(records)
    for docname, record in sorted(records.items()):
        path = f"{docname}.md"
        if isinstance(record, Letter):
            # Every unknown name is compared with all names for a guess.
            yield from islice(_letter(catalogue, path, record), limits.now().messages)
        elif isinstance(record, Organization):
            yield from _organization(catalogue, path, record)
        elif isinstance(record, Topic):
            yield from _topic(catalogue, path, record)
    for docname, found in sorted(references.items()):
        said = (message for reference in found for message in _reference(catalogue, f"{docname}.md", reference))
        yield from islice(said, limits.now().messages)
    for docname, asked in sorted(found_listings.items()):
        for listing in asked:
            yield from listings.check(listing, catalogue, f"{docname}.md")


def _duplicate_ids(records: Mapping[str, Record]) -> Iterator[Message]:
    first: dict[tuple[type, str], str] = {}
    for docname, record in sorted(records.items()):
        owner = first.setdefault((type(record), record.id), docname)
        if owner != docname:
            yield Message(
                f"{docname}.md", 1, rules.DUPLICATE_ID, f"the id {quote(record.id)} belongs to {owner}.md already",
                "give this page's file another name",
            )  # fmt: skip


def _duplicate_names(records: Mapping[str, Record]) -> Iterator[Message]:
    """Report a name that two pages of a kind bear, and one that a page lists twice."""
    owners: dict[tuple[type, str], str] = {}
    for docname, record in sorted(records.items()):
        if not isinstance(record, (Organization, Topic)):
            continue
        forms = (
            (record.name, *record.aliases, *record.misprints) if isinstance(record, Organization) else (record.name,)
        )
        own: set[str] = set()
        for form in forms:
            owner = owners.setdefault((type(record), name_key(form)), docname)
            if owner != docname:
                yield Message(
                    f"{docname}.md", record.line_of(form), rules.DUPLICATE_NAME,
                    f"the name {quote(form)} belongs to {owner}.md already",
                    "delete it on one of the pages; letters then say organization-id where they mean the other"
                    if isinstance(record, Organization) else "choose another name, or join the topics",
                )  # fmt: skip
            elif form in own:
                yield Message(
                    f"{docname}.md",
                    record.line_of(form),
                    rules.DUPLICATE_NAME,
                    f"the name {quote(form)} stands twice",
                    "delete one of the two",
                )
            own.add(form)


def _duplicate_identifiers(records: Mapping[str, Record]) -> Iterator[Message]:
    """Report an id in a shared register that two organizations bear."""
    owners: dict[tuple[str, str], str] = {}
    for docname, record in sorted(records.items()):
        if not isinstance(record, Organization):
            continue
        for register, id_ in identifiers.known(record):
            owner = owners.setdefault((register.key, id_), docname)
            if owner != docname:
                # An ISNI may stand in groups of digits; what is not found stands on line 1.
                line = max(record.line_of(id_), record.line_of(register.shown(id_)))
                yield Message(
                    f"{docname}.md", line, rules.EXTERNAL_ID,
                    f"{register.label} {quote(id_)} belongs to {owner}.md already",
                    "correct one of them, or merge the two pages if they are one body",
                )  # fmt: skip


def _letter(catalogue: Catalogue, path: str, letter: Letter) -> Iterator[Message]:
    for party in letter.parties:
        yield from _party(catalogue, path, party)
    for topic in letter.topics:
        if catalogue.topic_of(topic.target) is None:
            yield _unknown_id(catalogue, path, topic.line, "topic", topic.target)
    for relation in letter.relations:
        if relation.letter == letter.id:
            yield Message(path, relation.line, rules.CYCLE, "the letter is related to itself", "name the other letter")
        elif relation.letter not in catalogue.letter:
            yield _unknown_id(catalogue, path, relation.line, "letter", relation.letter)


def _party(catalogue: Catalogue, path: str, party: Party) -> Iterator[Message]:
    if party.organization_id is not None:
        if party.organization_id not in catalogue.organization:
            yield _unknown_id(catalogue, path, party.line, "organization", party.organization_id)
        return
    if party.organization is None:
        return
    ids = catalogue.authority.resolve(party.organization)
    if len(ids) > 1:
        yield Message(
            path, party.line, rules.UNKNOWN_NAME, f"the name {quote(party.organization)} belongs to {enumerate_words(ids)}",
            "add organization-id: with the one that is meant",
        )  # fmt: skip
    elif not ids:
        near = catalogue.authority.suggest(party.organization)
        mend = f"write its page: {new_organization_command(party.organization)}"
        if near:
            mend = (
                f"did you mean {enumerate_words(map(quote, near), 'or')}? Add it there as alias or misprint, or {mend}"
            )
        yield Message(
            path, party.line, rules.UNKNOWN_NAME, f"no organization bears the name {quote(party.organization)}", mend
        )


def new_organization_command(name: str) -> str:
    """Write the command that makes an organization's page, to be copied into a shell."""
    command = "python -m undersigned new organization"
    # Signs that do not show could make a pasted line do something else; the command then asks for the name.
    if not name.isprintable():
        return command
    return f"{command} --name={shlex.quote(name)}" if name.startswith("-") else f"{command} --name {shlex.quote(name)}"


def _organization(catalogue: Catalogue, path: str, record: Organization) -> Iterator[Message]:
    if record.parent is None:
        return
    if record.parent not in catalogue.organization:
        yield _unknown_id(catalogue, path, record.line_of(record.parent), "organization", record.parent)
    elif circle := _circle(
        record.id, lambda id_: catalogue.organization[id_].record.parent if id_ in catalogue.organization else None
    ):
        yield _cycle(path, record.line_of(record.parent), circle)


def _topic(catalogue: Catalogue, path: str, record: Topic) -> Iterator[Message]:
    for other in (*([record.broader] if record.broader else []), *record.related):
        if other not in catalogue.topic:
            yield _unknown_id(catalogue, path, record.line_of(other), "topic", other)
    if record.broader in catalogue.topic and (
        circle := _circle(
            record.id, lambda id_: catalogue.topic[id_].record.broader if id_ in catalogue.topic else None
        )
    ):
        yield _cycle(path, record.line_of(record.broader or ""), circle)
    if record.id in record.related:
        yield Message(
            path, record.line_of(record.id), rules.CYCLE, "the topic is related to itself", "delete the entry"
        )


def _circle(start: str, above: object) -> list[str] | None:
    """Follow the chain upwards; the ids of the circle if it comes back to `start`."""
    seen = [start]
    while (id_ := above(seen[-1])) is not None:  # type: ignore[operator]
        if id_ == start:
            return [*seen, start]
        if id_ in seen:
            return None
        seen.append(id_)
    return None


def _cycle(path: str, line: int, circle: list[str]) -> Message:
    return Message(
        path, line, rules.CYCLE, f"the chain {' > '.join(circle)} comes back to itself", "break it at one place"
    )


def _reference(catalogue: Catalogue, path: str, reference: Reference) -> Iterator[Message]:
    found = catalogue.find(reference.kind, reference.target)
    what = "page" if reference.kind == "any" else reference.kind
    if len(found) > 1:
        docnames = enumerate_words(entry.docname for entry in found)
        yield Message(
            path, reference.line, rules.AMBIGUOUS_REFERENCE, f"{quote(reference.target)} names {docnames}",
            "write {organization}, {topic} or {letter} with the id",
        )  # fmt: skip
    elif not found and (now := former_ids.renamed(reference.kind, reference.target, catalogue.former)):
        yield Message(path, reference.line, rules.UNKNOWN_REFERENCE, now, WRITE_NEW)
    elif not found:
        known: list[str] = []
        for kind, shelf in (
            ("letter", catalogue.letter),
            ("organization", catalogue.organization),
            ("topic", catalogue.topic),
        ):
            if reference.kind in (kind, "any"):
                known += shelf
        near = nearest(reference.target, known)
        mend = f"did you mean {quote(near[0])}?" if near else "write the id or name of a page of the archive"
        yield Message(
            path, reference.line, rules.UNKNOWN_REFERENCE, f"no {what} is called {quote(reference.target)}", mend
        )


def _unknown_id(catalogue: Catalogue, path: str, line: int, what: str, given: str) -> Message:
    if now := former_ids.renamed(what, given, catalogue.former):
        return Message(path, line, rules.UNKNOWN_ID, now, WRITE_NEW)
    shelves: dict[str, Iterable[str]] = {
        "letter": catalogue.letter, "organization": catalogue.organization, "topic": catalogue.topic,
    }  # fmt: skip
    near = nearest(given, shelves[what])
    mend = f"did you mean {quote(near[0])}?" if near else f"give the id of a {what} of the archive"
    return Message(path, line, rules.UNKNOWN_ID, f"no {what} has the id {quote(given)}", mend)
