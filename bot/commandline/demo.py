"""Let anyone try Payoff without Slack: the sandbox, the bot and its company in one process."""

import asyncio
import signal
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path

from bot import log as logs
from bot.app import Payoff, build
from bot.commandline.words import DONE, FAILED, WRONG, complain
from bot.sandbox.clock import Clock
from bot.sandbox.server import Slack
from bot.settings import Settings
from bot.slack import manifest
from bot.web.socket import Socket
from storage.database import Database

DATABASE = Path("payoff-demo.db")


def demo(*, port: int, keep: bool, headless_check: bool) -> int:
    """Run the demo until interrupted, or play its story once; returns the exit code."""
    if not keep:
        for name in (DATABASE.name, f"{DATABASE.name}-wal", f"{DATABASE.name}-shm"):
            DATABASE.with_name(name).unlink(missing_ok=True)
    logs.set_up()
    try:
        return asyncio.run(played(port=0 if headless_check else port, headless_check=headless_check))
    except OSError as error:
        complain([f"Nothing can listen at port {port} ({error.strerror}). Choose another: --port 8081"])
        return WRONG


async def played(*, port: int, headless_check: bool) -> int:
    """Open everything, play, and close it."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with AsyncExitStack() as stack:
        slack, _ = await opened(stack, port)
        if headless_check:
            return await story(slack)
        print(f"Payoff is at {slack.url}", flush=True)
        await stop.wait()
    return DONE


async def opened(stack: AsyncExitStack, port: int) -> tuple[Slack, Payoff]:
    """The sandbox and a Payoff that listens to it, both closed with the stack."""
    clock = Clock(ticking=True)
    database = Database(f"sqlite:///{DATABASE}")
    await database.migrate()

    async def advance(_: datetime, until: datetime) -> None:
        await payoff.postman.walk(until, clock.move_to)

    slack = await stack.enter_async_context(
        Slack.open(clock=clock, manifest=manifest.manifest(), on_advance=advance, port=port)
    )
    settings = Settings(
        _env_file=None,
        slack_bot_token=slack.bot_token,
        slack_app_token=slack.app_token,
        slack_api_url=slack.api_url,
        slack_client_id="",
        database_url=f"sqlite:///{DATABASE}",
    )
    payoff = build(settings, database=database, time=lambda: clock.now)
    await payoff.start()
    stack.push_async_callback(payoff.stop)
    socket = Socket(payoff.intake, slack.app_token, payoff.directory.client_with())
    await socket.open()
    stack.push_async_callback(socket.close, within_seconds=2)
    return slack, payoff


async def story(slack: Slack) -> int:
    """Play the story once, without a browser, and say how it went."""
    ana = slack.as_("ana")
    answers = await ana.type("#checkout", "/payoff help")
    if not answers:
        complain(["Payoff did not answer `/payoff help` in #checkout."])
        return FAILED
    print("Payoff answers.")
    return DONE
