"""Filters of letters: read from words, applied to the catalogue, said in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.building import TOP
from tests.test_catalogue import BODIES, TOPICS, letter
from undersigned import limits
from undersigned.catalogue import Catalogue
from undersigned.links import NAME
from undersigned.moving import Archive
from undersigned.records import Date, Organization, Record, Topic
from undersigned.selection import (
    SCOPE_NAMES,
    Selection,
    SelectionError,
    choose,
    file_name,
    resolve,
    scope,
    title,
    with_narrower,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

LETTERS = (
    letter("2012-05-06-first", "Alpha", "Gamma", "speech", former_ids=("2012-old",)),
    letter("2013-04-10-second", "Beta Alpha", "Delta", "dailies", language="fr-CA", text="full"),
    letter("2013-11-29-third", "Gamma", "Alpha", "rivers"),
    letter("2015-01-01-fourth", "Delta", "Beta", "rivers press", language="fr"),
)
FIRST, SECOND, THIRD, FOURTH = (item.id for item in LETTERS)
MORE: dict[str, Record] = {
    "organizations/alpha": Organization("alpha", "Alpha", ("Alpha Society",), kind="ngo", former_ids=("first-alpha",)),
    "topics/dailies": Topic("dailies", "Daily papers", broader="press"),
    "topics/rivers": Topic("rivers", "Rivers", former_ids=("streams",)),
}


def catalogue(*more: Record) -> Catalogue:
    pages = {f"letters/{item.id[:4]}/{item.id}": item for item in (*LETTERS, *more)}
    return Catalogue({**BODIES, **TOPICS, **MORE, **pages})


def chosen(found: Catalogue | None = None, **words: Any) -> list[str]:
    used = found or catalogue()
    return [entry.record.id for entry in choose(resolve(used, **words), used)]


def problems(found: Catalogue | None = None, **words: Any) -> tuple[str, ...]:
    with pytest.raises(SelectionError) as caught:
        resolve(found or catalogue(), **words)
    return caught.value.problems


def dated(*dates: str) -> Catalogue:
    """Make letters of these dates, whose ids are the dates."""
    return Catalogue({date: replace(LETTERS[0], id=date, date=Date(*map(int, date.split("-")))) for date in dates})


# ---- choosing


def test_values_of_one_kind_add_letters_and_kinds_take_away() -> None:
    assert chosen(topics=["speech"]) == [FIRST, SECOND, FOURTH]
    assert chosen(topics=["speech", "rivers"]) == [FIRST, SECOND, THIRD, FOURTH]
    assert chosen(topics=["speech", "rivers"], years=["2013"]) == [SECOND, THIRD]
    assert chosen(topics=["speech"], years=["2013"], signatories=["delta"]) == []


def test_letters_of_narrower_topics_belong_to_a_topic_at_any_depth() -> None:
    assert with_narrower(["speech"], catalogue()) == ("speech", "press", "dailies")
    assert chosen(topics=["press"]) == [SECOND, FOURTH]


def test_topics_in_a_circle_end() -> None:
    pages: dict[str, Record] = {"topics/a": Topic("a", "A", broader="b"), "topics/b": Topic("b", "B", broader="a")}
    assert set(with_narrower(["a"], Catalogue(pages))) == {"a", "b"}


def test_organizations_sign_or_receive() -> None:
    assert chosen(organizations=["alpha"]) == [FIRST, SECOND, THIRD]
    assert chosen(signatories=["alpha"]) == [FIRST, SECOND]
    assert chosen(addressees=["alpha"]) == [THIRD]
    assert chosen(signatories=["alpha"], addressees=["delta"]) == [SECOND]


def test_letters_come_in_the_order_of_the_catalogue_however_they_are_named() -> None:
    assert chosen(letters=[FOURTH, FIRST]) == [FIRST, FOURTH]


def test_a_language_takes_in_its_regions_but_no_other_language() -> None:
    assert chosen(languages=["fr"]) == [SECOND, FOURTH]
    assert chosen(languages=["fr-CA"]) == [SECOND]
    assert chosen(languages=["fr", "en"]) == [FIRST, SECOND, THIRD, FOURTH]


def test_full_texts_and_summaries() -> None:
    assert chosen(text="full") == [SECOND]
    assert chosen(text="summary") == [FIRST, THIRD, FOURTH]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2012", None, "2012 2012-03 2012-03-15 2012-04-01 2013"),
        ("2012-03-15", None, "2012 2012-03 2012-03-15 2012-04-01 2013"),
        ("2012-03-16", None, "2012 2012-03 2012-04-01 2013"),
        ("2012-04", None, "2012 2012-04-01 2013"),
        (None, "2011", "2011-12-31"),
        (None, "2012-02", "2011-12-31 2012"),
        (None, "2012-03-14", "2011-12-31 2012 2012-03"),
        (None, "2012", "2011-12-31 2012 2012-03 2012-03-15 2012-04-01"),
        ("2012-03-15", "2012-03-15", "2012 2012-03 2012-03-15"),
        ("2012-03-31", "2012-04-01", "2012 2012-03 2012-04-01"),
        ("2014", None, ""),
    ],
)
def test_a_letter_is_between_two_dates_if_its_date_may_be(since: str | None, until: str | None, expected: str) -> None:
    found = dated("2011-12-31", "2012", "2012-03", "2012-03-15", "2012-04-01", "2013")
    assert chosen(found, since=since, until=until) == expected.split()


def test_no_filter_chooses_all() -> None:
    assert len(choose(Selection(), catalogue())) == 4


# ---- reading


@pytest.mark.parametrize(
    "word", ["alpha", "Alpha", "the ALPHA", "alpha society", "first-alpha", " Alpha ", "organizations/alpha.md"]
)
def test_organization_is_found_by_id_name_alias_former_id_and_path(word: str) -> None:
    assert resolve(catalogue(), organizations=[word]).organizations == ("alpha",)


@pytest.mark.parametrize("word", ["rivers", "Rivers", "streams", "docs/topics/rivers.md"])
def test_topic_is_found_by_id_name_former_id_and_path(word: str) -> None:
    assert resolve(catalogue(), topics=[word]).topics == ("rivers",)


@pytest.mark.parametrize("word", [FIRST, "2012-old", f"docs/letters/2012/{FIRST}.md", "letter 2012-05-06-FIRST"])
def test_letter_is_found_by_id_former_id_path_and_title(word: str) -> None:
    assert resolve(catalogue(), letters=[word]).letters == (FIRST,)


def test_words_for_the_same_page_count_once_and_years_are_sorted() -> None:
    found = resolve(catalogue(), signatories=["Alpha", "beta", "alpha"], years=["2015", "2013", "2015"])
    assert found == Selection(signatories=("alpha", "beta"), years=(2013, 2015))


def test_all_mistakes_are_told_at_once_and_each_once() -> None:
    assert problems(
        topics=["spech", "speech"], organizations=["Alfa"], signatories=["alfa", "Alfa"], addressees=["Zzyzx"],
        letters=["2013-04-10-secund", "2013-04-10-secund"], years=["13"], since="2013-13", until="last year",
        languages=["french"],
    ) == (
        "no topic is called ‘spech’; did you mean ‘Speech’?",
        "no organization is called ‘Alfa’; did you mean ‘Alpha’?",
        "no organization is called ‘alfa’; did you mean ‘Alpha’?",
        "no organization is called ‘Zzyzx’; give the id or name of an organization",
        "no letter is called ‘2013-04-10-secund’; did you mean ‘2013-04-10-second’?",
        "‘13’ is no year; write four digits, or a span of years as since and until",
        "since ‘2013-13’ is not a date; write it as 2013-04-10, 2013-04 or 2013",
        "until ‘last year’ is not a date; write it as 2013-04-10, 2013-04 or 2013",
        "‘language’ is ‘french’; write a tag such as en, fr, zh or zh-Hant",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "mend"),
    [("topics", "give the id or name of a topic"), ("organizations", "give the id or name of an organization"),
     ("letters", "give the id or title of a letter")],
)  # fmt: skip
def test_nothing_is_suggested_for_what_is_like_nothing(kind: str, mend: str) -> None:
    for word in ("", "qqqq", "\x1b[2J"):
        (said,) = problems(**{kind: [word]})
        assert said.endswith(mend)
        assert said.isprintable()


def test_a_name_of_several_pages_is_told_with_their_ids() -> None:
    twin = Organization("alpha-two", "ALPHA", kind="ngo")
    found = Catalogue({**BODIES, "organizations/alpha-two": twin})
    assert problems(found, signatories=["Alpha Two", "The Alpha"]) == (
        "no organization is called ‘Alpha Two’; did you mean ‘Alpha’?",
        "‘The Alpha’ names several organizations: alpha and alpha-two; give the id",
    )
    again = replace(LETTERS[0], id="2019-05-05-again")
    assert problems(catalogue(again), letters=[LETTERS[0].title]) == (
        f"‘{LETTERS[0].title}’ names several letters: {FIRST} and 2019-05-05-again; give the id",
    )


def test_a_former_id_of_a_letter_that_no_list_shows_is_unknown() -> None:
    hidden = replace(LETTERS[0], id="2019-hidden", former_ids=("2018-hidden",), listed=False)
    (said,) = problems(catalogue(hidden), letters=["2018-hidden"])
    assert said.startswith("no letter is called ‘2018-hidden’; ")


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2013-04-31", None, "since ‘2013-04-31’ is no day of the calendar: April 2013 has no day 31; write it as 2013-04-10, 2013-04 or 2013"),
        ("2013~", None, "since ‘2013~’ is in doubt; write it as 2013-04-10, 2013-04 or 2013"),
        (None, "", "until ‘’ is not a date; write it as 2013-04-10, 2013-04 or 2013"),
        ("2014", "2013-12", "since 2014 is later than until 2013-12; exchange the two"),
    ],
)  # fmt: skip
def test_dates_that_bound_nothing_are_told(since: str | None, until: str | None, expected: str) -> None:
    assert problems(since=since, until=until) == (expected,)


def test_a_month_within_a_year_is_no_mistake() -> None:
    assert resolve(catalogue(), since="2013-06", until="2013").since == Date(2013, 6)


# ---- saying


@pytest.mark.parametrize(
    ("selection", "title_", "scope_", "file"),
    [
        (Selection(), "Open letters", ["Letters of the archive"], "letters.pdf"),
        (Selection(topics=("rivers",)), "Rivers", ["Letters about Rivers"], "rivers.pdf"),
        (
            Selection(topics=("press",), years=(2013,)), "Press, 2013",
            ["Letters about Press (with narrower topics)", "of 2013"], "press-2013.pdf",
        ),
        (
            Selection(topics=("speech", "rivers"), organizations=("alpha",), since=Date(2012)),
            "Open letters: Speech, Rivers, Alpha, from 2012 on",
            ["Letters about Speech or Rivers (with narrower topics)", "signed or received by Alpha", "from 2012 on"],
            "speech-rivers-alpha-from-2012.pdf",
        ),
        (
            Selection(topics=("rivers",), organizations=("alpha",), signatories=("beta", "alpha"), addressees=("gamma",)),
            "Open letters: Rivers, Alpha, Beta, 1 more",
            ["Letters about Rivers", "signed or received by Alpha", "signed by Beta or Alpha", "addressed or copied to Gamma"],
            "rivers-alpha-signed-by-beta-alpha-to-gamma.pdf",
        ),
        (
            Selection(years=(2012, 2015), languages=("fr", "zh-Hant"), text="full"), "Open letters, 2012, 2015",
            ["Letters of 2012 or 2015", "in French or Chinese (Traditional)", "given in full"],
            "2012-2015-fr-zh-hant-full-texts.pdf",
        ),
        (
            Selection(since=Date(2012, 3), until=Date(2013, 4, 10), text="summary"),
            "Open letters, from March 2012 to 10 April 2013",
            ["Letters from March 2012 to 10 April 2013", "told in a summary"],
            "from-2012-03-until-2013-04-10-summaries.pdf",
        ),
        (Selection(until=Date(2013)), "Open letters, until 2013", ["Letters until 2013"], "until-2013.pdf"),
        (Selection(letters=(FIRST,)), f"Letter {FIRST}", ["Letters chosen one by one"], f"{FIRST}.pdf"),
        (
            Selection(letters=(FIRST, THIRD)), "Open letters", ["Letters chosen one by one"],
            f"{FIRST}-{THIRD}.pdf",
        ),
    ],
)  # fmt: skip
def test_a_selection_is_said_in_title_scope_and_file_name(
    selection: Selection, title_: str, scope_: list[str], file: str
) -> None:
    found = catalogue()
    assert (title(selection, found), list(scope(selection, found)), file_name(selection)) == (title_, scope_, file)


def test_long_lists_of_names_are_counted() -> None:
    names = [f"Body {number:02}" for number in range(SCOPE_NAMES + 3)]
    ids = tuple(name.lower().replace(" ", "-") for name in names)
    found = Catalogue({id_: Organization(id_, name) for id_, name in zip(ids, names, strict=True)})
    many = Selection(signatories=ids)
    assert title(many, found) == f"Open letters: Body 00, Body 01, Body 02, {len(names) - 3} more"
    assert scope(many, found) == (f"Letters signed by {', '.join(names[:SCOPE_NAMES])} or any of 3 others",)


def test_kinds_are_split() -> None:
    whole = Selection(topics=("rivers",), years=(2013,), until=Date(2014))
    assert whole.kinds == (Selection(topics=("rivers",)), Selection(years=(2013,)), Selection(until=Date(2014)))


IDS = st.lists(st.from_regex(r"[a-z0-9]{1,30}(-[a-z0-9]{1,30})?", fullmatch=True), max_size=6, unique=True).map(tuple)


@given(IDS, IDS, IDS)
def test_file_names_are_short_and_can_be_addresses(topics: Iterable[str], bodies: Any, letters: Any) -> None:
    name = file_name(Selection(tuple(topics), addressees=bodies, letters=letters))
    assert len(name) <= limits.now().name
    assert NAME.fullmatch(name.removesuffix(".pdf"))


def test_long_file_names_stay_different() -> None:
    one, other = (Selection(letters=tuple(f"2013-letter-number-{n}" for n in range(count))) for count in (8, 9))
    assert file_name(one) != file_name(other)
    assert file_name(one) == "2013-letter-number-0-2013-letter-number-1-2013-letter-number-2-2013-f5bdfb.pdf"


# ---- the archive


def test_choices_of_the_archive_are_those_of_its_records() -> None:
    real = Archive.read(TOP / "docs").catalogue

    def ids(**words: Any) -> set[str]:
        return set(chosen(real, **words))

    tibet = {e.record.id for e in real.letters if any(t.target == "tibet" for t in e.record.topics)}
    assert ids(topics=["Tibet"]) == tibet
    assert ids(topics=["tibet"], years=["2013"]) == {id_ for id_ in tibet if id_.startswith("2013")} != set()
    assert ids(organizations=["Freedom House"]) == ids(signatories=["freedom-house"]) | ids(
        addressees=["freedom-house"]
    )
    assert ids(topics=["freedom-of-expression"]) > ids(topics=["press-freedom"]) | ids(topics=["internet-shutdowns"])
    assert ids(since="2013", until="2013") == ids(years=["2013"])
    assert ids(text="full") | ids(text="summary") == set(real.letter)
    for id_, entry in real.organization.items():
        assert resolve(real, organizations=[entry.record.name]).organizations == (id_,)
