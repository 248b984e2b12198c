"""Reads the head of a letter: subject line, recipients of copies, title."""

from __future__ import annotations

import re
from dataclasses import replace

from ..document import FOOTNOTE, HEADING, ITEM, ROW, Document
from . import addressees, dating, titles
from .bodies import Bodies, body_like, is_office
from .findings import LIKELY, SURE, Fact, Findings
from .lines import Line
from .parts import Parts, is_noise, label
from .vocabulary import COPIES, DATE_LABELS, RECIPIENTS, SUBJECTS, begins, folded
from .when import find_dates

BYLINE = re.compile(r"^(?i:by|par|por|von|di|door)\s+(?P<who>[A-ZÀ-Þ“\"].+)$")
CC_TITLE = re.compile(r"[(\[]\s{0,4}(?:cc|copy to|copie)\s{0,4}:?\s{0,4}(?P<who>[^)\]]{1,1000})[)\]]", re.IGNORECASE)
#: Lines of the head among which the title is sought.
_TITLE_LINES = 200


def find_subject(findings: Findings, head: list[Line], used: set[Line]) -> Line | None:
    """Find the subject line."""
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


def find_copies(parts: Parts, used: set[Line]) -> list[Line]:
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
                    and line.height > 1
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


def settle_title(
    findings: Findings,
    document: Document,
    parts: Parts,
    subject: Line | None,
    bodies: Bodies,
    given: str | None,
    used: set[Line],
) -> str | None:
    """Choose the title; gives the site's name that stood behind it."""
    pool = parts.head if parts.head else parts.body[:1] if document.title is None and not parts.salutation else []
    candidates = [line for line in pool[:_TITLE_LINES] if line not in used and _title_like(line, bodies)]
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
    if fact and fact.place and fact.key == "title" and (match := CC_TITLE.search(fact.text)):
        findings.cc += [
            replace(f, sureness=LIKELY, why="named in the title")
            for f in addressees.read_copies([Line(match["who"], fact.place, 0, 0, "paragraph")], bodies)
        ]
    if given:
        fact = Fact("title", given, 0, SURE, "as given")
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
    return not BYLINE.match(text) and label(line, COPIES | SUBJECTS) is None and any(c.isalpha() for c in text)


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
        bodies.bears(text) or (short and ((is_office(text) and body_like(text)) or (line.height > 1)))
    )
