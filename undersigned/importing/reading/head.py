"""Reads what a web page declares of itself: title, site, address, date, language, licence, description."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from .cleaning import clean_line

_DATES = (
    "article:published_time", "datePublished", "date", "dc.date", "dcterms.date", "dc.date.issued", "citation_date",
    "citation_publication_date", "pubdate", "publish_date", "dcterms.created", "parsely-pub-date",
)  # fmt: skip
_LICENCE = re.compile(r"https?://creativecommons\.org/(?:licenses|publicdomain)/[a-z0-9./+-]+", re.IGNORECASE)
#: Objects of JSON-LD looked at.
_MAX_OBJECTS = 2_000


@dataclass(frozen=True, slots=True)
class Declared:
    """What the head of a page says."""

    title: str | None
    site: str | None
    address: str | None
    published: str | None
    language: str | None
    licence: str | None
    description: str | None
    #: What relative links are joined to.
    base: str | None


def read(tree: Any, /, *, name: str) -> Declared:
    """Read a page's head; `name` is the page's address where it was fetched."""
    metas = _metas(tree)
    own = name if name.startswith(("http://", "https://")) else None
    address = _first(tree.xpath("//link[@rel='canonical']/@href")) or metas.get("og:url")
    if address and not address.startswith(("http://", "https://")):
        address = urljoin(own, address) if own else None
    address = address or own
    base = _first(tree.xpath("//base/@href"))
    return Declared(
        title=metas.get("og:title") or metas.get("citation_title") or _first(tree.xpath("//title//text()")),
        site=metas.get("og:site_name") or metas.get("application-name"),
        address=address,
        published=_published(tree, metas),
        language=(
            _first(tree.xpath("/html/@lang | /html/@*[name()='xml:lang']"))
            or metas.get("content-language")
            or metas.get("og:locale", "").replace("_", "-")
            or None
        ),
        licence=_licence(tree, metas),
        description=metas.get("og:description") or metas.get("description"),
        base=(urljoin(address, base) if address and base else base) or address,
    )


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = clean_line(meta.get("content") or "")
        for key in (meta.get("property"), meta.get("name"), meta.get("itemprop"), meta.get("http-equiv")):
            if key and content:
                found.setdefault(key.strip() if key == "datePublished" else key.strip().casefold(), content)
    return found


def _published(tree: Any, metas: dict[str, str]) -> str | None:
    for key in _DATES:
        if value := metas.get(key) or metas.get(key.casefold()):
            return value
    for item in _json_objects(tree):
        value = item.get("datePublished")
        if isinstance(value, str) and value.strip():
            return clean_line(value)
    for path in ("//time[@pubdate or @itemprop='datePublished']/@datetime", "//time/@datetime"):
        # One date is the page's; several are of a list of news.
        values = sorted({clean_line(value) for value in tree.xpath(path)} - {""})
        if len(values) == 1:
            return values[0]
    return None


def _json_objects(tree: Any) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if (script.get("type") or "").casefold() != "application/ld+json":
            continue
        try:
            waiting: list[Any] = [json.loads(script.text or "")]
        except (ValueError, RecursionError):
            continue
        for _ in range(_MAX_OBJECTS):
            if not waiting:
                break
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting.extend(item[:100])
            elif isinstance(item, dict):
                yield item
                waiting.extend(value for value in item.values() if isinstance(value, (dict, list)))


def _licence(tree: Any, metas: dict[str, str]) -> str | None:
    for path in ("//*[@rel='license' or @rel='licence']/@href", "//a[contains(@href,'creativecommons.org/')]/@href"):
        for value in tree.xpath(path):
            if path.startswith("//*") or _LICENCE.match(value):
                return clean_line(value)
    return metas.get("dcterms.license") or metas.get("dc.rights")


def _first(values: list[Any]) -> str | None:
    return next((clean_line(str(value)) for value in values if clean_line(str(value))), None)
