"""Bodies and topics that letters name and no record describes, as where an archive gave its letters away alone.

Part of `reconciling`.
"""

from __future__ import annotations

from dataclasses import replace

from ..drafting import DraftError, page_id
from ..links import NAME
from ..names import name_key
from ..records import Letter, Organization, Party, Topic
from .record_reading import Imported, kinds


def with_implied(items: list[Imported]) -> list[Imported]:
    """Add a record for each body and topic that has none; bodies without id get one of their name."""
    known = {item.record.id for item in kinds(items, Organization)}
    topics = {item.record.id for item in kinds(items, Topic)}
    names: dict[str, dict[str, None]] = {}
    fitted = []
    for item in items:
        letter = item.record
        if not isinstance(letter, Letter):
            fitted.append(item)
            continue
        letter = _with_ids(letter)
        for party in letter.parties:
            if party.organization_id is not None and party.organization_id not in known:
                forms = names.setdefault(party.organization_id, {})
                if party.organization:
                    forms.setdefault(party.organization)
        fitted.append(Imported(letter, item.body))
    bodies = [Imported(_body(id_, list(forms)), "") for id_, forms in sorted(names.items())]
    named = {topic.target for item in fitted if isinstance(item.record, Letter) for topic in item.record.topics}
    wanted = {id_ for id_ in named - topics if NAME.fullmatch(id_)}
    return [*(Imported(Topic(id_, _in_words(id_)), "") for id_ in sorted(wanted)), *bodies, *fitted]


def _body(id_: str, forms: list[str]) -> Organization:
    name, *others = forms or [_in_words(id_)]
    keys = {name_key(name)}
    aliases = []
    for form in others:
        if name_key(form) not in keys:
            keys.add(name_key(form))
            aliases.append(form)
    return Organization(id_, name, tuple(aliases))


def _with_ids(letter: Letter) -> Letter:
    def each(parties: tuple[Party, ...]) -> tuple[Party, ...]:
        return tuple(_with_id(party) for party in parties)

    return replace(
        letter, to=each(letter.to), cc=each(letter.cc), signatories=each(letter.signatories),
        responses=tuple(replace(response, sender=_with_id(response.sender)) for response in letter.responses),
    )  # fmt: skip


def _with_id(party: Party) -> Party:
    if party.organization is None or party.organization_id is not None:
        return party
    try:
        return replace(party, organization_id=page_id(party.organization))
    except DraftError:
        return party


def _in_words(id_: str) -> str:
    return id_.replace("-", " ").capitalize()
