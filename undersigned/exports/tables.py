"""The tables that are given away as CSV: their columns, and their rows from the catalogue.

Columns are described as Table Schema has it; `package` writes that description, the guide prints it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..identifiers import REGISTERS, known
from ..links import NAME
from ..records import KINDS, ROLES, TEXTS
from .cells import Cell
from .record import as_line, organization_id, topic_id

if TYPE_CHECKING:
    from ..catalogue import Catalogue, Entry
    from ..records import Letter, Organization, Party, Topic
    from .holdings import Holdings
    from .texts import Text

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it holds, its type and constraints in the words of Table Schema."""

    name: str
    doc: str
    type: str = "string"
    constraints: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the archive."""

    name: str
    title: str
    doc: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    #: Column -> the table whose id it holds; empty for this one.
    foreign: dict[str, str] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """Name the table's file."""
        return f"{self.name}.csv"


_NEEDED: Json = {"required": True}
_ID: Json = {"pattern": NAME.pattern}
_DATE: Json = {"pattern": r"[0-9]{4}(-[0-9]{2}){0,2}[~?%]?"}
_PAGE = Column("page", "Path of its page below the address of the site.", "string", _NEEDED)
_LETTER = Column("letter", "Id of the letter.", "string", {**_NEEDED, **_ID})
_WHEN = Column("date", "Date of the letter, as exact as its source: YYYY, YYYY-MM or YYYY-MM-DD, then ~ (about), "
               "? (doubtful) or % (both).", "string", {**_NEEDED, **_DATE})  # fmt: skip
_POSITION = Column("position", "Place in the list, from 1.", "integer", {**_NEEDED, "minimum": 1})
_PARTY = (
    Column("organization", "The body's name exactly as printed."),
    Column("organization_id", "Id of the body that is meant.", "string", _ID),
    Column("name", "The person who acts for the body."),
    Column("title", "The person's office or title, as printed."),
)

LETTERS = Table(
    "letters", "Letters", "One row a letter.",
    (
        Column("id", "The letter's id.", "string", {**_NEEDED, **_ID, "unique": True}),
        _WHEN,
        Column("year", "Year of the date.", "year", _NEEDED),
        Column("title", "Title as published; ours in [square brackets].", "string", _NEEDED),
        Column("title_supplied", "Whether the title is ours.", "boolean", _NEEDED),
        Column("language", "Language of the letter (BCP 47).", "string", _NEEDED),
        Column("to", "Ids of the bodies addressed, each once.", "array", _NEEDED),
        Column("cc", "Ids of the bodies that received a copy, each once.", "array", _NEEDED),
        Column("topics", "Ids of the topics.", "array", _NEEDED),
        Column("signatures", "Number of signatures that are listed, the rows of signatures.csv.", "integer", _NEEDED),
        Column("individuals", "How many persons signed for no body, as far as known.", "integer"),
        Column("signatories_complete", "Whether every body that signed is listed.", "boolean", _NEEDED),
        Column("signatories_stated", "How many signatories the source states.", "integer"),
        Column("asks", "Number of things that the letter asks.", "integer", _NEEDED),
        Column("text", "Whether the archive tells of the letter or gives it in full.", "string",
               {**_NEEDED, "enum": list(TEXTS)}),
        Column("license", "Licence of a letter that is given in full (SPDX)."),
        Column("publisher", "Who published the letter.", "string", _NEEDED),
        Column("url", "The letter's own address."),
        Column("identifier", "The publisher's own number for the letter."),
        Column("occasion", "What gave rise to the letter."),
        Column("summary", "What the letter says, in our own words."),
        _PAGE,
    ),
    ("id",),
)  # fmt: skip
SIGNATURES = Table(
    "signatures", "Signatures", "One row a signature of a body; persons who sign for no body are counted in letters.csv.",
    (
        _LETTER, _WHEN, _POSITION, *_PARTY,
        Column("role", "How the body signs.", "string", {**_NEEDED, "enum": list(ROLES)}),
        Column("status", "Whether the signature stands.", "string", {**_NEEDED, "enum": ["signed", "withdrawn"]}),
        Column("withdrawn", "The day on which the signature was withdrawn.", "string", _DATE),
    ),
    ("letter", "position"), {"letter": "letters", "organization_id": "organizations"},
)  # fmt: skip
ADDRESSEES = Table(
    "addressees", "Addressees", "One row an addressee, or one who received a copy.",
    (
        _LETTER, _WHEN, Column("kind", "Addressed (to) or copied (cc).", "string", {**_NEEDED, "enum": ["to", "cc"]}),
        _POSITION, *_PARTY,
    ),
    ("letter", "kind", "position"), {"letter": "letters", "organization_id": "organizations"},
)  # fmt: skip
ORGANIZATIONS = Table(
    "organizations", "Organizations", "One row a body that signed or received letters.",
    (
        Column("id", "The organization's id.", "string", {**_NEEDED, **_ID, "unique": True}),
        Column("name", "The name the archive uses.", "string", _NEEDED),
        Column("kind", "What kind of body it is.", "string", {**_NEEDED, "enum": list(KINDS)}),
        Column("country", "ISO 3166 code, only where printed or unmistakable.", "string", {"pattern": "[A-Z]{2}"}),
        Column("parent", "Id of the mother body of a section or institute.", "string", _ID),
        Column("aliases", "Other printed forms of the name.", "array", _NEEDED),
        Column("misprints", "Wrong forms seen in print.", "array", _NEEDED),
        *(
            Column(register.key, f"Id of the body in {register.label}: {register.address}ID.", "string",
                   {"pattern": register.pattern.replace(" ?", "")})
            for register in REGISTERS
        ),
        Column("letters_signed", "Number of letters that it signed.", "integer", _NEEDED),
        Column("letters_received", "Number of letters that were addressed or copied to it.", "integer", _NEEDED),
        Column("note", "What its page says."),
        _PAGE,
    ),
    ("id",), {"parent": ""},
)  # fmt: skip
TOPICS = Table(
    "topics", "Topics", "One row a topic.",
    (
        Column("id", "The topic's id.", "string", {**_NEEDED, **_ID, "unique": True}),
        Column("name", "The topic's name.", "string", _NEEDED),
        Column("broader", "Id of the topic that contains this one.", "string", _ID),
        Column("related", "Ids of neighbouring topics.", "array", _NEEDED),
        Column("letters", "Number of letters on the topic itself, not on narrower ones.", "integer", _NEEDED),
        Column("description", "What its page says."),
        _PAGE,
    ),
    ("id",), {"broader": ""},
)  # fmt: skip
TABLES = (LETTERS, SIGNATURES, ADDRESSEES, ORGANIZATIONS, TOPICS)

