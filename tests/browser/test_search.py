"""The search in a browser: questions answered by mouse and by keyboard, facets, addresses, the dialog, and what it asks for."""

from __future__ import annotations

import shutil
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.browsing import OVERFLOW, served, wait_until
from tests.browser.test_site import LETTER, window
from tests.building import ARCHIVE, build, write_pages
from tests.building import LETTER as TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

#: Letters that Freedom House and Human Rights Watch signed together on Tibet before 2016, newest first.
TOGETHER = [
    "letters/2014/2014-10-30-obama-beijing-apec.html",
    "letters/2011/2011-01-13-obama-hu-jintao-summit.html",
    "letters/2010/2010-10-21-clinton-us-china-policy.html",
    "letters/2009/2009-02-12-clinton-first-china-visit.html",
]
QUESTION = {("signatory", "Freedom House"), ("signatory", "Human Rights Watch"), ("topic", "Tibet"), ("until", "2015")}
#: What the site may be served with: nothing but its own files, and WebAssembly for the search.
POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; object-src 'none'; base-uri 'self'"
)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with window(browser, viewport={"width": 1280, "height": 900}) as (page, _, errors):
        yield page
        # Who goes on to another page leaves requests behind.
        assert [error for error in errors if not error.startswith("failed:")] == []


def hits(page: Page) -> list[str]:
    """Give the addresses of the results, as soon as there are any, below the top of the site."""
    page.locator("#search-hits a").first.wait_for()
    found = page.eval_on_selector_all("#search-hits h3 a", "all => all.map(a => new URL(a.href).pathname.slice(1))")
    return list(found)


def asked(page: Page) -> set[tuple[str, str]]:
    """Give what the address asks for."""
    return set(parse_qsl(urlsplit(page.url).query))


def count(page: Page, text: str) -> None:
    expect(page.locator("#search-count")).to_have_text(text)


def check(page: Page, facet: str, value: str) -> None:
    """Choose a value of a facet."""
    page.locator("details.facet", has=page.locator("summary", has_text=facet)).get_by_label(value).first.check()


# ---------------------------------------------------------------- questions


def test_the_question_is_answered_from_the_home_page_by_mouse_in_three_steps(page: Page, origin: str) -> None:
    page.goto(f"{origin}/index.html")
    page.fill("#site-search-field", "Freedom House Human Rights Watch Tibet")
    page.locator("#site-search-field ~ button").click()
    page.get_by_role("link", name="Letters signed by Freedom House and Human Rights Watch, on Tibet").click()
    page.get_by_label("to", exact=True).select_option("2015")
    count(page, "4 letters")
    assert hits(page) == TOGETHER
    assert asked(page) == QUESTION


def test_the_question_as_it_is_asked_is_answered_by_keyboard_alone(page: Page, origin: str) -> None:
    page.goto(f"{origin}/index.html")
    page.locator("body").press("/")
    page.locator("dialog.find").wait_for()
    page.keyboard.type("Which letters did Freedom House and Human Rights Watch sign together on Tibet before 2016?")
    page.get_by_role(
        "link", name="Letters signed by Freedom House and Human Rights Watch, on Tibet, until 2015"
    ).wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?*")
    count(page, "4 letters")
    assert hits(page) == TOGETHER
    assert asked(page) == QUESTION


