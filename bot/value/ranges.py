"""Hold ranges that were given beforehand against what came: whether it lay within, and how often it does.

Several ranges of one thing are taken together end by end: the median of the lows, of the likelys and of the highs.
Averaging quantiles instead of probabilities keeps what several say as sharp as what each says (Lichtendahl,
Grushka-Cockayne and Winkler, Is it better to average probabilities or quantiles? Management Science 59, 2013), and of
a median no single one that is far out can move an end far (Hora and others, Median aggregation of distribution
functions, Decision Analysis 10, 2013).

How often what came lay within is no proper score: whoever makes ranges wide enough is never outside. So it is held
against what a range is meant to hold, and more is as far off as less.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from bot.value.calibration import ENOUGH, wilson
from bot.value.digits import exact, shown
from bot.value.guess import Guess
from bot.value.honest import median

# What is meant to lie from low to high, as a share of all: who forecasts is told so.
MEANT = Fraction(4, 5)


@dataclass(frozen=True, kw_only=True)
class Held:
    """How often what came lay within the ranges that were given, of those of which it is known what came."""

    n: int
    within: int

    @property
    def is_enough(self) -> bool:
        """Whether there are enough to say anything of."""
        return self.n >= ENOUGH

    @property
    def are(self) -> Literal["", "too narrow", "too wide"]:
        """What that says of the ranges; "" while the difference to what they are meant to hold may be chance."""
        if not self.is_enough:
            return ""
        low, high = wilson(self.within, self.n)
        if high < MEANT:
            return "too narrow"
        return "too wide" if low > MEANT else ""


def held(came: Sequence[bool]) -> Held:
    """How often what came lay within, from whether it did each time."""
    return Held(n=len(came), within=sum(came))


def together(guesses: Sequence[Guess]) -> Guess | None:
    """What several said together of how far a metric moves: the median of each end; None where nobody said.

    The ends keep their order, as every low is the least good end of its range.
    """
    if not guesses:
        return None
    low, likely, high = (
        float(median([Fraction(exact(amount)) for amount in amounts]))
        for amounts in zip(*((guess.low, guess.likely, guess.high) for guess in guesses), strict=True)
    )
    return Guess(low, likely, high)


def is_within(guess: Guess, came: float) -> bool:
    """Whether what came lies from low to high, the ends included, and whatever looks like an end where it is shown:
    “+0.8 pt” is not outside of “0.2 to 0.8”.
    """
    low, high = sorted((guess.low, guess.high))
    least, here, most = (shown(exact(amount)) for amount in (low, came, high))
    return low <= came <= high or least <= here <= most
