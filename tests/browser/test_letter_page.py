"""Pages of letters in a browser: quoting, citing, grouping signatories, by mouse, by keyboard, without scripts or server."""

from __future__ import annotations

import gzip
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.browsing import OVERFLOW, add_style, served
from tests.building import TOP, build, write_pages
from tests.letter_pages import BODIES, PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

FULL = "letters/2021/2021-05-04-radio.html"
ARABIC = "letters/2021/2021-05-20-arabic.html"
SUMMARY = "letters/2021/2021-08-01-again.html"
ADDRESS = f"https://undersigned.example.org/{FULL}"
SHORT = "Alliance Amber et al., “Joint letter on the closing of community radio”, 4 May 2021"
MLA = (
    "Alliance Amber et al. “Joint Letter on the Closing of Community Radio.” Open letter ALP 7/2021, Alpha, 4 May 2021. "
    f"Undersigned, {ADDRESS}."
)
FIRST = 'The stations were closed at night, and "nobody" said why. Their listeners heard only silence.'
#: Adds up how far things move that nobody moved.
SHIFTS = """new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => sum += entry.value))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 300);
})"""
#: What is smaller than a finger's tip, of what can be pressed.
SMALL = """all => all.map(node => [node.textContent, node.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.width < 24 || box.height < 23.5)).map(([text]) => text)"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the made-up archive; give the folder of its pages."""
    folder = tmp_path_factory.mktemp("letters")
    write_pages(folder / "docs", PAGES)
    built = build(folder / "docs", folder / "html")
    assert built.warnings == ""
    return built.outdir


@pytest.fixture(scope="module")
def address(archive: Path) -> Iterator[str]:
    """Serve the made-up archive; give its origin."""
    with served(archive) as origin:
        yield origin


