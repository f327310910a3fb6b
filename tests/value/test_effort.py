"""Read and write effort in person-days, and find the estimate that counts."""

from fractions import Fraction

import pytest

from bot.errors import Refusal
from bot.value.effort import (
    effort_words,
    estimate_held_to,
    format_effort,
    in_history,
    out_of_history,
    overrun,
    parse_effort,
)


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("30", 30),
        ("30 days", 30),
        ("1 person-day", 1),
        ("30 Person days", 30),
        ("12.5", 12.5),
        ("12.5d", 12.5),
        ("40 pd", 40),
        ("6 weeks", 24),
        ("6w", 24),
        ("1.5 person-weeks", 6),
        ("2 wks", 8),
        ("1,240 days", 1240),
        ("0.333 weeks", 1.33),
        ("0.005", 0.01),
    ],
)
def test_effort_is_read_as_person_days_and_a_week_has_the_working_days_of_the_team(typed, days):
    assert parse_effort(typed, week=4) == days


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0", "more than 0"),
        ("−3 days", "more than 0"),
        ("0.004", "more than 0"),
        ("100,000.01", "100,000.01 person-days is out of reach"),
        ("20001 weeks", "out of reach"),
        ("many", "not a number"),
        ("weeks", "not a number"),
        ("", "not a number"),
        ("€30", "person-days"),
        ("3 months", "“months”; what is asked for is in person-days"),
        ("1,24 weeks", "can be read as 1.24 or as 124"),
    ],
)
def test_what_is_no_effort_is_refused_with_what_would_be(typed, said):
    with pytest.raises(Refusal, match=said.replace(".", r"\.")):
        parse_effort(typed, week=5)


def test_effort_is_written_with_what_is_known_of_it():
    assert format_effort(1) == "1 person-day"
    assert effort_words(30, 41.5) == "30 person-days estimated, 41.5 spent"
    assert effort_words(30, None) == "30 person-days estimated"
    assert effort_words(None, 1) == "1 person-day spent, none estimated"
    assert effort_words(None, None) == ""


@pytest.mark.parametrize("days", [None, 0.01, 1.0, 30.0, 12345.67, 100000.0])
def test_a_history_keeps_effort_whole(days):
    assert out_of_history(in_history(days)) == days


def test_a_history_writes_digits():
    assert in_history(30.0) == "30 person-days"
    with pytest.raises(ValueError, match="unknown"):
        out_of_history("unknown")


def test_an_overrun_is_of_the_numbers_as_they_were_typed():
    assert overrun(0.3, 0.1) == Fraction(1, 3)


@pytest.mark.parametrize(
    ("said", "scheduled", "counts"),
    [
        ([], 5, None),
        # Said anew under way.
        ([(1, 20.0), (2, 30.0), (7, 60.0)], 5, 30.0),
        ([(6, 30.0), (7, 60.0)], 5, 30.0),
        ([(1, 20.0), (7, 30.0)], None, 20.0),
        # Taken back, and said again.
        ([(1, 20.0), (2, None), (6, 30.0), (7, 60.0)], 5, 30.0),
        ([(6, 300.0), (7, None), (8, 30.0)], 5, 30.0),
        ([(1, 20.0), (6, None), (7, 60.0)], 5, 20.0),
        ([(1, 20.0), (6, None)], 5, None),
    ],
)
def test_the_estimate_that_counts_stood_when_it_was_scheduled_or_was_the_first_one_said(said, scheduled, counts):
    assert estimate_held_to(said, scheduled) == counts
