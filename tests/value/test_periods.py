"""Periods as people ask for them: what each covers, what it is called, and what came before it."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.value.calendar import WorkCalendar
from bot.value.dates import AmbiguousDate, ImpossibleDate
from bot.value.periods import (
    EXAMPLES,
    ImpossiblePeriod,
    UnknownPeriod,
    parse_period,
    since_last_working_day,
    take_period,
)

TODAY = date(2026, 3, 3)  # A Tuesday.


def said(text: str, today: date = TODAY) -> tuple[str, str, str]:
    """A period's first day, the first day after it, and its name."""
    period = parse_period(text, today=today)
    return period.start.isoformat(), period.end.isoformat(), period.label


@pytest.mark.parametrize(
    ("typed", "start", "end", "label"),
    [
        ("last 30d", "2026-02-02", "2026-03-04", "last 30 days"),
        ("last 30 days", "2026-02-02", "2026-03-04", "last 30 days"),
        ("the past 30 days", "2026-02-02", "2026-03-04", "last 30 days"),
        ("30d", "2026-02-02", "2026-03-04", "last 30 days"),
        ("last 1 day", "2026-03-03", "2026-03-04", "last 1 day"),
        ("last four weeks", "2026-02-04", "2026-03-04", "last 4 weeks"),
        ("last 2w", "2026-02-18", "2026-03-04", "last 2 weeks"),
        ("last 3 months", "2025-12-04", "2026-03-04", "last 3 months"),
        ("previous 2 quarters", "2025-09-04", "2026-03-04", "last 2 quarters"),
        ("last 1 year", "2025-03-04", "2026-03-04", "last 1 year"),
        ("ytd", "2026-01-01", "2026-03-04", "2026 so far"),
        ("Year to date", "2026-01-01", "2026-03-04", "2026 so far"),
        ("all", "1970-01-01", "2026-03-04", "all time"),
        ("since 1 Mar", "2026-03-01", "2026-03-04", "since 1 Mar 2026"),
        ("since 4 Mar", "2025-03-04", "2026-03-04", "since 4 Mar 2025"),
        ("since September", "2025-09-01", "2026-03-04", "since 1 Sep 2025"),
        ("since last week", "2026-02-23", "2026-03-04", "since 23 Feb 2026"),
    ],
)
def test_a_period_up_to_today_has_today_in_it(typed: str, start: str, end: str, label: str) -> None:
    assert said(typed) == (start, end, label)


@pytest.mark.parametrize(
    ("typed", "start", "end", "label"),
    [
        ("today", "2026-03-03", "2026-03-04", "Tue 3 Mar 2026"),
        ("yesterday", "2026-03-02", "2026-03-03", "Mon 2 Mar 2026"),
        ("this week", "2026-03-02", "2026-03-09", "2 Mar to 8 Mar 2026"),
        ("last week", "2026-02-23", "2026-03-02", "23 Feb to 1 Mar 2026"),
        ("this month", "2026-03-01", "2026-04-01", "March 2026"),
        ("last month", "2026-02-01", "2026-03-01", "February 2026"),
        ("this quarter", "2026-01-01", "2026-04-01", "Q1 2026"),
        ("last quarter", "2025-10-01", "2026-01-01", "Q4 2025"),
        ("next quarter", "2026-04-01", "2026-07-01", "Q2 2026"),
        ("last year", "2025-01-01", "2026-01-01", "2025"),
        ("Q3", "2025-07-01", "2025-10-01", "Q3 2025"),
        ("Q3 2026", "2026-07-01", "2026-10-01", "Q3 2026"),
        ("H2", "2025-07-01", "2026-01-01", "H2 2025"),
        ("2026", "2026-01-01", "2027-01-01", "2026"),
        ("April", "2025-04-01", "2025-05-01", "April 2025"),
        ("Jan to Feb 2026", "2026-01-01", "2026-03-01", "1 Jan to 28 Feb 2026"),
        ("Jan to Apr 2025", "2025-01-01", "2025-05-01", "1 Jan to 30 Apr 2025"),
        ("Feb to Apr 2025", "2025-02-01", "2025-05-01", "1 Feb to 30 Apr 2025"),
        ("3-14 Feb", "2026-02-03", "2026-02-15", "3 Feb to 14 Feb 2026"),
        ("28 Dec - 3 Jan", "2025-12-28", "2026-01-04", "28 Dec 2025 to 3 Jan 2026"),
    ],
)
def test_a_period_of_the_calendar_is_whole_and_called_by_its_name(typed: str, start: str, end: str, label: str) -> None:
    assert said(typed) == (start, end, label)


def test_a_calendar_of_plans_asks_for_the_next_such_quarter() -> None:
    assert parse_period("Q3", today=TODAY, prefer="future").label == "Q3 2026"


