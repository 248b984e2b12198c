"""Years as periods: each year in one of them, whatever the span, and never more than a table shows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from undersigned.periods import MOST, name_of, periods


@given(st.sets(st.integers(0, 9999), min_size=1))
def test_any_years_fit_the_columns_of_a_table(years: set[int]) -> None:
    found = periods(years)
    assert 1 <= len(found) <= MOST
    assert all(sum(year in period for period in found) == 1 for year in years)
    assert len({name_of(period) for period in found}) == len(found)


def test_a_slip_in_a_year_makes_long_periods() -> None:
    assert [name_of(period) for period in periods([2013, 9013])] == ["2013–3999", "4000–5999", "6000–7999", "8000–9013"]


def test_no_years_are_no_periods() -> None:
    assert periods([]) == ()
