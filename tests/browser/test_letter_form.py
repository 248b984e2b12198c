"""The form that adds a letter: what it writes and says against the checker, and what a person meets who uses it."""

from __future__ import annotations

import json
import shutil
from base64 import b64encode
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from lxml import html

from tests.browser.browsing import OVERFLOW, wait_until
from tests.browser.letters_typed import BODIES, GOOD, TYPED, intended, table
from tests.building import ARCHIVE, LETTER, LETTER_PATH, TOP, build, write_pages
from undersigned import frontmatter, limits, markup
from undersigned.checking import check_archive
from undersigned.html import form_data
from undersigned.limits import Limits
from undersigned.names import name_key
from undersigned.policy import policy_for
from undersigned.rules import RULES
from undersigned.text import REFUSED_CHARACTERS
from undersigned.writing import year_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Locator, Page

FORM = "contribute/add.html"
#: What an attacker would call an organization, were < and > accepted, and what one may be called.
HOSTILE = '</script><img src=x onerror="window.hit=1">&quot; ["\' javascript:window.hit=1'
BOLD = "Bold & 'quoted' \"x\" onerror=alert(1)"
PAGES = {
    **ARCHIVE,
    LETTER_PATH: LETTER.replace("topics:", "former-ids:\n- 2020-05-04-older\ntopics:"),
    "letters/2020/index.md": year_page(2020),
    "organizations/epsilon.md": "---\nname: Epsilon\nkind: ngo\nformer-ids:\n- eps\n---\n",
    "organizations/beta.md": "---\nname: The Beta Fédération\naliases:\n- Double\nkind: ngo\n---\n",
    "organizations/delta.md": "---\nname: Delta\naliases:\n- double\nkind: ngo\n---\n",
    "organizations/bold.md": f"---\nname: {BOLD}\nkind: ngo\n---\n",
    "organizations/bracket.md": "---\nname: Bracket [\naliases:\n- '[\"'\nkind: ngo\n---\n",
    "topics/bold.md": '---\nname: Bold & "speech" onerror=alert(1)\n---\n',
    **{f"contribute/{name}.md": "---\ntitle: Guide\n---\nText.\n" for name in ("index", "form", "safety", "fields")},
    "contribute/add.md": (TOP / "docs/contribute/add.md").read_text("utf-8"),
}
#: Rules whose mend names the nearest matches, which two libraries rank in two ways.
NEAREST = {"unknown-name", "unknown-id"}
#: What is pointed out beside: likeness to other letters takes the whole archive.
NOTICES = {rule.id for rule in RULES if rule.notice} - {"no-summary"}
REPOSITORY = "https://github.com/example/archive"
#: Eight signatories as web pages print them.
LIST = """\
1. Alpha
2) Alpha Society;
• The Beta Fédération,
- Jo Example, Director, Delta
Invented Union\u200b and
Another Union
Third Union
Delta
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a small archive with the form; give its folder, with `docs` and `html`."""
    folder = tmp_path_factory.mktemp("form")
    write_pages(folder / "docs", PAGES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("UNDERSIGNED_REPOSITORY", REPOSITORY)
        build(folder / "docs", folder / "html")
    return folder


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Open a window of its own."""
    opened = browser.new_context()
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, archive: Path) -> Page:
    """Open the form from its folder, without a server."""
    opened = context.new_page()
    opened.goto((archive / "html" / FORM).as_uri())
    return opened


Said = set[tuple[str, str, str]]


def said_by_form(made: dict[str, Any]) -> Said:
    return {(m["rule"], m["problem"], "" if m["rule"] in NEAREST else m["mend"]) for m in made["messages"]}


def said_by_checker(docs: Path, path: str) -> Said:
    found = check_archive(docs).messages
    return {
        (m.rule.id, m.problem, "" if m.rule.id in NEAREST else m.mend)
        for m in found
        if m.path == path and m.rule.id not in NOTICES
    }


def make(page: Page, values: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = page.evaluate("values => letterForm.make(values)", values)
    return made


def test_the_form_says_what_the_checker_says_and_nothing_else(page: Page, archive: Path, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    shutil.copytree(archive / "docs", docs)
    cases = table()
    rules = set()
    differing = []
    for case in cases:
        made = make(page, case)
        write_pages(docs, {made["path"]: made["text"]})
        form, checker = said_by_form(made), said_by_checker(docs, made["path"])
        (docs / made["path"]).unlink()
        rules |= {rule for rule, _, _ in checker}
        if form != checker:
            differing.append((case, form - checker, checker - form))
    assert differing == []
    # The table meets every rule that a form can break.
    assert {"text", "date", "language", "count", "url", "license", "identifier", "party", "title-supplied", "no-source",
            "signature-count", "duplicate-entry", "unknown-name", "unknown-id", "missing-key", "character", "script",
            "size", "nesting", "syntax", "cycle", "no-summary"} <= rules  # fmt: skip


#: What is too much, or hidden, where the archive's limits are small.
SMALL = Limits(entries=3, signatories=5, values=90, messages=6, line=40, body=400, markup_run=9, brackets=4)
BEYOND: tuple[dict[str, Any], ...] = (
    {"signatories": [{"organization": "Alpha", "name": f"N {n}"} for n in range(5)]},
    {"signatories": [{"organization": "Alpha", "name": f"N {n}"} for n in range(6)]},
    {"evidence": [{"": f"https://example.org/{n}"} for n in range(4)], "asks": [{"text": f"Ask {n}"} for n in range(5)]},
    {"to": [{"organization": "Alpha", "title": f"T {n}"} for n in range(4)], "signatories-stated": "3"},
    {"relations": [{"kind": "follows", "letter": "2020-05-04-letter"}] * 4},
    {"relations": [{"kind": kind, "letter": f"2020-05-04-{n}"} for kind in ("follows", "encloses") for n in range(4)]},
    {"responses": [{"date": "2021", "kind": "acted", "from.organization": "Alpha", "note": f"N {n}"} for n in range(4)]},
    # More values than may be, in all and under one key.
    {"signatories": [{"organization": "Alpha", "name": f"N {n}", "title": "T", "role": "lead"} for n in range(5)],
     **{key: [{"organization": "Alpha", "name": f"N {n}", "title": "T"} for n in range(3)] for key in ("to", "cc")}},
    {"signatories": [{"organization": "Alpha", "name": f"N {n}", "title": "T"} for n in range(13)]},
    # More mistakes than are told.
    {"evidence": [{"": f"ftp://example.org/{n}"} for n in range(3)], "asks": [{"text": f"\u202e{n}"} for n in range(3)],
     "to": [{"organization": f"<{n}>"} for n in range(3)], "signatories": []},
    {"signatories": [{"organization": f"Union {n}"} for n in range(5)], "to": [{"organization": f"Club {n}"} for n in range(3)]},
    {"body": "\n".join(f"{n} zero\u200bwidth" for n in range(9))}, {"body": "\n".join("P\u0430y" for _ in range(9))},
    {"body": "x" * 401}, {"body": "x" * 60}, {"body": "[a] [b] [c] [d] [e]"}, {"body": "*" * 9},
    {"body": "a\ue000 b\uffff"}, {"title": "a\uf8ff"}, {"title": "a\U000f0000 \ufdd0"}, {"notes": "\U0010ffff"},
    {"title": "Zal\u0301\u0301\u0301\u0301\u0301go"}, {"title": "Four\u0301\u0301\u0301\u0301"}, {"body": "Zal\u0301\u0301\u0301\u0301\u0301\u0301go \u202e"},
    {"signatories": [{"organization": "a\u20dd\u20dd\u20dd\u20dd\u20dd"}], "asks": [{"text": "\u05d0\u05b8\u05bc\u05bd\u05be\u05bf"}]},
)  # fmt: skip


def test_the_form_goes_by_the_limits_that_the_archive_has_set(page: Page, archive: Path, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    shutil.copytree(archive / "docs", docs)
    catalogue = check_archive(docs).catalogue
    differing, rules, problems = [], set(), []
    with limits.held(SMALL):
        page.evaluate("data => letterForm.load(data)", form_data.form_data(catalogue, ""))
        for change in BEYOND:
            made = make(page, {**GOOD, "body": "They ask.", **change})
            write_pages(docs, {made["path"]: made["text"]})
            form, checker = said_by_form(made), said_by_checker(docs, made["path"])
            (docs / made["path"]).unlink()
            rules |= {rule for rule, _, _ in checker}
            problems += [problem for _, problem, _ in checker]
            if form != checker:
                differing.append((change, form - checker, checker - form))
    assert differing == []
    assert {"size", "front-matter", "character", "script", "text", "nesting"} <= rules
    for told in (
        "lists 6 entries",
        "lists 4 entries",
        "more than 90 values",
        "accents stand on",
        "with 5 accents",
        "private-use",
        "noncharacter",
    ):
        assert any(told in problem for problem in problems), told


def test_the_page_reads_back_to_what_was_typed(page: Page) -> None:
    for case in table():
        made = make(page, case)
        block = frontmatter.read(made["text"], path=made["path"])
        assert block.messages == (), case
        head = made["text"].split("\n---\n")[0].removeprefix("---\n")
        assert (yaml.load(head, Loader=yaml.BaseLoader) or {}) == intended(case)
        # A reader that guesses types takes every text for a text.
        guessed = yaml.safe_load(head) or {}
        assert all(isinstance(guessed.get(key, ""), str) for key in ("title", "occasion", "notes", "rights")), case
        assert all(isinstance(ask, str) for ask in guessed.get("asks", ())), case


def test_the_summary_shows_exactly_the_characters_typed(page: Page) -> None:
    shown_all = 0
    for body in (*BODIES, *TYPED):
        prose = make(page, {**GOOD, "body": body})["text"].partition("\n---\n")[2]
        read, parsed = markup.read_and_parse(prose, path=LETTER_PATH, first_line=1, policy=policy_for(LETTER_PATH))
        if read.stopped:
            continue
        shown = [child.content for token in parsed.tokens for child in token.children or () if child.type == "text"]
        # Half a character, and the return of old Macintoshes, are mended.
        typed = body.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\r", "\n")
        assert {token.type for token in parsed.tokens} <= {"paragraph_open", "inline", "paragraph_close"}, body
        assert "".join("".join(shown).split()) == "".join(typed.split()), body
        shown_all += 1
    assert shown_all > 120


def test_names_compare_as_the_archive_compares_them(page: Page) -> None:
    names = [name for name in TYPED if not REFUSED_CHARACTERS.search(name)]
    assert page.evaluate("names => names.map(letterForm.nameKey)", names) == [name_key(name) for name in names]


# ---------------------------------------------------------------- using it


def fill(page: Page) -> None:
    """Type a letter without fault."""
    page.fill("#f-title", "Joint letter on community radio")
    page.fill("#f-date", "2021-05-04")
    page.fill("[data-list=signatories] [data-part=organization]", "Alpha")
    page.fill("#f-source-publisher", "Alpha")
    page.fill("#f-source-url", "https://example.org/letter")
    page.fill("#f-body", "Groups ask. They say why. They wait.")


def check(page: Page) -> list[str]:
    """Press Check; give what the summary lists."""
    page.get_by_role("button", name="Check", exact=True).click()
    return page.locator("#error-list > li > a:not(.error-rule)").all_inner_texts()


def tab_to(page: Page, selector: str) -> Locator:
    """Press Tab until the field has the focus."""
    wanted = page.locator(selector).last
    for _ in range(200):
        if wanted.evaluate("field => field === document.activeElement"):
            return wanted
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {selector}")


def test_an_empty_form_lists_what_is_missing_and_leads_to_the_fields(page: Page) -> None:
    assert check(page) == [
        "the letter has no ‘title’; add a line title: ...",
        "the letter has no ‘date’; add a line date: ...",
        "the letter has no ‘source’; add a line source: ...",
        "no summary is written yet; say below the facts, in your own words, what the letter says",
    ]
    assert page.evaluate("document.activeElement.id") == "error-summary"
    assert page.inner_text("#count") == "3 problems found, 1 remark."
    field = page.locator("#f-date")
    assert field.get_attribute("aria-invalid") == "true"
    described = (field.get_attribute("aria-describedby") or "").split()
    assert "the letter has no ‘date’" in page.locator(f"#{described[0]}").inner_text()
    page.locator("#error-list a").nth(2).click()
    assert page.evaluate("document.activeElement.id") == "f-date"
    fill(page)
    assert check(page) == []
    assert page.locator("#error-summary").is_hidden()
    assert page.locator("[aria-invalid], .field-error").count() == 0


def test_rules_in_the_summary_lead_to_their_pages(page: Page, archive: Path) -> None:
    check(page)
    link = page.locator("#error-list .error-rule").first
    assert link.evaluate("link => link.href") == (archive / "html/contribute/rules/missing-key.html").as_uri()


def test_a_letter_with_eight_signatories_is_entered_by_keyboard_alone(page: Page) -> None:
    keys = page.keyboard
    page.locator("body").focus()
    tab_to(page, "#f-title")
    keys.type("Joint letter on community radio")
    tab_to(page, "#f-date")
    keys.type("2021-05-04")
    tab_to(page, "#f-language")
    keys.type("Fren")
    keys.press("ArrowDown")
    keys.press("Enter")
    assert page.input_value("#f-language") == "fr"
    tab_to(page, "[data-list=to] [data-part=organization]")
    keys.type("mini")
    keys.press("ArrowDown")
    keys.press("Enter")
    tab_to(page, "[data-list=signatories] [data-part=organization]")
    names = [
        "Alpha",
        "Delta",
        "The Beta Fédération",
        "Second Union",
        "Third Union",
        "Fourth Union",
        "Fifth Union",
        "Sixth Union",
    ]
    for place, name in enumerate(names):
        keys.type(name)
        keys.press("Escape")
        if place < len(names) - 1:
            keys.press("Enter")
    tab_to(page, "#topic-speech")
    keys.press("Space")
    tab_to(page, "#f-source-publisher")
    keys.type("Alpha")
    tab_to(page, "#f-source-url")
    keys.type("https://example.org/letter")
    tab_to(page, "#f-body")
    keys.type("Groups ask. They say why. They wait.")
    tab_to(page, "button.main-action")
    keys.press("Enter")
    made = yaml.safe_load(page.input_value("#page-text").split("---\n")[1])
    assert made["signatories"] == names
    assert made["to"] == [{"organization": "Ministry of Examples"}]
    assert (made["language"], made["topics"]) == ("fr", ["speech"])
    assert page.inner_text("#count") == "5 problems found."
    assert (
        page.locator("#error-list > li > a:not(.error-rule)")
        .all_inner_texts()[0]
        .startswith("no organization bears the name ‘Second Union’")
    )


def test_rows_are_moved_and_removed_by_buttons_and_keep_the_focus(page: Page) -> None:
    rows = page.locator("[data-list=signatories] .row-list > li")
    add = page.get_by_role("button", name="Add a signatory")
    for name in ("Alpha", "Delta", "Double"):
        rows.last.locator("[data-part=organization]").fill(name)
        add.click()
    rows.nth(2).get_by_role("button", name="Up: Signatory 3").press("Enter")
    rows.nth(0).get_by_role("button", name="Remove: Signatory 1").press("Enter")
    found = [row.locator("[data-part=organization]").input_value() for row in rows.all()]
    assert found == ["Double", "Delta", ""]
    assert rows.nth(0).locator("legend").inner_text() == "Signatory 1"
    assert page.evaluate("document.activeElement.dataset.part") == "organization"


def test_a_pasted_list_is_read_shown_and_added(page: Page) -> None:
    page.get_by_text("Paste a list").click()
    page.fill("#paste-text", LIST)
    page.get_by_role("button", name="Read the list").click()
    assert page.inner_text("#paste-count") == "8 signatories read; 3 not in the archive yet."
    cells = [row.locator("td").all_inner_texts() for row in page.locator("#paste-preview tbody tr").all()]
    assert cells[3] == ["Delta", "Jo Example", "Director", "Delta"]
    assert cells[1] == ["Alpha Society", "", "", "Alpha"]
    page.get_by_role("button", name="Add these").click()
    wait_until(lambda: page.evaluate("document.getElementById('page-text').value.includes('Third Union')"))
    made = yaml.safe_load(page.input_value("#page-text").split("---\n")[1])
    assert made["signatories"] == [
        "Alpha", "Alpha Society", "The Beta Fédération", {"name": "Jo Example", "title": "Director", "organization": "Delta"},
        "Invented Union", "Another Union", "Third Union", "Delta",
    ]  # fmt: skip


def test_the_combobox_follows_the_authoring_practices(page: Page) -> None:
    field = page.locator("[data-list=signatories] [data-part=organization]")
    field.press_sequentially("alpha")
    options = page.locator("[data-list=signatories] [role=option]")
    assert options.all_inner_texts() == ["Alpha", "Alpha Society (Alpha)"]
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    assert options.nth(1).get_attribute("aria-selected") == "true"
    field.press("Escape")
    assert (field.input_value(), options.count(), field.get_attribute("aria-expanded")) == ("alpha", 0, "false")
    field.press("ArrowDown")
    options.nth(1).click()
    assert field.input_value() == "Alpha Society"
    assert page.locator("[data-list=signatories] [data-known]").inner_text() == "In the archive as Alpha"


def test_the_combobox_works_by_touch(browser: Browser, archive: Path) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto((archive / "html" / FORM).as_uri())
    field = page.locator("[data-list=to] [data-part=organization]")
    field.tap()
    page.keyboard.type("bet")
    page.locator("[data-list=to] [role=option]").first.tap()
    assert field.input_value() == "The Beta Fédération"
    context.close()


def test_invisible_characters_are_removed_on_demand(page: Page) -> None:
    fill(page)
    page.fill("#f-title", "Zero\u200bwidth")
    page.fill("#f-body", "Bidi \u202eevil.\nNext.")
    assert len(check(page)) == 2
    page.get_by_role("button", name="Remove invisible characters").click()
    assert page.locator("#error-summary").is_hidden()
    assert page.input_value("#f-title") == "Zerowidth"
    assert page.input_value("#f-body") == "Bidi evil.\nNext."


def test_an_unknown_organization_gets_a_page_that_passes_the_check(page: Page, archive: Path, tmp_path: Path) -> None:
    fill(page)
    page.fill("[data-list=signatories] [data-part=organization]", 'Alpha: "New" Union')
    assert len(check(page)) == 1
    stub = page.locator(".stub")
    stub.get_by_label("Kind").select_option("coalition")
    with page.expect_download() as told:
        stub.get_by_role("button", name="Download this page").click()
    docs = tmp_path / "docs"
    shutil.copytree(archive / "docs", docs)
    name = told.value.suggested_filename
    told.value.save_as(docs / "organizations" / name)
    assert (docs / "organizations" / name).read_text(
        "utf-8"
    ) == "---\nname: 'Alpha: \"New\" Union'\nkind: coalition\n---\n"
    assert name == "alpha-new-union.md"
    path, text = "letters/2021/2021-05-04-joint-letter-on-community-radio.md", page.input_value("#page-text")
    assert page.inner_text("#page-path") == f"docs/{path}"
    write_pages(docs, {path: text})
    assert said_by_checker(docs, path) == set()


def test_letters_of_the_same_date_are_named(page: Page, archive: Path) -> None:
    page.fill("#f-date", "2020-05-04")
    page.fill("#f-title", "Letter")
    link = page.locator("#same-day a")
    link.wait_for()
    assert link.evaluate("link => link.href") == (archive / "html" / LETTER_PATH).with_suffix(".html").as_uri()
    assert "The file's name is taken" in page.inner_text("#same-day")
    page.fill("#f-slug", "other words")
    page.get_by_text("it need not be added").wait_for()
    assert page.inner_text("#page-path") == "docs/letters/2020/2020-05-04-other-words.md"
    page.fill("#f-date", "2020-05-05")
    page.locator("#same-day").wait_for(state="hidden")


def test_the_first_letter_of_a_year_brings_the_page_of_its_year(page: Page, archive: Path) -> None:
    page.fill("#f-date", "2020-07")
    page.get_by_text("docs/letters/2020/2020-07-letter.md").wait_for()
    assert page.locator("#year-page").is_hidden()
    page.fill("#f-date", "1999")
    with page.expect_download() as told:
        page.get_by_role("button", name="Download the year's page").click()
    assert page.inner_text("#year-page code") == "docs/letters/1999/index.md"
    assert told.value.path().read_text("utf-8") == year_page(1999)


# ---------------------------------------------------------------- what comes out


def test_the_page_is_copied_downloaded_and_opened_on_the_host(context: BrowserContext, archive: Path) -> None:
    with served_strictly(archive / "html") as (origin, _):
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.goto(f"{origin}/{FORM}")
        fill(page)
        page.get_by_role("button", name="Copy the page").click()
        page.get_by_text("Copied.").wait_for()
        text = page.input_value("#page-text")
        assert page.evaluate("navigator.clipboard.readText()") == text
        with page.expect_download() as told:
            page.get_by_role("button", name="Download the page").click()
        assert told.value.suggested_filename == "2021-05-04-joint-letter-on-community-radio.md"
        assert told.value.path().read_text("utf-8") == text
        address = page.get_by_role("link", name="Open the page on the host").get_attribute("href") or ""
        assert address.startswith(f"{REPOSITORY}/new/main/docs/letters/2021?")
        asked = parse_qs(urlsplit(address).query)
        assert asked == {"filename": [told.value.suggested_filename], "value": [text]}


def test_a_long_page_is_pasted_by_hand(page: Page) -> None:
    fill(page)
    page.fill("#f-body", "Groups ask why. " * 500)
    link = page.get_by_role("link", name="copy first, then paste there")
    link.wait_for()
    address = link.get_attribute("href") or ""
    assert len(address) < 300
    assert "value=" not in address


def test_without_a_repository_nothing_is_opened_on_a_host(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("UNDERSIGNED_REPOSITORY", raising=False)
    write_pages(tmp_path / "docs", PAGES)
    build(tmp_path / "docs", tmp_path / "html")
    context = browser.new_context()
    page = context.new_page()
    page.goto((tmp_path / "html" / FORM).as_uri())
    fill(page)
    page.get_by_role("button", name="Download the page").wait_for()
    assert page.locator("#page-actions a").count() == 0
    context.close()


@pytest.mark.parametrize("typed", [True, False])
def test_the_reader_is_warned_before_unsaved_input_is_lost(page: Page, typed: bool) -> None:
    asked = []

    def answer(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.click("#f-title")
    if typed:
        page.keyboard.type("A letter")
    page.reload()
    assert asked == (["beforeunload"] if typed else [])
    assert page.input_value("#f-title") == ""


# ---------------------------------------------------------------- safety

POLICY = "default-src 'none'; script-src 'self'{}; style-src 'self'{}; connect-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'"


def policy(path: Path) -> str:
    """Write the strict policy for a page, with the hashes of the theme's own inline scripts and styles."""
    page = html.parse(path)

    def hashes(kind: str) -> str:
        texts = (node.text or "" for node in page.xpath(f"//{kind}[not(@src)]"))
        return "".join(f" 'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts)

    return POLICY.format(hashes("script"), hashes("style"))


@contextmanager
def served_strictly(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve a folder under the strict policy; gives the origin and the paths asked for."""
    asked: list[str] = []
    header = policy(folder / FORM)

    class Handler(SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", header)
            super().end_headers()

        def log_message(self, *_: Any) -> None:
            asked.append(self.path)

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def type_everywhere(page: Page, text: str) -> None:
    """Type a text into every field of the form, in every kind of row."""
    for details in page.locator("#letter-form details").all():
        details.evaluate("details => { details.open = true; }")
    for add in page.locator("[data-add]").all():
        add.click()
    for details in page.locator("#letter-form details").all():
        details.evaluate("details => { details.open = true; }")
    for field in page.locator("#letter-form :is(input[type=text], textarea:not([readonly]))").all():
        field.fill(text)
    page.get_by_role("button", name="Read the list").click()
    page.fill("#f-date", "2021-05-04")
    for field in page.locator("[data-complete=organization] input").all()[:2]:
        field.fill("bold")
        field.press("End")
    check(page)


def test_the_strict_policy_is_kept_and_nothing_is_sent_or_stored(context: BrowserContext, archive: Path) -> None:
    with served_strictly(archive / "html") as (origin, asked):
        page = context.new_page()
        errors: list[str] = []
        elsewhere: list[str] = []
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "request", lambda request: elsewhere.append(request.url) if not request.url.startswith(origin) else None
        )
        page.add_init_script(
            "window.refused = []; addEventListener('securitypolicyviolation', e => refused.push(`${e.violatedDirective} ${e.sourceFile} ${e.blockedURI}`))"
        )
        page.goto(f"{origin}/{FORM}", wait_until="networkidle")
        loaded = len(asked)
        type_everywhere(page, HOSTILE)
        page.wait_for_timeout(400)
        assert page.evaluate("refused") == []
        assert errors == []
        assert asked[loaded:] == []
        assert elsewhere == []
        assert context.cookies() == []
        assert (
            page.evaluate(
                "Object.keys(localStorage).filter(key => !['mode', 'theme'].includes(key)).length + sessionStorage.length"
            )
            == 0
        )


def test_hostile_names_and_input_stay_text(context: BrowserContext, archive: Path) -> None:
    # No name of the archive may hold < or >: one is put among the data, as if a check had failed.
    names = json.dumps(HOSTILE)
    context.add_init_script(
        "let kept; Object.defineProperty(window, 'letterFormData', { get: () => kept, set(data) {"
        f"data.organizations.push(['evil', [{names}], []]); data.topics.push(['evil', {names}]); kept = data; }} }})"
    )
    page = context.new_page()
    page.goto((archive / "html" / FORM).as_uri())
    assert page.get_by_label(HOSTILE, exact=True).count() == 1
    type_everywhere(page, HOSTILE)
    field = page.locator("[data-list=signatories] [data-part=organization]").first
    field.fill("")
    field.press_sequentially("script")
    page.locator("[role=option]").first.click()
    check(page)
    assert field.input_value() == HOSTILE
    assert page.evaluate("window.hit") is None
    assert page.locator("#letter-form :is(img, script, iframe, svg, [onerror], a[href^='javascript:'])").count() == 0


def test_no_script_of_ours_writes_markup_or_runs_text() -> None:
    for path in (TOP / "undersigned/html/static/letter-form").glob("*.js"):
        text = path.read_text("utf-8")
        for sign in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "Function(",
            ".style",
            "fetch(",
            "XMLHttp",
            "sendBeacon",
            "Storage",
            "cookie",
            "import ",
        ):
            assert sign not in text, (path.name, sign)


def test_without_javascript_the_page_leads_to_the_other_ways(browser: Browser, archive: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((archive / "html" / FORM).as_uri())
    assert page.get_by_text("The form appears here when JavaScript runs").is_visible()
    assert page.get_by_role("link", name="Hand in a letter without it").is_visible()
    assert page.locator("#letter-form").is_hidden()
    context.close()


# ---------------------------------------------------------------- for everybody


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_and_the_page_fits_its_window(
    browser: Browser, archive: Path, scheme: Any, width: int
) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto((archive / "html" / FORM).as_uri(), wait_until="load")
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    for state in ("empty", "full", "choosing"):
        if state == "full":
            type_everywhere(page, "Word <b> word")
        if state == "choosing":
            field = page.locator("[data-list=signatories] [data-part=organization]").first
            field.fill("")
            field.press_sequentially("alpha")
            field.press("ArrowDown")
        found = Axe().run(page, context="#letter-form", options=options)
        assert found.violations_count == 0, (state, found.generate_report())
        assert page.evaluate(OVERFLOW) == 0, state
    context.close()
