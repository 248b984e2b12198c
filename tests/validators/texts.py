"""Texts for machines that read prose: Markdown of pages, llms.txt, robots.txt, and the inventory of ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

from markdown_it import MarkdownIt
from sphinx.util.inventory import InventoryFile

from tests.validators.markup import local
from undersigned.site import base_url


def links(text: str, /) -> Iterator[str]:
    """Yield the links of a Markdown text, as another program reads it."""
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        for child in token.children or ():
            if child.type == "link_open":
                yield str(child.attrs["href"])


def markdown(site: Path, files: Sequence[Path]) -> Iterator[str]:
    """Read Markdown: one main heading, no raw HTML, every link into the site leads to a file."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for path in files:
        text = path.read_text("utf-8")
        tokens = reader.parse(text)
        if [token.tag for token in tokens if token.type == "heading_open"].count("h1") != 1:
            yield f"{path}: not one main heading"
        kinds = {token.type for token in (*tokens, *(child for token in tokens for child in token.children or ()))}
        if kinds & {"html_block", "html_inline"}:
            yield f"{path}: raw HTML"
        own = f"{base_url()}{path.relative_to(site).as_posix()}"
        for link in {urljoin(own, link) for link in links(text)}:
            if link.startswith(base_url()) and local(site, link) is None and not link.partition("#")[0].endswith(".pdf"):  # fmt: skip
                yield f"{path}: leads nowhere: {link}"


def llms(site: Path, files: Sequence[Path]) -> Iterator[str]:
    """Read llms.txt as Markdown whose links are all of the site."""
    yield from markdown(site, files)
    for path in files:
        yield from (f"{path}: not ours: {link}" for link in links(path.read_text("utf-8")) if not link.startswith(base_url()))  # fmt: skip


def robots(site: Path, files: Sequence[Path]) -> Iterator[str]:
    """Read robots.txt as robots do: all may come in, and are shown a sitemap that is there."""
    for path in files:
        parser = RobotFileParser()
        parser.parse(path.read_text("utf-8").splitlines())
        if not parser.can_fetch("AnyBot", f"{base_url()}letters/index.html"):
            yield f"{path}: keeps robots out"
        maps = parser.site_maps() or []
        yield from (f"{path}: no sitemap: {one}" for one in maps or [""] if local(site, one) is None)


def inventory(site: Path, files: Sequence[Path]) -> Iterator[str]:
    """Read the inventory by Sphinx's loader, as a project does that refers to this one: every object is there."""
    for path in files:
        found = InventoryFile.loads(path.read_bytes(), uri=base_url())
        if not found.data.get("letters:letter"):
            yield f"{path}: no letters"
        for kind, objects in found.data.items():
            yield from (
                f"{path}: {kind} {name}: {one.uri}" for name, one in objects.items() if local(site, one.uri) is None
            )
