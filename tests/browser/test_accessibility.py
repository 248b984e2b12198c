"""Every kind of page held to WCAG 2.2 AA: by axe, by keyboard, enlarged, narrow, and in the colors that a reader asks for.

The site holds no letter from right to left yet, nor every element that a page may hold; a made-up archive does.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from tests.browser.browsing import OVERFLOW, SCHEME, SHORTEN, add_style, served, wait_until
from tests.browser.pictures import PAGES
from tests.building import ARCHIVE, build, write_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

LETTER = "letters/2013/2013-04-10-kerry-china-visit.html"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 800}

#: Axe leaves out by default what became a criterion last.
AXE = {"rules": {"target-size": {"enabled": True}}}

MADE = {
    **ARCHIVE,
    "organizations/alef.md": "---\nname: منظمة الأمثلة\nkind: ngo\n---\n",
    "letters/index.md": "---\ntitle: Letters\n---\n```{letters}\n:as: table\n```\n",
    "letters/2020/index.md": "---\ntitle: Letters of 2020\n---\n```{letters}\n:year: 2020\n```\n",
    "letters/2020/2020-05-04-right-to-left.md": """\
---
title: رسالة مفتوحة
date: 2020-05-04
language: ar
to:
- Ministry of Examples
signatories:
- منظمة الأمثلة
- Alpha
signatories-complete: true
topics:
- speech
text: full
license: CC0-1.0
source:
  publisher: منظمة الأمثلة
  url: https://example.org/letter
---
السادة المحترمون،

نكتب إليكم لأن الكلام حق للجميع.

- أولا
- ثانيا

مع الاحترام،
""",
    "letters/2020/2020-05-05-elements.md": """\
---
title: Every element
date: 2020-05-05
language: en
to:
- Ministry of Examples
signatories:
- Alpha
signatories-complete: true
topics:
- speech
source:
  publisher: Alpha
  url: https://example.org/elements
