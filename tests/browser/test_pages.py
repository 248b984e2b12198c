"""The first page, indexes, organizations, topics, short addresses and missing pages in a browser."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.browsing import OVERFLOW, SHORTEN, opened
from undersigned.short_addresses import code_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

LETTER = "letters/2013/2013-04-10-kerry-china-visit.html"
SHORT = f"l/{code_of('2013-04-10-kerry-china-visit')}.html"
PAGES = (
    "index.html",
    "letters/index.html",
    "letters/2013/index.html",
    "organizations/index.html",
    "organizations/human-rights-watch.html",
    "organizations/us-department-of-state.html",
    "organizations/citizen-power-initiatives-for-china.html",
    "topics/index.html",
    "topics/freedom-of-expression.html",
    "browse/addressees.html",
    "browse/countries.html",
    "browse/names.html",
    "browse/ngo.html",
    "404.html",
    SHORT,
)
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


class _Host(SimpleHTTPRequestHandler):
    """Serve files, and 404.html where there is none, as static hosts do."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page."""
        content = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    """Serve the site as static hosts do; give its origin."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=str(site)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_in_either_scheme(browser: Browser, host: str, path: str) -> None:
    # Without the script that leads on, or the short address would not stay.
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
        context.route("**/redirect.js*", lambda route: route.abort())
        page = context.new_page()
        page.goto(f"{host}/{path}", wait_until="load")
        page.evaluate(SHORTEN)
        found = Axe().run(page, context="main", options=WCAG)
        assert found.violations_count == 0, (scheme, found.generate_report())
        context.close()


@pytest.mark.parametrize("path", PAGES[:-1])
def test_a_page_fits_a_narrow_window(browser: Browser, host: str, path: str) -> None:
    with opened(browser, f"{host}/{path}", viewport={"width": 390, "height": 844}) as page:
        assert page.evaluate(OVERFLOW) == 0


# ---------------------------------------------------------------- the first page


def test_the_first_page_shows_all_ways_in_on_one_screen(browser: Browser, host: str) -> None:
    with opened(browser, f"{host}/index.html") as page:
        assert page.locator("#search-words").is_visible()
        for heading in ("Newest letters", "Letters by year", "Take part", "Topics", "Most active", "Most addressed"):
            box = page.get_by_role("heading", name=heading, exact=True).bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= 900, heading
        assert page.locator("#s-newest-letters li").count() == 5


def test_the_first_page_is_in_one_column_on_a_narrow_window(browser: Browser, host: str) -> None:
    with opened(browser, f"{host}/index.html", viewport={"width": 390, "height": 844}) as page:
        tops = page.eval_on_selector_all(
            ".kind-home section section", "all => all.map(s => s.getBoundingClientRect().top)"
        )
        assert tops == sorted(tops)
        assert len(set(tops)) == len(tops)
        box = page.locator("#search-words").bounding_box()
        assert box is not None
        assert box["y"] < 400


@pytest.mark.parametrize("script", [True, False])
def test_the_first_field_leads_to_the_search_page(browser: Browser, host: str, script: bool) -> None:
    with opened(browser, f"{host}/index.html", java_script_enabled=script) as page:
        page.fill("#search-words", "tibet")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.html?q=tibet")


def test_the_first_page_is_walked_by_keyboard_in_the_order_of_reading(browser: Browser, host: str) -> None:
    with opened(browser, f"{host}/index.html") as page:
        page.locator("#search-words").focus()
        seen = []
        for _ in range(40):
            page.keyboard.press("Tab")
            seen.append(page.evaluate("document.activeElement.textContent.trim()"))
            # Links in pictures show their focus by a line of their own.
            shown = "document.activeElement.closest('svg') || getComputedStyle(document.activeElement).outlineStyle !== 'none'"
            assert page.evaluate(f"Boolean({shown})"), seen[-1]
        assert seen[0] == "Search"
        assert seen[1].endswith(" letters")
        assert seen[2].endswith(" organizations")
        assert seen[3].endswith(" topics")
        years = [place for place, text in enumerate(seen) if text == "2013"]
        assert seen.index("Add a letter") > years[0] > 8


# ---------------------------------------------------------------- from question to answer


def test_what_was_asked_of_a_body_in_a_year_is_found_in_three_steps(browser: Browser, host: str) -> None:
    with opened(browser, f"{host}/index.html", java_script_enabled=False) as page:
        page.locator("#s-most-addressed").get_by_role("link", name="US Department of State").click()
        page.locator("p.years-line").get_by_role("link", name="2013").click()
        heading = page.locator("#year-2013 h3")
        asks = page.locator("#year-2013 ul.asked a")
        assert heading.bounding_box()["y"] >= 0  # type: ignore[index]
        assert asks.count() >= 4
        asks.first.click()
        assert page.url.endswith("#ask-1")
        assert "/letters/2013/" in page.url


def test_the_first_row_of_an_initial_is_not_hidden_by_the_line_above(browser: Browser, host: str) -> None:
    with opened(browser, f"{host}/organizations/index.html") as page:
        page.locator("p.initials").get_by_role("link", name="H", exact=True).click()
        row, line = page.locator("#initial-h").bounding_box(), page.locator("p.initials").bounding_box()
        assert row is not None
        assert line is not None
        assert line["y"] + line["height"] <= row["y"] < 300


# ---------------------------------------------------------------- short addresses


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize("kind", ["server", "folder"])
def test_a_short_address_leads_to_the_letter(browser: Browser, host: str, site: Path, kind: str, script: bool) -> None:
    start = host if kind == "server" else site.as_uri()
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    page.goto(f"{start}/{SHORT}", wait_until="commit")
    page.wait_for_url(f"{start}/{LETTER}")
    assert page.locator("h1").count() == 1
    context.close()


def test_a_short_address_takes_the_place_on_the_page_along(browser: Browser, host: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{host}/{SHORT}#ask-2", wait_until="commit")
    page.wait_for_url(f"{host}/{LETTER}#ask-2")
    context.close()


# ---------------------------------------------------------------- missing pages


def _guessed(page: Page) -> list[tuple[str, str]]:
    found = page.eval_on_selector_all(
        "#not-found-guess a", "all => all.map(a => [a.textContent, a.getAttribute('href')])"
    )
    return [(text, address) for text, address in found]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("letters/2013/2013-04-10-kerry-visit.html", [("Letters of 2013", "/letters/2013/index.html"), ("Search for “kerry visit”", "/search.html?q=kerry%20visit")]),
        ("letters/1803/1803-01-01-nobody.html", [("Search for “nobody”", "/search.html?q=nobody")]),
        ("organizations/amnesty.html", [("Organizations: A", "/organizations/index.html#initial-a"), ("Search for “amnesty”", "/search.html?q=amnesty")]),
        ("a/b/c/d%3Cimg%20src=x%3E.html", [("Search for “d img src x”", "/search.html?q=d%20img%20src%20x")]),
        (SHORT.replace("1", "l").upper().replace("L/", "l/", 1).replace(".HTML", ".html"), [(f"The short address {SHORT[2:9]}", f"/{SHORT}")]),
    ],
)  # fmt: skip
def test_a_missing_page_guesses_what_was_meant(
    browser: Browser, host: str, path: str, expected: list[tuple[str, str]]
) -> None:
    with opened(browser, f"{host}/{path}") as page:
        found = [(text, address.removeprefix(host)) for text, address in _guessed(page)]
        assert found == expected


@pytest.mark.parametrize("script", [True, False])
def test_a_missing_page_at_any_depth_is_styled_and_leads_back(browser: Browser, host: str, script: bool) -> None:
    context = browser.new_context(java_script_enabled=script)
    page = context.new_page()
    failed: list[str] = []
    page.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    page.goto(f"{host}/no/such/page/anywhere.html", wait_until="networkidle")
    assert failed == [f"{host}/no/such/page/anywhere.html"]
    assert (
        page.locator(".search-field").evaluate("form => getComputedStyle(form.querySelector('div')).display") == "flex"
    )
    page.locator("article").get_by_role("link", name="2013", exact=True).click()
    page.wait_for_url(f"{host}/letters/2013/index.html")
    context.close()


def test_nothing_moves_when_the_guess_comes(browser: Browser, host: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(e => { window.moved += e.value; }))"
        ".observe({type: 'layout-shift', buffered: true});"
    )
    page.goto(f"{host}/organizations/amnesty.html", wait_until="networkidle")
    assert page.locator("#not-found-guess a").count() == 2
    assert page.evaluate("window.moved") == 0
    context.close()
