"""Dates in words and figures of many languages.

Month names are those of the Unicode locale data. A date is never completed from today's.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ...records import Date
from .vocabulary import folded

#: Locales whose month names are known; the earlier win nothing, a name that means two months is unsure.
LOCALES = (
    "en", "fr", "de", "de_AT", "es", "pt", "it", "nl", "sv", "da", "nb", "fi", "pl", "cs", "sk", "sl", "hr", "sr", "bg", "mk", "ru", "uk",
    "be", "el", "hu", "ro", "lt", "lv", "et", "tr", "az", "kk", "uz", "ka", "hy", "ar", "ar_SY", "ar_DZ", "ar_MA", "fa", "he", "ur", "ps",
    "hi", "ne", "bn", "ta", "th", "vi", "id", "ms", "sw", "ca", "eu", "gl", "sq", "is", "ga", "am", "my", "km", "mn", "tl",
)  # fmt: skip
_STANDING = ("cs", "pl", "ru", "uk", "el", "ca", "hr", "sk", "fi", "be", "lt")
_MORE = {
    "sept": 9, "sepr": 9, "febr": 2, "fevr": 2, "janv": 1, "juil": 7, "set": 9, "setiembre": 9, "janner": 1, "feber": 2,
}  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 1900, 2100

# Blanks and words are bounded, and a word begins where no letter stands before it: a word of thousands of letters is
# no month, and would be tried from each of them to each other.
_WORD = r"(?<![^\W\d_])[^\W\d_]{1,24}(?:\s?[^\W\d_]{1,24})?"
_LINK = r"(?:\s{0,4}(?:(?:de|del|di|do|of|den|the|ta|li|dia|ngày)\s{1,4}|d['’]))?"
_YEAR = r"(?P<y>(?:19|20|25)\d\d|1[34]\d\d)"
_GLUE = r"(?:\s{0,4},?\s{0,4}(?:de|del|do|di|of|năm|г\.?|р\.?|พ\.ศ\.|ค\.ศ\.)?\s{0,4})"
_DAY = r"(?<![\d.,])(?P<d>\d{1,2})(?:\s?(?:st|nd|rd|th|er|ère|º|°|ª|\.|-го|го|-е|日|a|e)(?![\w]))?"
_PATTERNS = (
    ("cjk", re.compile(r"(?P<y>\d{4})\s{0,4}[年년]\s{0,4}(?P<m>\d{1,2})\s{0,4}[月월](?:\s{0,4}(?P<d>\d{1,2})\s{0,4}[日号號일])?")),
    ("iso", re.compile(r"(?<!\d)(?P<y>\d{4})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)")),
    ("figures", re.compile(r"(?<!\d)(?P<a>\d{1,2})(?P<s>[./-])\s?(?P<b>\d{1,2})(?P=s)\s?(?P<y>\d{4})(?!\d)")),
    ("vi", re.compile(r"(?i:ngày)\s{1,4}(?P<d>\d{1,2})\s{1,4}tháng\s{1,4}(?P<m>\d{1,2})\s{0,4}(?:,|năm)?\s{0,4}(?P<y>\d{4})")),
    ("dmy", re.compile(rf"{_DAY}{_LINK}[\s-]{{0,4}}(?P<w>{_WORD})[.,]?{_GLUE}[\s-]{{0,4}}{_YEAR}(?!\d)")),
    ("mdy", re.compile(rf"(?P<w>{_WORD})\.?\s{{1,4}}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s{{0,4}},?\s{{1,4}}{_YEAR}(?!\d)")),
    ("ymd", re.compile(rf"(?<!\d){_YEAR}[.,]?\s{{1,4}}(?P<w>{_WORD})\s{{1,4}}(?P<d>\d{{1,2}})(?!\d)")),
    ("hole", re.compile(rf"(?P<w>{_WORD})\.?\s{{1,4}}(?:[Xx]{{1,2}}|__+|\?\?|\[[^\]]{{0,8}}\]|TBC|TBD)\s{{0,4}},?\s{{1,4}}{_YEAR}(?!\d)")),
    ("hole", re.compile(rf"(?<!\w)(?:[Xx]{{1,2}}|__+|\?\?|\[[^\]]{{0,8}}\])\s{{1,4}}(?P<w>{_WORD})\.?\s{{0,4}},?\s{{1,4}}{_YEAR}(?!\d)")),
    ("my", re.compile(rf"(?P<w>{_WORD})\.?{_GLUE}\s{{0,4}}{_YEAR}(?!\d)")),
)  # fmt: skip
_HAN_DATE = re.compile(
    "[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}[日号號])?"
)
_HAN = {
    sign: value
    for value, signs in enumerate(("〇零○", "一", "二", "三", "四", "五", "六", "七", "八", "九"))
    for sign in signs
}


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text; `why` says what is doubtful, empty if nothing."""

    date: Date
    start: int
    end: int
    why: str = ""


