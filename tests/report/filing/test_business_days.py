"""Business days: every federal holiday, the days on which they are observed, and periods across them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whomade.report.filing.business_days import FIRST_YEAR, LAST_YEAR, day_off, deadline, federal_holidays

YEARS = st.integers(FIRST_YEAR, LAST_YEAR)
DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR - 1, 6, 30))
AS_PUBLISHED = {
    2021: "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
    2022: "01-17 02-21 05-30 06-20 07-04 09-05 10-10 11-11 11-24 12-26",
    2023: "01-02 01-16 02-20 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25",
    2024: "01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-25",
    2026: "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
}
"""Days on which offices were closed: weekends, observed days and a New Year's Day that falls in the year before."""


@pytest.mark.parametrize("year", AS_PUBLISHED)
def test_the_holidays_of_a_year_are_those_that_were_observed(year: int) -> None:
    assert [f"{day:%m-%d}" for day in federal_holidays(year)] == AS_PUBLISHED[year].split()


def test_juneteenth_is_a_holiday_since_2021() -> None:
    assert day_off(date(2020, 6, 19)) is None
    observed = day_off(date(2021, 6, 18))
    assert observed is not None
    assert observed.why == "Juneteenth (observed)"


def test_inauguration_day_is_a_business_day() -> None:
    assert day_off(date(2021, 1, 20)) is None


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2024-05-01", 1, "2024-05-02"),  # Wednesday to Thursday
        ("2024-05-03", 1, "2024-05-06"),  # over a weekend
        ("2024-05-24", 1, "2024-05-28"),  # Friday before Memorial Day
        ("2026-07-02", 1, "2026-07-06"),  # Independence Day on a Saturday, observed on Friday
        ("2027-07-02", 1, "2027-07-06"),  # Independence Day on a Sunday, observed on Monday
        ("2021-12-30", 1, "2022-01-03"),  # New Year's Day observed in the year before
        ("2024-11-27", 1, "2024-11-29"),  # the day after Thanksgiving counts
        ("2024-07-04", 1, "2024-07-05"),  # found on a holiday
        ("2024-08-31", 1, "2024-09-03"),  # found on a Saturday before Labor Day
        ("2024-12-20", 10, "2025-01-07"),  # Christmas and New Year inside ten days
        ("2026-11-25", 1, "2026-11-27"),  # the eve of Thanksgiving
        ("2022-12-23", 1, "2022-12-27"),  # Christmas on a Sunday, observed on Monday
        ("2027-12-22", 10, "2028-01-07"),  # Christmas and New Year on Saturdays, observed on the Fridays before
        ("2026-06-18", 1, "2026-06-22"),  # Juneteenth on a Friday
        ("2025-01-17", 1, "2025-01-21"),  # the inauguration fell on a holiday
    ],
)
def test_a_period_ends_on_the_right_day(start: str, days: int, end: str) -> None:
    assert deadline(date.fromisoformat(start), days).on == date.fromisoformat(end)


def test_the_days_left_out_are_told_with_their_names() -> None:
    found = deadline(date(2026, 7, 2), 1)
    assert [off.why for off in found.left_out] == ["Independence Day (observed)", "Saturday", "Sunday"]


@given(DAYS, st.integers(1, 60))
def test_a_period_holds_the_business_days_asked_for_and_accounts_for_the_rest(start: date, days: int) -> None:
    found = deadline(start, days)
    inside = [start + timedelta(days=n) for n in range(1, (found.on - start).days + 1)]
    assert sum(day_off(day) is None for day in inside) == days
    assert day_off(found.on) is None
    assert [off.on for off in found.left_out] == [day for day in inside if day_off(day)]


@given(DAYS, st.integers(1, 20), st.integers(1, 20))
def test_two_periods_in_a_row_are_one_long_one(start: date, first: int, second: int) -> None:
    assert deadline(deadline(start, first).on, second).on == deadline(start, first + second).on


@given(DAYS, st.integers(1, 20))
def test_a_later_start_never_ends_earlier(start: date, days: int) -> None:
    assert deadline(start, days).on <= deadline(start + timedelta(days=1), days).on


@given(YEARS)
def test_no_holiday_is_observed_on_a_weekend_and_none_is_lost(year: int) -> None:
    here, next_year = federal_holidays(year), federal_holidays(min(year + 1, LAST_YEAR))
    assert all(day.weekday() < 5 for day in here)
    new_year = any(name.startswith("New Year") and day.month == 12 for day, name in here.items())
    starts_in_year = any(day.month == 1 and name.startswith("New Year") for day, name in here.items())
    assert len(here) == 9 + (year >= 2021) + new_year + starts_in_year
    if year < LAST_YEAR:
        assert new_year != any(d.month == 1 and n.startswith("New Year") for d, n in next_year.items())


@pytest.mark.parametrize("days", [0, -1])
def test_a_period_has_at_least_one_day(days: int) -> None:
    with pytest.raises(ValueError, match="at least 1 business day"):
        deadline(date(2024, 5, 1), days)


def test_years_outside_the_statute_are_refused() -> None:
    with pytest.raises(ValueError, match="not for 1985"):
        day_off(date(1985, 12, 30))
