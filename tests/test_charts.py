"""Charts count what the catalogue holds, draw it within bounds, and are written as safe and named SVG."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from itertools import combinations
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from tests.building import ARCHIVE, LETTER, TOP, build, write_pages
from undersigned.catalogue import Catalogue
from undersigned.charts import counting, figures, kinds, words
from undersigned.charts.data import Matrix, Network, Years
from undersigned.charts.network import network
from undersigned.charts.printed import LEAST, Choice
from undersigned.charts.shapes import Link, shortened, width_of
from undersigned.charts.svg import svg
from undersigned.listings import Listing
from undersigned.records import Date, Letter, Organization, Page, Party, Record, Reference, Source, Topic
from undersigned.rendering.parts import Linker
from undersigned.views import ListingView, OrganizationView, Tally, TopicView

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from undersigned.charts.data import Chart

BODIES = [f"b{number:02d}" for number in range(30)]
TOPICS = [f"t{number:02d}" for number in range(15)]
HOSTILE = "\"><script>alert(1)</script>&amp; ' <b>\x0b\ufffe‮ نام 会"


def letter(number: int, year: int, signatories: Iterable[str], to: Iterable[str] = (), topics: Iterable[str] = ()) -> Letter:  # fmt: skip
    return Letter(
        f"{year:04d}-01-01-l{number}", f"Letter {number}", Date(year, 1, 1), Source("Alpha"),
        signatories=tuple(map(Party, signatories)), to=tuple(map(Party, to)),
        topics=tuple(Reference("topic", topic) for topic in topics),
    )  # fmt: skip


def catalogue(*letters: Letter, names: dict[str, str] | None = None, years: Iterable[int] = ()) -> Catalogue:
    records: dict[str, Record] = {f"letters/{item.id[:4]}/{item.id}": item for item in letters}
    records |= {
        f"organizations/{id_}": Organization(id_, (names or {}).get(id_, id_), aliases=(id_,)) for id_ in BODIES
    }
    records |= {f"topics/{id_}": Topic(id_, (names or {}).get(id_, id_)) for id_ in TOPICS}
    records |= {f"letters/{year:04d}/index": Page(f"{year}", f"Letters of {year}") for year in years}
    return Catalogue(records)


def asked(kind: str, found: Catalogue, **options: str) -> Any:
    return counting.chart(Listing("chart", tuple(sorted(options.items())), 1, kind), found)


def link(docname: str = "browse/pictures", form: str = "html") -> Linker:
    uri = lambda source, target: "../" * source.count("/") + target + ".html"  # noqa: E731
    return Linker(SimpleNamespace(format=form, get_relative_uri=uri, link_suffix=".html"), docname)  # type: ignore[arg-type]


def drawn(kind: str, data: Chart | None) -> Any:
    """Give the figure of a chart as elements."""
    (node,) = figures.listing_figure(ListingView(Listing("chart", (), 7, kind), chart=data), link())
    return html.fragment_fromstring(node.astext())


def small(timeline: Years | None, partners: Iterable[Tally] = ()) -> Any:
    """Give the figures of an organization as elements; None if it has none."""
    view = OrganizationView(
        "Own", "", None, "", None, "", (), (), None, (), partners=tuple(partners), timeline=timeline
    )  # fmt: skip
    made = figures.organization_figures(view, link("organizations/own"))
    return html.fragment_fromstring(made[0].astext()) if made else None


LETTERS = st.lists(
    st.tuples(
        st.integers(1990, 2030), st.sets(st.sampled_from(BODIES), max_size=12), st.sets(st.sampled_from(BODIES), max_size=3),
        st.sets(st.sampled_from(TOPICS), max_size=5),
    ),
    max_size=40,
).map(lambda facts: tuple(letter(number, *fact) for number, fact in enumerate(facts)))  # fmt: skip

SOME = catalogue(
    letter(1, 2010, BODIES[:6], ["b20"], ["t00", "t01"]), letter(2, 2010, BODIES[:3], ["b20", "b21"], ["t00"]),
    letter(3, 2012, BODIES[:2], ["b21"], ["t02"]), letter(4, 2013, BODIES[1:9], ["b00"], ["t00"]), years=[2010, 2013],
)  # fmt: skip
EVERY = [(kind, asked(kind, SOME)) for kind in kinds.KINDS]


# ---------------------------------------------------------------- counts


@given(LETTERS)
def test_letters_per_year_are_those_of_the_catalogue(letters: tuple[Letter, ...]) -> None:
    data = asked("letters-per-year", catalogue(*letters))
    if not letters:
        assert data is None
        return
    per_year = Counter(item.date.year for item in letters)
    (series,) = data.series
    assert {period.first: count for period, count in zip(data.periods, series.counts, strict=True) if count} == per_year
    assert data.letters == series.letters == len(letters)
    assert [period.first for period in data.periods] == list(range(min(per_year), max(per_year) + 1))


@given(LETTERS)
def test_pairs_are_those_of_all_signatories(letters: tuple[Letter, ...]) -> None:
    data: Network | None = asked("network", catalogue(*letters))
    common: Counter[frozenset[str]] = Counter()
    for item in letters:
        for pair in combinations(sorted({party.organization or "" for party in item.signatories}), 2):
            common[frozenset(pair)] += 1
    if data is None:
        assert not common
        return
    name = [body.title for body in data.bodies]
    shown = {frozenset((name[pair.first], name[pair.second])): pair.letters for pair in data.pairs}
    assert all(common[pair] == count for pair, count in shown.items())
    # What is left out is weaker than what every shown pair keeps.
    assert {pair for pair, count in common.items() if count >= data.least} <= shown.keys()
    # Everybody with a partner has a line to the closest.
    for body in {body for pair in common for body in pair}:
        best = max(count for pair, count in common.items() if body in pair)
        assert max(count for pair, count in shown.items() if body in pair) == best


@given(LETTERS)
def test_matrix_counts_letters_of_organizations_on_topics(letters: tuple[Letter, ...]) -> None:
    data: Matrix | None = asked("organizations-by-topics", catalogue(*letters))
    if data is None:
        assert not any(item.signatories for item in letters) or not any(item.topics for item in letters)
        return
    for body, row in zip(data.organizations, data.counts, strict=True):
        own = [item for item in letters if body.title in {party.organization for party in item.signatories}]
        assert body.letters == len(own)
        for topic, count in zip(data.topics, row, strict=True):
            assert count == sum(topic.title in {named.target for named in item.topics} for item in own)


@given(LETTERS)
def test_addressees_over_time_count_letters_sent_to_each(letters: tuple[Letter, ...]) -> None:
    data: Years | None = asked("addressees-over-time", catalogue(*letters))
    sent = Counter((party.organization, item.date.year) for item in letters for party in item.to)
    assert (data is None) == (not sent)
    for series in data.series if data else ():
        assert data is not None
        for period, count in zip(data.periods, series.counts, strict=True):
            assert count == sent[series.title, period.first]
        assert series.letters == sum(series.counts)


def test_options_of_a_chart_choose_its_letters() -> None:
    assert asked("letters-per-year", SOME, topic="t00").letters == 3
    assert asked("letters-per-year", SOME, topic="t00", addressee="b20").letters == 2
    assert asked("network", SOME, signatory="b08").letters == 1
    assert asked("letters-per-year", SOME, organization="b00").letters == 4
    assert "on t00, to b20" in words.caption("letters-per-year", asked("letters-per-year", SOME, topic="t00", addressee="b20"))  # fmt: skip


def test_limit_holds_and_nobody_gets_more_than_the_most() -> None:
    many = catalogue(*(letter(number, 2010, BODIES, BODIES, TOPICS) for number in range(3)))
    assert len(asked("network", many, limit="5").bodies) == 5
    assert len(asked("topics-over-time", many, limit="2").series) == 2
    assert len(asked("addressees-over-time", many, limit="9999").series) == 30
    assert len(asked("organizations-by-topics", many).organizations) == kinds.MATRIX.usual
    assert len(asked("organizations-by-topics", many).topics) == counting.COLUMNS


def test_charts_stay_bounded_however_long_the_time_and_however_many_sign() -> None:
    crowd = catalogue(
        letter(0, 1215, BODIES, BODIES, TOPICS),
        *(letter(number, 1850 + number % 170, BODIES, BODIES, TOPICS) for number in range(1, 300)),
    )
    for kind in kinds.KINDS:
        data = asked(kind, crowd)
        if isinstance(data, Years):
            assert len(data.periods) <= counting.MOST_PERIODS
            assert sum(data.series[0].counts) == data.series[0].letters == 300
        if isinstance(data, Network):
            # All pairs are equally strong: none is chosen over another but the closest of each.
            assert len(data.pairs) <= counting.MOST_PAIRS + len(data.bodies)


def test_long_times_are_counted_by_decade_and_lead_nowhere() -> None:
    data = asked("letters-per-year", catalogue(letter(1, 1919, "b"), letter(2, 1923, "b"), letter(3, 2005, "b"), years=[1919]))  # fmt: skip
    assert [period.label for period in data.periods][:2] == ["1910\u20131919", "1920\u20131929"]
    assert data.series[0].counts == (1, 1, 0, 0, 0, 0, 0, 0, 0, 1)
    assert {period.page for period in data.periods} == {None}


# ---------------------------------------------------------------- what is worth a picture


def test_organization_with_little_to_see_has_no_picture() -> None:
    few = catalogue(letter(1, 2010, ["b00", "b01"]), letter(2, 2011, ["b00", "b02"]), letter(3, 2010, ["b01"]))
    assert counting.organization_timeline("b00", few) is None
    assert counting.organization_timeline("b01", few) is None
    assert counting.organization_timeline("b29", few) is None
    assert small(None, [Tally("organizations/b01", "b01", 1), Tally("organizations/b02", "b02", 1)]) is None
    assert small(None, [Tally("organizations/b01", "b01", 9)]) is None


def test_one_year_of_many_letters_has_no_timeline() -> None:
    assert counting.topic_timeline("t00", catalogue(*(letter(n, 2010, "a", topics=["t00"]) for n in range(9)))) is None


def test_timeline_shows_letters_signed_and_received() -> None:
    data = counting.organization_timeline("b00", SOME)
    assert data is not None
    assert [(series.title, series.counts) for series in data.series] == [("signed", (2, 0, 1, 0)), ("received", (0, 0, 0, 1))]  # fmt: skip
    assert data.letters == 4
    assert words.timeline_caption(data) == "3 letters signed (above the line), 1 received (below), 2010 to 2013"
    figure = small(data)
    assert [shape.get("aria-label") for shape in figure.iter("a") if shape.get("aria-label")] == [
        "2010: 2 letters signed, 0 received", "2013: 0 letters signed, 1 received",
    ]  # fmt: skip


def test_view_of_an_organization_and_a_topic_makes_both_pictures() -> None:
    partners = (Tally("organizations/b01", "b01", 3), Tally("organizations/b02", "b02", 1))
    figure = small(counting.organization_timeline("b00", SOME), partners)
    assert [caption.text for caption in figure.iter("figcaption")][1:] == ["Signed most often with"]
    topic = TopicView("T", None, (), (), organizations=partners, timeline=counting.topic_timeline("t00", SOME))
    (node,) = figures.topic_figures(topic, link("topics/t00"))
    assert "Most active organizations" in node.astext()
    assert "b01: 3 letters" in node.astext()


# ---------------------------------------------------------------- SVG


@pytest.mark.parametrize(("kind", "data"), EVERY)
def test_pictures_hold_shapes_and_classes_only(kind: str, data: Chart) -> None:
    figure = drawn(kind, data)
    (picture,) = figure.xpath("//svg[not(ancestor::svg)]")
    assert {shape.tag for shape in picture.iter()} <= {"svg", "g", "a", "title", "rect", "line", "circle", "text"}
    known = {"class", "href", "aria-label", "aria-hidden", "aria-labelledby", "role", "text-anchor", "transform",
             "stroke-width", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "width", "height"}  # fmt: skip
    assert {name for shape in picture.iter() for name in shape.keys()} <= known  # noqa: SIM118  elements are no mappings
    assert "style" not in {name for shape in figure.iter() for name in shape.keys()}  # noqa: SIM118
    sheet = (TOP / "undersigned/html/static/charts.css").read_text("utf-8")
    classes = {name for shape in figure.iter() for name in (shape.get("class") or "").split()}
    assert [name for name in classes - {"chart-wide", "chart-small"} if f".{name}" not in sheet] == []


@pytest.mark.parametrize(("kind", "data"), EVERY)
def test_pictures_are_named_by_their_caption(kind: str, data: Chart) -> None:
    figure = drawn(kind, data)
    (picture,) = figure.xpath("//svg[not(ancestor::svg)]")
    (caption,) = figure.iter("figcaption")
    assert picture.get("aria-labelledby") == caption.get("id") == "chart-7"
    assert picture.get("role") == ("group" if list(picture.iter("a")) else "img")
    assert caption.text == words.caption(kind, data)
    assert re.search(r"\b4 letters\b", caption.text)


@pytest.mark.parametrize(("kind", "data"), EVERY)
def test_every_link_has_a_name_a_tooltip_and_an_area_and_nothing_else_speaks(kind: str, data: Chart) -> None:
    figure = drawn(kind, data)
    links = figure.xpath("//svg//a")
    assert links
    for shape in links:
        (hidden,) = shape
        assert hidden.get("aria-hidden") == "true"
        assert hidden.find("title").text == shape.get("aria-label") != ""
        assert hidden.find("rect").get("class") == "area"
        assert re.fullmatch(r"\.\./(organizations/b\d\d|topics/t\d\d|letters/20\d\d/index)\.html", shape.get("href"))
    assert len({shape.get("aria-label") for shape in links}) == len(links)


@pytest.mark.parametrize(("kind", "data"), EVERY)
def test_table_has_the_same_links_and_scopes(kind: str, data: Chart) -> None:
    figure = drawn(kind, data)
    (table,) = figure.iter("table")
    in_picture = {shape.get("href") for shape in figure.xpath("//svg//a")}
    assert in_picture <= {shape.get("href") for shape in table.iter("a")}
    assert {cell.get("scope") for cell in table.xpath("./thead//th")} == {"col"}
    assert {cell.get("scope") for cell in table.xpath("./tbody//th")} == {"row"}
    assert {len(row) for row in table.iter("tr")} == {len(table.find("thead")[0])}


def test_only_years_with_an_index_are_links() -> None:
    figure = drawn("letters-per-year", asked("letters-per-year", SOME))
    assert [shape.get("href") for shape in figure.xpath("//svg//a")] == ["../letters/2010/index.html", "../letters/2013/index.html"]  # fmt: skip
    assert [node.text for node in figure.xpath("//svg//title")] == ["2010: 2 letters", "2012: 1 letter", "2013: 1 letter"]  # fmt: skip


def test_years_too_narrow_for_a_finger_are_no_links_and_the_table_has_them() -> None:
    years = range(1980, 2020)
    figure = drawn("letters-per-year", asked("letters-per-year", catalogue(*(letter(n, n, "b") for n in years), years=years)))  # fmt: skip
    assert figure.xpath("//svg//a") == []
    assert figure.xpath("//svg/@role") == ["img"]
    assert len(figure.xpath("//table//a")) == len(years)


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_hostile_names_are_text_and_nothing_else(kind: str) -> None:
    names = {id_: f"{HOSTILE} {id_}" for id_ in (*BODIES, *TOPICS)}
    found = catalogue(*(letter(n, 2010 + n, BODIES[:4], BODIES[4:6], TOPICS[:3]) for n in range(3)), names=names)
    data = asked(kind, found, topic="t00")
    (node,) = figures.listing_figure(ListingView(Listing("chart", (), 1, kind), chart=data), link())
    assert "<script" not in node.astext()
    assert "<b>" not in node.astext()
    figure = html.fragment_fromstring(node.astext())
    assert not {"script", "b"} & {shape.tag for shape in figure.iter()}
    shown = {shape.text for shape in figure.iter("bdi")} if kind != "letters-per-year" else {figure[0].text}
    assert any("\"><script>alert(1)</script>&amp; ' <b>\u202e نام 会" in text for text in shown)


@given(LETTERS)
def test_shapes_lie_within_their_picture(letters: tuple[Letter, ...]) -> None:
    found = catalogue(*letters)
    for kind in kinds.KINDS:
        data = asked(kind, found)
        if data is None:
            continue
        frame = figures.drawing(kind, data)
        picture = svg(frame, lambda target: target, named_by="x")
        for shape in picture.iter("rect", "circle", "line"):
            across = [float(shape.get(name, "0").rstrip("%")) for name in ("x", "width", "cx", "x1", "x2")]
            along = [float(shape.get(name, "0")) for name in ("y", "height", "cy", "r", "y1", "y2")]
            assert all(0 <= value <= 100.01 for value in (*across, across[0] + across[1]))
            assert all(-0.01 <= value <= frame.height + 0.01 for value in (*along, along[0] + along[1]))


def test_names_in_the_network_stay_clear_of_each_other() -> None:
    crowd = catalogue(
        *(letter(n, 2010, BODIES[n % 7 : n % 7 + 9 + n % 5]) for n in range(40)),
        names={id_: f"A rather long name of {id_}" for id_ in BODIES},
    )
    frame = network(asked("network", crowd))
    areas = [shape.area for shape in frame.contents if isinstance(shape, Link)]
    assert len(areas) > 15
    for (x, y, width, height), (left, bottom, wide, tall) in combinations(areas, 2):
        assert x + width <= left or left + wide <= x or y + height <= bottom or bottom + tall <= y


def test_lone_and_equal_bodies_have_a_network() -> None:
    two = asked("network", catalogue(letter(1, 2010, ["b00", "b01"])))
    assert len(drawn("network", two).xpath("//svg//circle")) == 2
    three = asked("network", catalogue(letter(1, 2010, ["b00", "b01"]), letter(2, 2010, ["b02"])))
    assert len(drawn("network", three).xpath("//svg//circle")) == 3
    assert asked("network", catalogue(letter(1, 2010, ["b00"]))) is None


def test_chart_of_nothing_says_so() -> None:
    assert drawn_text("letters-per-year", None) == "Nothing to show yet."


def drawn_text(kind: str, data: Chart | None, form: str = "html") -> str:
    made = figures.listing_figure(ListingView(Listing("chart", (), 7, kind), chart=data), link(form=form))
    return "\n".join(node.astext() for node in made)


@pytest.mark.parametrize(("kind", "data"), EVERY)
def test_outputs_without_pictures_are_told_in_words(kind: str, data: Chart) -> None:
    said = drawn_text(kind, data, "text")
    assert said.startswith(words.caption(kind, data))
    assert len(said.splitlines()) > 2
    assert "<" not in said


# ---------------------------------------------------------------- volumes


def test_printed_charts_know_nothing_of_the_index_pages_of_years() -> None:
    letters = [letter(n, 2010 + n % 3, BODIES[:2]) for n in range(9)]
    chosen = [
        Choice(found).of_volume(found.organization["b00"].record, found.signed_by("b00"))
        for found in (catalogue(*letters), catalogue(*letters, years=[2010, 2011]))
    ]
    assert chosen[0] == chosen[1] != ()


@given(LETTERS)
def test_printed_partners_are_those_of_the_page(letters: tuple[Letter, ...]) -> None:
    found = catalogue(*letters)
    choice = Choice(found)
    for id_ in BODIES[:5]:
        signed = found.signed_by(id_)
        printed = choice.of_volume(found.organization[id_].record, signed)
        if len(signed) < LEAST:
            assert printed == ()
            continue
        partners = [(entry.record.name, count) for entry, count in found.co_signatories(id_)][: counting.CLOSEST]
        lists = [chart.data for chart in printed if isinstance(chart.data, tuple)]
        assert [[(entry.title, entry.letters) for entry in entries] for entries in lists] in ([partners], [])


# ---------------------------------------------------------------- texts


def test_long_names_are_cut_between_words() -> None:
    name = "Federation of Associations for the Freedom of Everybody"
    assert shortened(name, 190) == "Federation of Associations\u2026"
    # A name is not cut to its first word.
    assert shortened(name, 150) == "Federation of Associat\u2026"
    assert width_of(shortened(name, 150)) <= 150
    assert shortened("Short", 150) == "Short"
    assert shortened("会" * 100, 150).endswith("会…")


# ---------------------------------------------------------------- pages


PAGES = {
    **ARCHIVE,
    "index.md": "---\ntitle: Home\n---\n```{chart} letters-per-year\n:topic: speech\n```\n",
    "organizations/beta.md": "---\nname: Beta\nkind: company\n---\n",
    **{
        f"letters/{year}/{year}-05-04-letter.md": LETTER.replace("2020", str(year)).replace("- Alpha", "- Beta\n- Alpha")
        for year in (2018, 2019, 2020)
    },
    "letters/2020/index.md": "---\ntitle: Letters of 2020\n---\n",
}  # fmt: skip


def test_pages_have_their_pictures_and_only_they_load_the_style_sheet(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write_pages(docs, PAGES)
    built = build(docs, tmp_path / "html")
    assert built.messages(docs) == []
    figures_of = {
        path.relative_to(built.outdir).as_posix(): html.fromstring(text).xpath("count(//figure)")
        for path in sorted(built.outdir.rglob("*.html"))
        if "charts.css" in (text := path.read_text("utf-8")) or "<figure" in text
    }
    # Beta and the topic have partners with one number each and no others to compare with.
    assert figures_of == {
        "index.html": 1, "organizations/alpha.html": 1, "organizations/beta.html": 1, "organizations/ministry.html": 1,
        "topics/speech.html": 2,
    }  # fmt: skip


def test_a_new_letter_rewrites_the_pictures_it_belongs_to(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write_pages(docs, PAGES)
    build(docs, tmp_path / "html")
    write_pages(docs, {"letters/2021/2021-05-04-letter.md": PAGES["letters/2019/2019-05-04-letter.md"].replace("2019", "2021")})  # fmt: skip
    built = build(docs, tmp_path / "html")
    for page in ("index", "organizations/alpha", "topics/speech"):
        assert "2021: 1 letter" in (built.outdir / f"{page}.html").read_text("utf-8")


_SCRIPT = """
from tests.test_charts import EVERY, drawn
from lxml import etree
for kind, data in EVERY:
    print(repr(data), etree.tostring(drawn(kind, data)).decode("ascii"))
"""


def test_pictures_are_the_same_in_every_process() -> None:
    said = [
        subprocess.run(
            [sys.executable, "-c", _SCRIPT], cwd=TOP, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert said[0] == said[1]
    own = "".join(f"{data!r} {etree.tostring(drawn(kind, data)).decode('ascii')}\n" for kind, data in EVERY)
    assert said[0].decode() == own
