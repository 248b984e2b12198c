"""Finds the letter's facts in a document: lines, then parts, then each fact by its own module.

Comes after `undersigned.importing.reading`; `draft` writes the page. Every line ends in a fact or among the leftovers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ... import dates
from ...catalogue import Catalogue
from ..document import FOOTNOTE, HEADING, ITEM, ROW, Document
from . import addressees, counts, dating, publisher, titles
from .bodies import Bodies, body_like, is_office, without_forms
from .findings import LIKELY, SURE, UNSURE, BodyPart, Fact, Findings, FoundParty, Leftover
from .language import language_of
from .lines import Line, lines_of
from .parts import Parts, inline_list, is_noise, label, part
from .signatories import read_signers, split_list
from .vocabulary import COPIES, DATE_LABELS, RECIPIENTS, SUBJECTS, begins, folded
from .when import find_dates

_BYLINE = re.compile(r"^(?i:by|par|por|von|di|door)\s+(?P<who>[A-ZÀ-Þ“\"].+)$")
_CC_TITLE = re.compile(r"[(\[]\s*(?:cc|copy to|copie)\s*:?\s*(?P<who>[^)\]]+)[)\]]", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\bX{2,}\b")


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
    language = _language(findings, document, parts, lines, given)
    subject = _subject(findings, parts.head, used)
    copies = _copies(parts, used)
    site = _title(findings, document, parts, subject, bodies, given, used)
    used |= dating.find_date(findings, document, parts, language)
    if given.date:
        findings.date, findings.date_fact = dates.parse(given.date), Fact("date", given.date, 0, SURE, "as given")
        findings.date_note = None
    letterhead = _address(findings, parts, copies, bodies, used)
    signers_by = _signatories(findings, parts, bodies, used)
    _body(findings, parts)
    _frame(findings, document, parts, lines, bodies, given, site, letterhead, used)
    _counts(findings, parts, signers_by)
    _leftovers(findings, parts, used)
    return findings


def _language(findings: Findings, document: Document, parts: Parts, lines: Sequence[Line], given: Given) -> str | None:
    text = "\n".join(line.text for line in parts.body) or "\n".join(line.text for line in lines)
    found = language_of(text)
    declared = (document.language or "").replace("_", "-").partition("-")[0].casefold()
    if given.language:
        findings.language = Fact("language", given.language, 0, SURE, "as given")
        return given.language
    if found is None:
        findings.language = Fact("language", declared or "en", 0, UNSURE, "there is no text to tell it by")
        return declared or "en"
    code, sure = found
    short = code.partition("-")[0]
    why = ""
    if document.format in ("docx", "pdf"):
        # Programs write the language of the machine.
        declared = declared if declared == short else ""
    if declared and declared == short:
        sure = True
    elif not sure and declared and len(declared) in (2, 3) and not _common_words(text, short):
        code = declared
    if mixed := _other_language(parts, short):
        sure, why = False, f"parts of the text are in another language ({mixed})"
    if not sure and not why and len(text) > 60 and code == "en" and _english(text):
        sure = True
    sure = sure or (not why and _common_words(text, short))
    findings.language = Fact(
        "language", code, 0, SURE if sure else UNSURE, why or ("" if sure else "the text is too short to tell")
    )
    return code


_COMMON = {
    "en": "the and of to were was with have you your for that is are they no not be our from", "fr": "le la les des et de vous nous avant que depuis dans pour",
    "de": "das die der den und wir sie dem seit zum bitten ist doch", "es": "el la los de que y para las por en una sin",
    "pt": "o a os as de que para e uma não há sem do da em", "id": "yang dan di untuk kami itu tidak dengan sejak sudah meminta",
    "it": "il la di che e per non gli una del", "nl": "de het een van en niet voor zijn", "ru": "и в не на мы что вас до из", "ar": "في من على أن لا منذ قبل و",
}  # fmt: skip


def _common_words(text: str, code: str, least: int = 3) -> bool:
    """Tell a short text's language by its commonest words."""
    common = set(_COMMON.get(code, "").split())
    tokens = re.findall(r"[^\W\d_]+", text.casefold())[:400]
    own = sum(token in common for token in tokens)
    rival = max(
        (sum(token in set(words.split()) for token in tokens) for other, words in _COMMON.items() if other != code),
        default=0,
    )
    return own >= least and own > rival


def _english(text: str) -> bool:
    return _common_words(text, "en")


