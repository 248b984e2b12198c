"""Letters, organizations and topics as objects that lead to one another, for Python programs; `api` makes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import records

if TYPE_CHECKING:
    from .api import Archive
    from .catalogue import Entry
    from .exports.texts import Text
    from .records import Ask, Date, Source


@dataclass(frozen=True, slots=True)
class Signature:
    """One who signed a letter, as printed, and the organization that is meant."""

    letter: Letter
    #: The organization's name exactly as printed; none where only a person or office is.
    printed: str | None
    #: The person who acts for the organization, and their office.
    name: str | None
    title: str | None
    organization: Organization | None
    #: signatory, lead or endorser.
    role: str
    #: The day on which the signature was withdrawn.
    withdrawn: Date | None


@dataclass(frozen=True, slots=True)
class Addressee:
    """One to whom a letter was sent or copied, as printed, and the organization that is meant."""

    letter: Letter
    printed: str | None
    name: str | None
    title: str | None
    organization: Organization | None
    #: Whether a copy was sent.
    copy: bool


class _Item:
    """A record of the archive; two are equal if they are the same record of the same archive."""

    def __init__(self, archive: Archive, entry: Entry[Any]) -> None:
        self._archive = archive
        self._entry = entry

    @property
    def id(self) -> str:
        """The id, last part of the page's address."""
        return str(self._entry.record.id)

    @property
    def page(self) -> str:
        """The page's path below the site."""
        return f"{self._entry.docname}.html"

    @property
    def _text(self) -> Text:
        return self._archive.text_of(self._entry.docname)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id}>"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and (other.id, other._archive) == (self.id, self._archive)

    def __hash__(self) -> int:
        return hash((type(self), self.id))


class Letter(_Item):
    """A letter. `record` holds every fact of it (`undersigned.records.Letter`)."""

    @property
    def record(self) -> records.Letter:
        """The facts, without persons who sign for no body."""
        return self._entry.record  # type: ignore[no-any-return]

    @property
    def title(self) -> str:
        """The title as published; ours in [square brackets]."""
        return self.record.title

    @property
    def date(self) -> Date:
        """The date, as exact as its source; `str(date)` is EDTF, `date.year` a number."""
        return self.record.date

    @property
    def language(self) -> str:
        """The language tag."""
        return self.record.language

    @property
    def asks(self) -> tuple[Ask, ...]:
        """What the letter asks."""
        return self.record.asks

    @property
    def source(self) -> Source:
        """Who published the letter, and where."""
        return self.record.source

    @property
    def summary(self) -> str:
        """What the letter says, as plain text; empty where it is given in full."""
        return "" if self.record.text == "full" else self._text.plain

    @property
    def full_text(self) -> str:
        """The letter in Markdown, where the archive gives it in full; otherwise empty."""
        return self._text.markdown if self.record.text == "full" else ""

    @property
    def signatories(self) -> tuple[Signature, ...]:
        """The bodies that signed, in the printed order."""
        return tuple(
            Signature(
                self, party.organization, party.name, party.title, self._archive.body_of(party), party.role,
                party.withdrawn,
            )
            for party in self.record.signatories
        )  # fmt: skip

    @property
    def individuals(self) -> int | None:
        """How many persons signed for no body, as far as known."""
        return self.record.individuals

    @property
    def is_complete(self) -> bool:
        """Whether every body that signed is listed."""
        return self.record.signatories_complete

    @property
    def addressees(self) -> tuple[Addressee, ...]:
        """To whom the letter was sent, then who received a copy, each in the printed order."""
        letter, body = self.record, self._archive.body_of
        sent = [(party, False) for party in letter.to] + [(party, True) for party in letter.cc]
        return tuple(
            Addressee(self, party.organization, party.name, party.title, body(party), copy) for party, copy in sent
        )

    @property
    def topics(self) -> tuple[Topic, ...]:
        """What the letter is about."""
        found = (self._archive.catalogue.topic_of(topic.target) for topic in self.record.topics)
        return tuple(dict.fromkeys(self._archive.topic(entry.record.id) for entry in found if entry))


class Organization(_Item):
    """A body that signed or received letters. `record` holds every fact of it (`undersigned.records.Organization`)."""

    @property
    def record(self) -> records.Organization:
        """The facts."""
        return self._entry.record  # type: ignore[no-any-return]

    @property
    def name(self) -> str:
        """The name the archive uses."""
        return self.record.name

    @property
    def kind(self) -> str:
        """What kind of body it is: ngo, government, company and so on."""
        return self.record.kind

    @property
    def country(self) -> str | None:
        """The country's code, where printed or unmistakable."""
        return self.record.country

    @property
    def parent(self) -> Organization | None:
        """The mother body of a section or institute."""
        parent = self._archive.catalogue.organization.get(self.record.parent or "")
        return self._archive.organization(parent.record.id) if parent else None

    @property
    def note(self) -> str:
        """What its page says, as plain text."""
        return self._text.plain

    @property
    def signed(self) -> tuple[Letter, ...]:
        """The letters that it signed, oldest first."""
        return self._archive.letters_of(self._archive.catalogue.signed_by(self.id))

    @property
    def received(self) -> tuple[Letter, ...]:
        """The letters that were addressed or copied to it, oldest first."""
        return self._archive.letters_of(self._archive.catalogue.received_by(self.id))

    @property
    def co_signatories(self) -> list[tuple[Organization, int]]:
        """The bodies that signed letters together with it, with the number of these letters, most first."""
        found = self._archive.catalogue.co_signatories(self.id)
        return [(self._archive.organization(entry.record.id), number) for entry, number in found]


class Topic(_Item):
    """What letters are about. `record` holds every fact of it (`undersigned.records.Topic`)."""

    @property
    def record(self) -> records.Topic:
        """The facts."""
        return self._entry.record  # type: ignore[no-any-return]

    @property
    def name(self) -> str:
        """The topic's name."""
        return self.record.name

    @property
    def description(self) -> str:
        """What its page says, as plain text."""
        return self._text.plain

    @property
    def broader(self) -> Topic | None:
        """The topic that contains this one."""
        broader = self._archive.catalogue.topic.get(self.record.broader or "")
        return self._archive.topic(broader.record.id) if broader else None

    @property
    def narrower(self) -> tuple[Topic, ...]:
        """The topics directly below it, by name."""
        found = self._archive.catalogue.narrower.get(self.id, ())
        return tuple(self._archive.topic(entry.record.id) for entry in found)

    @property
    def letters(self) -> tuple[Letter, ...]:
        """The letters on the topic itself, not on narrower ones, oldest first."""
        return self._archive.letters_of(self._archive.catalogue.by_topic(self.id))
