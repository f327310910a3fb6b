"""Judge whether a release moved its metric as promised."""

import math
from dataclasses import dataclass
from typing import Literal

from bot.value.amounts import format_change, format_share, format_span
from bot.value.directions import gain
from bot.value.effect import CONFIRMED, DETECTABLE, ENOUGH, Effect
from bot.value.figure import Figure, counted
from bot.value.promise import Promised

Word = Literal["hit", "partly", "missed", "too_early", "unmeasurable"]
Rating = Literal["", "hit", "partly", "missed"]

LABELS: dict[str, str] = {
    "hit": "hit", "partly": "partly", "missed": "missed", "too_early": "too early", "unmeasurable": "unmeasurable",
}  # fmt: skip


@dataclass(frozen=True)
class Judgement:
    """A verdict that is proposed, and why; people decide."""

    word: Word
    why: str
    # What the values alone would say where the verdict is too early for want of readings; "" otherwise.
    leaning: Rating = ""

    @property
    def label(self) -> str:
        """The verdict as it is shown: "too early"."""
        return LABELS[self.word]

    def backs(self, word: str) -> bool:
        """Whether what it rests on shows another verdict as well: who did all that was promised did part of it."""
        return word == self.word or (word == "partly" and self.word == "hit")


def judge(promised: Promised, effect: Effect | None, *, final: bool = False, looks: int = 3) -> Judgement:
    """The verdict that the readings propose for a promise; `effect` is None for an outcome without a metric.

    *Unmeasurable* without readings to compare. *Too early* without a complete reading since shipping, with fewer than
    four before it, when the range holds 0 and is too wide for a change of the promised size to show, when less than a
    whole week of a metric with weekdays was read and nothing stands far out, or when the change is not sure enough to
    hold at several looks. *Hit* when the whole range clears the promise's low and the change reaches its likely;
    *missed* when the change stays under its low, or is no gain; *partly* in between, and where the change is that of
    several releases. `final` says that nobody will look again: then a promise without a reading since shipping is
    unmeasurable, and a change that is not sure enough is partly what was promised. `looks` is how often anyone looks in
    all: whoever looks once finds no more chance than the range says.
    """
    if effect is None:
        return Judgement("unmeasurable", "the outcome has no metric")
    if effect.change is None:
        return without_change(effect, final=final)
    rating = rate(promised, effect.change)
    if effect.low is None or effect.high is None:
        read = counted(effect.n_before, "reading") if effect.n_before else "no reading"
        return Judgement("too_early", f"{read} before shipping; {ENOUGH} are needed to tell chance from change", rating)
    if effect.low <= 0 <= effect.high and DETECTABLE * (effect.high - effect.low) / 2 > abs(promised.likely):
        return Judgement("too_early", "a change as large as the promised one would not stand out yet", rating)
    if effect.is_partial_week and (effect.sureness or 0) < CONFIRMED:
        return Judgement("too_early", "less than a whole week has been read: it may be the weekdays", rating)
    if rating == "missed":
        if is_nothing(promised, effect.low, effect.high):
            return Judgement("missed", "no change to speak of: the whole range is less than the promised low")
        if gain(effect.change, promised.direction) <= 0:
            return Judgement("missed", "it did not move in the promised direction")
        return Judgement("missed", "the change is less than the promised low")
    if looks > 1 and effect.sureness is not None and not effect.is_confirmed:
        why = "a change like this is still chance too often, looked at more than once"
        return Judgement("partly", why) if final else Judgement("too_early", why, rating)
    worst = min(gain(effect.low, promised.direction), gain(effect.high, promised.direction))
    if not reaches(worst, gain(promised.low, promised.direction)):
        return Judgement("partly", "the change is as promised, but it may still be less than the promised low")
    if rating == "partly":
        return Judgement("partly", "the change is between the promised low and likely")
    if effect.train:
        return Judgement("partly", "the change is that of several releases, which shipped too near to be told apart")
    return Judgement("hit", "the change reaches the promised likely, and its whole range clears the promised low")


def is_nothing(promised: Promised, low: float, high: float) -> bool:
    """Whether a change that lies between these is too small to matter, in either direction: smaller than the low."""
    least = gain(promised.low, promised.direction)
    return -least < low <= high < least


def without_change(effect: Effect, *, final: bool) -> Judgement:
    """The verdict where nothing can be compared: never a rating."""
    if effect.n_after:
        return Judgement("unmeasurable", "nothing was read before shipping: there is nothing to compare with")
    if effect.before is None:
        return Judgement("unmeasurable", "there are no readings")
    if final:
        return Judgement("unmeasurable", "nothing was read since shipping")
    return Judgement("too_early", "no complete reading since shipping")


def rate(promised: Promised, change: float) -> Rating:
    """What a change alone would say of a promise: hit from its likely, partly from its low, missed without a gain."""
    least, likely, _ = promised.gains()
    here = gain(change, promised.direction)
    if reaches(here, likely):
        return "hit"
    return "partly" if here > 0 and reaches(here, least) else "missed"


def rate_progress(progress: float) -> Rating:
    """What an outcome's progress says of its target: hit from 1 on, partly above 0, else missed."""
    if reaches(progress, 1):
        return "hit"
    return "partly" if progress > 0 else "missed"


def reaches(here: float, goal: float) -> bool:
    """Whether one number is at least another; a difference in the tenth digit is none."""
    return here >= goal or math.isclose(here, goal, rel_tol=1e-9)


def verdict_figure(judgement: Judgement, promised: Promised, effect: Effect | None, unit: str = "") -> Figure:
    """What stands behind a proposed verdict; `unit` is the metric's."""
    seen = "no metric"
    if effect is not None:
        seen = f"change: {format_change(effect.change, unit)}"
        if effect.low is not None:
            seen += f" ({format_span(effect.low, effect.high, unit)})"
        if effect.sureness is not None:
            seen += f", {format_share(effect.sureness)} sure that it moved this way"
    low, likely, high = (format_change(amount, unit) for amount in (promised.low, promised.likely, promised.high))
    return Figure(
        label="verdict",
        value=judgement.label,
        formula=(
            "hit: the whole range clears the promised low and the change reaches the likely; missed: less than low, "
            f"or no gain; partly: in between; too early: fewer than {ENOUGH} readings before, none after, too wide a "
            "range, or not sure enough for several looks"
        ),
        rows_in=(f"promised: {low}, {likely}, {high}", seen, *(effect.rows_in if effect else ())),
        rows_out=effect.rows_out if effect else (),
    )
