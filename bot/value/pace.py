"""Hold what a release has moved so far against what it should have moved by now, and say how it comes along."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import fmean
from typing import Literal

from bot.value.amounts import format_change, format_share
from bot.value.directions import toward
from bot.value.effect import ALARMING, Control, Effect, estimate
from bot.value.effect.estimate import UTC
from bot.value.effect.sides import part
from bot.value.figure import Figure
from bot.value.points import Point
from bot.value.promise import Promised

Curve = Literal["linear", "step", "saturating"]
# How a promise may come to its full size by its day: bit by bit, at once, or fast at first and then slower.
CURVES: tuple[Curve, ...] = ("linear", "step", "saturating")
COMES: dict[Curve, str] = {
    "linear": "bit by bit",
    "step": "at once",
    "saturating": "fast at first, then slower,",
}
# Of what comes fast first and slower then, this is left to come on the day: 5 of 100.
LEFT = 3.0
# Less probable than this, what was promised has not come; it is worth watching; and this much of it is on its way.
UNDER, WATCH, ON_TRACK = 0.05, 0.2, 0.8
HARM = 0.975
# So much of what is promised is as good as it.
NEARLY = 0.8

Word = Literal["harm", "under", "watch", "open", "on_track"]
# From the worst on.
WORDS: tuple[Word, ...] = ("harm", "under", "watch", "open", "on_track")


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How a promise comes along: what it should have moved by now, and what it has."""

    # Both as changes of the metric, on average of the periods that are compared.
    expected: float
    effect: Effect
    # The same that is looked at now and then, and the one that holds when it is looked at every day.
    word: Word
    alarm: Word

    @property
    def share(self) -> float:
        """How much of what is expected has come: 0.2; less than nothing where it moved the other way."""
        return (self.effect.change or 0.0) / self.expected

    def figure(self, unit: str, *, promised: float, curve: Curve, until: str) -> Figure:
        """What stands behind it; `unit` is the metric's, and `until` the day of the promise, for people."""
        effect = self.effect.figure(unit)
        return replace(
            effect,
            label="pace",
            value=f"{format_share(self.share)} of what was expected by now",
            formula="change seen ÷ change expected by now. It is told when there is less than 1 chance in 700 that all "
            f"of that has come: it is looked at every day. The change seen is {effect.formula}",
            rows_in=(
                f"change seen: {effect.value}",
                f"expected by now: {format_change(self.expected, unit)}, {format_share(self.expected / promised)} of "
                f"{format_change(promised, unit)} promised, to come {COMES[curve]} until {until}",
                *effect.rows_in,
            ),
        )


def pace(
    readings: Sequence[Point],
    *,
    shipped_at: datetime,
    now: datetime,
    promised: Promised,
    until: datetime | None,
    curve: Curve = "linear",
    zone: str = UTC,
    neighbours: Sequence[datetime] = (),
    watermark: timedelta = timedelta(0),
    controls: Sequence[Control] = (),
) -> Pace | None:
    """How what was promised for the moment `until` comes along, as seen at `now`; without one, or once it has passed,
    all of it is expected. Readings younger than the metric's `watermark` are left out.

    None while it cannot be told: no range, or one that several releases share.

    Raises:
        ValueError: a moment names no zone.
    """
    read = part(readings, shipped_at=shipped_at, now=now, watermark=watermark, zone=zone).compared
    if not read:
        return None
    share = fmean(come(curve, point.at, shipped_at, until) for point in read)
    expected = promised.likely * share
    effect = estimate(
        readings,
        shipped_at=shipped_at,
        now=now,
        direction=promised.direction,
        zone=zone,
        neighbours=neighbours,
        watermark=watermark,
        controls=controls,
        sizes=(expected, NEARLY * expected),
    )
    if effect.probability is None or effect.train or not expected:
        return None
    up = toward(promised.direction) > 0
    whole, nearly = (each if up else 1 - each for each in effect.at_least)
    harm = 1 - effect.probability
    return Pace(
        expected=expected,
        effect=effect,
        word=judged(whole, nearly, harm, under=UNDER, hurts=HARM),
        alarm=judged(whole, nearly, harm, under=1 - ALARMING, hurts=ALARMING),
    )


def judged(whole: float, nearly: float, harm: float, *, under: float, hurts: float) -> Word:
    """The word for the probabilities of all that is expected, of nearly all, and of the other direction."""
    if harm > hurts:
        return "harm"
    if whole < under:
        return "under"
    if whole < WATCH:
        return "watch"
    return "on_track" if nearly > ON_TRACK else "open"


def curve_of(word: str) -> Curve:
    """The curve of this name.

    Raises:
        ValueError: there is none.
    """
    for curve in CURVES:
        if curve == word:
            return curve
    raise ValueError(f"No promise comes like “{word}”.")


def come(curve: Curve, at: datetime, shipped_at: datetime, until: datetime | None) -> float:
    """How much of what is promised should have come at a moment: 0 when it ships, 1 by its day."""
    if curve == "step" or until is None or until <= shipped_at:
        return 1.0
    passed = min(1.0, max(0.0, (at - shipped_at) / (until - shipped_at)))
    return passed if curve == "linear" else math.expm1(-LEFT * passed) / math.expm1(-LEFT)
