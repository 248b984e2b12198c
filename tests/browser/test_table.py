"""The letter table in a browser: sort, filter, facets, the state in the address, and the selection saved in each format."""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import rispy  # type: ignore[import-untyped]
from axe_playwright_python.sync_playwright import Axe
from bibtexparser.entrypoint import parse_string
from lxml import html

from tests.browser.browsing import OVERFLOW, SHORTEN, wait_until
from tests.browser.test_site import window
from undersigned.checking import check_archive
from undersigned.exports import files, formats
from undersigned.html.table_data import signatures
from undersigned.site import base_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

    from undersigned.catalogue import Catalogue, Entry
    from undersigned.records import Letter

TOP = Path(__file__).resolve().parents[2]
TABLE = "letters/index.html"
FREEDOM_HOUSE, WATCH, TIBET = "freedom-house", "human-rights-watch", "tibet"
NARROW = {"width": 390, "height": 800}


@cache
def catalogue() -> Catalogue:
    return check_archive(TOP / "docs").catalogue


def newest(*, topic: str = "", signatories: tuple[str, ...] = (), since: int = 0, until: int = 9999) -> list[str]:
    """Ask the records which letters a choice of facets shows, newest first."""

    def matches(entry: Entry[Letter]) -> bool:
        letter = entry.record
        signed = {body.record.id for body in catalogue().signatories(letter)}
        topics = {found.record.id for named in letter.topics if (found := catalogue().topic_of(named.target))}
        return (not topic or topic in topics) and set(signatories) <= signed and since <= letter.date.year <= until

    return [entry.record.id for entry in reversed(catalogue().letters) if matches(entry)]


def shown(page: Page) -> list[str]:
    """Give the ids of the letters in the table, in its order."""
    found: list[str] = page.eval_on_selector_all(
        "table.letter-table tbody tr",
        "rows => rows.filter(row => row.offsetHeight).map(row => row.querySelector('a').href.split('/').pop().replace('.html', ''))",
    )
    return found


def ready(page: Page, address: str) -> None:
    """Open a page and wait until the table knows its facets."""
    page.goto(address)
    page.locator(".table-tools.has-facets").wait_for()
    wait_until(lambda: page.evaluate("document.querySelector('#table-topic').options.length > 2"))


def choose(page: Page, label: str, value: str) -> None:
    """Choose in a facet that offers the value."""
    field = page.locator(".table-facet").get_by_label(label, exact=True)
    # Playwright waits for the option.
    field.select_option(value)


def write(page: Page, words: str) -> None:
    """Fill the filter, and wait until the table follows, which is at the next frame."""
    page.get_by_label("Filter", exact=True).fill(words)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def count(page: Page) -> str:
    return page.locator(".table-count").inner_text()


def saved(page: Page, button: Locator) -> tuple[str, str]:
    """Save a file; give its name and text."""
    with page.expect_download() as download:
        button.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes().decode()


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.fixture
def table(browser: Browser, origin: str) -> Iterator[Page]:
    """Open the letter table; at the end, nothing has gone wrong and nobody else was asked."""
    with window(browser) as (page, addresses, errors):
        ready(page, f"{origin}/{TABLE}")
        yield page
        assert errors == []
        assert [one for one in addresses if not one.startswith((f"{origin}/", "data:", "blob:"))] == []


# ---------------------------------------------------------------- sorting


def test_the_table_lists_every_letter_newest_first_and_says_so(table: Page) -> None:
    assert shown(table) == newest()
    assert count(table) == f"{len(newest())} letters"
    assert table.get_by_role("columnheader", name="Date").get_attribute("aria-sort") == "descending"