def _other_language(parts: Parts, main: str) -> str | None:
    """Find a language other than the text's in which a fifth of it is written."""
    others: dict[str, int] = {}
    for line in parts.body[:40]:
        found = language_of(line.text) if len(line.text) >= 60 else None
        code = found[0].partition("-")[0] if found else main
        if found and code != main and (_common_words(line.text, code, 2) if code in _COMMON else found[1]):
            others[found[0]] = others.get(found[0], 0) + len(line.text)
    whole = sum(len(line.text) for line in parts.body) or 1
    return next((code for code, size in sorted(others.items()) if size * 5 > whole), None)


def _subject(findings: Findings, head: list[Line], used: set[Line]) -> Line | None:
    for number, line in enumerate(head):
        rest = label(line, SUBJECTS)
        if rest == "" and number + 1 < len(head):
            rest = head[number + 1].text
            used.add(head[number + 1])
        if rest and line.kind != HEADING and len(rest) < 300:
            findings.subject = Fact("subject", rest, line.place)
            used.add(line)
            return line
    return None


def _copies(parts: Parts, used: set[Line]) -> list[Line]:
    """Find the recipients of copies in head and tail; each line holds one or several."""
    found: list[Line] = []
    for lines in (parts.head, parts.tail):
        number = 0
        while number < len(lines):
            line = lines[number]
            rest = label(line, COPIES)
            if rest is None and re.match(r"(?i)^(?:c\.?c\.?)\s+(?=[A-Z])", line.text) and not line.is_prose:
                rest = line.text[2:].strip(" .:")
            number += 1
            if rest is None or line in used:
                continue
            used.add(line)
            if rest:
                found.append(replace(line, text=rest))
                continue_block = line.block
                while (
                    number < len(lines)
                    and lines[number].block == continue_block
                    and label(lines[number], COPIES) is None
                    and not _other_label(lines[number])
                    and not find_dates(lines[number].text)
                    and line.height > 2
                ):
                    found.append(lines[number])
                    used.add(lines[number])
                    number += 1
                continue
            while (
                number < len(lines)
                and not lines[number].is_prose
                and not _other_label(lines[number])
                and not find_dates(lines[number].text)
            ):
                if lines[number].block > line.block + (0 if line.height > 1 else 40) or lines[number].kind == HEADING:
                    break
                found.append(lines[number])
                used.add(lines[number])
                number += 1
    return found


def _other_label(line: Line) -> bool:
    return any(label(line, words) is not None for words in (SUBJECTS, RECIPIENTS, DATE_LABELS))


def _title(
    findings: Findings,
    document: Document,
    parts: Parts,
    subject: Line | None,
    bodies: Bodies,
    given: Given,
    used: set[Line],
) -> str | None:
    pool = parts.head if parts.head else parts.body[:1] if document.title is None and not parts.salutation else []
    candidates = [line for line in pool if line not in used and _title_like(line, bodies)]
    first_address = next(
        (n for n, line in enumerate(candidates) if line.kind != HEADING and _starts_address(line, bodies, parts)), None
    )
    headings = [line for line in candidates if line.kind == HEADING or line.strong]
    worded = [line for line in candidates if any(w in folded(line.text) for w in titles._LETTER_WORDS)]
    if first_address == 0 and not headings:
        candidates = worded[:1]
    elif first_address is not None and not headings:
        candidates = candidates[:first_address] if first_address else []
    fact, site, lines = titles.find_title(
        document, candidates, subject, bodies, subject_text=findings.subject.text if findings.subject else ""
    )
    used.update(lines)
    if fact and fact.place and fact.key == "title" and (match := _CC_TITLE.search(fact.text)):
        findings.cc += [
            replace(f, sureness=LIKELY, why="named in the title")
            for f in addressees.read_copies([Line(match["who"], fact.place, 0, 0, "paragraph")], bodies)
        ]
    if given.title:
        fact = Fact("title", given.title, 0, SURE, "as given")
    findings.title = fact
    return site


def _title_like(line: Line, bodies: Bodies) -> bool:
    text = line.text
    if line.kind in (FOOTNOTE, ROW, ITEM) or is_noise(line) or len(text) > 300:
        return False
    if line.is_prose and line.kind != HEADING and text.endswith((".", "。", ";", ",")):
        return False
    if dating.is_stamp(line) and find_dates(text):
        return False
    if find_dates(text) and len(text) < 45 and line.kind != HEADING:
        return False
    return not _BYLINE.match(text) and label(line, COPIES | SUBJECTS) is None and any(c.isalpha() for c in text)