---
A paragraph with *emphasis*, **weight**, `code`, H{sub}`2`O, a [link](https://example.org/), and a note.[^a]

## A heading

### A lower heading

1. One

   - Inner
2. Two

> A quotation, of more than one line in a narrow window, from somebody else.

```{epigraph}
A motto.
```

| Country | Capital | Inhabitants | Remark that is long enough to need a wide window of its own |
| --- | --- | ---: | --- |
| Example | Examplestadt-an-der-langen-Wortgrenze | 1,000 | Averyveryverylongwordthatcannotbreakanywhereatallinanarrowcolumn |

```{note}
A remark.
```

```{warning}
A warning.
```

```{figure} picture.png
:alt: A grey square
:width: 50%

A caption.
```

```
Code in a line that is much longer than any window of a telephone, so that it has to scroll by itself in its box
```

[^a]: A footnote.
""",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build the made-up archive and serve it."""
    folder = tmp_path_factory.mktemp("accessibility")
    write_pages(folder / "docs", MADE)
    Image.new("RGB", (40, 40), "grey").save(folder / "docs/letters/2020/picture.png")
    built = build(folder / "docs", folder / "html")
    assert built.warnings == ""
    with served(folder / "html") as origin:
        yield origin


MADE_PAGES = tuple(
    f"{name.removesuffix('.md')}.html" for name in MADE if name.startswith(("letters/2020/2", "organizations/a"))
)


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open a window of its own, by the options of the test's parameter."""
    context = browser.new_context(**getattr(request, "param", {"viewport": WIDE}))
    yield context.new_page()
    context.close()


def _violations(page: Page, origin: str, paths: tuple[str, ...]) -> list[tuple[str, str, str]]:
    axe, found = Axe(), []
    for path in paths:
        response = page.goto(f"{origin}/{path}", wait_until="load")
        assert response is not None
        assert response.ok, path
        page.evaluate(SHORTEN)
        for violation in axe.run(page, options=AXE).response["violations"]:
            found += [(path, violation["id"], node["html"][:200]) for node in violation["nodes"][:3]]
    return found


LOOKS = pytest.mark.parametrize(
    "page",
    [
        pytest.param({"viewport": size, "color_scheme": scheme}, id=f"{size['width']}-{scheme}")
        for size in (WIDE, NARROW)
        for scheme in ("light", "dark")
    ],
    indirect=True,
)


@LOOKS
def test_axe_finds_no_fault_on_any_kind_of_page(page: Page, origin: str) -> None:
    assert _violations(page, origin, PAGES) == []


@LOOKS
def test_axe_finds_no_fault_in_any_element_and_from_right_to_left(page: Page, made: str) -> None:
    assert _violations(page, made, MADE_PAGES) == []


@pytest.mark.parametrize("page", [{"viewport": WIDE}, {"viewport": NARROW}], ids=["wide", "narrow"], indirect=True)
def test_axe_would_find_a_fault(page: Page, origin: str) -> None:
    page.goto(f"{origin}/{LETTER}")
    page.evaluate("""() => {
      const [low, text, link] = ["h4", "p", "a"].map((tag) => document.createElement(tag));
      low.textContent = "Too low";
      link.href = "x";
      text.append(link);
      document.querySelector("article h1").replaceWith(low, text);
    }""")
    found = {violation["id"] for violation in Axe().run(page, options=AXE).response["violations"]}
    assert {"link-name", "page-has-heading-one"} <= found


@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_one_of_each_landmark_and_one_main_heading(page: Page, origin: str, path: str) -> None:
    page.goto(f"{origin}/{path}")
    for role in ("banner", "main", "contentinfo"):
        assert page.get_by_role(role).count() == 1, role
    assert page.get_by_role("heading", level=1).count() == 1
    names = page.eval_on_selector_all(
        "nav:not(footer nav, header nav)", "all => all.map(n => n.getAttribute('aria-label'))"
    )
    assert all(names), names


# ---------------------------------------------------------------- keyboard


def test_the_first_key_leads_past_the_navigation(page: Page, origin: str) -> None:
    page.goto(f"{origin}/{LETTER}")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    assert skip.evaluate("link => link === document.activeElement")
    box = skip.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    assert page.evaluate("document.elementFromPoint(20, 15).closest('.skip-link') !== null")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


#: What is wrong with how the focus is shown; nothing where all is right.
FOCUS = """
() => {
  const held = document.activeElement;
  if (!held || held === document.body) return null;
  const style = getComputedStyle(held), box = held.getClientRects()[0];
  const name = `${held.tagName} ${held.textContent.trim().slice(0, 40)}`;
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return `${name}: no outline`;
  const at = document.elementFromPoint(box.x + Math.min(box.width / 2, 8), box.y + box.height / 2);
  return at && (held.contains(at) || at.contains(held)) ? "" : `${name}: hidden behind ${at?.className || at?.tagName}`;
}
"""


@pytest.mark.parametrize("page", [{"viewport": WIDE}, {"viewport": NARROW}], ids=["wide", "narrow"], indirect=True)
@pytest.mark.parametrize("path", [LETTER, "organizations/index.html", "letters/index.html", "index.html"])
def test_the_focus_is_seen_wherever_it_goes(page: Page, origin: str, path: str) -> None:
    page.goto(f"{origin}/{path}")
    faults, steps = [], 0
    for _ in range(60):
        page.keyboard.press("Tab")
        fault = page.evaluate(FOCUS)
        if fault is None:
            break
        steps += 1
        faults += [fault] if fault else []
    assert steps > 15
    assert faults == []


@pytest.mark.parametrize("page", [{"viewport": NARROW}], ids=["narrow"], indirect=True)
def test_the_menu_takes_the_focus_keeps_it_and_gives_it_back(page: Page, origin: str) -> None:
    page.goto(f"{origin}/{LETTER}")
    button = page.get_by_role("button", name="Menu", exact=True)
    entry = page.locator("header").get_by_role("link", name="Organizations")
    assert not entry.is_visible()
    for close in ("Escape", "Enter"):
        button.focus()
        page.keyboard.press("Enter")
        entry.wait_for()
        assert page.evaluate("document.activeElement.closest('header') !== null")
        for _ in range(30):
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.closest('main, footer') === null")
        if close == "Enter":
            page.get_by_role("button", name="Close").focus()
        page.keyboard.press(close)
        entry.wait_for(state="hidden")
        assert button.evaluate("button => button === document.activeElement")


@pytest.mark.parametrize("page", [{"viewport": NARROW, "java_script_enabled": False}], ids=["bare"], indirect=True)
def test_the_menu_opens_without_javascript(page: Page, origin: str) -> None:
    page.goto(f"{origin}/{LETTER}")
    page.get_by_role("button", name="Menu", exact=True).press("Enter")
    entry = page.locator("header").get_by_role("link", name="Organizations")
    entry.wait_for()
    assert not page.get_by_role("button", name="Dark").is_visible()
    page.keyboard.press("Escape")
    entry.wait_for(state="hidden")


def test_the_scheme_is_chosen_by_keyboard_said_and_kept(page: Page, origin: str) -> None:
    page.goto(f"{origin}/{LETTER}")
    pressed = {name: page.get_by_role("button", name=name, exact=True) for name in ("Light", "Dark", "System")}

    def states() -> dict[str, str | None]:
        return {name: button.get_attribute("aria-pressed") for name, button in pressed.items()}

    assert states() == {"Light": "false", "Dark": "false", "System": "true"}
    pressed["Dark"].press("Enter")
    assert page.evaluate(SCHEME) == "dark"
    page.goto(f"{origin}/index.html")
    assert page.evaluate(SCHEME) == "dark"
    assert states() == {"Light": "false", "Dark": "true", "System": "false"}
    pressed["System"].press("Space")
    assert page.evaluate(SCHEME) == "light"
    assert page.evaluate("localStorage.length") == 0


def test_the_scheme_can_be_chosen_where_the_browser_keeps_nothing(page: Page, origin: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('denied'); }})")
    page.goto(f"{origin}/{LETTER}")
    page.get_by_role("button", name="Dark", exact=True).click()
    assert page.evaluate(SCHEME) == "dark"
    assert errors == []