@contextmanager
def opened(browser: Browser, url: str, **options: Any) -> Iterator[tuple[Page, list[str]]]:
    """Open a page in a window that may use the clipboard; give it, and the errors that it meets."""
    context = browser.new_context(**options)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    errors: list[str] = []
    context.on(
        "console", lambda said: errors.append(f"{said.text} ({said.location['url']})") if said.type == "error" else None
    )
    context.on("weberror", lambda error: errors.append(str(error.error)))
    page = context.new_page()
    page.goto(url, wait_until="load")
    try:
        yield page, errors
    finally:
        context.close()
    assert errors == []


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def select(page: Page, start: tuple[str, str], end: tuple[str, str]) -> None:
    """Select from the first place of some words to the last of others; each in the element of a selector."""
    page.evaluate(
        """([[from, first], [to, last]]) => {
          const find = (selector, words) => {
            const walk = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) if (walk.currentNode.data.includes(words)) return walk.currentNode;
          };
          const range = document.createRange();
          const begin = find(from, first), finish = find(to, last);
          range.setStart(begin, begin.data.indexOf(first));
          range.setEnd(finish, finish.data.indexOf(last) + last.length);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        [start, end],
    )


# ---------------------------------------------------------------- quoting


def test_a_paragraph_is_copied_with_its_citation_and_address(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/{FULL}") as (page, _):
        page.get_by_role("button", name="Copy quotation and citation of paragraph 1").click()
        page.get_by_role("status").get_by_text("Copied: paragraph and citation").wait_for()
        assert clipboard(page) == f"“{FIRST}” ({SHORT}, para. 1)\n{ADDRESS}#paragraph-1"


@pytest.mark.parametrize(
    ("start", "end", "copied"),
    [
        (("#paragraph-1", "closed"), ("#paragraph-1", "at night"), "closed at night"),
        (("h1", "Joint"), ("#paragraph-1", "closed"), "The stations were closed"),
        (("#paragraph-1", "silence"), ("#paragraph-2", "of you"), "silence."),
        (("h1", "Joint"), ("h1", "radio"), FIRST),
    ],
    ids=["within", "from before", "to after", "elsewhere"],
)
@pytest.mark.parametrize("key", [None, "Enter"], ids=["pressed", "by keyboard"])
def test_of_a_paragraph_only_what_is_selected_is_copied(
    browser: Browser, address: str, start: tuple[str, str], end: tuple[str, str], copied: str, key: str | None
) -> None:
    with opened(browser, f"{address}/{FULL}") as (page, _):
        button = page.locator("#paragraph-1 > button")
        if key:
            button.focus()
        else:
            page.locator("#paragraph-1").hover()
        select(page, start, end)
        if key:
            page.keyboard.press(key)
        else:
            button.click()
        page.get_by_role("status").get_by_text("Copied").wait_for()
        assert clipboard(page).startswith(f"“{copied}” ({SHORT}, para. 1)\n")


def test_the_button_of_a_paragraph_is_seen_when_the_paragraph_is_pointed_at_or_the_button_has_the_focus(
    browser: Browser, address: str
) -> None:
    with opened(browser, f"{address}/{FULL}", viewport={"width": 1280, "height": 900}) as (page, _):
        shown = "button => getComputedStyle(button).opacity"
        button = page.locator("#paragraph-2 > button")
        assert button.evaluate(shown) == "0"
        page.locator("#paragraph-2").hover()
        assert button.evaluate(shown) == "1"
        page.locator("h1").hover()
        page.locator("#paragraph-2 > a").focus()
        page.keyboard.press("Tab")
        assert button.evaluate("button => button === document.activeElement")
        assert button.evaluate(shown) == "1"


def test_where_nothing_can_be_hovered_over_the_buttons_are_always_seen(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/{FULL}", has_touch=True, is_mobile=True, viewport={"width": 1024, "height": 800}) as (page, _):  # fmt: skip
        button = page.locator("#paragraph-2 > button")
        assert button.evaluate("button => getComputedStyle(button).opacity") == "1"
        button.tap()
        page.get_by_role("status").get_by_text("Copied").wait_for()
        assert clipboard(page).startswith("“We ask three things of you.”")


@pytest.mark.parametrize("clipboard_is", ["missing", "refused"])
def test_without_the_clipboard_the_text_is_shown_to_be_copied(browser: Browser, address: str, clipboard_is: str) -> None:  # fmt: skip
    value = "undefined" if clipboard_is == "missing" else "{writeText: () => Promise.reject(new Error())}"
    context = browser.new_context()
    context.add_init_script(f"Object.defineProperty(navigator, 'clipboard', {{value: {value}}})")
    page = context.new_page()
    page.goto(f"{address}/{FULL}")
    button = page.locator("#paragraph-2 > button")
    button.focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("dialog").get_by_role("textbox", name="Copy the text yourself")
    box.wait_for()
    assert box.input_value() == f"“We ask three things of you.” ({SHORT}, para. 2)\n{ADDRESS}#paragraph-2"
    assert page.evaluate("getSelection().toString()") == box.input_value()
    assert Axe().run(page).response["violations"] == []
    page.keyboard.press("Escape")
    box.wait_for(state="detached")
    assert button.evaluate("button => button === document.activeElement")
    context.close()


def test_a_quotation_from_right_to_left_is_copied_too(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/{ARABIC}") as (page, _):
        page.locator("#paragraph-1 > button").click()
        page.get_by_role("status").get_by_text("Copied").wait_for()
        assert clipboard(page).startswith(
            "“أغلقت المحطات ليلاً ولم يقل أحد لماذا.” (Alliance Amber and Alliance Birch, “"
        )


@pytest.mark.parametrize("width", [390, 700, 799, 800, 960, 1280])
@pytest.mark.parametrize("path", [FULL, ARABIC])
def test_buttons_and_numbers_of_paragraphs_cover_neither_text_nor_each_other(
    browser: Browser, address: str, path: str, width: int
) -> None:
    with opened(browser, f"{address}/{path}", viewport={"width": width, "height": 800}) as (page, _):
        assert page.evaluate(OVERFLOW) == 0
        touching = page.evaluate(
            """() => [...document.querySelectorAll("p.numbered")].flatMap(p => {
              const range = document.createRange();
              range.setStartAfter(p.querySelector("a.paragraph-number").nextSibling);
              range.setEndBefore(p.querySelector("button"));
              const words = [...range.getClientRects()];
              const button = p.querySelector("button").getBoundingClientRect();
              const number = p.querySelector("a.paragraph-number").getBoundingClientRect();
              const meet = (a, b) => a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom && b.top < a.bottom;
              const outside = button.left < 0 || button.right > innerWidth || number.left < 0;
              return words.some(box => meet(box, button)) || meet(number, button) || outside ? [p.id] : [];
            })"""
        )
        assert touching == []


def test_summaries_offer_no_quotations_as_they_are_not_the_letter(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/{SUMMARY}") as (page, _):
        assert page.locator("button.quote").count() == 0
        assert page.get_by_role("button", name="Copy: APA").count() == 1


# ---------------------------------------------------------------- citing


@pytest.mark.parametrize(
    ("name", "copied"),
    [
        ("Short", SHORT),
        ("MLA", MLA),
        ("This page", ADDRESS),
    ],
)  # fmt: skip
def test_a_citation_is_copied_as_it_stands(browser: Browser, address: str, name: str, copied: str) -> None:
    with opened(browser, f"{address}/{FULL}") as (page, _):
        button = page.get_by_role("button", name=f"Copy: {name}", exact=True)
        button.focus()
        page.keyboard.press("Enter")
        page.get_by_role("status").get_by_text(f"Copied: {name}").wait_for()
        assert clipboard(page) == copied


def test_italics_are_copied_for_programs_that_take_them(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/{FULL}") as (page, _):
        page.get_by_role("button", name="Copy: MLA").click()
        page.get_by_role("status").get_by_text("Copied: MLA").wait_for()
        formatted = page.evaluate(
            "navigator.clipboard.read().then(([item]) => item.getType('text/html')).then(part => part.text())"
        )
        assert "<em>Undersigned</em>" in formatted


# ---------------------------------------------------------------- signatories


def shown(page: Page) -> list[str]:
    return page.locator("#signatories li:visible").all_inner_texts()


def test_signatories_are_grouped_in_place_with_headings_and_counts(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/{FULL}") as (page, _):
        printed = shown(page)
        assert len(printed) == 21
        choice = page.get_by_label("Order")
        choice.select_option("by kind")
        heads = page.locator("#signatories h3:visible").all_inner_texts()
        assert heads == [
            "Non-governmental organizations 12", "Coalitions 4", "Companies 3", "Persons who sign for themselves 1",
            "Unions, associations and other bodies 1",
        ]  # fmt: skip
        assert page.locator("#signatories output").inner_text() == "21 of 21, by kind"
        choice.select_option("by country")
        heads = page.locator("#signatories h3:visible").all_inner_texts()
        assert heads == ["United States 4", "France 3", "Canada 2", "Germany 2", "Taiwan 2", "Türkiye 1", "Not known 7"]
        assert sorted(shown(page)) == sorted(printed)
        choice.select_option("A to Z")
        assert shown(page)[2:4] == ["Kim Sample, Director, Alliance Cedar (endorser)", "Alliance Dune"]
        assert shown(page)[-1] == "Ünion of Zealous Printers"
        choice.select_option("as printed")
        assert shown(page) == printed
        assert page.locator("#signatories h3").count() == 0


def test_signatories_are_filtered_by_words_without_accents_and_told_to_those_who_listen(
    browser: Browser, address: str
) -> None:
    with opened(browser, f"{address}/{FULL}") as (page, _):
        field, count = page.get_by_label("Filter"), page.locator("#signatories output")
        field.fill("UNION")
        assert shown(page) == ["Ünion of Zealous Printers"]
        assert count.inner_text() == "1 of 21, as printed"
        assert count.evaluate("count => count.tagName") == "OUTPUT"  # a live region by itself
        page.get_by_label("Order").select_option("by kind")
        assert page.locator("#signatories h3:visible").all_inner_texts() == ["Unions, associations and other bodies 1"]
        field.fill("cedar kim")
        assert shown(page) == ["Kim Sample, Director, Alliance Cedar (endorser)"]
        field.fill("nobody of that name")
        assert (shown(page), count.inner_text()) == ([], "0 of 21, by kind")
        field.fill("")
        assert len(shown(page)) == 21


def test_signatories_are_filtered_and_grouped_by_keyboard_alone(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/{FULL}") as (page, _):
        page.locator("#other-addresses").evaluate("() => document.querySelector('.signatory-tools input').focus()")
        page.keyboard.type("alliance")
        page.keyboard.press("Tab")
        page.keyboard.type("by c")
        assert page.locator("#signatories h3:visible").first.inner_text() == "United States 4"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Alliance Amber"


def test_few_signatories_have_no_controls(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/{SUMMARY}") as (page, _):
        assert page.locator(".signatory-tools, .breakdown").count() == 0


# ---------------------------------------------------------------- the page as a whole


def test_asks_have_links_to_themselves(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/{FULL}") as (page, _):
        link = page.get_by_role("link", name="Link to ask 2", exact=True)
        link.focus()
        page.keyboard.press("Enter")
        assert page.url.endswith("#ask-2")
        assert page.locator(":target").inner_text().endswith("Consult listeners before any further closing\n\nMet in part, October 2021.")  # fmt: skip


def test_the_page_is_printed_from_its_foot(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/{SUMMARY}") as (page, _):
        page.evaluate("window.print = () => { window.printed = true }")
        page.get_by_role("button", name="Print").click()
        assert page.evaluate("window.printed") is True
        page.emulate_media(media="print")
        assert not page.locator(".page-foot").is_visible()


def test_on_paper_addresses_are_whole_and_nothing_is_to_be_pressed(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/{FULL}") as (page, _):
        assert page.locator("#sources a").first.inner_text() == "alpha.example/letters/community-radio"
        page.get_by_label("Filter").fill("nobody of that name")
        page.pdf()
        page.emulate_media(media="print")
        assert len(shown(page)) == len(BODIES) + 1
        assert page.locator("#sources a").first.inner_text() == "https://alpha.example/letters/community-radio"
        assert page.locator("button:visible, input:visible, select:visible").count() == 0


@pytest.mark.parametrize("path", [FULL, SUMMARY])
def test_without_scripts_all_is_there_but_the_buttons(browser: Browser, address: str, path: str) -> None:
    with opened(browser, f"{address}/{path}", java_script_enabled=False) as (page, _):
        assert page.locator("article button, article input, article select, .page-print:visible").count() == 0
        for section in ("signatories", "correspondence", "cite", "sources"):
            assert page.locator(f"#{section} h2").is_visible()
        if path == FULL:
            assert len(shown(page)) == len(BODIES) + 1
            assert page.get_by_text("United States 4").is_visible()
            assert (
                page.get_by_role("link", name="Link to paragraph 1", exact=True).get_attribute("href") == "#paragraph-1"
            )
            assert not page.locator(".signatory-tools").is_visible()


def test_from_a_folder_the_page_does_the_same(browser: Browser, archive: Path) -> None:
    with opened(browser, (archive / FULL).as_uri()) as (page, _):
        page.locator("#paragraph-2 > button").click()
        page.get_by_role("status").get_by_text("Copied").wait_for()
        page.get_by_label("Order").select_option("by kind")
        assert page.locator("#signatories h3:visible").count() == 5


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", [FULL, ARABIC, SUMMARY])
def test_scripts_move_nothing(browser: Browser, address: str, path: str, width: int) -> None:
    with opened(browser, f"{address}/{path}", viewport={"width": width, "height": 20000}) as (page, _):
        assert page.evaluate(SHIFTS) < 0.001


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", [FULL, ARABIC, SUMMARY])
def test_axe_finds_nothing_and_what_is_pressed_is_large_enough(
    browser: Browser, address: str, path: str, width: int, scheme: str
) -> None:
    options: dict[str, Any] = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
    with opened(browser, f"{address}/{path}", **options) as (page, errors):
        if path == FULL:
            page.get_by_label("Order").select_option("by kind")
        # Numbers are judged as they look when they are used.
        add_style(page, "button.quote { opacity: 1 !important; transition: none !important }")
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        # axe looks for style sheets that the theme's name in vain.
        errors[:] = [error for error in errors if "basic.css" not in error]
        assert [(one["id"], node["html"]) for one in found.response["violations"] for node in one["nodes"]] == []
        assert page.eval_on_selector_all("article :is(button, input, select), .page-foot :is(a, button)", SMALL) == []
        assert page.evaluate(OVERFLOW) == 0
        # A policy of the server's may forbid them.
        assert page.locator(".bd-article [style]").count() == 0


def test_what_letters_load_beside_other_pages_is_light() -> None:
    static = TOP / "undersigned/html/static"
    packed = [len(gzip.compress((static / name).read_bytes())) for name in ("letter.css", "letter.js")]
    assert sum(packed) < 5 * 1024
