"""The archive's records: letters, organizations and topics as frozen data.

Records are made by `undersigned.schema` from front matter and joined by `undersigned.catalogue`.
Field documentation (`doc` in the field's metadata) is printed in the contributor's reference.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

TEXTS = ("summary", "full")
KINDS = ("ngo", "coalition", "company", "government", "intergovernmental", "media", "academic", "party", "other")
ROLES = ("signatory", "lead", "endorser")
RELATIONS = ("follows", "replies-to", "translates", "encloses", "supersedes")
#: What each relation means; printed in the contributor's reference.
RELATION_DOCS = {
    "follows": "Earlier letters of the same matter that this letter takes up again.",
    "replies-to": "Letters that this letter answers.",
    "translates": "Letters of which this is a translation.",
    "encloses": "Letters that were sent with this letter.",
    "supersedes": "Letters that this letter replaces.",
}
OUTCOMES = ("open", "met", "partly-met", "refused")
RESPONSES = ("acknowledged", "answered", "refused", "acted")


def _field(doc: str, **options: Any) -> Any:
    return field(metadata={"doc": doc}, **options)


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar date as precise as the source tells (EDTF level 0, and `~`, `?`, `%` of level 1)."""

    year: int
    month: int = 0
    day: int = 0
    approximate: bool = False
    uncertain: bool = False

    @property
    def key(self) -> tuple[int, int, int]:
        """Sort dates; a month goes before its days, a year before its months."""
        return (self.year, self.month, self.day)

    @property
    def days(self) -> int:
        """Number the days, as if all months had 31: the difference tells which of two dates is nearer."""
        return (self.year * 12 + self.month) * 31 + self.day

    @property
    def plain(self) -> str:
        """Write YYYY, YYYY-MM or YYYY-MM-DD, without the signs of doubt."""
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    def __str__(self) -> str:
        doubt = (
            "%" if self.approximate and self.uncertain else "~" if self.approximate else "?" if self.uncertain else ""
        )
        return self.plain + doubt


@dataclass(frozen=True, slots=True)
class Party:
    """One who signs or receives a letter: a body, an office, or a person, as printed."""

    organization: str | None = _field("The body's name exactly as the letter prints it.", default=None)
    name: str | None = _field("The person, without forms of address.", default=None)
    title: str | None = _field("The person's office or title, as printed.", default=None)
    organization_id: str | None = _field(
        "The id of the body meant, where the letter prints only an office or a name that several bodies bear.",
        default=None,
    )
    role: str = _field("For signatories: whether they lead the letter, sign it, or endorse it.", default="signatory")
    withdrawn: Date | None = _field("For signatories: the day on which the signature was withdrawn.", default=None)
    #: Line of the page on which the party stands, for messages; no part of the facts.
    line: int = field(default=0, compare=False)

    @property
    def is_person_alone(self) -> bool:
        """Tell a person who acts for no body from bodies and their representatives."""
        return self.name is not None and self.organization is None and self.organization_id is None

    @property
    def names_body(self) -> bool:
        """Tell whether the party leads to an organization's page."""
        return self.organization is not None or self.organization_id is not None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an ask."""

    status: str = _field("What happened to the ask.")
    date: Date | None = _field("When it happened.", default=None)
    url: str | None = _field("Where that can be read.", default=None)
    note: str | None = _field("A remark.", default=None)


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that a letter asks, in our own words."""

    text: str = _field("The ask, one sentence without full stop.")
    outcome: Outcome | None = _field("What became of it.", default=None)


@dataclass(frozen=True, slots=True)
class Source:
    """Who published the letter, and where."""

    publisher: str = _field("Who published the letter; need not have signed it.")
    url: str | None = _field("The page of the letter.", default=None)
    identifier: str | None = _field("The publisher's own number for it, such as an Amnesty index number.", default=None)
    copy: str | None = _field(
        "Where the letter has no address: the copy that was seen, such as a newspaper with date and page.", default=None
    )


@dataclass(frozen=True, slots=True)
class Response:
    """An answer to a letter that is not itself a letter of the archive."""

    date: Date = _field("When the answer was given.")
    sender: Party = _field("Who answered.")
    kind: str = _field("What kind of answer it was.")
    url: str | None = _field("Where it can be read.", default=None)
    note: str | None = _field("A remark.", default=None)


