"""Owe posts while Slack fails in one way, until all is well again, and count what became of them."""

import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import ClientSession, ClientTimeout

from bot.jobs.posts import Postman
from bot.slack.workspaces import Directory
from tests.jobs.owing import CHECKOUT, GROWTH, owe
from tests.proofs.counting import Count, count

PLACES = (CHECKOUT, GROWTH, "C0PLATFORM", "U0ANA")
POSTS = 40
HIT = 15
# Whoever waits no longer than this takes a late answer for none.
HASTY = ClientTimeout(total=0.3)


@dataclass(frozen=True)
class Trouble:
    """One way in which Slack fails: what to add to its faults, and for how many seconds it lasts, if not by calls."""

    add: Callable[[Any], object]
    lasts: float = 0
    hasty: bool = False


def said(kind: str, **more: Any) -> Callable[[Any], object]:
    """A fault of some of the calls that say something."""
    return lambda faults: faults.add(kind, method="chat.postMessage", times=HIT, **more)


def lagging(faults: Any) -> None:
    """Answers get lost, and history does not show yet what was said."""
    faults.add("hang_up", method="chat.postMessage", times=HIT)
    for place in PLACES:
        faults.add("lag", channel=place)


def broken(faults: Any) -> None:
    """Nothing that is asked is answered."""
    faults.add("server_error")


TROUBLES = {
    "told to wait": Trouble(said("ratelimited", seconds=30)),
    "answers 500, nothing said": Trouble(said("server_error")),
    "answers 500, and said it": Trouble(said("botched")),
    "hangs up, nothing said": Trouble(said("refuse")),
    "hangs up, and said it": Trouble(said("hang_up")),
    "answers internal_error": Trouble(said("error", code="internal_error")),
    "answers too late": Trouble(said("slow", seconds=0.5), hasty=True),
    "history lags": Trouble(lagging, lasts=35),
    "is down for an hour": Trouble(broken, lasts=3600),
}


async def owe_through(payoff: Any, trouble: Trouble, *, seed: int = 1) -> Count:
    """Owe posts to several channels over some seconds while Slack fails, wait until all is well, and count."""
    chance = random.Random(seed)
    faults = payoff.slack.faults
    trouble.add(faults)
    begun = payoff.clock.now
    owed = [await owe(payoff, number, channel=chance.choice(PLACES)) for number in range(POSTS)]
    async with patience(payoff, hasty=trouble.hasty):
        await payoff.advance(seconds=trouble.lasts or 60)
        faults.clear()
        await payoff.advance(hours=2)
    assert payoff.clock.now > begun
    return count(payoff.slack, owed)


@asynccontextmanager
async def patience(payoff: Any, *, hasty: bool) -> AsyncIterator[None]:
    """A process that waits for Slack as long as usual, or hardly at all."""
    if not hasty:
        yield
        return
    usual = payoff.app.postman
    async with ClientSession(timeout=HASTY) as session:
        directory = Directory(payoff.slack.api_url, session)
        directory.add(*payoff.app.directory.known.values())
        payoff.app.postman = Postman(payoff.database, directory, lambda: payoff.clock.now)
        yield
    payoff.app.postman = usual
