"""Tell a channel that a line was crossed, and in the thread that it is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.kinds import About, Desk, Kind
from bot.flows.metrics.alerts.hanging import Line, line_of
from bot.flows.metrics.alerts.judge import owe_what_follows
from bot.flows.teams import calendar_of
from bot.slack import render
from bot.slack.render import Message
from bot.value.naming import in_command
from bot.value.points import Point
from bot.value.threshold import Run, last_run
from storage import alerts, ledger, metrics, posts, readings, teams
from storage.alerts import Alert
from storage.metrics import Metric
from storage.posts import Post
from storage.promises import Promise
from storage.readings import Reading
from storage.releases import Release

# How far back the beginning of a run is looked for.
LOOK_BACK = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Crossing:
    """A line that was crossed, as things stand now."""

    line: Line
    metric: Metric
    newest: Reading
    # None when nothing of it is left: a reading was corrected.
    run: Run | None
    promises: Sequence[tuple[Promise, Release]]
    zone: str

    @property
    def called(self) -> str:
        """The metric as a command takes it."""
        return in_command(self.metric.name)


async def crossing_of(session: AsyncSession, alert: Alert, *, now: datetime) -> Crossing | None:
    """What there is to tell of a line; None for a metric that is put away, or has no complete reading."""
    metric = await metrics.get(session, alert.metric_id)
    newest = (
        await readings.newest_complete(session, metric.pk, metric.watermark, now=now) if metric is not None else None
    )
    if metric is None or newest is None or metric.archived_at is not None:
        return None
    line = line_of(alert)
    found = await readings.values_between(session, metric.pk, newest.at - LOOK_BACK, newest.at + timedelta.resolution)
    run = last_run([Point(at=at, value=value) for at, value in found.items()], line.threshold)
    team = await teams.by_channel(session, alert.channel_id)
    hanging = await ledger.hanging_on(session, metric.pk)
    return Crossing(
        line=line,
        metric=metric,
        newest=newest,
        run=run,
        promises=[(promise, release) for promise, release, _ in hanging],
        zone=calendar_of(team).zone if team is not None else "UTC",
    )


async def compose_crossed(desk: Desk, post: Post) -> Message | None:
    """The value, the line, since when, who drew it, and what hangs on the metric; None when it is over already."""
    async with desk.database.reading(post.workspace_id) as session:
        alert = await current(session, post)
        crossing = await crossing_of(session, alert, now=desk.now) if alert is not None and alert.beyond else None
    return render.message("alerts/crossed", crossing=crossing) if crossing is not None else None


async def compose_over(desk: Desk, post: Post) -> Message | None:
    """That the metric is back; None when it has gone beyond again meanwhile."""
    async with desk.database.reading(post.workspace_id) as session:
        alert = await current(session, post)
        if alert is None or alert.beyond or alert.post_id is None:
            return None
        crossed = await posts.get(session, alert.post_id)
        if crossed is None or crossed.state == "dropped":
            return None
        crossing = await crossing_of(session, alert, now=desk.now)
    return render.message("alerts/over", crossing=crossing) if crossing is not None else None


async def current(session: AsyncSession, post: Post) -> Alert | None:
    """The alert that a post speaks for, unless it was taken off or set anew."""
    alert = await alerts.get(session, post.subject_id)
    is_current = alert is not None and alert.state == "on" and alert.episode == post.details["episode"]
    return alert if is_current else None


async def after_crossed(session: AsyncSession, post: Post, now: datetime) -> None:
    """From now on the line is silent for a while; and what changed while this was being said follows."""
    alert = await alerts.held(session, post.subject_id)
    if alert is not None:
        alert.said_at = now
        session.add(alert)
    await after_any(session, post, now)


async def after_any(session: AsyncSession, post: Post, now: datetime) -> None:
    """What follows from how things stand, if that changed while this was being said, or left unsaid."""
    alert = await alerts.held(session, post.subject_id)
    if alert is not None and alert.state == "on" and alert.episode == post.details["episode"]:
        await owe_what_follows(session, alert, now=now)


async def about_alert(session: AsyncSession, post: Post) -> About | None:
    """The metric, and whoever drew the line."""
    alert = await alerts.get(session, post.subject_id)
    metric = await metrics.get(session, alert.metric_id) if alert is not None else None
    return About(people=(alert.set_by,), name=metric.name) if alert is not None and metric is not None else None


ALERT_CROSSED = Kind(
    name="alert_crossed",
    compose=compose_crossed,
    about=about_alert,
    after_sent=after_crossed,
    after_dropped=after_any,
)
ALERT_OVER = Kind(
    name="alert_over",
    compose=compose_over,
    about=about_alert,
    after_sent=after_any,
    after_dropped=after_any,
)
