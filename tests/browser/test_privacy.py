"""What the site gives away: nothing is asked of anybody else, and a browser keeps only the colors that a reader chose.

The browser is told to reach every other host through a proxy, which is this test: it hears whatever a page asks for,
by whatever means, and answers nobody.
"""

from __future__ import annotations

import socket
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from tests.browser.pictures import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

LETTER = "letters/2013/2013-04-10-kerry-china-visit.html"
#: Chromium itself asks it about the fields of forms, on any site.
BROWSERS_OWN = "content-autofill.googleapis.com"


class Listener:
    """A proxy that notes the first line of every request and hangs up."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(2)
                try:
                    line = connection.recv(4096).partition(b"\r\n")[0].decode("latin-1")
                    # A connection that the browser opens in advance and closes unused asks for nothing.
                    if line and BROWSERS_OWN not in line:
                        self.heard.append(line)
                except OSError:
                    self.heard.append("a connection that said nothing")

    def close(self) -> None:
        self._socket.close()


@contextmanager
def overheard(browser: Browser, *, bypass_csp: bool = False) -> Iterator[tuple[BrowserContext, Listener]]:
    """Open a context whose requests to other hosts are heard; `bypass_csp` has it heed no policy of a page."""
    listener = Listener()
    proxy = {"server": f"http://127.0.0.1:{listener.port}", "bypass": "127.0.0.1"}
    context = browser.new_context(proxy=proxy, bypass_csp=bypass_csp)  # type: ignore[arg-type]
    try:
        yield context, listener
    finally:
        context.close()
        listener.close()


def _watch(page: Page) -> list[str]:
    """Note all that a page asks for or opens, and what fails."""
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.on("websocket", lambda socket: seen.append(f"websocket {socket.url}"))
    page.on("worker", lambda worker: seen.append(f"worker {worker.url}"))
    page.on("requestfailed", lambda request: seen.append(f"failed {request.url}"))
    page.on("pageerror", lambda error: seen.append(f"error {error}"))
    page.on("console", lambda said: seen.append(f"said {said.text}") if said.type in ("error", "warning") else None)
    return seen


def test_the_listener_hears_what_a_page_asks_of_others(browser: Browser, origin: str) -> None:
    with overheard(browser, bypass_csp=True) as (context, listener):
        page = context.new_page()
        page.goto(f"{origin}/index.html")
        page.evaluate("""
        document.body.insertAdjacentHTML("beforeend",
          `<img src="http://image.example/a"><link rel="prefetch" href="http://prefetch.example/b">`);
        try { new WebSocket("ws://socket.example/c") } catch {}
        navigator.sendBeacon("http://beacon.example/d", "");
        """)
        page.wait_for_timeout(1500)
    for host in ("image.example", "prefetch.example", "socket.example", "beacon.example"):
        assert any(host in line for line in listener.heard), host


def test_no_page_asks_anything_of_another_host(browser: Browser, origin: str) -> None:
    foreign = {}
    with overheard(browser) as (context, listener):
        page = context.new_page()
        seen = _watch(page)
        for path in PAGES:
            page.goto(f"{origin}/{path}", wait_until="networkidle")
            page.mouse.wheel(0, 20_000)
            for link in page.locator("a[href^=http]").all()[:3]:
                link.hover(timeout=2000, force=True)
            own = (f"{origin}/", f"worker {origin}/", "data:", "blob:")
            foreign[path] = [line for line in seen if not line.startswith(own)]
            seen.clear()
        page.wait_for_timeout(500)
    assert {path: lines for path, lines in foreign.items() if lines} == {}
    assert listener.heard == []


def test_a_browser_keeps_nothing_but_the_chosen_colors(browser: Browser, origin: str) -> None:
    kept = """async () => ({
      local: Object.entries(localStorage), session: Object.entries(sessionStorage), cookies: document.cookie,
      databases: (await indexedDB.databases()).map(base => base.name), caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
    })"""
    nothing = {"local": [], "session": [], "cookies": "", "databases": [], "caches": [], "workers": 0}
    context = browser.new_context()
    page = context.new_page()
    for path in PAGES:
        page.goto(f"{origin}/{path}", wait_until="networkidle")
        assert page.evaluate(kept) == nothing, path
    page.goto(f"{origin}/{LETTER}")
    page.get_by_role("button", name="Dark", exact=True).click()
    assert page.evaluate(kept) == {**nothing, "local": [["mode", "dark"]]}
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_from_a_folder_loads_all_it_needs(browser: Browser, site: Path, path: str) -> None:
    with overheard(browser) as (context, listener):
        page = context.new_page()
        seen = _watch(page)
        page.goto((site / path).as_uri(), wait_until="networkidle")
        assert [line for line in seen if not line.startswith((f"{site.as_uri()}/", "data:", "blob:"))] == []
        assert page.evaluate("[...document.styleSheets].length") >= 1
        assert "Undersigned Serif" in page.evaluate(
            "[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family.replaceAll('\"', ''))"
        )
        assert page.evaluate("document.documentElement.dataset.mode") == "auto"
    assert listener.heard == []
