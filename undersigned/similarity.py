"""Letters that may stand in the archive twice: the same day and signatories, the same address, or the same title.

`checking` reports them as notices; the importer and `new` ask `likely_same` about one letter before it is written.
Letters are compared only within small groups (a month and a signatory, an address, a title less a word), so that the
cost grows with the number of letters; a group of more than `MOST` is a series or a collection and tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations, pairwise
from urllib.parse import urlsplit

from . import rules
from .catalogue import Catalogue, Entry
from .diagnostics import Message, quote
from .names import name_key
from .records import Date, Letter, Party

#: Letters that share something before it tells nothing any more.
MOST = 12
#: Days between letters whose titles are compared: coalitions write anew every year.
DAYS_APART = 300
#: rapidfuzz's ratio, 0 to 100, from which titles are near-identical: a misprint or one short word apart.
NEAR = 92
#: Telling words that a title needs before it can tell a letter from others.
TELLING = 4
#: Words that many titles have, or that a publisher adds.
_COMMON = frozenset(
    ["a", "an", "the", "of", "on", "in", "to", "for", "from", "by", "with", "and", "or", "at", "re", "about", "regarding", "concerning", "over", "its", "our", "your", "his", "her", "their", "is", "are", "be", "as", "that", "this", "who", "than", "open", "joint", "letter", "letters", "statement", "release", "appeal", "call", "calls", "calling", "urge", "urges", "asks", "groups", "ngos", "organizations", "organisations", "coalition", "members", "dear", "mr", "ms", "mrs", "president", "prime", "minister", "secretary"]
)  # fmt: skip
_NUMBER = re.compile(r"\d+")

#: A group and its members: what is shared -> letters by page.
Groups = dict[tuple[str, ...], list[Entry[Letter]]]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two letters that may be one, in the order of their pages, and why."""

    first: Entry[Letter]
    second: Entry[Letter]
    reasons: tuple[str, ...]


def possible_duplicates(catalogue: Catalogue) -> Iterator[Message]:
    """Report letters that may stand twice, on the later page."""
    for found in pairs(catalogue, groups(catalogue, catalogue.letters)):
        yield message(found)


def likely_same(
    catalogue: Catalogue, letter: Letter, gathered: Groups | None = None
) -> list[tuple[Entry[Letter], tuple[str, ...]]]:
    """Find the letters of the archive that a new one may repeat, with the reasons, most reasons first.

    Who asks for many letters gives the `groups` of all letters of the archive, so that they are gathered once.
    """
    new = Entry("", letter)
    gathered = groups(catalogue, catalogue.letters) if gathered is None else gathered
    near: Groups = {
        key: [new, *(entry for entry in gathered.get(key, ()) if entry.record.id != letter.id)]
        for key in _keys(catalogue, new)
    }
    found = [pair for pair in pairs(catalogue, near) if pair.first.docname == ""]
    found.sort(key=lambda pair: (-len(pair.reasons), pair.second.docname))
    return [(pair.second, pair.reasons) for pair in found]


def groups(catalogue: Catalogue, letters: Iterable[Entry[Letter]]) -> Groups:
    """Gather letters by what they share."""
    gathered: Groups = {}
    for entry in sorted(letters, key=lambda entry: entry.docname):
        for key in _keys(catalogue, entry):
            gathered.setdefault(key, []).append(entry)
    return gathered


def pairs(catalogue: Catalogue, gathered: Groups) -> list[Likeness]:
    """Compare the letters within each group that is small enough; each pair once, by page."""
    near: dict[tuple[str, str], tuple[Entry[Letter], Entry[Letter]]] = {}
    for key, members in gathered.items():
        for part in _parts(key, members):
            for one, other in combinations(part, 2):
                near.setdefault((one.docname, other.docname), (one, other))
    found = []
    for _, (one, other) in sorted(near.items()):
        if reasons := compare(catalogue, one.record, other.record):
            found.append(Likeness(one, other, reasons))
    return found


def _parts(key: tuple[str, ...], members: list[Entry[Letter]]) -> Iterator[list[Entry[Letter]]]:
    """Split a group by time where it is one of titles: a series of years is many small groups."""
    if key[0] != "title":
        if 1 < len(members) <= MOST:
            yield members
        return
    ordered = sorted(members, key=lambda entry: (_ordinal(entry.record.date), entry.docname))
    part: list[Entry[Letter]] = ordered[:1]
    for before, after in pairwise(ordered):
        if _ordinal(after.record.date) - _ordinal(before.record.date) > DAYS_APART:
            if 1 < len(part) <= MOST:
                yield sorted(part, key=lambda entry: entry.docname)
            part = []
        part.append(after)
    if 1 < len(part) <= MOST:
        yield sorted(part, key=lambda entry: entry.docname)


def compare(catalogue: Catalogue, one: Letter, other: Letter) -> tuple[str, ...]:
    """Say why two letters may be one; nothing where a relation tells them apart."""
    if any(relation.letter == other.id for relation in one.relations) or any(
        relation.letter == one.id for relation in other.relations
    ):
        return ()
    reasons = []
    if shared := addresses(one) & addresses(other):
        reasons.append(f"the same address ({quote(min(shared))})")
    if _same_time_and_signatories(catalogue, one, other):
        reasons.append("the same date and signatories")
    if _same_title(one, other):
        reasons.append("nearly the same title")
    return tuple(reasons)


