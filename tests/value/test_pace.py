"""How a promise comes along: what should have come by now, what has, and when it is worth a word."""

import re
from datetime import timedelta
from typing import Any

import pytest

from bot.value.pace import CURVES, WORDS, Curve, Pace, come, curve_of, judged, pace
from bot.value.promise import Promised
from tests.value.effect.readings import DAY, SHIPPED, around, noisy

BEFORE = noisy(100, 60)
IN_28_DAYS = SHIPPED + 28 * DAY


def promising(likely: float) -> Promised:
    """A promise of this size, in the direction of its sign."""
    low, high = likely / 2, likely * 2
    return Promised(low=low, likely=likely, high=high, sure=60, direction="up" if likely > 0 else "down")


def pace_of(since: list[float], *, likely: float = 10, **given: Any) -> Pace | None:
    """How it comes along on the evening of the last reading."""
    wanted: dict[str, Any] = {"until": IN_28_DAYS, "promised": promising(likely)} | given
    now = SHIPPED + len(since) * DAY
    return pace(around(BEFORE, since), shipped_at=SHIPPED, now=now, **wanted)


def linear(size: float, days: int) -> list[float]:
    """Readings of something that comes bit by bit within 28 days."""
    return [round(value + size * day / 28, 6) for day, value in enumerate(noisy(100, days, first=60))]


def test_what_comes_as_promised_is_on_track_or_open() -> None:
    found = pace_of(linear(10, 14))

    assert found is not None
    # Half of the way on day 14, a quarter on average of the days so far.
    assert found.expected == pytest.approx(10 * 6.5 / 28)
    assert found.share == pytest.approx(1, abs=0.4)
    assert found.word in ("open", "on_track")
    assert found.alarm in ("open", "on_track")


def test_what_does_not_come_is_under_what_was_promised() -> None:
    found = pace_of(noisy(100, 14, first=60))

    assert found is not None
    assert (found.word, found.alarm) == ("under", "under")
    assert abs(found.share) < 0.3


def test_days_that_are_still_being_filled_up_do_no_harm() -> None:
    half_full = [*linear(10, 12), 60.0, 20.0]

    found = pace_of(half_full, watermark=2.5 * DAY)

    assert found is not None
    assert found.word in ("open", "on_track")
    assert found.effect.rows_out == ("2 readings under 60 hours old, too young to be complete",)
    # What was to come by then is counted up to the last complete day.
    assert found.expected == pytest.approx(10 * 5.5 / 28)


def test_what_moves_the_other_way_does_harm() -> None:
    up, down = pace_of(noisy(96, 14, first=60)), pace_of(noisy(104, 14, first=60), likely=-10)

    assert up is not None
    assert down is not None
    assert (up.word, up.alarm, down.word, down.alarm) == ("harm",) * 4
    assert up.share < 0
    assert down.share < 0


def test_less_than_nothing_is_good_where_the_metric_should_fall() -> None:
    found = pace_of([200 - value for value in linear(10, 20)], likely=-10)

    assert found is not None
    assert found.share == pytest.approx(1, abs=0.4)
    assert found.alarm in ("open", "on_track")


def test_after_the_day_all_of_it_is_expected() -> None:
    past, undated = (pace_of(noisy(110, 14, first=60), until=until) for until in (SHIPPED, None))

    assert past is not None
    assert undated is not None
    assert past.expected == undated.expected == 10


@pytest.mark.parametrize(
    ("curve", "shares"), [("linear", [0, 0.5, 1, 1]), ("step", [1, 1, 1, 1]), ("saturating", [0, 0.8176, 1, 1])]
)
def test_each_curve_comes_to_all_of_it_on_the_day(curve: Curve, shares: list[float]) -> None:
    days = [come(curve, SHIPPED + far * DAY, SHIPPED, IN_28_DAYS) for far in (0, 14, 28, 40)]

    assert days == pytest.approx(shares, abs=1e-4)
    assert curve in CURVES


def test_a_curve_goes_by_its_name() -> None:
    assert tuple(map(curve_of, CURVES)) == CURVES
    with pytest.raises(ValueError, match="sideways"):
        curve_of("sideways")


def test_while_nothing_can_be_told_nothing_is() -> None:
    assert pace_of([]) is None
    assert (
        pace(around([1.0, 2.0], [2.0]), shipped_at=SHIPPED, now=IN_28_DAYS, promised=promising(1), until=None) is None
    )
    assert pace_of(noisy(110, 14, first=60), neighbours=[SHIPPED + timedelta(hours=3)]) is None
    # On the minute of shipping nothing is expected yet.
    assert pace_of([100.0]) is None


@pytest.mark.parametrize(
    ("whole", "nearly", "harm", "word"),
    [
        (0.001, 0.001, 0.98, "harm"),
        (0.049, 0.1, 0.5, "under"),
        (0.19, 0.3, 0.5, "watch"),
        (0.5, 0.79, 0.1, "open"),
        (0.6, 0.81, 0.01, "on_track"),
    ],
)
def test_the_word_goes_by_the_probabilities(whole: float, nearly: float, harm: float, word: str) -> None:
    assert judged(whole, nearly, harm, under=0.05, hurts=0.975) == word
    assert word in WORDS


def test_an_alarm_takes_more_than_a_look_now_and_then() -> None:
    late, turned = pace_of(linear(4, 10)), pace_of(noisy(99, 14, first=60))

    assert late is not None
    assert turned is not None
    assert (late.word, late.alarm) == ("under", "watch")
    assert (turned.word, turned.alarm) == ("harm", "under")


def test_what_stands_behind_it_is_what_was_seen_and_what_should_have_been() -> None:
    found = pace_of(noisy(104, 14, first=60))

    assert found is not None
    why = found.figure("%", promised=10, curve="linear", until="2026-03-30")
    seen, expected = why.rows_in[:2]
    assert why.value.endswith(" of what was expected by now")
    change, wanted = (float(re.findall(r"[+−][\d.]+", row)[0].replace("−", "-")) for row in (seen, expected))
    assert change / wanted == pytest.approx(found.share, rel=0.02)
    assert expected == "expected by now: +2.3 pt, 23 % of +10 pt promised, to come bit by bit until 2026-03-30"
    assert "season: weekday" in why.rows_in
