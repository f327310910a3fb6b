"""The demo's numbers: what its check-ins would say agrees with how its readings were made."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.demo.plot import METRICS, TODAY, ZONE, Series, Told
from bot.demo.readings import readings_of
from bot.demo.releases import RELEASES
from bot.value.effect import Point, estimate

BERLIN = ZoneInfo(ZONE)
SERIES = {series.name: series for series in METRICS}


def shipped_at(told: Told) -> datetime:
    assert told.ships is not None
    return datetime.combine(told.ships, time(10), BERLIN)


def made(series: Series, told: Told) -> float:
    """By how much the release moved its metric when the readings were made."""
    return sum(step for begins, step in series.steps if begins == told.ships)


DAILY = [told for told in RELEASES if told.ships and told.metric in SERIES and SERIES[told.metric].every_days == 1]


@pytest.mark.parametrize("told", DAILY, ids=lambda told: told.name)
@pytest.mark.parametrize("days", [7, 30])
def test_what_a_check_in_would_say_holds_what_was_put_in(told: Told, days: int) -> None:
    series = SERIES[told.metric]
    now = min(shipped_at(told) + timedelta(days=days), TODAY)
    points = [Point(at, value) for at, value in readings_of(series) if at <= now]
    others = [shipped_at(other) for other in RELEASES if other.metric == told.metric and other.ships and other != told]

    effect = estimate(
        points, shipped_at=shipped_at(told), now=now, zone=ZONE, neighbours=[at for at in others if at < now]
    )

    assert effect.low is not None
    assert effect.high is not None
    assert effect.low <= made(series, told) <= effect.high
