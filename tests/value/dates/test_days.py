"""Days as people type them: what each means."""

from datetime import date

import pytest

from bot.value.calendar import WorkCalendar
from bot.value.dates import (
    ImpossibleDate,
    in_full,
    parse_when,
)
from tests.value.dates.saying import BERLIN, TODAY, plan, reading


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("today", "Tue 3 Mar 2026"),
        ("now", "Tue 3 Mar 2026"),
        ("end of day", "Tue 3 Mar 2026"),
        ("tomorrow", "Wed 4 Mar 2026"),
        ("yesterday", "Mon 2 Mar 2026"),
        ("the day after tomorrow", "Thu 5 Mar 2026"),
        ("day before yesterday", "Sun 1 Mar 2026"),
    ],
)
def test_days_around_today(typed: str, means: str) -> None:
    assert plan(typed) == means


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("Friday", "Fri 6 Mar 2026"),
        ("on Mon", "Mon 9 Mar 2026"),
        ("this friday", "Fri 6 Mar 2026"),
        ("this Monday", "Mon 2 Mar 2026"),
        ("next Tuesday", "Tue 10 Mar 2026"),
        ("next fri", "Fri 13 Mar 2026"),
        ("next Sun", "Sun 15 Mar 2026"),
        ("last thurs.", "Thu 26 Feb 2026"),
    ],
)
def test_this_next_and_last_weekday_are_of_this_the_next_and_the_last_week(typed: str, means: str) -> None:
    assert plan(typed) == means


def test_tuesday_said_on_a_tuesday_is_another_tuesday() -> None:
    assert plan("Tuesday") == "Tue 10 Mar 2026"
    assert reading("Tuesday") == "Tue 24 Feb 2026"


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("in 3 days", "Fri 6 Mar 2026"),
        ("in three days", "Fri 6 Mar 2026"),
        ("in 3d", "Fri 6 Mar 2026"),
        ("in a week", "Tue 10 Mar 2026"),
        ("in 2w", "Tue 17 Mar 2026"),
        ("in 3 weeks", "Tue 24 Mar 2026"),
        ("in 3 months", "Wed 3 Jun 2026"),
        ("in 1 mo", "Fri 3 Apr 2026"),
        ("in two quarters", "Thu 3 Sep 2026"),
        ("in 1 year", "Wed 3 Mar 2027"),
        ("in 10 business days", "Tue 17 Mar 2026"),
        ("in 1 working day", "Wed 4 Mar 2026"),
        ("in 5 workdays", "Tue 10 Mar 2026"),
        ("5 days from now", "Sun 8 Mar 2026"),
        ("2 weeks ago", "Tue 17 Feb 2026"),
        ("2 business days ago", "Fri 27 Feb 2026"),
        ("a month ago", "Tue 3 Feb 2026"),
    ],
)
def test_days_counted_from_today(typed: str, means: str) -> None:
    assert plan(typed) == means


def test_a_month_after_the_31st_is_the_last_day_of_a_shorter_month() -> None:
    assert plan("in 1 month", today=date(2027, 1, 31)) == "Sun 28 Feb 2027"
    assert plan("in 3 months", today=date(2027, 1, 31)) == "Fri 30 Apr 2027"


def test_business_days_are_the_teams_own() -> None:
    calendar = WorkCalendar(BERLIN, holiday_calendar="DE", days_off=(date(2026, 4, 2),))

    easter = parse_when("in 3 business days", today=date(2026, 3, 31), calendar=calendar)

    assert in_full(easter) == "Wed 8 Apr 2026"


def test_business_days_beyond_the_years_known_are_refused() -> None:
    with pytest.raises(ImpossibleDate, match="1900 to 2199"):
        parse_when("in 9999 business days", today=TODAY, calendar=WorkCalendar(working_days=(1,)))


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("12 Jan", "Tue 12 Jan 2027"),
        ("Jan 12", "Tue 12 Jan 2027"),
        ("the 12th of January", "Tue 12 Jan 2027"),
        ("Tue, 12 Jan", "Tue 12 Jan 2027"),
        ("Tue Jan. 12", "Tue 12 Jan 2027"),
        ("12 January 2027", "Tue 12 Jan 2027"),
        ("January 12th, 2027.", "Tue 12 Jan 2027"),
        ("Tuesday 12 January 2027", "Tue 12 Jan 2027"),
        ("3 Mar", "Tue 3 Mar 2026"),
        ("2 Mar", "Tue 2 Mar 2027"),
        ("3 sept", "Thu 3 Sep 2026"),
        ("29 Feb", "Tue 29 Feb 2028"),
        ("2026-12-01", "Tue 1 Dec 2026"),
        ("2026/12/1", "Tue 1 Dec 2026"),
        ("2028-02-29", "Tue 29 Feb 2028"),
        ("13/01/2026", "Tue 13 Jan 2026"),
        ("01/13/2026", "Tue 13 Jan 2026"),
        ("13.01.2026", "Tue 13 Jan 2026"),
        ("24/12", "Thu 24 Dec 2026"),
        ("05/05", "Tue 5 May 2026"),
        ("by 12 Jan", "Tue 12 Jan 2027"),
        ("2026-W12-5", "Fri 20 Mar 2026"),
    ],
)
def test_a_day_by_its_name(typed: str, means: str) -> None:
    assert plan(typed) == means


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("12 Jan", "Mon 12 Jan 2026"),
        ("3 Mar", "Tue 3 Mar 2026"),
        ("4 Mar", "Tue 4 Mar 2025"),
        ("29 Feb", "Thu 29 Feb 2024"),
        ("Monday", "Mon 2 Mar 2026"),
        ("March", "Sun 1 Mar to Tue 31 Mar 2026"),
        ("Q3", "Tue 1 Jul to Tue 30 Sep 2025"),
        ("week 12", "Mon 17 Mar to Sun 23 Mar 2025"),
        ("end of month", "Sat 28 Feb 2026"),
        ("28 Dec - 3 Jan", "Sun 28 Dec 2025 to Sat 3 Jan 2026"),
        ("2026-01-28 to 3 Feb", "Wed 28 Jan to Tue 3 Feb 2026"),
        ("28 Jan to 2026-02-03", "Wed 28 Jan to Tue 3 Feb 2026"),
        ("Mon-Tue", "Mon 2 Mar to Tue 3 Mar 2026"),
    ],
)
def test_a_reading_without_a_year_is_of_the_most_recent_such_date(typed: str, means: str) -> None:
    assert reading(typed) == means
