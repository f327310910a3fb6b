"""Dates as people type them: what each means, what is refused and why, and what is said back."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.value.calendar import WorkCalendar
from bot.value.dates import (
    AmbiguousDate,
    ImpossibleDate,
    UnknownDate,
    When,
    Window,
    WrongSide,
    WrongWeekday,
    in_full,
    must_not_be_ahead,
    must_not_be_past,
    parse_when,
    parse_window,
    short,
    take_when,
    take_window,
)
from bot.value.dates.endings import LONGEST_ENDING
from bot.value.dates.grammar import Read, read
from bot.value.dates.parse import EXAMPLES
from bot.value.dates.spans import Prefer
from bot.value.dates.words import LONGEST_TEXT, Here

TODAY = date(2026, 3, 3)  # A Tuesday.
BERLIN = "Europe/Berlin"
some_day = st.dates(date(1995, 1, 1), date(2105, 12, 31))


def plan(text: str, today: date = TODAY) -> str:
    """What a plan's date means, as Payoff says it back."""
    return in_full(parse_when(text, today=today))


def reading(text: str, today: date = TODAY) -> str:
    """What a reading's date means, as Payoff says it back."""
    return in_full(parse_when(text, today=today, prefer="past"))


def refusal(text: str, today: date = TODAY) -> Refusal:
    """What Payoff says to what is no date."""
    with pytest.raises(Refusal) as refused:
        parse_when(text, today=today)
    return refused.value


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


@pytest.mark.parametrize(
    ("typed", "says", "advises"),
    [
        ("12/01/2026", "“12/01/2026” is 12 Jan 2026 or 1 Dec 2026.", "`12 Jan 2026` or `1 Dec 2026`"),
        ("03/04", "“03/04” is 4 Mar or 3 Apr.", "`4 Mar` or `3 Apr`"),
        ("03.04.2026 17:00", "“03.04.2026” is 4 Mar 2026 or 3 Apr 2026.", "`4 Mar 2026` or `3 Apr 2026`"),
        ("from 03/04 to 05/04", "“03/04” is 4 Mar or 3 Apr.", "`4 Mar` or `3 Apr`"),
        ("12/01/26", "“12/01/26” is 12 Jan 2026 or 1 Dec 2026 or 26 Jan 2012.", "`12 Jan 2026`"),
        ("31/01/99", "“31/01/99” needs its whole year.", "`31 Jan 2099`"),
    ],
)
def test_an_ambiguous_date_is_refused_with_its_readings(typed: str, says: str, advises: str) -> None:
    refused = refusal(typed)

    assert isinstance(refused, AmbiguousDate)
    assert refused.message == says
    assert advises in refused.hint


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("30 Feb", "There is no 30 February: February has at most 29 days."),
        ("2026-02-29", "There is no 29 February 2026: 2026 is no leap year, February has 28 days."),
        ("29 Feb 2100", "There is no 29 February 2100: 2100 is no leap year, February has 28 days."),
        ("31 Sep", "There is no 31 September: September has 30 days."),
        ("32 Jan 2027", "There is no 32 January: January has 31 days."),
        ("0 Jan", "There is no 0 January: January has 31 days."),
        ("30-31 Apr", "There is no 31 April: April has 30 days."),
        ("02/30/2026", "There is no 30 February: February has at most 29 days."),
        ("30/02/2026", "There is no 30 February: February has at most 29 days."),
        ("13/14/2026", "There is no month 14: a year has 12."),
        ("99/99/99", "“99/99/99” is no date in any order of day, month and year."),
        ("2026-13", "There is no month 13: a year has 12."),
        ("2026-00-10", "There is no month 00: a year has 12."),
        ("week 54", "There is no week 54: a year has 52, some have 53."),
        ("week 0", "There is no week 0: a year has 52, some have 53."),
        ("2027-W53", "There is no week 53 in 2027: it has 52."),
        ("Q5", "There is no quarter 5: a year has 4."),
        ("H3 2026", "There is no half 3: a year has 2."),
        ("25:00", "No clock shows 25:00: the day runs from 00:00 to 23:59."),
        ("tomorrow 9:75", "No clock shows 9:75: the day runs from 00:00 to 23:59."),
        ("13pm", "There is no 13 pm: with am and pm the hours are 1 to 12."),
        ("0:30 am", "There is no 0 am: with am and pm the hours are 1 to 12."),
        ("Q3 5pm", "A time goes with one day; “Q3” has 92."),
        ("1 Jan 1500", "Payoff knows the years 1900 to 2199, not 1500."),
        ("in 999 years", "Payoff knows the years 1900 to 2199."),
        ("in 9999 weeks", "Payoff knows the years 1900 to 2199."),
        ("14-3 Mar", "“14-3 Mar” ends before it begins."),
        ("14 Mar - 3 Mar", "“14 Mar - 3 Mar” ends before it begins."),
        ("2026-03-14 to 2026-03-03", "“2026-03-14 to 2026-03-03” ends before it begins."),
        ("14 Mar 2026 - 3 Mar", "“14 Mar 2026 - 3 Mar” ends before it begins."),
    ],
)
def test_an_impossible_date_is_refused_and_says_why(typed: str, says: str) -> None:
    refused = refusal(typed)

    assert isinstance(refused, ImpossibleDate)
    assert refused.message == says


