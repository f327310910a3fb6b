"""Tick: look for what is due often, at once when nudged, and again after whatever went wrong."""

import asyncio

import pytest

from bot.jobs.clock import Clock


class Counting:
    """A postman that counts how often it was sent, and may fail."""

    def __init__(self, *faults: Exception) -> None:
        self.faults = list(faults)
        self.rounds = 0
        self.finished = False
        self.went = asyncio.Event()

    async def deliver_due(self) -> int:
        self.rounds += 1
        self.went.set()
        if self.faults:
            raise self.faults.pop(0)
        return 0

    async def finish(self) -> None:
        self.finished = True

    async def sent_again(self) -> None:
        async with asyncio.timeout(5):
            await self.went.wait()
        self.went.clear()


@pytest.fixture
def postman():
    return Counting()


async def test_a_clock_ticks_by_itself(postman):
    clock = Clock(postman, poll_seconds=0.05)
    clock.start()

    await postman.sent_again()
    await postman.sent_again()

    assert clock.is_ticking()
    await clock.stop()
    assert postman.finished


async def test_a_nudge_does_not_wait_for_the_next_tick(postman):
    clock = Clock(postman, poll_seconds=3600)
    clock.start()

    clock.nudge()

    await postman.sent_again()
    await clock.stop()


async def test_a_round_that_went_wrong_is_not_the_last(postman):
    postman.faults = [RuntimeError("the database was away"), RuntimeError("and still is")]
    clock = Clock(postman, poll_seconds=3600)
    clock.start()

    for _ in range(3):
        clock.nudge()
        await postman.sent_again()

    assert postman.rounds == 3
    await clock.stop()


async def test_many_nudges_are_one_round(postman):
    clock = Clock(postman, poll_seconds=3600)
    clock.start()

    for _ in range(50):
        clock.nudge()
    await postman.sent_again()
    await clock.stop()

    assert postman.rounds == 1


async def test_a_clock_that_was_not_started_does_not_tick_and_stops(postman):
    clock = Clock(postman, poll_seconds=1)

    assert not clock.is_ticking()
    await clock.stop()


async def test_a_clock_that_has_stood_still_says_so(postman):
    clock = Clock(postman, poll_seconds=3600)
    await clock.tick()

    assert clock.is_ticking()
    assert not clock.is_ticking(within_seconds=-1)
