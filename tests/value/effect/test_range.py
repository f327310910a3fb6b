"""Enough readings: the change with its range, its sum, its path, and when it could be told."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.value.detectable import detectable
from bot.value.digits import resolution
from bot.value.effect import Control, Effect, Point, estimate
from bot.value.effect.estimate import digits_of
from tests.value.effect.readings import DAY, NOISE, SHIPPED, around, effect_of, noisy, ranged

LINE = noisy(100, 60)
VALUES = st.lists(st.floats(-1e6, 1e6, width=32), min_size=4, max_size=12)


def test_a_change_that_is_there_is_found_with_its_sum_and_its_path() -> None:
    effect = effect_of(LINE, noisy(105, 14, first=60))

    low, change, high = ranged(effect)
    assert low < 5 < high
    assert 4 < change < 6
    assert high - low < 4
    assert effect.is_confirmed
    assert effect.chance is not None
    assert effect.chance > 1000
    assert effect.total is not None
    assert effect.total.likely == pytest.approx(14 * change, rel=1e-3)
    assert (effect.total.low, effect.total.high) == (pytest.approx(14 * low), pytest.approx(14 * high))
    assert [band.at for band in effect.expected] == [
        SHIPPED.replace(hour=0) + day * DAY for day in range(14)
    ]  # fmt: skip
    assert all(band.low < band.mid < band.high for band in effect.expected)
    assert sum(band.mid for band in effect.expected) / 14 == pytest.approx(effect.before, rel=1e-6)
    assert effect.relative is not None
    assert effect.relative.likely == pytest.approx(0.05, abs=0.01)
    assert effect.model is not None
    assert (effect.model.season, effect.model.compared) == ("weekday", "forecast")


def test_a_change_that_is_not_there_is_not_found() -> None:
    effect = effect_of(LINE, noisy(100, 14, first=60))

    low, _, high = ranged(effect)
    assert low < 0 < high
    assert not effect.is_confirmed
    assert effect.probability is not None
    assert 0.025 < effect.probability < 0.975


def test_a_trend_is_no_change() -> None:
    rising = [round(100 + 0.5 * day + each, 2) for day, each in enumerate(noisy(0, 75))]

    low, _, high = ranged(effect_of(rising[:60], rising[60:]))

    assert low < 0 < high


def test_a_weekend_is_no_change() -> None:
    week = [
        round(each - (20 if day % 7 in (4, 5) else 0), 2) for day, each in enumerate(noisy(100, 65))
    ]  # fmt: skip

    low, _, high = ranged(effect_of(week[:61], week[61:]))

    assert -4 < low < 0 < high < 4


def test_less_than_a_week_is_said_of_a_metric_with_weekdays() -> None:
    assert effect_of(LINE, noisy(100, 6)).is_partial_week
    assert not effect_of(LINE, noisy(100, 7)).is_partial_week
    assert not effect_of(LINE[:20], noisy(100, 6)).is_partial_week


def test_the_smallest_change_that_shows_is_told_with_the_day_on_which_one_would() -> None:
    seen = effect_of(LINE, noisy(100, 2, first=70), days=1, promised=1.7)

    assert seen.detectable == pytest.approx(1.43 * (seen.half_width or 0), rel=1e-5)
    assert seen.is_too_noisy_for(1.7)
    assert seen.tells_on is not None
    # As it was told before it shipped, and the third day at the earliest: two were read.
    told = detectable(around(LINE, []), now=SHIPPED)
    assert told is not None
    assert told.after(1.7) == (seen.tells_on - SHIPPED.date()).days > 2
    later = effect_of(LINE, noisy(100, 2, first=70), days=11, promised=1.7)
    # Today was not read yet: it is the first of the days that are missing.
    assert later.tells_on == seen.tells_on + timedelta(days=9)
    assert effect_of(LINE, noisy(100, 2, first=70), promised=0.01).tells_on is None
    assert effect_of(LINE, noisy(100, 2, first=70), promised=50).tells_on is None
    assert effect_of(LINE, noisy(130, 2, first=70), promised=0.01).tells_on is None


def test_in_a_falling_metric_a_fall_is_probable() -> None:
    down = effect_of(LINE, noisy(98.5, 7, first=60), direction="down")
    up = effect_of(LINE, noisy(98.5, 7, first=60))

    assert down.probability is not None
    assert up.probability is not None
    assert down.probability > 0.9
    assert down.probability + up.probability == pytest.approx(1)
    assert down.sureness == up.sureness


def test_what_no_control_explains_is_what_is_left() -> None:
    market = [round(each, 2) for each in noisy(0, 80, spread=10)]
    values = [round(100 + one + other, 2) for one, other in zip(market, noisy(0, 80, first=80), strict=True)]
    control = Control("market", around(market[:66], market[66:]))

    alone = effect_of(values[:66], values[66:])
    beside = effect_of(values[:66], values[66:], controls=[control])

    assert (beside.half_width or 0) < (alone.half_width or 0) / 2


def test_hours_are_hours_for_two_weeks_and_then_days() -> None:
    hour = timedelta(hours=1)
    points = [Point(SHIPPED + place * hour, 50.0 + place % 24 + place % 5) for place in range(-30 * 24, 15 * 24)]

    soon = estimate(points, shipped_at=SHIPPED, now=SHIPPED + 2 * DAY)
    still = estimate(points, shipped_at=SHIPPED, now=SHIPPED + 14 * DAY - hour)
    late = estimate(points, shipped_at=SHIPPED, now=SHIPPED + 14 * DAY)

    assert soon.model is not None
    assert (soon.model.season, soon.n_before, soon.n_after) == ("hour and weekday", 28 * 24, 49)
    assert soon.total is not None
    assert soon.total.high == pytest.approx((soon.high or 0) * 49 / 24, rel=1e-4)
    assert still.model is not None
    assert "by the hour" in still.model.grain
    assert still.n_after == 14 * 24
    assert late.model is not None
    assert "by the day" in late.model.grain


def test_days_are_those_on_the_teams_wall() -> None:
    evening = [Point(point.at.replace(hour=23), point.value) for point in around(LINE, noisy(105, 7, first=60))]

    berlin = estimate(evening, shipped_at=SHIPPED, now=SHIPPED + 9 * DAY, zone="Europe/Berlin")

    assert berlin.expected[0].at.astimezone(ZoneInfo("Europe/Berlin")).hour == 0
    assert berlin.expected[0].at.day == 3


def test_gaps_are_gaps() -> None:
    points = around(LINE, noisy(105, 14, first=60))
    kept = [point for place, point in enumerate(points) if place % 7 not in (2, 3)]

    effect = estimate(kept, shipped_at=SHIPPED, now=SHIPPED + 20 * DAY)

    low, _, high = ranged(effect)
    assert low < 5 < high
    assert len(effect.expected) == 12
    assert effect.n_after == 10


@settings(max_examples=15, deadline=None)
@given(st.sets(st.integers(0, 43), max_size=30))
def test_whichever_days_were_not_read_only_the_others_count(missing: set[int]) -> None:
    points = [each for day, each in enumerate(around(LINE[:30], noisy(105, 14, first=30))) if day not in missing]
    before, since = ([each for each in points if (each.at >= SHIPPED) is is_since] for is_since in (False, True))
    assume(len(before) >= 4 and since)

    effect = estimate(points, shipped_at=SHIPPED, now=SHIPPED + 40 * DAY)

    low, change, high = ranged(effect)
    assert (effect.n_before, effect.n_after) == (len(before), len(since))
    assert effect.after == pytest.approx(sum(each.value for each in since) / len(since))
    # Whatever is missing stays near what is there, and is no 0.
    assert effect.before == pytest.approx(100, abs=8)
    assert low < change < high
    # The day on which it shipped is told of if it was read since.
    assert len(effect.expected) == (since[-1].at - SHIPPED) / DAY + (30 not in missing)


def test_a_constant_series_still_strays_by_its_rounding() -> None:
    low, change, high = ranged(effect_of([3.8] * 30, [4.3] * 7))

    assert change == 0.5
    assert 0.3 < low < 0.5 < high < 0.7
    assert [resolution(each) for each in ([3.8, 4.0], [1200.0, 1000.0], [3.75, 4.0])] == [0.1, 1, 0.01]


def test_what_is_computed_is_kept_to_six_digits_of_what_it_may_be_off_by() -> None:
    assert [digits_of(width) for width in (123.4, 1.0, 0.9, 0.00123, 0.0)] == [4, 6, 7, 9, 12]

    low, _, high = ranged(effect_of(LINE, noisy(1e6, 14, first=60)))

    assert (low, high) == (round(low, 6), round(high, 6))
    assert low != round(low, 4)


def test_an_effect_explains_itself() -> None:
    figure = effect_of([3.8, 3.9, 3.7, 3.8], [4.3]).figure("%")

    assert figure.label == "effect"
    assert figure.value.startswith("+0.53 pt (")
    assert "95 times of 100" in figure.formula
    assert figure.rows_in[:4] == (
        "before: 3.77 %",
        "after: 4.3 %",
        "4 days read before shipping",
        "1 day read since shipping",
    )
    assert figure.rows_in[4].startswith("probability that it is real and for the better: 9")
    assert figure.rows_in[5:] == (
        "grain: by the day, at most 400 days before shipping",
        "scale: as read",
        "season: none",
        "likeliest noise: each period by itself",
    )
    assert effect_of([12.0], [14.0]).figure("%").formula == "after − before."


def test_of_a_level_of_0_there_is_no_share() -> None:
    assert effect_of([-1.0] * 5, [3.0]).relative is None


def shape(effect: Effect) -> tuple[float, ...]:
    assert effect.total is not None
    return *ranged(effect), effect.total.low, effect.total.high


@settings(max_examples=15, deadline=None)
@given(VALUES, VALUES)
def test_an_effect_upside_down_is_the_mirror(before: list[float], after: list[float]) -> None:
    up = effect_of(before, after)
    down = effect_of([-value for value in before], [-value for value in after])

    low, change, high = ranged(up)
    assert ranged(down) == pytest.approx((-high, -change, -low), rel=1e-4, abs=1e-5 * (high - low))
    assert low <= change <= high


@settings(max_examples=10, deadline=None)
@given(st.floats(0.001, 1000), st.integers(0, 40))
def test_in_another_unit_the_same_is_said(factor: float, first: int) -> None:
    before, after = noisy(40, 30, first=first), noisy(42, 9, first=first + 30)

    one = effect_of(before, after)
    other = effect_of([value * factor for value in before], [value * factor for value in after])

    assert shape(other) == pytest.approx([each * factor for each in shape(one)], rel=1e-3)
    assert other.probability == pytest.approx(one.probability, abs=1e-4)


@settings(max_examples=10, deadline=None)
@given(st.randoms())
def test_the_order_of_readings_does_not_matter_and_twice_is_the_same(chance: object) -> None:
    # Some of them are of one moment.
    more = [Point(SHIPPED + day * DAY, value) for day in (-3.1, -3.0, 2.0, 5.0) for value in (103.0, 98.1, 103.0)]
    points = [*around(LINE[:30], noisy(103, 6)), *more]
    control = [*around(noisy(9, 30, first=50), noisy(9, 6, first=90)), *more]
    shuffled, other = points.copy(), control.copy()
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    chance.shuffle(other)  # type: ignore[attr-defined]
    now = SHIPPED + 30 * DAY

    one = estimate(points, shipped_at=SHIPPED, now=now, controls=[Control("market", control)])

    assert estimate(shuffled, shipped_at=SHIPPED, now=now, controls=[Control("market", other)]) == one


@pytest.mark.parametrize("level", [100, -100])
def test_how_probable_a_change_of_some_size_is_goes_with_the_range(level: int) -> None:
    before, since = [noisy(level, count, first=first) for first, count in ((0, 60), (60, 14))]
    since = [value + 5 for value in since]
    low, change, high = ranged(effect_of(before, since))

    effect = effect_of(before, since, sizes=(low, change, high, 0.0, 2e9))

    assert effect.at_least[:3] == pytest.approx([0.98, 0.5, 0.02], abs=0.02)
    assert effect.at_least[3] == effect.probability
    assert effect.at_least[4] == 0


@pytest.mark.parametrize("steep", [1.0, 2.0])
def test_of_what_fades_the_last_28_days_are_told_and_all_of_it_is_summed(steep: float) -> None:
    # Around 100, or multiplied by twos: then on the scale of the logarithm.
    level = [round(100 * steep**each if steep > 1 else 100 + each, 4) for each in NOISE[:100]]
    before, since = level[:60], [*(3 * value for value in level[60:72]), *level[72:]]

    low, change, high = ranged(effect_of(before, since, days=60))
    effect = effect_of(before, since, days=60, sizes=(low, change, high, 0.0))

    assert effect.model is not None
    assert effect.model.scale.startswith("logarithm") == (steep > 1)
    assert low < 0 < high
    assert effect.total is not None
    assert effect.total.low > 0
    assert effect.total.likely > 28 * high
    assert effect.at_least[:3] == pytest.approx([0.985, 0.5, 0.015], abs=0.03)
    assert effect.at_least[3] == effect.probability
    assert 0.1 < (effect.probability or 0) < 0.9
