"""One record as it is given away: without persons who sign for no body, and with the text of its page.

`holdings` makes all of them, `data` writes them; `importing.records` compares pages with them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ..records import Letter, Organization, Topic
from .persons import WITHHELD, counted, names_of, names_person
from .record import letter_record, organization_record, topic_record
from .texts import Text, text_of

if TYPE_CHECKING:
    from ..catalogue import Catalogue

Json = dict[str, Any]
Item = Letter | Organization | Topic


def letter_and_text(letter: Letter, body: str, /) -> tuple[Letter, Text]:
    """Take from a letter and the Markdown of its page what is given away; names of persons are needed to find them."""
    text = text_of(body, whole=letter.text == "full")
    if names_person(text.plain, names_of(letter)):
        # A full text without its text would be none.
        letter, text = replace(letter, text="summary", license=None), Text(WITHHELD)
    return counted(letter), text


def item_of(record: Item, text: Text, catalogue: Catalogue, /) -> Json:
    """Write a record with the text of its page."""
    plain, body = text.plain or None, text.markdown or None
    if isinstance(record, Letter):
        return letter_record(record, catalogue, summary=None if record.text == "full" else plain, body=body)
    if isinstance(record, Organization):
        return organization_record(record, note=plain, body=body)
    return topic_record(record, description=plain, body=body)


def item_of_page(record: Item, body: str, catalogue: Catalogue, /) -> Json:
    """Write the record of a page with its Markdown."""
    if isinstance(record, Letter):
        record, text = letter_and_text(record, body)
    else:
        text = text_of(body)
    return item_of(record, text, catalogue)