@lru_cache(maxsize=1)
def _months() -> dict[str, frozenset[tuple[str, int]]]:
    """Know the months by folded name: (language, number)."""
    from babel.core import Locale

    names: dict[str, set[tuple[str, int]]] = {}
    for code in LOCALES:
        locale = Locale.parse(code)
        tables = [locale.months["format"][width] for width in ("wide", "abbreviated")]
        if code in _STANDING:
            tables.append(locale.months["stand-alone"]["wide"])
        for table in tables:
            for number, name in table.items():
                key = _month_key(name)
                if len(key) > 1 and not key[0].isdigit():
                    names.setdefault(key, set()).add((locale.language, int(number)))
    for name, number in _MORE.items():
        names.setdefault(name, set()).add(("en", number))
    return {key: frozenset(values) for key, values in names.items()}


def _month_key(name: str) -> str:
    key = folded(name).replace(".", "")
    for prefix in ("de ", "d'", "thang ", "bulan "):
        key = key.removeprefix(prefix)
    return key.strip()


def western_digits(text: str) -> str:
    """Write the figures of any script as 0-9; the length stays."""
    return "".join(str(unicodedata.digit(c)) if c > "\u007f" and unicodedata.category(c) == "Nd" else c for c in text)


def find_dates(text: str, language: str | None = None) -> list[Found]:
    """Find the dates in a line, in the order in which they stand."""
    plain = western_digits(_western_han(text)) if any(c > "\u007f" for c in text) else text
    if not any(c.isdigit() for c in plain):
        return []
    found: list[Found] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            found += [Found(date, match.start(), match.end(), why) for date, why in _read(kind, match, text, language)]
    return sorted(found, key=lambda date: date.start)


def other_date(text: str) -> Date | None:
    """Read a short line that is a date in a form of its own (“2021. 5. 4”, “12 Nov. '19”), by dateparser.

    It completes and guesses: what it says is doubtful.
    """
    from dateparser.date import DateDataParser

    # Without a time zone, that of the machine is looked for.
    settings = {"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"], "TIMEZONE": "UTC"}
    found = DateDataParser(settings=settings).get_date_data(text).date_obj
    if (
        found is None
        or not _FIRST_YEAR <= found.year <= _LAST_YEAR
        or f"{found.year % 100:02d}" not in western_digits(text)
    ):
        return None
    return Date(found.year, found.month, found.day)


def _western_han(text: str) -> str:
    return _HAN_DATE.sub(lambda match: _han_date(match[0]), text)


def _han_date(text: str) -> str:
    year, rest = text.split("年", 1)
    month, _, day = rest.partition("月")
    figures = "".join(str(_HAN[c]) for c in year)
    return f"{figures}年{_han_number(month)}月" + (f"{_han_number(day.rstrip('日号號'))}日" if day else "")


def _han_number(text: str) -> int:
    tens, ten, ones = text.partition("十")
    if not ten:
        return _HAN.get(text, 0)
    return (_HAN.get(tens, 1) if tens else 1) * 10 + (_HAN.get(ones, 0) if ones else 0)


def _read(kind: str, match: re.Match[str], text: str, language: str | None) -> Iterator[tuple[Date, str]]:
    groups = match.groupdict()
    year, why = _year(int(groups["y"]), text)
    if kind == "figures":
        first, second = int(groups["a"]), int(groups["b"])
        month_first = second > 12 and first <= 12
        day, month = (second, first) if month_first else (first, second)
        if first <= 12 and second <= 12 and first != second and groups["s"] != ".":
            why = why or f"{match[0]} is read as day/month; it may be month/day"
    elif "w" in groups:
        number, doubt = _month(groups["w"], language)
        if number is None:
            return
        month, day, why = number, int(groups.get("d") or 0), why or doubt
        if kind == "hole":
            why = "the day is a placeholder"
    else:
        month, day = int(groups["m"]), int(groups.get("d") or 0)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return
    try:
        datetime.date(year, month, day or 1)
    except ValueError:
        return
    yield Date(year, month, day), why


def _year(year: int, text: str) -> tuple[int, str]:
    """Give the year of our era; Thai years count from Buddha."""
    if 2400 < year < 2700:
        return year - 543, ""
    return year, ""


def _month(word: str, language: str | None) -> tuple[int | None, str]:
    """Find the month of a name; the last word counts if the whole is none."""
    for name in (word, word.split()[-1], word.split()[0]):
        meant = _months().get(_month_key(name), frozenset())
        numbers = {number for _, number in meant}
        if len(numbers) > 1:
            spoken = {number for code, number in meant if code == (language or "")[:2]}
            numbers = spoken or numbers
        if len(numbers) == 1:
            return numbers.pop(), ""
        if numbers:
            return min(numbers), f"the month {name} means different months in different languages"
    return None, ""
