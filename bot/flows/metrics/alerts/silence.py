"""Watch for a metric's silence: one word when a reading is missing that something hangs on, once in each silence."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.attention.renew import seen_to
from bot.flows.kinds import About, Desk, Kind, Thing
from bot.flows.metrics.alerts.hanging import hanging_on
from bot.slack import render
from bot.slack.render import Message
from bot.value.calendar import DAY, WorkCalendar
from bot.value.freshness import freshness
from storage import alerts, metrics, posts, readings
from storage.alerts import Alert
from storage.metrics import Metric
from storage.posts import Post
from storage.readings import Reading


async def needs_readings(session: AsyncSession, metric_id: int | None, *, now: datetime) -> None:
    """Something hangs on a metric from now on, or again: see that its silence will be told of."""
    metric = await metrics.get(session, metric_id) if metric_id is not None else None
    if metric is None:
        return
    watch = await alerts.ensure(session, metric.pk, alert_kind="stale", channel_id="", now=now)
    watch.state = "on"
    await watch_for_silence(session, watch, metric, await readings.latest(session, metric.pk), now=now)
    look = await alerts.ensure(session, metric.pk, alert_kind="look", channel_id="", now=now)
    if look.state != "on":
        look.state = "on"
        session.add(look)


async def watch_for_silence(
    session: AsyncSession, watch: Alert, metric: Metric, newest: Reading | None, *, now: datetime
) -> None:
    """Owe the word for the moment at which a reading would be missing, unless it is owed or was said of this silence.

    It waits there while readings come: at its moment it is put off to where the newest of them leads.
    """
    session.add(watch)
    if metric.archived_at is not None or await is_owed(session, watch, now):
        return
    silent_from = (newest.at if newest is not None else metric.created_at) + timedelta(days=metric.fresh_days)
    if watch.beyond and silent_from < now:
        return
    if watch.beyond:
        await seen_to(session, "metric", metric.pk, (metric.owner_id or metric.created_by,), now=now)
    watch.beyond = False
    hanging = await hanging_on(session, metric.pk)
    if hanging is None:
        return
    # At the team's hour, on a day on which someone is there to mend it; after the moment, when it has come true.
    due_at = working_hour_after(hanging.calendar, max(silent_from, now), hanging.hour)
    watch.episode += 1
    post = await posts.owe(
        session,
        key_text=f"stale:{watch.pk}:{watch.episode}",
        kind="metric_stale",
        subject_id=watch.pk,
        channel_id=hanging.channel_id,
        due_at=due_at,
    )
    watch.post_id, watch.due_at = post.pk, due_at


async def freshness_changed(session: AsyncSession, metric: Metric, *, now: datetime) -> None:
    """A metric is stale sooner or later than before: the word that waits is put to where that leads."""
    for watch in await alerts.on_metric(session, metric.pk):
        if watch.kind != "stale" or not is_waiting(watch, now):
            continue
        post, hanging = await posts.get(session, watch.post_id or 0), await hanging_on(session, metric.pk)
        if post is None or post.state != "due" or hanging is None:
            continue
        newest = await readings.latest(session, metric.pk)
        silent_from = (newest.at if newest is not None else metric.created_at) + timedelta(days=metric.fresh_days)
        post.due_at = watch.due_at = working_hour_after(hanging.calendar, max(silent_from, now), hanging.hour)
        session.add_all([post, watch])


def working_hour_after(calendar: WorkCalendar, moment: datetime, hour: str) -> datetime:
    """The first moment after another at which a team's clock shows an hour on a day on which it works."""
    day = calendar.next_working(calendar.local(moment).date())
    while (at := calendar.moment(day, hour)) <= moment:
        day = calendar.next_working(day + DAY)
    return at


def is_waiting(alert: Alert, now: datetime) -> bool:
    """Whether it is Payoff's own, and what it owes waits for a moment that is still to come."""
    return alert.threshold is None and alert.post_id is not None and alert.due_at is not None and now <= alert.due_at


async def is_owed(session: AsyncSession, watch: Alert, now: datetime) -> bool:
    """Whether the word is on its way. One that its channel did not take counts as said."""
    if watch.post_id is None:
        return False
    if is_waiting(watch, now):
        return True
    post = await posts.get(session, watch.post_id)
    if post is not None and post.state in ("due", "sending"):
        return True
    watch.post_id, watch.beyond = None, True
    return False


async def compose_silence(desk: Desk, post: Post) -> Message | None:
    """How long there was no reading, and what hangs on it; None when there is one again, or nothing hangs on it."""
    async with desk.database.reading(post.workspace_id) as session:
        watch = await alerts.get(session, post.subject_id)
        metric = await metrics.get(session, watch.metric_id) if watch is not None else None
        if watch is None or metric is None or metric.archived_at is not None:
            return None
        newest = await readings.latest(session, metric.pk)
        fresh = freshness(newest.at if newest is not None else metric.created_at, desk.now, metric.fresh_days)
        hanging = await hanging_on(session, metric.pk)
    if not fresh.stale or hanging is None or hanging.channel_id != post.channel_id:
        return None
    return render.message(
        "alerts/stale", metric=metric, days=fresh.days, newest=newest, hanging=hanging, zone=hanging.calendar.zone
    )


async def after_said(session: AsyncSession, post: Post, now: datetime) -> None:
    """This silence has been told of; a reading that came meanwhile has ended it already."""
    await go_on(session, post, said=True, now=now)


async def after_unsaid(session: AsyncSession, post: Post, now: datetime) -> None:
    """There was nothing to say: wait for the moment to which the newest reading leads."""
    await go_on(session, post, said=False, now=now)


async def go_on(session: AsyncSession, post: Post, *, said: bool, now: datetime) -> None:
    """Leave a post behind, and watch on."""
    watch = await alerts.held(session, post.subject_id)
    metric = await metrics.get(session, watch.metric_id) if watch is not None else None
    if watch is None or metric is None or watch.post_id != post.pk:
        return
    watch.post_id, watch.beyond = None, said
    if said:
        watch.said_at = now
    await watch_for_silence(session, watch, metric, await readings.latest(session, metric.pk), now=now)


async def about_silence(session: AsyncSession, post: Post) -> About | None:
    """The metric, and whoever owns it."""
    watch = await alerts.get(session, post.subject_id)
    metric = await metrics.get(session, watch.metric_id) if watch is not None else None
    return About(people=(metric.owner_id or metric.created_by,), name=metric.name) if metric is not None else None


async def reading_to_record(session: AsyncSession, post: Post, user_id: str, now: datetime) -> list[Thing]:
    """The metric, while a reading of it is missing and it is theirs to record."""
    watch = await alerts.get(session, post.subject_id)
    metric = await metrics.get(session, watch.metric_id) if watch is not None else None
    if metric is None or metric.archived_at is not None or (metric.owner_id or metric.created_by) != user_id:
        return []
    newest = await readings.latest(session, metric.pk)
    is_missing = freshness(newest.at if newest is not None else metric.created_at, now, metric.fresh_days).stale
    return [Thing(about="metric", name=metric.name, key="", value=metric.pk)] if is_missing else []


METRIC_STALE = Kind(
    name="metric_stale",
    compose=compose_silence,
    about=about_silence,
    after_sent=after_said,
    after_dropped=after_unsaid,
    things=reading_to_record,
)
