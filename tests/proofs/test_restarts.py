"""Start again after a kill: what may have been said is looked for, what certainly was not is said."""

from typing import Any

import pytest

from tests.jobs.moments import Killed, watched
from tests.jobs.owing import Kinds, owe, row, said
from tests.proofs.killing import restart


def kill_at(moment: str) -> Any:
    """Kills at the first such moment."""

    def at(reached: str) -> None:
        if reached == moment:
            raise Killed

    return at


async def test_a_restart_looks_for_what_was_being_sent_before_it_sends(payoff: Any, ana: Any, kinds: Kinds) -> None:
    post = await owe(payoff)
    async with watched(payoff, kill_at("called")):
        with pytest.raises(Killed):
            await payoff.settle()
    left = await row(payoff, post)
    before = len(payoff.slack.calls)
    restart(payoff)

    await payoff.advance(minutes=10)

    assert (left.state, left.ts) == ("sending", "")
    assert [call.method for call in payoff.slack.calls][before:] == ["conversations.history"]
    assert (await row(payoff, post)).ts == ana.messages("#checkout")[0].ts


async def test_a_restart_says_what_was_never_sent(payoff: Any, ana: Any, kinds: Kinds) -> None:
    await owe(payoff)
    async with watched(payoff, kill_at("call")):
        with pytest.raises(Killed):
            await payoff.settle()
    restart(payoff)

    await payoff.advance(minutes=10)

    assert said(ana) == ["Post 1."]
