"""Look at a metric once a day: owe the word of promises that do not come, and say if it moved without a release."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.kinds import About, Desk, Kind
from bot.flows.metrics import read_lately
from bot.flows.metrics.alerts import business_of
from bot.flows.signals.behind import behind_on, owe_behind
from bot.slack import render
from bot.slack.render import Message
from bot.value.moved import Moved, moved
from bot.value.naming import in_command
from storage import alerts, ledger, metrics, posts, teams
from storage.alerts import Alert
from storage.metrics import Metric
from storage.posts import Post

# A release that shipped this lately and was to move the metric explains that it moves.
WINDOW = timedelta(days=30)
# What is said of a metric is not said again within four weeks: by then it is what is expected.
PAUSE = timedelta(days=28)


@dataclass(frozen=True, kw_only=True)
class Signal:
    """That a metric moved, as it was seen, and what people said of it."""

    post_id: int
    metric: Metric
    since: datetime
    value: float
    expected: float
    low: float
    high: float
    relative: float | None
    chance: int
    zone: str
    # When it was seen.
    at: datetime
    # Who said what of it; "" for nobody yet, and noise where there is nothing to explain.
    who: str = ""
    words: str = ""
    is_noise: bool = False

    @property
    def change(self) -> float:
        """By how much it moved."""
        return self.value - self.expected

    @property
    def called(self) -> str:
        """The metric as a command takes it."""
        return in_command(self.metric.name)


async def compose_look(desk: Desk, post: Post) -> Message | None:
    """That the metric moved, if it did and no release explains it; on the way the words of promises are owed.

    What it has seen stays with the post, so that it says the same when someone has explained it.
    """
    async with desk.database.reading(post.workspace_id) as session:
        look = await alerts.get(session, post.subject_id)
        metric = await metrics.get(session, look.metric_id) if look is not None else None
        if look is None or metric is None or metric.archived_at is not None:
            return None
        zone = await zone_of(session, post.channel_id)
        if "since" in post.details:
            return said(post, metric, zone)
        business = await business_of(session, metric.pk)
        if business is None:
            return None
        behind = await behind_on(session, metric, now=desk.now)
        found = None
        if business.channel_id == post.channel_id and await may_be_news(session, look, metric, now=desk.now):
            lately = await read_lately(session, metric.pk, now=desk.now)
            found = moved(lately, now=desk.now, zone=zone, watermark=metric.watermark)
    if behind:
        async with desk.database.writing(post.workspace_id) as session:
            for each in behind:
                await owe_behind(session, each, now=desk.now)
    if found is None:
        return None
    post.details = {**post.details, **details_of(found), "at": desk.now.isoformat()}
    async with desk.database.writing(post.workspace_id) as session:
        await posts.remember(session, post.pk, post.details)
    return said(post, metric, zone)


async def zone_of(session: AsyncSession, channel_id: str) -> str:
    """The zone of the team of a channel."""
    team = await teams.by_channel(session, channel_id)
    return team.zone if team is not None else "UTC"


async def may_be_news(session: AsyncSession, look: Alert, metric: Metric, *, now: datetime) -> bool:
    """Whether a move would be worth a word: none was said lately, and no release is there to explain it."""
    if look.said_at is not None and now - look.said_at < PAUSE:
        return False
    return not await ledger.shipped_on_metric(session, metric.pk, now - WINDOW, now)


def details_of(found: Moved) -> dict[str, object]:
    """What was seen, as it is kept with the post."""
    return {
        "since": found.since.isoformat(),
        "value": found.value,
        "expected": found.expected,
        "low": found.between.low,
        "high": found.between.high,
        "relative": found.relative,
        "chance": found.chance,
    }


def signal_of(post: Post, metric: Metric, zone: str) -> Signal:
    """What a post has said of a metric."""
    kept = dict(post.details)
    since, at = (datetime.fromisoformat(kept.pop(name)) for name in ("since", "at"))
    return Signal(post_id=post.pk, metric=metric, since=since, at=at, zone=zone, **kept)


def said(post: Post, metric: Metric, zone: str) -> Message:
    """It in words."""
    return render.message("signals/moved", signal=signal_of(post, metric, zone))


async def after_said(session: AsyncSession, post: Post, now: datetime) -> None:
    """From now on the metric's moves are left alone for a while."""
    look = await alerts.held(session, post.subject_id)
    if look is not None and not post.details.get("who"):
        look.said_at = now
        session.add(look)


async def about_metric(session: AsyncSession, post: Post) -> About | None:
    """The metric, and whoever owns it."""
    look = await alerts.get(session, post.subject_id)
    metric = await metrics.get(session, look.metric_id) if look is not None else None
    return About(people=(metric.owner_id or metric.created_by,), name=metric.name) if metric is not None else None


METRIC_LOOK = Kind(name="metric_look", compose=compose_look, about=about_metric, after_sent=after_said)
