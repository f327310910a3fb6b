"""Read and write plain decimal numbers, strictly: what can be read in two ways is refused with both."""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from bot.errors import Refusal
from bot.value.currencies import SYMBOLS, minor_digits
from bot.value.naming import quoted

MINUS = "−"
LARGEST = Decimal(10) ** 15
SMALLEST = Decimal(10) ** -12

_SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u2008\u2009\u200a\u202f", " "))
_PLAIN = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?")
# What groups thousands, and the decimal marks that may follow it: 1,240.5 and 1.240,5 and 1 240,5 and 1'240.5.
_GROUPED = tuple(
    (re.compile(rf"[1-9][0-9]{{0,2}}(?:[{mark}][0-9]{{3}})+(?:[{decimal}][0-9]+)?"), mark)
    for mark, decimal in ((",", "."), (".", ","), (" ", ".,"), ("'’", ".,"))
)


class NotANumber(Refusal):
    """That is not a number."""


class TwoReadings(Refusal):
    """That can be read in two ways."""


class OutOfReach(Refusal):
    """That number is too large or too small."""


def spaced(text: str) -> str:
    """The text with every kind of space made a plain one, and every minus sign a hyphen."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(text.translate(_SPACES).split()).replace(MINUS, "-").replace("–", "-")


def read_digits(text: str) -> Decimal:
    """The number that unsigned digits with their marks mean.

    A comma followed by three digits groups thousands, a single point is the decimal mark, and where both occur
    the last one is the decimal mark.

    Raises:
        TwoReadings: a lone comma that may be either ("1,24").
        NotANumber: marks that make no number.
        OutOfReach: from 10^15 up, or nearer to zero than 10^-12.
    """
    number = Decimal(text) if _PLAIN.fullmatch(text) else None
    for pattern, mark in _GROUPED:
        if number is None and pattern.fullmatch(text):
            number = Decimal(re.sub(f"[{mark}]", "", text).replace(",", "."))
    if number is None and re.fullmatch(r"[0-9]+,[0-9]+", text):
        point, bare = text.replace(",", "."), text.replace(",", "").lstrip("0") or "0"
        raise TwoReadings(f"{quoted(text)} can be read as {point} or as {bare}. Write {point} with a point, or {bare}.")
    if number is None:
        raise NotANumber(f"{quoted(text)} is not a number. Write digits, like 1240 or 12.5.")
    return within_reach(number, text)


def within_reach(number: Decimal, typed: str) -> Decimal:
    """The number, if a reading can be as large or as small.

    Raises:
        OutOfReach: from 10^15 up, or nearer to zero than 10^-12.
    """
    if not -LARGEST < number < LARGEST:
        raise OutOfReach(f"{quoted(typed)} is too large: numbers here stay below {LARGEST:,}.")
    if number and -SMALLEST < number < SMALLEST:
        raise OutOfReach(f"{quoted(typed)} is too small to tell from 0.")
    return number


def exact(value: float) -> Decimal:
    """The decimal number that a float was typed as: 0.1 is 0.1, not 0.1000000000000000055.

    Raises:
        ValueError: it is nan or infinite.
    """
    number = Decimal(repr(float(value)))
    if not number.is_finite():
        raise ValueError(f"{value} is not a number.")
    return number


def measured(value: float) -> Decimal:
    """As `exact`, for what may be a reading: differences and sums of readings stay finite.

    Raises:
        ValueError: it is nan, infinite, or from 10^15 up.
    """
    number = exact(value)
    if abs(number) >= LARGEST:
        raise ValueError(f"{value} is out of reach.")
    return number


def difference(later: float, earlier: float) -> float:
    """How much one reading is above another, of the numbers as they were typed: 14.3 − 12.1 is 2.2.

    Raises:
        ValueError: one of them is nan, infinite, or from 10^15 up.
    """
    return float(measured(later) - measured(earlier)) + 0.0


def resolution(values: Sequence[float]) -> float:
    """The step in which values were written down: 0.1 for 3.8 and 4.0, 1 for whole numbers."""
    exponents = [int(exact(value).normalize().as_tuple().exponent) for value in values]
    return float(Decimal(1).scaleb(min(0, *exponents)))


def shown(number: Decimal, digits: int | None = None) -> Decimal:
    """The number rounded for the eye: two significant digits, and no digit before the point is lost.

    With at most four significant digits, or two decimals, all are meant and stay. `digits` asks for another number
    of significant digits.
    """
    if number == number.to_integral_value():
        return number.to_integral_value()
    short = number.normalize()
    _, figures, exponent = short.as_tuple()
    if digits is None and (len(figures) <= 4 or int(exponent) >= -2):
        return short
    places = max(0, (digits or 2) - 1 - number.adjusted())
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP).normalize()


def written(number: Decimal) -> str:
    """The number with thousands grouped by commas and a true minus sign."""
    text = f"{abs(number):,f}"
    return f"{MINUS}{text}" if number < 0 else text


def with_symbol(number: Decimal, currency: str, letter: str = "") -> str:
    """A number as money: "−€3.50", "CHF 3,000", with a letter "$55k"; cents are written out, or left out when none."""
    size = abs(number).normalize()
    places = max(0, -int(size.as_tuple().exponent))
    if places and not letter:
        places = max(places, minor_digits(currency))
    sign = MINUS if number < 0 else ""
    return f"{sign}{SYMBOLS.get(currency, f'{currency} ')}{size:,.{places}f}{letter}"
