"""How facts are said in English: parties, counts of signatures, kinds of bodies, countries, languages."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from .records import Ask, Letter, Party

#: Names of kinds of organizations: one in full, several as a heading.
KIND_NAMES = {
    "ngo": ("non-governmental organization", "Non-governmental organizations"),
    "coalition": ("coalition", "Coalitions"),
    "company": ("company", "Companies"),
    "government": ("government body or office", "Governments and offices"),
    "intergovernmental": ("intergovernmental body", "Intergovernmental bodies"),
    "media": ("media", "Media"),
    "academic": ("academic institution", "Academic institutions"),
    "party": ("political party", "Political parties"),
    "other": ("other body", "Unions, associations and other bodies"),
}
#: Relations between letters, as the later letter and as the earlier one says them.
RELATION_NAMES = {
    "follows": "follows",
    "replies-to": "replies to",
    "translates": "is a translation of",
    "encloses": "encloses",
    "supersedes": "supersedes",
}
#: The same relations, as the letter says them to which they lead.
RELATION_ANSWERS = {
    "follows": "is followed by",
    "replies-to": "is answered by",
    "translates": "is translated as",
    "encloses": "is enclosed with",
    "supersedes": "is superseded by",
}
RESPONSE_NAMES = {"acknowledged": "acknowledged", "answered": "answered", "refused": "refused", "acted": "acted"}
#: What a response did, with the letter that it answers.
RESPONSE_SENTENCES = {
    "acknowledged": "acknowledged {letter}",
    "answered": "answered {letter}",
    "refused": "refused what {letter} asks",
    "acted": "acted on {letter}",
}
OUTCOME_NAMES = {"open": "open", "met": "met", "partly-met": "met in part", "refused": "refused"}
ROLE_NAMES = {"signatory": "", "lead": "lead signatory", "endorser": "endorser"}


def plural(number: int, one: str, several: str | None = None) -> str:
    """Count things: `1 letter`, `2 letters`, `1,024 letters`."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def enumerate_words(words: Iterable[str], joint: str = "and") -> str:
    """Join words: `a, b and c`; nothing for no words."""
    *head, last = list(words) or [""]
    return f"{', '.join(head)} {joint} {last}" if head else last


def outcome_summary(asks: Iterable[Ask]) -> str:
    """Count what became of asks: `2 met, 1 open; 1 without known outcome`; nothing where nothing is known."""
    statuses = [ask.outcome.status if ask.outcome else "" for ask in asks]
    known = ", ".join(
        f"{statuses.count(status):,} {OUTCOME_NAMES[status]}"
        for status in ("met", "partly-met", "refused", "open")
        if status in statuses
    )
    unknown = f"; {statuses.count(''):,} without known outcome" if known and "" in statuses else ""
    return known + unknown


def party_parts(party: Party) -> tuple[str, str]:
    """Split a party into what stands before its body and the words that lead to the body's page.

    Where no body is printed, the title (or else the name) leads to it.
    """
    if party.organization is not None:
        before = ", ".join(part for part in (party.name, party.title) if part)
        return (f"{before}, " if before else ""), party.organization
    if party.title is not None:
        return (f"{party.name}, " if party.name else ""), party.title
    return "", party.name or party.organization_id or ""


def short_party(party: Party) -> str:
    """Say a party in few words: the person with the office or body, or the body alone."""
    if party.name and (party.organization or party.title):
        return f"{party.name} ({party.organization or party.title})"
    return party.organization or party.title or party.name or ""


def short_parties(parties: tuple[Party, ...], limit: int = 2) -> str:
    """Say the first parties and how many more there are."""
    if not parties:
        return ""
    shown = [short_party(party) for party in parties[:limit]]
    if len(parties) > limit:
        return f"{', '.join(shown)} and {plural(len(parties) - limit, 'other')}"
    return enumerate_words(shown)


def signature_count(letter: Letter) -> str:
    """Say how many signed, and whether all are known: `8 organizations`, `12 of at least 39 known`."""
    listed = len(letter.signatories)
    persons = sum(1 for party in letter.signatories if party.is_person_alone)
    parts = []
    if listed - persons:
        parts.append(plural(listed - persons, "organization"))
    if persons:
        parts.append(plural(persons, "person"))
    if letter.individuals:
        parts.append(plural(letter.individuals, "private person"))
    if letter.signatories_complete and parts:
        return enumerate_words(parts)
    stated = letter.signatories_stated
    if stated is not None and stated > listed == 0:
        return f"at least {stated:,}, none known by name"
    if stated is not None and stated > listed:
        return f"{listed:,} of at least {stated:,} known"
    if not listed:
        return "signatories not known"
    return f"{enumerate_words(parts)} known, list incomplete"


@lru_cache(maxsize=512)
def language_name(tag: str) -> str:
    """Name a language in English."""
    if tag == "und":
        # The locale data take it for English, the likeliest.
        return "not known"
    from babel.core import Locale, UnknownLocaleError

    try:
        name = Locale.parse(tag, sep="-").get_display_name("en")
    except (UnknownLocaleError, ValueError):
        name = Locale("en").languages.get(tag.partition("-")[0])
    return name or tag


@lru_cache(maxsize=64)
def is_right_to_left(tag: str) -> bool:
    """Tell languages written from right to left."""
    from babel.core import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-").text_direction == "rtl"
    except (UnknownLocaleError, ValueError):
        return tag.partition("-")[0] in ("ug", "ar", "fa", "he", "ur", "ps", "ku", "yi", "dv")


#: Names that are shorter and no less clear than the long ones of the locale data.
_SHORT_COUNTRIES = {"HK": "Hong Kong", "MO": "Macao", "PS": "Palestine"}


def short_kind(kind: str) -> str:
    """Name a kind in few letters, for lines of indexes."""
    return "NGO" if kind == "ngo" else KIND_NAMES[kind][0]


@lru_cache(maxsize=512)
def country_name(code: str) -> str:
    """Name a country in English."""
    from babel.core import Locale

    return _SHORT_COUNTRIES.get(code) or str(Locale("en").territories.get(code, code))
