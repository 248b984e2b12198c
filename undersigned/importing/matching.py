"""Finds whom the organizations and topics of another archive are here, and makes pages of those that are new.

Part of `reconciling`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count

from ..catalogue import Catalogue
from ..identifiers import known
from ..names import Authority, name_key
from ..records import Letter, Organization, Record, Topic, kind_name, title_of
from ..wording import enumerate_words
from ..writing import page_path
from .records import Existing

#: What becomes of a record of another archive.
SAME, NEAR, NEW, HERE, UNDECIDED, LEFT = "same", "resembles", "new", "here", "undecided", "left"
#: rapidfuzz's ratio, 0 to 100, from which names resemble; and how many of them are named.
ALIKE, NEAREST = 86, 3


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one record."""

    kind: str
    #: Its id there, and its name or title.
    theirs: str
    name: str
    #: One of same (as a page here), resembles (a new page, perhaps of a body that has one), new, here (a letter that
    #: is not written again), undecided (a body that may be several, or a letter that names one and is not written),
    #: left (a body or topic that no written letter names).
    outcome: str
    #: The id here.
    ours: str | None = None
    remark: str = ""


class Matcher:
    """Goes through the topics and organizations of another archive."""

    def __init__(self, ours: Catalogue, existing: Existing) -> None:
        self._ours = ours
        self._existing = existing
        self._taken: set[str] = set()
        self._identified = {
            (register.key, id_): entry.record.id
            for entry in ours.organization.values()
            for register, id_ in known(entry.record)
        }
        #: Their id -> ours; none for bodies that may be several.
        self.organizations: dict[str, str | None] = {}
        self.topics: dict[str, str] = {}
        #: Path of its page -> record of a body or topic that is new.
        self.stubs: dict[str, Organization | Topic] = {}
        self.findings: list[Finding] = []
        #: Path of a page -> what a person must look at.
        self.doubts: dict[str, str] = {}

    def match(self, topics: Iterable[Topic], bodies: Iterable[Organization]) -> None:
        """Match all; ids of relatives are known only when all are matched."""
        topics = list(topics)
        for topic in topics:
            self.topics[topic.id] = self._topic(topic)
        found = [stub for body in bodies if (stub := self._organization(body)) is not None]
        for topic in topics:
            if self.topics[topic.id] not in self._ours.topic:
                placed = self._placed(topic)
                self.stubs[page_path(placed)] = placed
        for stub in found:
            self.stubs[page_path(stub)] = self._without_names_of_others(stub, found)

    def leave_unnamed(self, letters: Iterable[Letter]) -> None:
        """Leave out the bodies and topics that no letter names, nor what names them in turn."""
        waiting: list[Organization | Topic | None] = []
        for letter in letters:
            waiting += [self.stubs.get(f"organizations/{party.organization_id}.md") for party in letter.parties]
            waiting += [self.stubs.get(f"topics/{topic.target}.md") for topic in letter.topics]
        needed: dict[str, Organization | Topic] = {}
        while waiting:
            if (stub := waiting.pop()) is None or page_path(stub) in needed:
                continue
            needed[page_path(stub)] = stub
            above = f"organizations/{stub.parent}.md" if isinstance(stub, Organization) else f"topics/{stub.broader}.md"
            waiting.append(self.stubs.get(above))
        for path in self.stubs.keys() - needed.keys():
            del self.stubs[path]
            self.doubts.pop(path, None)
        for path, stub in self.stubs.items():
            if isinstance(stub, Topic):
                there = tuple(id_ for id_ in stub.related if id_ in self._ours.topic or f"topics/{id_}.md" in needed)
                self.stubs[path] = replace(stub, related=there)
        self.findings = [
            replace(finding, outcome=LEFT, ours=None, remark="")
            if finding.kind != "letter"
            and finding.outcome in (NEW, NEAR)
            and f"{finding.kind}s/{finding.ours}.md" not in needed
            else finding
            for finding in self.findings
        ]

    def _topic(self, topic: Topic) -> str:
        here = self._ours.topic_of(topic.name) or self._ours.topic.get(topic.id)
        if here is not None:
            remark = "" if name_key(here.record.name) == name_key(topic.name) else f"here: {here.record.name}"
            self.note(topic, SAME, here.record.id, remark)
            return here.record.id
        id_ = self.free(topic)
        self._note_new(topic, id_, _near(topic.name, self._ours.topic_names))
        return id_

    def _placed(self, topic: Topic) -> Topic:
        """Give a new topic the ids that its relatives have here."""
        related = dict.fromkeys(self.topics[id_] for id_ in topic.related if id_ in self.topics)
        id_ = self.topics[topic.id]
        broader = self.topics.get(topic.broader or "")
        return Topic(id_, topic.name, broader, tuple(other for other in related if other != id_))

    def _organization(self, body: Organization) -> Organization | None:
        """Match a body; gives the page of one that is new."""
        named = {id_ for register, number in known(body) if (id_ := self._identified.get((register.key, number)))}
        named = named or set(self._ours.authority.resolve(body.name))
        # That two bodies share a short form tells little; that one's name is a form of the other's tells enough.
        forms = {name_key(form) for form in (*body.aliases, *body.misprints)}
        named = named or {
            id_ for id_ in self._sharing(body) if name_key(self._ours.organization[id_].record.name) in forms
        }
        if len(named) > 1 and body.id in named:
            named = {body.id}
        if len(named) == 1:
            (id_,) = named
            self.organizations[body.id] = id_
            name = self._ours.organization[id_].record.name
            self.note(body, SAME, id_, "" if name == body.name else f"here: {name}")
            return None
        if named:
            self.organizations[body.id] = None
            self.note(body, UNDECIDED, None, f"may be {enumerate_words(sorted(named), 'or')}")
            return None
        id_ = self.free(body)
        self.organizations[body.id] = id_
        self._note_new(body, id_, [*sorted(self._sharing(body)), *_near(body.name, self._ours.authority)])
        return replace(body, id=id_, former_ids=())

    def _sharing(self, body: Organization) -> set[str]:
        return {id_ for form in (*body.aliases, *body.misprints) for id_ in self._ours.authority.resolve(form)}

    def _without_names_of_others(self, stub: Organization, stubs: Iterable[Organization]) -> Organization:
        """Drop forms of a name that mean another body here, and the parent's id if nothing has it."""
        others = {name_key(other.name) for other in stubs if other.id != stub.id}

        def free(forms: Iterable[str]) -> tuple[str, ...]:
            return tuple(
                form for form in forms if not self._ours.authority.resolve(form) and name_key(form) not in others
            )

        parent = self.organizations.get(stub.parent or "")
        return replace(
            stub, aliases=free(stub.aliases), misprints=free(stub.misprints),
            parent=parent if parent != stub.id else None,
        )  # fmt: skip

    def _note_new(self, record: Organization | Topic, id_: str, near: Iterable[str]) -> None:
        if ids := list(dict.fromkeys(near)):
            remark = f"may be {enumerate_words(ids, 'or')}"
            self.doubts[page_path(replace(record, id=id_))] = remark
            self.note(record, NEAR, id_, remark)
        else:
            self.note(record, NEW, id_, "")

    def note(self, record: Record, outcome: str, ours: str | None, remark: str) -> None:
        """Keep what became of a record."""
        self.findings.append(Finding(kind_name(record), record.id, title_of(record), outcome, ours, remark))

    def free(self, record: Letter | Organization | Topic) -> str:
        """Find an id that no page has or had: the one it has there, or one with a number."""
        for number in count(1):
            id_ = record.id if number == 1 else f"{record.id}-{number}"
            path = page_path(replace(record, id=id_))
            if (
                path not in self._existing
                and (kind_name(record), id_) not in self._ours.former
                and path not in self._taken
            ):
                self._taken.add(path)
                return id_
        raise AssertionError("unreachable")


def _near(name: str, authority: Authority) -> list[str]:
    """Find whose name here is a slip or a word apart from a name there, or has the same words in another order."""
    from rapidfuzz import fuzz, process

    asked, known = name_key(name), list(authority.ids)
    found: dict[str, float] = {}
    for scorer in (fuzz.ratio, fuzz.token_sort_ratio):
        for key, score, _ in process.extract(asked, known, scorer=scorer, limit=NEAREST, score_cutoff=ALIKE):
            found[key] = max(score, found.get(key, 0))
    best = sorted(found, key=lambda key: (-found[key], key))[:NEAREST]
    return [id_ for key in best for id_ in authority.ids[key]]
