"""A letter as an item of CSL-JSON, from which reference managers and citation processors cite it.

Source: https://docs.citationstyles.org/en/stable/specification.html, schema `csl-data.json` of version 1.0.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from .. import dates, wording
from .record import as_line

if TYPE_CHECKING:
    from ..catalogue import Catalogue
    from ..records import Date, Letter, Party

Json = dict[str, Any]

_JOINT = "; "


def letter_item(letter: Letter, docname: str, catalogue: Catalogue, /, site: str) -> Json:
    """Write a letter as one item; `site` is the address of the published site, empty if it has none.

    The item leads to the letter's page, or else to its source. What is not known is left out.
    """
    letter = letter.private
    signed = [party for party in letter.signatories if party.role != "endorser"]
    endorsed = [party for party in letter.signatories if party.role == "endorser"]
    url = f"{site.rstrip('/')}/{docname}.html" if site else letter.source.url
    item = {
        "id": letter.id,
        # CSL knows no letters but personal ones, which many styles keep out of bibliographies.
        "type": "document",
        "genre": "Open letter",
        "title": letter.title,
        "author": _names(_signatory(party, catalogue) for party in signed),
        "contributor": _names(_signatory(party, catalogue) for party in endorsed),
        "recipient": _names(wording.short_party(party) or _body(party, catalogue) for party in letter.to),
        "issued": _issued(letter.date),
        "publisher": letter.source.publisher,
        "number": letter.source.identifier,
        "language": letter.language,
        # A page may name a topic by id and by name.
        "keyword": _JOINT.join(dict.fromkeys(_topics(letter, catalogue))),
        "URL": url,
        "note": " ".join(_remarks(letter, catalogue, url)),
    }
    return {key: value for key, value in item.items() if value}


def entry(letter: Letter, item: Json, /) -> str:
    """Write a letter's item as one line of a list: a file of many can be compared and read line by line."""
    return as_line(item)


def has_others(letter: Letter, /) -> bool:
    """Tell whether more have signed than an item names: others that are not known, or persons, who are counted."""
    return not letter.signatories_complete or _has_persons(letter)


def names(item: Json, role: str, /) -> list[str]:
    """List the names that an item gives for a role: author, contributor, recipient."""
    return [name["literal"] for name in item.get(role, ())]


def keywords(item: Json, /) -> list[str]:
    """List the topics that an item names."""
    return str(item["keyword"]).split(_JOINT) if "keyword" in item else []


def remarks(item: Json, /) -> str:
    """Say in one text what formats with fewer kinds of names have no place for."""
    endorsers = _JOINT.join(names(item, "contributor"))
    return " ".join(part for part in (f"Endorsed by: {endorsers}." if endorsers else "", item.get("note")) if part)


def _names(words: Iterable[str]) -> list[dict[str, str]]:
    """Give each name once and whole: processors would take the last word of a body's name for its family name."""
    return [{"literal": name} for name in dict.fromkeys(words) if name]


def _signatory(party: Party, catalogue: Catalogue) -> str:
    """Name the body that signs, not its representative; nothing for a person who signs for no body."""
    if party.is_person_alone:
        return ""
    return party.organization or _body(party, catalogue) or party.title or ""


def _body(party: Party, catalogue: Catalogue) -> str:
    body = catalogue.body_of(party)
    return body.record.name if body else ""


def _has_persons(letter: Letter) -> bool:
    return bool(letter.individuals) or any(party.is_person_alone for party in letter.signatories)


def _topics(letter: Letter, catalogue: Catalogue) -> Iterator[str]:
    for topic in letter.topics:
        found = catalogue.topic_of(topic.target)
        yield found.record.name if found else topic.target


def _issued(date: Date) -> Json:
    parts = [part for part in date.key if part]
    # CSL has one sign for all doubt.
    return {"date-parts": [parts], **({"circa": True} if date.approximate or date.uncertain else {})}


def _remarks(letter: Letter, catalogue: Catalogue, url: str | None) -> Iterator[str]:
    """Say what CSL has no variable for, one sentence each."""
    yield f"Signed by: {wording.signature_count(letter)}."
    if _has_persons(letter):
        yield "Persons are counted, not named."
    for party in letter.signatories:
        name = _signatory(party, catalogue)
        if party.withdrawn and name:
            yield f"Signature of {name} withdrawn {dates.display(party.withdrawn)}."
    if letter.date_note:
        yield f"Date: {letter.date_note.removesuffix('.')}."
    if letter.title_supplied:
        yield "Title supplied by the archive."
    if letter.source.url and letter.source.url != url:
        yield f"Original: {letter.source.url}"
    elif letter.source.copy:
        yield f"Copy seen: {letter.source.copy}"