def test_the_head_of_a_column_sorts_and_turns_the_order(table: Page) -> None:
    records = {entry.record.id: entry.record for entry in catalogue().letters}
    head = table.get_by_role("columnheader", name="Signed by")
    head.get_by_role("button").click()
    # Numbers, not words: 12 comes before 8.
    numbers = [signatures(records[id_]) for id_ in shown(table)]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] > 50
    assert head.get_attribute("aria-sort") == "descending"
    assert table.locator("th[aria-sort]").count() == 1
    assert table.locator(".table-said").inner_text() == "Sorted by Signed by, most first."
    assert query(table)["sort"] == ["signatures"]
    head.get_by_role("button").click()
    assert [signatures(records[id_]) for id_ in shown(table)] == sorted(numbers)
    assert head.get_attribute("aria-sort") == "ascending"
    assert query(table)["sort"] == ["-signatures"]


def test_dates_sort_by_the_calendar(table: Page) -> None:
    table.get_by_role("button", name="Date").click()
    assert shown(table) == [entry.record.id for entry in catalogue().letters]
    table.get_by_role("button", name="Date").click()
    assert shown(table) == newest()
    assert "sort" not in query(table) or query(table)["sort"] == ["date"]


def test_titles_sort_without_their_brackets_and_quotation_marks(table: Page) -> None:
    table.get_by_role("columnheader", name="Letter").get_by_role("button").click()
    titles = [catalogue().letter[id_].record.title for id_ in shown(table)]
    latin = [re.sub(r"[^a-z0-9 ]", "", title.casefold()) for title in titles if title.isascii()]
    assert latin[0][0] in "0123456789a"
    assert latin[-1][0] > "t"
    assert any(title[0] in "[\"'“" for title in titles[10:-10])


# ---------------------------------------------------------------- filter and facets


def test_words_are_found_in_titles_whatever_their_case_and_accents(table: Page) -> None:
    write(table, "LETTRE autorites françaises")
    assert shown(table) == ["2014-03-14-fidh-ldh-ict-france-xi"]
    assert count(table) == f"1 of {len(newest())} letters"


@pytest.mark.parametrize("words", ["xinjiang", "reporters without borders", "cpj", "uyghur human rights project"])
def test_words_are_found_in_what_the_table_does_not_show(table: Page, words: str) -> None:
    write(table, words)

    def said(letter: Letter) -> str:
        bodies = (*catalogue().signatories(letter), *catalogue().addressees(letter))
        topics = (catalogue().topic_of(named.target) for named in letter.topics)
        names = [entry.record.name for entry in bodies] + [entry.record.name for entry in topics if entry]
        return " ".join([letter.title, letter.source.publisher, *names]).casefold()

    found = set(shown(table))
    wanted = {
        entry.record.id for entry in catalogue().letters if all(word in said(entry.record) for word in words.split())
    }
    # The cells of addressees, dates and counts are searched as well.
    assert wanted <= found
    assert len(wanted) > 2
    assert len(found) < len(newest())


def test_facets_together_answer_who_stood_with_whom_on_what_and_when(table: Page) -> None:
    choose(table, "Topic", TIBET)
    choose(table, "Signed by", FREEDOM_HOUSE)
    choose(table, "and by", WATCH)
    choose(table, "To year", "2015")
    wanted = newest(topic=TIBET, signatories=(FREEDOM_HOUSE, WATCH), until=2015)
    assert shown(table) == wanted
    assert len(wanted) == 4
    assert query(table) == {"topic": [TIBET], "signatory": [FREEDOM_HOUSE, WATCH], "until": ["2015"]}


def test_facets_offer_what_is_there_with_its_number(table: Page) -> None:
    choose(table, "Topic", TIBET)
    option = table.locator(f"#table-signatory option[value={FREEDOM_HOUSE}]")
    option.get_by_text(f"Freedom House ({len(newest(topic=TIBET, signatories=(FREEDOM_HOUSE,)))})").wait_for(
        state="attached"
    )
    signed = {
        body.record.id
        for id_ in newest(topic=TIBET)
        for body in catalogue().signatories(catalogue().letter[id_].record)
    }
    offered = table.eval_on_selector_all("#table-signatory option", "all => all.map(one => one.value).filter(Boolean)")
    assert set(offered) == signed
    # A facet keeps all that it had: choosing another topic is one step.
    assert table.locator("#table-topic option").count() > 20


