"""Know the kinds of metrics that say how people take a release, adoption, CSAT and NPS, each on its scale."""

from dataclasses import dataclass

from bot.errors import Refusal
from bot.value.amounts import format_amount
from bot.value.naming import quoted


@dataclass(frozen=True)
class Gauge:
    """What a kind is called, the unit it is read in, and the ends of its scale."""

    label: str
    unit: str
    low: float
    high: float


GAUGES = {
    "adoption": Gauge("Adoption", "%", 0, 100),
    "csat": Gauge("CSAT", "%", 0, 100),
    "nps": Gauge("NPS", "", -100, 100),
}


class OffScale(Refusal):
    """That is off the scale."""


class OtherUnit(Refusal):
    """This kind of metric is read in another unit."""


def on_scale(value: float, kind: str) -> float:
    """The value itself; a metric of no kind has no scale.

    Raises:
        OffScale: its kind does not go that far.
    """
    gauge = GAUGES.get(kind)
    if gauge is not None and not gauge.low <= value <= gauge.high:
        low, high = (format_amount(end, gauge.unit) for end in (gauge.low, gauge.high))
        raise OffScale(f"{gauge.label} is from {low} to {high}; this is {format_amount(value, gauge.unit)}.")
    return value


def unit_of_kind(kind: str, typed: str) -> str:
    """The unit of a metric, which its kind may say by itself.

    Raises:
        OtherUnit: another was typed.
    """
    gauge = GAUGES.get(kind)
    if gauge is None:
        return typed
    if typed not in ("", gauge.unit):
        read = f"in {gauge.unit}" if gauge.unit else "without a unit"
        raise OtherUnit(f"{gauge.label} is read {read}, not in {quoted(typed)}.")
    return gauge.unit
