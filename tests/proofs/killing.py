"""Kill the process at every moment at which it waits for the database or for Slack, one after the other."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from bot.jobs.posts import Postman
from tests.jobs.moments import Killed, watched

# Leaves something owing, of this number.
Owing = Callable[[int], Awaitable[None]]


def restart(payoff: Any) -> None:
    """A process of the same kind, which remembers nothing."""
    payoff.app.postman = Postman(payoff.database, payoff.app.directory, lambda: payoff.clock.now)


async def kill_everywhere(payoff: Any, owing: Owing, *, step: int = 1) -> tuple[int, list[str]]:
    """Owe one thing after the other, and kill the delivery of each `step` moments later than that of the one before.

    After each the process starts again and has ten minutes. Returns how often that was done, and the moments of the
    delivery that nobody killed.
    """
    done, last = 0, 1
    while True:
        moments: list[str] = []

        def at(moment: str, moments: list[str] = moments, last: int = last) -> None:
            moments.append(moment)
            if len(moments) == last:
                raise Killed

        await owing(done + 1)
        async with watched(payoff, at):
            with suppress(Killed):
                await payoff.settle()
        restart(payoff)
        await payoff.advance(minutes=10)
        done += 1
        if len(moments) < last:
            return done, moments
        last += step
