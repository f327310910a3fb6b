"""Draft a chart of one metric: its readings, the releases among them, its target, and what was expected."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from bot.value.plot.days import time_axis
from bot.value.plot.extent import drawable, extent, window
from bot.value.plot.flags import ROW, plant
from bot.value.plot.keys import KEYS_LINE, keys_of
from bot.value.plot.lettering import printable, shorten, width_of
from bot.value.plot.shapes import Expected, Frame, Label, Marker, NothingToPlot, Plot, Reading, Rule, Slice, Spot, Tick
from bot.value.plot.spread import spread
from bot.value.plot.thinning import cut, thin
from bot.value.plot.ticks import Wording, value_axis, wording

# Sizes in the chart's units. Slack shows 600 of them at 340 to 600 points: smaller letters are not read there.
WIDTH, HEIGHT = 600.0, 360.0
PAD = 20.0
TITLE, SUBTITLE, TICK, LABEL, LAST = 23.0, 17.0, 16.0, 17.0, 27.0
TITLE_LINE, SUBTITLE_LINE, TICK_LINE, LABEL_LINE, LAST_LINE, DETAIL_LINE = 32.0, 24.0, 19.0, 21.0, 30.0, 18.0
GUTTER = 14.0
# Up to so many readings, each is a dot.
DOTS = 16
# Thinner where readings are dense: (units between two readings, width of the line).
STROKES = ((7.0, 3.2), (2.5, 2.5), (0.0, 1.7))


def plot(
    readings: Iterable[Reading],
    *,
    unit: str = "",
    title: str = "",
    subtitle: str = "",
    zone: str = "UTC",
    target: float | None = None,
    baseline: float | None = None,
    expected: Sequence[Expected] = (),
    markers: Sequence[Marker] = (),
    start: datetime | None = None,
    end: datetime | None = None,
    without: str = "the release",
) -> Plot:
    """Lay out the chart of a metric from `start` to `end` (the readings' own first and last if not given).

    What is expected is expected `without` that.

    Raises:
        NothingToPlot: no reading of the window is a number.
    """
    shown = drawable(readings, start, end)
    if not shown:
        raise NothingToPlot()
    expected = sorted(expected, key=lambda slice_: slice_.at)
    title, subtitle = printable(title), printable(subtitle)
    axis, off = extent([reading.value for reading in shown], expected, baseline, target)
    words = wording(axis, printable(unit))
    ends = line_ends(words, shown[-1].value, expected, baseline, target, off)
    first, last = window(shown, expected, markers, start, end)

    left = round(PAD + max(width_of(words.tick(tick), TICK) for tick in axis.ticks) + GUTTER, 3)
    right = round(WIDTH - PAD - GUTTER - max(end.width for end in ends), 3)
    across = Scale(first, last, left, right)
    moments = time_axis(first, last, zone=zone, size=TICK, room=right - left)

    seen = [marker for marker in markers if first <= marker.at.timestamp() <= last]
    marks = [(across(marker.at.timestamp()), marker.label) for marker in seen]
    beside = {place for place, marker in enumerate(seen) if marker.is_neighbour}
    head = PAD + (TITLE_LINE if title else 0) + (SUBTITLE_LINE if subtitle else 0)
    flags, rows = plant(marks, top=head, left=PAD, right=WIDTH - PAD, neighbours=beside)
    top = head + rows * ROW + GUTTER
    has_range = any(one.low is not None or one.high is not None for one in expected)
    keys = keys_of(PAD, HEIGHT - PAD, without=without if has_range else "", neighbours=bool(beside))
    feet = TICK_LINE * (2 if any(moment.below for moment in moments) else 1) + (KEYS_LINE if keys else 0)
    bottom = HEIGHT - PAD - feet
    up = Scale(axis.low, axis.high, bottom, top)

    spots = tuple(
        Spot(across(reading.at.timestamp()), up(reading.value), reading.at, reading.value) for reading in shown
    )
    runs = cut(spots)
    band = tuple(
        Slice(across(at), *(up(one.likely if value is None else value) for value in (one.likely, one.low, one.high)))
        for one in expected
        if first <= (at := one.at.timestamp()) <= last
    )
    return Plot(
        width=WIDTH,
        height=HEIGHT,
        frame=Frame(left, top, right, bottom),
        title=shorten(title, TITLE, WIDTH - 2 * PAD),
        subtitle=shorten(subtitle, SUBTITLE, WIDTH - 2 * PAD),
        name=title,
        words=words,
        value_ticks=tuple(Tick(up(tick), words.tick(tick)) for tick in axis.ticks),
        time_ticks=tuple(Tick(across(moment.seconds), moment.label, moment.below) for moment in moments),
        runs=tuple(thin(run) for run in runs),
        bridges=tuple((earlier[-1], later[0]) for earlier, later in pairwise(runs)),
        dots=spots if len(spots) <= DOTS else tuple(run[0] for run in runs if len(run) == 1),
        stroke=next(wide for distance, wide in STROKES if (right - left) / len(spots) >= distance),
        last=spots[-1],
        band=band,
        has_range=has_range,
        target=None if target is None else Rule(target, up(target), left, right, off),
        baseline=None if baseline is None else Rule(baseline, up(baseline), left, band[0].x if band else right),
        labels=placed(ends, spots[-1], up, Frame(left, top, right, bottom)),
        flags=flags,
        keys=keys,
        without=without,
        readings=spots,
        expected=tuple(expected),
        markers=tuple(markers),
        zone=zone,
    )


@dataclass(frozen=True)
class Scale:
    """From seconds or values to the chart's units; what lies beyond the axis is drawn at its end."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = min(max((value - self.low) / (self.high - self.low), 0.0), 1.0)
        # Rounded, so that the ends are met exactly; a picture has two pixels for each unit.
        return round(self.start + share * (self.end - self.start), 3)


@dataclass(frozen=True)
class LineEnd:
    """What is written beside the end of a line, before anyone knows where."""

    kind: str
    value: float
    text: str
    detail: str = ""

    @property
    def width(self) -> float:
        size = LAST if self.kind == "last" else LABEL
        return max(width_of(self.text, size), width_of(self.detail, TICK))

    @property
    def height(self) -> float:
        return LABEL_LINE if self.kind != "last" else LAST_LINE + (DETAIL_LINE if self.detail else 0)


def line_ends(
    words: Wording,
    last: float,
    expected: Sequence[Expected],
    baseline: float | None,
    target: float | None,
    off: str,
) -> list[LineEnd]:
    """What each line is called, and its value at its end."""
    ends = [LineEnd("last", last, words.label(last), shorten(words.long_unit, TICK, WIDTH / 4))]
    if target is not None:
        # Off the scale, it is written on a scale of its own.
        own = wording(value_axis(*sorted((0.0, target))), words.unit) if off else words
        arrow = {"above": "↑ ", "below": "↓ "}.get(off, "")
        ends.append(LineEnd("target", target, f"{arrow}target {own.label(target)}"))
    if expected:
        ends.append(LineEnd("expected", expected[-1].likely, f"expected {words.label(expected[-1].likely)}"))
    elif baseline is not None:
        ends.append(LineEnd("baseline", baseline, f"baseline {words.label(baseline)}"))
    return ends


def placed(ends: Sequence[LineEnd], last: Spot, up: Scale, frame: Frame) -> tuple[Label, ...]:
    """The labels in the right margin, apart from one another; the newest reading's beside its dot, if that is far."""
    labels = []
    newest = ends[0]
    if newest.width + 2 * GUTTER < frame.right - last.x:
        # Nothing is drawn to the right of the newest reading.
        (y,) = spread([last.y], [newest.height], top=frame.top, bottom=frame.bottom)
        labels.append(Label(newest.kind, newest.text, last.x + GUTTER, y, newest.detail))
        ends = ends[1:]
    wanted, heights = [up(end.value) for end in ends], [end.height for end in ends]
    middles = spread(wanted, heights, top=frame.top - TICK_LINE / 2, bottom=frame.bottom + TICK_LINE / 2)
    for end, middle in zip(ends, middles, strict=True):
        labels.append(Label(end.kind, end.text, frame.right + GUTTER, middle, end.detail))
    return tuple(labels)
