"""Draw a line for a metric in a channel, move it, and take it away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Refusal
from bot.flows.caller import Caller
from bot.flows.metrics.alerts.hanging import Line, line_of
from bot.flows.metrics.alerts.judge import is_beyond
from bot.flows.metrics.alerts.silence import needs_readings
from bot.flows.metrics.away import MetricArchived
from bot.value.amounts import format_amount
from bot.value.freshness import Freshness, freshness
from bot.value.threshold import Threshold
from storage import alerts, history, metrics, readings
from storage.alerts import Alert
from storage.database import Database
from storage.metrics import Metric
from storage.readings import Reading


class NoAlert(Refusal):
    """There is no such alert in this channel. `/metric alerts` lists all of them."""


class AlertGone(Refusal):
    """This alert is off already."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A line that was drawn, the one that it replaces, and how the metric stands by it."""

    line: Line
    metric: Metric
    before: Threshold | None
    newest: Reading | None


async def draw(session: AsyncSession, caller: Caller, metric: Metric, threshold: Threshold, *, now: datetime) -> Drawn:
    """Draw a line in the caller's channel, or move the one it has on that side; it speaks when it is crossed next.

    A metric that is beyond it already does not cross it: whoever draws the line is told so at once.

    Raises:
        MetricArchived: it is put away.
    """
    if metric.archived_at is not None:
        raise MetricArchived(metric)
    alert = await alerts.ensure(session, metric.pk, alert_kind=threshold.side, channel_id=caller.channel_id, now=now)
    before = line_of(alert).threshold if alert.state == "on" else None
    newest = await readings.newest_complete(session, metric.pk, metric.watermark, now=now)
    if before != threshold:
        alert.threshold, alert.state = threshold.value, "on"
        alert.set_by, alert.set_at = caller.user_id, now
        alert.beyond = is_beyond(alert, metric, newest, now) or False
        # A new line has nothing to do with what was said of the old one.
        alert.episode, alert.post_id, alert.due_at, alert.said_at = alert.episode + 1, None, None, None
        session.add(alert)
        await note(session, caller, metric, before, threshold, now=now)
        await needs_readings(session, metric.pk, now=now)
    return Drawn(line=line_of(alert), metric=metric, before=before, newest=newest)


async def erase(session: AsyncSession, caller: Caller, metric: Metric, *, now: datetime) -> Sequence[Line]:
    """Take away what is drawn for a metric in the caller's channel.

    Raises:
        NoAlert: nothing is.
    """
    here = [alert for alert in await alerts.drawn_on(session, metric.pk) if alert.channel_id == caller.channel_id]
    if not here:
        raise NoAlert()
    return [await take_away(session, caller, alert, metric, now=now) for alert in here]


async def erase_one(database: Database, caller: Caller, alert_id: int, *, now: datetime) -> tuple[Line, Metric]:
    """Take one line away, whichever channel it is in.

    Raises:
        AlertGone: it is away already.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        alert = await alerts.held(session, alert_id)
        metric = await metrics.get(session, alert.metric_id) if alert is not None else None
        if alert is None or metric is None or alert.state == "off" or alert.threshold is None:
            raise AlertGone()
        return await take_away(session, caller, alert, metric, now=now), metric


async def take_away(session: AsyncSession, caller: Caller, alert: Alert, metric: Metric, *, now: datetime) -> Line:
    """Turn an alert off, and write down who did."""
    line = line_of(alert)
    alert.state = "off"
    session.add(alert)
    await note(session, caller, metric, line.threshold, None, now=now)
    return line


async def note(
    session: AsyncSession,
    caller: Caller,
    metric: Metric,
    old: Threshold | None,
    new: Threshold | None,
    *,
    now: datetime,
) -> None:
    """Write down what changed."""
    words = ["" if one is None else f"{one.side} {format_amount(one.value, metric.unit)}" for one in (old, new)]
    await history.record(
        session, "metric", metric.pk, who=caller.user_id, what="alert", old=words[0], new=words[1], at=now
    )


@dataclass(frozen=True, kw_only=True)
class Listed:
    """Some of all lines, each with its metric and how that stands."""

    rows: Sequence[tuple[Line, Metric, Reading | None, Freshness]]
    number: int
    pages: int
    count: int


async def lines_of(session: AsyncSession, number: int, *, size: int, now: datetime) -> Listed:
    """One page of all lines, by their metrics' names; the last one where there are fewer."""
    found = await alerts.drawn(session)
    pages = max(1, -(-len(found) // size))
    number = min(max(1, number), pages)
    rows = []
    for alert, metric in found[(number - 1) * size : number * size]:
        newest = await readings.latest(session, metric.pk)
        fresh = freshness(newest.at if newest is not None else None, now, metric.fresh_days)
        rows.append((line_of(alert), metric, newest, fresh))
    return Listed(rows=rows, number=number, pages=pages, count=len(found))
