"""Pages as Markdown, for programs that read text rather than pages; each stands beside its page (`<page>.md`).

Proposed by https://llmstxt.org; a name with `.html` in it, as proposed there, would be served as HTML by some hosts.
Names of persons who sign for no body stay on the page itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from .. import dates, wording
from ..records import Letter, Organization, Topic, title_of
from ..views import (
    LetterLine,
    LetterView,
    ListingView,
    OrganizationView,
    RecordLine,
    ResponseLine,
    Tally,
    ThreadLetter,
    TopicView,
)
from .addresses import page_url
from .licences import RECORDS
from .persons import names_person

if TYPE_CHECKING:
    from ..records import Record
    from ..views import PageView

SUFFIX = ".md"
#: Stands for a paragraph that names a person who signs for no body.
WITHHELD = "*(A paragraph that names a person who signs for no organization stands on the page only.)*"
_MARKUP = re.compile(r"([\\`*_\[\]<>{}|~^$#])|&(?=#?\w+;)")
#: What begins a list or heading at the start of a line.
_START = re.compile(r"(?=[-+=])|([0-9]+)(?=[.)])")


def escaped(text: str, /) -> str:
    """Write a text on one line so that it shows as it is, whatever signs of markup are in it."""
    line = _MARKUP.sub(lambda match: "\\" + match[0], " ".join(text.split()))
    return f"{match[1] or ''}\\{line[match.end() :]}" if (match := _START.match(line)) else line


def page_text(
    docname: str, record: Record, view: PageView, body: str, /, *, site: str, withheld: Collection[str] = ()
) -> str:
    """Write a page: facts, body, lists. `withheld` names the persons who must not be named."""
    url = page_url(site, docname)
    parts = [f"# {escaped(title_of(record))}"]
    if isinstance(record, Letter):
        letter = _Letter(record, view, site, withheld)
        parts += [_bullets(letter.facts(url)), *letter.text(body), *letter.lists()]
    elif isinstance(record, Organization):
        parts += [_bullets(_organization_facts(record, view, url, site)), body, *_organization_lists(view, site)]
    elif isinstance(record, Topic):
        parts += [f"Page: {url}", body, *_topic_lists(view, site)]
    else:
        parts += [f"Page: {url}", body]
    return "\n\n".join(filter(None, parts)) + "\n"


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    if text := _bullets(lines):
        yield f"## {title}"
        yield text


# ---------------------------------------------------------------- letters


class _Letter:
    """Writes a letter; `withheld` names persons whom no remark may name."""

    def __init__(self, letter: Letter, view: PageView, site: str, withheld: Collection[str]) -> None:
        self._letter = letter
        self._view = view
        self._site = site
        self._withheld = withheld

    def _remark(self, text: str) -> str:
        return WITHHELD if names_person(text, self._withheld) else escaped(text)

    def facts(self, url: str) -> Iterator[str]:
        letter = self._letter
        date = dates.display(letter.date)
        yield f"Date: {date}" + (f" ({self._remark(letter.date_note)})" if letter.date_note else "")
        for label, parties in (("To", letter.to), ("Copy to", letter.cc)):
            if parties:
                yield f"{label}: " + "; ".join(escaped("".join(wording.party_parts(party))) for party in parties)
        yield f"Signed by: {wording.signature_count(letter)}"
        if self._view.correspondence and self._view.correspondence.topics:
            yield "Topics: " + ", ".join(
                _link(name, page, self._site) for name, page in self._view.correspondence.topics
            )
        if letter.occasion:
            yield f"Occasion: {self._remark(letter.occasion)}"
        yield f"Language: {wording.language_name(letter.language)}"
        source = ", ".join(filter(None, (letter.source.publisher, letter.source.identifier)))
        yield f"Published by: {escaped(source)}" + (f" <{letter.source.url}>" if letter.source.url else "")
        if letter.title_supplied:
            yield "Title: supplied by the archive"
        yield f"Page: {url}"
        if letter.text != "full":
            yield f"Licence of this record: {RECORDS}"
        elif letter.license:
            yield f"Licence of the text: {escaped(letter.license)}"

    def text(self, body: str) -> Iterator[str]:
        if self._letter.text == "full":
            yield "## Text of the letter"
        elif body:
            yield "## Summary in our own words"
        for paragraph in re.split(r"\n[ \t]*\n", body):
            yield WITHHELD if names_person(paragraph, self._withheld) else paragraph

    def lists(self) -> Iterator[str]:
        letter = self._letter
        yield from _section("What the letter asks", (self._remark(ask.text) for ask in letter.asks))
        yield from _section("Signatories", _signatories(letter))
        yield from _section("Responses", (
            f"{dates.display(response.date)}: {escaped(wording.short_party(response.sender))} {wording.RESPONSE_NAMES[response.kind]}"
            for response in letter.responses
        ))  # fmt: skip
        yield from _section(
            "Corrections",
            (f"{dates.display(change.date)}: {self._remark(change.note)}" for change in letter.corrections),
        )
        if isinstance(self._view.own, LetterView):
            yield from _section("Correspondence", _thread(self._view.own.thread.entries, self._site))
            yield from _section("Related letters", _letters(self._view.own.related, self._site))


def _signatories(letter: Letter) -> Iterator[str]:
    persons = 0
    for party in letter.signatories:
        if party.is_person_alone:
            persons += 1
            continue
        remarks = [wording.ROLE_NAMES[party.role]] if wording.ROLE_NAMES[party.role] else []
        remarks += [f"withdrawn {dates.display(party.withdrawn)}"] if party.withdrawn else []
        yield escaped("".join(wording.party_parts(party))) + (f" ({', '.join(remarks)})" if remarks else "")
    if persons:
        yield f"Persons who sign for no organization: {persons}, named on the page only"


# ---------------------------------------------------------------- organizations and topics


def _organization_facts(record: Organization, view: PageView, url: str, site: str) -> Iterator[str]:
    yield f"Kind: {wording.KIND_NAMES[record.kind][0]}"
    if record.country:
        yield f"Country: {wording.country_name(record.country)}"
    if record.aliases:
        yield "Also printed as: " + "; ".join(map(escaped, record.aliases))
    if isinstance(view.own, OrganizationView) and view.own.parent:
        yield f"Part of: {_link(view.own.parent.title, view.own.parent.docname, site)}"
    yield f"Page: {url}"


def _organization_lists(view: PageView, site: str) -> Iterator[str]:
    if isinstance(view.own, OrganizationView):
        yield from _section("Letters", _record(view.own.record, site))
        yield from _section("Signed most with", _tallies(view.own.partners, site))


def _topic_lists(view: PageView, site: str) -> Iterator[str]:
    if isinstance(view.own, TopicView):
        yield from _section("Narrower topics", _tallies(view.own.narrower, site))
        yield from _section("Letters", _letters(view.own.letters, site))
        yield from _section("Most active organizations", _tallies(view.own.organizations, site))


def listing_text(view: ListingView, /, *, site: str) -> str:
    """Write the answer to a listing directive."""
    style = view.listing.get("as")
    if view.listing.name == "chart" or style == "pdf":
        # What a picture shows stands in the lists; files are linked from the page.
        return ""
    if style == "count":
        return wording.plural(view.total, view.listing.name.removesuffix("s"))
    if style == "addressees":
        return "\n\n".join(_addressees(view, site))
    if view.organizations:
        return _bullets(_link(line.name, line.docname, site) for line in view.organizations)
    return _bullets(_letters(view.letters, site)) or "\n".join(_tree(view.tallies, site))


# ---------------------------------------------------------------- lines


def _link(title: str, docname: str | None, site: str) -> str:
    return f"[{escaped(title)}]({page_url(site, docname)})" if docname else escaped(title)


def _letters(lines: Iterable[LetterLine], site: str) -> Iterator[str]:
    for line in lines:
        to = f", to {escaped(line.to)}" if line.to else ""
        yield f"{line.date}: {_link(line.title, line.docname, site)}{to}" + (f" ({line.remark})" if line.remark else "")


def _thread(entries: Iterable[ThreadLetter | ResponseLine], site: str) -> Iterator[str]:
    for entry in entries:
        # Answers that are no letters stand below their letter.
        if isinstance(entry, ThreadLetter):
            said = [f"{tie.words} {_link(tie.letter.title, tie.letter.docname, site)}" for tie in entry.ties]
            remarks = "; ".join(["this letter", *said] if entry.is_here else said)
            yield from _letters([replace(entry.line, remark=remarks)], site)


def _record(lines: Iterable[RecordLine], site: str) -> Iterator[str]:
    for line in lines:
        yield from _letters([replace(line.letter, remark=line.role)], site)


def _addressees(view: ListingView, site: str) -> Iterator[str]:
    for group in view.groups:
        yield f"### {escaped(group.title)}"
        yield _bullets(
            f"{_link(line.name, line.docname, site)}: {wording.plural(line.received, 'letter')}" for line in group.lines
        )
    if view.collective:
        yield "### Without a page"
        yield _bullets(
            f"{escaped(line.title)}: {wording.plural(len(line.letters), 'letter')}" for line in view.collective
        )


def _tallies(tallies: Iterable[Tally], site: str) -> Iterator[str]:
    for tally in tallies:
        yield f"{_link(tally.title, tally.docname, site)}: {wording.plural(tally.count, 'letter')}"


def _tree(tallies: Iterable[Tally], site: str, indent: str = "") -> Iterator[str]:
    for tally, line in zip(tallies, _tallies(tallies, site), strict=True):
        yield f"{indent}- {line}"
        yield from _tree(tally.children, site, indent + "  ")
