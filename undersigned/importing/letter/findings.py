"""What was found in a source: each fact with its place and how sure it is.

Made by `analysis`; `undersigned.importing.draft` writes a page of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ...records import Date, Party

SURE, LIKELY, UNSURE = "sure", "likely", "unsure"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing found: what it is, what it says, where it stands, how sure it is and why not more."""

    #: Key of the page's front matter, or the name of a part (salutation, paragraph).
    key: str
    text: str
    #: Line, page or block; 0 if it stands in no line (options, what the file declares).
    place: int = 0
    sureness: str = SURE
    why: str = ""


@dataclass(frozen=True, slots=True)
class FoundParty:
    """An addressee, recipient of a copy, or signatory."""

    party: Party
    place: int
    sureness: str = SURE
    why: str = ""
    #: The id of the body meant, if the archive knows it.
    body: str | None = None
    #: Names nearest to an unknown one.
    near: tuple[str, ...] = ()
    #: Marks of footnotes and other signs that stood at the name.
    marks: str = ""
    #: What the source prints.
    printed: str = ""

    @property
    def unknown(self) -> bool:
        """Tell whether the party names a body that the archive has no page for."""
        return self.party.organization is not None and self.body is None


@dataclass(frozen=True, slots=True)
class BodyPart:
    """A paragraph of the letter's text: paragraph, heading, item, salutation or closing."""

    kind: str
    text: str
    place: int
    level: int = 0
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Leftover:
    """A line of the source that no fact was made of."""

    text: str
    place: int
    reason: str = ""


@dataclass(slots=True)
class Findings:
    """All that was found in one source."""

    source: str
    unit: str
    title: Fact | None = None
    title_supplied: bool = False
    date: Date | None = None
    date_fact: Fact | None = None
    date_note: str | None = None
    language: Fact | None = None
    publisher: Fact | None = None
    url: Fact | None = None
    copy: str | None = None
    identifier: Fact | None = None
    license: Fact | None = None
    rights: Fact | None = None
    subject: Fact | None = None
    standfirst: list[Fact] = field(default_factory=list)
    salutation: Fact | None = None
    closing: Fact | None = None
    to: list[FoundParty] = field(default_factory=list)
    cc: list[FoundParty] = field(default_factory=list)
    signatories: list[FoundParty] = field(default_factory=list)
    complete: Fact | None = None
    stated: Fact | None = None
    stated_number: int | None = None
    individuals: int | None = None
    individuals_fact: Fact | None = None
    body: list[BodyPart] = field(default_factory=list)
    other_urls: list[Fact] = field(default_factory=list)
    topics: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)

    @property
    def paragraphs(self) -> list[BodyPart]:
        """List the parts of the text without salutation and closing."""
        return [part for part in self.body if part.kind not in ("salutation", "closing")]