@pytest.mark.parametrize("page", [{"viewport": NARROW}], ids=["narrow"], indirect=True)
def test_what_scrolls_by_itself_scrolls_by_keyboard(page: Page, made: str) -> None:
    page.goto(f"{made}/letters/2020/2020-05-05-elements.html", wait_until="load")
    table = page.get_by_role("region", name="Table 1")
    for box in (table, page.locator("article pre")):
        wait_until(partial(box.evaluate, "box => box.tabIndex === 0"))
        box.focus()
        page.keyboard.press("ArrowRight")
        wait_until(partial(box.evaluate, "box => box.scrollLeft > 0"))
    # What has come to fit is no stop on the way any more.
    page.evaluate("document.querySelector('article pre').textContent = 'short'")
    page.set_viewport_size({"width": 400, "height": 800})
    wait_until(lambda: page.evaluate("!document.querySelector('article pre').hasAttribute('tabindex')"))


# ---------------------------------------------------------------- enlarged, narrow, spaced

#: Criterion 1.4.12: what a reader may set, and must lose nothing by.
SPACING = """
*, ::before, ::after { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }
"""
#: Words that a control cuts off.
CUT = """
[...document.querySelectorAll("button, a.page-action, summary, input, h1, h2, dt, label")]
  .filter(part => part.checkVisibility() && part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 1
    && getComputedStyle(part).overflowX !== "visible")
  .map(part => part.textContent.trim())
"""


