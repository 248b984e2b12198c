"""Finds the letter's facts in a document: lines, then parts, then each fact by its own module.

Comes after `undersigned.importing.reading`; `draft` writes the page. Every line ends in a fact or among the leftovers.
"""

from __future__ import annotations

from dataclasses import dataclass

from ... import dates
from ...catalogue import Catalogue
from ..document import FOOTNOTE, HEADING, ROW, Document
from . import counts, dating, publisher
from .address import find_addressees
from .bodies import Bodies
from .findings import LIKELY, SURE, UNSURE, BodyPart, Fact, Findings, Leftover
from .head import find_copies, find_subject, settle_title
from .lines import Line, lines_of
from .parts import Parts, is_noise, part
from .signing import find_signatories
from .spoken import find_language


@dataclass(frozen=True, slots=True)
class Given:
    """What the person who imports knows already; it goes before what is found."""

    url: str | None = None
    publisher: str | None = None
    date: str | None = None
    language: str | None = None
    title: str | None = None
    topics: tuple[str, ...] = ()
    license: str | None = None


def find_letter(document: Document, catalogue: Catalogue, given: Given | None = None) -> Findings:
    """Find a letter in a document; names resolve against the catalogue's authority."""
    given = given or Given()
    bodies = Bodies(catalogue.authority)
    lines = lines_of(document)
    findings = Findings(document.name, document.unit, remarks=list(document.remarks), topics=given.topics)
    parts = part(lines, bodies)
    used: set[Line] = set()
    language = find_language(findings, document, parts, lines, given.language)
    subject = find_subject(findings, parts.head, used)
    copies = find_copies(parts, used)
    site = settle_title(findings, document, parts, subject, bodies, given.title, used)
    used |= dating.find_date(findings, document, parts, language)
    if given.date:
        findings.date, findings.date_fact = dates.parse(given.date), Fact("date", given.date, 0, SURE, "as given")
        findings.date_note = None
    letterhead = find_addressees(findings, parts, copies, bodies, used)
    signers_by = find_signatories(findings, parts, bodies, used)
    _body(findings, parts)
    _frame(findings, document, parts, lines, bodies, given, site, letterhead, used)
    _counts(findings, parts, signers_by)
    _leftovers(findings, parts, used)
    return findings


def _body(findings: Findings, parts: Parts) -> None:
    """Keep the letter's text in order."""
    if parts.salutation is not None:
        findings.body.append(BodyPart("salutation", parts.salutation.text, parts.salutation.place))
    joined: list[tuple[Line, str]] = []
    for line in parts.body:
        if line.kind == FOOTNOTE or (is_noise(line) and not line.is_prose):
            findings.leftovers.append(
                Leftover(line.text, line.place, "footnote" if line.kind == FOOTNOTE else "of the page")
            )
            continue
        if (
            joined
            and joined[-1][0].block == line.block
            and line.kind == "paragraph"
            and joined[-1][0].kind == "paragraph"
        ):
            joined[-1] = (joined[-1][0], f"{joined[-1][1]}\n{line.text}")
        else:
            joined.append((line, line.text))
    for line, text in joined:
        findings.body.append(
            BodyPart(line.kind if line.kind != ROW else "item", text, line.place, line.level, line.marker)
        )
    if parts.closing:
        text = "\n".join(line.text for line in parts.closing)
        findings.closing = Fact("closing", text, parts.closing[0].place)
        findings.body.append(BodyPart("closing", text, parts.closing[0].place))


def _frame(
    findings: Findings,
    document: Document,
    parts: Parts,
    lines: tuple[Line, ...],
    bodies: Bodies,
    given: Given,
    site: str | None,
    letterhead: Line | None,
    used: set[Line],
) -> None:
    """Find what frames the letter: standfirst, publisher, addresses, licence, number; supply a title."""
    for line in parts.head:
        if line not in used and line.is_prose and not is_noise(line):
            findings.standfirst.append(Fact("standfirst", line.text, line.place, LIKELY))
            used.add(line)
    url = given.url or document.address
    if url:
        findings.url = Fact(
            "source.url",
            url,
            0,
            SURE if given.url else LIKELY,
            "" if given.url else "the address that the page gives for itself",
        )
    else:
        findings.copy = f"page saved as {document.name}"
    outer = [*parts.head, *parts.tail, *[line for line in parts.body if len(line.text) < 160]]
    names = [found.party.organization for found in findings.signatories if found.party.organization]
    findings.publisher = publisher.find_publisher(document, outer, site, url, letterhead, names, bodies)
    if given.publisher:
        findings.publisher = Fact("publisher", given.publisher, 0, SURE, "as given")
    spdx, findings.rights = publisher.find_licence(document, [*parts.tail, *parts.head, *parts.signers, *parts.body])
    if given.license or spdx:
        findings.license = Fact(
            "license", given.license or spdx or "", findings.rights.place if findings.rights else 0, SURE
        )
    findings.identifier = publisher.find_identifier(outer)
    told = [fact.text for fact in (findings.rights, findings.identifier) if fact and fact.place]
    used.update(line for line in lines if len(line.text) < 140 and any(text in line.text for text in told))
    findings.body = [
        part
        for part in findings.body
        if part.kind != "paragraph" or len(part.text) > 140 or not any(text in part.text for text in told)
    ]
    findings.other_urls = [Fact("attachment", address, 0, LIKELY) for address in document.attachments]
    if findings.title is None:
        who = next((p.party.name or p.party.organization or p.party.title for p in findings.to), None)
        findings.title_supplied = True
        findings.title = Fact(
            "title",
            f"[Letter to {who}]" if who else "[Open letter]",
            0,
            UNSURE,
            "the source has no title; this one is ours",
        )


def _counts(findings: Findings, parts: Parts, signers_by: str) -> None:
    title = [line for line in parts.head if line.kind == HEADING or not line.is_prose]
    titled = [Line(findings.title.text, findings.title.place, 0, 0, HEADING)] if findings.title else []
    stated = counts.stated_in(titled, headline=True)
    stated += counts.stated_in([*title, *[line for line in parts.head if line.is_prose]], headline=True)
    footnotes = [line for line in (*parts.tail, *parts.body) if line.kind == FOOTNOTE]
    stated += counts.stated_in([*parts.body, *parts.signers, *footnotes, *parts.tail[:6]], headline=False)
    by, _, broken = signers_by.partition(" ")
    withheld = findings.individuals or 0
    counts.settle(findings, stated, signers_by=by, broken=bool(broken), withheld=withheld)


def _leftovers(findings: Findings, parts: Parts, used: set[Line]) -> None:
    for line in (*parts.head, *parts.tail):
        if line not in used:
            reason = "of the page" if is_noise(line) else ""
            findings.leftovers.append(Leftover(line.text, line.place, reason))
    findings.leftovers = sorted(dict.fromkeys(findings.leftovers), key=lambda left: left.place)