@dataclass(frozen=True, slots=True)
class Correction:
    """A change of the published record or letter, dated."""

    date: Date = _field("When it was changed.")
    note: str = _field("What was changed.")


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one letter of the archive to another."""

    kind: str
    letter: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """A letter, organization or topic named in a page: `kind` is letter, organization, topic or any."""

    kind: str
    target: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Letter:
    """An open letter."""

    id: str
    title: str = _field("The title as published; ours in [square brackets], with title-supplied: true.")
    date: Date = _field("The letter's date: YYYY, YYYY-MM or YYYY-MM-DD; ~ about, ? doubtful.")
    source: Source = _field("Publisher and address of the letter.")
    language: str = _field("Language of the letter (BCP 47).", default="en")
    title_supplied: bool = _field("Whether the title is ours.", default=False)
    date_note: str | None = _field("Where sources differ on the date.", default=None)
    to: tuple[Party, ...] = _field("The addressees, in the printed order.", default=())
    cc: tuple[Party, ...] = _field("Who received a copy.", default=())
    signatories: tuple[Party, ...] = _field("Who signed, in the printed order.", default=())
    signatories_complete: bool = _field("Whether every body that signed is listed.", default=False)
    signatories_stated: int | None = _field("How many signatories the source states.", default=None)
    individuals: int | None = _field("How many private persons sign and are not named here.", default=None)
    topics: tuple[Reference, ...] = _field("Ids or names of topics.", default=())
    occasion: str | None = _field("What gave rise to the letter.", default=None)
    asks: tuple[Ask, ...] = _field("What the letter asks, one item each, in our own words.", default=())
    text: str = _field(
        "summary: the page tells of the letter in our own words; full: it carries the letter.", default="summary"
    )
    license: str | None = _field("For full texts: the SPDX id of the licence that permits to publish.", default=None)
    other_urls: tuple[str, ...] = _field("Other addresses of the same letter.", default=())
    evidence: tuple[str, ...] = _field("Every address where a fact of the record was seen.", default=())
    rights: str | None = _field("The licence or notice printed with the letter.", default=None)
    notes: str | None = _field("Remarks on the record.", default=None)
    relations: tuple[Relation, ...] = _field("Links to other letters: " + ", ".join(RELATIONS) + ".", default=())
    responses: tuple[Response, ...] = _field("Answers received.", default=())
    corrections: tuple[Correction, ...] = _field("Dated changes.", default=())
    former_ids: tuple[str, ...] = _field("Ids that the page had before; their addresses lead here.", default=())
    #: False for a letter whose title or date cannot be read: its names are checked, but no list shows it.
    listed: bool = field(default=True, compare=False)
    #: Lines of the page on which its former ids stand, for messages; no part of the facts.
    lines: tuple[tuple[str, int], ...] = field(default=(), compare=False)

    def line_of(self, former: str) -> int:
        """Find the line of a former id; 1 if it is not written on the page."""
        return dict(self.lines).get(former, 1)

    @property
    def parties(self) -> tuple[Party, ...]:
        """List every party in the order in which the page shows them."""
        return (*self.to, *self.cc, *self.signatories, *(response.sender for response in self.responses))

    @property
    def private(self) -> Letter:
        """Drop the names of persons who sign for no body, so that they stay on their page."""
        if not any(party.is_person_alone for party in self.signatories):
            return self
        kept = tuple(
            Party(name="", role=p.role, withdrawn=p.withdrawn) if p.is_person_alone else p for p in self.signatories
        )
        return replace(self, signatories=kept)


@dataclass(frozen=True, slots=True)
class Identifiers:
    """The ids of a body in registers that many archives and libraries share."""

    ror: str | None = _field("Id in ROR, the register of research organizations (ror.org).", default=None)
    wikidata: str | None = _field("Id of its item in Wikidata.", default=None)
    isni: str | None = _field("International Standard Name Identifier (isni.org).", default=None)
    viaf: str | None = _field("Number in VIAF, the joint authority file of libraries (viaf.org).", default=None)


@dataclass(frozen=True, slots=True)
class Organization:
    """A body that signs or receives letters, under the name that the archive uses."""

    id: str
    name: str = _field("The name the archive uses.")
    aliases: tuple[str, ...] = _field("Other printed forms of the name.", default=())
    misprints: tuple[str, ...] = _field("Wrong forms seen in print.", default=())
    kind: str = _field("One of " + ", ".join(KINDS) + ".", default="other")
    country: str | None = _field("ISO 3166 code, only where printed or unmistakable.", default=None)
    parent: str | None = _field("Id of the mother body of a section or institute.", default=None)
    former_ids: tuple[str, ...] = _field("Ids that the page had before; their addresses lead here.", default=())
    identifiers: Identifiers | None = _field("Ids of the body in shared registers, as far as known.", default=None)
    #: Lines of the page on which its values stand, for messages; no part of the facts.
    lines: tuple[tuple[str, int], ...] = field(default=(), compare=False)

    def line_of(self, value: str) -> int:
        """Find the line of a value; 1 if it is not written on the page."""
        return dict(self.lines).get(value, 1)


@dataclass(frozen=True, slots=True)
class Topic:
    """What letters are about."""

    id: str
    name: str = _field("The topic's name.")
    broader: str | None = _field("Id of the topic that contains this one.", default=None)
    related: tuple[str, ...] = _field("Ids of neighbouring topics.", default=())
    former_ids: tuple[str, ...] = _field("Ids that the page had before; their addresses lead here.", default=())
    #: Lines of the page on which its values stand, for messages; no part of the facts.
    lines: tuple[tuple[str, int], ...] = field(default=(), compare=False)

    def line_of(self, value: str) -> int:
        """Find the line of a value; 1 if it is not written on the page."""
        return dict(self.lines).get(value, 1)


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is no record: home, indexes, guides."""

    id: str
    title: str = _field("The page's title.")
    description: str | None = _field("One sentence for search engines and previews.", default=None)


Record = Letter | Organization | Topic | Page


def title_of(record: Record) -> str:
    """Give the title or name under which pages show a record."""
    return record.title if isinstance(record, Letter | Page) else record.name


def kind_name(record: Record) -> str:
    """Name the kind of a record: letter, organization, topic or page."""
    return type(record).__name__.lower()
