"""What the archive gives away: its records and the text of its pages, without persons who sign for no body.

Comes after `catalogue`; `data` writes it as files. The command `export` makes it from a folder of pages, the HTML build
from what it has read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from .. import frontmatter, pages, tree
from ..catalogue import Catalogue, Entry
from ..records import Letter, Organization, Record, Topic
from .items import letter_and_text
from .texts import Text, text_of


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that is given away, in the order of the files."""

    #: Resolves names and answers queries; its letters may name persons, those below do not.
    catalogue: Catalogue
    letters: tuple[Entry[Letter], ...]
    organizations: tuple[Entry[Organization], ...]
    topics: tuple[Entry[Topic], ...]
    #: Docname -> what the page says.
    texts: Mapping[str, Text]

    @property
    def records(self) -> dict[str, Record]:
        """Give the record of each page that is given away, by docname."""
        found: dict[str, Record] = {entry.docname: entry.record for entry in self.letters}
        found |= {entry.docname: entry.record for entry in self.organizations}
        return found | {entry.docname: entry.record for entry in self.topics}

    @property
    def title(self) -> str:
        """Name the archive by the title of its first page."""
        home = self.catalogue.pages.get("index")
        return home.title if home else "Open letters"


def hold(catalogue: Catalogue, body_of: Callable[[str], str], named: Callable[[Entry[Letter]], Letter], /) -> Holdings:
    """Gather what is given away.

    `body_of` gives the Markdown of a page by docname, `named` a letter as its page has it, with the names of persons
    who sign for no body: what names them is left out.
    """
    letters: list[Entry[Letter]] = []
    texts = _Texts(body_of)
    for entry in catalogue.letters:
        letter = entry.record
        if any(party.is_person_alone for party in letter.signatories):
            letter, texts[entry.docname] = letter_and_text(named(entry), body_of(entry.docname))
        elif letter.text == "full":
            texts.whole.add(entry.docname)
        letters.append(Entry(entry.docname, letter))
    organizations = tuple(entry for _, entry in sorted(catalogue.organization.items()))
    topics = tuple(entry for _, entry in sorted(catalogue.topic.items()))
    return Holdings(catalogue, tuple(letters), organizations, topics, texts)


class _Texts(dict[str, Text]):
    """Texts of pages, read when they are first asked for: who writes a few files opens a few pages."""

    def __init__(self, body_of: Callable[[str], str]) -> None:
        super().__init__()
        self._body_of = body_of
        #: Letters that are given in full.
        self.whole: set[str] = set()

    def __missing__(self, docname: str) -> Text:
        self[docname] = text_of(self._body_of(docname), whole=docname in self.whole)
        return self[docname]


def read_pages(sources: Iterable[tuple[str, bytes]], /) -> Holdings:
    """Read pages, given by path with their bytes."""
    records: dict[str, Record] = {}
    bodies: dict[str, str] = {}
    for path, source in sources:
        page = pages.read_facts(source, path=path)
        if page.record is not None:
            docname = path.removesuffix(".md")
            records[docname], bodies[docname] = page.record, page.body
    return hold(Catalogue(records), bodies.__getitem__, lambda entry: entry.record)


def read_folder(root: Path, /) -> Holdings:
    """Read a folder of pages."""
    return read_pages((path, (root / path).read_bytes()) for path in tree.check_tree(root).pages)


def body_in(source: bytes, /) -> str:
    """Find the Markdown of a page without reading its facts."""
    content = source.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")
    return frontmatter.body_of(content)
