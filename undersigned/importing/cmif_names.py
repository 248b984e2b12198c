"""Whom the names of a CMIF file mean here: bodies of the archive by number or name, new bodies, persons.

Part of `cmif`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from ..catalogue import Catalogue
from ..drafting import free_id
from ..identifiers import known, read_url
from ..names import name_key
from ..records import Identifiers, Organization, Party
from ..text import REFUSED_CHARACTERS
from ..values import MAX_TITLE
from ..wording import enumerate_words
from .cmif_reading import Described, Name

_MARKUP = re.compile(r"[<>`{}\\]")
#: rapidfuzz's ratio, 0 to 100, from which names resemble; and how many of them are told.
_ALIKE, _NEAR = 86, 2


@dataclass(frozen=True, slots=True)
class Known:
    """A name that means a body here; `number` tells that its number in an authority says so."""

    name: str
    id: str
    number: bool


class Names:
    """Goes through the names of a file, and remembers what became of each."""

    def __init__(self, catalogue: Catalogue, exists: Callable[[str], bool]) -> None:
        self._catalogue = catalogue
        self._exists = exists
        self._numbered = {
            (register.key, number): id_
            for id_, entry in catalogue.organization.items()
            for register, number in known(entry.record)
        }
        #: Names of bodies of written letters that the archive knows, and those that get a page, with ids that are near.
        self.known: dict[str, Known] = {}
        self.new: dict[str, tuple[str, ...]] = {}
        #: Bodies that the archive does not know: by id, and their ids by key of a name and by number.
        self._bodies: dict[str, Organization] = {}
        self._new_bodies: dict[str, str] = {}
        self._new_numbered: dict[tuple[str, str], str] = {}
        self.persons: set[str] = set()

    def concern_bodies(self, described: Described) -> bool:
        """Tell whether a body has part in a letter, or one of the archive is mentioned."""
        if any(name.body for name in (*described.senders, *described.addressees)):
            return True
        every = (*described.senders, *described.addressees, *described.mentioned)
        return any(self._known(name) is not None for name in every)

    def parties(self, names: Iterable[Name]) -> tuple[Party, ...]:
        """Make parties of names; raises ValueError for a body's name that several bodies here bear."""
        found: dict[Party, None] = {}
        for name in names:
            if text := plain(name.text):
                found[self._party(name, text)] = None
        return tuple(found)

    def _party(self, name: Name, text: str) -> Party:
        known = self._known(name)
        if known is not None:
            decides = self._catalogue.authority.resolve(text) == (known,)
            return Party(text, organization_id=None if decides else known)
        if not name.body:
            return Party(name=text)
        several = self._catalogue.authority.resolve(text)
        if several:
            raise ValueError(f"{text!r} may be {enumerate_words(several, 'or')}")
        self._note_new(text, dict(filter(None, map(read_url, name.refs))))
        return Party(text)

    def _note_new(self, text: str, numbers: dict[str, str]) -> None:
        """Make a body of a name, or give the name to the body that was made of another name with the same number."""
        key = name_key(text)
        same = [self._new_numbered[number] for number in numbers.items() if number in self._new_numbered]
        if key not in self._new_bodies and same:
            self._new_bodies[key] = same[0]
            self._bodies[same[0]] = replace(body := self._bodies[same[0]], aliases=(*body.aliases, text))
        elif key not in self._new_bodies:
            id_ = free_id(text, self._is_taken, otherwise="organization")
            self._new_bodies[key] = id_
            self._bodies[id_] = Organization(id_, text, kind="other")
        id_ = self._new_bodies[key]
        body = self._bodies[id_]
        known_numbers = {register.key: number for register, number in known(body)}
        fresh = {
            register: number
            for register, number in numbers.items()
            if register not in known_numbers and (register, number) not in self._new_numbered
        }
        if fresh:
            self._bodies[id_] = replace(body, identifiers=Identifiers(**known_numbers, **fresh))
            self._new_numbered.update(dict.fromkeys(fresh.items(), id_))

    def _is_taken(self, id_: str) -> bool:
        path = f"organizations/{id_}.md"
        return id_ in self._bodies or self._exists(path) or ("organization", id_) in self._catalogue.former

    def _known(self, name: Name) -> str | None:
        """Find the body here that has the number of a name, or else bears the name."""
        for ref in name.refs:
            if (number := read_url(ref)) in self._numbered:
                return self._numbered[number]
        text = plain(name.text)
        ids = self._catalogue.authority.resolve(text) if text else ()
        return ids[0] if len(ids) == 1 else None

    # ---------------------------------------------------------------- what is written

    def use(self, parties: Iterable[Party]) -> None:
        """Note the names of a letter that is written."""
        for party in parties:
            if party.organization is None:
                self.persons.add(party.name or "")
            elif body := self._catalogue.body_of(party):
                number = party.organization_id is not None
                self.known[party.organization] = Known(party.organization, body.record.id, number)
            else:
                self.new.setdefault(name_key(party.organization), ())

    def stubs(self) -> Iterator[tuple[Organization, tuple[str, ...]]]:
        """Yield the new bodies of written letters, each with the ids of bodies that it resembles."""
        for key in self.new:
            self.new[key] = self._near(key)
        yield from self.told()

    def _near(self, key: str) -> tuple[str, ...]:
        """Find whose name here is a slip or a word apart, or has the same words in another order."""
        from rapidfuzz import fuzz, process

        known = self._catalogue.authority.ids
        found: dict[str, float] = {}
        for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
            for other, score, _ in process.extract(key, list(known), scorer=scorer, limit=_NEAR, score_cutoff=_ALIKE):
                found[other] = max(score, found.get(other, 0))
        best = sorted(found, key=lambda other: (-found[other], other))[:_NEAR]
        return tuple(dict.fromkeys(id_ for other in best for id_ in known[other]))

    def told(self) -> Iterator[tuple[Organization, tuple[str, ...]]]:
        """Yield what `stubs` yielded."""
        near: dict[str, tuple[str, ...]] = {}
        for key, found in self.new.items():
            near[self._new_bodies[key]] = tuple(dict.fromkeys((*near.get(self._new_bodies[key], ()), *found)))
        for id_, found in near.items():
            yield self._bodies[id_], found


def plain(text: str, /) -> str:
    """Take from a text what no title or name may hold."""
    return " ".join(_MARKUP.sub("", REFUSED_CHARACTERS.sub(" ", text)).split())[:MAX_TITLE].strip()
