"""The built site as files: every link leads somewhere, every anchor stands once, nothing comes from elsewhere."""

from __future__ import annotations

from collections import Counter
from functools import cache
from os import environ
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html

from tests.building import TOP
from undersigned.html.not_found import base_path
from undersigned.site import base_url

BASE = base_path(base_url())
SITE = Path(environ.get("UNDERSIGNED_SITE", TOP / "build" / "html"))

pytestmark = pytest.mark.skipif(not (SITE / "index.html").is_file(), reason="the site is not built; run `make site`")


@cache
def pages() -> dict[str, Any]:
    """Read every page of the site."""
    found = (path for path in sorted(SITE.rglob("*.html")) if "_static" not in path.parts)
    return {path.relative_to(SITE).as_posix(): html.parse(path) for path in found}


def test_every_anchor_stands_once_on_its_page() -> None:
    twice = {
        name: anchors
        for name, page in pages().items()
        if (anchors := [anchor for anchor, count in Counter(page.xpath("//@id")).items() if count > 1])
    }
    assert twice == {}


def test_every_link_leads_to_a_file_and_an_anchor_of_the_site() -> None:
    anchors = {name: set(page.xpath("//@id")) for name, page in pages().items()}
    assert len(anchors) > 1000
    dead = set()
    for name, page in pages().items():
        for address in page.xpath("//a/@href | //link/@href | //script/@src | //img/@src"):
            if name == "404.html" and address.startswith(BASE):
                # Names the path of the published site.
                address = "/" + address.removeprefix(BASE)
            parts = urlsplit(urljoin(f"/{name}", address))
            target = unquote(parts.path).lstrip("/")
            if parts.scheme:
                continue
            if not (SITE / target).is_file() or (parts.fragment and parts.fragment not in anchors.get(target, ())):
                dead.add((name, address))
    assert dead == set()


def test_nothing_is_loaded_from_another_site() -> None:
    loaded = {
        address
        for page in pages().values()
        for address in page.xpath(
            "//script/@src | //img/@src | //link[@rel='stylesheet' or @rel='icon']/@href | //iframe/@src"
        )
        if urlsplit(address).netloc
    }
    assert loaded == set()


def test_every_page_has_one_main_heading_and_a_language() -> None:
    assert [name for name, page in pages().items() if len(page.xpath("//h1")) != 1] == []
    assert {(page.getroot().get("lang"), page.getroot().get("dir")) for page in pages().values()} == {("en", "ltr")}


def test_no_page_holds_code_or_styles_of_its_own() -> None:
    # A strict Content-Security-Policy would stop them. Data for machines are no code.
    found = {
        (name, element.tag)
        for name, page in pages().items()
        for element in page.xpath("//script[not(@src) and not(@type='application/ld+json')] | //style | //*[@style]")
    } | {
        (name, attribute)
        for name, page in pages().items()
        for attribute in page.xpath("//@*[starts-with(name(), 'on')]")
    }
    assert found == set()


def test_every_picture_keeps_its_place() -> None:
    unsized = {
        (name, image.get("src"))
        for name, page in pages().items()
        for image in page.xpath("//img[not(@width and @height)]")
    }
    assert unsized == set()


def test_links_to_other_sites_give_nothing_away_and_no_credit() -> None:
    for name, page in pages().items():
        for link in page.xpath("//article//a[starts-with(@href, 'http')]"):
            assert {"nofollow", "noopener", "noreferrer"} <= set((link.get("rel") or "").split()), (
                name,
                link.get("href"),
            )


def test_no_part_of_the_sources_is_published() -> None:
    kinds = Counter(path.suffix for path in SITE.rglob("*") if path.is_file() and "_static" not in path.parts)
    index = {".pagefind", ".pf_meta", ".pf_filter", ".pf_fragment", ".pf_index"}
    assert set(kinds) <= {
        ".html",
        ".pdf",
        ".js",
        ".inv",
        ".json",
        ".xml",
        ".txt",
        ".md",
        ".bib",
        ".ris",
        ".csv",
        # Pictures of letters.
        ".png",
        "",
        *index,
    }, kinds
    # What stands beside pages as Markdown is made for readers; sources begin with their facts.
    assert [path for path in SITE.rglob("*.md") if path.read_text("utf-8").startswith("---")] == []
