"""The demo's numbers: what its check-ins would say agrees with how its readings were made."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.demo.plot import METRICS, MOVED, NOTICED, TODAY, ZONE, Series, Told
from bot.demo.readings import readings_of
from bot.demo.releases import RELEASES
from bot.value.effect import Control, Effect, Point, estimate
from bot.value.moved import moved

BERLIN = ZoneInfo(ZONE)
SERIES = {series.name: series for series in METRICS}


def shipped_at(told: Told) -> datetime:
    assert told.ships is not None
    return datetime.combine(told.ships, time(10), BERLIN)


def made(series: Series, told: Told) -> float:
    """By how much the release moved its metric when the readings were made."""
    return sum(step for begins, step in series.steps if begins == told.ships)


def read_until(series: Series, now: datetime) -> list[Point]:
    """Its readings that are complete by then."""
    young = timedelta(hours=series.watermark_hours)
    return [Point(at, value) for at, value in readings_of(series) if at <= now - young]


def told_of(told: Told, days: int, *, compared: bool = True) -> Effect:
    """What a check-in would say so many days after it shipped."""
    series = SERIES[told.metric]
    now = min(shipped_at(told) + timedelta(days=days), TODAY)
    others = [shipped_at(other) for other in RELEASES if other.metric == told.metric and other.ships and other != told]
    beside = SERIES.get(series.follows[0]) if compared else None
    return estimate(
        read_until(series, now),
        shipped_at=shipped_at(told),
        now=now,
        zone=ZONE,
        neighbours=[at for at in others if at < now],
        controls=[Control(beside.name, read_until(beside, now))] if beside is not None else [],
    )


MEASURED = [told for told in RELEASES if told.ships and told.metric in SERIES]
DAILY = [told for told in MEASURED if SERIES[told.metric].every_days == 1]
SELDOM = [told for told in MEASURED if told not in DAILY]


@pytest.mark.parametrize("told", DAILY, ids=lambda told: told.name)
@pytest.mark.parametrize("days", [7, 30])
def test_what_a_check_in_would_say_holds_what_was_put_in(told: Told, days: int) -> None:
    effect = told_of(told, days)

    assert effect.low is not None
    assert effect.high is not None
    assert effect.low <= made(SERIES[told.metric], told) <= effect.high


@pytest.mark.parametrize("told", SELDOM, ids=lambda told: told.name)
@pytest.mark.parametrize("days", [7, 30])
def test_of_what_is_read_once_a_week_or_month_it_holds_too_or_nothing_is_said(told: Told, days: int) -> None:
    effect = told_of(told, days)

    if effect.says == "nothing":
        assert effect.n_after == 0
    else:
        assert effect.low is None or effect.high is None or effect.low <= made(SERIES[told.metric], told) <= effect.high
    if SERIES[told.metric].every_days == 7 and SERIES[told.metric].last is None:
        assert effect.low is not None


def test_the_sale_would_be_taken_for_the_release_where_nothing_is_compared() -> None:
    (told,) = [told for told in MEASURED if SERIES[told.metric].follows[0]]

    beside, alone = told_of(told, 30), told_of(told, 30, compared=False)

    true = made(SERIES[told.metric], told)
    assert alone.low is not None
    assert beside.low is not None
    assert beside.high is not None
    assert alone.low > true
    assert (beside.low, beside.high) == (pytest.approx(true, abs=7), pytest.approx(true, abs=7))


def test_signups_move_in_september_without_a_release() -> None:
    series = SERIES["Signups"]
    now = datetime.combine(NOTICED, time(9), BERLIN)

    found = moved(read_until(series, now), now=now, zone=ZONE)

    assert found is not None
    assert MOVED <= found.since.astimezone(BERLIN).date() < NOTICED
    assert not [told for told in MEASURED if told.metric == series.name and told.ships and told.ships.month > 7]
