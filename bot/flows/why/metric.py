"""Say what stands behind what is told of a metric: its newest reading, what it can show, that it moved, its lines."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows import metrics as flow_metrics
from bot.flows.metrics.alerts.tell import Crossing, crossing_of
from bot.value.amounts import format_amount
from bot.value.detectable import detectable
from bot.value.figure import Figure, counted, few
from bot.value.freshness import freshness
from bot.value.moved import moved
from bot.value.watermark import spoken, too_young
from storage import alerts, milestones, readings
from storage.metrics import Metric
from storage.outcomes import Outcome
from storage.readings import Reading


async def figures_of_metric(session: AsyncSession, metric: Metric, *, zone: str, now: datetime) -> list[Figure]:
    """What stands behind all that is told of a metric, but for the lines that are drawn for it."""
    figures = []
    newest = await readings.latest(session, metric.pk)
    if newest is not None:
        figures.append(figure_of_newest(metric, newest, zone=zone, now=now))
    figures += await flow_metrics.figures_of(session, metric, now=now)
    lately = await flow_metrics.read_lately(session, metric.pk, now=now)
    seeable = detectable(lately, now=now, zone=zone, watermark=metric.watermark)
    figures += [seeable.figure(metric.unit)] if seeable is not None else []
    found = moved(lately, now=now, zone=zone, watermark=metric.watermark)
    return [*figures, found.figure(metric.unit)] if found is not None else figures


def figure_of_newest(metric: Metric, newest: Reading, *, zone: str, now: datetime) -> Figure:
    """Which reading is the newest, and how old."""
    at = newest.at.astimezone(ZoneInfo(zone))
    fresh = freshness(newest.at, now, metric.fresh_days)
    return Figure(
        label="newest",
        value=f"{format_amount(newest.value, metric.unit)}, {fresh.words}",
        formula=f"the newest reading, as it was read; stale once it is older than {counted(metric.fresh_days, 'day')}",
        rows_in=(f"{at:%Y-%m-%d %H:%M}: {format_amount(newest.value, metric.unit)}, {newest.source}",),
        rows_out=(f"from what is measured, while it is under {spoken(metric.watermark)} old",)
        if metric.watermark and newest.at > now - metric.watermark
        else (),
    )


async def figures_of_lines(session: AsyncSession, metric: Metric, *, now: datetime) -> list[Figure]:
    """What stands behind the alerts on a metric, as they are drawn now."""
    found = [await crossing_of(session, alert, now=now) for alert in await alerts.drawn_on(session, metric.pk)]
    return [await figure_of_line(session, crossing) for crossing in found if crossing is not None]


async def figure_of_line(session: AsyncSession, crossing: Crossing) -> Figure:
    """Whether a metric is beyond a line, since when, and by which readings."""
    metric, newest, threshold, zone = crossing.metric, crossing.newest, crossing.line.threshold, crossing.zone
    drawn = f"{threshold.side} {format_amount(threshold.value, metric.unit)}"
    is_beyond = threshold.is_beyond(newest.value) and crossing.run is not None
    rows = [f"newest: {told(newest.at, newest.value, metric, zone)}"]
    if is_beyond and crossing.run is not None:
        since = await readings.values_between(session, metric.pk, crossing.run.since, newest.at)
        rows += [told(at, value, metric, zone) for at, value in reversed(since.items())]
    return Figure(
        label=f"line {drawn}",
        value=f"{format_amount(newest.value, metric.unit)}: {'beyond it' if is_beyond else 'not beyond it'}",
        formula="the newest complete reading is held against the line; one on the line itself is not beyond it. It is "
        "told when that begins, once a day at most, and when it is over",
        rows_in=few(rows),
        rows_out=too_young(metric.watermark),
    )


def told(at: datetime, value: float, metric: Metric, zone: str) -> str:
    """A reading as a row."""
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}: {format_amount(value, metric.unit)}"


async def figures_of_milestones(session: AsyncSession, outcome: Outcome, metric: Metric, zone: str) -> list[Figure]:
    """Which milestones of an outcome are passed, by which reading, and which are to come."""
    ladder = await milestones.of_outcome(session, outcome.pk)
    passed = [one for one in ladder if one.state == "passed" and one.passed_at is not None]
    if not ladder:
        return []
    return [
        Figure(
            label="milestones",
            value=f"{len(passed)} of {len(ladder)} passed",
            formula="a milestone is passed once the newest complete reading is there, and stays passed",
            rows_in=few(
                [
                    f"{format_amount(one.value, metric.unit)}: passed by the reading "
                    f"{told(one.passed_at, one.passed_value or 0.0, metric, zone)}"
                    for one in passed
                    if one.passed_at is not None
                ]
            ),
            rows_out=few(
                [f"{format_amount(one.value, metric.unit)}: not there yet" for one in ladder if one not in passed]
            ),
        )
    ]
