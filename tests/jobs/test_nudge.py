"""Look for what is due right after a request that owes a message, and after no other."""

from typing import Any

from tests.playing import define_metric, plan_release


async def test_a_request_that_owes_a_message_does_not_wait_for_the_next_tick(payoff: Any, ana: Any) -> None:
    await plan_release(ana)

    assert payoff.app.clock.awake.is_set()


async def test_a_request_that_owes_nothing_costs_no_look_for_messages(payoff: Any, ana: Any) -> None:
    await define_metric(ana)
    payoff.app.clock.awake.clear()

    await ana.type("#checkout", "/metric record Checkout conversion 4.3%")
    await ana.type("#checkout", "/value")

    assert not payoff.app.clock.awake.is_set()
