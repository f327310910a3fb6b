"""Live one seed: a workspace, its people, its troubles, and the processes of Payoff that serve it."""

import asyncio
import gc
import json
import logging
import random
import warnings
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from time import process_time
from typing import Any

import structlog
from aiohttp import ClientSession, web
from sqlalchemy.exc import SAWarning

from bot.sandbox.server import Slack
from bot.sandbox.server import build as furnish
from bot.sandbox.state import BOT_USER, Message
from bot.settings import Settings
from bot.slack import manifest
from tests.simulation import controls, life, trouble
from tests.simulation.books import Books
from tests.simulation.cast import Scope, cast
from tests.simulation.fleet import Fleet
from tests.simulation.machine import in_one_loop, make_task
from tests.simulation.people import People
from tests.simulation.rules import Rules, Violation
from tests.simulation.trace import Trace
from tests.simulation.virtual import VirtualLoop, run
from tests.simulation.wires import End, Line

# How long all is well at the end, before everything has to be said.
CALM = timedelta(days=3)


@dataclass
class Lived:
    """What one seed came to."""

    seed: int
    digest: str
    steps: int
    counts: dict[str, int] = field(default_factory=dict)
    broken: str = ""
    rule: str = ""
    # Of this machine's processor.
    seconds: float = 0.0


class Simulation:
    """One seed's world."""

    def __init__(self, seed: int, scope: Scope, loop: VirtualLoop, folder: Path, trace: Trace) -> None:
        self.seed = seed
        self.scope = scope
        self.loop = loop
        self.trace = trace
        self.end = scope.start + timedelta(days=scope.days)
        self.slack = Slack(furnish(loop, manifest.manifest()), None)
        self.world = self.slack.stage.world
        self.path = folder / "payoff.db"
        self.books = Books(self.path)
        self.settings = Settings(
            _env_file=None,
            slack_bot_token=self.slack.bot_token,
            slack_signing_secret=self.slack.signing_secret,
            slack_api_url="http://slack.test/api/",
            database_url=f"sqlite:///{self.path}",
        )
        self.cast = cast(scope, self.chance("cast"), self.world)
        self.fleet = Fleet(self)
        self.rules = Rules(self)
        self.broken = asyncio.Event()
        self.fault: BaseException | None = None
        self.over = False
        # Whether Slack can be reached at all.
        self.reachable = True
        self.tasks: dict[asyncio.Task[None], None] = {}
        self.wire_chance = self.chance("wires")
        self.people = People(self)
        self.troubles: list[asyncio.Task[None]] = []
        self.connections: list[End] = []

    @property
    def now(self) -> datetime:
        return self.loop.now

    def chance(self, what: str) -> random.Random:
        """Luck of its own for each thing, so that one more throw of one does not change all others."""
        return random.Random(f"{self.seed}:{what}")

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Let something happen beside everything else; a fault of the simulation ends it."""

        async def watched() -> None:
            try:
                await work
            except asyncio.CancelledError:
                raise
            except BaseException as error:
                self.fail(error)

        task = self.loop.create_task(watched())
        self.tasks[task] = None
        task.add_done_callback(lambda done: self.tasks.pop(done, None))

    def fail(self, error: BaseException) -> None:
        """End the simulation with what is wrong; the first counts."""
        if self.fault is None:
            self.fault = error
        self.broken.set()

    async def rest(self, **span: float) -> None:
        """Let time pass."""
        await asyncio.sleep(timedelta(**span).total_seconds())

    async def until(self, moment: datetime) -> None:
        """Live until a moment.

        Raises:
            Violation: a rule was broken.
        """
        try:
            async with asyncio.timeout(max(0.0, (moment - self.now).total_seconds())):
                await self.broken.wait()
        except TimeoutError:
            return
        assert self.fault is not None
        raise self.fault

    # Slack's side of the wires

    def latency(self) -> float:
        return self.wire_chance.expovariate(1 / 0.06)

    def answer(self) -> End | None:
        """A new connection to Slack."""
        if not self.reachable:
            return None
        end = End(self.runner.server(), self.latency)
        self.connections = [open_one for open_one in self.connections if not open_one.closing] + [end]
        return end

    def hang_up(self) -> None:
        """Slack's end of every connection is gone."""
        for end in self.connections:
            end.close()

    def app_end(self) -> End | None:
        """A new connection from Slack to any process that serves."""
        machine = self.fleet.any()
        return machine.accept() if machine is not None else None

    async def live(self) -> None:
        """Everything from the first day to the last."""
        self.loop.set_task_factory(make_task)
        self.runner = web.AppRunner(self.slack._routes(), access_log=None, handle_signals=False)
        await self.runner.setup()
        stage = self.slack.stage
        stage.url, stage.responses.base = "http://slack.test", "http://slack.test/response"
        stage.courier.request_url = "http://payoff.test/slack/events"
        stage.courier._session = ClientSession(connector=Line(self.app_end, self.latency, []))
        self.slack.retry_waits = (0.0, 60.0, 300.0)
        self.listen()
        try:
            await self.fleet.first()
            self.begin(self.rules.look_often())
            life.begin(self)
            trouble.begin(self)
            await self.until(self.end)
            self.over = True
            await trouble.end(self)
            await self.until(self.end + CALM)
            self.rules.at_the_end()
            self.dump()
        finally:
            await self.close()

    def listen(self) -> None:
        """Hear of every message as it comes to stand in its channel."""
        add = self.world.add

        def heard(message: Message) -> Message:
            added = add(message)
            if message.body.get("user") == BOT_USER and message.reader is None:
                try:
                    self.rules.said(message)
                    life.said(self, message)
                except BaseException as error:
                    self.fail(error)
            return added

        self.world.add = heard  # type: ignore[method-assign]
        take = self.slack.faults.take

        def taken(*arguments: Any, **options: Any) -> Any:
            fault = take(*arguments, **options)
            if fault is not None:
                self.trace.counts[f"met {fault.kind}"] += 1
                self.rules.troubled()
            return fault

        self.slack.faults.take = taken  # type: ignore[method-assign]

    def dump(self) -> None:
        """Let the hash know everything that is saved and everything that stands in Slack."""
        for channel in self.world.channels.values():
            for message in channel.messages.values():
                self.trace.add(json.dumps([channel.id, message.ts, message.body.get("text")]))
        for table in ("release", "promise", "checkin", "verdict", "change", "team", "reading"):
            for row in self.books.rows(f"SELECT * FROM {table} ORDER BY id"):
                self.trace.add(repr(tuple(row)))
        for row in self.books.rows("SELECT key_text, state, ts, due_at, attempts, error FROM post ORDER BY id"):
            self.trace.add(repr(tuple(row)))

    async def close(self) -> None:
        """End everything that still runs."""
        tasks = [*self.tasks, *self.troubles]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.fleet.close()
        await self.slack.stage.stop()
        await self.slack.stage.courier.close()
        self.slack.desk.close()
        await self.runner.cleanup()
        self.books.close()