@pytest.mark.parametrize(("label", "value", "test"), [
    ("Language", "zh", lambda letter: letter.language == "zh"),
    ("Text", "full", lambda letter: letter.text == "full"),
    ("From year", "2022", lambda letter: letter.date.year >= 2022),
    ("Addressed to", "us-department-of-state", lambda letter: "us-department-of-state" in {
        body.record.id for body in catalogue().addressees(letter)
    }),
])  # fmt: skip
def test_each_facet_shows_what_has_its_value(table: Page, label: str, value: str, test: Any) -> None:
    choose(table, label, value)
    wanted = [id_ for id_ in newest() if test(catalogue().letter[id_].record)]
    assert shown(table) == wanted
    assert wanted


def test_a_field_for_another_signatory_comes_and_goes(table: Page) -> None:
    assert table.get_by_label("and by").count() == 0
    choose(table, "Signed by", FREEDOM_HOUSE)
    choose(table, "and by", WATCH)
    assert table.get_by_label("and by").count() == 2
    choose(table, "Signed by", "")
    # The second has moved to the first place.
    assert table.locator("#table-signatory").input_value() == WATCH
    assert table.get_by_label("and by").count() == 1
    assert query(table) == {"signatory": [WATCH]}


# ---------------------------------------------------------------- the state in the address


def test_an_address_with_a_state_shows_it(browser: Browser, origin: str) -> None:
    with window(browser) as (page, _, errors):
        ready(page, f"{origin}/{TABLE}?topic={TIBET}&since=2010&sort=signatures&signatory={FREEDOM_HOUSE}#all")
        records = catalogue().letter
        wanted = newest(topic=TIBET, signatories=(FREEDOM_HOUSE,), since=2010)
        assert set(shown(page)) == set(wanted)
        numbers = [signatures(records[id_].record) for id_ in shown(page)]
        assert numbers == sorted(numbers, reverse=True)
        assert page.locator("#table-topic").input_value() == TIBET
        assert page.locator("#table-since").input_value() == "2010"
        write(page, "obama")
        assert query(page) == {
            "q": ["obama"], "topic": [TIBET], "since": ["2010"], "sort": ["signatures"], "signatory": [FREEDOM_HOUSE],
        }  # fmt: skip
        assert page.url.endswith("#all")
        page.wait_for_load_state("networkidle")
        page.reload()
        page.locator(".table-tools.has-facets").wait_for()
        assert page.get_by_label("Filter", exact=True).input_value() == "obama"
        assert shown(page) == [id_ for id_ in shown(page) if id_ in wanted]
        assert errors == []


@pytest.mark.parametrize(
    "hostile", ["<img src=x onerror=alert(1)>", "'\"></select><script>alert(1)</script>", "__proto__", "%"]
)
def test_what_an_address_says_is_text(browser: Browser, origin: str, hostile: str) -> None:
    with window(browser) as (page, _, errors):
        page.on("dialog", lambda dialog: errors.append(dialog.message))
        said = quote(hostile)
        page.goto(f"{origin}/{TABLE}?q={said}&topic={said}&signatory={said}&sort={said}&since={said}#{hostile}")
        page.locator(".table-tools.has-facets").wait_for()
        assert page.get_by_label("Filter", exact=True).input_value() == hostile
        assert page.locator("#table-topic").input_value() == page.locator("#table-since").input_value() == ""
        assert page.locator("main img, main script").count() == 0
        assert errors == []


def test_clear_shows_all_letters_as_listed(table: Page) -> None:
    choose(table, "Topic", TIBET)
    choose(table, "Signed by", FREEDOM_HOUSE)
    write(table, "china")
    table.get_by_role("columnheader", name="To").get_by_role("button").click()
    table.get_by_role("button", name="Clear").click()
    wait_until(lambda: table.evaluate("!location.search"))
    assert shown(table) == newest()
    assert table.locator("#table-topic").input_value() == ""
    assert table.get_by_label("and by").count() == 0
    assert table.get_by_role("columnheader", name="Date").get_attribute("aria-sort") == "descending"
    assert not table.get_by_role("button", name="Clear").is_visible()


