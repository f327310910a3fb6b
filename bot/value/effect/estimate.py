"""Estimate how a metric changed with a release, from the readings before it and since."""

import math
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.value.amounts import format_share
from bot.value.baseline import WINDOW, Before, before
from bot.value.digits import exact, measured, resolution
from bot.value.directions import toward
from bot.value.effect.answer import DETECTABLE, ENOUGH, NOT_VERIFIED, Compared, Effect, Model, Says
from bot.value.effect.controls import Control, beneath, held_against, uncompared
from bot.value.effect.sides import COMPARED, LEARNED, RAMPS, Sides, part
from bot.value.figure import counted
from bot.value.points import Point, mean
from bot.value.series.grain import Grain, Grid, period_of
from bot.value.span import Band, Span

if TYPE_CHECKING:
    from bot.value.effect.measured import Measured, Triple
    from bot.value.series.course import Explained

UTC = "UTC"
# What is computed is kept with so many digits of what it may be off by: the rest differs from machine to machine.
DIGITS = 6
# What is less probable is not told of.
WORTH_TELLING = 0.05


def estimate(
    readings: Sequence[Point],
    *,
    shipped_at: datetime,
    now: datetime,
    watermark: timedelta = timedelta(0),
    baseline: float | None = None,
    direction: str = "up",
    zone: str = UTC,
    neighbours: Sequence[datetime] = (),
    controls: Sequence[Control] = (),
    promised: float | None = None,
    sizes: Sequence[float] = (),
) -> Effect:
    """How a metric changed with the release of `shipped_at`, as seen at `now`.

    After is the mean of the complete readings since shipping, of their last 28 days (by the hour two weeks, by the week
    eight, by the month twelve); before is what the readings before shipping let expect for the same periods. Readings
    younger than `watermark` are still being filled up and are not used, nor are those dated ahead of now. With fewer
    than four periods read before shipping before is their mean, or without any the outcome's own `baseline`, and only
    values are said.

    `neighbours` are when other releases shipped that may have moved the same metric, `controls` other metrics that move
    with it and that none of them moved, `direction` where the metric is good, and `promised` the likely change; of each
    of the `sizes` it is told how probable a change of at least so much is. Days, weeks and months are those of the
    `zone`. Without a control this is about what goes with the release; it is no proof that the release caused it.

    Raises:
        ValueError: a moment names no zone.
    """
    sides = part(readings, shipped_at=shipped_at, now=now, watermark=watermark, zone=zone)
    if sides.later and periods_read(sides, sides.earlier) >= ENOUGH:
        found = with_range(sides, now, direction, neighbours, controls, promised, sizes)
        if found is not None:
            return found
    return values_only(sides, shipped_at, baseline, controls)


def with_range(
    sides: Sides,
    now: datetime,
    direction: str,
    neighbours: Sequence[datetime],
    controls: Sequence[Control],
    promised: float | None,
    sizes: Sequence[float],
) -> Effect | None:
    """The effect as the model gives it; None where too little was read before other releases that shipped near."""
    # numpy and scipy take a third of a second and 50 MB, so they are not taken in before the first effect is asked for.
    from bot.value.effect.steps import beside
    from bot.value.series.course import course

    held = held_against(sides, controls)
    sides = held.sides
    grid = sides.grid()
    split = sides.split - grid.first
    window = COMPARED[sides.grain]
    columns = [beneath(sides, grid.first, len(grid.values), control) for control in held.controls]
    series = course(
        grid,
        learned=split,
        ahead=max(0, split + window - len(grid.values)),
        floor=resolution([point.value for point in sides.earlier]) / math.sqrt(12),
        controls=columns,
    )
    places = [period_of(at, sides.grain, sides.zone) - grid.first for at in neighbours]
    found, train = beside(series, split, places, window=window, size=promised, ramps=RAMPS[sides.grain])
    if found is None:
        return None
    after = float(mean(sides.compared))
    low, likely, high = found.change
    fine = digits_of(high - low)
    expected = round(after - likely, fine) + 0.0
    change = float(exact(after) - exact(expected)) + 0.0
    learned = periods_read(sides, sides.earlier)
    return Effect(
        before=expected,
        after=after,
        change=change,
        low=min(round(low, fine), change) + 0.0,
        high=max(round(high, fine), change) + 0.0,
        n_before=learned,
        n_after=periods_read(sides, sides.compared),
        says="range",
        note=NOT_VERIFIED,
        latest_at=sides.later[-1].at,
        newest=float(mean(sides.newest())),
        rows_in=(
            f"{counted(learned, sides.grain)} read before shipping",
            f"{counted(periods_read(sides, sides.compared), sides.grain)} read since shipping",
            *(("releases that shipped too near to be told apart are measured as one",) if train else ()),
            *(
                f"probability that {'it' if place == split else 'its nearest neighbour'} comes bit by bit: "
                f"{format_share(round(share, 2))}"
                for place, share in found.gradual.items()
                if share >= WORTH_TELLING
            ),
            *held.rows_in,
        ),
        rows_out=(*sides.left_out, *held.rows_out),
        probability=round(found.above if toward(direction) > 0 else 1 - found.above, DIGITS),
        at_least=tuple(round(found.at_least(each), DIGITS) for each in sizes),
        total=summed(found.overall, sides.days()),
        expected=tuple(
            Band(grid.begins(split + place), *(round(each, fine) for each in band))
            for place, band in enumerate(found.expected)
            # Where another metric was not read nobody knows what to expect.
            if not any(map(math.isnan, (band[1], *(column[split + place] for column in columns))))
        ),
        detectable=DETECTABLE * (high - low) / 2,
        tells_on=None if found.tells_after is None else day_when(sides, grid, found.tells_after, now),
        is_partial_week=sides.grain == "day" and bool(series.seasons) and periods_read(sides, sides.later) < 7,
        train=tuple(neighbours[place] for place in train),
        compared_with=tuple(control.name for control in held.controls),
        model=model_of(found, sides),
    )


