"""Reads files of the Correspondence Metadata Interchange Format: version 1, and what public files have of the draft of 2.

The file is anybody's: no entity is resolved, no DTD read, nothing fetched, and its size has limits. Comes before `cmif`,
which makes records of what is read here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ..exports.cmif import TEI

#: Bytes of a file: a letter has about 1,000, the largest public index 12,000 letters.
MAX_BYTES = 50_000_000
MAX_LETTERS = 100_000
#: Names of one action: open letters with thousands of signatories exist, but nobody indexes them.
MAX_NAMES = 5_000
_ID = "{http://www.w3.org/XML/1998/namespace}id"


class CmifError(Exception):
    """A file that cannot be read; the text says where and why."""


@dataclass(frozen=True, slots=True)
class Name:
    """A sender, addressee or place: its text, and its addresses in authorities."""

    text: str
    refs: tuple[str, ...] = ()
    #: Whether it is the name of a body.
    body: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A `date` as written."""

    attributes: tuple[tuple[str, str], ...]
    text: str


@dataclass(frozen=True, slots=True)
class Described:
    """A letter as the file describes it."""

    line: int
    key: str
    ref: str
    #: Bibliographic references of the edition.
    sources: tuple[str, ...]
    senders: tuple[Name, ...]
    addressees: tuple[Name, ...]
    sent: tuple[Written, ...]
    received: tuple[Written, ...]
    language: str
    #: Bodies that the letter mentions.
    mentioned: tuple[Name, ...]
    #: Addresses of earlier letters of the same correspondence.
    earlier: tuple[str, ...]
    #: Other addresses that belong to the letter; other archives give there where it was published.
    related: tuple[str, ...]

    @property
    def label(self) -> str:
        """Name the letter in messages."""
        return self.key or self.ref or "without key and address"


@dataclass(frozen=True, slots=True)
class Index:
    """A file: what it says of itself, and its letters."""

    title: str
    publisher: str
    address: str
    licence: str
    letters: tuple[Described, ...]


def read(data: bytes, /, *, name: str) -> Index:
    """Read a file; raises CmifError. `name` stands in messages."""
    if len(data) > MAX_BYTES:
        raise CmifError(f"{name}: the file has {len(data):,} bytes; at most {MAX_BYTES:,} are read")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, attribute_defaults=False,
        huge_tree=False, recover=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise CmifError(f"{name}:{error.lineno or 1}: not XML: {error.msg}") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise CmifError(f"{name}:1: the file has a DTD; delete its DOCTYPE")
    if next(root.iter(etree.Entity), None) is not None:
        raise CmifError(f"{name}:1: the file uses entities; write the characters themselves")
    described = list(root.iter(f"{{{TEI}}}correspDesc"))
    if not described:
        raise CmifError(f"{name}:{root.sourceline or 1}: no letter is described: there is no correspDesc of TEI")
    if len(described) > MAX_LETTERS:
        raise CmifError(f"{name}: the file describes {len(described):,} letters; at most {MAX_LETTERS:,} are read")
    header = root.find(f".//{{{TEI}}}fileDesc")
    editions = {
        bibl.get(_ID): _text(bibl)
        for bibl in root.iterfind(f".//{{{TEI}}}sourceDesc//{{{TEI}}}bibl")
        if bibl.get(_ID) and _text(bibl)
    }
    licence = next(root.iter(f"{{{TEI}}}licence"), None)
    return Index(
        title=_text(_first(header, "titleStmt/title")),
        publisher=_text(_first(header, "publicationStmt/publisher")),
        address=_text(_first(header, "publicationStmt/idno")),
        licence=(licence.get("target") or _text(licence)).strip() if licence is not None else "",
        letters=tuple(_described(element, editions, name) for element in described),
    )  # fmt: skip


def _first(element: etree._Element | None, path: str) -> etree._Element | None:
    if element is None:
        return None
    found: etree._Element | None = element.find("/".join(f"{{{TEI}}}{step}" for step in path.split("/")))
    return found


def _text(element: etree._Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _described(element: etree._Element, editions: dict[str, str], name: str) -> Described:
    actions = {kind: _actions(element, kind) for kind in ("sent", "received")}
    pointers = (element.get("source") or "").split()
    return Described(
        line=element.sourceline or 1,
        key=" ".join((element.get("key") or "").split()),
        ref=next(iter((element.get("ref") or "").split()), ""),
        sources=tuple(editions[id_] for pointer in pointers if (id_ := pointer.removeprefix("#")) in editions),
        senders=_names(actions["sent"], name),
        addressees=_names(actions["received"], name),
        sent=_dates(actions["sent"]),
        received=_dates(actions["received"]),
        language=next((target for kind, target, _ in _notes(element) if kind == "hasLanguage"), ""),
        mentioned=tuple(
            Name(text, (target,), body=True) for kind, target, text in _notes(element) if kind == "mentionsOrg" and text
        ),
        earlier=tuple(
            target
            for ref in element.iterfind(f"{{{TEI}}}correspContext/{{{TEI}}}ref")
            if ref.get("type") in ("prev", "previous") and (target := (ref.get("target") or "").strip())
        ),
        related=tuple(target for kind, target, _ in _notes(element) if kind == "seeAlso" and target),
    )  # fmt: skip


def _actions(element: etree._Element, kind: str) -> list[etree._Element]:
    return [action for action in element.iterfind(f"{{{TEI}}}correspAction") if action.get("type") == kind]


def _names(actions: list[etree._Element], file: str) -> tuple[Name, ...]:
    """List persons and bodies, each once; a person who is named as a body too is a person."""
    found: dict[str, Name] = {}
    for action in actions:
        for child in action.iterfind("*"):
            tag = etree.QName(child).localname
            text = _text(child)
            if tag in ("persName", "orgName", "name", "rs") and text and text.casefold() != "unknown":
                body = tag == "orgName" or (tag in ("name", "rs") and child.get("type") == "org")
                found.setdefault(text, Name(text, tuple((child.get("ref") or "").split()), body))
                if len(found) > MAX_NAMES:
                    raise CmifError(f"{file}:{action.sourceline}: more than {MAX_NAMES:,} names in one action")
    return tuple(found.values())


def _dates(actions: list[etree._Element]) -> tuple[Written, ...]:
    return tuple(
        Written(tuple(sorted((str(name), str(value)) for name, value in date.attrib.items())), _text(date))
        for action in actions
        for date in action.iterfind(f"{{{TEI}}}date")
    )


def _notes(element: etree._Element) -> Iterator[tuple[str, str, str]]:
    """Yield term, target and text of each ref in a note, however its vocabulary is written."""
    for ref in element.iterfind(f"{{{TEI}}}note/{{{TEI}}}ref"):
        term = (ref.get("type") or "").rpartition("#")[2].rpartition("/")[2].rpartition(":")[2]
        yield term, (ref.get("target") or "").strip(), _text(ref)
