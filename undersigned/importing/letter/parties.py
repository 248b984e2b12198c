"""Reads one party - a body, an office, a person and whom the person speaks for - from one or several lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...records import Party
from .bodies import (
    Bodies,
    country_code,
    is_office,
    person_like,
    without_forms,
    without_post_nominals,
)
from .findings import LIKELY, SURE, UNSURE, FoundParty
from .vocabulary import INDIVIDUAL_NOTE, OFFICES, begins, folded

_PARENTHESIS = re.compile(r"^(?P<base>.*\S)\s*[(（](?P<inside>[^()（）]*)[)）]$")
_TRAILER = re.compile(r"^(?P<base>.*\S)(?:,\s+|\s+[–—-]\s+|\s*/\s*)(?P<tail>[^,–—]{2,60})$")
#: What a body says of its signature: “within the framework of ...”.
_CLAUSE = re.compile(
    r"^(?P<base>[^,]*[^\s,]),?\s+(?P<tail>(?:with)?in the framework of .*|on behalf of .*|as (?:a )?(?:member|part) of .*"
    r"|an? (?:member|group|coalition|network) of .*|dans le cadre de .*|en el marco de .*)$",
    re.IGNORECASE,
)
_PART = re.compile(r"\s*[,;]\s+|\s+[–—|]\s+|\s+-\s+|[，、]")
_MARKS = re.compile(r"\s*(?:(?:[*†‡§¶⁰¹²³⁴-⁹]|\[\d{1,3}\]|\[[a-z*]\])\s*)+$")
#: Characters at the end of a name among which its marks are sought.
_MARKS_WIDTH = 100
_LINKS = ("of", "for", "and", "the", "de", "des", "du", "la", "le", "les", "del", "di", "della", "delle", "dos", "da", "do", "van", "für", "fur", "der", "to", "on", "in", "&", "und", "et", "y", "e", "et", "aux", "auf", "general", "affairs")  # fmt: skip


def without_marks(text: str) -> tuple[str, str]:
    """Part the marks of footnotes and asterisks from the end of a name."""
    match = _MARKS.search(text, max(0, len(text) - _MARKS_WIDTH))
    if not match or not match.start():
        return text.strip(), ""
    return text[: match.start()].strip(), match[0].strip()


def body_party(text: str, place: int, bodies: Bodies, *, role: str = "signatory", marks: str = "") -> FoundParty:
    """Read the name of a body; countries and acronyms at its end are dropped only where the archive needs it."""
    text = text.strip().rstrip(",;")
    if found := bodies.find(text):
        return FoundParty(Party(organization=text, role=role), place, SURE, body=found, marks=marks, printed=text)
    if ids := bodies.ambiguous(text):
        why = f"several bodies bear this name: {', '.join(ids)}"
        return FoundParty(Party(organization=text, role=role), place, UNSURE, why, marks=marks, printed=text, near=ids)
    for base, tail in trimmed(text):
        if found := bodies.find(base):
            if _acronym(base, tail) or _CLAUSE.match(text):
                kept = Party(organization=text, organization_id=found, role=role)
                return FoundParty(
                    kept, place, LIKELY, "the printed form is no alias yet", body=found, marks=marks, printed=text
                )
            return FoundParty(
                Party(organization=base, role=role), place, LIKELY, f"printed with “{tail.strip()}”",
                body=found, marks=marks, printed=text,
            )  # fmt: skip
    return FoundParty(
        Party(organization=text, role=role), place, LIKELY, marks=marks, printed=text, near=bodies.near(text)
    )


def _acronym(base: str, tail: str) -> bool:
    """Tell the acronym of a name, which is part of it, from a country."""
    plain = tail.strip()
    if country_code(plain) is not None or len(plain) > 14 or " " in plain:
        return False
    return sum(c.isupper() for c in plain) >= 2


def trimmed(text: str) -> list[tuple[str, str]]:
    """List shorter forms of a name, with what each leaves out: a country or acronym, one script of two."""
    forms: list[tuple[str, str]] = []
    current = text
    if clause := _CLAUSE.match(text):
        current = clause["base"]
        forms.append((current, clause["tail"]))
    for _ in range(3):
        match = _PARENTHESIS.match(current) or _TRAILER.match(current)
        if not match:
            break
        tail = match.groupdict().get("inside") or match.groupdict().get("tail") or ""
        current = match["base"]
        forms.append((current, tail))
    inner = re.sub(r"\s*[(（][^()（）]*[)）]\s*", " ", text).strip(" ,")
    if inner != text:
        forms.append((inner, "what stands in parentheses"))
    latin = re.search("[A-Za-z]", text)
    other = re.search("[\u0370-\u052f\u0590-\u06ff\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7a3]", text)
    if latin and other:
        ascii_part = " ".join(re.findall(r"[A-Za-zÀ-ɏ’'&.,-]+", text)).strip(" ,-.")
        other_part = re.sub(r"[A-Za-zÀ-ɏ’'&.,()\-–/]+", " ", text).strip()
        forms += [(part, "another script") for part in (ascii_part, other_part) if len(part) > 1]
    return forms


def leading_office(text: str, surnames: frozenset[str] = frozenset()) -> tuple[str, str] | None:
    """Part “Secretary of State Jane Doe” into office and name; None if there is no office or no name."""
    plain = text.removeprefix("The ").removeprefix("the ")
    office = begins(folded(plain), OFFICES, 5)
    if office is None:
        return None
    tokens = plain.split()
    first = len(office.split())
    splits = [n for n in range(first, len(tokens)) if len(tokens) - n <= 5]
    named = [n for n in splits if folded(tokens[-1]) in surnames]
    for candidates in (named, splits):
        for cut in candidates:
            rest, formed = without_forms(" ".join(tokens[cut:]))
            single = (
                cut == first
                and len(rest.split()) == 1
                and rest[:1].isupper()
                and (formed or folded(rest) in surnames or len(candidates) == 1)
            )
            if folded(tokens[cut]) in _LINKS or (cut > first and folded(tokens[cut - 1]) in _LINKS):
                continue
            if (person_like(rest) or single) and not is_office(rest):
                if candidates is splits and cut > first and len(tokens) - cut > 3:
                    continue
                if country_code(rest) is not None:
                    continue
                return " ".join(tokens[:cut]), rest
    return None


def person_party(
    parts: Sequence[str], bodies: Bodies, surnames: frozenset[str] = frozenset(), *, certain: bool = False
) -> Party | None:
    """Read name, title and organization from parts; None unless they tell a person.

    `certain` says that a person is known to be named, so that no title is needed as proof.
    """
    parts = [part.strip() for part in parts if part.strip()]
    if not parts:
        return None
    alone = False
    cleaned: list[str] = []
    for part in parts:
        shorter, is_note = _individual(part)
        alone = alone or is_note
        if shorter:
            cleaned.append(shorter)
    if not cleaned:
        return None
    first = cleaned[0]
    if bodies.bears(first):
        return None
    name, formed = without_forms(first)
    name = without_post_nominals(name)
    titles: list[str] = []
    if split := leading_office(name, surnames):
        titles.append(split[0])
        name, formed = split[1], True
    name = without_post_nominals(without_forms(name)[0])
    if not person_like(name) and not (
        formed and 0 < len(name.split()) <= 5 and not bodies.is_body(name) and not is_office(name)
    ):
        return None
    organization: str | None = None
    rest = [part for part in cleaned[1:] if folded(part) not in ("mp", "mep", "phd", "kc", "qc") or titles.append(part)]  # type: ignore[func-returns-value]
    organization, more = split_rest(rest, bodies)
    if alone and organization and not bodies.bears(organization):
        organization, more = None, rest
    titles += more
    if not (
        formed or titles or alone or certain or (organization and len(cleaned) == 2 and bodies.bears(organization))
    ):
        return None
    return Party(
        name=name, title=", ".join(titles) or None, organization=None if alone and not organization else organization
    )


def split_rest(parts: Sequence[str], bodies: Bodies) -> tuple[str | None, list[str]]:
    """Part what follows a name into organization and titles."""
    rest = list(parts)
    for size in range(len(rest), 0, -1):
        for start in range(len(rest) - size + 1):
            whole = ", ".join(rest[start : start + size])
            if bodies.bears(whole) and not (size == 1 and is_office(whole) and len(rest) > 1 and start == 0):
                return whole, [*rest[:start], *rest[start + size :]]
    if not rest:
        return None, []
    countries: list[str] = []
    while len(rest) > 1 and country_code(rest[-1]) is not None:
        countries.insert(0, rest.pop())
    last = rest[-1]
    if not is_office(last) or (len(rest) > 1 and bodies.is_body(last) and is_office(rest[0])):
        tail = ", ".join([last, *countries])
        return (tail, rest[:-1]) if len(rest) > 1 or bodies.is_body(last) or not is_office(last) else (None, rest)
    # “Director of Rights House”, “Executive Director at X”
    for link in (
        " of the ",
        " at the ",
        " at ",
        " of ",
        " de la ",
        " du ",
        " de ",
        " del ",
        " der ",
        " des ",
        " – ",
        " - ",
    ):
        head, found, tail = last.partition(link)
        if found and bodies.find(tail) and is_office(head):
            return tail, [*rest[:-1], head]
    return None, [*rest, *countries]


def _individual(part: str) -> tuple[str, bool]:
    """Drop “in an individual capacity”."""
    plain = folded(part)
    if plain.strip("()[] ,") in INDIVIDUAL_NOTE:
        return "", True
    match = _PARENTHESIS.match(part)
    if match and folded(match["inside"]) in INDIVIDUAL_NOTE:
        return match["base"].strip(), True
    for note in INDIVIDUAL_NOTE:
        if len(note) > 12 and plain.endswith(note):
            return part[: len(part) - len(note)].strip(" ,-–("), True
    return part, False


def parts_of(text: str) -> list[str]:
    """Part a line at commas, dashes and bars."""
    return [part for part in _PART.split(text) if part.strip()]
