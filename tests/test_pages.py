"""Ways in: what the first page, indexes, and the pages of organizations and topics show of the letters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.building import ARCHIVE, LETTER, build, write_pages
from undersigned.catalogue import Catalogue
from undersigned.html.not_found import base_path
from undersigned.pages import read_facts
from undersigned.periods import name_of, periods

ODD = 'Alpha & Sons "One"'


def _letter(date: str, title: str, *lines: str, topics: str = "speech", ends: str = "") -> str:
    facts = "\n".join(lines) or "to:\n- Ministry of Examples\nsignatories:\n- Alpha"
    return (
        f"---\ntitle: {title}\ndate: {date}\n{facts}\nsignatories-complete: false\ntopics: [{topics}]\n"
        f"source: {{publisher: Alpha, url: 'https://example.org/{date}'}}\n{ends}---\nWords.\n"
    )


#: Letters of three years in which the bodies have every role; one with more asks than a topic's page shows.
PAGES = {
    **ARCHIVE,
    "index.md": "---\ntitle: Home\n---\nWords.\n\n```{search-field}\n```\n\n```{letters}\n:as: count\n```\n\n"
    "```{organizations}\n:as: count\n```\n\n```{letters}\n:as: pdf\n```\n\n```{organizations}\n:as: addressed\n```\n\n"
    "```{topics}\n:as: active\n:limit: 1\n```\n",
    "letters/index.md": "---\ntitle: Letters\n---\n```{letters}\n:as: years\n```\n",
    **{
        f"letters/{year}/index.md": f"---\ntitle: Letters of {year}\n---\n```{{letters}}\n:year: {year}\n```\n"
        for year in (2019, 2020, 2021)
    },
    "organizations/index.md": "---\ntitle: Organizations\n---\n```{organizations}\n```\n",
    "browse/ngo.md": "---\ntitle: Groups\n---\n```{organizations}\n:kind: ngo\n```\n",
    "browse/countries.md": "---\ntitle: Countries\n---\n```{organizations}\n:as: countries\n```\n",
    "browse/addressees.md": "---\ntitle: Addressees\n---\n```{organizations}\n:as: addressees\n```\n",
    "topics/index.md": "---\ntitle: Topics\n---\n```{topics}\n```\n",
    "topics/press.md": "---\nname: Press\nbroader: speech\n---\nPapers.\n",
    "topics/radio.md": "---\nname: Radio\nbroader: press\n---\nWaves.\n",
    "organizations/alpha.md": f"---\nname: '{ODD}'\naliases: [Alpha, Alpha Society]\nmisprints: [Alfa]\nkind: ngo\n"
    "country: FR\nparent: beta\n---\nKept apart from {organization}`Beta`.\n\nThis may be wrong.\n",
    "organizations/beta.md": "---\nname: Beta\nkind: ngo\n---\n",
    "organizations/silent.md": "---\nname: Silent\nkind: ngo\n---\n",
    "letters/2019/2019-02-03-one.md": _letter(
        "2019-02-03", "One", "to:", "- Beta", "- {title: All companies}", "- {name: Jo Private}",
        "signatories:", "- {organization: Alfa, role: lead}", topics="press", ends="asks: [Speak, Write]\n",
    ),
    "letters/2020/2020-03-04-two.md": _letter(
        "2020-03-04", "Two", "to:", "- Ministry of Examples", "cc:", "- Beta",
        "signatories:", "- {organization: Alpha Society, role: endorser}", topics="speech, radio",
        ends="asks:\n- {text: Listen, outcome: {status: met, date: 2020-05}}\n",
    ),
    "letters/2020/2020-04-05-three.md": _letter(
        "2020-04-05", "Three", "to:", "- {title: All companies}", "signatories:", "- {organization: Alpha, withdrawn: 2020-06-07}", "- Beta",
    ),
    "letters/2021/2021-05-06-four.md": _letter(
        "2021-05-06", "Four", ends="asks: [" + ", ".join(f"Ask {n}" for n in range(1, 15)) + "]\n"
    ),
    "letters/2021/2021-06-07-five.md": _letter("2021-06-07", "Five", "to:", "- Alpha", "signatories:", "- Beta"),
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("pages")
    write_pages(top / "docs", PAGES)
    built = build(top / "docs", top / "html")
    assert built.warnings == ""
    return built.outdir


def page(site: Path, name: str) -> Any:
    return html.parse(site / f"{name}.html")


def words(nodes: list[Any]) -> list[str]:
    return [" ".join(node.text_content().split()) for node in nodes]


def hrefs(tree: Any, path: str) -> list[str]:
    return [str(node.get("href")) for node in tree.xpath(path)]


def crumbs(site: Path, name: str) -> list[str]:
    return words(page(site, name).xpath("//nav[@class='site-breadcrumbs']//a"))[1:]


# ---------------------------------------------------------------- where a page stands


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("letters/2020/2020-03-04-two", ["Letters", "2020"]),
        ("letters/2020/index", ["Letters"]),
        ("letters/index", []),
        ("organizations/alpha", ["Organizations"]),
        ("browse/ngo", ["Organizations"]),
        ("browse/addressees", ["Organizations"]),
        ("topics/radio", ["Topics", "Speech", "Press"]),
        ("topics/speech", ["Topics"]),
    ],
)
def test_breadcrumbs_lead_up(site: Path, name: str, expected: list[str]) -> None:
    assert crumbs(site, name) == expected


def test_broader_topics_in_a_circle_end(tmp_path: Path) -> None:
    pages = {**ARCHIVE, "topics/a.md": "---\nname: A\nbroader: b\n---\n", "topics/b.md": "---\nname: B\nbroader: a\n---\n"}  # fmt: skip
    write_pages(tmp_path / "docs", pages)
    build(tmp_path / "docs", tmp_path / "html")
    assert crumbs(tmp_path / "html", "topics/a") == ["B"]


def test_pages_of_years_lead_to_those_before_and_after(site: Path) -> None:
    beside = page(site, "letters/2020/index").xpath("//nav[@class='neighbours']")[0]
    assert beside.get("aria-label") == "Years before and after"
    assert hrefs(beside, ".//a") == ["../2019/index.html", "../2021/index.html"]
    assert words(beside.xpath(".//a")) == ["Earlier year Letters of 2019", "Later year Letters of 2021"]
    assert words(page(site, "letters/2019/index").xpath("//nav[@class='neighbours']//a")) == ["Later year Letters of 2020"]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "current"),
    [("browse/ngo", "Organizations"), ("browse/addressees", "Addressees"), ("letters/2020/2020-03-04-two", "Letters")],
)
def test_the_navigation_marks_the_part_of_the_site(site: Path, name: str, current: str) -> None:
    marked = page(site, name).xpath("//nav[@aria-label='Main']//a[@aria-current]")
    assert words(marked) == [current]


# ---------------------------------------------------------------- first page and indexes


def test_the_first_page_has_a_search_field_that_works_without_script(site: Path) -> None:
    (form,) = page(site, "index").xpath("//article[contains(@class, 'kind-home')]//form")
    assert (form.get("action"), form.get("method")) == ("search.html", "get")
    (field,) = form.xpath(".//input")
    assert field.get("name") == "q"
    assert form.xpath(f".//label[@for='{field.get('id')}']")


def test_counts_and_the_compilation_are_links(site: Path) -> None:
    tree = page(site, "index")
    assert words(tree.xpath("//p[contains(@class, 'count')]/a")) == ["5 letters", "4 organizations"]
    assert hrefs(tree, "//p[contains(@class, 'count')]/a") == ["letters/index.html", "organizations/index.html"]
    assert hrefs(tree, "//p[contains(@class, 'pdf')]/a") == ["letters.pdf"]


def test_lists_of_the_most_addressed_and_of_the_topics_used_most_are_ranked(site: Path) -> None:
    addressed, topics = page(site, "index").xpath("//ul[contains(@class, 'tally-list')]")
    assert words(addressed.xpath("./li")) == ["Beta 2", "Ministry of Examples 2", f"{ODD} 1"]
    assert words(topics.xpath("./li")) == ["Speech 4"]


def test_the_index_of_organizations_is_one_table_with_a_place_for_each_initial(site: Path) -> None:
    (table,) = page(site, "organizations/index").xpath("//table[contains(@class, 'browse-table')]")
    assert words(table.xpath("./thead//th")) == ["Name", "Kind", "Country", "Signed", "Received"]
    assert [words(row.xpath("./td")) for row in table.xpath("./tbody/tr")] == [
        [ODD, "NGO", "France", "4", "1"],
        ["Beta", "NGO", "", "2", "2"],
        ["Ministry of Examples", "government body or office", "", "", "2"],
        ["Silent", "NGO", "", "", ""],
    ]
    assert [row.get("id") for row in table.xpath("./tbody/tr")] == [f"initial-{letter}" for letter in "abms"]
    assert hrefs(page(site, "organizations/index"), "//p[contains(@class, 'initials')]/a") == [f"#initial-{letter}" for letter in "abms"]  # fmt: skip


def test_the_index_of_one_kind_leaves_the_kind_out(site: Path) -> None:
    assert "Kind" not in words(page(site, "browse/ngo").xpath("//thead//th"))


def test_organizations_stand_under_their_country_as_far_as_known(site: Path) -> None:
    tree = page(site, "browse/countries")
    assert words(tree.xpath("//section[@id='country-fr']/h2")) == ["France"]
    assert words(tree.xpath("//section[@id='country-fr']//li//a")) == [ODD]
    assert words(tree.xpath("//p[contains(@class, 'span')]")) == [
        "The country of 1 of 4 organizations is known, in 1 country."
    ]


def test_addressees_stand_by_kind_with_their_years(site: Path) -> None:
    tree = page(site, "browse/addressees")
    assert [words(row.xpath("./td")) for row in tree.xpath("//section[@id='kind-ngo']//tbody/tr")] == [
        ["Beta", "", "2", "2019", "2020"],
        [ODD, "France", "1", "2021", "2021"],
    ]
    assert [words(row.xpath("./td")) for row in tree.xpath("//section[@id='kind-government']//tbody/tr")] == [
        ["Ministry of Examples", "", "2", "2020", "2021"]
    ]


def test_who_is_addressed_collectively_is_named_with_the_letters_and_private_persons_are_not(site: Path) -> None:
    (item,) = page(site, "browse/addressees").xpath("//section[@id='collective']//li")
    assert words([item]) == ["All companies 3 February 2019: One 5 April 2020: Three"]
    assert hrefs(item, ".//a") == ["../letters/2019/2019-02-03-one.html", "../letters/2020/2020-04-05-three.html"]
    assert "Private" not in page(site, "browse/addressees").xpath("string(//article)")


def test_the_tree_of_topics_counts_letters_of_narrower_topics_once(site: Path) -> None:
    said = [" ".join(words([item])) for item in page(site, "topics/index").xpath("//ul[contains(@class, 'tally-list')]//li/p")]  # fmt: skip
    assert said == ["Speech 4 · 5 in all", "Press 1 · 2 in all", "Radio 1"]


# ---------------------------------------------------------------- organizations


def test_the_record_of_an_organization_names_its_role_in_every_letter(site: Path) -> None:
    items = page(site, "organizations/alpha").xpath("//section[@id='letters']//ul[contains(@class, 'record')]/li")
    found = [
        (item.xpath("string(.//*[contains(@class, 'letter-title')])"), item.xpath("string(.//*[contains(@class, 'letter-role')])"))
        for item in items
    ]  # fmt: skip
    assert found == [
        ("Five", "received"), ("Four", "signed"), ("Three", "signed, withdrawn 7 June 2020"), ("Two", "endorsed"),
        ("One", "signed as lead"),
    ]  # fmt: skip


def test_what_a_letter_asks_stands_with_those_it_is_addressed_to_and_leads_to_its_place(site: Path) -> None:
    asked = page(site, "organizations/beta").xpath("//ul[contains(@class, 'asked')]/li")
    assert words(asked) == ["Speak", "Write"]
    assert [link for item in asked for link in hrefs(item, ".//a")] == [
        "../letters/2019/2019-02-03-one.html#ask-1", "../letters/2019/2019-02-03-one.html#ask-2"
    ]  # fmt: skip
    assert "Listen (met, May 2020)" in words(page(site, "organizations/ministry").xpath("//ul[contains(@class, 'asked')]/li"))  # fmt: skip
    assert page(site, "organizations/alpha").xpath("//ul[contains(@class, 'asked')]") == []


def test_the_masthead_leads_to_kind_country_and_relatives_and_counts_letters(site: Path) -> None:
    tree = page(site, "organizations/alpha")
    fields = dict(zip(words(tree.xpath("//dl[contains(@class, 'masthead')]/dt")), words(tree.xpath("//dl[contains(@class, 'masthead')]/dd")), strict=True))  # fmt: skip
    assert fields == {
        "Kind:": "non-governmental organization", "Country:": "France", "Part of:": "Beta",
        "Also printed as:": "Alpha; Alpha Society", "Misprinted as:": "Alfa",
        "Letters:": "4 signed and 1 received, 2019 to 2021",
    }  # fmt: skip
    assert hrefs(tree, "//dl[contains(@class, 'masthead')]//a") == [
        "../browse/ngo.html", "../browse/countries.html#country-fr", "beta.html"
    ]  # fmt: skip
    assert "none in the archive yet" in page(site, "organizations/silent").xpath("string(//dl)")


def test_prose_on_an_organization_is_a_note_on_its_identity(site: Path) -> None:
    (note,) = page(site, "organizations/alpha").xpath("//div[contains(@class, 'identity')]")
    assert words(note.xpath("./p")) == ["Note on its identity", "Kept apart from Beta.", "This may be wrong."]
    assert page(site, "organizations/beta").xpath("//div[contains(@class, 'identity')]") == []


def test_partners_lead_to_the_search_for_letters_of_both(site: Path) -> None:
    (item,) = page(site, "organizations/beta").xpath("//section[@id='co-signatories']//li")
    assert words([item]) == [f"{ODD} 1 letter"]
    assert hrefs(item, ".//a") == [
        "alpha.html", "../search.html?signatory=Beta&signatory=Alpha+%26+Sons+%22One%22"
    ]  # fmt: skip


def test_printed_forms_of_a_name_are_counted_and_misprints_marked(site: Path) -> None:
    names = page(site, "organizations/alpha").xpath("//section[@id='names']//li")
    assert words(names) == ["Alpha 3 letters", "Alfa 1 letter, misprint", "Alpha Society 1 letter"]
    assert page(site, "organizations/beta").xpath("//section[@id='names']") == []


def test_topics_over_time_are_a_table_where_there_are_letters_enough(site: Path) -> None:
    (table,) = page(site, "organizations/alpha").xpath("//table[contains(@class, 'periods-table')]")
    assert words(table.xpath("./thead//th")) == ["Topic", "2019", "2020", "2021", "All"]
    rows = [words(row.xpath("./td")) for row in table.xpath("./tbody/tr")]
    assert rows == [["Speech", "", "2", "2", "4"], ["Press", "1", "", "", "1"], ["Radio", "", "1", "", "1"]]
    assert page(site, "organizations/beta").xpath("//table[contains(@class, 'periods-table')]") == []


def test_long_records_stand_under_their_years_with_a_line_to_jump_by(tmp_path: Path) -> None:
    letters = {f"letters/{year}/{year}-01-0{day}-x.md": _letter(f"{year}-01-0{day}", "X") for year in (2001, 2002) for day in range(1, 8)}  # fmt: skip
    write_pages(tmp_path / "docs", {**ARCHIVE, **letters})
    build(tmp_path / "docs", tmp_path / "html")
    for name, section in (("organizations/alpha", "letters"), ("topics/speech", "letters")):
        tree = page(tmp_path / "html", name)
        assert hrefs(tree, "//p[@class='years-line']/a") == ["#year-2002", "#year-2001"]
        assert [len(tree.xpath(f"//section[@id='{section}']/section[@id='year-{year}']//li[p]")) for year in (2002, 2001)] == [7, 7]  # fmt: skip


# ---------------------------------------------------------------- topics


def test_a_topic_tells_its_place_in_the_tree(site: Path) -> None:
    said = page(site, "topics/press").xpath("//dl[contains(@class, 'masthead')]/dd")
    assert words(said) == ["Speech", "Radio 1", "1, 2019; 2 with narrower topics"]
    assert "1 more letter is on narrower topics alone" in page(site, "topics/press").xpath("string(//section[@id='letters'])")  # fmt: skip


def test_a_topic_shows_the_newest_asks_and_no_more_than_twelve(site: Path) -> None:
    asks = page(site, "topics/speech").xpath("//section[@id='asks']//li")
    assert len(asks) == 12
    assert words(asks)[0] == "6 May 2021 Ask 1 to Ministry of Examples"
    assert hrefs(asks[1], ".//a") == ["../letters/2021/2021-05-06-four.html#ask-2"]
    assert words(page(site, "topics/radio").xpath("//section[@id='asks']//li")) == [
        "4 March 2020 Listen (met, May 2020) to Ministry of Examples"
    ]


# ---------------------------------------------------------------- missing pages


def test_links_of_the_page_for_missing_pages_begin_at_the_root(site: Path) -> None:
    tree = page(site, "404")
    links = [str(found) for found in tree.xpath("//a/@href | //link[@rel='stylesheet']/@href | //script/@src | //form/@action")]  # fmt: skip
    assert [link for link in links if not link.startswith(("/", "#", "https://creativecommons.org/"))] == []
    assert {"/letters/index.html", "/organizations/index.html", "/letters/2020/index.html", "/search.html"} <= set(
        links
    )
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert tree.xpath("//link[@rel='canonical']") == []


def test_the_page_for_missing_pages_works_below_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNDERSIGNED_BASEURL", "https://example.org/sub/archive")
    write_pages(tmp_path / "docs", {**ARCHIVE, "letters/2020/2020-05-04-letter.md": LETTER})
    build(tmp_path / "docs", tmp_path / "html")
    tree = page(tmp_path / "html", "404")
    links = [str(found) for found in tree.xpath("//a/@href | //link/@href | //script/@src | //form/@action")]
    assert [link for link in links if not link.startswith(("/sub/archive/", "#", "https://creativecommons.org/"))] == []
    assert tree.xpath("//*[@id='not-found-guess']/@data-root") == ["/sub/archive/"]


@pytest.mark.parametrize(
    ("url", "path"),
    [("https://a.org/", "/"), ("https://a.org", "/"), ("https://a.org/b/", "/b/"), ("https://a.org/b/c", "/b/c/")],
)
def test_the_path_of_the_site_is_that_of_its_address(url: str, path: str) -> None:
    assert base_path(url) == path


# ---------------------------------------------------------------- parts


@pytest.mark.parametrize(
    ("years", "names"),
    [
        ([], []),
        ([2013], ["2013"]),
        ([2013, 2015], ["2013", "2014", "2015"]),
        ([2005, 2026], ["2005–09", "2010–14", "2015–19", "2020–24", "2025–26"]),
        ([1999, 2007], ["1999", "2000–04", "2005–07"]),
        ([1948, 2001], ["1948–49", "1950–59", "1960–69", "1970–79", "1980–89", "1990–99", "2000–01"]),
        ([1890, 1910], ["1890–94", "1895–99", "1900–04", "1905–09", "1910"]),
        ([1850, 2020], ["1850–99", "1900–49", "1950–99", "2000–20"]),
    ],
)
def test_years_become_few_periods_that_begin_at_round_years(years: list[int], names: list[str]) -> None:
    assert [name_of(period) for period in periods(years)] == names


def test_letters_of_topics_in_a_circle_are_counted_once() -> None:
    pages = {
        "topics/a.md": "---\nname: A\nbroader: b\n---\n",
        "topics/b.md": "---\nname: B\nbroader: a\n---\n",
        "letters/2020/2020-05-04-letter.md": LETTER.replace("- speech", "- a"),
    }
    records = {name.removesuffix(".md"): read_facts(text.encode(), path=name).record for name, text in pages.items()}
    catalogue = Catalogue({name: record for name, record in records.items() if record})
    assert [len(catalogue.by_topic_or_narrower(id_)) for id_ in ("a", "b")] == [1, 1]
