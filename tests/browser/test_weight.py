"""What a letter's page weighs on its way to a reader, and that nothing on it moves once it is seen."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from tests.browser.pictures import PAGES

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

#: Bytes of markup, styles and scripts, compressed as servers do; fonts and pictures apart.
LIMIT = 60_000
WEIGHED = ("document", "stylesheet", "script", "xhr", "fetch")

SHIFTS = """
window.shifts = [];
new PerformanceObserver(list => {
  for (const entry of list.getEntries())
    if (!entry.hadRecentInput) window.shifts.push([entry.value, ...entry.sources.map(s => s.node?.parentElement?.outerHTML.slice(0, 120))]);
}).observe({ type: "layout-shift", buffered: true });
"""


def _weight(browser: Browser, address: str) -> dict[str, int]:
    """Weigh what a page asks for before anything is done on it: address -> bytes compressed."""
    context = browser.new_context()
    page = context.new_page()
    answers = []
    page.on(
        "response", lambda response: answers.append(response) if response.request.resource_type in WEIGHED else None
    )
    page.goto(address, wait_until="networkidle")
    found = {answer.url: len(gzip.compress(answer.body(), 6, mtime=0)) for answer in answers}
    context.close()
    return found


def test_a_letter_weighs_no_more_than_it_may(browser: Browser, origin: str, site: Path) -> None:
    letters = sorted(site.glob("letters/[0-9]*/[0-9]*.html"), key=lambda path: (-path.stat().st_size, path))
    assert len(letters) > 100
    weights = {}
    for path in letters[:12]:
        parts = _weight(browser, f"{origin}/{path.relative_to(site).as_posix()}")
        assert len(parts) >= 3
        weights[path.name] = sum(parts.values())
    print(weights)
    assert {name: bytes_ for name, bytes_ in weights.items() if bytes_ > LIMIT} == {}


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_on_a_slow_line(browser: Browser, origin: str, width: int) -> None:
    moved = {}
    for path in PAGES:
        context = browser.new_context(viewport={"width": width, "height": 800})
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        conditions = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
        session.send("Network.emulateNetworkConditions", conditions)
        page.add_init_script(SHIFTS)
        page.goto(f"{origin}/{path}", wait_until="networkidle")
        page.evaluate(
            "document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 100))))"
        )
        shifts = page.evaluate("window.shifts")
        if sum(shift[0] for shift in shifts) >= 0.01:
            moved[path] = shifts
        context.close()
    assert moved == {}