# ---------------------------------------------------------------- selection and saving


def test_all_shown_are_saved_where_none_is_selected(table: Page) -> None:
    choose(table, "Topic", TIBET)
    wanted = newest(topic=TIBET)
    name, text = saved(table, table.get_by_role("button", name="BibTeX"))
    assert name == "letters.bib"
    assert [entry.key for entry in parse_string(text).entries] == wanted
    assert table.locator(".table-said").inner_text() == f"Saved {len(wanted)} letters as BibTeX."
    name, text = saved(table, table.get_by_role("button", name="RIS"))
    assert name == "letters.ris"
    assert [reference["id"] for reference in rispy.loads(text)] == wanted
    name, text = saved(table, table.get_by_role("button", name="CSV"))
    assert name == "letters.csv"
    assert text.startswith("\ufeffid,")
    assert [row["id"] for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))] == wanted


@pytest.mark.parametrize(
    ("button", "format_"), [("CSV", formats.CSV), ("BibTeX", formats.BIBTEX), ("RIS", formats.RIS)]
)
def test_what_is_saved_is_what_stands_beside_the_page(
    table: Page, site: Path, button: str, format_: formats.Format
) -> None:
    table.get_by_role("button", name="Date").click()
    _, text = saved(table, table.get_by_role("button", name=button))
    assert text.encode() == (site / f"letters{format_.suffix}").read_bytes()
    assert text == files.Texts(format_, catalogue(), base_url()).file(catalogue().letters)


def test_a_selection_outlives_filters_and_is_saved_in_the_order_of_the_table(table: Page) -> None:
    first, second, other = newest()[0], newest()[2], newest(topic=TIBET)[-1]
    for id_ in (second, first):
        table.locator(f"tr:has(a[href$='/{id_}.html'])").get_by_role("checkbox").check()
    choose(table, "Topic", TIBET)
    table.locator(f"tr:has(a[href$='/{other}.html'])").get_by_role("checkbox").check()
    assert table.locator("#table-export-label").inner_text() == "Save 3 letters selected (2 not shown):"
    _, text = saved(table, table.get_by_role("button", name="BibTeX"))
    assert [entry.key for entry in parse_string(text).entries] == [first, second, other]
    table.get_by_role("button", name="Unselect all").click()
    assert table.locator("#table-export-label").inner_text() == f"Save {len(newest(topic=TIBET))} letters shown:"
    assert table.locator("tbody input:checked").count() == 0


def test_all_shown_are_selected_at_once(table: Page) -> None:
    wanted = newest(topic=TIBET)
    choose(table, "Topic", TIBET)
    table.get_by_role("button", name=f"Select all {len(wanted)}").click()
    table.get_by_role("button", name="Clear").click()
    assert table.locator("tbody input:checked").count() == len(wanted)
    assert table.get_by_role("checkbox", name=f"Select {catalogue().letter[wanted[0]].record.title}").is_checked()


def test_pdfs_of_a_choice_are_links_and_a_list_to_save(table: Page, origin: str) -> None:
    choose(table, "Topic", TIBET)
    wanted = [f"{origin}/{catalogue().letter[id_].docname}.pdf" for id_ in newest(topic=TIBET)]
    table.get_by_role("button", name="PDFs").click()
    panel = table.get_by_role("region", name=f"PDFs of {len(wanted)} letters")
    assert panel.evaluate("panel => panel === document.activeElement")
    assert panel.locator("a").evaluate_all("all => all.map(one => one.href)") == wanted
    name, text = saved(table, panel.get_by_role("button", name="Save the addresses as text"))
    assert (name, text.split()) == ("letters-pdf.txt", wanted)
    name, text = saved(table, panel.get_by_role("button", name="Save this list"))
    assert name == "letters-pdf.html"
    page = html.fromstring(text)
    assert [link.get("href") for link in page.iter("a")] == wanted
    assert [link.text for link in page.iter("a")] == [
        catalogue().letter[id_].record.title for id_ in newest(topic=TIBET)
    ]
    assert page.get("lang") == "en"
    assert not list(page.iter("script"))
    table.keyboard.press("Escape")
    assert not panel.is_visible()
    assert table.get_by_role("button", name="PDFs").evaluate("button => button === document.activeElement")