def values_only(sides: Sides, shipped_at: datetime, baseline: float | None, controls: Sequence[Control] = ()) -> Effect:
    """What was read before and since, without a word on chance."""
    earlier = before(sides.earlier, shipped_at, WINDOW)
    start = mean(earlier.points) if earlier.points else None if baseline is None else measured(baseline)
    end = mean(sides.compared) if sides.later else None
    change = None if start is None or end is None else float(end - start) + 0.0
    says: Says = "nothing" if change is None else "values"
    told = f"{earlier.words} before shipping" if earlier.points else "no reading before shipping"
    if not earlier.points and start is not None:
        told = "the baseline as it was written down"
    since = f"{counted(len(sides.compared), 'reading')} since shipping" if sides.later else NOTHING_SINCE
    return Effect(
        before=None if start is None else float(start) + 0.0,
        after=None if end is None else float(end) + 0.0,
        change=change,
        low=None,
        high=None,
        n_before=len(earlier.points),
        n_after=len(sides.compared),
        says=says,
        note=note_for(says, earlier, baseline),
        latest_at=max((point.at for point in (*sides.earlier, *sides.later)), default=None),
        newest=float(mean(sides.newest())) if sides.later else None,
        rows_in=(told, since),
        rows_out=(*sides.left_out, *(uncompared(control) for control in controls)),
    )


NOTHING_SINCE = "no complete reading since shipping"


def note_for(says: Says, earlier: Before, baseline: float | None) -> str:
    """What has to be said with values, or with nothing."""
    count = len(earlier.points)
    if says == "values" and count == 0:
        return "compared with the baseline as it was written down: nothing was read before shipping"
    if says == "values":
        return f"{counted(count, 'reading')} before shipping: values only, chance cannot be told from change"
    return "nothing was read before shipping" if count == 0 and baseline is None else NOTHING_SINCE


def day_when(sides: Sides, grid: Grid, count: int, now: datetime) -> date:
    """The day, on the wall, on which so many periods will have been read since shipping, if it goes on from now."""
    here = max(len(grid.values), period_of(now, sides.grain, sides.zone) - grid.first)
    place = here + count - (len(grid.values) - (sides.split - grid.first))
    return grid.begins(place).astimezone(sides.zone).date()


def periods_read(sides: Sides, points: Sequence[Point]) -> int:
    """In how many different periods these were read."""
    return len(sides.periods(points))


def summed(each: "Triple", days: float) -> Span:
    """An effect of a period on average, over so many days."""
    fine = digits_of((each[2] - each[0]) * days)
    low, likely, high = (round(end * days, fine) + 0.0 for end in each)
    return Span(low, likely, high)


def digits_of(width: float) -> int:
    """How many digits after the point are kept of what may be off by so much."""
    return DIGITS - math.floor(math.log10(width)) if width > 0 else 2 * DIGITS


def model_of(found: "Measured", sides: Sides) -> Model:
    """The model for people."""
    return model_for(found.way.explained, sides.grain, before="shipping", compared=found.way.compared)


def model_for(explained: "Explained", grain: Grain, *, before: str, compared: Compared = "forecast") -> Model:
    """What readings were explained with up to something, for people."""
    names = {"day": "weekday", "month": "month", "hour": "hour and weekday", "week": ""}
    return Model(
        grain=f"by the {grain}, at most {LEARNED[grain]} {grain}s before {before}",
        scale=explained.scale.name,
        season=names[grain] if explained.has_season else "none",
        noise=explained.fit.noise,
        compared=compared,
        is_steadied=explained.is_steadied,
    )
