"""XML at the root of the site and beside pages: CMIF, Atom, sitemaps, the description of the search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import feedparser
from lxml import etree

from tests.validators import SCHEMAS, programs

CMIF, CMIF_RULES, ATOM = SCHEMAS / "cmi.rng", SCHEMAS / "cmif.sch", SCHEMAS / "atom.rng"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


@cache
def relax_ng(path: Path, /) -> Any:
    return etree.RelaxNG(etree.parse(path))


@cache
def _sitemap_schema() -> Any:
    programs.installed()
    return etree.XMLSchema(etree.parse(programs.SITEMAP))


def errors(schema: Any, tree: Any, name: object = "") -> list[str]:
    """Give what a schema says against a document."""
    return [] if schema.validate(tree) else [f"{name}:{error.line}: {error.message}" for error in schema.error_log]


def cmif(site: Path, files: Sequence[Path]) -> Iterator[str]:
    """Hold CMIF to its schema and, by Schematron, to its rules."""
    for path in files:
        yield from errors(relax_ng(CMIF), etree.parse(path), path)
    for name, broken in programs.schematron(CMIF_RULES, files).items():
        yield from (f"{name}: {rule}" for rule in broken)


def atom(site: Path, files: Sequence[Path]) -> Iterator[str]:
    """Hold feeds to the schema of RFC 4287 (appendix B) where it is at hand, and read them as readers do."""
    for path in files:
        content = path.read_bytes()
        root = etree.fromstring(content)
        if ATOM.is_file():
            yield from errors(relax_ng(ATOM), root, path)
        found: Any = feedparser.parse(content, sanitize_html=False)
        if found.bozo or found.version != "atom10":
            yield f"{path}: {found.version} {found.get('bozo_exception', '')}"
        entries = root.findall("{http://www.w3.org/2005/Atom}entry")
        if [entry.id for entry in found.entries] != [entry.findtext("{http://www.w3.org/2005/Atom}id") for entry in entries]:  # fmt: skip
            yield f"{path}: a reader finds other entries"


def sitemap(site: Path, files: Sequence[Path]) -> Iterator[str]:
    """Hold sitemaps to the published schema; every page of theirs is there."""
    for path in files:
        root = etree.parse(path).getroot()
        # sitemaps.org publishes the schema of an index apart from that of its parts.
        if root.tag == f"{_SITEMAP}urlset":
            yield from errors(_sitemap_schema(), root, path)
        for place in root.iter(f"{_SITEMAP}loc"):
            if local(site, str(place.text)) is None:
                yield f"{path}: leads nowhere: {place.text}"


def opensearch(site: Path, files: Sequence[Path]) -> Iterator[str]:
    """Hold a description to OpenSearch 1.1, draft 6, section 3, for which no schema is published."""
    for path in files:
        root = etree.parse(path).getroot()
        for name, limit in (("ShortName", 16), ("Description", 1024), ("LongName", 48)):
            said = [element.text or "" for element in root.iterfind(f"{_OPENSEARCH}{name}")]
            if len(said) != 1 or not 0 < len(said[0]) <= limit or "<" in said[0]:
                yield f"{path}: {name} {said}"
        for address in (url.get("template", "").partition("?")[0] for url in root.iterfind(f"{_OPENSEARCH}Url")):
            if local(site, address) is None:
                yield f"{path}: leads nowhere: {address}"
        for picture in root.iterfind(f"{_OPENSEARCH}Image"):
            if local(site, str(picture.text)) is None:
                yield f"{path}: no picture: {picture.text}"


def local(site: Path, address: str, /) -> Path | None:
    """Give the file of an address of the published site; None where there is none."""
    from undersigned.site import base_url

    base = base_url()
    path = site / address.removeprefix(base).partition("#")[0]
    return path if address.startswith(base) and path.is_file() else None
