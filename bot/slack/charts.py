"""Draw charts: an SVG from a template, and a PNG of it for Slack."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bot.slack.raster import rasterize, settle_in
from bot.value.plot import Plot, Slice, Spot
from bot.value.plot.days import day_and_month

TEMPLATES = Path(__file__).parents[2] / "templates" / "charts"
# Pixels for each unit of a chart: screens have two for each point.
DENSITY = 2.0

_painters: ProcessPoolExecutor | None = None


def draw(plot: Plot) -> str:
    """The chart as SVG: a white card with round corners, which stands well on a light and on a dark page."""
    return environment().get_template("line.svg.j2").render(plot=plot)


def alt(plot: Plot) -> str:
    """The chart in words, for whoever cannot see it."""
    return environment().get_template("alt.txt.j2").render(plot=plot)


async def png(svg: str) -> bytes:
    """The picture of an SVG. The first one waits for a process to start.

    Raises:
        ValueError: it is no SVG.
    """
    loop = asyncio.get_running_loop()
    try:
        return await loop.run_in_executor(painters(), rasterize, svg, DENSITY)
    except BrokenProcessPool:
        # Something ended the process (the machine was out of memory): once more, with a new one.
        close()
        return await loop.run_in_executor(painters(), rasterize, svg, DENSITY)


def painters() -> ProcessPoolExecutor:
    """The process that draws, started when first needed."""
    global _painters
    if _painters is None:
        # Spawned: a fork would copy the threads' locks and the open database.
        _painters = ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), initializer=settle_in)
    return _painters


def close() -> None:
    """End the process that draws; the next picture starts another."""
    global _painters
    if _painters is not None:
        _painters.shutdown(wait=True, cancel_futures=True)
    _painters = None


@cache
def environment() -> Environment:
    """Where charts' templates live: in an SVG, what is no markup is escaped for XML."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(enabled_extensions=("svg.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(n=coordinate, path=path, outline=outline, middle=middle, day=day)
    return made


def coordinate(value: float) -> str:
    """A number as SVG writes it: to a hundredth, without what need not be said."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def day(moment: datetime, zone: str) -> str:
    """A date with its year, where a team is."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{day_and_month(local)} {local.year}"


def path(spots: Sequence[Spot]) -> str:
    """A line from reading to reading."""
    return joined([(spot.x, spot.y) for spot in spots])


def outline(band: Sequence[Slice]) -> str:
    """The edge of the expected range."""
    upper = [(slice_.x, slice_.high) for slice_ in band]
    lower = [(slice_.x, slice_.low) for slice_ in reversed(band)]
    return joined([*upper, *lower]) + "Z"


def middle(band: Sequence[Slice]) -> str:
    """The line of what was expected."""
    return joined([(slice_.x, slice_.likely) for slice_ in band])


def joined(corners: Sequence[tuple[float, float]]) -> str:
    """Straight lines from corner to corner; a single corner is a point that a round pen shows."""
    ends = corners if len(corners) > 1 else [*corners, *corners]
    return "M" + "L".join(f"{coordinate(x)} {coordinate(y)}" for x, y in ends)
