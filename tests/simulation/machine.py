"""Run a process of Payoff that can be killed wherever it waits for its database or for Slack."""

import asyncio
import random
from collections.abc import Callable, Coroutine, Iterator
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar, copy_context
from datetime import datetime, timedelta
from typing import Any, TypeVar
from unittest.mock import patch

from aiohttp import ClientSession
from sqlalchemy import event
from sqlalchemy.util import LRUCache
from uvicorn import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from bot.app import Payoff, build
from bot.settings import Settings
from storage.database import Database
from tests.simulation.drives import Driver, Raw
from tests.simulation.virtual import VirtualLoop
from tests.simulation.wires import Accept, End, Line

T = TypeVar("T")

RUNNING: ContextVar["Machine"] = ContextVar("RUNNING")
# A picture of one pixel: painting a real one takes longer than everything else that a check-in needs.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6300010000000500010d0a2db40000000049454e44ae426082"
)


COMPILED: LRUCache[Any, Any] = LRUCache(2000)


class Killed(BaseException):
    """The process is gone: no handler of errors runs."""


class Machine:
    """One process of Payoff: its database connections, its connections to Slack, its tasks."""

    def __init__(
        self, name: str, *, loop: VirtualLoop, settings: Settings, slack: Accept, chance: random.Random
    ) -> None:
        self.name = name
        self.loop = loop
        self.settings = settings
        self.slack = slack
        self.chance = chance
        self.app: Payoff
        self.opened: list[Raw] = []
        self.ends: list[End] = []
        self.tasks: dict[asyncio.Task[Any], None] = {}
        self.dead = self.ready = False
        # How many moments it has left to live; None: nobody is after it.
        self.left: int | None = None
        self.died_at = ""
        self.gone = asyncio.Event()
        self.is_alone: Callable[[], bool] = lambda: True
        self.on_death: Callable[[Machine], None] = lambda machine: None
        self.context = copy_context()
        self.context.run(RUNNING.set, self)

    # What a process does

    async def start(self) -> None:
        """Start it; returns when it serves.

        Raises:
            Killed: it did not live so long.
        """
        await self.do(self.boot())
        self.task(self.deliver())
        self.task(self.look_at_doors())

    async def boot(self) -> None:
        database = Database(self.settings.database_url)
        for engine in (database.readers, database.writers):
            # Processes die here, machines do not: what was handed to the system is on the disk.
            event.listen(engine.sync_engine, "connect", careless)
            # Each process would compile the same statements anew, which takes longer than all else of its start.
            engine.sync_engine._compiled_cache = COMPILED
        self.app = build(self.settings, database=database, time=lambda: self.loop.now)
        await self.app.start(ticking=False)
        config = Config(self.app.asgi(), lifespan="off", ws="none", log_config=None)
        config.load()
        self.web = config
        self.state = ServerState()
        self.ready = True

    async def deliver(self) -> None:
        """What the clock does, without a look every half a second at which there is nothing to see."""
        awake = self.app.clock.awake
        postman = self.app.postman
        while True:
            awake.clear()
            try:
                await postman.deliver_due()
                due = await postman.next_due()
            except Exception as error:
                self.on_trouble(error)
                due = self.loop.now + timedelta(seconds=1)
            try:
                async with asyncio.timeout(self.until(due)):
                    await awake.wait()
            except TimeoutError:
                pass
            await asyncio.sleep(self.chance.uniform(0, self.settings.poll_seconds))

    async def look_at_doors(self) -> None:
        """What the clock does at its start and every hour."""
        while True:
            await self.app.postman.doors.look()
            # What it let go is taken up at the next of the clock's looks.
            self.nudge()
            await asyncio.sleep(3600)

    def until(self, due: datetime | None) -> float | None:
        return None if due is None else max(0.0, (due - self.loop.now).total_seconds())

    on_trouble: Callable[[Exception], None] = staticmethod(lambda error: None)

    def nudge(self) -> None:
        """Look at what is due now."""
        if self.ready and not self.dead:
            self.app.clock.nudge()

    def accept(self) -> End | None:
        """A new connection to the web side."""
        if self.dead or not self.ready:
            return None
        protocol = H11Protocol(self.web, self.state, {}, _loop=self.loop)
        end = End(protocol, self.latency, self.context)
        self.watch(end)
        self.ends[:] = [*(known for known in self.ends if not known.lost), end]
        return end

    def latency(self) -> float:
        return self.chance.expovariate(1 / 0.02)

    # Its life and its end

    def session(self, **options: Any) -> ClientSession:
        """What it calls Slack with."""
        line = Line(self.slack, self.latency, self.ends, self.context)
        line.attach = self.watch
        return ClientSession(connector=line, **options)

    def watch(self, end: End) -> None:
        """Count what goes over a wire of this process, both ways."""
        end.before_write = lambda: self.count("call")
        end.before_read = self.reads

    def reads(self) -> bool:
        try:
            self.count("called")
        except Killed:
            return False
        return True

    def count(self, what: str) -> None:
        """One more moment; it may be the last.

        Raises:
            Killed: it is.
        """
        if not self.dead and self.left is not None:
            self.left -= 1
            if self.left <= 0:
                self.die(what)
        if self.dead:
            raise Killed

    async def moment(self, what: str) -> None:
        """A trip to the database: whoever else writes may come between."""
        self.count(what)
        if not self.is_alone() and self.chance.random() < 0.3:
            await asyncio.sleep(self.chance.expovariate(1 / 0.01))
            self.count(what)

    def task(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Do something in this process."""
        return self.loop.create_task(work, context=self.context.copy())

    async def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something in this process and wait for it.

        Raises:
            Killed: the process did not live to its end.
        """
        if self.dead:
            work.close()
            raise Killed
        task = self.task(work)
        try:
            return await task
        except asyncio.CancelledError:
            if task.cancelled() and self.dead:
                raise Killed from None
            raise

    async def stop(self) -> None:
        """End as SIGTERM asks for: what runs is finished first."""
        self.ready = False
        with suppress(Killed):
            await self.do(self.app.stop())
        self.die("stopped")

    def die(self, where: str = "") -> None:
        """End here and now: what is not committed is gone, and nobody is told."""
        if self.dead:
            return
        self.dead, self.ready, self.died_at = True, False, where
        self.gone.set()
        for raw in self.opened:
            raw.shut()
        for end in self.ends:
            end.close()
        for task in list(self.tasks):
            task.cancel()
        self.on_death(self)

    async def bury(self) -> None:
        """Wait until nothing of it runs any more."""
        while self.tasks:
            # What held a lock when it died is waited for by others: they are told once more.
            for task in list(self.tasks):
                task.cancel()
            await asyncio.wait(list(self.tasks), timeout=1)
        if hasattr(self, "app") and hasattr(self.app, "session"):
            await self.app.session.close()
        for raw in self.opened:
            raw.shut()


def careless(connection: Any, _: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous = OFF")
    cursor.close()


def make_task(loop: Any, work: Any, **options: Any) -> asyncio.Task[Any]:
    """Note which process a task belongs to."""
    task: asyncio.Task[Any] = asyncio.Task(work, loop=loop, **options)
    context = options.get("context")
    machine = context.get(RUNNING) if context is not None else RUNNING.get(None)
    if machine is not None:
        machine.tasks[task] = None
        task.add_done_callback(lambda done: machine.tasks.pop(done, None))
        if machine.dead:
            task.cancel()
    return task


async def pixel(_: str) -> bytes:
    """A picture, at once."""
    return PIXEL


@contextmanager
def in_one_loop() -> Iterator[None]:
    """Whatever a process of Payoff opens, it opens in the loop of the simulation."""
    with ExitStack() as patches:
        patches.enter_context(
            patch("storage.engines.Driver", lambda: Driver(RUNNING.get().opened, RUNNING.get().moment))
        )
        patches.enter_context(patch("bot.app.ClientSession", lambda **options: RUNNING.get().session(**options)))
        patches.enter_context(patch("bot.slack.charts.png", pixel))
        yield
