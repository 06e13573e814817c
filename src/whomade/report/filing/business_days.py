"""Business days of the United States: Monday to Friday without federal holidays, for the deadlines of a clause.

Dates in, dates out; no clock. Days on which an executive order closes offices once, and Inauguration Day, which is a
holiday around the capital only, are business days here.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_YEAR = 1986
"""The holidays stand in the statute as they are below since then; Juneteenth came in 2021."""
LAST_YEAR = 2199
JUNETEENTH_SINCE = 2021
SATURDAY, SUNDAY = 5, 6
A_DAY = timedelta(days=1)

FIXED = ((1, 1, "New Year's Day"), (6, 19, "Juneteenth"), (7, 4, "Independence Day"), (11, 11, "Veterans Day"),
         (12, 25, "Christmas Day"))  # fmt: skip
"""Month, day, name."""
FLOATING = (
    (1, 0, 3, "Birthday of Martin Luther King, Jr."), (2, 0, 3, "Washington's Birthday"), (5, 0, -1, "Memorial Day"),
    (9, 0, 1, "Labor Day"), (10, 0, 2, "Columbus Day"), (11, 3, 4, "Thanksgiving Day"),
)  # fmt: skip
"""Month, weekday (0 is Monday), which one of the month (-1 is the last), name."""


class DayOff(NamedTuple):
    """A day that does not count, and why."""

    on: date
    why: str


class Deadline(NamedTuple):
    """The last day of a period, the days inside it that were not counted, and the number of days that were."""

    on: date
    left_out: tuple[DayOff, ...]
    business_days: int


@lru_cache(maxsize=256)
def federal_holidays(year: int) -> dict[date, str]:
    """Days on which federal offices are closed in a year, with their names.

    A holiday on a Saturday is observed on the Friday before, one on a Sunday on the Monday after; so the last day of a
    year can belong to the New Year's Day of the next.

    Raises:
        ValueError: the year lies outside 1986 to 2199.

    Source:
        5 U.S.C. 6103(a) and (b); Executive Order 11582, section 3, for Sundays (general knowledge, unverified).
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"federal holidays are known from {FIRST_YEAR} to {LAST_YEAR}, not for {year}")
    named = [*_named(year), (date(year + 1, 1, 1), FIXED[0][2])]
    observed = ((_observed(day), name if _observed(day) == day else f"{name} (observed)") for day, name in named)
    return {day: name for day, name in sorted(observed) if day.year == year}


def day_off(on: date) -> DayOff | None:
    """Why a day is no business day; None where it is one."""
    holiday = federal_holidays(on.year).get(on)
    if holiday:
        return DayOff(on, holiday)
    return DayOff(on, on.strftime("%A")) if on.weekday() in (SATURDAY, SUNDAY) else None


def deadline(start: date, business_days: int) -> Deadline:
    """The day on which a period of business days ends; the day on which it starts is not counted.

    Raises:
        ValueError: the number is below 1, or the period leaves the years 1986 to 2199.

    Example:
        >>> deadline(date(2026, 7, 2), 1).on  # a Thursday; Friday is Independence Day (observed)
        datetime.date(2026, 7, 6)
    """
    if business_days < 1:
        raise ValueError(f"expected at least 1 business day, found {business_days}")
    day, counted, left_out = start, 0, []
    while counted < business_days:
        day += A_DAY
        off = day_off(day)
        if off:
            left_out.append(off)
        else:
            counted += 1
    return Deadline(day, tuple(left_out), business_days)


def _named(year: int) -> Iterator[tuple[date, str]]:
    """Holidays by their own date, whatever weekday that is."""
    for month, day, name in FIXED:
        if name != "Juneteenth" or year >= JUNETEENTH_SINCE:
            yield date(year, month, day), name
    for month, weekday, which, name in FLOATING:
        yield _nth(year, month, weekday, which), name


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    """The first, second ... or last such weekday of a month."""
    if which < 0:
        last = date(year, month + 1, 1) - A_DAY
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


def _observed(day: date) -> date:
    return day + {SATURDAY: -A_DAY, SUNDAY: A_DAY}.get(day.weekday(), timedelta())
