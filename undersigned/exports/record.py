"""A letter as JSON, in the shape that `importing.records` reads.

Keys of that shape always stand, with null for what is not known; what goes beyond it stands only where a letter has it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..catalogue import Catalogue
    from ..records import Ask, Date, Letter, Outcome, Party, Response, Source

Json = dict[str, Any]


def letter_record(letter: Letter, catalogue: Catalogue, /, *, summary: str | None = None) -> Json:
    """Write the facts of a letter; `summary` is the text of its page, which no record holds.

    Bodies and topics get the ids under which the catalogue knows them. A person who signs for no body keeps the place
    in the list, with an empty name.
    """
    letter = letter.private
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
        "topics": [_topic(topic.target, catalogue) for topic in letter.topics],
        "occasion": letter.occasion,
        "summary": summary,
        "asks": [_ask(ask) for ask in letter.asks],
        "source": _source(letter.source),
        "other_urls": list(letter.other_urls),
        "evidence": list(letter.evidence),
        "rights": letter.rights,
        "notes": letter.notes,
        **_more(letter, catalogue),
    }


def as_json(data: object, /) -> bytes:
    """Write data as a file of JSON: UTF-8, keys in their order, a line break at the end."""
    return (json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()


def _more(letter: Letter, catalogue: Catalogue) -> Json:
    """Write what the shape of `importing.records` has no keys for, as far as the letter has it."""
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
    body = catalogue.body_of(party)
    return {
        "name": party.name,
        "title": party.title,
        "organization": party.organization,
        # A body that the catalogue does not know keeps the id that its page gives it.
        "organization_id": body.record.id if body else party.organization_id,
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


def _topic(target: str, catalogue: Catalogue) -> str:
    topic = catalogue.topic_of(target)
    return topic.record.id if topic else target


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
