"""Dates at the end of other words, what is said back, and what must lie ahead or behind."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.value.dates import (
    AmbiguousDate,
    ImpossibleDate,
    UnknownDate,
    When,
    Window,
    WrongSide,
    in_full,
    must_not_be_ahead,
    must_not_be_past,
    parse_when,
    parse_window,
    short,
    take_when,
    take_window,
)
from tests.value.dates.saying import BERLIN, TODAY, some_day


@pytest.mark.parametrize(
    ("typed", "means", "rest"),
    [
        ("One-page checkout 12 Jan", "Tue 12 Jan 2027", "One-page checkout"),
        ("One-page checkout, 3 to 14 Mar 2027", "Wed 3 Mar to Sun 14 Mar 2027", "One-page checkout"),
        ("REL-7 next fri 5 pm", "Fri 13 Mar 2026 17:00", "REL-7"),
        ("REL-7   by the end of Q3", "Wed 30 Sep 2026", "REL-7"),
        ("Checkout conversion 4.3% yesterday", "Mon 2 Mar 2026", "Checkout conversion 4.3%"),
        ("Black Friday 12 Jan", "Tue 12 Jan 2027", "Black Friday"),
        ("Phase 2 May 12", "Tue 12 May 2026", "Phase 2"),
        ("Signups 1240 17:30", "Tue 3 Mar 2026 17:30", "Signups 1240"),
        ("Sprint week 12 12 Jan", "Tue 12 Jan 2027", "Sprint week 12"),
        ("a b c d e f g h i j k l m n today", "Tue 3 Mar 2026", "a b c d e f g h i j k l m n"),
        ("today", "Tue 3 Mar 2026", ""),
    ],
)
def test_the_longest_ending_that_is_a_date_is_taken(typed: str, means: str, rest: str) -> None:
    when, words = take_when(typed, today=TODAY)

    assert when is not None
    assert (in_full(when), words) == (means, rest)


@pytest.mark.parametrize("typed", ["One-page checkout", "Signups 2026", "  REL-7 ", "", "Signups 4.3% ", "Sales 12 €"])
def test_words_that_end_in_no_date_are_left_as_they_are(typed: str) -> None:
    assert take_when(typed, today=TODAY) == (None, typed.strip())
    assert take_window(typed, today=TODAY) == (None, typed.strip())


def test_an_ending_that_is_a_bad_date_is_refused_rather_than_shortened() -> None:
    with pytest.raises(ImpossibleDate, match="no 30 February"):
        take_when("Checkout 30 Feb", today=TODAY)
    with pytest.raises(AmbiguousDate, match="4 Mar or 3 Apr"):
        take_when("Checkout 03/04", today=TODAY)


@pytest.mark.parametrize(
    ("typed", "confidence"),
    [
        ("3-14 Mar, medium", "medium"),
        ("3-14 Mar medium confidence", "medium"),
        ("3-14 Mar (low)", "low"),
        ("3-14 Mar, High ", "high"),
        ("3-14 Mar", ""),
    ],
)
def test_a_window_says_how_sure_one_is_of_it(typed: str, confidence: str) -> None:
    window = parse_window(typed, today=TODAY)
    taken, rest = take_window("REL-7 " + typed, today=TODAY)

    assert (window.first, window.last, window.confidence) == (date(2026, 3, 3), date(2026, 3, 14), confidence)
    assert (taken, rest) == (window, "REL-7")


def test_a_window_of_days_has_no_time() -> None:
    with pytest.raises(ImpossibleDate) as refused:
        parse_window("12 Jan 5pm, low", today=TODAY)

    assert refused.value.message == "A release ships in a window of days; “12 Jan 5pm” has a time."


def test_confidence_alone_is_no_window() -> None:
    with pytest.raises(UnknownDate):
        parse_window("medium", today=TODAY)


def test_a_date_remembers_what_was_typed_and_whether_it_is_one_day() -> None:
    assert parse_when(" 12 Jan ", today=TODAY).text == "12 Jan"
    assert parse_when("12 Jan", today=TODAY).is_day
    assert not parse_when("Q3", today=TODAY).is_day
    assert parse_window("12 Jan", today=TODAY).is_day


def test_a_date_begins_at_its_time_or_else_at_the_given_one() -> None:
    day = parse_when("12 Jan 2027", today=TODAY)
    evening = parse_when("12 Jan 2027 17:30", today=TODAY)

    assert day.moment(BERLIN) == datetime(2027, 1, 11, 23, 0, tzinfo=UTC)
    assert day.moment(BERLIN, time(9)) == datetime(2027, 1, 12, 8, 0, tzinfo=UTC)
    assert evening.moment(BERLIN, time(9)) == datetime(2027, 1, 12, 16, 30, tzinfo=UTC)
    assert parse_when("12 Jan 2027 0:00", today=TODAY).moment(BERLIN, time(9)) == day.moment(BERLIN)


def test_what_was_understood_is_said_in_full_with_the_zone() -> None:
    assert in_full(When(date(2026, 6, 3), date(2026, 6, 5)), BERLIN) == "Wed 3 Jun to Fri 5 Jun 2026, Europe/Berlin"
    assert in_full(When(date(2027, 1, 12), date(2027, 1, 12)), BERLIN) == "Tue 12 Jan 2027, Europe/Berlin"
    assert in_full(parse_when("12 Jan 5pm", today=TODAY), BERLIN) == "Tue 12 Jan 2027 17:00, Europe/Berlin"
    assert in_full(Window(date(2026, 12, 28), date(2027, 1, 3))) == "Mon 28 Dec 2026 to Sun 3 Jan 2027"
    assert short(date(2027, 1, 12)) == "12 Jan"


def test_a_time_that_the_clocks_leap_over_is_said_as_it_will_be() -> None:
    assert in_full(parse_when("29 Mar 2:30", today=TODAY), BERLIN) == "Sun 29 Mar 2026 03:00, Europe/Berlin"


def test_a_plan_must_not_lie_in_the_past() -> None:
    now = datetime(2026, 3, 3, 9, 0, 30, tzinfo=UTC)

    for fine in ("today", "1-3 Mar", "today 10:00", "tomorrow 1:00"):
        must_not_be_past(parse_when(fine, today=TODAY), now=now, zone=BERLIN)
    must_not_be_past(parse_window("1-3 Mar", today=TODAY), now=now, zone=BERLIN)
    for past in ("yesterday", "today 9:59", "1-2 Mar 2026"):
        with pytest.raises(WrongSide) as refused:
            must_not_be_past(parse_when(past, today=TODAY), now=now, zone=BERLIN)
        assert "has passed" in refused.value.message
    with pytest.raises(WrongSide) as refused:
        must_not_be_past(parse_when("yesterday", today=TODAY), now=now, zone=BERLIN)
    assert refused.value.message == "Mon 2 Mar 2026, Europe/Berlin has passed."
    assert refused.value.hint == "Give a date from Tue 3 Mar 2026 on."


def test_a_reading_must_not_lie_ahead() -> None:
    now = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)

    for fine in ("today", "this month", "today 10:00", "yesterday 23:00"):
        must_not_be_ahead(parse_when(fine, today=TODAY), now=now, zone=BERLIN)
    for ahead in ("tomorrow", "today 10:01", "next month"):
        with pytest.raises(WrongSide, match="still to come"):
            must_not_be_ahead(parse_when(ahead, today=TODAY), now=now, zone=BERLIN)


@given(today=some_day, day=some_day)
def test_what_is_said_of_a_day_means_that_day(today: date, day: date) -> None:
    said = in_full(When(day, day))

    assert parse_when(said, today=today).first == parse_when(said, today=today).last == day


@given(today=some_day, first=some_day, days=st.integers(1, 1000))
def test_what_is_said_of_a_window_means_that_window(today: date, first: date, days: int) -> None:
    last = first + timedelta(days=days)

    when = parse_when(in_full(When(first, last)), today=today)

    # A first day that is said without its year is of the last one's; so it is when the year is named once.
    assert (when.first, when.last) == (first, last)


@given(today=some_day, text=st.sampled_from(["29 Feb", "week 53", "3 Mar", "Friday", "Q2", "end of month", "late May"]))
def test_a_plan_lies_ahead_and_a_reading_behind(today: date, text: str) -> None:
    assert parse_when(text, today=today).last >= today
    assert parse_when(text, today=today, prefer="past").first <= today


@given(
    text=st.text(max_size=90), words=st.lists(st.sampled_from(["3", "14", "Mar", "-", "to", "Q3", "2026", "end of"]))
)
def test_any_text_is_a_date_or_refused(text: str, words: list[str]) -> None:
    for typed in (text, " ".join(words)):
        # Anything but a refusal would fail here.
        with suppress(Refusal):
            when = parse_when(typed, today=TODAY)
            assert when.first <= when.last
