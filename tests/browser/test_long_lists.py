"""Very long lists and tables in a browser: by keyboard, without scripts, from a folder, on small screens, and their weight."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe

from benchmarks import extremes
from tests.browser.browsing import OVERFLOW, SCHEME, SHORTEN, opened, served, wait_until
from tests.building import build
from undersigned import viewing_listings
from undersigned.rendering import long_lists, tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

#: More letters and bodies than a table shows whole.
LETTERS = viewing_listings.WHOLE_LETTERS + 2
SIGNATORIES = 560
#: Entries beyond which lists are folded here, so that the archive stays small.
LONG = 200
#: Bytes that an index needs at first, unpacked, fonts and pictures apart.
LIMIT = 300_000
INDEXES = ("letters/index.html", "organizations/index.html", "browse/addressees.html")
TOPIC = extremes.TOPIC_PATH.replace(".md", ".html")
BODY = extremes.BODY_PATH.replace(".md", ".html")
PETITION = extremes.LETTER_PATH.replace(".md", ".html")
FOLDED = (TOPIC, BODY, PETITION, "browse/names.html", "browse/countries.html")
FOCUS = "document.activeElement.textContent.trim()"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build an archive with the longest lists; give the folder of its pages."""
    folder = tmp_path_factory.mktemp("extremes")
    extremes.write(folder / "docs", extremes.Sizes(letters=LETTERS - 1, signed=LETTERS - 1, signatories=SIGNATORIES))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_lists, "LONG", LONG)
        built = build(folder / "docs", folder / "html")
    assert built.warnings == ""
    return built.outdir


@pytest.fixture(scope="module")
def address(archive: Path) -> Iterator[str]:
    with served(archive) as origin:
        yield origin


def ready(page: Page) -> None:
    page.locator(".table-tools.is-ready").wait_for()


def whole(page: Page) -> None:
    page.locator(".table-tools.is-whole").wait_for()


def count(page: Page) -> str:
    return page.locator(".table-count").inner_text()


def tab_to(page: Page, text: str, *, most: int = 400) -> int:
    """Press Tab until something is reached; give how often."""
    for pressed in range(1, most):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUS) == text:
            return pressed
    raise AssertionError(f"{text} was not reached")


# ---------------------------------------------------------------- weight


def weight(browser: Browser, url: str) -> dict[str, int]:
    """Weigh, unpacked, what a page asks for before anything is done on it."""
    context = browser.new_context()
    page = context.new_page()
    answers: list[Any] = []
    page.on("response", lambda response: answers.append(response))
    page.goto(url, wait_until="networkidle")
    found = {
        answer.url: len(answer.body())
        for answer in answers
        if answer.request.resource_type in ("document", "stylesheet", "script", "xhr", "fetch")
    }
    context.close()
    return found


@pytest.mark.parametrize("path", INDEXES)
def test_an_index_of_any_size_needs_less_than_it_may_at_first(browser: Browser, address: str, path: str) -> None:
    parts = weight(browser, f"{address}/{path}")
    assert any(url.endswith("/table.js") or "/table.js?" in url for url in parts)
    assert not any("table-rows" in url or "letters.js" in url for url in parts)
    assert sum(parts.values()) < LIMIT, parts


@pytest.mark.parametrize("path", INDEXES)
def test_an_index_that_is_whole_needs_less_than_it_may_at_first(browser: Browser, origin: str, path: str) -> None:
    parts = weight(browser, f"{origin}/{path}")
    assert sum(parts.values()) < LIMIT, parts


def test_no_page_of_one_kind_needs_more_than_an_index(browser: Browser, address: str, archive: Path) -> None:
    kinds = {path.name: sum(weight(browser, f"{address}/browse/{path.name}").values()) for path in archive.glob("browse/*.html") if "table-tools" in path.read_text()}  # fmt: skip
    assert len(kinds) > 3
    assert {name: bytes_ for name, bytes_ in kinds.items() if bytes_ >= LIMIT} == {}


# ---------------------------------------------------------------- the table


