"""What a new reader comes for, from the home page, in three steps at most: with the mouse, and by keyboard alone.

Which letters two groups signed together, and what an office was asked in a year, stand in `test_search`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

OWN = "letters/2026/2026-11-23-publishers-of-open-letters"


@pytest.fixture
def page(browser: Browser, origin: str) -> Iterator[Page]:
    """Open the home page in a window that may copy."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=origin)
    page = context.new_page()
    page.goto(f"{origin}/index.html", wait_until="load")
    yield page
    context.close()


def _press_until(page: Page, address: str, *, most: int = 80) -> None:
    """Go on from stop to stop until a link to an address has the focus, and follow it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(document.activeElement.href || '').split('#')[0]").endswith(address):
            page.keyboard.press("Enter")
            page.wait_for_url(f"**/{address}")
            return
    pytest.fail(f"no stop leads to {address}")


@pytest.mark.parametrize("by_keyboard", [False, True], ids=["mouse", "keyboard"])
def test_everything_on_encryption_comes_as_one_pdf(page: Page, site: Path, by_keyboard: bool) -> None:
    page.fill("#search-words", "encryption")
    page.press("#search-words", "Enter")
    topic = page.locator("li.hit").first.get_by_role("link", name="Encryption", exact=True)
    topic.wait_for()
    if by_keyboard:
        topic.focus()
        page.keyboard.press("Enter")
    else:
        topic.click()
    page.wait_for_url("**/topics/encryption.html")
    link = page.get_by_role("link", name="PDF of 15 letters")
    target = link.evaluate("link => new URL(link.href).pathname.slice(1)")
    assert target == "topics/encryption.pdf"
    assert (site / target).read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize("by_keyboard", [False, True], ids=["mouse", "keyboard"])
def test_a_paragraph_is_cited(page: Page, by_keyboard: bool) -> None:
    if by_keyboard:
        _press_until(page, f"{OWN}.html")
    else:
        page.get_by_role("link", name="To those who publish open letters").first.click()
        page.wait_for_url(f"**/{OWN}.html")
    button = page.locator("#paragraph-5 > button")
    if by_keyboard:
        button.focus()
        page.keyboard.press("Enter")
    else:
        page.locator("#paragraph-5").hover()
        button.click()
    page.get_by_role("status").get_by_text("Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("“State a licence. You want to be quoted; ")
    assert "(Undersigned, “To those who publish open letters”, 23 November 2026, para. 5)" in copied
    assert copied.rstrip().endswith(f"{OWN}.html#paragraph-5")
