"""Rhythms as people type them: understood in one way only, or refused with what to write instead."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.value.recurrence import Rule, parse_rule
from bot.value.zones import UnknownZone


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("daily 09:00", "daily 09:00"),
        ("every day at 9am", "daily 09:00"),
        ("every weekday 8:30", "every weekday 08:30"),
        ("Every working day, 17:15", "every weekday 17:15"),
        ("weekly mon 09:00", "weekly mon 09:00"),
        ("Mondays", "weekly mon 10:00"),
        ("every Mon and Thu noon", "weekly mon, thu 12:00"),
        ("every 2 weeks fri 16:00", "every 2 weeks fri 16:00"),
        ("every two weeks on friday", "every 2 weeks fri 10:00"),
        ("every other friday", "every 2 weeks fri 10:00"),
        ("fortnightly tue", "every 2 weeks tue 10:00"),
        ("every mon 09:00 weekly", "weekly mon 09:00"),
        ("every mon 09:00 2 weeks", "every 2 weeks mon 09:00"),
        ("monthly", "monthly 1st 10:00"),
        ("monthly 1st 09:00", "monthly 1st 09:00"),
        ("every 15th", "monthly 15th 10:00"),
        ("monthly last day", "monthly last day 10:00"),
        ("monthly last fri", "monthly last fri 10:00"),
        ("last fri of the month at 4:30 pm", "monthly last fri 16:30"),
        ("the second tue of each month", "monthly 2nd tue 10:00"),
        ("every 2 months 31st", "every 2 months 31st 10:00"),
        ("quarterly", "quarterly 1st 10:00"),
        ("quarterly last fri 17:30", "quarterly last fri 17:30"),
        ("weekly mon 09:00 america/chicago", "weekly mon 09:00 America/Chicago"),
        ("daily 08:00 in Asia/Kolkata", "daily 08:00 Asia/Kolkata"),
        ("daily utc", "daily 10:00 UTC"),
    ],
)
def test_a_rhythm_is_read_in_full(typed: str, read: str) -> None:
    rule = parse_rule(typed, at=time(10))

    assert str(rule) == read
    assert parse_rule(read) == rule


@pytest.mark.parametrize(
    ("typed", "says", "offers"),
    [
        ("wekly mon 09:00", "“wekly” is no rhythm", "Did you mean `weekly mon 09:00`?"),
        ("weekly mnday 9:00", "“mnday” is no rhythm", "Did you mean `weekly mon 09:00`?"),
        ("weekly mon 9", "“9” is no rhythm", "Did you mean `weekly mon 09:00`?"),
        ("monthly 15", "“15” is no rhythm", "Did you mean `monthly 15th 09:00`?"),
        ("weekly mon 09:00 Chicago", "“chicago” is no rhythm", "the zone `America/Chicago`"),
        ("whenever it suits", "“whenever” is no rhythm", "`weekly mon 09:00`"),
        ("every mon 09:00 " + "x" * 80, "is no rhythm", "`weekly mon 09:00`"),
        ("every", "“every” is no rhythm", "`weekly mon 09:00`"),
        ("  ", "Say how often", "`weekly mon 09:00`"),
        ("weekly 08:15", "on which day", "`weekly mon 08:15`"),
        ("biweekly", "twice in one, or once in two", "`every 2 weeks mon 09:00`"),
        ("bimonthly", "twice in one, or once in two", "`every 2 months 09:00`"),
        ("hourly", "shortest rhythm is daily", "`every weekday 8:30`"),
        ("yearly", "longest rhythm is quarterly", "`monthly 1st 09:00`"),
        ("every 2 days", "Days are not counted", "`weekly mon 09:00`"),
        ("every 13 weeks mon", "At most every 12 weeks", "`weekly mon 09:00`"),
        ("every 0 weeks mon", "does not say every how many", "`weekly mon 09:00`"),
        ("every 2 weeks 3 weeks mon", "does not say every how many", "`weekly mon 09:00`"),
        ("weekly monthly", "has two rhythms", "`weekly mon 09:00`"),
        ("daily mon", "every day and some days", "`every mon, thu 09:00`"),
        ("weekly 1st", "has no 1st day", "`weekly mon 09:00`"),
        ("monthly mon", "Which one of the month", "`monthly last mon`"),
        ("monthly 1st mon, tue", "on one day", "Subscribe twice"),
        ("monthly 5th fri", "Not every month has one", "`monthly last fri`"),
        ("monthly 1st 2nd", "no single day", "`monthly 1st 09:00`"),
        ("monthly 32nd", "no single day", "`monthly 1st 09:00`"),
        ("weekly mon 09:00 10:00", "two hours", "once for each"),
        ("weekly mon 25:00", "No clock shows 25:00", ""),
        ("weekly mon 09:00 Amerika/Chicago", "no time zone", "America/Chicago"),
    ],
)
def test_what_is_no_rhythm_is_refused_with_what_to_write(typed: str, says: str, offers: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_rule(typed)

    assert says in refused.value.message
    assert offers in refused.value.hint


def test_a_zone_that_does_not_exist_is_refused_as_one() -> None:
    with pytest.raises(UnknownZone):
        parse_rule("daily 09:00 Mars/Olympus")


def test_the_day_of_a_week_may_be_known_already() -> None:
    assert parse_rule("2 weeks", at=time(9), weekday=4) == parse_rule("every 2 weeks thu 09:00")
    assert parse_rule("every fri weekly", weekday=4) == parse_rule("weekly fri 09:00")


HOURS = st.times().map(lambda hour: hour.replace(second=0, microsecond=0))
ZONES = st.sampled_from(["", "UTC", "America/Chicago", "Asia/Kolkata"])
RULES = st.one_of(
    st.builds(Rule, unit=st.sampled_from(["day", "weekday"]), at=HOURS, zone=ZONES),
    st.builds(
        Rule,
        unit=st.just("week"),
        at=HOURS,
        count=st.integers(1, 12),
        weekdays=st.sets(st.integers(1, 7), min_size=1).map(sorted).map(tuple),
        zone=ZONES,
    ),
    st.builds(
        Rule,
        unit=st.sampled_from(["month", "quarter"]),
        at=HOURS,
        count=st.integers(1, 4),
        nth=st.integers(1, 31) | st.just(-1),
        zone=ZONES,
    ),
    st.builds(
        Rule,
        unit=st.sampled_from(["month", "quarter"]),
        at=HOURS,
        weekdays=st.integers(1, 7).map(lambda day: (day,)),
        nth=st.sampled_from([1, 2, 3, 4, -1]),
    ),
)


@given(RULES)
def test_every_rule_is_read_back_from_its_own_text(rule: Rule) -> None:
    assert parse_rule(str(rule)) == rule


@given(
    st.text(max_size=90)
    | st.lists(st.sampled_from(["every", "2", "weeks", "mon", "last", "9", "1st", ",", "other", "in", "UTC"])).map(
        " ".join
    )
)
def test_any_words_are_read_or_refused(typed: str) -> None:
    try:
        rule = parse_rule(typed)
    except Refusal as refused:
        rule, refusal = None, refused

    assert refusal.message if rule is None else parse_rule(str(rule)) == rule
