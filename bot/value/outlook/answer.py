"""Hold where a metric will be on a day, and say what stands behind it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.value.amounts import format_amount, format_between, format_share
from bot.value.figure import Figure, counted
from bot.value.span import Band, Span

# With fewer periods read there is no projection.
ENOUGH = 4
# From this probability on it is likely, up to that one unlikely; in between it is open.
LIKELY, UNLIKELY = 0.8, 0.2
# A word that was told stands until the probability is so far beyond what ends it.
STANDS = 0.1

Word = Literal["likely", "open", "unlikely"]

FORMULA = (
    "where the mean of the last seven days up to that day will lie, 95 times of 100, if it goes on as it was read: "
    "level, slope, season and the releases that shipped, averaged over every kind of noise by how well it explains the "
    "readings. The probability is that of reaching the target or better."
)
RAMP = (
    "a release is still being taken up: that it does nothing, shows at once, levels off within weeks or grows on for "
    "six counts .40, .25, .25 and .10. One that grows faster and faster is under-forecast"
)


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """Where a metric will be on a day: the mean of its last seven days, low ≤ likely ≤ high as numbers."""

    target: float
    due: date
    at_end: Span
    # Of reaching the target, or more in the direction in which the metric is good.
    probability: float
    # The same mean on days up to that one, the last of them included, or on that one alone.
    path: tuple[Band, ...]
    # How many periods were read, and what one is called.
    count: int
    grain: str
    # A release shipped so lately that its effect may still grow.
    is_ramping: bool
    scale: str
    noise: str

    @property
    def word(self) -> Word:
        """What may be said of it in a word."""
        return self.word_of(LIKELY, UNLIKELY)

    def word_after(self, before: str) -> str:
        """The word where another was told before: a new one only when it is clear, and when no release may still
        change it.
        """
        word = self.word
        if not before or before == word:
            return word
        if self.is_ramping:
            return before
        inner = self.word_of(LIKELY - STANDS, UNLIKELY + STANDS)
        outer = self.word_of(LIKELY + STANDS, UNLIKELY - STANDS)
        return word if before not in (inner, outer) else before

    def word_of(self, likely: float, unlikely: float) -> Word:
        """The word by these bounds."""
        return "likely" if self.probability >= likely else "unlikely" if self.probability <= unlikely else "open"

    @property
    def chance(self) -> str:
        """The probability for people: nothing that is to come is certain."""
        if not 0.01 <= self.probability <= 0.99:
            return "under 1 %" if self.probability < 0.01 else "over 99 %"
        return format_share(round(self.probability, 2))

    def figure(self, unit: str = "") -> Figure:
        """What stands behind it; `unit` is the metric's."""
        ends = self.at_end
        return Figure(
            label="outlook",
            value=f"{format_between(ends.low, ends.high, unit)} by {self.due}, "
            f"{self.chance} likely to reach {format_amount(self.target, unit)}",
            formula=FORMULA,
            rows_in=(
                f"{counted(self.count, self.grain)} read",
                f"scale: {self.scale}",
                f"likeliest noise: {self.noise}",
                *((RAMP,) if self.is_ramping else ()),
                *(
                    f"by {band.at:%Y-%m-%d}: {format_amount(band.mid, unit)} "
                    f"({format_between(band.low, band.high, unit)})"
                    for band in self.path
                ),
            ),
        )
