"""Save pictures of pages of the built site, wide and narrow, light and dark, for people to look at.

`make pictures`, or `python -m tests.browser.pictures PAGE ...` from the top folder.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.browser.browsing import OVERFLOW, SCHEME, open_browser, served

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from playwright.sync_api import Browser

#: One page of each kind, and the harder ones: long lists, other scripts, code, forms.
PAGES = (
    "index.html",
    "letters/index.html",
    "letters/2013/index.html",
    "letters/2013/2013-04-10-kerry-china-visit.html",
    "letters/2020/2020-02-11-hong-kong-monitors-arrests.html",
    "letters/2021/2021-05-05-agristack-agriculture-minister.html",
    "letters/2026/2026-11-23-publishers-of-open-letters.html",
    "organizations/index.html",
    "organizations/freedom-house.html",
    "topics/index.html",
    "topics/tibet.html",
    "browse/ngo.html",
    "about/index.html",
    "contribute/index.html",
    "contribute/fields.html",
    "contribute/rules/date.html",
    "contribute/add.html",
    "search.html",
)


def _options(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="pictures", description="Save pictures of pages of the built site.")
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="path below the site; one of each kind unless told")
    parser.add_argument("--site", type=Path, default=Path("build/html"), help="the built site (%(default)s)")
    parser.add_argument("--out", type=Path, default=Path("build/pictures"), help="where to put them (%(default)s)")
    parser.add_argument("--widths", type=int, nargs="+", default=[1280, 390], help="window widths in pixels")
    parser.add_argument("--schemes", nargs="+", choices=["light", "dark"], default=["light", "dark"])
    parser.add_argument("--height", type=int, default=2400, help="cut pictures at this height (%(default)s)")
    parser.add_argument("--window", action="store_true", help="only what a window shows before scrolling")
    options = parser.parse_args(arguments)
    options.pages = options.pages or [page for page in PAGES if (options.site / page).exists()]
    return options


def _take(browser: Browser, origin: str, options: Namespace, width: int, scheme: str) -> int:
    """Save a picture of each page at one width and scheme; give how many pages misbehave."""
    faults = 0
    window = {"width": width, "height": 800}
    context = browser.new_context(color_scheme=scheme, viewport=window, device_scale_factor=1)  # type: ignore[arg-type]
    page = context.new_page()
    for path in options.pages:
        response = page.goto(f"{origin}/{path.partition('#')[0]}", wait_until="load")
        if fragment := path.partition("#")[2]:
            page.evaluate("id => document.getElementById(id)?.scrollIntoView()", fragment)
        remarks = []
        if response is None or not response.ok:
            remarks.append(f"status {response.status if response else 'unknown'}")
        if overflow := page.evaluate(OVERFLOW):
            remarks.append(f"{overflow} px wider than the window")
        if page.evaluate(SCHEME) != scheme:
            remarks.append(f"not shown in the {scheme} scheme")
        whole = page.evaluate("document.documentElement.scrollHeight")
        name = path.removesuffix(".html").replace("/", "-").replace("#", ".")
        file = options.out / f"{name}.{width}.{scheme}.png"
        if options.window or fragment:
            page.screenshot(path=file)
        else:
            # A clip beyond the window needs full_page; without a clip, long indexes give pictures nobody can open.
            clip = {"x": 0, "y": 0, "width": width, "height": min(whole, options.height)}
            page.screenshot(path=file, full_page=True, clip=clip)  # type: ignore[arg-type]
        print(f"{file}{': ' if remarks else ''}{', '.join(remarks)}", flush=True)
        faults += bool(remarks)
    context.close()
    return faults


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures; give 1 where a page is missing, overflows or ignores the scheme."""
    options = _options(arguments)
    if not options.pages:
        print(f"{options.site} holds no page to show; run `make site`", file=sys.stderr)
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, served(options.site) as origin:
        try:
            browser = open_browser(playwright)
        except FileNotFoundError as error:
            print(error, file=sys.stderr)
            return 1
        faults = sum(_take(browser, origin, options, w, s) for w in options.widths for s in options.schemes)
        browser.close()
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
