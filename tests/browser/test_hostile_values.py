"""Hostile titles and names in the places where scripts show them: results of the search, the letter table, redirects."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.browser.browsing import served, wait_until
from tests.browser.test_site import window
from tests.building import build, write_pages
from tests.hostile.value_pages import archive, shown
from tests.hostile.values import VALUES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

IN_NAMES = {name: value.text for name, value in VALUES.items() if value.in_names}
#: What the page of the search is asked for in its address.
ADDRESSES = [
    "<img src=x onerror=window.pwned=1>", '"><script>window.pwned=1</script>', "javascript:window.pwned=1", "' onfocus=window.pwned=1 autofocus='",
    "{{constructor.constructor('window.pwned=1')()}}", "</mark><img src=x onerror=window.pwned=1>", "%3Cb%3E", "\u202etxt.exe", "a" * 3_000,
]  # fmt: skip
#: What no page of ours has, wherever a script puts text.
ACTIVE = "main :is(img:not([src^='../'], [src^='_']), script, iframe, object, svg[onload], [onerror], [onclick], [onfocus], a[href^='javascript:'])"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Build an archive of hostile values; give its folder, and the origin that serves it."""
    root = tmp_path_factory.mktemp("hostile")
    table = "---\ntitle: All letters\n---\n```{letters}\n:as: table\n```\n"
    write_pages(root / "docs", {**archive(), "letters/index.md": table})
    assert build(root / "docs", root / "site", doctrees=root / "doctrees").status == 0
    with served(root / "site") as origin:
        yield root / "site", origin


@pytest.fixture
def page(browser: Browser, hostile: tuple[Path, str]) -> Iterator[Page]:
    with window(browser) as (page, addresses, errors):
        said: list[str] = []
        page.on("dialog", lambda dialog: said.append(dialog.message))
        yield page
        assert page.evaluate("window.pwned") is None
        assert page.locator(ACTIVE).count() == 0
        # Links of a search may hold a name, in their query alone.
        hosts = page.eval_on_selector_all("main a[href]", "all => all.map(a => new URL(a.href).hostname)")
        assert [host for host in hosts if "evil" in host] == []
        assert said == []
        assert [one for one in errors if not one.startswith("failed:")] == []
        assert [one for one in addresses if not one.startswith((f"{hostile[1]}/", "data:"))] == []


def titles(page: Page) -> list[str]:
    page.locator("#search-hits h3 a").first.wait_for()
    return [shown(text) for text in page.locator("#search-hits h3").all_text_contents()]


def word_of(name: str) -> str:
    """Pick a word of a value that the search can be asked for."""
    return quote((re.findall(r"[^\W\d_]{3,}", IN_NAMES[name]) or re.findall(r"\d+", IN_NAMES[name]))[0])


@pytest.mark.parametrize("name", IN_NAMES)
def test_a_result_of_the_search_shows_the_title_as_text(page: Page, hostile: tuple[Path, str], name: str) -> None:
    page.goto(f"{hostile[1]}/search.html?q={word_of(name)}")
    wait_until(lambda: any(shown(IN_NAMES[name]) in title for title in titles(page)))
    addresses = page.eval_on_selector_all("#search-hits h3 a", "all => all.map(a => a.href)")
    assert [address for address in addresses if not address.startswith(f"{hostile[1]}/")] == []


@pytest.mark.parametrize("name", ["formula", "attribute-end", "workflow-command", "page-head"])
def test_facets_of_the_search_show_names_as_text(page: Page, hostile: tuple[Path, str], name: str) -> None:
    page.goto(f"{hostile[1]}/search.html?q={word_of(name)}")
    facets = page.locator("#search-facet-list")
    wait_until(lambda: shown(IN_NAMES[name]) in shown(" ".join(facets.all_text_contents())))


@pytest.mark.parametrize("asked", ADDRESSES, ids=range(len(ADDRESSES)))
def test_what_the_address_asks_is_text_in_every_field(page: Page, hostile: tuple[Path, str], asked: str) -> None:
    said = quote(asked)
    page.goto(f"{hostile[1]}/search.html?q={said}&signatory={said}&topic={said}&kind={said}&since={said}#{said}")
    page.locator("#search-facet-list label").first.wait_for()
    wait_until(lambda: page.evaluate("document.querySelector('#search-hint').textContent !== ''"))
    page.goto(f"{hostile[1]}/letters/index.html?q={said}&signatory={said}&sort={said}#{said}")
    page.locator(".table-tools.has-facets").wait_for()
    assert page.get_by_label("Filter", exact=True).input_value() == asked


def test_the_letter_table_shows_and_filters_titles_as_text(page: Page, hostile: tuple[Path, str]) -> None:
    page.goto(f"{hostile[1]}/letters/index.html")
    page.locator(".table-tools.has-facets").wait_for()
    rows = [shown(text) for text in page.locator("main tbody tr").all_text_contents()]
    assert [name for name, text in IN_NAMES.items() if not any(shown(text) in row for row in rows)] == []
    for text in IN_NAMES.values():
        page.get_by_label("Filter", exact=True).fill(text[:40])
        wait_until(lambda: page.locator("main tbody tr:visible").count() < len(rows))
        assert page.locator(ACTIVE).count() == 0


def test_a_redirect_leads_to_its_page_whatever_stands_behind_its_address(page: Page, hostile: tuple[Path, str]) -> None:
    folder, origin = hostile
    (first, *_) = json.loads((folder / ".redirects.json").read_text("utf-8"))
    for more in (
        "#javascript:window.pwned=1",
        "?//evil.example",
        "#//evil.example",
        "#<img src=x onerror=window.pwned=1>",
    ):
        page.goto(f"{origin}/{first}.html{more}")
        wait_until(lambda: not page.url.startswith(f"{origin}/{first}.html"))
        assert page.url.startswith(f"{origin}/letters/2020/")


def test_other_names_in_the_index_are_offered_as_text(page: Page, hostile: tuple[Path, str]) -> None:
    page.goto(f"{hostile[1]}/search.html")
    page.locator("#search-facet-list label").first.wait_for()
    field: Any = page.locator("#search-page input[type=search]").first
    for text in IN_NAMES.values():
        field.fill(text[:60])
        page.wait_for_timeout(100)
        assert page.locator(ACTIVE).count() == 0
