"""A mirror kit, unpacked elsewhere and opened as files: every page it shows works without network, server and error."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.building import ARCHIVE, LETTER, LETTER_PATH, build, write_pages
from undersigned.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

YEAR = "---\ntitle: Letters of 2020\n---\n```{letters}\n:year: 2020\n```\n"
PAGE = f"{LETTER_PATH[:-3]}.html"


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the unpacked kit of a small archive, far from what it was made of."""
    made = tmp_path_factory.mktemp("made")
    write_pages(made / "docs", {**ARCHIVE, LETTER_PATH: LETTER, "letters/2020/index.md": YEAR})
    for builder in ("html", "letterpdf"):
        build(made / "docs", made / "site", builder=builder, doctrees=made / "doctrees")
    target = made / "kit.zip"
    words = ["mirror", "--docs", made / "docs", "--site", made / "site", "--output", target]
    assert main([str(word) for word in words]) == 0
    elsewhere = tmp_path_factory.mktemp("else where")
    shutil.unpack_archive(target, elsewhere)
    shutil.rmtree(made)
    return elsewhere / "undersigned" / "site"


@pytest.mark.parametrize("name", ["index.html", PAGE, "organizations/alpha.html", "topics/speech.html"])
def test_a_page_of_an_unpacked_kit_opens_without_an_error(kit: Path, browser: Browser, name: str) -> None:
    wrong: list[str] = []
    asked: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("requestfailed", lambda request: wrong.append(f"{request.url}: {request.failure}"))
    page.on("request", lambda request: asked.append(request.url))
    try:
        page.goto((kit / name).as_uri(), wait_until="networkidle")
        assert page.locator("h1").first.inner_text()
        # Its own style sheet, and the text face with it.
        assert page.evaluate("document.styleSheets.length") > 0
    finally:
        context.close()
    assert wrong == []
    outside = [url for url in asked if not url.startswith((kit.as_uri(), "data:"))]
    assert (len(asked) > 1, outside) == (True, [])


def test_links_of_a_kit_lead_to_its_other_pages_and_pdfs(kit: Path, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    try:
        page.goto((kit / "index.html").as_uri())
        page.locator(f"main a[href$='{PAGE}']").first.click()
        page.wait_for_load_state()
        assert page.url == (kit / PAGE).as_uri()
        links = page.locator("a[href$='.pdf']").evaluate_all("links => links.map((link) => link.href)")
    finally:
        context.close()
    assert (kit / PAGE).with_suffix(".pdf").as_uri() in links
