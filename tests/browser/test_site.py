"""The built site in a browser: what a reader clicks, sees on a small screen, and sends over the network."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.browsing import OVERFLOW, SCHEME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

LETTER = "letters/2013/2013-04-10-kerry-china-visit.html"
SIGNATORIES = (
    "amnesty-international",
    "china-aid",
    "freedom-house",
    "human-rights-in-china",
    "international-campaign-for-tibet",
    "reporters-without-borders",
    "uyghur-american-association",
    "world-uyghur-congress",
)
ADDRESSEE = "us-department-of-state"
TOPICS = ("diplomacy", "religious-freedom", "tibet", "visits-and-summits", "xinjiang-and-the-uyghurs")

#: The pages that the letter links to, by its facts.
LINKED = (
    *(f"organizations/{name}.html" for name in (*SIGNATORIES, ADDRESSEE)),
    *(f"topics/{name}.html" for name in TOPICS),
)

#: One page of each kind.
PAGES = (
    "index.html",
    "letters/index.html",
    "letters/2013/index.html",
    LETTER,
    "organizations/index.html",
    "organizations/freedom-house.html",
    "topics/index.html",
    "topics/tibet.html",
)


@contextmanager
def window(browser: Browser, **options: Any) -> Iterator[tuple[Page, list[str], list[str]]]:
    """Open a window of its own; give its page, the addresses it asks for, and the errors it meets."""
    context = browser.new_context(**options)
    addresses: list[str] = []
    errors: list[str] = []
    context.on("request", lambda request: addresses.append(request.url))
    context.on("requestfailed", lambda request: errors.append(f"failed: {request.url}"))
    context.on(
        "console", lambda said: errors.append(f"{said.text} ({said.location['url']})") if said.type == "error" else None
    )
    context.on("weberror", lambda error: errors.append(str(error.error)))
    try:
        yield context.new_page(), addresses, errors
    finally:
        context.close()


def links(page: Page, part: str = "article") -> list[str]:
    """Give where the links of a page's part lead, without fragments, each once, in order."""
    found = page.eval_on_selector_all(
        f"{part} a[href]", "all => all.map(a => new URL(a.getAttribute('href'), document.baseURI).href.split('#')[0])"
    )
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_without_errors_and_asks_nobody_else(browser: Browser, origin: str, path: str) -> None:
    with window(browser) as (page, addresses, errors):
        response = page.goto(f"{origin}/{path}", wait_until="networkidle")
        assert response is not None
        assert response.status == 200
        assert errors == []
        assert [address for address in addresses if not address.startswith((f"{origin}/", "data:"))] == []
        assert page.locator("article h1").count() == 1


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_is_no_wider_than_its_window(browser: Browser, origin: str, path: str, width: int) -> None:
    with window(browser, viewport={"width": width, "height": 800}) as (page, _, _):
        page.goto(f"{origin}/{path}", wait_until="load")
        assert page.evaluate(OVERFLOW) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_site_follows_the_color_scheme_of_the_reader(browser: Browser, origin: str, scheme: str) -> None:
    with window(browser, color_scheme=scheme) as (page, _, errors):
        page.goto(f"{origin}/{LETTER}", wait_until="networkidle")
        assert page.evaluate(SCHEME) == scheme
        assert errors == []


def test_a_letter_links_its_signatories_addressee_and_topics(browser: Browser, origin: str) -> None:
    with window(browser) as (page, _, _):
        page.goto(f"{origin}/{LETTER}")
        found = links(page)
    assert [path for path in LINKED if f"{origin}/{path}" not in found] == []


def test_the_pages_that_a_letter_links_list_the_letter(browser: Browser, origin: str) -> None:
    with window(browser) as (page, _, _):
        silent = []
        for path in LINKED:
            page.goto(f"{origin}/{path}")
            if f"{origin}/{LETTER}" not in links(page):
                silent.append(path)
    assert silent == []


def test_the_pdf_of_a_letter_opens_from_its_page(browser: Browser, origin: str) -> None:
    pdf = f"{origin}/{LETTER.removesuffix('.html')}.pdf"
    with window(browser) as (page, _, _):
        page.goto(f"{origin}/{LETTER}")
        assert pdf in links(page, "body")
        response = page.request.get(pdf)
        assert (response.status, response.headers["content-type"]) == (200, "application/pdf")
        assert response.body().startswith(b"%PDF-")