def _starts_address(line: Line, bodies: Bodies, parts: Parts) -> bool:
    text = line.text
    if label(line, RECIPIENTS) is not None or addressees.is_address_form(text) or addressees.is_address_line(text):
        return True
    if titles._SEPARATOR.search(text) and len(text.split()) > 7:
        return False
    short = len(text.split()) <= 9
    letterish = any(word in folded(text) for word in titles._LETTER_WORDS)
    if begins(folded(text), RECIPIENTS, 2) and len(text.split()) > 2 and not letterish and len(text) < 90:
        return True
    return not letterish and (
        bodies.bears(text) or (short and ((is_office(text) and body_like(text)) or (line.height > 2)))
    )


def _address(findings: Findings, parts: Parts, copies: list[Line], bodies: Bodies, used: set[Line]) -> Line | None:
    """Read addressees; gives the line of a letterhead."""
    salutation = parts.salutation.text if parts.salutation else None
    title_block = findings.title.place if findings.title else 0
    rest = [line for line in parts.head if line not in used and not is_noise(line)]
    letterhead: Line | None = None
    block: list[Line] = []
    for line in rest:
        if line.is_prose or line.kind in (FOOTNOTE,) or _BYLINE.match(line.text):
            continue
        if line.kind == HEADING and not bodies.bears(line.text):
            continue
        if dating.is_stamp(line) or len(line.text) > 260:
            continue
        if (
            line.place < title_block
            and not block
            and letterhead is None
            and not _starts_address_of(line, bodies)
            and parts.head.index(line) < 3
        ):
            if body_like(line.text) or bodies.bears(line.text):
                letterhead = line
                used.add(line)
            continue
        block.append(line)
    title_line = next(
        (line for line in parts.head if findings.title and line.place == findings.title.place and line in used), None
    )
    if title_line is not None and parts.salutation is None:
        dated = [line for line in parts.head if line in used and find_dates(line.text)]
        block = [line for line in block if line.block > title_line.block or dated]
        block = [line for line in block if _starts_address_of(line, bodies) or line.block != title_line.block]
    if parts.salutation is not None or any(_starts_address_of(line, bodies) for line in block):
        found, dropped = addressees.read_block(_address_lines(block, bodies, parts), bodies, salutation)
        found = [
            party
            for party in found
            if party.sureness != UNSURE
            or party.party.name
            or party.party.title
            or party.body
            or body_like(party.printed)
            or len(party.printed.split()) > 1
        ]
        findings.to = found
        used.update(
            line
            for line in block
            if line in dropped or any(line.text in party.printed or line.place == party.place for party in found)
        )
    findings.cc += addressees.read_copies(copies, bodies)
    if parts.salutation is not None:
        doubt = _PLACEHOLDER.search(parts.salutation.text)
        findings.salutation = Fact(
            "salutation", parts.salutation.text, parts.salutation.place, UNSURE if doubt else SURE
        )
    if not findings.to and parts.salutation is not None:
        findings.to = addressees.from_salutation(parts.salutation, bodies)
    if findings.title is not None and len(findings.to) == 1 and findings.to[0].sureness == UNSURE:
        findings.to = [_fuller(findings.to[0], findings.title.text, bodies)]
    if (not findings.to or (all(p.sureness == UNSURE for p in findings.to))) and findings.title is not None:
        titled = addressees.from_title(re.sub(_CC_TITLE, "", findings.title.text), bodies)
        better = titled and (
            not findings.to or titled[0].body or (titled[0].party.name and not findings.to[0].party.name)
        )
        if better and not (findings.to and findings.to[0].body):
            findings.to = titled
    return letterhead


def _fuller(found: FoundParty, title: str, bodies: Bodies) -> FoundParty:
    """Take the whole name from a title, where the salutation greets by a part of it."""
    name = found.party.name
    titled = addressees.from_title(_CC_TITLE.sub("", title), bodies)
    other = titled[0].party.name if titled else None
    if name and other and other != name and set(folded(name).split()) < set(folded(other).split()):
        return replace(
            found, party=replace(found.party, name=other), sureness=LIKELY, why="the title gives the whole name"
        )
    return found


