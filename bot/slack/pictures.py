"""Put a chart where a message can show it."""

from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import charts
from bot.slack.files import NotProcessed, upload
from bot.slack.trouble import code_of
from bot.value.plot import Plot

# What Slack keeps of a file's description.
LONGEST_ALT = 1_000

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Picture:
    """A chart that Slack holds: for `image(picture.file_id, picture.alt)` in a template."""

    file_id: str
    alt: str


async def show(client: AsyncWebClient, plot: Plot) -> Picture | None:
    """The chart as a file in Slack; None where that fails: a message without its picture is better than none."""
    alt = charts.alt(plot)
    alt = alt if len(alt) <= LONGEST_ALT else alt[: LONGEST_ALT - 1] + "…"
    try:
        content = await charts.png(charts.draw(plot))
        return Picture(await upload(client, "chart.png", content, title=plot.name or "Chart", alt=alt), alt)
    except SlackApiError as error:
        log.warning("picture_failed", reason=code_of(error))
    except (NotProcessed, ClientError, TimeoutError, BrokenProcessPool) as error:
        log.warning("picture_failed", reason=type(error).__name__)
    return None
