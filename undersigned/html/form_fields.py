"""The fields of the form that adds a letter: which keys of the front matter it asks for, in which order and words.

What a key means, whether it is required and what may be chosen comes from `records` and `schema`; `form` hands the
fields to the page's template.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from ..records import RELATIONS, RESPONSES, ROLES, TEXTS, Ask, Correction, Letter, Party, Response, Source
from ..schema import LETTER_KEYS

#: Keys that a new page cannot have: it never had another name.
LEFT_OUT = frozenset({"former-ids"})

#: Licences offered for full texts; each is an id that the check accepts.
LICENSES = (
    ("LicenseRef-Permission", "The authors permit it (LicenseRef-Permission)"),
    ("CC0-1.0", "CC0 1.0, no rights reserved"),
    ("CC-BY-4.0", "CC BY 4.0"),
    ("CC-BY-3.0", "CC BY 3.0"),
    ("CC-BY-SA-4.0", "CC BY-SA 4.0"),
    ("CC-BY-SA-3.0", "CC BY-SA 3.0"),
    ("CC-BY-ND-4.0", "CC BY-ND 4.0"),
    ("CC-BY-NC-4.0", "CC BY-NC 4.0"),
    ("CC-BY-NC-SA-4.0", "CC BY-NC-SA 4.0"),
    ("CC-BY-NC-ND-4.0", "CC BY-NC-ND 4.0"),
    ("OGL-UK-3.0", "Open Government Licence 3.0"),
)

#: What few parties need.
_RARE = frozenset({"organization-id", "role", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that the form asks."""

    #: Key of the front matter; `source.url` for a part of a group.
    key: str
    label: str
    #: line, area, check, yes-no, choice, rows, language, organization, topics
    kind: str = "line"
    #: What the key means, as the contributor's reference says.
    doc: str = ""
    required: bool = False
    #: Value and label of each choice.
    choices: tuple[tuple[str, str], ...] = ()
    #: Whether none of the choices is made at first.
    unchosen: bool = False
    #: Fields of each row.
    parts: tuple[Field, ...] = ()
    #: What one row is called.
    item: str = ""
    #: Parts of a row that open on demand.
    folded: frozenset[str] = frozenset()

    @property
    def anchor(self) -> str:
        """Name the key's place in the contributor's reference."""
        return f"letter-{self.key.partition('.')[0]}"


@dataclass(frozen=True, slots=True)
class Group:
    """Fields under one heading; `folded` groups open on demand."""

    title: str
    fields: tuple[Field, ...]
    folded: bool = False


def groups() -> tuple[Group, ...]:
    """List the fields of the form, in the order of the page."""
    roles = _choices(ROLES)
    party = (
        _part(Party, "organization", "Organization", "organization"),
        _part(Party, "name", "Person"),
        _part(Party, "title", "Office or title"),
    )
    meant = _part(Party, "organization-id", "Id of the organization meant")
    return (
        Group("The letter", (
            _field("title", "Title", hint="As published, without quotation marks around it."),
            _field("title-supplied", "The letter has no title of its own: this one is ours", "check",
                   hint="Describe the letter in a few words. Square brackets are put around them."),
            _field("date", "Date"),
            _field("language", "Language", "language", hint="Type its English name and choose, or write its tag, such as en or zh-Hant."),
        )),
        Group("To whom", (
            _field("to", "Addressees", "rows", parts=(*_person_first(party), meant), item="addressee", folded=_RARE),
            _field("cc", "Copies", "rows", parts=(*_person_first(party), meant), item="recipient of a copy", folded=_RARE),
        )),
        Group("Who signed", (
            _field("signatories", "Signatories", "rows", parts=(
                *party, _part(Party, "role", "Role", "choice", choices=roles), meant,
                _part(Party, "withdrawn", "Signature withdrawn on"),
            ), item="signatory", folded=_RARE | {"name", "title"}),
            _field("signatories-complete", "Is the list complete?", "yes-no"),
            _field("signatories-stated", "Number of signatories that the source states"),
            _field("individuals", "Number of private persons who sign"),
        )),
        Group("What it says", (
            _field("topics", "Topics", "topics", hint="All that the letter is about."),
            _field("occasion", "Occasion", "area"),
            _field("asks", "What the letter asks", "rows", parts=(_part(Ask, "text", "Ask"),), item="ask"),
        )),
        Group("Where it can be seen", (
            _source("publisher", "Publisher"),
            _source("url", "Address of the letter"),
            _source("identifier", "Number given by the publisher"),
            _source("copy", "Copy that was seen", "area"),
            _field("evidence", "Evidence", "rows", parts=(Field("", "Address"),), item="address"),
        )),
        Group("Our text", (
            _field("text", "What do you write?", "choice", hint="The full text only where its licence permits to publish it.", choices=(
                (TEXTS[0], "A summary in your own words"), (TEXTS[1], "The full text of the letter"),
            )),
            _field("license", "Licence of the full text", "choice", choices=LICENSES, unchosen=True),
        )),
        Group("More facts", (
            _field("date-note", "Remark on the date", "area"),
            _field("other-urls", "Other addresses of the letter", "rows", parts=(Field("", "Address"),), item="address"),
            _field("rights", "Notice of rights", "area"),
            _field("notes", "Remarks", "area"),
            _field("relations", "Related letters", "rows", parts=(
                Field("kind", "This letter …", "choice", choices=_choices(RELATIONS)), Field("letter", "Id of the other letter"),
            ), item="related letter"),
            _field("responses", "Answers", "rows", parts=(
                _part(Response, "date", "Date"),
                _part(Party, "organization", "Organization that answered", "organization", key="from.organization"),
                _part(Party, "name", "Person who answered", key="from.name"),
                _part(Party, "title", "Office or title", key="from.title"),
                _part(Response, "kind", "Kind of answer", "choice", choices=_choices(RESPONSES), unchosen=True),
                _part(Response, "url", "Address"),
                _part(Response, "note", "Remark"),
            ), item="answer"),
            _field("corrections", "Corrections", "rows", parts=(
                _part(Correction, "date", "Date"), _part(Correction, "note", "What was changed"),
            ), item="correction"),
        ), folded=True),
    )  # fmt: skip


def _choices(values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((value, value.replace("-", " ")) for value in values)


def _person_first(party: tuple[Field, ...]) -> tuple[Field, ...]:
    """Order a party as addresses are printed: the person, the office, the body."""
    return (*party[1:], party[0])


def _doc(record: type, name: str) -> str:
    fields = {field.name: field for field in dataclasses.fields(record)}
    return str(fields[name.replace("-", "_")].metadata["doc"])


def _field(name: str, label: str, kind: str = "line", hint: str = "", **more: object) -> Field:
    """Ask for a key; its documentation is the hint, unless the form itself does what the documentation asks."""
    required = next(key.required for key in LETTER_KEYS if key.name == name)
    return Field(name, label, kind, hint or _doc(Letter, name), required, **more)  # type: ignore[arg-type]


def _source(name: str, label: str, kind: str = "line") -> Field:
    # The publisher is the one part that every source has; the record says so by having no default for it.
    required = next(f for f in dataclasses.fields(Source) if f.name == name).default is dataclasses.MISSING
    return Field(f"source.{name}", label, kind, _doc(Source, name), required)


def _part(record: type, name: str, label: str, kind: str = "line", key: str = "", **more: object) -> Field:
    return Field(key or name, label, kind, _doc(record, name), **more)  # type: ignore[arg-type]