def live(seed: int, scope: Scope, folder: Path, *, control: str = "", trace_to: Path | None = None) -> Lived:
    """Live one seed to its end, on a migrated database in this folder; `control` breaks one line of the product."""
    loops: list[VirtualLoop] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        loops.append(loop)
        await Simulation(seed, scope, loop, folder, trace).live()

    trace = Trace(lambda: loops[0].now, trace_to)
    lived, began = Lived(seed, "", 0), process_time()
    try:
        with in_one_loop(), controls.broken(control), quiet():
            run(scope.start, main())
    except Violation as violation:
        lived.rule = violation.rule
        again = (
            f"python -m tests.simulation --scope {scope.name} --seed {seed}{f' --control {control}' * bool(control)}"
        )
        lived.broken = f"{violation.told(seed, trace)}\nOnce more: PYTHONHASHSEED=0 {again}"
    lived.counts, lived.steps = dict(trace.counts), trace.steps
    lived.digest, lived.seconds = trace.close(), process_time() - began
    return lived


@contextmanager
def quiet() -> Iterator[None]:
    """Say nothing in any log: what goes wrong here is meant to."""
    kept, level = structlog.get_config(), logging.root.manager.disable
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    logging.disable(logging.CRITICAL)
    thresholds = gc.get_threshold()
    gc.set_threshold(50_000, 20, 20)
    try:
        with warnings.catch_warnings():
            # Whoever was killed gave no connection back.
            warnings.simplefilter("ignore", SAWarning)
            warnings.simplefilter("ignore", ResourceWarning)
            yield
            gc.collect()
    finally:
        gc.set_threshold(*thresholds)
        logging.disable(level)
        structlog.configure(**kept)
