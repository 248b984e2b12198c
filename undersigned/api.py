"""The archive for Python programs: `undersigned.open_archive(path)`.

Letters, organizations and topics as objects that lead to one another, queries, and tables for pandas. Reads a project's
pages, the files that `export` writes, or a zip of either; both give the same answers, as persons who sign for no body
are counted and never named. Knows nothing of Sphinx.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from . import records, selection
from .exports.opening import ArchiveError, holdings_at
from .exports.tables import ADDRESSEES, LETTERS, ORGANIZATIONS, SIGNATURES, TOPICS, Table, rows_of
from .names import name_key
from .objects import Addressee, Letter, Organization, Signature, Topic
from .selection import SelectionError

if TYPE_CHECKING:
    import pandas

    from .catalogue import Entry
    from .exports.holdings import Holdings
    from .exports.texts import Text
    from .records import Party

__all__ = [
    "Addressee", "Archive", "ArchiveError", "Letter", "Organization", "SelectionError", "Signature", "Topic",
    "open_archive",
]  # fmt: skip


def open_archive(path: str | Path, /) -> Archive:
    """Open an archive: a project's folder or its folder of pages, a folder of exported files, one of them, or a zip.

    Raises ArchiveError where nothing of the kind is there.
    """
    return Archive(holdings_at(Path(path)))


class Archive:
    """All letters, organizations and topics of an archive; made by `open_archive`."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings = holdings
        #: Every question that the site asks (`undersigned.catalogue.Catalogue`).
        self.catalogue = holdings.catalogue

    def __repr__(self) -> str:
        return f"<Archive of {len(self.letters)} letters, {len(self.organizations)} organizations, {len(self.topics)} topics>"

    # ---------------------------------------------------------------- records

    @cached_property
    def letters(self) -> tuple[Letter, ...]:
        """All letters, oldest first."""
        return tuple(Letter(self, entry) for entry in self._holdings.letters)

    @cached_property
    def organizations(self) -> tuple[Organization, ...]:
        """All organizations, by id."""
        return tuple(Organization(self, entry) for entry in self._holdings.organizations)

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        """All topics, by id."""
        return tuple(Topic(self, entry) for entry in self._holdings.topics)

    @cached_property
    def _letters(self) -> dict[str, Letter]:
        return {letter.id: letter for letter in self.letters}

    @cached_property
    def _organizations(self) -> dict[str, Organization]:
        return {body.id: body for body in self.organizations}

    @cached_property
    def _topics(self) -> dict[str, Topic]:
        return {topic.id: topic for topic in self.topics}

    def letter(self, id_: str, /) -> Letter:
        """Give a letter by its id or title; raises SelectionError that names what is nearest."""
        (found,) = selection.resolve(self.catalogue, letters=[id_]).letters
        return self._letters[found]

    def organization(self, name: str, /) -> Organization:
        """Give an organization by its id, name, alias or misprint; raises SelectionError that names what is nearest."""
        (found,) = selection.resolve(self.catalogue, organizations=[name]).organizations
        return self._organizations[found]

    def topic(self, name: str, /) -> Topic:
        """Give a topic by its id or name; raises SelectionError that names what is nearest."""
        (found,) = selection.resolve(self.catalogue, topics=[name]).topics
        return self._topics[found]

    def letters_of(self, entries: Iterable[Entry[records.Letter]], /) -> tuple[Letter, ...]:
        """Give the letters of an answer of the catalogue."""
        return tuple(self._letters[entry.record.id] for entry in entries)

    def body_of(self, party: Party, /) -> Organization | None:
        """Give the organization that a party of a record means."""
        entry = self.catalogue.body_of(party)
        return self._organizations[entry.record.id] if entry else None

    def text_of(self, docname: str, /) -> Text:
        """Give the text of a page."""
        return self._holdings.texts[docname]

    # ---------------------------------------------------------------- queries

    def select(
        self, *,
        signed_by: str | Iterable[str] = (), received_by: str | Iterable[str] = (), topic: str | Iterable[str] = (),
        since: str | None = None, until: str | None = None, language: str | Iterable[str] = (), text: str = "",
    ) -> tuple[Letter, ...]:  # fmt: skip
        """Choose letters, oldest first: those that meet all conditions; of several values of one kind, one is enough.

        Names may be ids, names, aliases or misprints; a topic takes in those below it. `since` and `until` are a year,
        month or day; a letter whose date is vague is in if it may be. `text` are words that stand, as parts of words
        too, in title, summary, asks or occasion. Raises SelectionError that lists every mistake.
        """
        chosen = selection.resolve(
            self.catalogue, signatories=_each(signed_by), addressees=_each(received_by), topics=_each(topic),
            since=since, until=until, languages=_each(language),
        )  # fmt: skip
        words = name_key(text).split() if text.strip() else []
        return tuple(
            letter
            for letter in self.letters_of(selection.choose(chosen, self.catalogue))
            if all(word in _words_of(letter) for word in words)
        )

    # ---------------------------------------------------------------- tables

    def letters_frame(self) -> pandas.DataFrame:
        """Give the letters as a table for pandas, with the columns of letters.csv."""
        return self._frame(LETTERS)

    def signatures_frame(self) -> pandas.DataFrame:
        """Give the signatures as a table for pandas, with the columns of signatures.csv."""
        return self._frame(SIGNATURES)

    def addressees_frame(self) -> pandas.DataFrame:
        """Give the addressees as a table for pandas, with the columns of addressees.csv."""
        return self._frame(ADDRESSEES)

    def organizations_frame(self) -> pandas.DataFrame:
        """Give the organizations as a table for pandas, with the columns of organizations.csv."""
        return self._frame(ORGANIZATIONS)

    def topics_frame(self) -> pandas.DataFrame:
        """Give the topics as a table for pandas, with the columns of topics.csv."""
        return self._frame(TOPICS)

    def _frame(self, table: Table) -> pandas.DataFrame:
        try:
            import pandas
        except ImportError:
            raise ImportError("tables need pandas, which is not installed: pip install pandas") from None

        names, *rows = rows_of(table, self._holdings)
        frame = pandas.DataFrame(rows, columns=names)
        for column in table.columns:
            if column.type == "array":
                frame[column.name] = [json.loads(cell) for cell in frame[column.name]]
            else:
                frame[column.name] = frame[column.name].astype(_TYPES[column.type])
        return frame


#: Types of pandas that know of missing values.
_TYPES = {"string": "string", "integer": "Int64", "year": "Int64", "boolean": "boolean"}


def _each(given: str | Iterable[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _words_of(letter: Letter) -> str:
    record = letter.record
    asks = " ".join(ask.text for ask in record.asks)
    return name_key(f"{record.title} {letter.summary} {letter.full_text} {asks} {record.occasion or ''}")
