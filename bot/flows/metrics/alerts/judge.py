"""Judge the newest reading of a metric by the lines that are drawn for it, and owe the word that follows from it.

A crossing is told once in the channel, and once in its thread that it is over; the next one of the same line waits a
day. What is owed follows from how things stand, whichever of several readings, deliveries or processes came first.
"""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.metrics.alerts.hanging import line_of
from bot.flows.metrics.alerts.look import owe_look
from bot.flows.metrics.alerts.silence import is_waiting, watch_for_silence
from bot.value.freshness import freshness
from storage import alerts, posts, readings
from storage.alerts import Alert
from storage.metrics import Metric
from storage.posts import Post
from storage.readings import Reading

# At most one crossing of a line in this time, so that a number that swings around it stays bearable.
PAUSE = timedelta(days=1)


async def judge(session: AsyncSession, metric: Metric, *, now: datetime) -> None:
    """Take in that readings of a metric were saved, in the transaction that saves them.

    Only the newest that is complete counts, whatever was typed, corrected or imported of the past; and it counts while
    it is fresh.
    """
    watching = await alerts.on_metric(session, metric.pk)
    if all(is_waiting(alert, now) for alert in watching):
        return
    newest = counted = await readings.latest(session, metric.pk)
    if metric.watermark_hours:
        counted = await readings.newest_complete(session, metric.pk, metric.watermark, now=now)
    for alert in watching:
        if alert.kind == "stale":
            await watch_for_silence(session, alert, metric, newest, now=now)
            continue
        if alert.kind == "look":
            await owe_look(session, alert, newest, now=now)
            continue
        beyond = is_beyond(alert, metric, counted, now)
        if beyond is not None and beyond != alert.beyond:
            alert.beyond = beyond
            await owe_what_follows(session, alert, now=now)


def is_beyond(alert: Alert, metric: Metric, newest: Reading | None, now: datetime) -> bool | None:
    """Whether the newest complete reading is beyond an alert's line; None when an old one was: nobody knows about
    today.
    """
    if newest is None or not line_of(alert).threshold.is_beyond(newest.value):
        return False
    # It cannot be younger than the watermark.
    return None if freshness(newest.at, now - metric.watermark, metric.fresh_days).stale else True


async def owe_what_follows(session: AsyncSession, alert: Alert, *, now: datetime) -> None:
    """Owe the channel what it does not know yet of a line: that it was crossed, or that this is over."""
    session.add(alert)
    crossed = await posts.get(session, alert.post_id) if alert.post_id is not None else None
    over = await posts.by_key(session, over_key(alert)) if crossed is not None else None
    is_told = crossed is not None and crossed.state in ("sending", "sent")
    if not alert.beyond:
        if crossed is not None and is_told:
            await owe_over(session, alert, crossed, over, now=now)
        return
    is_waiting_to_tell = crossed is not None and crossed.state in ("due", "failed")
    goes_on = is_told and (over is None or over.state in ("due", "dropped"))
    if not (is_waiting_to_tell or goes_on):
        await owe_crossing(session, alert, now=now)


async def owe_over(session: AsyncSession, alert: Alert, crossed: Post, over: Post | None, *, now: datetime) -> None:
    """Owe the thread of a crossing the word that it is over; once said it stays said."""
    await posts.owe(
        session,
        key_text=over_key(alert),
        kind="alert_over",
        subject_id=alert.pk,
        channel_id=alert.channel_id,
        # A thread stays where it is when its team moves to another channel.
        thread_id=crossed.pk if crossed.channel_id == alert.channel_id else None,
        due_at=now,
        details={"episode": alert.episode},
        living=over is not None and over.state == "dropped",
    )


async def owe_crossing(session: AsyncSession, alert: Alert, *, now: datetime) -> None:
    """Begin a new episode: told now, or when the last one is a day ago, if it is still so then."""
    alert.episode += 1
    alert.due_at = max(now, alert.said_at + PAUSE) if alert.said_at is not None else now
    post = await posts.owe(
        session,
        key_text=f"alert:{alert.pk}:{alert.episode}",
        kind="alert_crossed",
        subject_id=alert.pk,
        channel_id=alert.channel_id,
        due_at=alert.due_at,
        details={"episode": alert.episode},
    )
    alert.post_id = post.pk


def over_key(alert: Alert) -> str:
    """What the word is owed under that an episode is over."""
    return f"alert:{alert.pk}:{alert.episode}:over"
