"""Dates of letters: read as EDTF, written for readers."""

from __future__ import annotations

import datetime
import re
from contextlib import redirect_stdout
from functools import lru_cache
from io import StringIO

from .records import Date

_PLAIN = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})([~?%]?)")
_VAGUE = re.compile(r"([1-9][0-9]{3})(?:-(0[1-9]|1[0-2]))?([~?%]?)")
#: Characters of the longest date that is one; longer text is not worth the library's time.
_LONGEST = 40
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@lru_cache(maxsize=4096)
def parse(text: str) -> Date:
    """Read YYYY, YYYY-MM or YYYY-MM-DD, each with `~`, `?` or `%` if in doubt.

    Source: EDTF, https://www.loc.gov/standards/datetime/, level 0 without times and intervals, qualification of level 1.
    Raises ValueError with a reason in the words of a message.
    """
    if match := _PLAIN.fullmatch(text):
        try:
            day = datetime.date.fromisoformat(text.rstrip("~?%"))
        except ValueError:
            raise ValueError(f"is no day of the calendar: {_why(*map(int, match.groups()[:3]))}") from None
        return _date(day.year, day.month, day.day, match[4])
    if match := _VAGUE.fullmatch(text):
        return _date(int(match[1]), int(match[2] or 0), 0, match[3])
    if len(text) > _LONGEST:
        raise ValueError("is not a date")
    # The library is slow to import and to parse: it tells only other forms of EDTF from what is no date.
    from edtf import parse_edtf
    from edtf.parser import parser_classes as edtf

    try:
        # The library prints what it stumbles over.
        with redirect_stdout(StringIO()):
            value = parse_edtf(text)
    except Exception:  # of any kind: on texts such as `../a` the library stops with what its own code raises
        raise ValueError("is not a date") from None
    date = value.date if isinstance(value, edtf.UncertainOrApproximate) else value
    if type(date) is not edtf.Date or not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}[~?%]?", text):
        raise ValueError("is not a single day, month or year")
    if not int(date.year):
        raise ValueError(f"is no day of the calendar: {_why(0, 1, 1)}")
    return _date(int(date.year), int(date.month or 0), int(date.day or 0), text[-1])


def _date(year: int, month: int, day: int, doubt: str) -> Date:
    return Date(year, month, day, approximate=doubt in ("~", "%"), uncertain=doubt in ("?", "%"))


def _why(year: int, month: int, day: int) -> str:
    if not year:
        return "there is no year 0000"
    if not 1 <= month <= 12:
        return f"there is no month {month:02d}"
    return f"{_MONTHS[month - 1]} {year} has no day {day}"


def display(date: Date) -> str:
    """Write a date in English: `10 April 2013`, `about April 2013`, `2013 (doubtful)`."""
    text = f"{date.year}"
    if date.month:
        text = f"{_MONTHS[date.month - 1]} {text}"
    if date.day:
        text = f"{date.day} {text}"
    return ("about " if date.approximate else "") + text + (" (doubtful)" if date.uncertain else "")
