"""Makes pages of the letters that a CMIF file describes, and says whom its names mean here.

Comes after `cmif_reading`. Existing pages are never overwritten: a letter that was imported before is known by its
address, or else by its edition and number, and left as people made it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import PurePosixPath

from .. import pages, similarity, site, wording
from ..catalogue import Catalogue, Entry
from ..diagnostics import quote
from ..drafting import letter_id
from ..exports.addresses import page_url
from ..frontmatter import Scalar
from ..links import address_problem
from ..records import Letter, Party, Record, Relation, Source
from ..text import REFUSED_CHARACTERS
from ..values import MAX_TEXT, MAX_TITLE, MAX_URL, Reader, language
from ..writing import front_matter, missing_year_page, page_path, page_text
from . import cmif_dates
from .cmif_names import Names, plain
from .cmif_reading import Described, Index

#: The language of a letter whose index does not tell it.
UNKNOWN_LANGUAGE = "und"
#: Letters' parties that a title names.
_NAMED = 2


@dataclass(slots=True)
class Outcome:
    """What an import did or would do."""

    names: Names
    #: New pages with their text, by path.
    written: dict[str, str] = field(default_factory=dict)
    letters: int = 0
    unchanged: list[str] = field(default_factory=list)
    #: Pages that differ from the file and were left as they are.
    kept: list[str] = field(default_factory=list)
    #: Letters that the file describes twice.
    repeated: int = 0
    #: Letters in which no body has a part.
    personal: int = 0
    #: Letters that seem to be here already: line, label, page and reasons.
    here: list[tuple[int, str, str]] = field(default_factory=list)
    #: Letters that cannot become pages: line, label, reason.
    refused: list[tuple[int, str, str]] = field(default_factory=list)


def plan(
    index: Index, existing: Mapping[str, tuple[Record | None, str]], /, *, persons: bool = False, file: str = ""
) -> Outcome:
    """Decide which pages to write; `existing` gives record and body of the pages that are there, by path.

    Letters between persons alone are left out unless `persons` asks for them.
    """
    return _Plan(index, existing, persons=persons, file=file).made()


class _Plan:
    def __init__(
        self, index: Index, existing: Mapping[str, tuple[Record | None, str]], *, persons: bool, file: str
    ) -> None:
        self._index = index
        self._existing = existing
        self._persons = persons
        self._file = file
        ours = {path.removesuffix(".md"): record for path, (record, _) in existing.items() if record is not None}
        self._catalogue = Catalogue(ours)
        self._names = Names(self._catalogue, lambda path: path in existing)
        self._outcome = Outcome(self._names)
        #: Address of a letter -> the path of its page; address of a page of this archive -> its path.
        self._at = {
            similarity.address_key(url): f"{entry.docname}.md"
            for entry in self._catalogue.letters
            for url in (entry.record.source.url, *entry.record.other_urls)
            if url
        }
        self._own = {
            similarity.address_key(page_url(site.base_url(), entry.docname)): entry.record.id
            for entry in self._catalogue.letters
        }
        self._planned: dict[str, tuple[Letter, Described]] = {}

    def made(self) -> Outcome:
        seen: set[object] = set()
        for described in self._index.letters:
            identity = replace(described, line=0)
            if identity in seen:
                self._outcome.repeated += 1
                continue
            seen.add(identity)
            try:
                self._plan_letter(described)
            except ValueError as error:
                self._outcome.refused.append((described.line, described.label, str(error)))
        self._leave_out_what_is_here()
        self._write()
        return self._outcome

    def _plan_letter(self, described: Described) -> None:
        if not described.senders and not described.addressees:
            raise ValueError("names neither sender nor addressee")
        if not self._persons and not self._names.concern_bodies(described):
            self._outcome.personal += 1
            return
        if here := self._here(described):
            self._outcome.here.append((described.line, described.label, here))
            return
        letter = self._letter(described)
        at = self._at.get(similarity.address_key(letter.source.url)) if letter.source.url else None
        if at is not None:
            self._compare(at, letter)
            return
        for number in count(1):
            id_ = letter.id if number == 1 else f"{letter.id}-{number}"
            path = page_path(replace(letter, id=id_))
            if path in self._existing and self._is_same(path, replace(letter, id=id_)):
                self._compare(path, letter)
                return
            if path not in self._existing and path not in self._planned:
                break
        letter = replace(letter, id=id_)
        self._planned[path] = (letter, described)
        if letter.source.url:
            self._at[similarity.address_key(letter.source.url)] = path

    def _here(self, described: Described) -> str:
        """Say which letter of the archive has the address of a page here, or one that the description also names."""
        if own := self._own.get(similarity.address_key(described.ref)):
            return f"is {own} of this archive"
        for address in described.related:
            path = self._at.get(similarity.address_key(address))
            if path is not None and path in self._existing and similarity.address_key(described.ref) not in self._at:
                return f"seems to be {PurePosixPath(path).stem}: the same address ({quote(address)})"
        return ""

    def _is_same(self, path: str, letter: Letter) -> bool:
        """Tell whether a page was made of this very description, whatever people did to it since."""
        record = self._existing[path][0]
        return (
            isinstance(record, Letter)
            and (record.source.copy, record.source.identifier, record.source.url)
            == (letter.source.copy, letter.source.identifier, letter.source.url)
            and (bool(letter.source.identifier or letter.source.url) or record == letter)
        )

    def _compare(self, path: str, letter: Letter) -> None:
        if path in self._planned:
            self._outcome.repeated += 1
            return
        record = self._existing[path][0]
        same = isinstance(record, Letter) and replace(letter, id=record.id, relations=record.relations) == record
        (self._outcome.unchanged if same else self._outcome.kept).append(path)

    # ---------------------------------------------------------------- one letter

    def _letter(self, described: Described) -> Letter:
        dated = _dated(described)
        to = self._names.parties(described.addressees)
        signatories = self._names.parties(described.senders)
        url = _address(described.ref)
        edition = " ".join(described.sources)
        number = plain(described.key) or None
        title = _title(signatories, to)
        evidence = _address(self._index.address)
        return Letter(
            id=letter_id(dated.date, title[1:-1]), title=title, title_supplied=True, date=dated.date,
            date_note=dated.note, language=_language(described.language), to=to, signatories=signatories,
            source=Source(
                plain(self._index.publisher or self._index.title) or "Unknown", url, number,
                None if url else _text(edition or self._index.title or f"index of letters {self._file}"),
            ),
            evidence=(evidence,) if evidence and evidence != url else (),
            notes=self._notes(described, edition if url else ""),
        )  # fmt: skip

    def _notes(self, described: Described, edition: str) -> str:
        """Say where the facts come from, under which licence, and which bodies the letter mentions."""
        licence = f" ({self._index.licence})" if self._index.licence else ""
        parts = [f"Facts from the index of letters “{self._index.title or self._file}”{licence}."]
        parts += [f"Edition: {edition}"] if edition else []
        if described.mentioned:
            parts.append(f"The letter mentions {wording.enumerate_words(name.text for name in described.mentioned)}.")
        return _text(" ".join(parts))

    # ---------------------------------------------------------------- all letters

    def _leave_out_what_is_here(self) -> None:
        """Take out new letters that seem to be letters of the archive."""
        if not self._catalogue.letters:
            return
        new = [Entry(path.removesuffix(".md"), letter) for path, (letter, _) in self._planned.items()]
        gathered = similarity.groups(self._catalogue, [*self._catalogue.letters, *new])
        pages_ = {entry.docname for entry in new}
        for pair in similarity.pairs(self._catalogue, gathered):
            fresh, old = (pair.first, pair.second) if pair.first.docname in pages_ else (pair.second, pair.first)
            found = self._planned.get(f"{fresh.docname}.md")
            if old.docname in pages_ or found is None:
                continue
            del self._planned[f"{fresh.docname}.md"]
            why = f"seems to be {old.record.id}: {wording.enumerate_words(pair.reasons)}"
            self._outcome.here.append((found[1].line, found[1].label, why))

    def _write(self) -> None:
        """Write the pages of letters that a check would pass, and what they need."""
        for path, (letter, described) in self._planned.items():
            complete = replace(letter, relations=tuple(self._relations(described, letter)))
            text = page_text(complete, "")
            wrong = [
                message for message in pages.read_facts(text.encode(), path=path).messages if not message.rule.notice
            ]
            if wrong:
                self._outcome.refused.append((described.line, described.label, wrong[0].text))
                continue
            self._outcome.written[path] = text
            self._outcome.letters += 1
            self._names.use(letter.parties)
        needed = {path[8:12] for path in self._outcome.written}
        for record, near in self._names.stubs():
            doubt = f"# unsure: name: may be {wording.enumerate_words(near, 'or')}\n" if near else ""
            facts = front_matter(record).replace(
                "kind: other", "# unsure: kind: the index does not tell what it is\nkind: other"
            )
            self._outcome.written[page_path(record)] = f"---\n{doubt}{facts}---\n"
        for year in sorted(needed):
            self._outcome.written |= missing_year_page(year, self._existing.__contains__)
        self._outcome.refused.sort()
        self._outcome.here.sort()

    def _relations(self, described: Described, letter: Letter) -> Iterator[Relation]:
        for address in dict.fromkeys(described.earlier):
            path = self._at.get(similarity.address_key(address))
            id_ = PurePosixPath(path).stem if path else None
            if id_ and id_ != letter.id and (path in self._existing or path in self._planned):
                yield Relation("follows", id_)


def _dated(described: Described) -> cmif_dates.Dated:
    """Read the first date that can be read: of sending, or else of receipt."""
    problems: list[str] = []
    for written, note in ((described.sent, None), (described.received, "The date of receipt.")):
        for one in written:
            try:
                found = cmif_dates.read(dict(one.attributes), one.text)
            except ValueError as error:
                problems.append(str(error))
                continue
            return replace(found, note=" ".join(filter(None, [found.note, note])) or None)
    raise ValueError(problems[0] if problems else "has no date")


def _title(senders: tuple[Party, ...], to: tuple[Party, ...]) -> str:
    """Make the title that the letter has not; persons who sign for no body are not named in it, as lists show it."""
    bodies = [party.organization for party in senders if party.organization]
    persons = sum(1 for party in senders if party.is_person_alone)
    named = [*bodies[:_NAMED], *([wording.plural(len(bodies) - _NAMED, "other")] if len(bodies) > _NAMED else [])]
    if persons:
        named.append("a person" if persons == 1 else f"{persons:,} persons")
    parts = ["Letter"]
    parts += [f"of {wording.enumerate_words(named)}"] if named else []
    parts += [f"to {wording.short_parties(to)}"] if to else []
    return f"[{plain(' '.join(parts))[: MAX_TITLE - 2].strip()}]"


def _language(target: str) -> str:
    """Read a language: a tag, or the address of one at lexvo.org."""
    from babel.core import get_global

    tag = target.rstrip("/").rpartition("/")[2]
    tag = get_global("language_aliases").get(tag, tag)
    return (language(Reader(""), "language", Scalar(tag, 1)) if tag else None) or UNKNOWN_LANGUAGE


def _address(url: str) -> str | None:
    web = url.startswith(("https://", "http://")) and len(url) <= MAX_URL
    return url if web and address_problem(url) is None else None


def _text(text: str) -> str:
    return " ".join(REFUSED_CHARACTERS.sub(" ", text).split())[:MAX_TEXT].strip()