def test_no_text_to_save_names_who_signs_for_no_body(table: Page) -> None:
    alone = {
        party.name
        for entry in catalogue().letters
        for party in entry.record.signatories
        if party.is_person_alone and party.name
    }
    assert len(alone) > 40
    _, text = saved(table, table.get_by_role("button", name="RIS"))
    named = {name for reference in rispy.loads(text) for name in reference.get("authors", ())}
    assert not alone & named
    _, text = saved(table, table.get_by_role("button", name="CSV"))
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert not alone & {name for row in rows for name in row["signatories"].split("; ")}


# ---------------------------------------------------------------- other ways to read


def test_everything_works_by_keyboard_alone(table: Page) -> None:
    table.locator("#table-words").focus()
    table.keyboard.type("china")
    for _ in range(2):
        table.keyboard.press("Tab")
    focused = "document.activeElement.id"
    assert table.evaluate(focused) == "table-signatory"
    table.keyboard.type("Freedom House")
    wait_until(lambda: table.evaluate("location.search.includes('signatory=freedom-house')"))
    assert table.evaluate(focused) == "table-signatory"
    before = shown(table)
    assert 0 < len(before) < len(newest())
    button = table.get_by_role("columnheader", name="Signed by").get_by_role("button")
    for _ in range(40):
        if button.evaluate("button => button === document.activeElement"):
            break
        table.keyboard.press("Tab")
    table.keyboard.press("Enter")
    assert table.get_by_role("columnheader", name="Signed by").get_attribute("aria-sort") == "descending"
    table.keyboard.press("Tab")
    assert table.evaluate("document.activeElement.type") == "checkbox"
    table.keyboard.press("Space")
    assert table.locator("#table-export-label").inner_text() == "Save 1 letter selected:"
    table.get_by_role("button", name="RIS").focus()
    with table.expect_download() as download:
        table.keyboard.press("Enter")
    assert len(rispy.loads(Path(download.value.path()).read_text("utf-8"))) == 1


def test_all_of_it_works_from_a_folder_without_a_server(browser: Browser, site: Path) -> None:
    with window(browser) as (page, addresses, errors):
        ready(page, f"{(site / TABLE).as_uri()}?topic={TIBET}")
        assert shown(page) == newest(topic=TIBET)
        choose(page, "Signed by", FREEDOM_HOUSE)
        wanted = newest(topic=TIBET, signatories=(FREEDOM_HOUSE,))
        assert shown(page) == wanted
        _, text = saved(page, page.get_by_role("button", name="RIS"))
        assert [reference["id"] for reference in rispy.loads(text)] == wanted
        assert errors == []
        assert [address for address in addresses if not address.startswith(("file:", "data:", "blob:"))] == []


def test_rows_stand_below_each_other_in_a_narrow_window_and_sort_by_a_field(browser: Browser, origin: str) -> None:
    with window(browser, viewport=NARROW) as (page, _, errors):
        ready(page, f"{origin}/{TABLE}")
        assert page.evaluate(OVERFLOW) == 0
        row = page.locator("table.letter-table tbody tr").first
        tops = row.locator("td").evaluate_all("all => all.map(one => Math.round(one.getBoundingClientRect().top))")
        assert tops == sorted(set(tops))
        assert not page.locator("thead").is_visible()
        page.get_by_label("Sort by").select_option("signatures")
        assert query(page)["sort"] == ["signatures"]
        most = max(signatures(entry.record) for entry in catalogue().letters)
        assert signatures(catalogue().letter[shown(page)[0]].record) == most
        choose(page, "Topic", TIBET)
        page.get_by_role("button", name="PDFs").click()
        assert page.evaluate(OVERFLOW) == 0
        box = row.get_by_role("checkbox").bounding_box()
        text = row.locator("a").bounding_box()
        assert box is not None
        assert text is not None
        assert box["x"] + box["width"] < text["x"]
        assert errors == []


