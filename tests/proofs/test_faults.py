"""Let Slack fail in each way that it fails: nothing is lost, and nothing is said twice."""

from typing import Any

import pytest

from tests.jobs.owing import Kinds
from tests.proofs.counting import Count
from tests.proofs.faults import TROUBLES, Trouble, owe_through

SEEDS = [1, *(pytest.param(seed, marks=pytest.mark.full) for seed in range(2, 21))]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES.keys())
async def test_nothing_is_lost_and_nothing_is_said_twice(
    payoff: Any, kinds: Kinds, trouble: Trouble, seed: int
) -> None:
    assert await owe_through(payoff, trouble, seed=seed) == Count(lost=0, doubled=0, twins=0)
