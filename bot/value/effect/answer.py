"""Hold what is known of a release's effect, and say what stands behind it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.value.amounts import format_beside, format_change, format_share, format_span
from bot.value.digits import exact
from bot.value.figure import Figure
from bot.value.span import Band, Span

# With fewer periods read before shipping there is nothing to say about chance.
ENOUGH = 4
# With no more than so many there is no telling a weekly rhythm, and statistics alone verify nothing.
FEW = 20
NOT_VERIFIED = "not verified by statistics alone"
# A change is seen four times of five when it is this many half-widths of a 95 % interval: (1.96 + 0.84) / 1.96.
DETECTABLE = 1.43
# One-sided probabilities: of |z| ≥ 3.2, beyond which a series in which nothing changes rarely strays at one of three
# looks, at +7, +14 and +28 days; and of |z| ≥ 3, for a promise that is looked at every day. How rarely stands in
# docs/measurement.md.
CONFIRMED = 0.99931
ALARMING = 0.99865

STEADIED = "compared with what lasts of it: what its single readings show beside that is noise of its own"

Says = Literal["nothing", "values", "range"]
Compared = Literal["forecast", "step"]


@dataclass(frozen=True, kw_only=True)
class Model:
    """What the readings were explained with, in words for people."""

    grain: str
    scale: str
    season: str
    noise: str
    compared: Compared
    # Whether what it is compared with is taken without the noise of its single readings.
    is_steadied: bool = False

    @property
    def rows(self) -> tuple[str, ...]:
        """Its components, a row each."""
        return (
            f"grain: {self.grain}",
            f"scale: {self.scale}",
            f"season: {self.season}",
            f"likeliest noise: {self.noise}",
            *((STEADIED,) if self.is_steadied else ()),
        )


@dataclass(frozen=True, kw_only=True)
class Effect:
    """What changed with a release, in the metric's unit; None where it is not known.

    `before` is what would be expected without the release, for the same periods of which `after` is the mean. `says`
    is how much may be said: "nothing" (there is no before or no after), "values" (what was read before and after,
    without a word on chance), or "range" (also how far it may be off, `low` ≤ `change` ≤ `high` as numbers, whichever
    direction is good).
    """

    before: float | None
    after: float | None
    change: float | None
    low: float | None
    high: float | None
    # How many periods were read: before shipping those that the model learned from, after it those that are compared.
    n_before: int
    n_after: int
    says: Says
    # What has to be said with it, "" for nothing.
    note: str
    # The newest complete reading, before or after.
    latest_at: datetime | None = None
    # The mean of the last week's complete readings since shipping: where the metric stands now.
    newest: float | None = None
    rows_in: tuple[str, ...] = ()
    rows_out: tuple[str, ...] = ()
    # That the effect is real and in the direction in which the metric is good.
    probability: float | None = None
    # For each of the sizes that were asked for: that the change is at least so much, as numbers.
    at_least: tuple[float, ...] = ()
    # The effect summed over the complete periods since shipping, in the metric's unit × days.
    total: Span | None = None
    # For each period since shipping: the path without the release.
    expected: tuple[Band, ...] = ()
    # The smallest change that would be seen four times of five.
    detectable: float | None = None
    # The day on which a change as large as the promised one would be seen four times of five; None if not within the
    # weeks that are looked at, or if it would be seen already.
    tells_on: date | None = None
    # Not yet a whole week since shipping, of a metric that is read by the day.
    is_partial_week: bool = False
    # Which of the neighbours shipped too near for their effects to be told from this one's: it is that of them all.
    train: tuple[datetime, ...] = ()
    # The names of the other metrics that it was compared with.
    compared_with: tuple[str, ...] = ()
    model: Model | None = None

    def __post_init__(self) -> None:
        for value in (self.before, self.after, self.change, self.low, self.high):
            if value is not None:
                exact(value)

    @property
    def half_width(self) -> float | None:
        """How far the change may be off in either direction; None unless `says` is "range"."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2

    @property
    def relative(self) -> Span | None:
        """The change as a share of what would be expected; None where that is not above 0, or no range is known."""
        if self.before is None or self.change is None or self.low is None or self.high is None or self.before <= 0:
            return None
        return Span(self.low / self.before, self.change / self.before, self.high / self.before)

    @property
    def sureness(self) -> float | None:
        """How probable it is that the metric moved in the direction in which it seems to have, whichever that is."""
        return None if self.probability is None else max(self.probability, 1 - self.probability)

    @property
    def chance(self) -> int | None:
        """How rarely chance alone does as much in either direction: 1 time in so many; None if it is not known."""
        return None if self.sureness is None else round(min(1 / max(2 * (1 - self.sureness), 1e-6), 1e6))

    def is_too_noisy_for(self, size: float) -> bool:
        """Whether a change of this size would not be seen four times of five."""
        return self.detectable is not None and self.detectable > abs(size)

    @property
    def is_confirmed(self) -> bool:
        """Whether it holds when it is looked at again and again: looking often finds chance more often."""
        return self.sureness is not None and self.sureness >= CONFIRMED

    def figure(self, unit: str = "") -> Figure:
        """What stands behind the change; `unit` is the metric's."""
        value = format_change(self.change, unit)
        told: tuple[str, ...] = ()
        if self.says == "range":
            value += f" ({format_span(self.low, self.high, unit)})"
            told = (f"probability that it is real and for the better: {format_share(self.probability)}",)
        return Figure(
            label="effect",
            value=value,
            formula=FORMULAS[self.model.compared] if self.model is not None else "after − before.",
            rows_in=(
                f"before: {format_beside(self.before, self.change, unit)}",
                f"after: {format_beside(self.after, self.change, unit)}",
                *self.rows_in,
                *told,
                *(self.model.rows if self.model is not None else ()),
            ),
            rows_out=self.rows_out,
        )


FORMULAS: dict[Compared, str] = {
    "forecast": (
        "after − before, before being what the readings up to shipping let expect for the same days: level, slope and "
        "season, averaged over every kind of noise by how well it explains them. In brackets: where the difference "
        "lies 95 times of 100."
    ),
    "step": (
        "after − before, before being what would be expected without the release: all readings explained at once by "
        "level, slope, season and one step for each release, averaged over every kind of noise by how well it explains "
        "them. In brackets: where the step lies 95 times of 100."
    ),
}
