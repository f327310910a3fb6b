"""What was expected in a period stands where that period was read."""

from datetime import UTC, datetime, timedelta

from bot.value.plot import beside
from bot.value.span import Band
from tests.value.plot.test_draft import Reading

MAY = datetime(2026, 5, 1, tzinfo=UTC)


def bands(*days: int) -> list[Band]:
    return [Band(MAY + timedelta(days=number), 1, 2, 3) for number in days]


def read(*days: float) -> list[Reading]:
    return [Reading(MAY + timedelta(days=number), 5) for number in days]


def places(bands: list[Band], readings: list[Reading]) -> list[float]:
    return [(one.at - MAY) / timedelta(days=1) for one in beside(bands, readings)]


def test_a_band_stands_at_the_newest_reading_of_its_period() -> None:
    assert places(bands(0, 1, 2), read(2.5, 0.5, 1.25, 1.75)) == [0.5, 1.75, 2.5]


def test_a_months_band_stands_where_the_month_was_written_down() -> None:
    assert places(bands(0, 31), read(30, 60)) == [30, 60]


def test_a_period_that_was_not_read_has_its_band_where_the_one_before_has() -> None:
    assert places(bands(0, 1, 2), read(0.5, 2.5)) == [0.5, 1.5, 2.5]


def test_a_band_does_not_go_beyond_its_own_period() -> None:
    assert places(bands(0, 31, 61, 92), read(30.75, 92)) == [30.75, 61, 91.75, 92]


def test_nothing_is_expected_after_the_last_reading() -> None:
    assert places(bands(0, 1, 2, 3), read(0.5, 1.5)) == [0.5, 1.5]
    assert places(bands(0, 1), []) == []
    assert places([], read(1)) == []


def test_what_is_expected_keeps_its_range() -> None:
    (one,) = beside([Band(MAY, 1, 2, 3)], read(0))

    assert (one.low, one.likely, one.high) == (1, 2, 3)
