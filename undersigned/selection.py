"""Some of the letters: filters as data, read from words, applied to the catalogue, and said in words.

`commands.volume` reads them from the command line; title and scope stand on the cover of the PDF that holds the letters.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from . import dates, limits
from .catalogue import Catalogue, Entry, R
from .diagnostics import quote
from .drafting import DraftError, read
from .records import Date, Letter, title_of
from .values import nearest
from .wording import enumerate_words, language_name

#: Names that a title gives, and that a line of the scope gives, before it counts the rest.
TITLE_NAMES, SCOPE_NAMES = 3, 12


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters of letters: a letter is chosen if it meets each kind that is given; any value of the kind is enough."""

    #: Ids of topics; narrower topics belong to them.
    topics: tuple[str, ...] = ()
    #: Ids of organizations that signed or received the letter; those that signed it; those that received it.
    organizations: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    #: Ids of letters.
    letters: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    #: First and last day, month or year. A letter whose date is known to the month or year is in if it may be.
    since: Date | None = None
    until: Date | None = None
    #: Languages of letters; `fr` takes in `fr-CA`.
    languages: tuple[str, ...] = ()
    #: `full` or `summary`: what the letter's page carries.
    text: str | None = None

    @property
    def kinds(self) -> tuple[Selection, ...]:
        """Split the filters: one selection for each kind that is given."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return tuple(Selection(**{name: value}) for name, value in given.items() if value)


# ---- reading


class SelectionError(LookupError):
    """Filters that name nothing of the archive; `problems` says each once, with its mend."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__("\n".join(self.problems))