def test_results_tell_what_groups_asked_of_an_office_in_a_year(page: Page, origin: str) -> None:
    page.goto(f"{origin}/index.html")
    page.fill("#site-search-field", "what did groups ask of the US State Department in 2013?")
    page.press("#site-search-field", "Enter")
    page.get_by_role("link", name="Letters sent to US Department of State, in 2013").click()
    assert LETTER in hits(page)
    hit = page.locator("li.hit", has=page.locator(f"a[href$='{LETTER}']"))
    assert "10 April 2013" in hit.inner_text()
    assert "to John Kerry (US Department of State); 8 organizations" in hit.inner_text()
    asks = hit.locator(".hit-asks").inner_text()
    assert asks.startswith("Asks: Raise human rights with the same weight as economic and strategic issues; ")
    assert asks.endswith("; 1 more")


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("tibet", "topics/tibet.html"),
        ("RSF", "organizations/reporters-without-borders.html"),
        ("reporters sans frontieres", "organizations/reporters-without-borders.html"),
        ("solidarity uyghur", "organizations/chinese-uyghur-tibetan-solidarity-uk.html"),
        ("Apple", "organizations/apple.html"),
    ],
)
def test_names_lead_to_their_pages_first(page: Page, origin: str, words: str, first: str) -> None:
    page.goto(f"{origin}/search.html?q={words}")
    assert hits(page)[0] == first


#: Full texts by language: title and body.
LANGUAGES = {
    "zh": ("关于释放记者的公开信", "我们请求立即释放所有被捕的律师。"),
    "ja": ("報道の自由を求める公開書簡", "私たちは検閲の廃止を求めます。"),
    "th": ("จดหมายเปิดผนึกถึงรัฐบาล", "เราขอให้ปล่อยนักข่าวทันที"),
    "ar": ("رسالة مفتوحة إلى الوزير", "نطالب بالإفراج الفوري عن الصحفيين."),
    "ru": ("Открытое письмо министру", "Мы требуем освободить заключённых журналистов."),
    "vi": ("Thư ngỏ gửi bộ trưởng", "Chúng tôi yêu cầu chấm dứt đàn áp báo chí."),
    "ug": ("ئوچۇق خەت", "بىز ژۇرنالىستلارنى قويۇپ بېرىشنى تەلەپ قىلىمىز."),
    "bo": ("བཀའ་མཆིད།", "གསར་འགོད་པ་གློད་གྲོལ་གཏོང་དགོས།"),
}


