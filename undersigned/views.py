"""What each page shows beyond its own text, as plain data; `viewing` makes it from the catalogue.

`rendering` turns a view into nodes and takes nothing from elsewhere; so a page must be written anew
exactly when its view differs from the one last written (see `fingerprint` and `rebuilding`).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from .charts.data import Chart, Years
from .downloads import Download
from .exports.agents import Correspondence
from .exports.citations import Piece
from .listings import Listing


@dataclass(frozen=True, slots=True)
class Link:
    """A page and its title, which for letters may be in another language."""

    docname: str
    title: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Tally:
    """A page (none: plain text), its title, and how many letters connect it with this one."""

    docname: str | None
    title: str
    count: int
    children: tuple[Tally, ...] = ()
    #: For topics with narrower ones: letters on any of them, each once.
    whole: int = 0


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter as one line of a list."""

    docname: str
    title: str
    language: str
    iso: str
    date: str
    to: str
    signers: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class AskLine:
    """One ask of a letter: its number there, the ask, and what became of it."""

    number: int
    text: str
    outcome: str


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A letter in the record of an organization: its role there, and what was asked of it."""

    letter: LetterLine
    role: str
    asks: tuple[AskLine, ...]


@dataclass(frozen=True, slots=True)
class AskedLine:
    """An ask apart from the other asks of its letter."""

    letter: LetterLine
    ask: AskLine


@dataclass(frozen=True, slots=True)
class OrganizationLine:
    """An organization as one line of an index."""

    docname: str
    name: str
    initial: str
    kind: str
    #: Name and code of the country; empty where it is not known.
    country: str
    country_code: str
    signed: int
    received: int


@dataclass(frozen=True, slots=True)
class AddresseeLine:
    """A body as one line of the index of addressees: how many letters it received, and in which years."""

    docname: str
    name: str
    country: str
    received: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class AddresseeGroup:
    """The addressees of one kind, those with most letters first."""

    anchor: str
    title: str
    lines: tuple[AddresseeLine, ...]


@dataclass(frozen=True, slots=True)
class CollectiveLine:
    """Addressees without a page, as letters print them, such as all companies of a trade."""

    title: str
    letters: tuple[LetterLine, ...]


@dataclass(frozen=True, slots=True)
class Periods:
    """How many letters on each topic fall into each period."""

    #: `2013`, or `2010–14`.
    names: tuple[str, ...]
    rows: tuple[tuple[Link, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A form in which letters print a name, in how many letters, and whether the form is wrong."""

    form: str
    count: int
    misprint: bool


@dataclass(frozen=True, slots=True)
class Tie:
    """What connects a letter with another one of its thread: `follows`, and that letter in few words."""

    words: str
    letter: Link


@dataclass(frozen=True, slots=True)
class ResponseLine:
    """An answer that is no letter of the archive; `said` has a place for the letter that it answers."""

    date: str
    before: str
    sender: str
    body: str | None
    said: str
    letter: Link
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class ThreadLetter:
    """A letter of a thread, with its ties to others of it."""

    line: LetterLine
    is_here: bool
    ties: tuple[Tie, ...]
    #: Ties that are not shown.
    more: int


@dataclass(frozen=True, slots=True)
class Thread:
    """Letters that hang together and their answers, in order of time; and how many more there are before and after."""

    entries: tuple[ThreadLetter | ResponseLine, ...] = ()
    earlier: int = 0
    later: int = 0


@dataclass(frozen=True, slots=True)
class Cited:
    """What is cited of a letter, and where it is found."""

    #: CSL-JSON.
    item: str
    #: BCP 47.
    language: str
    short: tuple[Piece, ...]
    address: str
    short_address: str
    #: Names processor and styles.
    stamp: str


@dataclass(frozen=True, slots=True)
class LetterView:
    """The surroundings of a letter."""

    previous: Link | None = None
    next: Link | None = None
    related: tuple[LetterLine, ...] = ()
    thread: Thread = Thread()
    #: The page of each party of masthead and signatories, in order; None for those without one.
    bodies: tuple[str | None, ...] = ()
    topics: tuple[Link | None, ...] = ()
    #: Kind and country of each signatory, in the printed order, where there are many; empty for what is not known.
    signatories: tuple[tuple[str, str], ...] = ()
    cited: Cited | None = None


@dataclass(frozen=True, slots=True)
class OrganizationView:
    """The record of an organization in letters."""

    name: str
    #: Its kind in words, the page of that kind, the country, and its place on the page of countries.
    kind: str
    kind_page: str | None
    country: str
    country_page: str | None
    country_code: str
    aliases: tuple[str, ...]
    misprints: tuple[str, ...]
    parent: Link | None
    sections: tuple[Link, ...]
    #: All letters that it signed or received, newest first.
    record: tuple[RecordLine, ...] = ()
    signed_count: int = 0
    received_count: int = 0
    partners: tuple[Tally, ...] = ()
    partner_count: int = 0
    #: Over time where there are letters enough, and else counted.
    periods: Periods | None = None
    topics: tuple[Tally, ...] = ()
    topic_count: int = 0
    addressees: tuple[Tally, ...] = ()
    addressee_count: int = 0
    #: Forms of its name in letters, where there are others than the name itself.
    printed: tuple[PrintedName, ...] = ()
    timeline: Years | None = None
    #: Its ids in shared registers: name of the register, id as readers write it, address.
    identifiers: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TopicView:
    """The letters of a topic and who is in them."""

    name: str
    broader: Link | None
    narrower: tuple[Tally, ...]
    related: tuple[Link, ...]
    letters: tuple[LetterLine, ...] = ()
    #: Letters on the topic or a narrower one, each once.
    whole: int = 0
    asks: tuple[AskedLine, ...] = ()
    organizations: tuple[Tally, ...] = ()
    organization_count: int = 0
    addressees: tuple[Tally, ...] = ()
    addressee_count: int = 0
    timeline: Years | None = None


@dataclass(frozen=True, slots=True)
class ListingView:
    """The answer to a listing directive."""

    listing: Listing
    letters: tuple[LetterLine, ...] = ()
    organizations: tuple[OrganizationLine, ...] = ()
    tallies: tuple[Tally, ...] = ()
    groups: tuple[AddresseeGroup, ...] = ()
    collective: tuple[CollectiveLine, ...] = ()
    total: int = 0
    chart: Chart | None = None
    #: The index page of what is listed, where a count leads to.
    index: str | None = None
    #: For tables too long for a page: the pages on which all that they list stands, if there are such.
    elsewhere: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class PageView:
    """Everything that a page takes from other pages."""

    own: LetterView | OrganizationView | TopicView | None
    references: tuple[Link | None, ...]
    listings: tuple[ListingView, ...]
    parents: tuple[Link, ...]
    #: The files of letters that belong to the page.
    files: tuple[Download, ...] = ()
    #: For the pages of years: those before and after.
    previous: Link | None = None
    next: Link | None = None
    #: For letters: what machines are told of others.
    correspondence: Correspondence | None = None


def fingerprint(view: PageView) -> str:
    """Digest a view: equal for equal views in every process and run."""
    return hashlib.blake2b(repr(view).encode(), digest_size=12).hexdigest()