def message(pair: Likeness) -> Message:
    """Say on the later page that two letters may be one."""
    first = pair.first.record
    reason = " and ".join(pair.reasons)
    return Message(
        f"{pair.second.docname}.md", 1, rules.POSSIBLE_DUPLICATE,
        f"the letter may be the one in {pair.first.docname}.md: {reason}",
        f"remove one of the pages, or name {first.id} in relations if they are two letters",
    )  # fmt: skip


def _keys(catalogue: Catalogue, entry: Entry[Letter]) -> list[tuple[str, ...]]:
    """Name the groups to which a letter belongs."""
    letter = entry.record
    month = f"{letter.date.year:04d}-{letter.date.month:02d}"
    keys: list[tuple[str, ...]] = [("date", month, id_) for id_ in sorted(signatory_keys(catalogue, letter))]
    keys += [("address", url) for url in sorted(addresses(letter))]
    keys += [("title", key) for key in title_keys(letter.title)]
    return keys


def signatory_keys(catalogue: Catalogue, letter: Letter) -> frozenset[str]:
    """Name the bodies that signed, by id, or by name where the archive does not know them."""
    return frozenset(key for party in letter.signatories if (key := party_key(catalogue, party)))


def party_key(catalogue: Catalogue, party: Party) -> str:
    """Name the body of a party: by id, or by name where the archive does not know it; empty for persons alone."""
    if found := catalogue.body_of(party):
        return found.record.id
    return "" if party.organization is None else f"name {name_key(party.organization)}"


def _same_time_and_signatories(catalogue: Catalogue, one: Letter, other: Letter) -> bool:
    """Compare dates as far as both are known.

    On one day a single shared signatory tells enough. Where only the month is known, most signatories must be the same,
    and the letters must not go to different addressees.
    """
    if one.date.year != other.date.year:
        return False
    vague = 0 in (one.date.month, one.date.day, other.date.month, other.date.day)
    if one.date.month != other.date.month or (one.date.day != other.date.day and not vague):
        return False
    ours, theirs = signatory_keys(catalogue, one), signatory_keys(catalogue, other)
    shared = len(ours & theirs)
    if not vague:
        return shared > 0
    addressed, elsewhere = _addressees(catalogue, one), _addressees(catalogue, other)
    same_addressee = not addressed or not elsewhere or bool(addressed & elsewhere)
    return shared > 0 and 2 * shared >= max(len(ours), len(theirs)) and same_addressee


def _addressees(catalogue: Catalogue, letter: Letter) -> frozenset[str]:
    return frozenset(key for party in letter.to if (key := party_key(catalogue, party)))


def _same_title(one: Letter, other: Letter) -> bool:
    """Compare titles that tell something; those that differ in a number stand for different letters."""
    from rapidfuzz import fuzz

    if abs(_ordinal(one.date) - _ordinal(other.date)) > DAYS_APART:
        return False
    ours, theirs = _title(one.title), _title(other.title)
    if ours.numbers != theirs.numbers or min(len(ours.telling), len(theirs.telling)) < TELLING:
        return False
    return fuzz.ratio(ours.key, theirs.key) >= NEAR


@dataclass(frozen=True, slots=True)
class _Title:
    key: str
    #: Words that are neither common nor numbers, each once, sorted.
    telling: tuple[str, ...]
    numbers: tuple[str, ...]


@lru_cache(maxsize=65536)
def _title(title: str) -> _Title:
    key = name_key(title)
    telling = sorted({word for word in key.split() if word not in _COMMON and not _NUMBER.search(word)})
    return _Title(key, tuple(telling), tuple(sorted(_NUMBER.findall(key))))


@lru_cache(maxsize=65536)
def title_keys(title: str) -> tuple[str, ...]:
    """Make the keys of which near-identical titles share one: the telling words and numbers less one word each."""
    found = _title(title)
    if len(found.telling) < TELLING:
        return ()
    numbers = " ".join(found.numbers)
    words = found.telling
    return tuple(f"{' '.join(words[:i] + words[i + 1 :])}/{numbers}" for i in range(len(words)))


@lru_cache(maxsize=65536)
def address_key(url: str) -> str:
    """Reduce an address to what tells pages apart: without scheme, www, fragment and last slash."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}" + (f"?{parts.query}" if parts.query else "")


def addresses(letter: Letter) -> frozenset[str]:
    """Give the addresses at which a letter stands; a whole site is no address of a letter."""
    urls = (letter.source.url, *letter.other_urls)
    keys = {address_key(url) for url in urls if url}
    return frozenset(key for key in keys if "/" in key or "?" in key)


def _ordinal(when: Date) -> int:
    """Count days; what is not known is taken for the middle."""
    try:
        return date(max(when.year, 1), when.month or 7, when.day or 15).toordinal()
    except ValueError:
        return date(max(when.year, 1), 7, 1).toordinal()
