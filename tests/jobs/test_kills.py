"""Kill the process wherever it waits: what it owed is in the channel exactly once all the same."""

from contextlib import suppress
from itertools import count
from typing import Any

import pytest

from bot.jobs.posts import Postman
from tests.jobs.moments import Killed, watched
from tests.jobs.owing import Kinds, owe, row, said


async def nothing(*_: Any, **__: Any) -> None:
    """Finds no message, wherever it stands."""


def restart(payoff: Any) -> None:
    """A process of the same kind, which remembers nothing."""
    payoff.app.postman = Postman(payoff.database, payoff.app.directory, lambda: payoff.clock.now)


async def killed_everywhere(payoff: Any, **more: Any) -> list[str]:
    """Owe one post after the other, and kill the delivery of each a moment later than that of the one before it.

    Returns the moments of a delivery that nobody killed.
    """
    for number in count(1):
        moments: list[str] = []

        def at(moment: str, moments: list[str] = moments, last: int = number) -> None:
            moments.append(moment)
            if len(moments) == last:
                raise Killed

        await owe(payoff, number, **more)
        async with watched(payoff, at):
            with suppress(Killed):
                await payoff.settle()
        restart(payoff)
        await payoff.advance(minutes=10)
        if len(moments) < number:
            return moments
    raise AssertionError


async def test_wherever_it_is_killed_everything_is_said_exactly_once(payoff: Any, ana: Any, kinds: Kinds) -> None:
    moments = await killed_everywhere(payoff)

    assert said(ana) == [f"Post {number}." for number in range(1, len(moments) + 2)]
    assert {"statement", "commit", "call", "called"} <= set(moments)


async def test_wherever_it_is_killed_a_person_is_told_exactly_once(payoff: Any, ana: Any, kinds: Kinds) -> None:
    moments = await killed_everywhere(payoff, channel="U0ANA")

    assert said(ana, "@Payoff") == [f"Post {number}." for number in range(1, len(moments) + 2)]


async def test_without_looking_first_the_same_kills_say_something_twice(
    payoff: Any, ana: Any, kinds: Kinds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.jobs.delivery.find_again", nothing)
    monkeypatch.setattr("bot.jobs.twins.Janitor.sweep", nothing)

    await killed_everywhere(payoff)

    assert len(said(ana)) > len(set(said(ana)))


async def test_what_was_said_twice_all_the_same_is_tidied_up(
    payoff: Any, ana: Any, kinds: Kinds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.jobs.delivery.find_again", nothing)

    moments = await killed_everywhere(payoff)
    await payoff.advance(minutes=30)

    assert said(ana) == [f"Post {number}." for number in range(1, len(moments) + 2)]
    assert any(call.method == "chat.delete" for call in payoff.slack.calls)


async def test_a_restart_looks_for_what_was_being_sent_before_it_sends(payoff: Any, ana: Any, kinds: Kinds) -> None:
    def at(moment: str) -> None:
        if moment == "called":
            raise Killed

    post = await owe(payoff)
    async with watched(payoff, at):
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
    def at(moment: str) -> None:
        if moment == "call":
            raise Killed

    await owe(payoff)
    async with watched(payoff, at):
        with pytest.raises(Killed):
            await payoff.settle()
    restart(payoff)

    await payoff.advance(minutes=10)

    assert said(ana) == ["Post 1."]
