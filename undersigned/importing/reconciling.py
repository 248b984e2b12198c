"""Fits the records of another archive into this one: whom its names mean here, and which of its letters are here already.

Comes between `record_reading` and `records`. What stands here is never changed. Bodies and topics are the same where
their names are; what only resembles comes in as a page of its own that says so, for a person to decide.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from .. import markup, similarity
from ..catalogue import Catalogue, Entry
from ..exports.persons import counted
from ..exports.texts import text_of
from ..policy import CONTRIBUTED
from ..records import Letter, Organization, Party, Reference, Relation, Response, Topic
from ..writing import page_path, prose
from .implied import with_implied
from .matching import HERE, NEW, UNDECIDED, Finding, Matcher
from .record_reading import Imported, Loaded
from .records import Existing, catalogue_of


@dataclass(slots=True)
class Reconciled:
    """Records that fit, to be made pages, and what became of all."""

    items: list[Imported] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    #: Path of a page -> what a person must look at.
    doubts: dict[str, str] = field(default_factory=dict)

    def of(self, kind: str, *outcomes: str) -> list[Finding]:
        """Choose findings."""
        return [finding for finding in self.findings if finding.kind == kind and finding.outcome in outcomes]


def reconcile(loaded: Loaded, existing: Existing, *, archive: str, also: Collection[str] = ()) -> Reconciled:
    """Fit the records of the archive at the address `archive` into the pages that are there.

    `also` names letters, by their id there, that are other ones although they look like letters that are here.
    """
    return _Reconciler(catalogue_of(existing), existing, archive).run(with_implied(loaded.items), also)


class _Reconciler:
    """Goes through the records of the other archive: topics and organizations, then letters."""

    def __init__(self, ours: Catalogue, existing: Existing, archive: str) -> None:
        self._existing = existing
        self._archive = archive
        self._matcher = Matcher(ours, existing)
        #: Their id -> ours.
        self._letters: dict[str, str] = {}

    def run(self, items: list[Imported], also: Collection[str]) -> Reconciled:
        """Match all records."""
        records = [item.record for item in items]
        self._matcher.match(
            (record for record in records if isinstance(record, Topic)),
            (record for record in records if isinstance(record, Organization)),
        )
        theirs = [(item.record, item.body) for item in items if isinstance(item.record, Letter)]
        letters = self._match_letters(theirs, also)
        if theirs:
            self._matcher.leave_unnamed(letter for letter, _ in letters)
        return Reconciled(
            [*(Imported(stub, "") for stub in self._matcher.stubs.values()), *(Imported(*item) for item in letters)],
            sorted(self._matcher.findings, key=lambda finding: (finding.kind, finding.theirs)),
            self._matcher.doubts,
        )

    def _match_letters(self, theirs: list[tuple[Letter, str]], also: Collection[str]) -> list[tuple[Letter, str]]:
        """Find which letters are here, and make records of the others; each stands with the Markdown of its page."""
        matcher = self._matcher
        # Letters are compared by the bodies that their names mean here, new ones among them.
        joined = catalogue_of(self._existing, (Imported(stub, "") for stub in matcher.stubs.values()))
        gathered = similarity.groups(joined, joined.letters)
        seen = {url: entry for entry in joined.letters for url in entry.record.evidence}
        new: list[tuple[Letter, Letter, str]] = []
        for record, body in theirs:
            if unclear := self._unclear(record):
                matcher.note(record, UNDECIDED, None, f"names {unclear}")
                continue
            letter = self._fitted(record)
            found = None if letter.id in also else self._here(letter, joined, gathered, seen)
            if found is not None:
                self._letters[letter.id] = found[0].record.id
                matcher.note(record, HERE, found[0].record.id, found[1])
                continue
            self._letters[letter.id] = matcher.free(letter)
            matcher.note(record, NEW, self._letters[letter.id], "")
            new.append((record, letter, body))
        placed = ((self._letter(record, letter), body) for record, letter, body in new)
        return [(letter, _body(body, page_path(letter))) for letter, body in placed]

    def _unclear(self, letter: Letter) -> str:
        """Name a body of a letter that may be several here."""
        ids = (party.organization_id for party in letter.parties if party.organization_id)
        return next((id_ for id_ in ids if self._matcher.organizations.get(id_, "") is None), "")

    def _fitted(self, letter: Letter) -> Letter:
        """Say the parties and topics of a letter with the ids that they have here."""
        letter = counted(letter)

        def each(parties: Iterable[Party]) -> tuple[Party, ...]:
            return tuple(dict.fromkeys(map(self._party, parties)))

        return replace(
            letter,
            to=each(letter.to), cc=each(letter.cc), signatories=each(letter.signatories),
            responses=tuple(self._response(response) for response in letter.responses),
            topics=tuple(dict.fromkeys(self._reference(topic) for topic in letter.topics)),
            relations=(), former_ids=(),
        )  # fmt: skip

    def _party(self, party: Party) -> Party:
        if party.organization_id is None:
            return party
        return replace(party, organization_id=self._matcher.organizations.get(party.organization_id))

    def _response(self, response: Response) -> Response:
        return replace(response, sender=self._party(response.sender))

    def _reference(self, topic: Reference) -> Reference:
        return Reference("topic", self._matcher.topics.get(topic.target, topic.target))

    def _here(
        self, letter: Letter, joined: Catalogue, gathered: similarity.Groups, seen: Mapping[str, Entry[Letter]]
    ) -> tuple[Entry[Letter], str] | None:
        """Find the letter here that a letter there is, and why."""
        if (before := seen.get(self._address(letter))) is not None:
            return before, "taken from there before"
        same = joined.letter.get(letter.id)
        if same is not None and (reasons := similarity.compare(joined, same.record, letter)):
            return same, " and ".join(reasons)
        for entry, reasons in similarity.likely_same(joined, letter, gathered):
            return entry, " and ".join(reasons)
        return None

    def _address(self, letter: Letter) -> str:
        return f"{self._archive}{page_path(letter).removesuffix('.md')}.html"

    def _letter(self, theirs: Letter, fitted: Letter) -> Letter:
        """Make the record of a letter that comes in: its relations with ids of here, and where it was taken from."""
        relations = tuple(
            dict.fromkeys(
                Relation(relation.kind, self._letters[relation.letter])
                for relation in theirs.relations
                if relation.letter in self._letters
            )
        )
        address = self._address(theirs)
        id_ = self._letters[theirs.id]
        remark = f"Record taken from {address}"
        return replace(
            fitted, id=id_, relations=tuple(relation for relation in relations if relation.letter != id_),
            evidence=tuple(dict.fromkeys((*fitted.evidence, address))),
            notes=f"{fitted.notes} {remark}" if fitted.notes else remark,
        )  # fmt: skip


def _body(body: str, path: str) -> str:
    """Take the Markdown of a page of another archive; as plain text where it names or links pages, or breaks a rule."""
    read = markup.read_body(body, path=path, first_line=1, policy=CONTRIBUTED)
    if read.messages or read.references or read.links or read.images or read.listings:
        return prose(text_of(body).plain)
    return body
