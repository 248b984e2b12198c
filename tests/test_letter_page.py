"""What a letter's page says and marks: asks, signatories, correspondence, citations, sources, and what can be done with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from tests.building import ARCHIVE, LETTER, LETTER_PATH, build, tree, write_pages
from tests.letter_pages import PAGES
from undersigned import correspondence, wording
from undersigned.catalogue import Catalogue
from undersigned.correspondence import thread_of
from undersigned.links import EXTERNAL_REL
from undersigned.records import Ask, Date, Letter, Organization, Outcome, Party, Relation, Response, Source
from undersigned.site import report_url
from undersigned.views import LetterLine, ResponseLine, ThreadLetter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

RADIO = "letters/2021/2021-05-04-radio"
REPOSITORY = "https://github.com/example/archive"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    write_pages(folder / "docs", PAGES)
    assert build(folder / "docs", folder / "html").warnings == ""
    return folder / "html"


def built(folder: Path, pages: Mapping[str, str], name: str = LETTER_PATH) -> Any:
    write_pages(folder / "docs", {**ARCHIVE, **pages})
    assert build(folder / "docs", folder / "html").warnings == ""
    return html.parse(folder / "html" / name.replace(".md", ".html"))


def page(archive: Path, name: str = RADIO) -> Any:
    return html.parse(archive / f"{name}.html")


def said(node: Any) -> str:
    return " ".join(node.text_content().split())


def texts(tree: Any, path: str) -> list[str]:
    return [said(node) for node in tree.xpath(path)]


def fields(tree: Any, kind: str) -> dict[str, str]:
    (found,) = tree.xpath(f"//dl[contains(@class, '{kind}')]")
    return dict(zip((said(node).rstrip(":") for node in found.xpath("dt")), map(said, found.xpath("dd")), strict=True))


# ---------------------------------------------------------------- head and asks


def test_the_head_leads_to_asks_and_corrections_and_says_what_became_of_the_asks(archive: Path) -> None:
    head = fields(page(archive), "masthead")
    assert head["Asks"] == "5 asks: 1 met, 1 met in part, 1 refused, 1 open; 1 without known outcome"
    assert head["Last corrected"] == "2 June 2021"
    assert page(archive).xpath("//dl[contains(@class, 'masthead')]//a[starts-with(@href, '#')]/@href") == [
        "#signatories", "#asks", "#corrections",
    ]  # fmt: skip


def test_a_summary_without_outcomes_says_nothing_of_asks_at_its_head(tmp_path: Path) -> None:
    head = fields(built(tmp_path, {LETTER_PATH: LETTER.replace("source:", "asks:\n- Talk\nsource:")}), "masthead")
    assert list(head) == ["Date", "To", "Signed by", "Topics", "Published by"]


def test_each_ask_says_its_outcome_in_words_with_date_note_and_evidence(archive: Path) -> None:
    assert texts(page(archive), "//section[@id='asks']/p") == [
        "Of 5 asks: 1 met, 1 met in part, 1 refused, 1 open; 1 without known outcome."
    ]
    assert texts(page(archive), "//section[@id='asks']//li") == [
        "1 Give back the licences of the closed stations Met, 1 September 2021. Two of four were given back at once. See news.example.",
        "2 Consult listeners before any further closing Met in part, October 2021.",
        "3 Name who ordered the closing Refused.",
        "4 Publish the rules Open, 2022.",
        "5 Answer in public",
    ]  # fmt: skip
    assert page(archive).xpath("//section[@id='asks']//a[@href='https://news.example/licences']/@rel") == [EXTERNAL_REL]


@pytest.mark.parametrize(
    ("statuses", "summary"),
    [
        ([], ""),
        ([None, None], ""),
        (["met", "met"], "2 met"),
        (["open", None, "met", None], "1 met, 1 open; 2 without known outcome"),
        (["refused", "partly-met"], "1 met in part, 1 refused"),
    ],
)
def test_outcomes_are_counted(statuses: list[str | None], summary: str) -> None:
    asks = [Ask("Talk", Outcome(status) if status else None) for status in statuses]
    assert wording.outcome_summary(asks) == summary


# ---------------------------------------------------------------- signatories


def test_the_list_says_that_it_is_partial_and_counts_withdrawn_signatures_apart(archive: Path) -> None:
    (note,) = page(archive).xpath("//section[@id='signatories']/p[contains(@class, 'completeness')]")
    assert said(note) == (
        "Partial list: 21 of at least 40 known. 1 signature was withdrawn later. "
        "Private persons who signed (12) are counted and not named."
    )
    assert said(note.xpath("strong")[0]) == "Partial list"
    items = texts(page(archive), "//ul[contains(@class, 'signatories')]/li")
    assert items[:3] == [
        "Alliance Amber (lead signatory)", "Alliance Birch (withdrawn 1 June 2021)", "Kim Sample, Director, Alliance Cedar (endorser)",
    ]  # fmt: skip
    assert texts(page(archive), "//span[@class='struck']") == ["Alliance Birch"]


def test_many_signatories_are_counted_by_kind_and_country_and_marked_with_both(archive: Path) -> None:
    assert fields(page(archive), "breakdown") == {
        "By kind": "Non-governmental organizations 12, Coalitions 4, Companies 3, Persons who sign for themselves 1, Unions, associations and other bodies 1",
        "By country": "United States 4, France 3, Canada 2, Germany 2, Taiwan 2, Türkiye 1, Not known 7",
    }  # fmt: skip
    marks = page(archive).xpath("//ul[contains(@class, 'signatories')]/li/@class")
    assert marks[0] == "kind-ngo country-us"
    assert marks[12] == "kind-coalition country-unknown"
    assert marks[-1] == "no-search kind-person country-unknown"
    named = {
        mark for group in page(archive).xpath("//span[contains(@class, 'group ')]/@class") for mark in group.split()
    }
    assert {mark for item in marks for mark in item.split()} - {"no-search"} <= named


def test_few_signatories_are_neither_counted_nor_marked(archive: Path) -> None:
    few = page(archive, "letters/2021/2021-08-01-again")
    assert few.xpath("//ul[contains(@class, 'signatories')]/li/@class") == []
    assert few.xpath("//dl[contains(@class, 'breakdown')]") == []


@pytest.mark.parametrize(
    ("facts", "note"),
    [
        ("signatories-complete: true", "Complete list: 1 organization, in the printed order."),
        ("signatories-complete: false", "Partial list: 1 organization known."),
        ("signatories-complete: false\nsignatories-stated: 9", "Partial list: 1 of at least 9 known."),
    ],
)
def test_lists_say_whether_they_are_whole(tmp_path: Path, facts: str, note: str) -> None:
    letter = LETTER.replace("signatories-complete: true", facts)
    assert texts(built(tmp_path, {LETTER_PATH: letter}), "//p[contains(@class, 'completeness')]") == [note]


# ---------------------------------------------------------------- correspondence


def test_letters_and_answers_stand_in_order_of_time_with_their_ties_from_both_sides(archive: Path) -> None:
    assert texts(page(archive), "//ul[contains(@class, 'thread')]/li") == [
        "4 May 2020 A letter Is followed by this letter and the letter of 1 August 2021. To Ministry of Examples; 1 organization.",
        "3 May 2021 Annex Is enclosed with this letter. To Ministry of Examples; 1 organization.",
        ("4 May 2021 Joint letter on the closing of community radio This letter. Follows the letter of 4 May 2020; encloses the letter of 3 May 2021; "
        "is translated as the letter of 20 May 2021; is answered by the letter of 20 June 2021; is followed by the letter of 1 August 2021."),
        "10 May 2021 Jo Example, Minister, Ministry of Examples acknowledged this letter. By telephone. See ministry.example.",
        "20 May 2021 رسالة مفتوحة إلى الوزير Is a translation of this letter. To Minister; 2 organizations.",
        "20 June 2021 Answer Replies to this letter. To Ministry of Examples; 1 organization.",
        "July 2021 Regional governors refused what this letter asks.",
        "1 August 2021 [Letter that asks again] Follows this letter and the letter of 4 May 2020. To Ministry of Examples; 2 organizations.",
    ]  # fmt: skip
    assert texts(page(archive), "//li[contains(@class, 'here')]//span[@class='letter-title']") == [
        "Joint letter on the closing of community radio"
    ]
    assert page(archive).xpath("//li[@class='answer']//a[@href='https://ministry.example/answer']/@rel") == [
        EXTERNAL_REL
    ]


def test_the_other_letters_of_a_correspondence_show_the_answers_too(archive: Path) -> None:
    found = texts(page(archive, "letters/2020/2020-05-04-letter"), "//li[@class='answer']")
    assert found == [
        "10 May 2021 Jo Example, Minister, Ministry of Examples acknowledged the letter of 4 May 2021. By telephone. See ministry.example.",
        "July 2021 Regional governors refused what the letter of 4 May 2021 asks.",
    ]  # fmt: skip


def test_letters_of_the_correspondence_are_not_named_again_as_related(archive: Path) -> None:
    thread = set(page(archive).xpath("//section[@id='correspondence']//a/@href"))
    related = set(page(archive).xpath("//section[@id='related-letters']//a/@href"))
    assert not thread & related


def test_a_letter_by_itself_has_no_correspondence(tmp_path: Path) -> None:
    assert built(tmp_path, {LETTER_PATH: LETTER}).xpath("//section[@id='correspondence']") == []


PLAIN = Letter("2020-01-01-a", "A", Date(2020, 1, 1), Source("Alpha"))
ALPHA = Organization("alpha", "Alpha")


def chain(number: int) -> tuple[Catalogue, list[Letter]]:
    """Make letters of which each follows the one before."""
    letters = [
        replace(PLAIN, id=f"{2000 + place}-01-01-x", date=Date(2000 + place, 1, 1),
                relations=(Relation("follows", f"{2000 + place - 1}-01-01-x"),) if place else ())
        for place in range(number)
    ]  # fmt: skip
    return Catalogue({f"letters/{letter.id}": letter for letter in letters}), letters


def line_of(letter_id: str) -> LetterLine:
    return LetterLine(f"letters/{letter_id}", "A", "en", letter_id[:10], letter_id[:4], "", "")


@pytest.mark.parametrize(
    ("place", "shown", "earlier", "later"), [(0, 21, 0, 39), (30, 41, 10, 9), (59, 21, 39, 0), (15, 36, 0, 24)]
)
def test_of_a_long_correspondence_what_is_near_in_time_is_shown(
    place: int, shown: int, earlier: int, later: int
) -> None:
    catalogue, letters = chain(60)
    found = thread_of(letters[place], catalogue, line_of)
    assert (len(found.entries), found.earlier, found.later) == (shown, earlier, later)
    (here,) = [entry for entry in found.entries if isinstance(entry, ThreadLetter) and entry.is_here]
    assert here.line.docname == f"letters/{letters[place].id}"


def test_a_letter_that_many_follow_names_some_and_counts_the_others() -> None:
    first = PLAIN
    others = [
        replace(PLAIN, id=f"2021-01-{day:02}-x", date=Date(2021, 1, day), relations=(Relation("follows", PLAIN.id),))
        for day in range(1, 31)
    ]
    catalogue = Catalogue({f"letters/{letter.id}": letter for letter in (first, *others)})
    (here,) = [
        entry
        for entry in thread_of(first, catalogue, line_of).entries
        if isinstance(entry, ThreadLetter) and entry.is_here
    ]
    assert (len(here.ties), here.more) == (correspondence.TIES, 30 - correspondence.TIES)


def test_letters_of_one_day_are_told_apart_by_title() -> None:
    second = replace(PLAIN, id="2020-01-01-b", title="B", relations=(Relation("follows", PLAIN.id),))
    third = replace(
        PLAIN, id="2020-02-01-c", date=Date(2020, 2, 1), relations=(Relation("replies-to", "2020-01-01-b"),)
    )
    catalogue = Catalogue({f"letters/{letter.id}": letter for letter in (PLAIN, second, third)})
    found = thread_of(third, catalogue, line_of).entries
    ties = [tie.letter.title for entry in found if isinstance(entry, ThreadLetter) for tie in entry.ties]
    assert ties == ["“B”", "“A”", "this letter", "“B”"]


def test_a_person_who_answers_for_nobody_is_named_on_the_own_page_alone() -> None:
    answer = Response(Date(2020, 3), Party(name="Secret Person", title="Baker"), "answered")
    plain = replace(answer, sender=Party(name="Secret Person"))
    second = replace(PLAIN, id="2020-02-01-b", date=Date(2020, 2, 1), relations=(Relation("follows", PLAIN.id),))
    first = replace(PLAIN, responses=(answer, plain))
    catalogue = Catalogue({f"letters/{letter.id}": letter for letter in (first, second)})

    def senders(letter: Letter) -> list[str]:
        found = thread_of(letter, catalogue, line_of).entries
        return [entry.before + entry.sender for entry in found if isinstance(entry, ResponseLine)]

    assert senders(first) == ["Secret Person, Baker", "Secret Person"]
    assert senders(second) == ["Baker", "A person"]


# ---------------------------------------------------------------- citations, sources, what can be done


def test_the_page_is_cited_with_its_addresses_and_files_beside_it(archive: Path) -> None:
    found = fields(page(archive), "citations")
    assert list(found) == ["Short", "APA", "Chicago", "MLA", "This page", "Short link", "As data"]
    assert found["This page"] == f"https://undersigned.example.org/{RADIO}.html"
    assert found["Short link"].startswith("https://undersigned.example.org/l/")
    assert page(archive).xpath("//section[@id='cite']//a/@href") == [
        "2021-05-04-radio.bib", "2021-05-04-radio.ris", "2021-05-04-radio.csl.json",
    ]  # fmt: skip


def test_titles_in_citations_bear_their_language_and_direction(archive: Path) -> None:
    arabic = page(archive, "letters/2021/2021-05-20-arabic")
    marked = arabic.xpath("//section[@id='cite']//span[@lang='ar' and @dir='rtl']")
    assert texts(arabic, "//section[@id='cite']//span[@lang='ar']") == ["رسالة مفتوحة إلى الوزير"] * 4
    assert len(marked) == 4
    assert texts(arabic, "//p[@class='citation citation-apa']//em") == ["رسالة مفتوحة إلى الوزير"]


def test_other_addresses_stand_apart_from_sources_and_corrections_are_dated_the_last_first(archive: Path) -> None:
    assert page(archive).xpath("//section[@id='other-addresses']//a/@href") == [
        "https://beta.example/2021/05/joint-letter-on-the-closing-of-community-radio-stations-in-four-regions",
        "https://archive.example/web/20210504/alpha",
    ]
    sources = fields(page(archive), "sources field")
    assert sources["Original"] == "https://alpha.example/letters/community-radio"
    assert sources["Facts seen at"] == "https://gamma.example/evidence"
    assert fields(page(archive), "corrections") == {
        "2 June 2021": "Alliance Birch withdrew its signature.",
        "6 May 2021": "The name of Alliance Elm was misspelt.",
    }


def test_numbers_of_paragraphs_are_links_with_a_name(archive: Path) -> None:
    found = page(archive).xpath("//p[@id='paragraph-2']/a")
    assert [(link.get("href"), link.get("aria-label"), said(link)) for link in found] == [
        ("#paragraph-2", "Link to paragraph 2", "2")
    ]


def test_only_letters_load_the_files_of_letters(archive: Path) -> None:
    def loaded(name: str) -> list[str]:
        found = page(archive, name).xpath("//link[@rel='stylesheet']/@href | //script/@src")
        return [address.partition("?")[0].rpartition("/")[2] for address in found]

    assert {"letter.css", "letter.js", "page-foot.css"} <= set(loaded(RADIO))
    assert loaded(RADIO).index("undersigned.css") < loaded(RADIO).index("letter.css")
    assert not {"letter.css", "letter.js"} & set(loaded("organizations/alpha"))


def test_each_page_leads_to_its_source_its_history_and_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNDERSIGNED_REPOSITORY", REPOSITORY)
    pages = {LETTER_PATH: LETTER, "contribute/index.md": "---\ntitle: Contribute\n---\nText.\n"}
    for name in (LETTER_PATH, "organizations/alpha.md", "index.md"):
        found = built(tmp_path, pages, name)
        assert [(said(link), link.get("href")) for link in found.xpath("//nav[@class='page-foot']//a")] == [
            ("Edit this page", f"{REPOSITORY}/edit/main/docs/{name}"),
            ("Report an error", report_url(REPOSITORY, name.removesuffix(".md"))),
            ("History of this page", f"{REPOSITORY}/commits/main/docs/{name}"),
        ]
        assert texts(found, "//nav[@class='page-foot']//button") == (["Print"] if name == LETTER_PATH else [])


def test_without_a_repository_errors_are_reported_as_the_guide_says(tmp_path: Path) -> None:
    pages = {LETTER_PATH: LETTER, "contribute/index.md": "---\ntitle: Contribute\n---\nText.\n"}
    found = built(tmp_path, pages)
    assert [(said(link), link.get("href")) for link in found.xpath("//nav[@class='page-foot']//a")] == [
        ("Report an error", "../../contribute/index.html")
    ]


def test_a_page_with_nothing_to_do_has_no_foot(tmp_path: Path) -> None:
    assert built(tmp_path, {}, "organizations/alpha.md").xpath("//nav[@class='page-foot']") == []


def test_the_form_for_corrections_is_filled_in_for_the_page() -> None:
    assert report_url(REPOSITORY, RADIO) == (
        f"{REPOSITORY}/issues/new?template=correction.yml&title=Correction%3A+2021-05-04-radio"
        "&page=letters%2F2021%2F2021-05-04-radio.html"
    )


# ---------------------------------------------------------------- what other pages change


def _change(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(docs: Path) -> None:
        path = docs / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    return change


@pytest.mark.parametrize(
    "change",
    [
        _change("organizations/alliance-larch.md", "kind: ngo", "kind: media"),
        _change("letters/2021/2021-08-01-again.md", "source:", "responses:\n- {date: 2021-09, from: Alpha, kind: acted}\nsource:"),
        _change("letters/2021/2021-06-20-answer.md", "replies-to", "follows"),
        _change("letters/2021/2021-05-04-radio.md", "alpha.example/letters/community-radio\n  identifier: ALP 7/2021", "alpha.example/other"),
    ],
    ids=["kind of a signatory", "answer to another letter", "relation of another letter", "what is cited"],
)  # fmt: skip
def test_a_page_is_written_anew_for_what_it_takes_from_others(change: Callable[[Path], None], tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write_pages(docs, PAGES)
    build(docs, tmp_path / "incremental")
    before = (tmp_path / f"incremental/{RADIO}.html").read_bytes()
    change(docs)
    build(docs, tmp_path / "incremental")
    build(docs, tmp_path / "clean", fresh=True)
    assert (tmp_path / f"incremental/{RADIO}.html").read_bytes() != before
    assert tree(tmp_path / "incremental") == tree(tmp_path / "clean")
