"""What is no date is refused: with the reason, with both readings, or with what works."""

import re
from contextlib import suppress

import pytest

from bot.errors import Refusal
from bot.value.dates import (
    AmbiguousDate,
    ImpossibleDate,
    UnknownDate,
    WrongWeekday,
    parse_when,
    take_window,
)
from bot.value.dates.endings import LONGEST_ENDING
from bot.value.dates.grammar import Read, read
from bot.value.dates.parse import EXAMPLES
from bot.value.dates.spans import Prefer
from bot.value.dates.words import LONGEST_TEXT, Here
from tests.value.dates.saying import TODAY, refusal


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
