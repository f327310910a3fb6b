"""Weeks, months, quarters, ranges and times as people type them: what each means."""

from datetime import date

import pytest

from bot.value.calendar import WorkCalendar
from bot.value.dates import (
    parse_when,
)
from tests.value.dates.saying import TODAY, plan


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("this week", "Mon 2 Mar to Sun 8 Mar 2026"),
        ("next week", "Mon 9 Mar to Sun 15 Mar 2026"),
        ("week 12", "Mon 16 Mar to Sun 22 Mar 2026"),
        ("W9", "Mon 1 Mar to Sun 7 Mar 2027"),
        ("2026-W12", "Mon 16 Mar to Sun 22 Mar 2026"),
        ("week 53", "Mon 28 Dec 2026 to Sun 3 Jan 2027"),
        ("week 12 of 2027", "Mon 22 Mar to Sun 28 Mar 2027"),
        ("week of 12 March", "Mon 9 Mar to Sun 15 Mar 2026"),
        ("the week of the 12th of March 2026", "Mon 9 Mar to Sun 15 Mar 2026"),
        ("March", "Sun 1 Mar to Tue 31 Mar 2026"),
        ("in February", "Mon 1 Feb to Sun 28 Feb 2027"),
        ("2026-12", "Tue 1 Dec to Thu 31 Dec 2026"),
        ("Dec 2026", "Tue 1 Dec to Thu 31 Dec 2026"),
        ("last month", "Sun 1 Feb to Sat 28 Feb 2026"),
        ("Q1 2027", "Fri 1 Jan to Wed 31 Mar 2027"),
        ("2027-Q1", "Fri 1 Jan to Wed 31 Mar 2027"),
        ("Q3", "Wed 1 Jul to Wed 30 Sep 2026"),
        ("next quarter", "Wed 1 Apr to Tue 30 Jun 2026"),
        ("H2 2026", "Wed 1 Jul to Thu 31 Dec 2026"),
        ("2027", "Fri 1 Jan to Fri 31 Dec 2027"),
        ("next year", "Fri 1 Jan to Fri 31 Dec 2027"),
    ],
)
def test_a_week_month_quarter_or_year_is_a_window_of_its_days(typed: str, means: str) -> None:
    assert plan(typed) == means


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("end of Q3", "Wed 30 Sep 2026"),
        ("end of month", "Tue 31 Mar 2026"),
        ("by the end of next month", "Thu 30 Apr 2026"),
        ("end of year", "Thu 31 Dec 2026"),
        ("eom", "Tue 31 Mar 2026"),
        ("by eoq", "Tue 31 Mar 2026"),
        ("eoy", "Thu 31 Dec 2026"),
        ("eow", "Fri 6 Mar 2026"),
        ("end of week 12", "Fri 20 Mar 2026"),
        ("last day of February 2028", "Tue 29 Feb 2028"),
        ("first day of next quarter", "Wed 1 Apr 2026"),
        ("start of March", "Sun 1 Mar to Tue 10 Mar 2026"),
        ("beginning of April", "Wed 1 Apr to Fri 10 Apr 2026"),
        ("early March", "Sun 1 Mar to Tue 10 Mar 2026"),
        ("mid-March", "Wed 11 Mar to Fri 20 Mar 2026"),
        ("middle of March", "Wed 11 Mar to Fri 20 Mar 2026"),
        ("late Feb 2028", "Mon 21 Feb to Tue 29 Feb 2028"),
        ("early next week", "Mon 9 Mar to Tue 10 Mar 2026"),
        ("mid next week", "Wed 11 Mar 2026"),
        ("late next week", "Thu 12 Mar to Fri 13 Mar 2026"),
        ("early Q3", "Wed 1 Jul to Fri 31 Jul 2026"),
        ("mid 2027", "Sat 1 May to Tue 31 Aug 2027"),
        ("late H2", "Sun 1 Nov to Thu 31 Dec 2026"),
    ],
)
def test_a_part_of_a_week_month_quarter_or_year(typed: str, means: str) -> None:
    assert plan(typed) == means


def test_a_part_that_has_passed_is_the_next_ones() -> None:
    assert plan("early March", today=date(2026, 3, 11)) == "Mon 1 Mar to Wed 10 Mar 2027"
    assert plan("eow", today=date(2026, 3, 7)) == "Fri 13 Mar 2026"


