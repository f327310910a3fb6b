"""Choose round ticks for values, and say amounts with the digits that the axis can show."""

import math
from dataclasses import dataclass
from decimal import Decimal

from bot.value.currencies import SYMBOLS, is_currency

MANTISSAS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5))
FEWEST, MOST, BEST = 2, 5, 4
# Below this share of its size a spread is rounding noise, and the series is constant.
NOISE = 1e-9
# Powers of ten that letters stand for.
SCALES = {"tn": 12, "bn": 9, "M": 6, "k": 3, "": 0}
# Numbers beyond these are written with a power of ten.
MOST_DECIMALS, LARGEST = 6, 1e15
# A unit of more letters than this stands once, below the newest reading, instead of at every amount.
SHORT_UNIT = 3


@dataclass(frozen=True)
class Axis:
    """Round ticks, evenly apart, the first at or below the lowest value and the last at or above the highest."""

    ticks: tuple[float, ...]
    step: float

    @property
    def low(self) -> float:
        return self.ticks[0]

    @property
    def high(self) -> float:
        return self.ticks[-1]


def value_axis(low: float, high: float) -> Axis:
    """The axis that shows low to high with three to six round ticks and wastes the least."""
    if high - low <= max(abs(low), abs(high)) * NOISE or high - low < 1e-300:
        low, high = around(low)
    exponent = math.floor(math.log10(high - low))
    bottom, top = Decimal(repr(low)), Decimal(repr(high))
    best, best_score = Axis((low, high), high - low), Decimal(-10)
    for step in (mantissa.scaleb(exponent + shift) for shift in (-1, 0, 1) for mantissa in MANTISSAS):
        first, last = math.floor(bottom / step), math.ceil(top / step)
        count = last - first
        if not FEWEST <= count <= MOST:
            continue
        # 0.25 needs a decimal more than 0.2 does: wider labels.
        dislike = Decimal("0.08") * abs(count - BEST) + (
            Decimal("0.1") if step.normalize().as_tuple().digits == (2, 5) else 0
        )
        score = (top - bottom) / (count * step) - dislike
        if score > best_score:
            ticks = tuple(float(number * step) for number in range(first, last + 1))
            best, best_score = Axis(ticks, float(step)), score
    return best


def around(value: float) -> tuple[float, float]:
    """A range to show a value that never changes in: a tenth of it each way, and never across zero."""
    if abs(value) < 1e-290:
        return 0.0, 1.0
    return value - abs(value) / 10, value + abs(value) / 10


@dataclass(frozen=True)
class Wording:
    """How amounts on one axis are written: unit, thousands or millions, decimals at a tick and at a reading."""

    unit: str
    suffix: str
    coarse: int
    fine: int
    by_powers: bool = False

    @property
    def long_unit(self) -> str:
        """The unit, where it is too long to stand at every amount."""
        return "" if is_currency(self.unit) or len(self.unit) <= SHORT_UNIT else self.unit

    def tick(self, value: float) -> str:
        """A tick's amount; all ticks of an axis have the same decimals."""
        return self.write(self.digits(value, self.coarse), value)

    def label(self, value: float) -> str:
        """A reading's amount: a tenth of a step is seen, and no zeros trail."""
        number = self.digits(value, self.fine)
        return self.write(number.rstrip("0").rstrip(".") if "." in number and "e" not in number else number, value)

    def full(self, value: float) -> str:
        """A reading's amount where it stands alone: with its unit, long or short."""
        return f"{self.label(value)} {self.long_unit}".rstrip()

    def rounded(self, value: float) -> float:
        """A reading without the digits that are not written."""
        return value if self.by_powers else round(value, self.fine - SCALES[self.suffix])

    def digits(self, value: float, decimals: int) -> str:
        """The size of an amount, in thousands or millions, to so many decimals."""
        size = abs(Decimal(repr(value))).scaleb(-SCALES[self.suffix])
        return f"{size:.1e}" if self.by_powers else f"{size:,.{decimals}f}"

    def write(self, number: str, value: float) -> str:
        """A number with its sign and its unit."""
        sign = "−" if value < 0 and number.strip("0.,") else ""
        if is_currency(self.unit):
            return f"{sign}{SYMBOLS.get(self.unit, f'{self.unit} ')}{number}{self.suffix}"
        unit = "" if self.long_unit or not self.unit else f" {self.unit}"
        return f"{sign}{number}{self.suffix}{unit}"


def wording(axis: Axis, unit: str) -> Wording:
    """How amounts on this axis are written."""
    largest = max(abs(axis.low), abs(axis.high))
    # Up to 10,000 is short enough to be written out.
    suffix = next((letter for letter, power in SCALES.items() if largest >= 10**power), "") if largest > 10_000 else ""
    step = Decimal(repr(axis.step)).scaleb(-SCALES[suffix])
    # 2.5 needs one decimal more than 2 and 5 do.
    coarse = -step.adjusted() + (step.normalize() != step.quantize(Decimal(1).scaleb(step.adjusted())))
    fine = 1 - step.adjusted()
    if largest >= LARGEST or fine > MOST_DECIMALS:
        return Wording(unit, suffix="", coarse=1, fine=1, by_powers=True)
    return Wording(unit, suffix, coarse=max(0, coarse), fine=max(1 if suffix else 0, fine))
