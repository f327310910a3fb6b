"""What several nouns' tests begin with."""

from datetime import timedelta

import pytest

from tests.commands.looks import read_daily
from tests.playing import define_metric, plan_release, schedule, ship


@pytest.fixture
async def scheduled(payoff, ana):
    """Ana's release, with a date."""
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await payoff.settle()


@pytest.fixture
async def measured(payoff, ana):
    """A release that shipped after 40 days of readings, and has gone up since as promised."""
    await define_metric(ana, value="")
    await read_daily(payoff, [3.8, 3.7, 3.9, 3.8] * 10)
    await plan_release(ana)
    await schedule(ana, worth="$120k")
    await ship(payoff, ana)
    await read_daily(payoff, [4.3, 4.4, 4.3, 4.4, 4.3, 4.4, 4.3], until=payoff.clock.now + timedelta(days=7))