def test_words_are_looked_for_in_rows_that_the_page_does_not_have(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/letters/index.html") as page:
        ready(page)
        assert page.locator("tbody tr").count() == tables.FIRST
        assert count(page) == f"{tables.FIRST} of {LETTERS} letters"
        last = page.evaluate("[...document.querySelectorAll('.table-rest a')].at(-1).textContent")
        tab_to(page, "2026")
        page.get_by_label("Filter", exact=True).focus()
        page.keyboard.type(f"{last} letter")
        whole(page)
        wait_until(lambda: count(page) != f"{tables.FIRST} of {LETTERS} letters")
        found = page.locator("tbody tr").all_inner_texts()
        assert found
        assert all(last in row for row in found)
        assert count(page) == f"{len(found)} of {LETTERS} letters"
        assert page.get_by_label("Filter", exact=True).input_value() == f"{last} letter"
        assert page.evaluate("document.activeElement.id") == "table-words"
        assert page.locator(".table-rest").count() == 0


def test_more_rows_come_by_keyboard_and_the_focus_goes_on_with_them(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/letters/index.html") as page:
        ready(page)
        page.get_by_role("button", name=f"Show all {LETTERS} letters").focus()
        page.keyboard.press("Enter")
        whole(page)
        wait_until(lambda: page.locator("tbody tr").count() == LETTERS)
        place = "[...document.querySelectorAll('tbody tr')].indexOf(document.activeElement.closest('tr'))"
        assert page.evaluate(place) == tables.FIRST
        page.locator(".table-said", has_text=f"{LETTERS} letters loaded.").wait_for(state="attached")
        assert not page.locator(".table-more").is_visible()
        # Newest first goes on from the rows of the page to those of the data.
        years = [int(text[-4:]) for text in page.locator("tbody td:first-child").all_inner_texts()]
        assert years == sorted(years, reverse=True)


def test_facets_come_with_all_letters(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/letters/index.html") as page:
        ready(page)
        assert not page.get_by_label("Topic").is_visible()
        tab_to(page, "Filter by topic, signatory, year …")
        page.keyboard.press("Enter")
        page.locator(".table-tools.has-facets").wait_for()
        assert page.evaluate("document.activeElement.id") == "table-words"
        assert count(page) == f"{LETTERS} letters"
        page.get_by_label("Topic").select_option(extremes.TOPIC)
        page.get_by_label("To year").select_option("2006")
        wait_until(lambda: not count(page).startswith(f"{LETTERS} "))
        years = page.locator("tbody td:first-child").all_inner_texts()
        assert years
        assert {text[-4:] for text in years} <= {"2005", "2006"}
        with page.expect_download() as download:
            page.get_by_role("button", name="CSV").click()
        assert download.value.suggested_filename == "letters.csv"


def test_an_address_with_a_state_shows_it_among_all_letters(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/letters/index.html?until=2005&sort=title") as page:
        page.locator(".table-tools.has-facets").wait_for()
        wait_until(lambda: count(page) != f"{LETTERS} letters")
        years = page.locator("tbody td:first-child").all_inner_texts()
        assert years
        assert {text[-4:] for text in years} == {"2005"}
        titles = page.locator("tbody td:nth-child(2)").all_inner_texts()
        assert titles == sorted(titles, key=lambda title: [int(part) if part.isdigit() else part.lower() for part in re.split(r"(\d+)", title)])  # fmt: skip


def test_organizations_are_sorted_among_all(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/organizations/index.html") as page:
        ready(page)
        assert page.locator("tbody tr").count() == tables.FIRST
        page.get_by_role("button", name="Signed", exact=True).click()
        whole(page)
        wait_until(lambda: page.locator("tbody tr").first.inner_text().startswith(extremes.BODY))
        signed = page.locator("tbody td:nth-child(4)").all_inner_texts()
        numbers = [int(text.replace(",", "")) for text in signed if text]
        assert numbers == sorted(numbers, reverse=True)


def test_a_link_to_a_row_loads_it(browser: Browser, address: str, archive: Path) -> None:
    rows = (archive / "_static/table-rows/letters/index.js").read_text()
    assert rows.startswith("window.undersignedRows = ")
    with opened(browser, f"{address}/organizations/index.html") as page:
        ready(page)
        # All names of the made-up bodies begin with S: only the first row bears an anchor.
        assert page.locator("tbody tr[id]").count() == 1
        page.evaluate("location.hash = 'initial-none'")
        whole(page)
        wait_until(lambda: page.locator(".table-tools").get_attribute("aria-busy") is None)
        assert page.locator("tbody tr").count() >= tables.FIRST


def test_rows_that_cannot_be_loaded_are_told_of_and_the_others_are_filtered(browser: Browser, address: str) -> None:
    with opened(browser, "about:blank") as page:
        page.route("**/table-rows/**", lambda route: route.abort())
        page.goto(f"{address}/letters/index.html")
        ready(page)
        first = page.locator("tbody tr a").first.inner_text()
        page.get_by_label("Filter", exact=True).fill(first)
        page.get_by_text("Only the rows shown here are sorted and filtered: index.js could not be loaded.").wait_for(state="attached")  # fmt: skip
        wait_until(lambda: page.locator("tbody tr").count() == 1)
        assert page.locator(".table-rest").is_visible()


def test_a_row_that_is_loaded_is_text_with_its_language_and_direction(browser: Browser, address: str) -> None:
    title = {
        "runs": [
            ["رسالة", "ar", "rtl"],
            [" <img src=x onerror=alert(1)> ", "", ""],
            ["שלום", "", "rtl"],
            ["Ήλιος", "el", ""],
        ]
    }
    rows = [[["place", "1 May 2001", ["letters/2001/x.html", title], "Somebody", ""]]]
    script = f"window.undersignedRows = {json.dumps(rows)};"
    with opened(browser, "about:blank") as page:
        page.route("**/table-rows/**", lambda route: route.fulfill(body=script, content_type="text/javascript"))
        page.goto(f"{address}/letters/index.html#place")
        row = page.locator("tr#place")
        row.wait_for()
        assert row.locator("a").inner_html() == (
            '<bdi dir="rtl" lang="ar">رسالة</bdi> &lt;img src=x onerror=alert(1)&gt; '
            '<bdi dir="rtl">שלום</bdi><span lang="el">Ήλιος</span>'
        )
        assert row.locator("a").get_attribute("href") == f"{address}/letters/2001/x.html"
        assert row.locator("td").all_inner_texts()[-1] == ""
        assert row.locator("td p").count() == 3


def test_all_of_it_works_from_a_folder_without_a_server(browser: Browser, archive: Path) -> None:
    with opened(browser, (archive / "letters/index.html").as_uri()) as page:
        ready(page)
        page.get_by_role("button", name="Filter by topic, signatory, year …").click()
        page.locator(".table-tools.has-facets").wait_for()
        assert count(page) == f"{LETTERS} letters"
        page.get_by_role("button", name=f"Show {LETTERS - tables.FIRST} letters more").click()
        wait_until(lambda: page.locator("tbody tr").count() == LETTERS)
        page.locator("tbody tr a").last.click()
        page.wait_for_url("**/letters/2005/*.html")
        assert page.locator("h1").inner_text().startswith("Sample letter")


def test_without_scripts_every_letter_and_body_is_reached_from_the_index(
    browser: Browser, address: str, archive: Path
) -> None:
    hrefs = "links => links.map(link => new URL(link.href).pathname)"
    with opened(browser, f"{address}/letters/index.html", java_script_enabled=False) as page:
        assert not page.locator(".table-tools").is_visible()
        assert not page.locator(".table-more").is_visible()
        found = set()
        for year in page.locator(".table-rest a").evaluate_all("links => links.map(link => link.href)"):
            page.goto(year)
            found |= set(page.locator("ul.letter-list a").evaluate_all(hrefs))
        assert found == {f"/{path.relative_to(archive).as_posix()}" for path in archive.glob("letters/*/*-*.html")}
        page.goto(f"{address}/organizations/index.html")
        page.locator(".table-rest a").click()
        bodies = set(page.locator("ul.organization-list a").evaluate_all(hrefs))
        there = {f"/{path.relative_to(archive).as_posix()}" for path in archive.glob("organizations/*.html")}
        assert bodies == there - {"/organizations/index.html"}


# ---------------------------------------------------------------- folded lists


@pytest.mark.parametrize("path", [TOPIC, BODY])
@pytest.mark.parametrize("scripts", [True, False])
def test_the_line_of_years_unfolds_its_year(browser: Browser, address: str, path: str, *, scripts: bool) -> None:
    with opened(browser, f"{address}/{path}", java_script_enabled=scripts) as page:
        oldest = page.locator("#year-2005")
        assert not oldest.is_visible()
        page.locator(".years-line").get_by_role("link", name="2005").focus()
        page.keyboard.press("Enter")
        oldest.wait_for()
        assert oldest.locator("li").count() > 1
        # The years before it stay folded.
        assert not page.locator("#year-2006").is_visible()


def test_keys_pass_what_is_folded_and_unfold_it(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/{TOPIC}", java_script_enabled=False) as page:
        page.locator("details.fold > summary").nth(1).focus()
        page.keyboard.press("Tab")
        assert page.evaluate(f"{FOCUS}.startsWith('2024')")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('ul').id") == "year-2025"
        # Of all that is folded, no link is to be passed.
        stops = page.evaluate("[...document.querySelectorAll('#letters a')].filter(a => a.checkVisibility()).length")
        assert stops < LETTERS / 3


def test_words_of_an_address_are_found_in_what_is_folded(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/{TOPIC}") as page:
        title = page.locator("#year-2005 a").last.text_content()
        assert title
        # As the browser's own search does, which no script can press.
        words = quote(title.partition(":")[0])
        page.goto(f"{address}/topics/index.html")
        page.goto(f"{address}/{TOPIC}#:~:text={words}:")
        page.locator("#year-2005").wait_for()


def test_folded_signatories_are_filtered_grouped_and_shown_as_printed_again(browser: Browser, address: str) -> None:
    shown = "#signatories li:visible"
    with opened(browser, f"{address}/{PETITION}") as page:
        assert page.locator(shown).count() == LONG
        page.locator(".signatory-tools input").focus()
        page.keyboard.type(f"signatory {SIGNATORIES}")
        output = page.locator("#signatories output")
        wait_until(lambda: output.inner_text().startswith("1 of"))
        assert page.locator(shown).all_inner_texts() == [f"Sample Signatory {SIGNATORIES}, Reader"]
        page.keyboard.press("Control+A")
        page.keyboard.press("Delete")
        wait_until(lambda: page.locator(shown).count() == LONG)
        page.keyboard.press("Tab")
        page.keyboard.type("by k")
        wait_until(lambda: page.locator("#signatories h3:visible").count() > 2)
        head = page.locator("#signatories .signatory-groups h3").first.inner_text()
        persons = SIGNATORIES - len(range(0, SIGNATORIES, extremes.BODIES))
        assert head == f"Persons who sign for themselves {persons}"
        choice = page.get_by_label("Order")
        choice.select_option("A to Z")
        more = page.get_by_role("button", name=f"Show all {SIGNATORIES}")
        assert page.locator(shown).count() == 500
        more.focus()
        page.keyboard.press("Enter")
        assert page.locator(shown).count() == SIGNATORIES
        assert (
            page.evaluate("[...document.activeElement.parentElement.children].indexOf(document.activeElement)") == 500
        )
        choice.select_option("as printed")
        assert page.locator(shown).count() == LONG
        numbers = [int(text) for text in re.findall(r"Signatory (\d+)", "\n".join(page.locator("#signatories li").all_text_contents()))]  # fmt: skip
        assert numbers == sorted(numbers)


def test_on_paper_nothing_is_folded(browser: Browser, address: str) -> None:
    with opened(browser, f"{address}/{PETITION}") as page:
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator("#signatories li:visible").count() == SIGNATORIES
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator("details.fold[open]").count() == 1


@pytest.mark.parametrize("path", [*INDEXES, *FOLDED])
@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_axe_finds_nothing_and_pages_fit(browser: Browser, address: str, path: str, scheme: Any, width: int) -> None:
    with opened(browser, f"{address}/{path}", color_scheme=scheme, viewport={"width": width, "height": 800}) as page:
        assert page.evaluate(SCHEME) == scheme
        assert page.evaluate(OVERFLOW) == 0
        page.evaluate(SHORTEN)
        found = Axe().run(page, context="main")
        assert found.violations_count == 0, found.generate_report()
        small = page.locator("details.fold > summary").evaluate_all(
            "all => all.filter(one => one.getBoundingClientRect().height < 24).length"
        )
        assert small == 0
