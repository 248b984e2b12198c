"""The letter's own date, told from the stamps of the page that carries it."""

from __future__ import annotations

from collections.abc import Sequence

from ...dates import display
from ...records import Date
from ..document import Document
from .findings import SURE, UNSURE, Fact, Findings
from .lines import Line
from .parts import Parts
from .vocabulary import STAMPS, begins
from .when import Found, find_dates, other_date

#: Characters that a line may have beside its date: a place, a day of the week, “Date:”.
_BESIDE = 45
#: Characters of a line that may be nothing but a date.
_SHORT = 30


def dated_lines(lines: Sequence[Line], language: str | None) -> list[tuple[Line, Found]]:
    """List the lines that are a date, with or without a place, and what date it is."""
    found = []
    for line in lines:
        if len(line.text) > 110 or line.is_prose:
            continue
        dates = find_dates(line.text, language)
        if not dates:
            continue
        beside = len(line.text) - sum(date.end - date.start for date in dates)
        if beside <= _BESIDE and not (line.kind == "heading" and beside > 12):
            found.append((line, max(dates, key=lambda date: (bool(date.date.day), not date.why, -date.start))))
    return found


def is_stamp(line: Line) -> bool:
    """Tell “Published on ...” and “Updated: ...” from a letter's own date."""
    return begins(line.key.lstrip("*_ "), STAMPS) is not None


def find_date(findings: Findings, document: Document, parts: Parts, language: str | None) -> set[Line]:
    """Find the date; gives the lines that were used for it."""
    head = dated_lines(parts.head, language)
    # Behind the text, the nearest date is the letter's; later ones belong to updates and replies.
    tail = dated_lines([*parts.body[-4:], *parts.closing, *parts.signers, *parts.tail[:3]], language)
    own = [pair for pair in head if not is_stamp(pair[0])] or [pair for pair in tail if not is_stamp(pair[0])][:1]
    stamps = [(found.date, line.text, line.place, found.why) for line, found in (*head, *tail) if is_stamp(line)]
    # Word and PDF files tell when the file was made, which is no stamp of a page.
    if (
        document.published
        and document.format in ("html", "markdown")
        and (declared := find_dates(document.published[:40], language))
    ):
        stamps.append((declared[0].date, f"the page's own stamp {document.published[:10]}", 0, ""))
    used = {line for line, _ in (*head, *tail)}
    if own:
        line, found = _nearest(own)
        sureness, why = (UNSURE, found.why) if found.why else (SURE, "")
        others = [other.date for _, other in own if other.date.plain != found.date.plain] + [
            stamp[0] for stamp in stamps
        ]
        differing = list(dict.fromkeys(_full(date) for date in others if not _agrees(date, found.date)))
        if differing:
            told = ", ".join(display(date) for date in differing)
            findings.date_note = f"The page also gives {told}."
            sureness, why = UNSURE, why or f"the page also gives {told}"
        if (
            sureness == SURE
            and parts.salutation is None
            and not parts.signers
            and sum(line.is_prose for line in parts.body) < 2
        ):
            sureness, why = UNSURE, "the page holds no letter; this is the page's date"
        if sureness == SURE and not found.date.day:
            why = "only a month is printed"
        if sureness == SURE and (slip := _slip(found.date, parts)):
            sureness, why = UNSURE, slip
        findings.date = found.date
        findings.date_fact = Fact("date", found.date.plain, line.place, sureness, why)
        return used
    if stamps:
        date, text, place, doubt = stamps[0]
        why = doubt or f"only a stamp of the page gives it ({text}); the letter can be older"
        findings.date, findings.date_fact = date, Fact("date", date.plain, place, UNSURE, why)
        return used
    for line in parts.head[:20]:
        if len(line.text) <= _SHORT and any(c.isdigit() for c in line.text) and (other := other_date(line.text)):
            why = "read by likeness to dates of other forms"
            findings.date, findings.date_fact = other, Fact("date", other.plain, line.place, UNSURE, why)
            return used | {line}
    titled = list(find_dates(findings.title.text, language)) if findings.title else []
    if titled:
        findings.date = titled[0].date
        findings.date_fact = Fact("date", titled[0].date.plain, 0, UNSURE, "only the title gives it")
        return used
    findings.date_fact = Fact("date", "none", 0, UNSURE, "the source has no date")
    return used


def _nearest(own: list[tuple[Line, Found]]) -> tuple[Line, Found]:
    """Choose among dates of the head: a full day before a month, the last before the text."""
    return max(own, key=lambda pair: (bool(pair[1].date.day), pair[0].block, pair[0].row))


def _full(date: Date) -> Date:
    return Date(date.year, date.month, date.day)


def _agrees(one: Date, other: Date) -> bool:
    """Tell whether the less precise of two dates holds the other."""
    return all(a == b or not a or not b for a, b in zip(one.key, other.key, strict=True))


def _slip(date: Date, parts: Parts) -> str:
    """Suspect a slip of the year in a letter of January that speaks of later months as past."""
    if date.month != 1 or not date.day:
        return ""
    for line in parts.body:
        for found in find_dates(line.text):
            if (
                (found.date.year, found.date.month) > (date.year, date.month)
                and found.date.month > 1
                and found.date.year == date.year
            ):
                return f"the text speaks of {display(found.date)}; the year may be a slip of January"
    return ""
