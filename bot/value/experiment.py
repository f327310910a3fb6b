"""Compare a variant with its control, each so many of so many people, and say what that shows of a hypothesis.

The difference of the two shares gets a 95 % interval by the hybrid score method: with Wilson's limits l and u of each
share p, variant − control lies from d − √((p_v − l_v)² + (u_c − p_c)²) to d + √((u_v − p_v)² + (p_c − l_c)²)
(Newcombe, Interval estimation for the difference between independent proportions: comparison of eleven methods,
Statistics in Medicine 17, 1998, method 10; the limits of one share: Wilson, 1927). It keeps what it promises where
shares are near 0 or 1, and never leaves −1 to 1.
"""

import math
import re
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

from bot.errors import Refusal
from bot.value.amounts import format_amount, format_change, format_span
from bot.value.directions import gain
from bot.value.figure import Figure
from bot.value.promise import Promised
from bot.value.verdict import Judgement, rate, reaches

Word = Literal["validated", "invalidated", "inconclusive", "too_few"]

# Of fewer people in an arm nothing is said: the interval would be 28 points wide or so.
LEAST = 100
MOST = 2_000_000_000
Z = NormalDist().inv_cdf(0.975)
ARMS = ("control", "variant")
_COUNT = r"\d{1,3}(?:,\d{3})+|\d+"
_TYPED = re.compile(rf"(?P<arm>control|variant)\s+(?P<hits>{_COUNT})\s+of\s+(?P<n>{_COUNT})", re.IGNORECASE)
_MEANT = re.compile(r"(control|variant)\b", re.IGNORECASE)
LABELS: dict[str, str] = {"too_few": "too few to say"}


class NotAnArm(Refusal):
    """Say how many of how many."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message, hint="Like `control 120 of 1000`, and `variant 150 of 1010`.")


@dataclass(frozen=True)
class Arm:
    """So many of so many people did it."""

    hits: int
    n: int

    @property
    def share(self) -> float:
        """Which share did."""
        return self.hits / self.n

    @property
    def words(self) -> str:
        """How it is shown: "120 of 1,000, 12 %"."""
        return f"{self.hits:,} of {self.n:,}, {format_amount(100 * self.share, '%', digits=2)}"


@dataclass(frozen=True, kw_only=True)
class Compared:
    """How much more the variant does than its control, in points of percent, and what that shows."""

    control: Arm
    variant: Arm
    change: float
    low: float
    high: float
    word: Word

    @property
    def label(self) -> str:
        """What it shows, in words."""
        return LABELS.get(self.word, self.word)

    @property
    def shows(self) -> bool:
        """Whether it shows that the variant caused something."""
        return self.word in ("validated", "invalidated")

    @property
    def amount(self) -> str:
        """How it is shown: "+4.8 pt (+1.7 to +7.9 pt)"."""
        return f"{format_change(self.change, '%', digits=2)} ({format_span(self.low, self.high, '%')})"

    def figure(self, more: tuple[str, ...] = ()) -> Figure:
        """What stands behind it; `more` says what else was counted and is left out."""
        return Figure(
            label="experiment",
            value=f"{self.amount}: {self.label}",
            formula="variant − control; its 95 % interval by Newcombe's hybrid score method (1998): validated when "
            f"all of it is a gain, invalidated when all of it is a loss; each arm needs {LEAST}",
            rows_in=(f"control: {self.control.words}", f"variant: {self.variant.words}"),
            rows_out=more,
        )


def verdict_shown(promised: Promised, compared: Compared) -> Judgement | None:
    """The verdict that an experiment proposes for a promise of as much; None where it shows nothing.

    *Hit* when the whole interval clears the promise's low and the difference reaches its likely; *missed* when it stays
    under its low, or is no gain; *partly* in between.
    """
    if not compared.shows:
        return None
    rating = rate(promised, compared.change)
    if compared.word == "invalidated":
        return Judgement("missed", "in an experiment what had it did worse than what had not")
    if rating == "missed":
        return Judgement("missed", "in an experiment the change is less than the promised low")
    worst = min(gain(compared.low, promised.direction), gain(compared.high, promised.direction))
    if rating == "partly" or not reaches(worst, gain(promised.low, promised.direction)):
        return Judgement("partly", "in an experiment the change is part of what was promised, or may be")
    return Judgement("hit", "in an experiment the change reaches the promised likely, and all of its range the low")


def names_arm(text: str) -> bool:
    """Whether an arm's name is among these words, if only as a part of a metric's."""
    return any(arm in text.casefold() for arm in ARMS)


def is_arm(text: str) -> bool:
    """Whether these words mean an arm of an experiment."""
    return _MEANT.match(text.strip()) is not None


def parse_arm(text: str) -> tuple[str, Arm]:
    """What "variant 150 of 1,010" says.

    Raises:
        NotAnArm: it is not of that form, of nobody, or of more than there are.
    """
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        raise NotAnArm()
    hits, n = (int(found[name].replace(",", "")) for name in ("hits", "n"))
    if n == 0:
        raise NotAnArm("Of 0 there is no share.")
    if hits > n:
        raise NotAnArm(f"{hits:,} is more than all {n:,} of them.")
    if n > MOST:
        raise NotAnArm(f"{n:,} is more than there are.")
    return found["arm"].lower(), Arm(hits, n)


def wilson(arm: Arm) -> tuple[float, float]:
    """Between which shares the true one lies, 95 times of 100 (Wilson, 1927)."""
    p, n = arm.share, arm.n
    middle = p + Z * Z / (2 * n)
    reach = Z * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    whole = 1 + Z * Z / n
    return max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole)


def difference(variant: Arm, control: Arm) -> tuple[float, float]:
    """Between which the difference of two shares lies, 95 times of 100 (Newcombe, 1998, method 10)."""
    d = variant.share - control.share
    (low_v, high_v), (low_c, high_c) = wilson(variant), wilson(control)
    down = math.hypot(variant.share - low_v, high_c - control.share)
    up = math.hypot(high_v - variant.share, control.share - low_c)
    return d - down, d + up


def compare(control: Arm, variant: Arm, direction: Literal["up", "down"] = "up") -> Compared:
    """What an experiment shows; `direction` is the metric's good one."""
    low, high = difference(variant, control)
    worst, best = sorted((gain(low, direction), gain(high, direction)))
    word: Word = "validated" if worst > 0 else "invalidated" if best < 0 else "inconclusive"
    if min(control.n, variant.n) < LEAST:
        word = "too_few"
    change = variant.share - control.share
    return Compared(control=control, variant=variant, change=100 * change, low=100 * low, high=100 * high, word=word)
