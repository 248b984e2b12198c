"""Letters, organizations and topics as JSON, in the shape that `shape` describes and `importing.records` reads.

Keys of the first shape always stand, with null for what is not known; what came later stands only where a record has it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ..identifiers import known
from .persons import counted

if TYPE_CHECKING:
    from ..catalogue import Catalogue
    from ..records import Ask, Date, Letter, Organization, Outcome, Party, Response, Source, Topic

Json = dict[str, Any]


def letter_record(
    letter: Letter, catalogue: Catalogue, /, *, summary: str | None = None, body: str | None = None
) -> Json:
    """Write the facts of a letter; `summary` and `body` are the text of its page, which no record holds.

    Bodies and topics get the ids under which the catalogue knows them. Persons who sign for no body are counted.
    """
    letter = counted(letter)
    return {
        "id": letter.id,
        "title": letter.title,
        **({"title_supplied": True} if letter.title_supplied else {}),
        "date": str(letter.date),
        "date_note": letter.date_note,
        "language": letter.language,
        "to": [_party(party, catalogue) for party in letter.to],
        "cc": [_party(party, catalogue) for party in letter.cc],
        "signatories": [_signatory(party, catalogue) for party in letter.signatories],
        "individuals_count": letter.individuals,
        "signatories_complete": letter.signatories_complete,
        "signatories_stated": letter.signatories_stated,
        # A page may name a topic by id and by name.
        "topics": list(dict.fromkeys(topic_id(topic.target, catalogue) for topic in letter.topics)),
        "occasion": letter.occasion,
        "summary": summary,
        **({"body": body} if body else {}),
        "asks": [_ask(ask) for ask in letter.asks],
        "source": _source(letter.source),
        "other_urls": list(letter.other_urls),
        "evidence": list(letter.evidence),
        "rights": letter.rights,
        "notes": letter.notes,
        **_more(letter, catalogue),
    }


def organization_record(record: Organization, /, *, note: str | None = None, body: str | None = None) -> Json:
    """Write the facts of an organization; `note` and `body` are the text of its page."""
    return {
        "id": record.id,
        "name": record.name,
        "aliases": list(record.aliases),
        "misprints": list(record.misprints),
        "kind": record.kind,
        "country": record.country,
        "parent": record.parent,
        **({"identifiers": {register.key: id_ for register, id_ in known(record)}} if record.identifiers else {}),
        **_text("note", note, body),
        **({"former_ids": list(record.former_ids)} if record.former_ids else {}),
    }


def topic_record(record: Topic, /, *, description: str | None = None, body: str | None = None) -> Json:
    """Write the facts of a topic; `description` and `body` are the text of its page."""
    return {
        "id": record.id,
        "name": record.name,
        **_text("description", description, body),
        "broader": record.broader,
        "related": list(record.related),
        **({"former_ids": list(record.former_ids)} if record.former_ids else {}),
    }


def as_json(data: object, /) -> bytes:
    """Write data as a file of JSON: UTF-8, keys in their order, a line break at the end."""
    return (json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()


def as_line(data: object, /) -> str:
    """Write data as one line of JSON."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False)


def topic_id(target: str, catalogue: Catalogue, /) -> str:
    """Give the id of the topic that a letter names; what the catalogue does not know stays as it is."""
    topic = catalogue.topic_of(target)
    return topic.record.id if topic else target


def organization_id(party: Party, catalogue: Catalogue, /) -> str | None:
    """Give the id of the body that a party means."""
    body = catalogue.body_of(party)
    # A body that the catalogue does not know keeps the id that its page gives it.
    return body.record.id if body else party.organization_id


def _text(key: str, plain: str | None, body: str | None) -> Json:
    return {key: plain or None, **({"body": body} if body else {})}


def _more(letter: Letter, catalogue: Catalogue) -> Json:
    """Write what the first shape had no keys for, as far as the letter has it."""
    relations: dict[str, list[str]] = {}
    for relation in letter.relations:
        relations.setdefault(relation.kind, []).append(relation.letter)
    more = {
        "text": letter.text if letter.text != "summary" else None,
        "license": letter.license,
        "relations": relations,
        "responses": [_response(response, catalogue) for response in letter.responses],
        "corrections": [{"date": str(change.date), "note": change.note} for change in letter.corrections],
        "former_ids": list(letter.former_ids),
    }
    return {key: value for key, value in more.items() if value}


def _party(party: Party, catalogue: Catalogue) -> Json:
    return {
        "name": party.name,
        "title": party.title,
        "organization": party.organization,
        "organization_id": organization_id(party, catalogue),
    }


def _signatory(party: Party, catalogue: Catalogue) -> Json:
    found = _party(party, catalogue)
    if party.organization is not None and party.name is None and party.title is None:
        # Most signatories are bodies alone, and some letters have hundreds of them.
        del found["name"], found["title"]
    if party.role != "signatory":
        found["role"] = party.role
    if party.withdrawn:
        found["withdrawn"] = str(party.withdrawn)
    return found


def _ask(ask: Ask) -> str | Json:
    return {"text": ask.text, "outcome": _outcome(ask.outcome)} if ask.outcome else ask.text


def _outcome(outcome: Outcome) -> Json:
    return {"status": outcome.status, "date": _date(outcome.date), "url": outcome.url, "note": outcome.note}


def _source(source: Source) -> Json:
    more = {"identifier": source.identifier, "copy": source.copy}
    return {"publisher": source.publisher, "url": source.url, **{key: value for key, value in more.items() if value}}


def _response(response: Response, catalogue: Catalogue) -> Json:
    return {
        "date": str(response.date),
        "from": _party(response.sender, catalogue),
        "kind": response.kind,
        "url": response.url,
        "note": response.note,
    }


def _date(date: Date | None) -> str | None:
    return str(date) if date else None
