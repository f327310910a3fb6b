"""Write amounts for people: unit, sign, thousands, and no more digits than are meant."""

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from statistics import median_low

from bot.value.currencies import is_currency, minor_digits
from bot.value.digits import exact, shown, with_symbol, written
from bot.value.money import Money
from bot.value.units import unit_of_change

NOTHING = "–"
BARS = "▁▂▃▄▅▆▇█"
_ONE = {"days": "day", "weeks": "week", "months": "month"}


# The same few numbers are said in every list, chart and message.
@lru_cache(maxsize=4096)
def format_amount(value: float | None, unit: str = "", *, digits: int | None = None) -> str:
    """An amount with its unit: "4.3 %", "€3,200", "1,240 signups"; "–" for nothing.

    Two significant digits, unless more are meant (at most four in all, or two decimals, as people type them);
    digits before the point always stay. `digits` asks for another number of significant digits.
    """
    if value is None or not math.isfinite(value):
        return NOTHING
    return with_unit(exact(value), unit, digits)


def format_beside(value: float | None, change: float | None, unit: str = "") -> str:
    """An amount that stands beside a change of it, with the decimals in which that change shows: "4.13 %" for +0.15 pt.

    No fewer than its own, two at most; without a change, or of a currency, as `format_amount` has it.
    """
    if value is None or change is None or not (math.isfinite(value) and math.isfinite(change)) or is_currency(unit):
        return format_amount(value, unit)
    places = min(2, max(0, *(-int(shown(exact(each)).as_tuple().exponent) for each in (value, change))))
    return with_unit(exact(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP), unit, None)


def format_change(value: float | None, unit: str = "", *, digits: int | None = None) -> str:
    """A change with its sign: "+0.5 pt" of a percentage, "−300 ms", "+€3,200"; "–" for nothing."""
    text = format_amount(value, unit_of_change(unit), digits=digits)
    return f"+{text}" if value is not None and text != NOTHING and value > 0 else text


def format_span(low: float | None, high: float | None, unit: str = "") -> str:
    """A range of changes, to stand in brackets: "0.3 to 0.7", "−0.1 to +0.7", "€20 to €90"; "–" for nothing."""
    if low is None or high is None or not (math.isfinite(low) and math.isfinite(high)):
        return NOTHING
    unit = unit if is_currency(unit) else ""
    if low >= 0:
        return f"{format_amount(low, unit)} to {format_amount(high, unit)}"
    return f"{format_change(low, unit)} to {format_change(high, unit)}"


def format_between(low: float | None, high: float | None, unit: str = "") -> str:
    """Two amounts as the ends of a range: "15–17 %", "€20–€90", "−3 to 4 ms", "4.12–4.14 %"; "–" for nothing.

    Ends that would look alike get a digit more.
    """
    if low is None or high is None or not (math.isfinite(low) and math.isfinite(high)):
        return NOTHING
    bare = unit if is_currency(unit) else ""
    told = [(format_amount(low, bare, digits=digits), format_amount(high, unit, digits=digits)) for digits in (None, 3)]
    same = told[0][0] == format_amount(high, bare) and low != high
    start, end = told[1] if same else told[0]
    return f"{start} to {end}" if low < 0 else f"{start}–{end}"


def format_typed(value: float | None) -> str:
    """An amount as it would be typed into a field: no unit, no grouping, a hyphen for minus; "" for nothing."""
    if value is None or not math.isfinite(value):
        return ""
    return f"{shown(exact(value)):f}" if value else "0"


def format_money(money: Money | None) -> str:
    """Money in full, "$54,832.10" or "$75,600"; "–" for nothing. `Money.compact()` writes "$55k"."""
    return NOTHING if money is None else str(money)


def format_share(share: float | None, *, digits: int = 2) -> str:
    """A share of one as a percentage: 0.174 → "17 %"; "–" for nothing."""
    return NOTHING if share is None else format_amount(100 * share, "%", digits=digits)


def format_times(ratio: float | None) -> str:
    """A ratio: 0.4 → "0.4×"; "–" for nothing."""
    return NOTHING if ratio is None else f"{format_amount(ratio, digits=2)}×"


def with_unit(number: Decimal, unit: str, digits: int | None) -> str:
    """A number, rounded for the eye, with its unit where it belongs."""
    if is_currency(unit):
        cents = number.quantize(Decimal(1).scaleb(-minor_digits(unit)), ROUND_HALF_UP) if abs(number) < 100 else None
        # Less than a cent is still something: its own digits stay.
        return with_symbol(cents if cents and digits is None else shown(number, digits), unit)
    if unit in _ONE and abs(number) == 1:
        unit = _ONE[unit]
    return f"{written(shown(number, digits))} {unit}".strip()


def sparkline(values: Sequence[float | None], *, width: int = 20) -> str:
    """The course of some values, the oldest first, as at most `width` bars: a gap is a space, a flat course "▄▄▄"."""
    known = [value if value is not None and math.isfinite(value) else None for value in values]
    count = min(width, len(known))
    columns = []
    for place in range(count):
        column = known[place * len(known) // count : (place + 1) * len(known) // count]
        seen_here = [value for value in column if value is not None]
        columns.append(median_low(seen_here) if seen_here else None)
    seen = [value for value in columns if value is not None]
    if not seen:
        return ""
    # Halved, because the distance between two floats may be larger than any float.
    low, high = min(seen) / 2, max(seen) / 2
    if low == high:
        return "".join(" " if value is None else BARS[3] for value in columns)
    top = len(BARS) - 1
    return "".join(" " if value is None else BARS[round((value / 2 - low) / (high - low) * top)] for value in columns)
