from __future__ import annotations

import pytest

from tests.importing.letters import BODY, found
from undersigned.importing.letter.when import find_dates, other_date
from undersigned.records import Date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Geneva, 16 February 2017", "2017-02-16"),
        ("April 10, 2013", "2013-04-10"),
        ("10th of December, 2018", "2018-12-10"),
        ("2016年06月02日", "2016-06-02"),
        ("二〇一六年六月二日", "2016-06-02"),
        ("31.01.2022", "2022-01-31"),
        ("06/18/2018", "2018-06-18"),
        ("2019-05-03", "2019-05-03"),
        ("le 1er mars 2019", "2019-03-01"),
        ("3 de mayo de 2020", "2020-05-03"),
        ("Berlin, den 4. Oktober 2021", "2021-10-04"),
        ("14 сентября 2019 г.", "2019-09-14"),
        ("٢٠ يناير ٢٠٢١", "2021-01-20"),
        ("15 มกราคม 2564", "2021-01-15"),
        ("Ngày 5 tháng 6 năm 2019", "2019-06-05"),
        ("June 2023", "2023-06"),
        ("Dec. 5, 2012", "2012-12-05"),
    ],
)
def test_a_date_is_read_in_the_languages_and_forms_of_letters(text: str, date: str) -> None:
    assert [(str(one.date), one.why) for one in find_dates(text)] == [(date, "")]


def test_day_and_month_that_can_change_places_are_doubtful() -> None:
    (one,) = find_dates("06/07/2018")
    assert (str(one.date), one.why) == ("2018-07-06", "06/07/2018 is read as day/month; it may be month/day")


def test_a_placeholder_leaves_the_month() -> None:
    (one,) = find_dates("January XX, 2022")
    assert (str(one.date), one.why) == ("2022-01", "the day is a placeholder")


def test_a_month_that_means_two_is_told_by_the_language() -> None:
    assert [str(find_dates("5 listopada 2020", language)[0].date) for language in ("hr", "pl")] == [
        "2020-10-05",
        "2020-11-05",
    ]


@pytest.mark.parametrize("text", ["31.02.2020", "in 2020", "Article 19, 12 of 30", "+1 202 555 0100"])
def test_figures_that_are_no_date_are_left_alone(text: str) -> None:
    assert find_dates(text) == []


def test_the_letters_own_date_goes_before_the_pages_stamp() -> None:
    letter = found(f"Open letter\n\nPublished: 9 May 2020\n\n4 May 2020\n\nDear Minister,\n\n{BODY}")
    assert str(letter.date) == "2020-05-04"
    assert letter.date_note == "The page also gives 9 May 2020."
    assert letter.date_fact is not None
    assert letter.date_fact.sureness == "unsure"


def test_a_stamp_alone_is_doubtful() -> None:
    letter = found(f"Open letter\n\nPosted on 9 May 2020\n\nDear Minister,\n\n{BODY}")
    assert letter.date_fact is not None
    assert (str(letter.date), letter.date_fact.sureness) == ("2020-05-09", "unsure")


def test_no_date_is_made_up_for_a_letter_without_one() -> None:
    letter = found(f"Open letter\n\nDear Minister,\n\n{BODY}")
    assert letter.date is None
    assert letter.date_fact is not None
    assert letter.date_fact.sureness == "unsure"


@pytest.mark.parametrize("line", ["2021. 5. 4", "Tuesday, 4 May '21"])
def test_a_line_in_a_form_of_its_own_is_read_and_doubted(line: str) -> None:
    letter = found(f"On lamps\n\n{line}\n\nDear friends,\n\n{BODY}\nSincerely,\n\nAlpha Society\n")
    assert letter.date == Date(2021, 5, 4)
    assert letter.date_fact is not None
    assert letter.date_fact.sureness == "unsure"


@pytest.mark.parametrize("line", ["Alpha 25", "Room 12", "yesterday", "4 May"])
def test_a_line_that_is_no_full_date_is_not_completed(line: str) -> None:
    assert other_date(line) is None
