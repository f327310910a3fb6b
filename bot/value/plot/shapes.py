"""Name what a chart is made of. Coordinates are in the chart's own units: right and down from its top left corner."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.errors import Refusal
from bot.value.plot.ticks import Wording


class Reading(Protocol):
    """One value at one time."""

    @property
    def at(self) -> datetime: ...

    @property
    def value(self) -> float: ...


class NothingToPlot(Refusal):
    """There are no readings to draw."""


@dataclass(frozen=True)
class Marker:
    """A moment worth a line across the chart: a release, with the few letters of its flag; or one that is beside it."""

    at: datetime
    label: str
    is_neighbour: bool = False


@dataclass(frozen=True)
class Expected:
    """What would have been expected at a time without the release; the range is None where nobody can say."""

    at: datetime
    likely: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Frame:
    """The rectangle in which values are drawn."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Spot:
    """A reading, where it is drawn, and what it is."""

    x: float
    y: float
    at: datetime
    value: float


@dataclass(frozen=True)
class Tick:
    """A line of the grid or a mark on the axis of time; `below` is the second line of a date (its year, or its day)."""

    at: float
    label: str
    below: str = ""


@dataclass(frozen=True)
class Rule:
    """A level line from left to right. Where it lies beyond the frame, `off` says "above" or "below"."""

    value: float
    y: float
    left: float
    right: float
    off: str = ""


@dataclass(frozen=True)
class Slice:
    """The expected range at one x; `low` is drawn below `high`."""

    x: float
    likely: float
    low: float
    high: float


@dataclass(frozen=True)
class Label:
    """Words beside a line's end: `kind` is last, target, expected or baseline; `y` is the middle of the text.

    `detail` is a second line: a unit too long for the first.
    """

    kind: str
    text: str
    x: float
    y: float
    detail: str = ""


@dataclass(frozen=True)
class Flag:
    """A release's line at `x`, and its pill from `left` to `right`, `top` to `bottom`; without label: no room."""

    x: float
    label: str
    left: float
    right: float
    top: float
    bottom: float
    is_neighbour: bool = False


@dataclass(frozen=True)
class Key:
    """A sign of the chart at `x`, and what it stands for: `kind` is read, expected or neighbour; `y` is its middle."""

    kind: str
    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Plot:
    """A chart, laid out. Words are shortened to fit; `name`, `readings`, `expected` and `markers` are whole."""

    width: float
    height: float
    frame: Frame
    title: str
    subtitle: str
    name: str
    words: Wording
    value_ticks: tuple[Tick, ...]
    time_ticks: tuple[Tick, ...]
    runs: tuple[tuple[Spot, ...], ...]
    bridges: tuple[tuple[Spot, Spot], ...]
    dots: tuple[Spot, ...]
    stroke: float
    last: Spot
    band: tuple[Slice, ...]
    has_range: bool
    target: Rule | None
    baseline: Rule | None
    labels: tuple[Label, ...]
    flags: tuple[Flag, ...]
    keys: tuple[Key, ...]
    without: str
    readings: tuple[Spot, ...]
    expected: tuple[Expected, ...]
    markers: tuple[Marker, ...]
    zone: str
