"""What the PDF builder takes from the catalogue: the letters, in the order of their dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from undersigned import dates

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True, slots=True)
class Entry:
    """A letter as the edition lists it."""

    docname: str
    title: str
    #: The date for readers, such as `10 April 2013`.
    date: str
    year: int
    #: BCP 47; nothing if the page has the language of the archive, as summaries do.
    language: str


def entries(env: BuildEnvironment, /) -> tuple[Entry, ...]:
    """List the letters in the catalogue's order, which is that of their dates."""
    domain = env.domains["letters"]
    found = []
    for letter in domain.catalogue.letters:  # type: ignore[attr-defined]
        record = letter.record
        found.append(
            Entry(
                docname=letter.docname,
                title=record.title,
                date=dates.display(record.date),
                year=record.date.year,
                language=record.language if record.text == "full" else "",
            )
        )
    return tuple(found)
