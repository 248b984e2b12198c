"""Long lists: folded, they say what short ones say; tables leave out what stands elsewhere, and scripts have the rest."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import lxml.html
import pytest

from benchmarks import extremes
from tests.building import ARCHIVE, LETTER, build, tree, write_pages
from undersigned import viewing_listings
from undersigned.checking import check_archive
from undersigned.exports import agents
from undersigned.html import table_rows
from undersigned.rendering import long_lists, tables

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.html import HtmlElement

HOSTILE = '\'"Letter" & "co" to the 自由 society of أهلا وسهلا\''
TITLES = (HOSTILE, "رسالة مفتوحة", "Письмо", "A plain letter", "Ανοιχτή επιστολή", "自由")
LANGUAGES = ("en", "ar", "ru", "en", "el", "zh-Hant")
BODIES = (*(f"Body {number}" for number in range(6)), "9 Lives", "Ήλιος", "جمعية", 'The Union\'s "Quoted" & Co')


def _body_id(name: str) -> str:
    return f"body-{BODIES.index(name)}"


def _letter(number: int) -> str:
    text = LETTER.replace("2020-05-04", f"{2016 + number // 4}-05-{number + 1:02d}")
    text = text.replace("title: A letter", f"title: {TITLES[number % 6]}\nlanguage: {LANGUAGES[number % 6]}")
    text = text.replace("- Alpha\n", "- Alpha\n" + "".join(f"- {json.dumps(name)}\n" for name in BODIES))
    asks = 'asks:\n- Ask one & "two" of 自由\n- text: Two\n  outcome: {status: met, date: 2021-01-02}\n'
    return text.replace("source:", f"{asks}source:").replace(
        "signatories-complete: true\n", "signatories-complete: true\n"
    )


def _pages() -> dict[str, str]:
    pages = dict(ARCHIVE)
    for number in range(14):
        text = _letter(number)
        date = re.search(r"(?<=\ndate: ).*", text)
        assert date
        pages[f"letters/{date[0][:4]}/{date[0]}-letter-{number}.md"] = text
    for place, name in enumerate(BODIES):
        country = f"country: {('FR', 'PE')[place % 2]}\n" if place % 3 else ""
        pages[f"organizations/{_body_id(name)}.md"] = f"---\nname: {json.dumps(name)}\nkind: ngo\n{country}---\n"
    listing = "---\ntitle: {}\n---\n```{{{}}}\n{}\n```\n"
    for year in (2016, 2017, 2018, 2019):
        pages[f"letters/{year}/index.md"] = listing.format(year, "letters", f":year: {year}")
    pages["letters/index.md"] = listing.format("Letters", "letters", ":as: table")
    pages["organizations/index.md"] = listing.format("Organizations", "organizations", "")
    for style in ("names", "countries", "addressees"):
        pages[f"browse/{style}.md"] = listing.format(style.title(), "organizations", f":as: {style}")
    return pages


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("long") / "docs"
    write_pages(folder, _pages())
    return folder


@pytest.fixture(scope="module")
def short(docs: Path) -> Path:
    """Build the archive with all lists whole."""
    built = build(docs, docs.parent / "short")
    assert built.warnings == ""
    return built.outdir


@pytest.fixture(scope="module")
def long(docs: Path) -> Path:
    """Build the archive as if its lists were very long."""
    with pytest.MonkeyPatch.context() as patch:
        _shorten(patch)
        built = build(docs, docs.parent / "long")
    assert built.warnings == ""
    return built.outdir


def _shorten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(long_lists, "LONG", 5)
    patch.setattr(tables, "FIRST", 4)
    patch.setattr(tables, "FIRST_OF_EACH", 0)
    patch.setattr(viewing_listings, "WHOLE_LETTERS", 6)
    patch.setattr(viewing_listings, "WHOLE_BODIES", 0)


def page(folder: Path, name: str) -> HtmlElement:
    return lxml.html.fromstring((folder / f"{name}.html").read_text())


def items(folder: Path, name: str, path: str = "//article//ul") -> list[str]:
    """Write the items of the lists of a page without the blanks between elements."""
    found = page(folder, name).xpath(f"{path}/li")
    return [
        re.sub(r">\s+<", "><", lxml.html.tostring(item, encoding="unicode", with_tail=False).strip()) for item in found
    ]


# ---------------------------------------------------------------- folded lists


@pytest.mark.parametrize(
    "name", ["topics/speech", "organizations/alpha", "organizations/body-8", "organizations/ministry"]
)
def test_a_folded_list_of_letters_has_the_items_of_one_that_is_not(short: Path, long: Path, name: str) -> None:
    lists = "//section[@id='letters']//ul[contains(@class, 'letter-list')]"
    assert len(items(short, name, lists)) == 14
    assert items(long, name, lists) == items(short, name, lists)
    assert page(long, name).xpath(f"{lists}/@class") == page(short, name).xpath(f"{lists}/@class")
    assert page(short, name).xpath("//details[@class='fold']") == []


@pytest.mark.parametrize(("name", "count"), [("browse/names", 12), ("browse/countries", 6)])
def test_folded_organizations_are_those_of_a_list_that_is_not(short: Path, long: Path, name: str, count: int) -> None:
    lists = "//ul[contains(@class, 'organization-list')]"
    assert len(items(short, name, lists)) == count
    assert items(long, name, lists) == items(short, name, lists)


@pytest.mark.parametrize("name", ["topics/speech", "organizations/alpha", "browse/names", "browse/countries"])
def test_every_group_is_reached_from_the_line_above_and_unfolds_by_its_anchor(long: Path, name: str) -> None:
    tree = page(long, name)
    anchors = tree.xpath("//p[contains(@class, 'years-line') or contains(@class, 'initials')]/a/@href")
    groups = tree.xpath("//details[@class='fold']")
    # Browsers unfold what holds the place that an address names, and not what is that place.
    assert anchors == [f"#{group.xpath('./ul/@id')[0]}" for group in groups]
    assert len(anchors) > 1
    for group in groups:
        (head,) = group.xpath("./summary/*[self::h2 or self::h3]")
        count = int(group.xpath("./summary/span")[0].text.split()[0])
        assert head.text
        assert len(group.xpath("./ul/li")) == count


def test_of_years_the_newest_is_unfolded_and_of_initials_none(long: Path) -> None:
    opened = [group.get("open") is not None for group in page(long, "topics/speech").xpath("//details[@class='fold']")]
    assert opened == [True, False, False, False]
    assert page(long, "browse/names").xpath("//details[@class='fold'][@open]") == []


def test_a_first_year_that_is_long_itself_is_folded() -> None:
    assert long_lists.opens(0, long_lists.LONG)
    assert not long_lists.opens(0, long_lists.LONG + 1)
    assert not long_lists.opens(1, 1)


def test_signatories_are_folded_in_their_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    persons = "".join(f"- name: Person {number}\n" for number in range(2, 31))
    docs = tmp_path / "docs"
    write_pages(
        docs, {**ARCHIVE, "letters/2020/2020-05-04-letter.md": LETTER.replace("- Alpha\n", f"- Alpha\n{persons}")}
    )
    whole = build(docs, tmp_path / "whole").outdir
    monkeypatch.setattr(long_lists, "LONG", 12)
    folded = build(docs, tmp_path / "folded").outdir
    name, lists = "letters/2020/2020-05-04-letter", "//ul[contains(@class, 'signatories')]"
    assert items(folded, name, lists) == items(whole, name, lists)
    groups = page(folded, name).xpath("//section[@id='signatories']/details")
    assert [group.xpath("string(./summary)") for group in groups] == ["1 to 12", "13 to 24", "25 to 30"]
    assert [len(group.xpath("./ul/li")) for group in groups] == [12, 12, 6]
    assert [group.get("open") is not None for group in groups] == [True, False, False]


def test_the_head_of_a_page_names_no_more_signatories_than_it_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agents, "MOST_TOLD", 3)
    write_pages(tmp_path / "docs", _pages())
    built = build(tmp_path / "docs", tmp_path / "html").outdir
    tree = page(built, "letters/2016/2016-05-01-letter-0")
    assert len(tree.xpath("//meta[@name='citation_author']")) == 3
    (data,) = tree.xpath("//script[@type='application/ld+json']")
    letter = next(node for node in json.loads(data.text)["@graph"] if "Message" in node["@type"])
    assert len(letter["author"]) == len(letter["sender"]) == 3
    assert len(json.loads((built / "letters/2016/2016-05-01-letter-0.json").read_text())["letter"]["signatories"]) == 11


# ---------------------------------------------------------------- tables that are cut


def rows(tree: HtmlElement) -> list[list[tuple[str, list[str], list[str]]]]:
    """Give the rows of each table: anchor, what the cells say, and addresses of links."""
    return [
        [
            (row.get("id") or "", [" ".join(cell.text_content().split()) for cell in row.xpath("./td")], row.xpath(".//a/@href"))
            for row in one.xpath("./tbody/tr")
        ]
        for one in tree.xpath("//table[contains(@class, 'browse-table')]")
    ]  # fmt: skip


def data(folder: Path, name: str) -> list[list[list[Any]]]:
    text = (folder / f"_static/table-rows/{name}.js").read_text()
    match = re.fullmatch(r"window.undersignedRows = (.*);\n", text)
    assert match
    found: list[list[list[Any]]] = json.loads(match[1])
    return found


def _words(cell: Any) -> str:
    text = cell[1] if isinstance(cell, list) else cell
    return " ".join(("".join(run[0] for run in text["runs"]) if isinstance(text, dict) else text).split())


@pytest.mark.parametrize("name", ["letters/index", "organizations/index", "browse/addressees"])
def test_rows_in_the_page_and_rows_of_the_script_are_those_of_the_whole_table(
    short: Path, long: Path, name: str
) -> None:
    whole, cut, left = rows(page(short, name)), rows(page(long, name)), data(long, name)
    assert len(whole) == len(cut) == len(left)
    assert sum(map(len, left)) > 0
    for all_rows, drawn, away in zip(whole, cut, left, strict=True):
        assert all_rows[: len(drawn)] == drawn
        for (anchor, words, addresses), found in zip(all_rows[len(drawn) :], away, strict=True):
            assert found[0] == anchor
            assert [_words(cell) for cell in found[1:]] == words
            links = [f"https://example.org/{cell[0]}" for cell in found[1:] if isinstance(cell, list)]
            assert links == [urljoin(f"https://example.org/{name}.html", address) for address in addresses]


def test_texts_in_other_scripts_tell_language_and_direction_in_the_data(long: Path) -> None:
    texts = [row[2][1] for row in data(long, "letters/index")[0]]
    runs = [text["runs"] for text in texts if isinstance(text, dict)]
    assert [["رسالة مفتوحة", "ar", "rtl"]] in runs
    assert [["Письмо", "ru", ""]] in runs
    (hostile,) = {json.dumps(found, ensure_ascii=False) for found in runs if len(found) > 1}
    assert json.loads(hostile) == [
        ['"Letter" & "co" to the 自由 society of ', "", ""],
        ["أهلا وسهلا", "", "rtl"],
    ]


def test_without_scripts_a_cut_table_leads_to_pages_with_all_of_it(short: Path, long: Path) -> None:
    (said,) = page(long, "letters/index").xpath("//p[contains(@class, 'table-rest')]")
    assert said.text_content() == (
        "Of 14 letters, the first 4 stand here. All stand on the pages of their years: 2019, 2018, 2017, 2016."
    )
    listed = {
        address.rsplit("/", 1)[-1]
        for year in said.xpath("./a/@href")
        for address in page(long, f"letters/{year.removesuffix('.html')}").xpath(
            "//ul[contains(@class, 'letter-list')]//a/@href"
        )
    }
    assert listed == {address.rsplit("/", 1)[-1] for _, _, (address,) in rows(page(short, "letters/index"))[0]}
    (said,) = page(long, "organizations/index").xpath("//p[contains(@class, 'table-rest')]")
    assert said.text_content() == "Of 12 organizations, the first 4 stand here. All stand on the page Names."
    assert said.xpath("./a/@href") == ["../browse/names.html"]
    (said,) = page(long, "browse/addressees").xpath("//p[contains(@class, 'table-rest')]")
    assert said.text_content() == "Of 1 organization, the first 0 of each kind stand here. All stand on the page Names."
    assert len(items(long, "browse/names", "//ul[contains(@class, 'organization-list')]")) == 12


def test_initials_whose_rows_are_left_out_lead_to_the_page_of_names(long: Path) -> None:
    tree = page(long, "organizations/index")
    anchors = tree.xpath("//p[contains(@class, 'initials')]/a/@href")
    here = {f"#{id_}" for id_ in tree.xpath("//tbody/tr/@id")}
    assert here < set(anchors)
    names = page(long, "browse/names")
    for away in set(anchors) - here:
        path, _, anchor = away.partition("#")
        assert path == "../browse/names.html"
        assert names.get_element_by_id(anchor) is not None


def test_a_table_is_whole_where_no_page_has_the_rest(
    docs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _shorten(monkeypatch)
    pages = _pages()
    del pages["letters/2018/index.md"], pages["browse/names.md"]
    write_pages(tmp_path / "docs", pages)
    built = build(tmp_path / "docs", tmp_path / "html").outdir
    assert len(rows(page(built, "letters/index"))[0]) == 14
    assert len(rows(page(built, "organizations/index"))[0]) == 12
    assert not (built / "_static/table-rows").exists()


def test_the_rows_of_a_script_follow_the_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _shorten(monkeypatch)
    pages = _pages()
    docs = tmp_path / "docs"
    write_pages(docs, pages)
    built = build(docs, tmp_path / "html").outdir
    oldest = next(name for name in sorted(pages) if name.startswith("letters/2016/2016"))
    organizations = (built / "_static/table-rows/organizations/index.js").stat().st_mtime_ns
    write_pages(
        docs, {oldest: pages[oldest].replace("to:", "date-note: In doubt.\nto:").replace("one group", "two groups")}
    )
    build(docs, tmp_path / "html")
    assert (built / "_static/table-rows/organizations/index.js").stat().st_mtime_ns == organizations
    (docs / oldest).unlink()
    build(docs, tmp_path / "html")
    assert len(data(built, "letters/index")[0]) == 9
    build(docs, tmp_path / "clean")
    assert tree(built) == tree(tmp_path / "clean")
    (docs / "browse/names.md").unlink()
    build(docs, tmp_path / "html")
    assert not (built / "_static/table-rows/organizations/index.js").exists()


@pytest.mark.parametrize("count", [0, 1, 4, 5, 9, 10, 11])
def test_parts_of_a_table_and_of_a_list_lose_nothing(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    _shorten(monkeypatch)
    lines = list(range(count))
    first, rest = tables.parted(lines)
    assert [*first, *rest] == lines
    assert len(first) <= 4
    parts = list(long_lists.chunks(lines))  # type: ignore[arg-type]
    assert [one for _, part in parts for one in part] == lines
    assert [first for first, _ in parts] == [1 + 5 * place for place in range(len(parts))]
    assert all(0 < len(part) <= 5 for _, part in parts)


def test_a_page_without_a_cut_table_has_no_rows_to_load(short: Path) -> None:
    assert not (short / "_static/table-rows").exists()
    assert "data-rows" not in (short / "letters/index.html").read_text()
    assert table_rows.FOLDER == "_static/table-rows"


# ---------------------------------------------------------------- archives with extremes


def test_an_archive_of_extremes_has_the_sizes_asked_for(tmp_path: Path) -> None:
    extremes.write(tmp_path, extremes.Sizes(letters=30, signed=20, signatories=40))
    found = check_archive(tmp_path)
    assert [
        str(message) for message in found.messages if message.rule not in ("look-alike", "possible-duplicate")
    ] == []
    catalogue = found.catalogue
    assert len(catalogue.by_topic(extremes.TOPIC)) == 31
    body = extremes.BODY_PATH.split("/")[1].removesuffix(".md")
    assert len(catalogue.signed_by(body)) in (20, 21)
    (petition,) = (entry.record for entry in catalogue.letters if len(entry.record.signatories) == 40)
    assert sum(not party.is_person_alone for party in petition.signatories) == 8