def test_the_compilation_opens_from_the_home_page(browser: Browser, origin: str) -> None:
    with window(browser) as (page, _, _):
        page.goto(f"{origin}/index.html")
        pdfs = [link for link in links(page, "body") if link.endswith(".pdf")]
        assert pdfs != []
        answers = {pdf: page.request.get(pdf).status for pdf in pdfs}
    assert answers == dict.fromkeys(pdfs, 200)


def test_links_stand_in_the_page_without_javascript(browser: Browser, origin: str) -> None:
    with window(browser, java_script_enabled=False) as (page, _, _):
        page.goto(f"{origin}/{LETTER}")
        hrefs = [link.get_attribute("href") or "" for link in page.locator("article a[href]").all()]
    found = {urljoin(f"/{LETTER}", href).partition("#")[0] for href in hrefs}
    assert [path for path in LINKED if f"/{path}" not in found] == []


def test_a_letter_opens_from_a_folder_without_a_server(browser: Browser, site: Path) -> None:
    with window(browser) as (page, addresses, errors):
        page.goto((site / LETTER).as_uri(), wait_until="load")
        found = links(page)
        dead = [link for link in found if link.startswith("file:") and not Path(unquote(urlsplit(link).path)).exists()]
        assert page.locator("article h1").is_visible()
    assert [path for path in LINKED if (site / path).as_uri() not in found] == []
    assert dead == []
    assert errors == []
    assert [address for address in addresses if not address.startswith(("file:", "data:"))] == []


def test_every_part_of_the_site_is_reached_from_a_small_window_without_javascript(
    browser: Browser, origin: str
) -> None:
    with window(browser, viewport={"width": 390, "height": 800}, java_script_enabled=False) as (page, _, _):
        page.goto(f"{origin}/{LETTER}")
        for part in ("Letters", "Organizations", "Topics", "About the archive", "Contribute"):
            assert page.locator("footer").get_by_role("link", name=part, exact=True).is_visible()


def test_escape_closes_the_formats_and_gives_the_focus_back(browser: Browser, origin: str) -> None:
    with window(browser) as (page, _, errors):
        page.goto(f"{origin}/organizations/freedom-house.html")
        menu, opener = page.locator(".page-formats"), page.locator(".page-formats summary")
        is_held = "element => element === document.activeElement"
        opener.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert not opener.evaluate(is_held)
        page.keyboard.press("Escape")
        assert menu.get_attribute("open") is None
        assert opener.evaluate(is_held)
        # Closed as it is, it takes no key from others.
        page.keyboard.press("Escape")
        assert menu.get_attribute("open") is None
        # Who clicked into the page since has the focus nowhere.
        opener.click()
        page.locator("h1").click()
        page.keyboard.press("Escape")
        assert menu.get_attribute("open") is None
        assert opener.evaluate(is_held)
        # Who went on to another part of the page stays there.
        opener.click()
        field = page.get_by_role("searchbox").first
        field.focus()
        page.keyboard.press("Escape")
        assert menu.get_attribute("open") is None
        assert field.evaluate(is_held)
        assert errors == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", ["index.html", LETTER, "organizations/freedom-house.html", "topics/tibet.html"])
def test_the_formats_of_a_page_fit_the_window_and_are_accessible(
    browser: Browser, origin: str, path: str, width: int, scheme: Any
) -> None:
    with window(browser, color_scheme=scheme, viewport={"width": width, "height": 640}) as (page, _, _):
        page.goto(f"{origin}/{path}")
        page.locator(".page-formats summary").click()
        place = page.locator(".page-formats-menu").bounding_box()
        assert place is not None
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= width
        assert place["y"] + place["height"] <= 640
        rows = [link.bounding_box() for link in page.locator(".page-formats-menu a").all()]
        # One line each, none beneath another, large enough to be hit.
        assert all(row is not None and 24 <= row["height"] < 40 for row in rows)
        assert page.evaluate(OVERFLOW) == 0
        found = Axe().run(page, context=".page-formats")
        assert found.violations_count == 0, found.generate_report()
