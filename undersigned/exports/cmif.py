"""All letters in the Correspondence Metadata Interchange Format (CMIF 1.1), which correspSearch and others harvest.

Source: https://github.com/TEI-Correspondence-SIG/CMIF, version 1.1.0. Refs in notes are terms of the draft of version 2,
which the schema of 1.1 admits.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from itertools import count
from typing import TYPE_CHECKING

from lxml import etree

from .. import dates
from .addresses import page_url, valid
from .agents import PERSON, Agent, recipients, senders
from .xmltext import clean

if TYPE_CHECKING:
    from ..catalogue import Catalogue, Entry
    from ..records import Date, Letter

TEI = "http://www.tei-c.org/ns/1.0"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
#: The draft of version 2, in the form in which public files write its terms.
TERMS = "https://lod.academy/cmif/vocab/terms#"
#: Relations that lead to an earlier letter of the same correspondence.
_EARLIER = ("follows", "replies-to")
#: What the format wants where nobody is known.
_UNKNOWN = "Unknown"


def cmif(catalogue: Catalogue, /, *, site: str, name: str, editor: str, epoch: int | None = None) -> bytes:
    """Write the file: `site` is the address of the published site, `epoch` the seconds of SOURCE_DATE_EPOCH.

    Without `epoch` the file bears the date of the newest fact in it, so that it changes only with the letters.
    """
    source = source_id(site)
    root = etree.Element(f"{{{TEI}}}TEI", nsmap={None: TEI})
    header = _add(root, "teiHeader")
    _add_file(_add(header, "fileDesc"), source, site, name, editor, _updated(catalogue, epoch))
    letters = tuple(catalogue.letter.values())
    # The schema wants a description even where there is no letter.
    if letters:
        profile = _add(header, "profileDesc")
        later = _answers(letters, catalogue)
        for entry in letters:
            _add_letter(profile, entry, catalogue, source, site, later.get(entry.record.id, ()))
    _add(_add(_add(root, "text"), "body"), "p")
    written: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written


def source_id(site: str, /) -> str:
    """Give the archive's UUID in the file: the same for the same address, and beginning with a letter, as XML ids must."""
    for number in count():
        found = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{site}cmif.xml" + (f"#{number}" if number else "")))
        if found[0] > "9":
            return found
    raise AssertionError


def _add(parent: etree._Element, tag: str, text: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, f"{{{TEI}}}{tag}", attributes)
    if text is not None:
        child.text = clean(text)
    return child


def _add_file(file: etree._Element, source: str, site: str, name: str, editor: str, updated: str) -> None:
    title = _add(file, "titleStmt")
    _add(title, "title", f"{name}: index of open letters")
    _add(title, "editor", editor)
    # The schema wants this order.
    publication = _add(file, "publicationStmt")
    _add(_add(publication, "publisher"), "ref", name, target=valid(site))
    _add(publication, "idno", valid(f"{site}cmif.xml"), type="url")
    _add(publication, "date", when=updated)
    _add(
        _add(publication, "availability"), "licence",
        "This file is licensed under the terms of the Creative Commons License CC-BY 4.0", target=LICENCE,
    )  # fmt: skip
    bibl = _add(_add(file, "sourceDesc"), "bibl", type="online")
    bibl.set("{http://www.w3.org/XML/1998/namespace}id", source)
    bibl.text = clean(name) + ", "
    _add(bibl, "ref", valid(site), target=valid(site))


def _updated(catalogue: Catalogue, epoch: int | None) -> str:
    if epoch is not None:
        moment = datetime.datetime.fromtimestamp(epoch, datetime.UTC)
        return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
    known: list[Date] = []
    for entry in catalogue.letters:
        known += [entry.record.date, *(change.date for change in entry.record.corrections)]
    # The format wants a full date even for an archive without letters.
    year, month, day = max((date.key for date in known), default=(1970, 1, 1))
    return f"{year:04d}-{month or 1:02d}-{day or 1:02d}T00:00:00Z"


# ---------------------------------------------------------------- letters


def _answers(letters: Iterable[Entry[Letter]], catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Find the letters that take up or answer each letter."""
    found: dict[str, list[str]] = {}
    for entry in letters:
        for relation in entry.record.relations:
            if relation.kind in _EARLIER and relation.letter in catalogue.letter:
                found.setdefault(relation.letter, []).append(entry.record.id)
    return {id_: tuple(dict.fromkeys(later)) for id_, later in found.items()}


def _add_letter(
    profile: etree._Element, entry: Entry[Letter], catalogue: Catalogue, source: str, site: str, later: tuple[str, ...]
) -> None:
    letter = entry.record.private
    description = _add(
        profile, "correspDesc", key=letter.id, ref=valid(page_url(site, entry.docname)), source=f"#{source}"
    )
    sent = _add(description, "correspAction", type="sent")
    _add_names(sent, senders(letter, catalogue), site)
    _add_date(sent, letter.date)
    # The format knows no copies: who received one is left out.
    _add_names(_add(description, "correspAction", type="received"), recipients(letter.to, catalogue), site)
    _add_context(description, letter, catalogue, site, later)
    _add_note(description, letter, catalogue, site)


def _add_names(action: etree._Element, agents: Iterable[Agent], site: str) -> None:
    """Write persons and bodies; an action without anybody is not valid."""
    found = {agent: text for agent in agents if (text := clean(agent.name))}
    for agent, text in found.items():
        page = [valid(page_url(site, agent.docname))] if agent.docname else []
        # One address: readers of the format do not expect more.
        address = next(iter((*agent.urls, *page)), None)
        _add(action, "persName" if agent.kind == PERSON else "orgName", text, **({"ref": address} if address else {}))
    if not found:
        _add(action, "persName", _UNKNOWN)


def _add_date(action: etree._Element, date: Date) -> None:
    """Write a date as precise as it is known; what the attributes cannot say stands in words."""
    if date.approximate or date.uncertain:
        _add(action, "date", dates.display(date), when=date.plain, cert="low")
    else:
        _add(action, "date", when=date.plain)


def _add_context(
    description: etree._Element, letter: Letter, catalogue: Catalogue, site: str, later: tuple[str, ...]
) -> None:
    earlier = [relation.letter for relation in letter.relations if relation.kind in _EARLIER]
    links = [("prev", catalogue.letter[id_]) for id_ in dict.fromkeys(earlier) if id_ in catalogue.letter]
    links += [("next", catalogue.letter[id_]) for id_ in later]
    if links:
        context = _add(description, "correspContext")
        for kind, entry in links:
            _add(context, "ref", entry.record.title, type=kind, target=valid(page_url(site, entry.docname)))


def _add_note(description: etree._Element, letter: Letter, catalogue: Catalogue, site: str) -> None:
    note = _add(description, "note")
    _add(note, "ref", type=f"{TERMS}hasLanguage", target=letter.language)
    if letter.source.url:
        _add(note, "ref", letter.source.publisher, type=f"{TERMS}seeAlso", target=valid(letter.source.url))
    for relation in letter.relations:
        entry = catalogue.letter.get(relation.letter)
        if entry and relation.kind not in _EARLIER:
            _add(note, "ref", entry.record.title, type=f"{TERMS}seeAlso", target=valid(page_url(site, entry.docname)))
