"""The pages of the site for search engines: sitemaps and robots.txt.

Source: https://www.sitemaps.org/protocol.html. A page tells when it was last changed only where its record says so, by
a correction: the date of a letter is not that of its page, and a wrong date is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from .addresses import page_url, valid

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..records import Record

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
#: Addresses that one file may hold.
LIMIT = 50_000
#: Pages that nobody looks for.
LEFT_OUT = frozenset({"404", "search", "genindex"})


def sitemaps(
    docnames: Iterable[str], records: Mapping[str, Record], /, *, site: str, limit: int = LIMIT
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Yield each file by name: sitemap.xml, which is a list of further files where there are too many pages for one."""
    pages = [
        (valid(page_url(site, docname)), _changed(records.get(docname)))
        for docname in sorted(docnames)
        if docname not in LEFT_OUT
    ]
    if len(pages) <= limit:
        yield "sitemap.xml", _written("urlset", "url", pages)
        return
    parts = []
    for number, start in enumerate(range(0, len(pages), limit), 1):
        part = pages[start : start + limit]
        name = f"sitemap-{number}.xml"
        parts.append((valid(site + name), max((changed for _, changed in part if changed), default=None)))
        yield name, _written("urlset", "url", part)
    yield "sitemap.xml", _written("sitemapindex", "sitemap", parts)


def _changed(record: Record | None) -> str | None:
    """Give the day of the newest correction; none if only its month is known, which the schema does not admit."""
    newest = max(
        (change.date for change in getattr(record, "corrections", ())), key=lambda date: date.key, default=None
    )
    return newest.plain if newest and newest.day else None


def _written(root: str, tag: str, entries: Sequence[tuple[str, str | None]]) -> str:
    top = etree.Element(f"{{{NAMESPACE}}}{root}", nsmap={None: NAMESPACE})
    for address, changed in entries:
        entry = etree.SubElement(top, f"{{{NAMESPACE}}}{tag}")
        etree.SubElement(entry, f"{{{NAMESPACE}}}loc").text = address
        if changed:
            etree.SubElement(entry, f"{{{NAMESPACE}}}lastmod").text = changed
    written: bytes = etree.tostring(top, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return written.decode()


def robots(site: str, /) -> str:
    """Admit everybody everywhere, and name the sitemap."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {valid(site)}sitemap.xml\n"
