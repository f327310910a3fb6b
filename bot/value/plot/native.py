"""Say the same chart in the few points that Slack's own chart block takes."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from statistics import fmean
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.value.plot.days import day_and_month
from bot.value.plot.extent import drawable, extent
from bot.value.plot.lettering import printable
from bot.value.plot.shapes import Marker, NothingToPlot, Reading
from bot.value.plot.ticks import wording
from bot.value.span import Band

MOST_POINTS = 20
LONGEST_NAME = 20
LONGEST_TITLE = 50

MINUTE, HOUR, DAY, WEEK = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)
# What is averaged over where there are too many readings.
SPANS = (
    *((number * MINUTE, f"{number}-minute") for number in (1, 5, 15, 30)),
    *((number * HOUR, f"{number}-hour") for number in (1, 2, 3, 6, 12)),
    *((number * DAY, f"{number}-day") for number in (1, 2, 3)),
    *((number * WEEK, f"{number}-week") for number in (1, 2, 4, 13, 26, 52)),
)


class Native(NamedTuple):
    """A line chart: every series has one value for each category, in order."""

    title: str
    series: tuple[tuple[str, tuple[float, ...]], ...]
    categories: tuple[str, ...]


class Place(NamedTuple):
    """One point: the moment it begins, and its value."""

    at: datetime
    value: float


def line(
    readings: Iterable[Reading],
    *,
    unit: str = "",
    title: str = "",
    zone: str = "UTC",
    target: float | None = None,
    markers: Sequence[Marker] = (),
    start: datetime | None = None,
    expected: Sequence[Band] = (),
) -> Native:
    """Readings as a line of at most 20 points.

    Up to 20 readings are shown as they are. More are averaged over equal spans of time that end with the newest
    reading, and the title says so; a span without readings is left out, never filled. The point at which a release
    begins names it. Nothing is shown from before `start`. Lines have no gaps: before the first period of which anything
    is `expected` what was read stands for it.

    Raises:
        NothingToPlot: no reading is a number.
    """
    shown = drawable(readings, start, None)
    if not shown:
        raise NothingToPlot()
    axis, _ = extent([reading.value for reading in shown], (), None, target)
    words = wording(axis, printable(unit))
    places, note = few(shown)
    name = printable(title) or words.unit or "value"
    lines = [(clipped(name, LONGEST_NAME), shown), *(paths(shown, expected) if expected else ())]
    # What was read is drawn last, and so on top, where it is what would be expected.
    series = [(called, tuple(words.rounded(place.value) for place in few(line)[0])) for called, line in reversed(lines)]
    if target is not None:
        rule = "target" if lines[0][0].casefold() != "target" else "to reach"
        series.append((rule, (target,) * len(places)))
    there = ZoneInfo(zone)
    categories = named([place.at.astimezone(there) for place in places])
    for marker in markers:
        first = next((index for index, place in enumerate(places) if place.at >= marker.at), 0)
        label = f"{categories[first]} · {marker.label}"
        # A release before the first point, or after the last, begins at none of them.
        if first and len(label) <= LONGEST_NAME:
            categories[first] = label
    return Native(clipped(name, LONGEST_TITLE - len(note)) + note, tuple(series), tuple(categories))


def paths(readings: Sequence[Reading], expected: Sequence[Band]) -> list[tuple[str, Sequence[Reading]]]:
    """What would have been read instead of each reading, and between what it would have been 95 times of 100."""
    begins = [band.at for band in expected]
    bands = [
        expected[place - 1] if place else Band(reading.at, reading.value, reading.value, reading.value)
        for reading in readings
        for place in [bisect_right(begins, reading.at)]
    ]
    return [
        ("expected", [Place(one.at, band.mid) for one, band in zip(readings, bands, strict=True)]),
        ("expected, at least", [Place(one.at, band.low) for one, band in zip(readings, bands, strict=True)]),
        ("expected, at most", [Place(one.at, band.high) for one, band in zip(readings, bands, strict=True)]),
    ]


def few(places: Sequence[Reading]) -> tuple[Sequence[Reading], str]:
    """As many points as Slack draws, and what to call them where they are averages."""
    return averaged(places) if len(places) > MOST_POINTS else (places, "")


def averaged(places: Sequence[Reading]) -> tuple[Sequence[Reading], str]:
    """Averages over the shortest spans of which 20 are enough, and what to call them."""
    first, last = places[0].at, places[-1].at
    years = (last - first) // (MOST_POINTS * 52 * WEEK) + 1
    spans = (*SPANS, (years * 52 * WEEK, f"{years * 52}-week"))
    span, called = next((span, called) for span, called in spans if (last - first) // span < MOST_POINTS)
    within: dict[int, list[float]] = {}
    for place in places:
        within.setdefault((last - place.at) // span, []).append(place.value)
    # The newest span ends with the newest reading, so that it is as full as the others.
    means = [Place(last - (ago + 1) * span, fmean(within[ago])) for ago in sorted(within, reverse=True)]
    return means, f" · {called} averages"


def clipped(text: str, longest: int) -> str:
    """The text, cut with an ellipsis where it is longer."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def named(moments: Sequence[datetime]) -> list[str]:
    """A name for each moment: the shortest kind that tells them apart, with the year where there are several."""
    ways: list[Callable[[datetime], str]] = [
        lambda moment: f"{day_and_month(moment)} {moment.year}",
        lambda moment: f"{day_and_month(moment)} {moment:%H:%M}",
        lambda moment: f"{moment:%Y-%m-%d %H:%M:%S}",
    ]
    if moments[0].year == moments[-1].year:
        ways.insert(0, day_and_month)
    for way in ways:
        names = [way(moment) for moment in moments]
        if len(set(names)) == len(names):
            return names
    return [str(number) for number in range(1, len(moments) + 1)]
