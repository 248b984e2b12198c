"""The pictures in a browser: accessible, reached by keyboard, in both colour schemes, on a small screen."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.browsing import OVERFLOW, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PICTURES = "browse/pictures.html"
#: A page with every kind of picture, one of an organization, one of a topic.
PAGES = (PICTURES, "organizations/human-rights-watch.html", "topics/tibet.html")
SCHEMES = ("light", "dark")

#: The contrast of each class of marks and words with the page, by WCAG's formula.
CONTRASTS = """() => {
  const channels = color => color.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = color => {
    const [r, g, b] = channels(color).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const paper = light(getComputedStyle(document.body).backgroundColor);
  const found = {};
  for (const shape of document.querySelectorAll(".chart-frame > svg :is(rect, circle, line, text):not(.area)")) {
    const style = getComputedStyle(shape);
    const own = light(shape.localName === "line" ? style.stroke : style.fill);
    const ratio = (Math.max(own, paper) + 0.05) / (Math.min(own, paper) + 0.05);
    found[`${shape.localName}.${shape.getAttribute("class")}`] = ratio;
  }
  return found;
}"""


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_pictures_and_their_tables(
    browser: Browser, origin: str, path: str, scheme: Any, width: int
) -> None:
    with opened(browser, f"{origin}/{path}", color_scheme=scheme, viewport={"width": width, "height": 900}) as page:
        page.evaluate("document.querySelectorAll('.chart details').forEach(part => { part.open = true; })")
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = Axe().run(page, context={"include": [[".chart"]]}, options={"runOnly": tags})
        assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found.response["violations"]] == []
        assert found.response["passes"] != []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_marks_and_words_stand_out_in_both_schemes(browser: Browser, origin: str, path: str, scheme: Any) -> None:
    with opened(browser, f"{origin}/{path}", color_scheme=scheme) as page:
        found = page.evaluate(CONTRASTS)
    assert {name for name, ratio in found.items() if name.startswith("text") and ratio < 4.5} == set()
    # Lines between rows carry nothing.
    marks = {name: ratio for name, ratio in found.items() if not name.startswith("text") and "rule" not in name}
    assert marks != {}
    assert {name for name, ratio in marks.items() if ratio < 3} == set()


def test_colours_change_with_the_scheme_that_the_reader_chooses_on_the_page(browser: Browser, origin: str) -> None:
    color = "getComputedStyle(document.querySelector('.chart .fill-bar')).fill"
    with opened(browser, f"{origin}/{PICTURES}", color_scheme="light") as page:
        before = page.evaluate(color)
        page.get_by_role("button", name="Dark").click()
        assert page.evaluate("document.documentElement.dataset.mode") == "dark"
        assert page.evaluate(color) != before


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 390, 1280, 1920])
def test_pictures_fit_the_page_and_keep_the_size_of_their_words(
    browser: Browser, origin: str, path: str, width: int
) -> None:
    with opened(browser, f"{origin}/{path}", viewport={"width": width, "height": 900}) as page:
        assert page.evaluate(OVERFLOW) == 0
        sizes = page.eval_on_selector_all(
            ".chart-frame > svg text", "all => all.map(words => parseFloat(getComputedStyle(words).fontSize))"
        )
        assert min(sizes) >= 11
        # What is wider than its frame scrolls there, sideways only, and holds links, which keys reach.
        frames = page.eval_on_selector_all(
            ".chart-frame:has(> svg)",
            "all => all.map(f => [f.scrollWidth > f.clientWidth, f.scrollHeight > f.clientHeight, f.querySelectorAll('a').length])",
        )
        assert frames != []
        assert [frame for frame in frames if frame[1] or (frame[0] and not frame[2])] == []
        if width == 1280:
            assert [frame for frame in frames if frame[0]] == []


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_names_in_pictures_do_not_run_into_each_other(browser: Browser, origin: str, width: int) -> None:
    with opened(browser, f"{origin}/{PICTURES}", viewport={"width": width, "height": 900}) as page:
        boxes = page.eval_on_selector_all(
            ".chart-frame > svg",
            "all => all.map(p => [...p.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]))",
        )
    assert len(boxes) == 5
    for picture in boxes:
        for (one, a), (other, b) in combinations(picture, 2):
            across = min(a["right"], b["right"]) - max(a["left"], b["left"])
            along = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
            # The boxes of two lines touch where their letters do not.
            assert across <= 0 or along <= 3, (one, other)


def test_links_in_pictures_are_large_enough_to_hit(browser: Browser, origin: str) -> None:
    for path in PAGES:
        with opened(browser, f"{origin}/{path}", viewport={"width": 390, "height": 900}) as page:
            boxes = page.eval_on_selector_all(
                ".chart-frame > svg a .area", "all => all.map(a => [a.getBoundingClientRect().width, a.getBoundingClientRect().height])"
            )  # fmt: skip
            assert boxes != []
            assert [box for box in boxes if min(box) < 23.99] == []


@pytest.mark.parametrize("path", PAGES)
def test_keys_reach_every_link_of_a_picture_and_follow_it(browser: Browser, origin: str, path: str) -> None:
    with opened(browser, f"{origin}/{path}") as page:
        links = page.locator(".chart-frame > svg a")
        where = "[...document.querySelectorAll('.chart-frame > svg a')].indexOf(document.activeElement)"
        links.first.focus()
        reached = []
        # Between pictures are their tables, which are closed.
        for _ in range(2 * links.count() + 20):
            here = page.evaluate(where)
            reached += [here] if here >= 0 else []
            if len(reached) == links.count():
                break
            page.keyboard.press("Tab")
        assert reached == list(range(links.count()))
        assert page.evaluate("getComputedStyle(document.activeElement.querySelector('.area')).strokeWidth") == "2px"
        target = page.evaluate("new URL(document.activeElement.getAttribute('href'), document.baseURI).href")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.url == target


def test_screen_readers_are_told_name_and_links_of_a_picture(browser: Browser, origin: str) -> None:
    with opened(browser, f"{origin}/{PICTURES}") as page:
        group = page.get_by_role("group", name="Letters per year")
        assert group.count() == 1
        year = group.get_by_role("link", name="2013: ")
        assert year.count() == 1
        with page.expect_navigation():
            year.click()
        assert page.url == f"{origin}/letters/2013/index.html"


def test_table_opens_without_javascript(browser: Browser, origin: str) -> None:
    with opened(browser, f"{origin}/{PICTURES}", java_script_enabled=False) as page:
        page.get_by_text("Data as a table").first.click()
        assert page.get_by_role("rowheader", name="2013").first.is_visible()
