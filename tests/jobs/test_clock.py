"""Tick: look for what is due often, at once when nudged, and again after whatever went wrong."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.jobs.clock import Clock
from bot.jobs.posts import Postman
from storage import closures
from storage.database import DatabaseBusy, DatabaseGone
from tests.jobs.owing import owe, said
from tests.trouble import is_sqlite, locked_by_another, wait_less

NEVER = 3600.0


class Watched(Postman):
    """A postman whose rounds can be waited for."""

    rounds: asyncio.Queue[int | Exception]

    async def deliver_due(self) -> int:
        try:
            taken = await super().deliver_due()
        except Exception as error:
            self.rounds.put_nowait(error)
            raise
        self.rounds.put_nowait(taken)
        return taken

    async def round(self) -> int | Exception:
        """How much the next round took up, or what went wrong with it."""
        async with asyncio.timeout(10):
            return await self.rounds.get()


@pytest.fixture
def postman(payoff):
    postman = Watched(payoff.database, payoff.app.directory, lambda: payoff.clock.now)
    postman.rounds = asyncio.Queue()
    return postman


@pytest.fixture
async def started(postman):
    """Starts a clock, which looks at once, and is stopped at the end."""
    clocks = []

    async def start(poll_seconds):
        clock = Clock(postman, poll_seconds=poll_seconds)
        clocks.append(clock)
        clock.start()
        await postman.round()
        return clock

    yield start
    for clock in clocks:
        await clock.stop()


async def test_what_is_due_is_said_without_anyone_asking(payoff, ana, kinds, postman, started):
    clock = await started(0.05)
    while await postman.round() != 0:
        pass

    await owe(payoff)
    while await postman.round() == 0:
        pass

    assert said(ana) == ["Post 1."]
    assert clock.is_ticking()


async def test_a_clock_that_starts_lets_in_what_was_held_for_channels_that_are_open_and_looks_again_every_hour(
    payoff, started
):
    async with payoff.database.writing(payoff.workspace_id) as session:
        await closures.close(session, "C0CHECKOUT", "is_archived", now=payoff.clock.now)

    clock = await started(NEVER)
    await clock.looking

    async with payoff.database.reading(payoff.workspace_id) as session:
        assert await closures.every(session) == []
    assert clock.scheduler.get_job("doors").trigger.interval == timedelta(hours=1)


async def test_a_clock_that_stops_as_it_ticks_complains_of_nothing(payoff, started, caplog):
    clock = await started(NEVER)
    for job in clock.scheduler.get_jobs():
        job.modify(next_run_time=datetime.now(UTC))
    clock.scheduler.wakeup()

    await clock.stop()
    # Complaints come a few rounds of the loop later.
    for _ in range(5):
        await asyncio.sleep(0)

    assert [record.getMessage() for record in caplog.records if record.name.startswith("apscheduler")] == []


async def test_a_clock_that_starts_looks_at_once(payoff, ana, kinds, postman, started):
    await owe(payoff)

    clock = await started(NEVER)

    assert said(ana) == ["Post 1."]
    assert clock.is_ticking()


async def test_a_nudge_does_not_wait_for_the_next_tick(payoff, ana, kinds, postman, started):
    clock = await started(NEVER)
    await owe(payoff)

    clock.nudge()

    assert await postman.round() == 1
    assert said(ana) == ["Post 1."]


async def test_what_a_request_leaves_owing_is_said_at_once(payoff, ana, postman):
    payoff.app.clock.postman = postman
    payoff.app.clock.scheduler.reschedule_job("deliver", trigger="interval", seconds=NEVER)
    payoff.app.clock.start()

    await ana.type("#checkout", "/release plan One-page checkout")
    await ana.submit()
    while await postman.round() == 0:
        pass

    assert any("One-page checkout" in words for words in said(ana))


async def test_many_nudges_are_one_round(postman, started):
    clock = await started(NEVER)

    for _ in range(50):
        clock.nudge()
    await postman.round()
    await clock.stop()

    assert postman.rounds.empty()


async def test_a_locked_database_is_waited_out(payoff, ana, kinds, postman, started):
    await wait_less(payoff.database)
    clock = await started(NEVER)
    await owe(payoff)
    async with locked_by_another(payoff.database, "post"):
        clock.nudge()
        wrong = await postman.round()

    clock.nudge()
    right = await postman.round()

    assert (type(wrong), right) == (DatabaseBusy, 1)
    assert said(ana) == ["Post 1."]


async def test_a_database_that_was_away_is_found_again(payoff, ana, kinds, postman, started):
    if not is_sqlite(payoff.database):
        pytest.skip("A server is shared by all tests.")
    clock = await started(NEVER)
    await owe(payoff)
    # Whoever has the file open keeps it.
    await payoff.database.close()
    folder = Path(str(payoff.database.url.database)).parent
    folder.rename(folder.with_name("away"))
    clock.nudge()
    wrong = await postman.round()

    folder.with_name("away").rename(folder)
    clock.nudge()
    right = await postman.round()

    assert (type(wrong), right) == (DatabaseGone, 1)
    assert said(ana) == ["Post 1."]


async def test_who_stops_the_clock_waits_for_the_message_that_is_being_sent(payoff, ana, kinds, postman, started):
    held, begun = asyncio.Event(), asyncio.Event()

    async def hold(desk, post):
        begun.set()
        await held.wait()

    kinds.add("held", first=hold)
    clock = await started(NEVER)
    await owe(payoff, kind="held")
    clock.nudge()
    await begun.wait()

    stopping = asyncio.create_task(clock.stop())
    held.set()
    await stopping

    assert said(ana) == ["Post 1."]


async def test_a_clock_that_was_not_started_does_not_tick_and_stops(postman):
    clock = Clock(postman, poll_seconds=1)

    assert not clock.is_ticking()
    await clock.stop()


async def test_a_clock_that_has_stood_still_says_so(postman):
    clock = Clock(postman, poll_seconds=NEVER)
    await clock.tick()

    assert clock.is_ticking()
    assert not clock.is_ticking(within_seconds=-1)
