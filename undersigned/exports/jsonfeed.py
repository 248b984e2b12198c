"""Feeds as JSON Feed, for readers and programs that would rather not read XML.

Source: JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/. Comes after `feeds`, which says what feeds tell; `files`
puts items together. A feed says what its Atom twin (`atom`) says.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from . import feeds, formats
from .plain import one_line
from .record import as_line

VERSION = "https://jsonfeed.org/version/1.1"


def feed(about: feeds.Feed, items: Iterable[str], /) -> str:
    """Write a feed with its items as `item` writes them, one a line.

    The format has no stamp for a feed: its items tell when they changed.
    """
    head = {
        "version": VERSION,
        "title": one_line(about.title),
        "home_page_url": one_line(about.page),
        "feed_url": one_line(about.stem + formats.JSON_FEED.suffix),
        "language": feeds.LANGUAGE,
        "authors": [{"name": one_line(about.author)}],
    }
    lines = ",\n".join(items)
    return f'{as_line(head)[:-1]}, "items": [\n{lines}\n]}}\n'


def item(found: feeds.Item, /) -> str:
    """Write an item, which can stand in many feeds.

    It has no language of its own: what it says is in that of the feed, whatever the language of a title.
    """
    written: dict[str, Any] = {
        "id": one_line(found.id),
        "url": one_line(found.page),
        "external_url": one_line(found.original or ""),
        "title": one_line(found.title),
        "content_text": one_line(found.text),
        "date_published": found.published,
        "date_modified": found.updated,
        "tags": list(dict.fromkeys(one_line(name) for _, name in found.topics)),
    }
    return as_line({key: value for key, value in written.items() if value or key == "content_text"})