@pytest.mark.parametrize(
    ("typed", "before"),
    [
        ("last 30 days", "3 Jan to 1 Feb 2026"),
        ("last 3 months", "4 Sep to 3 Dec 2025"),
        ("last week", "16 Feb to 22 Feb 2026"),
        ("this month", "February 2026"),
        ("last quarter", "Q3 2025"),
        ("H1 2026", "H2 2025"),
        ("2026", "2025"),
        ("yesterday", "Sun 1 Mar 2026"),
    ],
)
def test_the_period_before_is_of_the_same_kind(typed: str, before: str) -> None:
    assert parse_period(typed, today=TODAY).previous().label == before


def test_a_period_runs_from_midnight_to_midnight_of_the_team() -> None:
    march = parse_period("this month", today=TODAY)

    start, end = march.moments("Europe/Berlin")

    assert start == datetime(2026, 2, 28, 23, 0, tzinfo=UTC)
    assert end == datetime(2026, 3, 31, 22, 0, tzinfo=UTC)
    assert march.days == 31


@pytest.mark.parametrize(
    ("typed", "advises"),
    [
        ("lst quarter", "Did you mean `last quarter`?"),
        ("since Febuary", "Did you mean `since February`?"),
        ("lately", EXAMPLES),
        ("since 30 Febuary", EXAMPLES),
        ("lst 0 days", EXAMPLES),
        ("since 1 March 5pm", EXAMPLES),
        ("yesterday 5pm", EXAMPLES),
        ("since forever", EXAMPLES),
        ("since", EXAMPLES),
        ("", EXAMPLES),
        ("🎉" * 1000, EXAMPLES),
    ],
)
def test_unknown_words_are_refused_with_what_works(typed: str, advises: str) -> None:
    with pytest.raises(UnknownPeriod) as refused:
        parse_period(typed, today=TODAY)

    assert "is no period that Payoff understands" in refused.value.message
    assert refused.value.hint == advises


def test_every_example_that_is_offered_works() -> None:
    for example in re.findall("`(.+?)`", EXAMPLES):
        assert parse_period(example, today=TODAY).days > 0


def test_a_period_that_cannot_be_is_refused_with_the_reason() -> None:
    with pytest.raises(ImpossiblePeriod, match="“last 0 days” has no days"):
        parse_period("last 0 days", today=TODAY)
    with pytest.raises(ImpossiblePeriod, match="Thu 1 Apr 2027 is still to come"):
        parse_period("since 1 Apr 2027", today=TODAY)
    with pytest.raises(ImpossibleDate, match="the years 1900 to 2199"):
        parse_period("last 9999 months", today=TODAY)
    with pytest.raises(AmbiguousDate, match="4 Mar or 3 Apr"):
        parse_period("since 03/04", today=TODAY)


@pytest.mark.parametrize(
    ("typed", "label", "rest"),
    [
        ("Checkout conversion last 30d", "last 30 days", "Checkout conversion"),
        ("Checkout conversion since 1 Mar", "since 1 Mar 2026", "Checkout conversion"),
        ("top Q3 2025", "Q3 2025", "top"),
        ("last quarter", "Q4 2025", ""),
    ],
)
def test_the_longest_ending_that_is_a_period_is_taken(typed: str, label: str, rest: str) -> None:
    period, words = take_period(typed, today=TODAY)

    assert period is not None
    assert (period.label, words) == (label, rest)


def test_words_that_end_in_no_period_are_left_as_they_are() -> None:
    assert take_period("Checkout conversion", today=TODAY) == (None, "Checkout conversion")


def test_a_mondays_report_covers_friday_and_the_weekend() -> None:
    berlin = WorkCalendar("Europe/Berlin", holiday_calendar="DE")

    monday = since_last_working_day(date(2026, 3, 9), berlin)
    wednesday = since_last_working_day(date(2026, 3, 11), berlin)
    after_easter = since_last_working_day(date(2026, 4, 7), berlin)

    assert (monday.start, monday.end, monday.label) == (date(2026, 3, 6), date(2026, 3, 9), "6 Mar to 8 Mar 2026")
    assert (wednesday.start, wednesday.label) == (date(2026, 3, 10), "Tue 10 Mar 2026")
    assert after_easter.start == date(2026, 4, 2)


some_day = st.dates(date(1995, 1, 1), date(2105, 12, 31))
kinds = st.sampled_from(
    ["last 30d", "last 3 months", "last quarter", "Q3", "this week", "ytd", "2026", "since 1 Mar", "H1"]
)


@given(today=some_day, text=kinds)
def test_the_period_before_ends_where_the_period_begins(today: date, text: str) -> None:
    period = parse_period(text, today=today)

    before = period.previous()

    assert before.end == period.start
    assert before.start < before.end


@given(
    today=some_day,
    then=some_day,
    text=st.sampled_from(["last month", "last quarter", "last year", "last week", "today"]),
)
def test_a_calendar_periods_name_means_that_period_on_any_day(today: date, then: date, text: str) -> None:
    period = parse_period(text, today=today)

    assert parse_period(period.label, today=then) == period


@given(text=st.text(max_size=90))
def test_any_text_is_a_period_or_refused(text: str) -> None:
    # Anything but a refusal would fail here.
    with suppress(Refusal):
        assert parse_period(text, today=TODAY).days > 0