def test_without_javascript_the_table_is_whole_and_nothing_idle_is_shown(browser: Browser, origin: str) -> None:
    with window(browser, java_script_enabled=False) as (page, _, _):
        page.goto(f"{origin}/{TABLE}?topic={TIBET}")
        links = [row.get_attribute("href") or "" for row in page.locator("table.letter-table td a").all()]
        assert [Path(link).stem for link in links] == newest()
        assert not page.locator(".table-tools").is_visible()
        assert page.locator("table.letter-table button, table.letter-table input").count() == 0


def test_nothing_moves_while_the_scripts_start(browser: Browser, origin: str) -> None:
    with window(browser) as (page, _, _):
        page.add_init_script(
            "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(one => { window.moved += one.value; }))"
            ".observe({type: 'layout-shift', buffered: true});"
        )
        ready(page, f"{origin}/{TABLE}")
        page.wait_for_timeout(500)
        assert page.evaluate("window.moved") < 0.01


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(browser: Browser, origin: str, scheme: str, width: int) -> None:
    with window(browser, color_scheme=scheme, viewport={"width": width, "height": 900}) as (page, _, _):
        ready(page, f"{origin}/{TABLE}?topic={TIBET}&signatory={FREEDOM_HOUSE}")
        page.locator("tbody input").first.check()
        page.get_by_role("button", name="PDFs").click()
        page.locator(".page-formats summary").click()
        page.evaluate(SHORTEN)
        found = Axe().run(page, context="main")
        assert found.violations_count == 0, found.generate_report()


def test_a_letter_that_the_data_do_not_know_stays_in_the_table(browser: Browser, origin: str) -> None:
    with window(browser) as (page, _, errors):
        # As when a browser keeps the data of an older edition.
        page.route("**/letter-table/letters.js", lambda route: route.fulfill(
            body=re.sub(r'\["2013-04-10-kerry.*?\]\],?', "", route.fetch().text()), content_type="text/javascript",
        ))  # fmt: skip
        ready(page, f"{origin}/{TABLE}")
        assert shown(page) == newest()
        page.get_by_role("columnheader", name="Signed by").get_by_role("button").click()
        assert set(shown(page)) == set(newest())
        assert errors == []


def test_without_its_data_the_table_still_sorts_and_filters(browser: Browser, origin: str) -> None:
    with window(browser) as (page, _, _):
        page.route("**/letter-table/letters.js", lambda route: route.abort())
        page.goto(f"{origin}/{TABLE}?q=kerry")
        page.locator(".table-tools.is-ready").wait_for()
        assert 0 < len(shown(page)) < len(newest())
        page.get_by_role("button", name="Date").click()
        page.get_by_role("button", name="Date").click()
        dates = [catalogue().letter[id_].record.date.key for id_ in shown(page)]
        assert dates == sorted(dates) or dates == sorted(dates, reverse=True)
        page.route("**/letter-table/*.bib.js", lambda route: route.abort())
        page.get_by_role("button", name="BibTeX").click()
        page.get_by_text("Nothing was saved").wait_for(state="attached")


# ---------------------------------------------------------------- any table

MADE_UP = """<!DOCTYPE html><html lang="en" data-content_root="./"><head><meta charset="utf-8"><title>Bodies</title>
<link rel="stylesheet" href="_static/table.css"><script defer src="_static/table.js"></script></head><body>
<form class="table-tools" aria-label="Filter the organizations" data-one="organization" data-several="organizations">
<label for="table-words">Filter</label><input id="table-words" type="search"><label for="table-sort">Sort by</label>
<select id="table-sort"></select><output class="table-count"></output><button type="reset" class="table-clear">Clear</button>
<p class="table-said" role="status"></p></form>
<table class="browse-table"><thead><tr><th><p>Name</p></th><th><p>Country</p></th><th><p>Signed</p></th></tr></thead><tbody>
ROWS</tbody></table></body></html>"""


