"""What a letter's page says of its own facts at its end: responses, other addresses, sources, corrections.

Made while the page is read, as `masthead` makes its head.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from docutils import nodes

from . import dates, elements, wording
from .facts import address, external, field, host_of, party_node, sentence, text_field
from .rendering.parts import paragraph, section

if TYPE_CHECKING:
    from .records import Letter


def responses(letter: Letter) -> Iterator[nodes.section]:
    """Tell who answered, for outputs in which a letter stands for itself; `rendering.thread` shows them among letters."""
    items = []
    for response in letter.responses:
        text = elements.paragraph("", f"{dates.display(response.date)}: ")
        text += [*party_node(response.sender), nodes.Text(f" {wording.RESPONSE_NAMES[response.kind]}")]
        if response.note:
            text += nodes.Text(f": {response.note}")
        if response.url:
            text += [nodes.Text(" "), external(response.url, host_of(response.url))]
        items.append(elements.list_item("", text))
    if items:
        yield section("responses", "Responses", elements.bullet_list("", *items, bullet="-", classes=["responses"]))


def evidence_sections(letter: Letter) -> Iterator[nodes.section]:
    """Tell where else the letter stands, where its facts were seen, and what was corrected."""
    others = [url for url in letter.other_urls if url != letter.source.url]
    if others:
        yield section("other-addresses", "Other addresses of this letter", _urls(others))
    yield section("sources", "Sources and evidence", *_sources(letter, others))
    if letter.corrections:
        yield section("corrections", "Corrections", _corrections(letter))


def _sources(letter: Letter, others: Sequence[str]) -> Iterator[nodes.Node]:
    fields = []
    if letter.source.url:
        fields.append(text_field("Original", address(letter.source.url)))
    if letter.source.copy:
        fields.append(text_field("Copy seen", nodes.Text(letter.source.copy)))
    seen = [url for url in letter.evidence if url != letter.source.url and url not in others]
    if seen:
        fields.append(field("Facts seen at", _urls(seen)))
    if letter.rights:
        fields.append(text_field("Licence printed", nodes.Text(letter.rights)))
    if letter.license:
        fields.append(text_field("Published under", nodes.Text(letter.license)))
    if letter.title_supplied:
        fields.append(text_field("Title", nodes.Text("Supplied by the archive; the letter prints none.")))
    if letter.notes:
        fields.append(text_field("Notes", nodes.Text(letter.notes)))
    if fields:
        yield elements.field_list("", *fields, classes=["sources"])
    else:
        yield paragraph(f"Published by {letter.source.publisher}.")


def _urls(urls: Sequence[str]) -> nodes.Element:
    if len(urls) == 1:
        return elements.paragraph("", "", address(urls[0]), classes=["urls"])
    items = [elements.list_item("", elements.paragraph("", "", address(url))) for url in urls]
    return elements.bullet_list("", *items, bullet="-", classes=["urls"])


def _corrections(letter: Letter) -> nodes.field_list:
    """List what was corrected, the last first."""
    newest = sorted(letter.corrections, key=lambda correction: correction.date.key, reverse=True)
    fields = [text_field(dates.display(change.date), nodes.Text(sentence(change.note))) for change in newest]
    return elements.field_list("", *fields, classes=["sources", "corrections"])
