"""The built site and the browser that the tests open it in."""

from __future__ import annotations

from os import environ
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.browsing import find_chromium, open_browser, served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Playwright

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def site() -> Path:
    """Give the folder of the built site: `$UNDERSIGNED_SITE`, or what `make site` builds."""
    folder = Path(environ.get("UNDERSIGNED_SITE", TOP / "build" / "html")).resolve()
    if not (folder / "index.html").is_file():
        pytest.skip(f"{folder} holds no built site; run `make site`, or name one in UNDERSIGNED_SITE")
    return folder


@pytest.fixture(scope="session")
def origin(site: Path) -> Iterator[str]:
    """Serve the site; give its origin."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Start Playwright."""
    try:
        started = sync_playwright().start()
    except Exception as error:  # it raises nothing narrower
        pytest.skip(f"Playwright does not start (Debian: apt install libatomic1): {error}")
    yield started
    started.stop()


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> str:
    """Give the path of a Chromium."""
    program = find_chromium(playwright)
    if program is None:
        pytest.skip("no Chromium found: install it (Debian: apt install chromium) or name it in CHROMIUM")
    return program


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """Start headless Chromium."""
    started = open_browser(playwright, chromium)
    yield started
    started.close()
