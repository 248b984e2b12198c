"""What the scripts of the letter table must know of letters: facets, and the texts in which a selection is exported.

Written as scripts by `tables`, because a page that is opened from a folder may not fetch data. The texts are parted by
year and format, so that the export of a few letters loads a part of the archive only.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from .. import site, wording
from ..exports import files, formats
from . import beside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..catalogue import Catalogue, Entry
    from ..records import Letter
    from .stamps import Stamps

#: Below the output folder.
FOLDER = "_static/letter-table"
#: Formats in which a selection is exported.
FORMATS = (formats.CSV, formats.BIBTEX, formats.RIS)


def scripts(catalogue: Catalogue, stamps: Stamps, /) -> Iterator[beside.File]:
    """Yield each script. No person's name is in them but in letters' titles."""
    yield beside.File(
        f"{FOLDER}/letters.js", lambda: f"window.undersignedLetters = {embed(facets(catalogue))};\n", stamps.whole
    )
    made_from = {year: stamps.letters(letters) for year, letters in catalogue.by_year.items()}
    for format_ in FORMATS:
        texts = files.Texts(format_, catalogue, site.base_url())
        for year, letters in catalogue.by_year.items():
            name = f"{year:04d}{format_.suffix}"
            yield beside.File(f"{FOLDER}/{name}.js", partial(_texts, name, texts, letters), made_from[year])


def _texts(name: str, texts: files.Texts, letters: Iterable[Entry[Letter]]) -> str:
    entries = {"head": texts.head, "entries": [[letter.record.id, texts.entry(letter)] for letter in letters]}
    return f"(window.undersignedTexts = window.undersignedTexts || {{}})[{embed(name)}] = {embed(entries)};\n"


def facets(catalogue: Catalogue, /) -> dict[str, Any]:
    """Gather what letters are filtered and sorted by; a letter names the rest by their places in the lists."""
    letters = [entry.record for entry in catalogue.letters]
    topics = _places(sorted(catalogue.topic, key=lambda id_: (catalogue.topic[id_].record.name.casefold(), id_)))
    bodies = _places(
        sorted(catalogue.organization, key=lambda id_: (catalogue.organization[id_].record.name.casefold(), id_))
    )
    languages = _places(sorted({letter.language for letter in letters}, key=wording.language_name))
    publishers = _places(sorted({letter.source.publisher for letter in letters}))
    return {
        "topics": [[id_, catalogue.topic[id_].record.name] for id_ in topics],
        "bodies": [[id_, catalogue.organization[id_].record.name] for id_ in bodies],
        "languages": [[tag, wording.language_name(tag)] for tag in languages],
        "publishers": list(publishers),
        "letters": [
            [
                letter.id, letter.date.plain, signatures(letter), int(letter.text == "full"),
                languages[letter.language], publishers[letter.source.publisher],
                [topics[topic.record.id] for named in letter.topics if (topic := catalogue.topic_of(named.target))],
                [bodies[body.record.id] for body in catalogue.signatories(letter)],
                [bodies[body.record.id] for body in catalogue.addressees(letter)],
            ]
            for letter in letters
        ],
    }  # fmt: skip


def signatures(letter: Letter, /) -> int:
    """Count signatures for sorting: those listed, or those stated where the source knows of more."""
    return max(len(letter.signatories), letter.signatories_stated or 0)


def embed(data: object, /) -> str:
    """Write data as an expression of JavaScript that no reader of HTML or of old scripts takes for anything else."""
    # Beyond ASCII, all is escaped: line separators, which end a string for old engines, and unfinished characters.
    return json.dumps(data, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")


def _places(ids: Iterable[str]) -> dict[str, int]:
    return {id_: place for place, id_ in enumerate(ids)}
