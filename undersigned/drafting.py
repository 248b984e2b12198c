"""New records from single values, each read by the rule that the check holds pages to.

`commands.new` asks for the values; `writing` writes the pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

from . import values
from .frontmatter import Scalar
from .records import Date, Letter, Party
from .schema import KEYS, PARTY_KEYS, SIGNATORY_KEYS, SOURCE_KEYS
from .values import Reader

#: Characters of the words in a letter's id, and of other ids; a file's name has at most `limits.now().name`.
SLUG_LENGTH, ID_LENGTH = 56, 64
#: Words that tell nothing in an address.
STOP_WORDS = (
    "a an and at by for from in into of on or the to with open joint letter letters re regarding concerning".split()  # noqa: SIM905
)
#: The body of a new letter; the reader drops it, so that an unfinished page shows no foreign sentence.
SKELETON = """\
<!-- Write here in your own words what the letter says: who writes to whom, on what occasion, and what they ask.
Do not copy sentences of the letter. Then delete this note. -->
"""

_PARTY_PART = re.compile(r"([a-z-]+)=(.*)", re.DOTALL)
#: Values that stand below a key of the page, or in its file's name.
_READERS: dict[str, values.Read[Any]] = {
    **{key.name: key.read for key in (*SOURCE_KEYS, *SIGNATORY_KEYS)},
    "id": values.identifier,
}


class DraftError(Exception):
    """A value that the archive does not take; the text says why."""


def read(kind: str, key: str, text: str) -> Any:
    """Read one value as the check would read it on a page; raises DraftError with the words of the check."""
    reader = Reader("")
    readers = {known.name: known.read for known in KEYS[kind]} | _READERS
    value: Any = readers[key](reader, key, Scalar(text, 1, plain=False))
    if value is None or reader.messages:
        raise DraftError("; ".join(message.text for message in reader.messages))
    return value


def read_list(kind: str, key: str, texts: Sequence[str]) -> tuple[Any, ...]:
    """Read the values of a list; what stands twice is told."""
    found: list[Any] = []
    for text in texts:
        for value in read(kind, key, text):
            if value in found:
                raise DraftError(f"{text} stands twice; delete one of the two")
            found.append(value)
    return tuple(found)


def read_party(key: str, parts: Sequence[str]) -> Party:
    """Read a party from words such as `name=Jo Example`; a word without a known key is the body as printed."""
    known = {known.name for known in (SIGNATORY_KEYS if key == "signatories" else PARTY_KEYS)}
    facts: dict[str, str] = {}
    for part in parts:
        match = _PARTY_PART.fullmatch(part)
        name, text = (match[1], match[2]) if match and match[1] in known else ("organization", part)
        if name in facts:
            raise DraftError(
                f"{part}: {name} is given twice for one party; put a name of several words in quotation marks, "
                "and give the option once for each party"
            )
        facts[name] = text
    if not facts.keys() & {known.name for known in PARTY_KEYS}:
        raise DraftError("the party names nobody; give an organization, name= or title=")
    return Party(**{name.replace("-", "_"): read("letter", name, text) for name, text in facts.items()})


def letter_id(date: Date, title: str, slug: str | None = None) -> str:
    """Make a letter's id of its date and the telling words of its title."""
    from slugify import slugify

    words = slug or slugify(
        title, max_length=SLUG_LENGTH, word_boundary=True, save_order=True, stopwords=STOP_WORDS
    ) or slugify(title, max_length=SLUG_LENGTH)  # fmt: skip
    return f"{date.plain}-{words or 'letter'}"


def page_id(name: str) -> str:
    """Make the id of an organization or topic of its name."""
    from slugify import slugify

    found: str = slugify(name, max_length=ID_LENGTH, word_boundary=True, save_order=True)
    if not found:
        raise DraftError("no id can be made of the name; give --id")
    return found


def free_id(name: str, taken: Callable[[str], bool], *, otherwise: str) -> str:
    """Make an id of a name that no page has, by a number if need be; `otherwise` serves where the name gives none."""
    try:
        stem = page_id(name)
    except DraftError:
        stem = otherwise
    ids = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(id_ for id_ in ids if not taken(id_))


def body_of(letter: Letter) -> str:
    """Give the body of a new letter's page."""
    return SKELETON if letter.text == "summary" else ""
