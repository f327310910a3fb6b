"""Score forecasts: how far off they were, and whether what was said to come 80 times of 100 does.

Score: Brier, Verification of forecasts expressed in terms of probability (Monthly Weather Review 78, 1950), here in the
form for two outcomes: the mean of (said − came)², 0 at best and 1 at worst; who always says 50 % gets 0.25. Interval:
Wilson, Probable inference, the law of succession, and statistical inference (JASA 22, 1927), at 95 %.

The question of a forecast is whether its promise will be *hit*. *Partly* and *missed* are no; *too early* and
*unmeasurable* are no answer, so that nothing is scored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from bot.value.plot import Native

# Of fewer forecasts nothing is said: a coin comes up heads three times of four, too.
ENOUGH = 5
# The 97.5th percentile of the normal distribution.
Z = 1.959963984540054
CAME = {"hit": True, "partly": False, "missed": False}


@dataclass(frozen=True)
class Scored:
    """One forecast that has its answer: the chance that was given, in percent, and whether it came."""

    chance: int
    came: bool

    def __post_init__(self) -> None:
        if not 0 <= self.chance <= 100:
            raise ValueError(f"{self.chance} is no chance in percent.")


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """Forecasts of about the same chance: 80 stands for 75 to 84."""

    chance: int
    n: int
    came: int
    # How often it came, and between what the true share lies 95 times of 100.
    share: float
    low: float
    high: float

    @property
    def is_enough(self) -> bool:
        """Whether there are enough to say anything of."""
        return self.n >= ENOUGH


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """How good the forecasts of a person or a team were."""

    n: int
    # None below five.
    brier: float | None
    buckets: tuple[Bucket, ...]

    @property
    def best_known(self) -> Bucket | None:
        """The chance that was given most often, if often enough to say something; of several the highest."""
        known = [bucket for bucket in self.buckets if bucket.is_enough]
        return max(known, key=lambda bucket: (bucket.n, bucket.chance), default=None)

    def drawn(self) -> Native | None:
        """What came true against what was said, in percent, with how many of each; None with fewer than two to join.

        Whoever knows what they say has both lines alike.
        """
        known = [bucket for bucket in self.buckets if bucket.is_enough]
        if len(known) < 2:
            return None
        lines: dict[str, list[float]] = {
            "said": [bucket.chance for bucket in known],
            "came true": [100 * bucket.share for bucket in known],
            "of many, at least": [100 * bucket.low for bucket in known],
            "of many, at most": [100 * bucket.high for bucket in known],
        }
        return Native(
            "What was said and what came true, %",
            tuple((name, tuple(round(float(share), 1) for share in line)) for name, line in lines.items()),
            tuple(f"{bucket.chance} % said, {bucket.n}×" for bucket in known),
        )


def scored(chance: int, verdict: str) -> Scored | None:
    """A forecast with what came of its promise; None where the verdict is no answer to it."""
    return Scored(chance, CAME[verdict]) if verdict in CAME else None


def brier(forecasts: Sequence[Scored]) -> float:
    """The mean squared distance between what was said and what came: 80 % and missed is 0.64.

    Raises:
        ValueError: there are no forecasts.
    """
    if not forecasts:
        raise ValueError("Without a forecast there is no score.")
    distances = [Fraction(one.chance, 100) - int(one.came) for one in forecasts]
    return float(sum((distance * distance for distance in distances), Fraction(0)) / len(forecasts))


def consensus(chances: Sequence[int]) -> int:
    """What several said together, in whole percent: their mean, a half going up.

    Raises:
        ValueError: nobody said anything.
    """
    if not chances:
        raise ValueError("Nobody said anything.")
    return (2 * sum(chances) + len(chances)) // (2 * len(chances))


def calibrate(forecasts: Sequence[Scored]) -> Calibration:
    """The score of forecasts, and for each chance how often what was given it came, the lowest chance first."""
    by_chance: dict[int, list[Scored]] = {}
    for one in forecasts:
        by_chance.setdefault(about(one.chance), []).append(one)
    return Calibration(
        n=len(forecasts),
        brier=brier(forecasts) if len(forecasts) >= ENOUGH else None,
        buckets=tuple(bucket(chance, by_chance[chance]) for chance in sorted(by_chance)),
    )


def about(chance: int) -> int:
    """The chance that one is counted under: 80 for 75 to 84."""
    return (chance + 5) // 10 * 10


def bucket(chance: int, forecasts: Sequence[Scored]) -> Bucket:
    """How often what was given about this chance came."""
    came = sum(1 for one in forecasts if one.came)
    low, high = wilson(came, len(forecasts))
    return Bucket(chance=chance, n=len(forecasts), came=came, share=came / len(forecasts), low=low, high=high)


def wilson(came: int, n: int) -> tuple[float, float]:
    """Between what the true share lies 95 times of 100, when this many of n came.

    (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n), with p = came/n.

    Raises:
        ValueError: n is not more than 0, or fewer than none or more than all came.
    """
    if n <= 0 or not 0 <= came <= n:
        raise ValueError(f"{came} of {n} is no share.")
    share, square = came / n, Z * Z
    middle = share + square / (2 * n)
    reach = Z * sqrt(share * (1 - share) / n + square / (4 * n * n))
    low, high = ((middle + side * reach) / (1 + square / n) for side in (-1, 1))
    # At the ends the formula is exact but for the last digit.
    return (0.0 if came == 0 else low), (1.0 if came == n else high)
