"""Measure how far an outcome has come from its baseline towards its target."""

from bot.errors import Refusal
from bot.value.amounts import format_amount, format_share
from bot.value.digits import measured
from bot.value.directions import gain
from bot.value.figure import Figure


class NoDistance(Refusal):
    """Baseline and target are the same: there is nothing to move."""


class WrongWay(Refusal):
    """The target is on the wrong side of the baseline."""


def check_target(baseline: float, target: float, *, direction: str, unit: str = "") -> None:
    """Refuse a target that cannot be progressed towards.

    Raises:
        NoDistance: it is the baseline.
        WrongWay: it is worse than the baseline.
    """
    if baseline == target:
        raise NoDistance(f"Baseline and target are both {format_amount(target, unit)}: there is nothing to move.")
    if gain(target - baseline, direction) < 0:
        way = "rise, so the target lies above" if direction == "up" else "fall, so the target lies below"
        raise WrongWay(f"This metric should {way} the baseline of {format_amount(baseline, unit)}.")


def progress(baseline: float, target: float, actual: float) -> float:
    """(actual − baseline) ÷ (target − baseline): 0 at the baseline, 1 at the target, for metrics up and down alike.

    Raises:
        NoDistance: baseline and target are the same, or too near to each other to measure by.
        ValueError: one of them is nan, infinite or from 10^15 up.
    """
    start, end, here = measured(baseline), measured(target), measured(actual)
    if start == end:
        raise NoDistance()
    share = float((here - start) / (end - start))
    if abs(share) == float("inf"):
        raise NoDistance("Baseline and target are too near to each other to measure by.")
    return share + 0.0


def progress_figure(baseline: float, target: float, actual: float | None, unit: str = "") -> Figure:
    """What stands behind `progress`; without a reading there is none."""
    return Figure(
        label="progress",
        value=format_share(None if actual is None else progress(baseline, target, actual)),
        formula="(newest reading − baseline) ÷ (target − baseline)",
        rows_in=(
            f"baseline: {format_amount(baseline, unit)}",
            f"target: {format_amount(target, unit)}",
            f"newest reading: {format_amount(actual, unit)}",
        ),
        rows_out=() if actual is not None else ("there is no reading",),
    )