def _starts_address_of(line: Line, bodies: Bodies) -> bool:
    text = line.text
    return bool(
        label(line, RECIPIENTS) is not None or bodies.bears(text) or bodies.bears(without_forms(text)[0]) or addressees.is_address_form(text) or is_office(text)
        or (begins(folded(text), RECIPIENTS, 2) and len(text.split()) > 1) or (body_like(text) and len(text.split()) < 9)
    )  # fmt: skip


def _address_lines(block: list[Line], bodies: Bodies, parts: Parts) -> list[Line]:
    """Drop lines between title and address that are no address: deck lines, bylines."""
    start = next(
        (
            n
            for n, line in enumerate(block)
            if _starts_address_of(line, bodies) or addressees.is_address_line(line.text)
        ),
        None,
    )
    if start is None:
        return (
            block if parts.salutation is not None and len(block) >= 2 else [line for line in block if line.height > 1]
        )
    if start and block[start - 1].block == block[start].block:
        while start and block[start - 1].block == block[start].block:
            start -= 1
    return block[start:]


def _signatories(findings: Findings, parts: Parts, bodies: Bodies, used: set[Line]) -> str:
    lines, by = parts.signers, parts.signers_by
    if not lines:
        lines, by = _elsewhere(parts, used, bodies)
    result = read_signers([line for line in lines if line not in used or by in ("byline", "footnote")], bodies)
    findings.signatories = _once(result.found, findings)
    findings.remarks += result.remarks
    if result.individuals is not None and result.counted is not None:
        findings.individuals = result.individuals
        findings.individuals_fact = Fact("individuals", str(result.individuals), result.counted.place, SURE)
    findings.leftovers += result.leftovers
    if result.withheld:
        findings.individuals = result.withheld
        findings.individuals_fact = Fact("individuals", str(result.withheld), lines[0].place, UNSURE, "names withheld")
        findings.notes.append(f"{result.withheld} name{'s' if result.withheld > 1 else ''} withheld in the source.")
        result.doubts.append("a name is withheld")
    for found in findings.signatories:
        if found.marks:
            findings.remarks.append(f"the mark {found.marks} stands at {found.printed}")
    if result.doubts and findings.signatories:
        why = "; ".join(dict.fromkeys(result.doubts))
        findings.signatories[0] = replace(
            findings.signatories[0], sureness=UNSURE, why="; ".join(filter(None, [findings.signatories[0].why, why]))
        )
        findings.notes += [
            doubt[:1].upper() + doubt[1:] + "."
            for doubt in dict.fromkeys(result.doubts)
            if "number" in doubt or "missing" in doubt
        ]
    used.update(lines)
    return by + (" broken" if result.broken else "")


def _elsewhere(parts: Parts, used: set[Line], bodies: Bodies) -> tuple[list[Line], str]:
    """Find signatories in a byline or a footnote."""
    for line in (*parts.tail, *parts.body):
        if line.kind == FOOTNOTE and (found := inline_list(line.text)):
            used.add(line)
            pieces = [p for p in split_list(found[1], bodies) if not re.match(r"^(?:and )?\d+ ", p)]
            return [replace(line, text=piece, kind="paragraph", height=9) for piece in pieces], "footnote"
    for line in parts.head:
        match = _BYLINE.match(line.text)
        if match and (bodies.bears(match["who"]) or body_like(match["who"]) or "," in match["who"]):
            used.add(line)
            return [
                replace(line, text=piece, kind="paragraph", height=9) for piece in split_list(match["who"], bodies)
            ], "byline"
    return [], "none"


def _once(found: list, findings: Findings) -> list:  # type: ignore[type-arg]
    """Drop entries that stand twice, as they would in a list that is printed again."""
    seen: dict[object, None] = {}
    kept = []
    for party in found:
        key = (party.party.name, party.party.organization, party.party.title)
        if key in seen:
            findings.remarks.append(f"stands twice among the signatories: {party.printed}")
            continue
        seen[key] = None
        kept.append(party)
    return kept


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
    for fact in (findings.rights, findings.identifier):
        if fact and fact.place:
            used.update(line for line in lines if line.place == fact.place)
            findings.body = [p for p in findings.body if p.place != fact.place or len(p.text) > 140]
    if findings.rights is not None:
        findings.body = [
            p
            for p in findings.body
            if not (
                (p.kind == "paragraph" and len(p.text) < 140 and publisher.spdx_of(p.text))
                or p.text == findings.rights.text
            )
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