def made_up(page: Page, origin: str, rows: list[tuple[str, str, str]]) -> None:
    """Open a made-up table of organizations, of the form in which pages have theirs."""
    written = "".join(
        f'<tr id="row-{place}"><td><p><a href="x.html">{a}</a></p></td><td>{b}</td><td><p>{c}</p></td></tr>'
        for place, (a, b, c) in enumerate(rows)
    )
    body = MADE_UP.replace("ROWS", written)
    page.route("**/made-up.html*", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(f"{origin}/made-up.html")
    page.locator(".table-tools.is-ready").wait_for()


def cells(page: Page, place: int) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        "tbody tr", "(rows, place) => rows.map(row => row.cells[place].textContent)", place
    )
    return found


def test_any_table_sorts_numbers_as_numbers_and_what_is_unknown_last(browser: Browser, origin: str) -> None:
    with window(browser) as (page, _, errors):
        rows = [("Éxito", "Peru", "9"), ("Alpha", "", "1,024"), ("ēta", "Greece", "10"), ("«Beta»", "France", "")]
        made_up(page, origin, rows)
        assert page.locator(".table-count").inner_text() == "4 organizations"
        page.get_by_role("button", name="Signed").click()
        assert cells(page, 2) == ["1,024", "10", "9", ""]
        page.get_by_role("button", name="Signed").click()
        assert cells(page, 2) == ["9", "10", "1,024", ""]
        page.get_by_role("button", name="Name").click()
        assert cells(page, 0) == ["Alpha", "«Beta»", "ēta", "Éxito"]
        page.get_by_role("button", name="Country").click()
        assert cells(page, 1) == ["France", "Greece", "Peru", ""]
        page.get_by_role("button", name="Country").click()
        assert cells(page, 1) == ["Peru", "Greece", "France", ""]
        write(page, "EXITO")
        assert cells(page, 0) == ["Éxito"]
        assert page.locator(".table-count").inner_text() == "1 of 4 organizations"
        assert query(page) == {"sort": ["-country"], "q": ["EXITO"]}
        assert errors == []


def test_a_long_table_shows_its_first_rows_and_more_when_asked(browser: Browser, origin: str) -> None:
    with window(browser) as (page, _, errors):
        made_up(page, origin, [(f"Body {number}", "Peru", f"{number}") for number in range(1, 1301)])
        assert page.locator("tbody tr").count() == 500
        assert page.locator(".table-count").inner_text() == "1,300 organizations"
        # What is not in the page is sorted and found all the same.
        page.get_by_role("button", name="Signed").click()
        assert cells(page, 2)[0] == "1300"
        write(page, "body 77")
        assert (
            page.locator(".table-count").inner_text()
            == f"{sum('77' in str(number) for number in range(1, 1301))} of 1,300 organizations"
        )
        write(page, "")
        page.get_by_role("button", name="Show 500 organizations more").focus()
        page.keyboard.press("Enter")
        assert page.locator("tbody tr").count() == 1000
        # The focus goes on where the new rows begin.
        assert page.evaluate("document.activeElement.textContent") == "Body 800"
        page.get_by_role("button", name="Show all 1,300 organizations").click()
        assert page.locator("tbody tr").count() == 1300
        assert not page.locator(".table-more").is_visible()
        assert errors == []


def test_a_link_to_a_row_finds_it_although_it_is_not_in_the_page(browser: Browser, origin: str) -> None:
    with window(browser) as (page, _, errors):
        made_up(page, origin, [(f"Body {number}", "Peru", f"{number}") for number in range(700)])
        assert page.locator("#row-650").count() == 0
        page.evaluate("location.hash = 'row-650'")
        page.locator("#row-650").wait_for()
        assert page.locator("#row-650").evaluate("row => row.getBoundingClientRect().top < innerHeight")
        assert errors == []