@pytest.mark.parametrize(
    "page",
    # As wide as 1280 pixels are at 200 and 400 per cent.
    [{"viewport": {"width": 640, "height": 450}}, {"viewport": {"width": 320, "height": 256}}],
    ids=["200-per-cent", "400-per-cent"],
    indirect=True,
)
def test_an_enlarged_page_is_read_without_scrolling_sideways(page: Page, origin: str, made: str) -> None:
    wider = {}
    for path in [*(f"{origin}/{path}" for path in PAGES), *(f"{made}/{path}" for path in MADE_PAGES)]:
        page.goto(path)
        wider[path] = page.evaluate(OVERFLOW)
    assert {path: pixels for path, pixels in wider.items() if pixels} == {}


@pytest.mark.parametrize("page", [{"viewport": WIDE}, {"viewport": NARROW}], ids=["wide", "narrow"], indirect=True)
def test_nothing_is_lost_when_a_reader_spaces_the_text(page: Page, origin: str) -> None:
    for path in PAGES:
        page.goto(f"{origin}/{path}")
        add_style(page, SPACING)
        assert page.evaluate(OVERFLOW) == 0, path
        assert page.evaluate(CUT) == [], path


@pytest.mark.parametrize("page", [{"viewport": WIDE, "reduced_motion": "reduce"}], ids=["still"], indirect=True)
def test_nothing_moves_for_readers_who_ask_for_stillness(page: Page, origin: str) -> None:
    moving = """
    [...document.querySelectorAll("*")].filter(part => {
      const style = getComputedStyle(part);
      return style.transitionDuration.split(",").some(time => parseFloat(time) > 0) && style.transitionProperty !== "none"
        || style.animationName !== "none" || style.scrollBehavior === "smooth";
    }).map(part => part.outerHTML.slice(0, 80))
    """
    for path in PAGES:
        page.goto(f"{origin}/{path}")
        assert page.evaluate(moving) == [], path


@pytest.mark.parametrize("page", [{"viewport": WIDE, "forced_colors": "active"}], ids=["forced"], indirect=True)
def test_forced_colors_leave_where_one_is_and_what_is_chosen(page: Page, origin: str) -> None:
    page.goto(f"{origin}/{LETTER}")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    mark = "(part, name) => getComputedStyle(part)[name]"
    current = page.locator("header .site-nav a[aria-current]")
    other = page.locator("header .site-nav a:not([aria-current])").first
    assert current.evaluate(mark, "borderInlineStartColor") != other.evaluate(mark, "borderInlineStartColor")
    chosen = page.get_by_role("button", name="System")
    assert "underline" in chosen.evaluate(mark, "textDecorationLine")
    field = page.locator("#site-search-field")
    assert field.evaluate(mark, "borderTopStyle") == "solid"


# ---------------------------------------------------------------- language and direction


def test_a_letter_from_right_to_left_says_so_wherever_it_is_named(page: Page, made: str) -> None:
    def marks(path: str, selector: str) -> list[Any]:
        page.goto(f"{made}/{path}")
        found: list[Any] = page.eval_on_selector_all(
            selector, "all => all.map(part => [part.lang, getComputedStyle(part).direction])"
        )
        return found

    letter = "letters/2020/2020-05-04-right-to-left.html"
    assert marks(letter, "html") == [["en", "ltr"]]
    assert marks(letter, "article h1") == [["ar", "rtl"]]
    text = marks(letter, "p.salutation, p.numbered, p.closing, article ul:not([class*=signatories], .letter-list)")
    assert text
    assert {tuple(mark) for mark in text} == {("ar", "rtl")}
    # What the archive says of it is English.
    assert marks(letter, "article h2") == [["", "ltr"]] * len(marks(letter, "article h2"))
    assert marks(letter, "dl.masthead") == [["", "ltr"]]
    assert ["ar", "rtl"] in marks(letter, "ul.signatories bdi")
    assert marks("letters/index.html", "article table [lang]") == [["ar", "rtl"]]
    assert marks("letters/2020/2020-05-05-elements.html", ".neighbours [lang]") == [["ar", "rtl"]]
    assert marks("organizations/alpha.html", "ul.letter-list [lang]") == [["ar", "rtl"]]
    assert marks("organizations/alef.html", "article h1 bdi") == [["", "rtl"]]