@pytest.fixture(scope="module")
def babel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a small archive of full texts in many languages."""
    top = tmp_path_factory.mktemp("babel")
    pages: dict[str, str] = dict(ARCHIVE)
    for language, (title, text) in LANGUAGES.items():
        letter = TEXT.replace("A letter", title).replace(
            "source:", f"language: {language}\ntext: full\nlicense: CC0-1.0\nsource:"
        )
        pages[f"letters/2020/2020-05-04-{language}.md"] = letter.replace(
            "One group writes.", f"{text}\n\nSecond paragraph."
        )
    write_pages(top / "docs", pages)
    assert build(top / "docs", top / "html").warnings == ""
    with served(top / "html") as origin:
        yield origin


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("记者", "zh"), ("释放记者", "zh"), ("律师", "zh"), ("检閱", None), ("者的公", "zh"),
        ("自由", "ja"), ("検閲", "ja"), ("公開書簡", "ja"),
        ("รัฐบาล", "th"), ("นักข่าว", "th"),
        ("رسالة", "ar"), ("الصحفيين", "ar"), ("الوزير مفتوحة", "ar"),
        ("письмо", "ru"), ("ЖУРНАЛИСТОВ", "ru"), ("журналист", "ru"), ("заключенных", "ru"),
        ("thư ngỏ", "vi"), ("thu ngo", "vi"), ("đàn áp", "vi"), ("dan ap", "vi"),
        ("خەت", "ug"), ("གསར་འགོད", "bo"), ("བཀའ་མཆིད", "bo"),
    ],
)  # fmt: skip
def test_words_of_other_languages_are_found_and_marked(
    page: Page, babel: str, words: str, language: str | None
) -> None:
    page.goto(f"{babel}/search.html")
    page.fill("#search-field", words)
    page.press("#search-field", "Enter")
    if language is None:
        count(page, "No results")
        return
    count(page, "1 result")
    assert hits(page) == [f"letters/2020/2020-05-04-{language}.html"]
    title = page.locator(".hit-title a")
    assert title.inner_text() == LANGUAGES[language][0]
    assert title.get_attribute("lang") == language
    passage = page.locator(".hit-passage")
    assert LANGUAGES[language][1] in passage.inner_text()
    assert (passage.get_attribute("lang"), passage.get_attribute("dir")) == (language, "auto")
    assert passage.locator("a").all_inner_texts() in ([], ["paragraph 1"])


def test_passages_show_the_words_marked_and_nothing_as_markup(page: Page, origin: str) -> None:
    page.goto(f"{origin}/search.html?q=cyber+espionage")
    hit = page.locator("li.hit", has=page.locator(f"a[href$='{LETTER}']"))
    assert hit.locator("mark").first.inner_text() == "cyber espionage"
    assert "<" not in hit.inner_text()


def test_phrases_are_found_whole_and_together_with_words(page: Page, origin: str) -> None:
    page.goto(f"{origin}/search.html?q=public+speak")
    loose = hits(page)
    page.goto(f'{origin}/search.html?q="speak+for+them+in+public"')
    assert hits(page) == [LETTER]
    page.goto(f'{origin}/search.html?q="speak+for+them+in+public"+silence')
    assert hits(page) == [LETTER]
    row = page.locator("#search-facet-list label", has_text="China Aid").first
    assert row.locator(".facet-count").inner_text() == "1"
    assert len(loose) > 1
    page.goto(f'{origin}/search.html?q="public+in+them+for+speak"')
    count(page, "No results")


def test_words_that_no_page_has_are_named(page: Page, origin: str) -> None:
    page.goto(f"{origin}/search.html?q=tibet+xqzzyfoo")
    expect(page.locator("#search-hint")).to_contain_text("No page has “xqzzyfoo”")
    assert hits(page) != []


def test_results_come_twenty_at_a_time_and_the_focus_goes_on(page: Page, origin: str) -> None:
    page.goto(f"{origin}/search.html?q=china")
    assert len(hits(page)) == 20
    page.get_by_role("button", name="Show 20 more").click()
    expect(page.locator("#search-hits > li")).to_have_count(40)
    assert page.evaluate("document.activeElement === document.querySelectorAll('#search-hits a')[20]")
    page.locator("#search-hits a").nth(25).click()
    page.go_back()
    expect(page.locator("#search-hits > li")).to_have_count(40)


# ---------------------------------------------------------------- facets


def test_facets_combine_and_their_numbers_tell_what_is_left(page: Page, origin: str) -> None:
    page.goto(f"{origin}/search.html")
    check(page, "Signed by", "Freedom House")
    count(page, "15 letters")
    row = page.locator("#search-facet-list label", has_text="Human Rights Watch").first
    left = int(row.locator(".facet-count").inner_text())
    check(page, "Signed by", "Human Rights Watch")
    count(page, f"{left} letters")
    check(page, "Topic", "Tibet")
    page.get_by_label("to", exact=True).select_option("2015")
    count(page, "4 letters")
    assert hits(page) == TOGETHER
    assert asked(page) == QUESTION
    chips = page.locator("#search-chosen .chip")
    assert chips.all_text_contents() == [
        "Signed by: Freedom House ×remove", "Signed by: Human Rights Watch ×remove", "Topic: Tibet ×remove", "Until 2015 ×remove",
    ]  # fmt: skip
    page.get_by_role("button", name="Human Rights Watch remove").click()
    expect(chips).to_have_count(3)
    assert page.evaluate("document.activeElement.textContent").startswith("Topic: Tibet")
    page.get_by_role("button", name="Clear all").click()
    expect(chips).to_have_count(0)
    assert urlsplit(page.url).query == ""


def test_values_of_single_valued_facets_widen(page: Page, origin: str) -> None:
    page.goto(f"{origin}/search.html?q=tibet&language=German")
    count(page, "3 letters")
    details = page.locator("details.facet", has_text="Language of the letter")
    assert details.get_attribute("open") is not None
    english = details.locator("label", has_text="English")
    further = int(english.locator(".facet-count").inner_text())
    english.locator("input").check()
    count(page, f"{3 + further} letters")


def test_hundreds_of_signatories_are_found_by_name(page: Page, origin: str) -> None:
    page.goto(f"{origin}/search.html")
    box = page.locator("details.facet", has_text="Signed by")
    box.get_by_label("Signed by: find a name").fill("uyghur american")
    box.get_by_label("Uyghur American Association").check()
    expect(page.locator("#search-chosen .chip")).to_have_text("Signed by: Uyghur American Association ×remove")
    assert page.evaluate("document.activeElement.value") == "Uyghur American Association"


def test_order_is_by_date_where_wanted(page: Page, origin: str) -> None:
    page.goto(f"{origin}/search.html?q=tibet&kind=letter")
    by_match = hits(page)
    page.get_by_label("Order", exact=True).select_option("oldest")
    expect(page.locator("#search-hits h3 a").first).not_to_have_attribute("href", f"/{by_match[0]}")
    by_date = hits(page)
    years = [path.split("/")[1] for path in by_date]
    assert years == sorted(years)
    assert by_date != by_match
    assert ("sort", "oldest") in asked(page)


def test_a_date_order_keeps_pages_without_a_date(page: Page, origin: str) -> None:
    page.goto(f"{origin}/search.html?q=tibet")
    page.locator("#search-hits a").first.wait_for()
    before = page.locator("#search-count").inner_text()
    page.goto(f"{origin}/search.html?q=tibet&sort=newest")
    page.locator("#search-hits a").first.wait_for()
    count(page, before)


# ---------------------------------------------------------------- addresses


def test_an_address_gives_the_search_and_back_and_forward_walk_through_it(page: Page, origin: str) -> None:
    page.goto(f"{origin}/search.html?q=tibet&signatory=Freedom+House")
    first = hits(page)
    check(page, "Topic", "Visits and summits")
    page.wait_for_url("**topic=Visits+and+summits*")
    page.fill("#search-field", "xinjiang")
    page.press("#search-field", "Enter")
    page.wait_for_url("**q=xinjiang*")
    page.go_back()
    page.go_back()
    expect(page.locator("#search-chosen .chip")).to_have_count(1)
    expect(page.locator("#search-field")).to_have_value("tibet")
    expect(page.locator("#search-hits > li")).to_have_count(len(first))
    page.go_forward()
    expect(page.locator("#search-chosen .chip")).to_have_count(2)


def test_typing_searches_without_a_step_in_the_history(page: Page, origin: str) -> None:
    page.goto(f"{origin}/index.html")
    page.goto(f"{origin}/search.html")
    page.locator("#search-field").press_sequentially("tibet")
    page.wait_for_url("**/search.html?q=tibet")
    assert hits(page) != []
    page.go_back()
    page.wait_for_url("**/index.html")


@pytest.mark.parametrize(
    "query",
    [
        "q=%22",
        "since=20x5&until=&sort=wild&kind=",
        "signatory=Nobody+At+All",
        "kind=constructor&signatory=__proto__&q=constructor+2013+toString",
        "topic=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E",
    ],
)
def test_odd_addresses_do_no_harm(page: Page, origin: str, query: str) -> None:
    page.goto(f"{origin}/search.html?{query}")
    page.locator("#search-facet-list label").first.wait_for()
    assert page.locator("#search-page img").count() == 0
    wait_until(lambda: page.evaluate("document.querySelector('#search-hint').textContent !== ''"))


# ---------------------------------------------------------------- the dialog


@pytest.mark.parametrize("keys", ["Control+k", "Meta+k", "/"])
def test_the_dialog_opens_from_a_letter_and_gives_the_focus_back(page: Page, origin: str, keys: str) -> None:
    page.goto(f"{origin}/{LETTER}")
    page.locator("article a").first.focus()
    page.keyboard.press(keys)
    dialog = page.get_by_role("dialog", name="Search")
    dialog.wait_for()
    assert page.evaluate("document.activeElement.id") == "find-field"
    page.keyboard.type("amnesty")
    dialog.get_by_role("link", name="Amnesty International Organization; signed 30 letters").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "find-field"
    page.keyboard.press("ArrowDown")
    page.keyboard.type(" i")
    assert page.locator("#find-field").input_value() == "amnesty i"
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert page.evaluate("document.activeElement === document.querySelector('article a')")


def test_the_dialog_opens_a_result_and_leads_to_all(page: Page, origin: str) -> None:
    page.goto(f"{origin}/{LETTER}")
    page.keyboard.press("Control+k")
    page.locator("#find-field").fill("China Aid")
    link = page.locator(".find-list a", has_text="China Aid Organization;")
    link.wait_for()
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/organizations/china-aid.html")
    page.keyboard.press("Control+k")
    page.locator("#find-field").fill("cyber espionage")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=cyber+espionage")
    assert LETTER in hits(page)


def test_the_single_key_is_for_readers_who_do_not_type_and_can_be_switched_off(page: Page, origin: str) -> None:
    page.goto(f"{origin}/{LETTER}")
    page.locator("#site-search-field").press("/")
    assert page.locator("#site-search-field").input_value() == "/"
    page.keyboard.press("Control+k")
    page.get_by_label("The key / opens this").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.locator("article").click()
    page.keyboard.press("/")
    page.keyboard.press("Control+k")
    page.locator("dialog.find").wait_for()
    assert page.locator("dialog.find").count() == 1
    assert page.locator("#find-field").input_value() == ""


def test_a_page_loads_no_search_before_it_is_opened(browser: Browser, origin: str) -> None:
    with window(browser) as (page, addresses, _):
        page.goto(f"{origin}/{LETTER}", wait_until="networkidle")
        before = [address for address in addresses if "/search" in address or "pagefind" in address]
        assert [urlsplit(address).path for address in before] == ["/_static/search-key.js"]
        with page.expect_request("**/pagefind/pagefind-entry.json*"):
            page.keyboard.press("Control+k")


# ---------------------------------------------------------------- surroundings


def test_search_asks_nobody_else_and_keeps_nothing(browser: Browser, origin: str) -> None:
    with window(browser) as (page, addresses, errors):
        page.goto(f"{origin}/search.html?q=tibet&signatory=Freedom+House")
        hits(page)
        check(page, "Topic", "Tibet")
        page.wait_for_load_state("networkidle")
        assert [address for address in addresses if not address.startswith((f"{origin}/", "data:"))] == []
        assert page.context.cookies() == []
        assert errors == []


class _Strict(SimpleHTTPRequestHandler):
    """Serve files under the policy of the published site."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def test_search_works_under_a_strict_policy(browser: Browser, site: Path) -> None:
    def handler(*args: Any) -> SimpleHTTPRequestHandler:
        return _Strict(*args, directory=str(site))

    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context()
    try:
        page = context.new_page()
        broken: list[str] = []
        page.on("console", lambda said: broken.append(said.text) if "Content Security Policy" in said.text else None)
        page.goto(f"http://127.0.0.1:{server.server_port}/{LETTER}", wait_until="load")
        # What other parts of the page break is theirs to mend.
        broken.clear()
        page.keyboard.press("Control+k")
        page.locator("#find-field").fill("tibet")
        page.locator(".find-list a").first.wait_for()
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.html?q=tibet")
        broken.clear()
        assert hits(page)[0] == "topics/tibet.html"
        check(page, "Signed by", "Freedom House")
        page.wait_for_url("**signatory=Freedom+House*")
        hits(page)
        assert broken == []
    finally:
        context.close()
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    "path", ["search.html?q=tibet", "search.html?signatory=Freedom+House&topic=Tibet", "search.html"]
)
def test_page_fits_a_small_window_and_folds_the_facets(browser: Browser, origin: str, path: str) -> None:
    with window(browser, viewport={"width": 390, "height": 800}) as (page, _, errors):
        page.goto(f"{origin}/{path}", wait_until="networkidle")
        page.locator("#search-facet-list label").first.wait_for(state="attached")
        facets = page.locator("#search-facets")
        assert facets.get_attribute("open") is None
        facets.locator("summary").first.click()
        page.locator("#search-facet-list label").first.wait_for()
        assert page.evaluate(OVERFLOW) == 0
        page.keyboard.press("Control+k")
        assert page.evaluate("document.activeElement.id") == "search-field"
        page.goto(f"{origin}/{LETTER}", wait_until="networkidle")
        page.keyboard.press("Control+k")
        page.locator("#find-field").fill("human rights")
        page.locator(".find-list a").first.wait_for()
        assert page.evaluate(OVERFLOW) == 0
        assert errors == []