@pytest.mark.parametrize("path", [TABLE, "organizations/index.html"])
@pytest.mark.parametrize("width", [390, 1280])
def test_controls_make_no_table_wider_than_its_place(browser: Browser, origin: str, path: str, width: int) -> None:
    with window(browser, viewport={"width": width, "height": 800}) as (page, _, errors):
        page.goto(f"{origin}/{path}")
        page.locator(".table-tools.is-ready").wait_for()
        wider = "all => all.filter(one => one.scrollWidth > one.clientWidth).length"
        places = page.locator("main :has(> table.browse-table)")
        assert places.count() == 1
        assert places.evaluate_all(wider) == 0
        for head in page.locator("table.browse-table th button").all():
            if head.is_visible():
                head.click()
                assert places.evaluate_all(wider) == 0
        assert page.evaluate(OVERFLOW) == 0
        assert errors == []


def test_organizations_are_sorted_by_their_letters_and_found_by_country(browser: Browser, origin: str) -> None:
    with window(browser) as (page, _, errors):
        page.goto(f"{origin}/organizations/index.html")
        page.locator(".table-tools.is-ready").wait_for()
        assert page.locator(".table-count").inner_text() == f"{len(catalogue().organization)} organizations"
        page.get_by_role("button", name="Signed", exact=True).click()
        most = max(len(catalogue().signed_by(id_)) for id_ in catalogue().organization)
        assert cells(page, 3)[0].strip() == f"{most}"
        write(page, "venezuela")
        found = {cell.strip() for cell in cells(page, 0)}
        known = {entry.record.name for entry in catalogue().organization.values() if entry.record.country == "VE"}
        assert known
        assert known <= found
        assert errors == []


# ---------------------------------------------------------------- files beside pages

ORGANIZATION = f"organizations/{FREEDOM_HOUSE}.html"


@pytest.mark.parametrize("script", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("width", [390, 1280])
def test_formats_of_a_page_are_reached_by_keyboard_and_without_scripts(
    browser: Browser, origin: str, script: bool, width: int
) -> None:
    with window(browser, java_script_enabled=script, viewport={"width": width, "height": 800}) as (page, _, _):
        page.goto(f"{origin}/{ORGANIZATION}")
        assert page.get_by_role("link", name="PDF of").is_visible()
        opener = page.locator(".page-formats summary")
        opener.focus()
        page.keyboard.press("Enter")
        links = page.locator(".page-formats a")
        assert [link.inner_text().split("\n")[0] for link in links.all()] == [
            "BibTeX", "RIS", "CSL-JSON", "CSV", "JSON", "Atom feed", "JSON Feed",
        ]  # fmt: skip
        for link in links.all():
            place = link.bounding_box()
            assert place is not None
            assert place["x"] >= 0
            assert place["x"] + place["width"] <= width
            assert place["height"] >= 24
        for name in ("Citations", "Data", "Feeds"):
            assert page.get_by_role("list", name=name).is_visible()
        for _ in range(4):
            page.keyboard.press("Tab")
        assert links.nth(3).evaluate("link => link === document.activeElement") if script else True
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        rows = csv.DictReader(io.StringIO(Path(download.value.path()).read_text("utf-8-sig")))
        wanted = [entry.record.id for entry in catalogue().concerning(FREEDOM_HOUSE)]
        assert [row["id"] for row in rows] == wanted


def test_a_feed_opens_as_one(browser: Browser, origin: str) -> None:
    with window(browser) as (page, _, _):
        page.goto(f"{origin}/{ORGANIZATION}")
        address = page.locator('link[type="application/atom+xml"]').first.evaluate("link => link.href")
        answer = page.request.get(address)
        assert answer.status == 200
        assert "xml" in answer.headers["content-type"]