Row = list[Cell]


def rows_of(table: Table, holdings: Holdings, /) -> Iterator[Row]:
    """Yield the rows of a table, the names of its columns first."""
    catalogue, texts = holdings.catalogue, holdings.texts
    yield [column.name for column in table.columns]
    if table is LETTERS:
        yield from (_letter(entry, catalogue, texts[entry.docname]) for entry in holdings.letters)
    elif table is SIGNATURES:
        yield from (row for entry in holdings.letters for row in _signatures(entry.record, catalogue))
    elif table is ADDRESSEES:
        yield from (row for entry in holdings.letters for row in _addressees(entry.record, catalogue))
    elif table is ORGANIZATIONS:
        yield from (_organization(entry, catalogue, texts[entry.docname]) for entry in holdings.organizations)
    else:
        yield from (_topic(entry, catalogue, texts[entry.docname]) for entry in holdings.topics)


def page_of(docname: str, /) -> str:
    """Give the path of a page on the site."""
    return f"{docname}.html"


def _letter(entry: Entry[Letter], catalogue: Catalogue, text: Text) -> Row:
    letter = entry.record
    return [
        letter.id, str(letter.date), f"{letter.date.year:04d}", letter.title, letter.title_supplied, letter.language,
        _ids(letter.to, catalogue), _ids(letter.cc, catalogue),
        as_line(list(dict.fromkeys(topic_id(topic.target, catalogue) for topic in letter.topics))),
        len(letter.signatories), letter.individuals, letter.signatories_complete, letter.signatories_stated,
        len(letter.asks), letter.text, letter.license, letter.source.publisher, letter.source.url,
        letter.source.identifier, letter.occasion, (text.plain or None) if letter.text == "summary" else None,
        page_of(entry.docname),
    ]  # fmt: skip


def _ids(parties: Iterable[Party], catalogue: Catalogue) -> str:
    return as_line(list(dict.fromkeys(id_ for party in parties if (id_ := organization_id(party, catalogue)))))


def _signatures(letter: Letter, catalogue: Catalogue) -> Iterator[Row]:
    for position, party in enumerate(letter.signatories, 1):
        yield [
            letter.id, str(letter.date), position, *_party(party, catalogue), party.role,
            "withdrawn" if party.withdrawn else "signed", str(party.withdrawn) if party.withdrawn else None,
        ]  # fmt: skip


def _addressees(letter: Letter, catalogue: Catalogue) -> Iterator[Row]:
    for kind, parties in (("to", letter.to), ("cc", letter.cc)):
        for position, party in enumerate(parties, 1):
            yield [letter.id, str(letter.date), kind, position, *_party(party, catalogue)]


def _party(party: Party, catalogue: Catalogue) -> Row:
    return [party.organization, organization_id(party, catalogue), party.name, party.title]


def _organization(entry: Entry[Organization], catalogue: Catalogue, text: Text) -> Row:
    record = entry.record
    ids = {register.key: id_ for register, id_ in known(record)}
    return [
        record.id, record.name, record.kind, record.country, record.parent, as_line(list(record.aliases)),
        as_line(list(record.misprints)), *(ids.get(register.key) for register in REGISTERS),
        len(catalogue.signed_by(record.id)), len(catalogue.received_by(record.id)),
        text.plain or None, page_of(entry.docname),
    ]  # fmt: skip


def _topic(entry: Entry[Topic], catalogue: Catalogue, text: Text) -> Row:
    record = entry.record
    return [
        record.id, record.name, record.broader, as_line(list(record.related)), len(catalogue.by_topic(record.id)),
        text.plain or None, page_of(entry.docname),
    ]  # fmt: skip
