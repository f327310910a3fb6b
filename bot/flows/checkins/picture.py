"""Draw a release's metric: before and since, its target, what would be expected without it, and its neighbours."""

from datetime import datetime, timedelta

from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.checkins.question import Asked
from bot.flows.releases.find import key_of
from bot.slack.pictures import Picture, show
from bot.value.cadence import windows
from bot.value.plot import Expected, Marker, Native, NothingToPlot, Plot, beside, line, plot
from storage import posts
from storage.checkins import CheckIn

STEP = timedelta(days=1)


async def picture_of(client: AsyncWebClient, asked: Asked, *, zone: str, now: datetime) -> Picture | None:
    """The picture as Slack holds it; None without readings, or where Slack does not take it."""
    drawn = plot_of(asked, zone=zone, now=now)
    return await show(client, drawn) if drawn is not None else None


async def picture_at(session: AsyncSession, look: CheckIn) -> Picture | None:
    """The picture with which a look was asked; None without one, and where several were asked in one message."""
    post = await posts.get(session, look.asked_in) if look.asked_in is not None else None
    if post is None or "picture" not in post.details:
        return None
    return Picture(post.details["picture"], post.details["alt"])


def plot_of(asked: Asked, *, zone: str, now: datetime) -> Plot | None:
    """The chart of one check-in; None with fewer than two readings, which a line cannot join."""
    metric, shipped_at = asked.metric, asked.release.shipped_at
    if metric is None or shipped_at is None or len(asked.points) < 2:
        return None
    try:
        return plot(
            asked.points,
            unit=metric.unit,
            title=metric.name,
            subtitle=asked.release.name,
            zone=zone,
            target=asked.meaning.target,
            expected=expected_of(asked, shipped_at, now),
            markers=markers_of(asked, shipped_at),
            start=start_of(asked, shipped_at),
            without="these releases" if asked.train else "the release",
        )
    except NothingToPlot:
        return None


def expected_of(asked: Asked, shipped_at: datetime, now: datetime) -> list[Expected]:
    """The path without the release; where no model says it, what was read before, as a level line."""
    effect = asked.effect
    if effect.expected or effect.before is None:
        return beside(effect.expected, asked.points)
    return [Expected(at, effect.before) for at in (shipped_at, max(now, shipped_at + STEP))]


def markers_of(asked: Asked, shipped_at: datetime) -> list[Marker]:
    """The release, those that shipped near it, and those in the picture that were to move the same number."""
    rivals = [other for other in asked.rivals if other.shipped_at and other.shipped_at >= start_of(asked, shipped_at)]
    others = {other.pk: other for other in (*asked.neighbours, *rivals)}.values()
    beside_it = [Marker(other.shipped_at, key_of(other), is_neighbour=True) for other in others if other.shipped_at]
    return [Marker(shipped_at, asked.key), *beside_it]


def start_of(asked: Asked, shipped_at: datetime) -> datetime:
    """Where its picture begins."""
    return shipped_at - 3 * windows(asked.points)[0]


def native_of(asked: Asked, *, zone: str) -> Native | None:
    """The same as a line of few points; None where nothing was read since.

    It is for answers that cannot wait for a picture: a command has three seconds, and Slack takes time with a file.
    """
    metric, shipped_at = asked.metric, asked.release.shipped_at
    if metric is None or shipped_at is None or asked.effect.before is None or asked.effect.after is None:
        return None
    try:
        return line(
            asked.points,
            unit=metric.unit,
            title=metric.name,
            zone=zone,
            target=asked.meaning.target,
            markers=markers_of(asked, shipped_at),
            start=start_of(asked, shipped_at),
            expected=asked.effect.expected,
        )
    except NothingToPlot:
        return None
