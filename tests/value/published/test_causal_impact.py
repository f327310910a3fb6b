"""The example that comes with CausalImpact: the same hundred days, and an answer beside the published one."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.value.effect import Control, Effect, Point, estimate
from tests.value.published.drawn_by_r import Drawn

DAYS, BEFORE = 100, 70
# As on google.github.io/CausalImpact (CausalImpact 1.2.1): cumulative effect, its standard deviation, and its 95 %.
EFFECT, OFF, LOW, HIGH = 316, 11.03, 294.9, 337
RELATIVE = 9.9


def example() -> tuple[list[float], list[float]]:
    """What is measured, with ten more on each of the last thirty days, and the control that it follows."""
    drawn = Drawn(1)
    control = [100 + each for each in drawn.arima_sim(0.999, DAYS)]
    noise = drawn.rnorm(DAYS)
    values = [
        1.2 * beside + each + (10 if day >= BEFORE else 0)
        for day, (beside, each) in enumerate(zip(control, noise, strict=True))
    ]
    return values, control


def measured(values: list[float], *controls: list[float]) -> Effect:
    """The effect of what shipped on the 71st day, on the evening of the last."""
    begins = datetime(2014, 1, 1, tzinfo=UTC)

    def by_day(numbers: list[float]) -> list[Point]:
        return [Point(begins + timedelta(days=day, hours=12), value) for day, value in enumerate(numbers)]

    return estimate(
        by_day(values),
        shipped_at=begins + timedelta(days=BEFORE),
        now=begins + timedelta(days=DAYS),
        controls=[Control("market", by_day(control)) for control in controls],
    )


def test_numbers_are_drawn_as_r_draws_them() -> None:
    # set.seed(1); rnorm(5), and set.seed(1); runif(3): in every book on R.
    assert Drawn(1).rnorm(5) == pytest.approx([-0.6264538, 0.1836433, -0.8356286, 1.5952808, 0.3295078], abs=5e-8)
    assert Drawn(1).runif(3) == pytest.approx([0.2655087, 0.3721239, 0.5728534], abs=5e-8)


def test_the_days_are_the_published_ones() -> None:
    values, control = example()

    # head(data), and the row "Actual" of the summary.
    assert [round(each, 4) for each in values[:6]] == [105.2950, 105.8943, 106.6209, 106.1572, 101.2812, 101.4484]
    assert [round(each, 5) for each in control[:6]] == [88.21513, 88.48415, 87.87684, 86.77954, 84.62243, 84.60650]
    assert (round(sum(values[BEFORE:]) / 30), round(sum(values[BEFORE:]))) == (117, 3511)


def test_with_its_control_the_effect_and_its_range_are_the_published_ones() -> None:
    values, control = example()

    total = measured(values, control).total

    # The published ends are drawn at random, and move by one or two from run to run; a quarter of the standard
    # deviation is less than either answer may be off.
    assert total is not None
    assert [total.low, total.likely, total.high] == pytest.approx([LOW, EFFECT, HIGH], abs=OFF / 4)
    assert 100 * total.likely / (sum(values[BEFORE:]) - total.likely) == pytest.approx(RELATIVE, abs=0.1)


def test_without_its_control_the_same_days_tell_nothing() -> None:
    values, _ = example()

    total = measured(values).total

    assert total is not None
    assert total.low < 0 < total.high
    assert total.high - total.low > 10 * (HIGH - LOW)
