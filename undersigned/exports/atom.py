"""Feeds as Atom, by which readers hear of new letters and of corrections.

Source: RFC 4287. Comes after `feeds`, which says what feeds tell; `files` puts entries together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from . import feeds, formats
from .plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMESPACE = "http://www.w3.org/2005/Atom"
#: When a feed without entries was last changed.
NEVER = "1970-01-01T00:00:00Z"
_TAG = f"{{{NAMESPACE}}}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_END = "</feed>"


def feed(about: feeds.Feed, updated: str | None, entries: Iterable[str], /) -> str:
    """Write a feed with its entries as `entry` writes them, the last first; `updated` is the stamp of that."""
    root = _root()
    address = about.stem + formats.ATOM.suffix
    _add(root, "id", address)
    _add(root, "title", about.title)
    _add(root, "updated", updated or NEVER)
    _add(_add(root, "author"), "name", about.author)
    _add(root, "link", rel="self", type=formats.ATOM.media_type, href=address)
    # First of the two: simple readers take it for the page.
    _add(root, "link", rel="alternate", type="text/html", href=about.page)
    twin = about.stem + formats.JSON_FEED.suffix
    _add(root, "link", rel="alternate", type=formats.JSON_FEED.media_type, href=twin)
    head = _written(root).removesuffix(_END)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{head}{"".join(entries)}{_END}\n'


def entry(item: feeds.Item, /) -> str:
    """Write an item as an entry, which can stand in many feeds."""
    root = _root()
    element = _add(root, "entry")
    _add(element, "id", item.id)
    title = _add(element, "title", item.title)
    if item.language.partition("-")[0] != feeds.LANGUAGE:
        title.set(_LANGUAGE, item.language)
    _add(element, "link", rel="alternate", type="text/html", href=item.page)
    if item.original:
        _add(element, "link", rel="via", href=item.original)
    _add(element, "published", item.published)
    _add(element, "updated", item.updated)
    for id_, name in item.topics:
        _add(element, "category", term=id_, label=name)
    _add(element, "content" if item.whole else "summary", item.text)
    written = _written(root)
    return written[written.index("\n") + 1 :].removesuffix(_END)


def _root() -> etree._Element:
    return etree.Element(f"{_TAG}feed", {_LANGUAGE: feeds.LANGUAGE}, nsmap={None: NAMESPACE})


def _written(root: etree._Element) -> str:
    etree.indent(root, " ")
    return etree.tostring(root, encoding="unicode")  # type: ignore[no-any-return]


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    """Add an element with plain text; XML has no controls."""
    element = etree.SubElement(parent, _TAG + name, {key: one_line(value) for key, value in attributes.items()})
    element.text = one_line(text) or None
    return element
