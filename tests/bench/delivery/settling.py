"""Measure how many posts a second are claimed and settled, in one process or several, with a driver or with ours."""

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context
from statistics import median
from time import monotonic, process_time
from typing import Any

from storage import delivery
from storage.database import Database
from tests.bench.delivery import owed
from tests.bench.delivery.couriers import Courier, Ours
from tests.bench.delivery.raw import Raw
from tests.bench.delivery.stores import Store
from tests.bench.figures import NO, YES, Table, ms

# What the first ones compile and prepare is not measured.
WARM = 2
# Far longer than the others take to warm up.
PATIENCE = 120.0
LEAST = 0.25
REACHED = ("to reach", "reached")


@dataclass(frozen=True)
class Worked:
    """How many posts a process took to their end, from when to when, and with how much of the processor."""

    posts: int
    began: float
    ended: float
    cpu: float


@dataclass(frozen=True)
class Speed:
    """What several processes did together."""

    per_second: float
    cpu_each: float


@dataclass
class Team:
    """Processes that begin at the same moment."""

    size: int
    executor: ProcessPoolExecutor

    async def work(self, url: str, *, ours: bool) -> Speed:
        """Take all posts of a database to their end."""
        loop = asyncio.get_running_loop()
        each: Sequence[Worked] = await asyncio.gather(
            *(loop.run_in_executor(self.executor, work, url, ours) for _ in range(self.size))
        )
        done = sum(worked.posts for worked in each)
        seconds = max(worked.ended for worked in each) - min(worked.began for worked in each)
        return Speed(done / seconds, sum(worked.cpu for worked in each) / done)


@contextmanager
def team(size: int) -> Iterator[Team]:
    """Processes that wait for each other."""
    context = get_context("spawn")
    with ProcessPoolExecutor(size, context, meet, (context.Barrier(size),)) as executor:
        yield Team(size, executor)


def meet(barrier: Any) -> None:
    """In each process: where all of them meet."""
    work.barrier = barrier  # type: ignore[attr-defined]


def work(url: str, ours: bool) -> Worked:
    """In each process: take posts to their end until none is left."""
    return asyncio.run(worked(url, ours, work.barrier))  # type: ignore[attr-defined]


async def worked(url: str, ours: bool, barrier: Any) -> Worked:
    """Open the database, warm up, wait for the others, and work."""
    courier: Courier = Ours(url) if ours else await Raw.open(url)
    for _ in range(WARM):
        await courier.round()
    barrier.wait(PATIENCE)
    began, cpu, done = monotonic(), process_time(), 0
    while taken := await courier.round():
        done += taken
    ended, cpu = monotonic(), process_time() - cpu
    await courier.close()
    return Worked(done, began, ended, cpu)


async def measure(stores: Sequence[Store], *, count: int, processes: Sequence[int], rounds: int) -> Table:
    """The driver and ours by turns, each with a database of its own."""
    table = Table(("posts", "processes", "claimed and settled a second", "CPU each", "of the driver", *REACHED))
    for store in stores:
        template = await store.new()
        now = datetime.now(UTC)
        workspace_id = await owed.workspace(template, now)
        await owed.add_channels(store, template, workspace_id, count)
        await owed.add_posts(store, template, owed.due(workspace_id, count, count, now))
        for size in processes:
            with team(size) as workers:
                bare, ours = await by_turns(store, template, workers, rounds)
            share = median(our.per_second / raw.per_second for our, raw in zip(ours, bare, strict=True))
            table.add(f"the driver alone on {store.name}", str(size), *figures(bare))
            wanted = (f"≥ {LEAST:.0%}", YES if share >= LEAST else NO)
            table.add(f"ours on {store.name}", str(size), *figures(ours), f"{share:.0%}", *wanted)
    return table


def figures(speeds: Sequence[Speed]) -> tuple[str, str]:
    """The cells that both have."""
    return f"{median(speed.per_second for speed in speeds):,.0f}", ms(median(speed.cpu_each for speed in speeds))


async def by_turns(store: Store, template: str, workers: Team, rounds: int) -> tuple[list[Speed], list[Speed]]:
    """What the driver and ours did, round by round."""
    bare: list[Speed] = []
    ours: list[Speed] = []
    for _ in range(rounds):
        for speeds in (bare, ours):
            url = await store.new(template)
            speeds.append(await workers.work(url, ours=speeds is ours))
            await check(url)
            await store.drop(url)
    return bare, ours


async def check(url: str) -> None:
    """Nobody may have left a post behind.

    Raises:
        SystemExit: somebody has.
    """
    database = Database(url)
    async with database.reading_everywhere() as session:
        open_ones = await delivery.count_open(session)
    await database.close()
    if any(open_ones.values()):
        raise SystemExit(f"Not all posts were settled: {open_ones}.")
