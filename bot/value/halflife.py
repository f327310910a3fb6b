"""Find out whether an effect fades, and how fast: its half-life, from the effect week by week."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp, log

from bot.value.amounts import format_change, format_share
from bot.value.figure import Figure, counted

# Weeks that are told of.
MOST = 12
# With fewer weeks a few odd ones look like a decay.
ENOUGH = 8
# Half-lives that are tried, in days: from a week to two years, each a fiftieth longer than the one before.
SHORTEST, LONGEST, STEP = 7.0, 730.0, 1.02
# By how much a decay has to explain the weeks better than a level, in units of what it leaves unexplained a week (F of
# 1 and n − 2 degrees of freedom): an effect that stays passes for one that fades in less than one of a hundred looks.
BETTER = 12.0
FORMULA = (
    "the effect of each whole week since shipping, fitted by one that halves every so many days: first × 2^(−days ÷ "
    "half-life), for the half-life that leaves least unexplained. It is told when that explains the weeks much better "
    "than an effect that stays, and less than half is left."
)


@dataclass(frozen=True, kw_only=True)
class Decay:
    """An effect that fades: what it was at first and in the last week, as fitted, and in how many days it halves."""

    first: float
    now: float
    days: float
    weeks: int
    # What it was fitted to: the effect of each week by days since shipping.
    effects: tuple[tuple[float, float], ...] = field(default=(), repr=False)

    @property
    def left(self) -> float:
        """How much of it is left, from 0 to 1."""
        return self.now / self.first

    def figure(self, unit: str = "", sign: int = 1) -> Figure:
        """What stands behind it; `unit` is the metric's, and `sign` that of what was promised."""
        newest = self.effects[-MOST:]
        return Figure(
            label="half-life",
            value=f"{counted(round(self.days), 'day')}: {format_change(sign * self.now, unit)} of "
            f"{format_change(sign * self.first, unit)} is left, {format_share(self.left)}",
            formula=FORMULA,
            rows_in=(
                f"{counted(self.weeks, 'week')} since shipping",
                *((f"the {len(newest)} newest of them:",) if len(newest) < len(self.effects) else ()),
                *(
                    f"day {day:g}: {format_change(sign * size, unit, digits=2)} seen, "
                    f"{format_change(sign * self.first * faded(day, self.days), unit, digits=2)} fitted"
                    for day, size in newest
                ),
            ),
        )


def decay(effects: Sequence[tuple[float, float]]) -> Decay | None:
    """The decay of an effect, from its size (above 0: as promised) by days since shipping; None where it shows none.

    Least squares of a·2^(−t ÷ half-life), for the half-life that fits best; silent with fewer than eight weeks, for
    what did not begin as promised, and unless a level fits much worse.
    """
    if len(effects) < ENOUGH:
        return None
    mean = sum(size for _, size in effects) / len(effects)
    level = sum((size - mean) ** 2 for _, size in effects)
    tried = [(*fitted(effects, days), days) for days in half_lives()]
    left, first, days = min(tried)
    is_better = (level - left) * (len(effects) - 2) > BETTER * left
    if first <= 0 or not is_better:
        return None
    last = max(day for day, _ in effects)
    return Decay(
        first=first, now=first * faded(last, days), days=days, weeks=len(effects), effects=tuple(sorted(effects))
    )


def half_lives() -> list[float]:
    """The half-lives that are tried."""
    count = int(log(LONGEST / SHORTEST) / log(STEP)) + 1
    return [SHORTEST * STEP**place for place in range(count)]


def fitted(effects: Sequence[tuple[float, float]], days: float) -> tuple[float, float]:
    """What a decay of this half-life leaves unexplained, and what it begins with."""
    shape = [faded(day, days) for day, _ in effects]
    first = sum(part * size for part, (_, size) in zip(shape, effects, strict=True)) / sum(part**2 for part in shape)
    return sum((size - first * part) ** 2 for part, (_, size) in zip(shape, effects, strict=True)), first


def faded(day: float, days: float) -> float:
    """What is left of 1 after some days."""
    return exp(-day * log(2) / days)