def test_a_weekday_that_does_not_go_with_its_date_is_refused() -> None:
    for typed in ("Mon 12 Jan", "Mon 12 Jan 2027", "week of Mon 12 Jan"):
        refused = refusal(typed)

        assert isinstance(refused, WrongWeekday)
        assert refused.message == "12 Jan 2027 is a Tuesday, not a Monday."


@pytest.mark.parametrize(
    ("typed", "advises"),
    [
        ("tomorow", "Did you mean `tomorrow`?"),
        ("12 Januray 2027", "Did you mean `12 January 2027`?"),
        ("nxt tuesdya", "Did you mean `next Tuesday`?"),
        ("edn fo q3", "Did you mean `end of Q3`?"),
        ("12 Jan 27", "Did you mean `12 Jan 2027`?"),
        ("soon", EXAMPLES["future"]),
        ("asap", EXAMPLES["future"]),
        ("30 Febuary", EXAMPLES["future"]),
        ("", EXAMPLES["future"]),
    ],
)
def test_unknown_words_are_refused_with_what_works(typed: str, advises: str) -> None:
    refused = refusal(typed)

    assert isinstance(refused, UnknownDate)
    assert refused.hint == advises


@pytest.mark.parametrize("prefer", ["future", "past"])
def test_every_example_that_is_offered_works(prefer: str) -> None:
    for example in re.findall("`(.+?)`", EXAMPLES[prefer]):
        assert parse_when(example, today=TODAY, prefer="future" if prefer == "future" else "past")


@pytest.mark.parametrize(
    "typed",
    [
        *("1240", "Q3 Q4", "2026 5pm", "12", "12:00 - 14 Mar", "1-2-3", "12 Jan 2027 to 3", "week of March"),
        *("end of tomorrow", "early early March", "week of nothing", "in", "next", "- - -", "..", "to", "9:5", "1,240"),
        *("🎉", "١٢ يناير", "3月3日", "завтра", "12 Jan 🎉", "<!channel>", "{{ today }}", "`today`", "*today*", "\x00"),
    ],
)
def test_what_is_no_date_is_unknown(typed: str) -> None:
    assert isinstance(refusal(typed), UnknownDate)


@pytest.mark.parametrize(
    "typed",
    [
        *("x" * 3000, "1" * 3000, "1-" * 1500, "1- " * 1000, "12 Jan " * 430, "mid-" * 750, " " * 3000, "٣" * 3000),
        *("🎉 " * 1500, "1-1-1-1-1-1-1-1-1-1-1 " * 130, "mid-" * 19 + "mar", "a " * 1500, "to " * 1000, "9:00 " * 600),
    ],
)
def test_of_a_huge_text_only_short_phrases_are_read_and_only_a_few(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    phrases: list[str] = []

    def noted(phrase: str, here: Here, prefer: Prefer) -> Read | None:
        phrases.append(phrase)
        return read(phrase, here, prefer)

    monkeypatch.setattr("bot.value.dates.parse.read", noted)

    with pytest.raises(Refusal):
        parse_when(typed, today=TODAY)
    alone = len(phrases)
    with suppress(Refusal):
        take_window(typed, today=TODAY)

    assert alone <= 2  # As it was typed, and with its spelling mended.
    assert len(phrases) - alone <= LONGEST_ENDING + 1
    assert max(map(len, phrases)) <= LONGEST_TEXT


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


@pytest.mark.parametrize("typed", ["One-page checkout", "Signups 2026", "  REL-7 ", ""])
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
