"""Choose round dates for the axis of time, in the team's zone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.value.plot.lettering import width_of

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MOST = 7
# Hours are written within so much time; from there on, days.
HOURS_WITHIN = timedelta(days=2)
# Room between two dates, in letters of their size.
APART = 1.1

Moments = Callable[[datetime, datetime], Iterator[datetime]]


@dataclass(frozen=True)
class Moment:
    """A moment on the axis of time: seconds since 1970, and what is written below it, in one line or two."""

    seconds: float
    label: str
    below: str = ""


@dataclass(frozen=True)
class Step:
    """A way to walk along a calendar; how its moments are written (time, day, month, year); their least distance."""

    written: str
    least: timedelta
    moments: Moments


def minutes(every: int) -> Step:
    """Every so many minutes on the wall."""

    def walk(first: datetime, last: datetime) -> Iterator[datetime]:
        day = first.replace(hour=0, minute=0, second=0, microsecond=0)
        while day <= last:
            for minute in range(0, 24 * 60, every):
                yield day.replace(hour=minute // 60, minute=minute % 60)
            day += timedelta(days=1)

    return Step("time", timedelta(minutes=every), walk)


def days(every: int) -> Step:
    """Every so many days; weeks begin on Mondays."""

    def walk(first: datetime, last: datetime) -> Iterator[datetime]:
        day = first.replace(hour=0, minute=0, second=0, microsecond=0)
        # Day 1 of the calendar was a Monday.
        day -= timedelta(days=(day.toordinal() - 1) % every)
        while day <= last:
            yield day
            day += timedelta(days=every)

    return Step("day", timedelta(days=every), walk)


def months(every: int, on: Sequence[int] = (1,)) -> Step:
    """Every so many months, on the first (or on the 1st and 15th)."""

    def walk(first: datetime, last: datetime) -> Iterator[datetime]:
        day = first.replace(hour=0, minute=0, second=0, microsecond=0)
        for month in range(first.year * 12 + (first.month - 1) // every * every, last.year * 12 + last.month, every):
            for number in on:
                yield day.replace(year=month // 12, month=month % 12 + 1, day=number)

    return Step("month" if every > 1 else "day", timedelta(days=28 * every / len(on)), walk)


def years(every: int) -> Step:
    """Every so many years."""

    def walk(first: datetime, last: datetime) -> Iterator[datetime]:
        day = first.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
        for year in range(max(first.year // every * every, 1), last.year + 1, every):
            yield day.replace(year=year)

    return Step("year", timedelta(days=365 * every), walk)


STEPS = (
    *(minutes(every) for every in (15, 30, 60, 180, 360, 720)),
    *(days(every) for every in (1, 2, 7)),
    months(1, on=(1, 15)),
    *(months(every) for every in (1, 2, 3, 6)),
    *(years(every) for every in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 10_000)),
)


def time_axis(start: float, end: float, *, zone: str, size: float, room: float) -> list[Moment]:
    """The round moments between two times (seconds since 1970) whose labels have room, as many as fit."""
    place = ZoneInfo(zone)
    first, last = (datetime.fromtimestamp(seconds, place) for seconds in (start, end))
    choices = (
        written(
            [moment for moment in step.moments(first, last) if is_shown(moment, step, start, end)], step, first, last
        )
        for step in STEPS
        if last - first <= (MOST + 1) * step.least and (step.written != "time" or last - first < HOURS_WITHIN)
    )
    # The longest step finds one moment at most, which always has room.
    return next(words for words in choices if len(words) <= MOST and have_room(words, room / (end - start), size))


def is_shown(moment: datetime, step: Step, start: float, end: float) -> bool:
    """Whether a moment lies within the axis; a time of day that the clock skips in spring is on none."""
    return start <= moment.timestamp() <= end and (step.written != "time" or is_on_the_clock(moment))


def is_on_the_clock(moment: datetime) -> bool:
    """Whether this time of day occurs on this day."""
    return moment.astimezone(UTC).astimezone(moment.tzinfo).hour == moment.hour


def written(moments: Sequence[datetime], step: Step, first: datetime, last: datetime) -> list[Moment]:
    """The words below each moment; the second line is written once, and again where it changes."""
    words: list[Moment] = []
    said = ""
    for moment in moments:
        day = day_and_month(moment)
        label, below = {
            "time": (f"{moment:%H:%M}", day),
            "day": (day, str(moment.year) if first.year != last.year else ""),
            "month": (MONTHS[moment.month - 1], str(moment.year)),
            "year": (str(moment.year), ""),
        }[step.written]
        words.append(Moment(moment.timestamp(), label, below if below != said else ""))
        said = below
    return words


def day_and_month(moment: datetime) -> str:
    """1 Mar."""
    return f"{moment.day} {MONTHS[moment.month - 1]}"


def have_room(words: Sequence[Moment], scale: float, size: float) -> bool:
    """Whether no label comes near the one before it."""
    edge = float("-inf")
    for word in words:
        middle, half = word.seconds * scale, max(width_of(word.label, size), width_of(word.below, size)) / 2
        if middle - half < edge:
            return False
        edge = middle + half + APART * size
    return True
