"""Draw the picture of a check-in: the metric before and since the release, the target, and what would be expected."""

from datetime import datetime, timedelta

from slack_sdk.web.async_client import AsyncWebClient

from bot.flows.checkins.question import Asked
from bot.slack.pictures import Picture, show
from bot.value.cadence import windows
from bot.value.plot import Expected, Marker, NothingToPlot, Plot, plot

STEP = timedelta(days=1)


async def picture_of(client: AsyncWebClient, asked: Asked, *, zone: str, now: datetime) -> Picture | None:
    """The picture as Slack holds it; None without readings, or where Slack does not take it."""
    drawn = plot_of(asked, zone=zone, now=now)
    return await show(client, drawn) if drawn is not None else None


def plot_of(asked: Asked, *, zone: str, now: datetime) -> Plot | None:
    """The chart of one check-in; None with fewer than two readings, which a line cannot join."""
    metric, shipped_at = asked.metric, asked.release.shipped_at
    if metric is None or shipped_at is None or len(asked.points) < 2:
        return None
    effect = asked.effect
    expected = []
    if effect.before is not None:
        half = effect.half_width
        low = effect.before - half if half is not None else None
        high = effect.before + half if half is not None else None
        expected = [Expected(at, effect.before, low, high) for at in (shipped_at, max(now, shipped_at + STEP))]
    try:
        return plot(
            asked.points,
            unit=metric.unit,
            title=metric.name,
            subtitle=asked.release.name,
            zone=zone,
            target=asked.meaning.target,
            expected=expected,
            markers=[Marker(shipped_at, asked.key)],
            start=shipped_at - 3 * windows(asked.points)[0],
        )
    except NothingToPlot:
        return None