def resolve(
    catalogue: Catalogue,
    /,
    *,
    topics: Iterable[str] = (),
    organizations: Iterable[str] = (),
    signatories: Iterable[str] = (),
    addressees: Iterable[str] = (),
    letters: Iterable[str] = (),
    years: Iterable[str] = (),
    since: str | None = None,
    until: str | None = None,
    languages: Iterable[str] = (),
    text: str | None = None,
) -> Selection:
    """Read filters from words: pages by id, former id, path, name, alias or title. Raises SelectionError with all mistakes."""
    problems: list[str] = []

    def each(words: Iterable[str], read_one: Callable[[str], str]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for word in words:
            try:
                found[read_one(word.strip())] = None
            except (DraftError, ValueError) as error:
                problems.append(str(error))
        return tuple(found)

    def pages(kind: str, words: Iterable[str]) -> tuple[str, ...]:
        return each(words, lambda word: _id(catalogue, kind, word))

    def bound(what: str, word: str | None) -> Date | None:
        try:
            return None if word is None else _day(what, word.strip())
        except ValueError as error:
            problems.append(str(error))
            return None

    found = Selection(
        pages("topic", topics), pages("organization", organizations), pages("organization", signatories),
        pages("organization", addressees), pages("letter", letters), tuple(sorted(map(int, each(years, _year)))),
        bound("since", since), bound("until", until),
        each(languages, lambda word: str(read("letter", "language", word))), text,
    )  # fmt: skip
    if found.since and found.until and _first_day(found.since) > _last_day(found.until):
        problems.append(f"since {found.since} is later than until {found.until}; exchange the two")
    if problems:
        raise SelectionError(problems)
    return found


def _id(catalogue: Catalogue, kind: str, given: str) -> str:
    """Find the page that a word means; raises ValueError."""
    asked = given.removesuffix(".md").rpartition("/")[2] if given.endswith(".md") else given
    found = [entry.record.id for entry in catalogue.find(kind, asked)]
    if not found and (now := catalogue.former.get((kind, asked))) is not None:
        found = [entry.record.id for entry in catalogue.find(kind, now)]
    if len(found) > 1:
        raise ValueError(f"{quote(given)} names several {kind}s: {enumerate_words(found)}; give the id")
    if found:
        return found[0]
    if kind == "letter":
        near = nearest(asked, catalogue.letter, limit=3) or catalogue.letter_titles.suggest(asked)
    else:
        near = (catalogue.topic_names if kind == "topic" else catalogue.authority).suggest(asked)
    if near:
        mend = f"did you mean {enumerate_words(map(quote, near), 'or')}?"
    else:
        mend = f"give the id or {'title' if kind == 'letter' else 'name'} of {'an' if kind[0] == 'o' else 'a'} {kind}"
    raise ValueError(f"no {kind} is called {quote(given)}; {mend}")


def _year(given: str) -> str:
    if not re.fullmatch(r"[0-9]{4}", given):
        raise ValueError(f"{quote(given)} is no year; write four digits, or a span of years as since and until")
    return given


def _day(what: str, given: str) -> Date:
    try:
        found = dates.parse(given)
        if found.approximate or found.uncertain:
            raise ValueError("is in doubt")
    except ValueError as error:
        raise ValueError(f"{what} {quote(given)} {error}; write it as 2013-04-10, 2013-04 or 2013") from None
    return found


# ---- choosing


def choose(selection: Selection, catalogue: Catalogue) -> tuple[Entry[Letter], ...]:
    """Find the letters that meet all filters, in the order of the catalogue; without filters, all of them."""
    signed, received = catalogue.signed_by, catalogue.received_by
    pools: list[set[str]] = []
    for ids, queries in (
        (with_narrower(selection.topics, catalogue), (catalogue.by_topic,)),
        (selection.organizations, (signed, received)),
        (selection.signatories, (signed,)),
        (selection.addressees, (received,)),
    ):
        if ids:
            pools.append({entry.docname for query in queries for id_ in ids for entry in query(id_)})
    if selection.letters:
        pools.append({catalogue.letter[id_].docname for id_ in selection.letters if id_ in catalogue.letter})
    return tuple(
        entry
        for entry in catalogue.letters
        if all(entry.docname in pool for pool in pools) and _meets(entry.record, selection)
    )


def with_narrower(topics: Iterable[str], catalogue: Catalogue) -> tuple[str, ...]:
    """Add to topics those below them, at any depth."""
    found: dict[str, None] = {}
    waiting = list(topics)
    while waiting:
        id_ = waiting.pop(0)
        if id_ not in found:
            found[id_] = None
            waiting += [entry.record.id for entry in catalogue.narrower.get(id_, ())]
    return tuple(found)


def _meets(letter: Letter, selection: Selection) -> bool:
    return (
        (not selection.years or letter.date.year in selection.years)
        and (selection.since is None or _last_day(letter.date) >= _first_day(selection.since))
        and (selection.until is None or _first_day(letter.date) <= _last_day(selection.until))
        and (not selection.languages or any(f"{letter.language}-".startswith(f"{tag}-") for tag in selection.languages))
        and (selection.text is None or letter.text == selection.text)
    )


def _first_day(date: Date) -> tuple[int, int, int]:
    return date.year, date.month or 1, date.day or 1


def _last_day(date: Date) -> tuple[int, int, int]:
    # Days are compared, not counted: every month may have 31.
    return date.year, date.month or 12, date.day or 31


# ---- saying


def title(selection: Selection, catalogue: Catalogue) -> str:
    """Name what is chosen: `Tibet`, `Freedom House, 2013`, `Open letters: Tibet, Freedom House`."""
    bodies = (*selection.organizations, *selection.signatories, *selection.addressees)
    names = [*_names(selection.topics, catalogue.topic), *_names(dict.fromkeys(bodies), catalogue.organization)]
    if len(names) == 1:
        head = names[0]
    elif names:
        rest = [f"{len(names) - TITLE_NAMES:,} more"] if len(names) > TITLE_NAMES else []
        head = f"Open letters: {', '.join([*names[:TITLE_NAMES], *rest])}"
    elif len(selection.letters) == 1:
        head = _names(selection.letters, catalogue.letter)[0]
    else:
        head = "Open letters"
    return ", ".join([head, *map(str, selection.years), *_span(selection)])


def scope(selection: Selection, catalogue: Catalogue) -> tuple[str, ...]:
    """Say all filters, a line each: `Letters about Tibet (with narrower topics)`, `signed by Freedom House`."""
    first, *others = list(_conditions(selection, catalogue)) or ["of the archive"]
    return f"Letters {first}", *others


def _conditions(selection: Selection, catalogue: Catalogue) -> Iterator[str]:
    if topics := selection.topics:
        more = " (with narrower topics)" if len(with_narrower(topics, catalogue)) > len(topics) else ""
        yield f"about {_any(_names(topics, catalogue.topic))}{more}"
    for ids, verb in (
        (selection.organizations, "signed or received by"),
        (selection.signatories, "signed by"),
        (selection.addressees, "addressed or copied to"),
    ):
        if ids:
            yield f"{verb} {_any(_names(ids, catalogue.organization))}"
    if selection.letters:
        yield "chosen one by one"
    if selection.years:
        yield f"of {_any(list(map(str, selection.years)))}"
    yield from _span(selection)
    if selection.languages:
        yield f"in {_any([language_name(tag) for tag in selection.languages])}"
    if selection.text:
        yield {"full": "given in full", "summary": "told in a summary"}[selection.text]


def _span(selection: Selection) -> list[str]:
    """Say between which dates: no words or some."""
    since, until = (date and dates.display(date) for date in (selection.since, selection.until))
    if since and until:
        return [f"from {since} to {until}"]
    return [f"from {since} on"] if since else [f"until {until}"] if until else []


def _names(ids: Iterable[str], shelf: Mapping[str, Entry[R]]) -> list[str]:
    return [title_of(shelf[id_].record) for id_ in ids]


def _any(names: list[str]) -> str:
    if len(names) > SCOPE_NAMES:
        names = [*names[:SCOPE_NAMES], f"any of {len(names) - SCOPE_NAMES:,} others"]
    return enumerate_words(names, "or")


def file_name(selection: Selection) -> str:
    """Name the file of what is chosen by its filters: `tibet-2013.pdf`; the same filters give the same name."""
    parts = [*selection.topics, *selection.organizations]
    for word, ids in (("signed-by", selection.signatories), ("to", selection.addressees)):
        parts += [word, *ids] if ids else []
    parts += [*selection.letters, *map(str, selection.years)]
    for word, date in (("from", selection.since), ("until", selection.until)):
        parts += [word, date.plain] if date else []
    parts += [tag.lower() for tag in selection.languages]
    parts += [{"full": "full-texts", "summary": "summaries"}[selection.text]] if selection.text else []
    stem, room = "-".join(parts) or "letters", limits.now().name - len(".pdf")
    if len(stem) > room:
        # Names that differ behind the cut stay different.
        digest = hashlib.blake2b(stem.encode(), digest_size=3).hexdigest()
        stem = f"{stem[: room - len(digest)].rpartition('-')[0]}-{digest}"
    return f"{stem}.pdf"
