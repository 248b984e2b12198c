"""Serve a built site on this machine and open its pages in headless Chromium.

Used by the browser tests and by `pictures`.
"""

from __future__ import annotations

import gzip
import shutil
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from os import environ
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, Playwright

#: Names under which distributions and vendors install the browser.
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

#: The sandbox cannot start as root in a container; the others keep Chromium from calling home.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

#: Kinds of files that are sent compressed.
COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".txt", ".xml")

#: Pixels by which a page is wider than its window; 0 where all fits.
OVERFLOW = "Math.max(0, document.scrollingElement.scrollWidth - window.innerWidth)"
#: The scheme that a page is shown in, by the lightness of its ground.
SCHEME = """
(() => {
  const [red, green, blue] = getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).map(Number);
  return red + green + blue > 382 ? "light" : "dark";
})()
"""

#: Takes away what repeats: rows and entries beyond those that show every case. An audit of a thousand takes a minute.
SHORTEN = """
() => {
  for (const list of document.querySelectorAll("main tbody, main ul, main ol, main select, main svg")) {
    [...list.children].slice(60).forEach((child) => child.remove());
  }
}
"""


class _Quiet(SimpleHTTPRequestHandler):
    """Serve files without a line for every request; texts compressed, as servers of sites do."""

    def send_head(self) -> Any:
        """Answer with the head; give the body."""
        path = Path(self.translate_path(self.path))
        if path.suffix not in COMPRESSED or "gzip" not in self.headers.get("Accept-Encoding", "") or not path.is_file():
            return super().send_head()
        body = gzip.compress(path.read_bytes(), 6, mtime=0)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return BytesIO(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve `folder` on a free port of the loopback address; give the origin, without a slash at its end."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def find_chromium(playwright: Playwright) -> str | None:
    """Give the path of a Chromium: of `$CHROMIUM`, installed as a program, or downloaded by Playwright."""
    if named := environ.get("CHROMIUM"):
        return named
    installed = (shutil.which(name) for name in PROGRAMS)
    downloaded = playwright.chromium.executable_path
    return next((path for path in installed if path), downloaded if Path(downloaded).exists() else None)


def open_browser(playwright: Playwright, program: str | None = None) -> Browser:
    """Start Chromium; raise `FileNotFoundError` with the mend where there is none."""
    program = program or find_chromium(playwright)
    if program is None:
        message = "no Chromium found: install it (Debian: apt install chromium) or name it in CHROMIUM"
        raise FileNotFoundError(message)
    return playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))


@contextmanager
def opened(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """Open a page in a window of its own."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    page = context.new_page()
    page.goto(address, wait_until="load")
    try:
        yield page
    finally:
        context.close()


def wait_until(holds: Callable[[], Any], /, *, seconds: float = 20) -> None:
    """Wait for what a page says; Playwright's own way hands the page text to run, which the site's policy refuses."""
    end = monotonic() + seconds
    while not holds():
        assert monotonic() < end, f"still not so after {seconds} s"
        sleep(0.05)


def add_style(page: Page, css: str, /) -> None:
    """Add a style sheet to a page whose policy admits no element with one."""
    page.evaluate(
        "css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets.push(sheet); }",
        css,
    )