def test_without_javascript_the_page_leads_to_the_indexes(browser: Browser, origin: str) -> None:
    with window(browser, java_script_enabled=False) as (page, _, _):
        page.goto(f"{origin}/{LETTER}")
        page.fill("#site-search-field", "tibet")
        page.press("#site-search-field", "Enter")
        page.wait_for_url("**/search.html?q=tibet")
        article = page.locator("article")
        assert "Searching needs JavaScript" in article.inner_text()
        for name in ("Letters, year by year", "Organizations, from A to Z", "Topics"):
            assert article.get_by_role("link", name=name).is_visible()
        assert not page.locator("#search-page").is_visible()


def test_from_a_folder_the_page_says_so_and_leads_to_the_indexes(browser: Browser, site: Path) -> None:
    with window(browser) as (page, _, _):
        page.goto((site / LETTER).as_uri())
        page.keyboard.press("Control+k")
        expect(page.locator(".find-said")).to_contain_text("opened from a folder")
        page.get_by_role("link", name="Other ways to find letters").click()
        page.wait_for_url("**/search.html")
        expect(page.locator("#search-why")).to_contain_text("opened from a folder")
        page.get_by_role("link", name="Organizations, from A to Z").click()
        page.wait_for_url("**/organizations/index.html")


@pytest.mark.parametrize("lost", ["pagefind.js", "pagefind-entry.json", "*.pf_meta", "wasm.*"])
def test_an_index_that_does_not_come_is_told(browser: Browser, site: Path, tmp_path: Path, lost: str) -> None:
    def light(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if name.endswith((".pdf", ".map")) or name == "letters"]

    shutil.copytree(site, tmp_path / "site", ignore=light)
    (gone,) = (tmp_path / "site/pagefind").glob(lost)
    gone.unlink()
    with served(tmp_path / "site") as origin, window(browser) as (page, _, _):
        page.goto(f"{origin}/search.html?q=tibet")
        expect(page.locator("#search-why")).to_contain_text("could not be loaded", timeout=20_000)
        assert page.get_by_role("link", name="Organizations, from A to Z").is_visible()
        assert page.get_by_role("button", name="Try again").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["search.html", "search.html?q=tibet&signatory=Freedom+House", "search.html?q=rsf+vietnam"]
)
def test_page_of_the_search_has_no_faults_of_accessibility(
    browser: Browser, origin: str, scheme: str, path: str
) -> None:
    with window(browser, color_scheme=scheme, viewport={"width": 1280, "height": 900}) as (page, _, _):
        page.goto(f"{origin}/{path}")
        page.locator("#search-offers a, #search-hits a").first.wait_for()
        for details in page.locator("details.facet").all():
            details.evaluate("node => { node.open = true; }")
        faults = Axe().run(page, context="main").response["violations"]
        assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in faults] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dialog_has_no_faults_of_accessibility(browser: Browser, origin: str, scheme: str) -> None:
    with window(browser, color_scheme=scheme) as (page, _, _):
        page.goto(f"{origin}/{LETTER}")
        page.keyboard.press("Control+k")
        page.locator("#find-field").fill("freedom house tibet")
        page.locator(".find-list a").first.wait_for()
        page.keyboard.press("ArrowDown")
        faults = Axe().run(page, context="dialog.find").response["violations"]
        assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in faults] == []
