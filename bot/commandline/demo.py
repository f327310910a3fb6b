"""Let anyone try Payoff without Slack: the sandbox, the bot and its company in one process."""

import asyncio
import logging
import signal
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import log as logs
from bot.app import Payoff, build
from bot.commandline.words import DONE, FAILED, WRONG, complain
from bot.demo.afterwards import live_on
from bot.demo.life import Life, first_moment
from bot.demo.story import StoryBroken, live_the_story
from bot.sandbox.clock import Clock
from bot.sandbox.memory import Memory, NothingRemembered, recall, remember, restore
from bot.sandbox.server import Slack
from bot.settings import Settings
from bot.slack import manifest
from bot.web.socket import Socket
from storage.database import Database

DATABASE = "payoff-demo.db"
WORKSPACE = "payoff-demo.json"


def demo(*, port: int, keep: bool, headless_check: bool) -> int:
    """Run the demo until interrupted, or play its story once in a folder of its own; returns the exit code."""
    logs.set_up(level=logging.WARNING)
    if headless_check:
        with TemporaryDirectory(prefix="payoff-demo-") as folder:
            return asyncio.run(checked(Path(folder)))
    try:
        return asyncio.run(played(Path(), port=port, keep=keep))
    except OSError as error:
        complain([f"Nothing can listen at port {port} ({error.strerror}). Choose another: --port 8081"])
        return WRONG


async def played(folder: Path, *, port: int, keep: bool) -> int:
    """Open everything, play until interrupted, and close it."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with AsyncExitStack() as stack:
        stage = Stage(folder, kept(folder) if keep else None)
        await stage.open(stack, port)
        print(f"Payoff is at {stage.slack.url}", flush=True)
        await stop.wait()
        remember(stage.slack.stage.world, folder / WORKSPACE)
    return DONE


async def checked(folder: Path) -> int:
    """Live the story once, without a browser, and say how it went."""
    async with AsyncExitStack() as stack:
        stage = Stage(folder, None)
        await stage.open(stack, 0)
        try:
            async for lived in live_the_story(stage.slack):
                print(f"  {lived}", flush=True)
        except StoryBroken as broken:
            complain([f"The story broke: {broken}"])
            return FAILED
    print("The whole story was lived.")
    return DONE


def kept(folder: Path) -> Memory | None:
    """What the last demo left, if it left all of it."""
    try:
        return recall(folder / WORKSPACE) if (folder / DATABASE).exists() else None
    except NothingRemembered:
        return None


class Stage:
    """A sandbox with a Payoff that listens to it, and nine months of a company behind them."""

    slack: Slack
    payoff: Payoff

    def __init__(self, folder: Path, memory: Memory | None) -> None:
        self.memory = memory
        self.clock = Clock(memory.now if memory else first_moment())
        if memory is None:
            for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", WORKSPACE):
                (folder / name).unlink(missing_ok=True)
        self.url = f"sqlite:///{folder / DATABASE}"

    async def open(self, stack: AsyncExitStack, port: int) -> None:
        """Open both, closed with the stack, and live the company's life unless that was done before."""
        database = Database(self.url)
        await database.migrate()
        self.slack = await stack.enter_async_context(
            Slack.open(clock=self.clock, manifest=manifest.manifest(), on_advance=self.move, port=port)
        )
        if self.memory is not None:
            restore(self.slack.stage.world, self.memory)
        settings = Settings(
            _env_file=None,
            slack_bot_token=self.slack.bot_token,
            slack_app_token=self.slack.app_token,
            slack_api_url=self.slack.api_url,
            slack_client_id="",
            database_url=self.url,
        )
        self.payoff = build(settings, database=database, time=lambda: self.clock.now)
        await self.payoff.start(ticking=False)
        stack.push_async_callback(self.payoff.stop)
        if self.memory is None:
            print("Nine months pass at Northwind Outfitters. This takes about half a minute.", flush=True)
            await Life(database, self.workspace_id, self.walk).live()
        self.clock.tick()
        self.payoff.clock.start()
        socket = Socket(self.payoff.intake, self.slack.app_token, self.payoff.directory.client_with())
        await socket.open()
        stack.push_async_callback(socket.close, within_seconds=2)

    async def walk(self, until: datetime) -> None:
        """Go to a moment, and deliver what falls due on the way, each at its own."""
        await self.payoff.postman.walk(until, self.clock.move_to)

    async def move(self, _: datetime, until: datetime) -> None:
        """What the time machine does: the days bring their readings, and what is asked meanwhile knows of them."""
        await live_on(self.payoff.database, self.workspace_id, until)
        await self.walk(until)

    @property
    def workspace_id(self) -> int:
        """The one workspace there is."""
        (installed,) = self.payoff.directory.known.values()
        return installed.workspace_id