def test_the_end_of_a_week_is_its_last_working_day() -> None:
    with_friday_off = WorkCalendar(days_off=(date(2026, 3, 6),))
    closed = WorkCalendar(days_off=tuple(date(2026, 3, day) for day in range(2, 7)))

    assert parse_when("eow", today=TODAY, calendar=with_friday_off).last == date(2026, 3, 5)
    assert parse_when("eow", today=TODAY, calendar=closed).last == date(2026, 3, 6)


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("3-14 Mar", "Tue 3 Mar to Sat 14 Mar 2026"),
        ("3–5 Jun", "Wed 3 Jun to Fri 5 Jun 2026"),
        ("3rd - 5th of June", "Wed 3 Jun to Fri 5 Jun 2026"),
        ("Mar 3-14, 2027", "Wed 3 Mar to Sun 14 Mar 2027"),
        ("from 3 to 14 March 2027", "Wed 3 Mar to Sun 14 Mar 2027"),
        ("between 3 and 14 March", "Tue 3 Mar to Sat 14 Mar 2026"),
        ("between 12 Mar and 2 Apr", "Thu 12 Mar to Thu 2 Apr 2026"),
        ("28 Feb - 3 Mar", "Sat 28 Feb to Tue 3 Mar 2026"),
        ("28 Feb to 3 Mar 2028", "Mon 28 Feb to Fri 3 Mar 2028"),
        ("28 Dec - 3 Jan", "Mon 28 Dec 2026 to Sun 3 Jan 2027"),
        ("28 Dec 2026 until 3 Jan", "Mon 28 Dec 2026 to Sun 3 Jan 2027"),
        ("2026-03-03..2026-03-14", "Tue 3 Mar to Sat 14 Mar 2026"),
        ("2026-03-03 to 2026-03-14", "Tue 3 Mar to Sat 14 Mar 2026"),
        ("2026-03-03-2026-03-14", "Tue 3 Mar to Sat 14 Mar 2026"),
        ("Tue 3 Mar … Thu 5 Mar 2026", "Tue 3 Mar to Thu 5 Mar 2026"),
        ("tomorrow to Friday", "Wed 4 Mar to Fri 6 Mar 2026"),
        ("Mon-Wed", "Mon 9 Mar to Wed 11 Mar 2026"),
        ("Friday to 2026-03-20", "Fri 6 Mar to Fri 20 Mar 2026"),
        ("March to June", "Sun 1 Mar to Tue 30 Jun 2026"),
        ("Q1-Q2 2027", "Fri 1 Jan to Wed 30 Jun 2027"),
        ("W12-W14", "Mon 16 Mar to Sun 5 Apr 2026"),
        ("mid March to early April", "Wed 11 Mar to Fri 10 Apr 2026"),
    ],
)
def test_a_window_from_one_date_to_another(typed: str, means: str) -> None:
    assert plan(typed) == means


def test_a_window_that_has_begun_is_still_the_one_that_is_meant() -> None:
    assert plan("3-14 Mar", today=date(2026, 3, 10)) == "Tue 3 Mar to Sat 14 Mar 2026"


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("9:00", "Tue 3 Mar 2026 09:00"),
        ("17:30", "Tue 3 Mar 2026 17:30"),
        ("at 5pm", "Tue 3 Mar 2026 17:00"),
        ("noon", "Tue 3 Mar 2026 12:00"),
        ("12am", "Tue 3 Mar 2026 00:00"),
        ("12 pm", "Tue 3 Mar 2026 12:00"),
        ("5:30 p.m.", "Tue 3 Mar 2026 17:30"),
        ("next fri 5pm", "Fri 13 Mar 2026 17:00"),
        ("tomorrow at 9:00", "Wed 4 Mar 2026 09:00"),
        ("9:00 tomorrow", "Wed 4 Mar 2026 09:00"),
        ("at 5pm on Friday", "Fri 6 Mar 2026 17:00"),
        ("2026-12-01T09:00", "Tue 1 Dec 2026 09:00"),
        ("2026-12-01 09:00", "Tue 1 Dec 2026 09:00"),
    ],
)
def test_a_time_of_day_goes_with_a_day(typed: str, means: str) -> None:
    assert plan(typed) == means
