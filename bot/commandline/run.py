"""Serve Slack until told to stop."""

import asyncio
import gc
import signal
from collections.abc import Callable
from contextlib import closing, suppress

import structlog
from aiohttp import ClientError

from bot import log as logs
from bot.app import Payoff, build
from bot.commandline.migrate import opened, unusable
from bot.commandline.words import DONE, FAILED, WRONG, complain, refuse
from bot.errors import Refusal
from bot.flows.workspaces import SlackUnreachable
from bot.settings import Settings, WrongSettings, load
from bot.web.server import bind, server
from bot.web.socket import Socket
from storage.database import DatabaseTrouble
from storage.migrations import NewerDatabase

log = structlog.get_logger(__name__)

# Requests that run get this long to end, and then the message that is being sent: both, and the second in which
# readiness says no, are within the ten seconds that an orchestrator waits before it kills.
REQUESTS_SECONDS = 4
REST_SECONDS = 4


def run() -> int:
    """Serve Slack; returns the exit code."""
    try:
        settings = load()
    except WrongSettings as wrong:
        complain(wrong.problems)
        return WRONG
    if missing := settings.missing_to_run():
        complain(missing)
        return WRONG
    logs.set_up(settings.log)
    return asyncio.run(started(settings))


async def started(settings: Settings) -> int:
    """Open what is needed, serve, and close it; or say why it cannot be opened."""
    database, problem = opened(settings)
    if database is None:
        complain([problem])
        return WRONG
    try:
        await database.migrate()
        await serve(build(settings, database=database))
    except NewerDatabase as newer:
        complain([str(newer)])
        return FAILED
    except DatabaseTrouble as trouble:
        complain([unusable(database, trouble)])
        return WRONG
    except (ClientError, TimeoutError, SlackUnreachable) as error:
        refuse(error if isinstance(error, Refusal) else SlackUnreachable())
        return FAILED
    except Refusal as refusal:
        refuse(refusal)
        return WRONG
    finally:
        await database.close()
    return DONE


async def serve(payoff: Payoff) -> None:
    """Serve until SIGTERM or SIGINT, say for a moment that no more may come, then finish what runs."""
    settings = payoff.settings
    stop, hurry = asyncio.Event(), asyncio.Event()

    def told() -> None:
        """The first signal stops, and a second one lets nobody wait for requests that still come."""
        (hurry if stop.is_set() else stop).set()

    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told)
    with closing(bind(settings.host, settings.port)) as listener:
        await payoff.start()
        socket = socket_of(payoff)
        checks: dict[str, Callable[[], bool]] = {"serving": lambda: not stop.is_set()}
        if socket is not None:
            checks["socket"] = socket.is_open
        http = server(payoff.asgi(**checks), grace_seconds=REQUESTS_SECONDS)
        serving = asyncio.create_task(http.serve(sockets=[listener]), name="http")
        stopping = asyncio.create_task(stop.wait(), name="stop")
        try:
            if socket is not None:
                opening = asyncio.create_task(socket.open(), name="socket")
                await asyncio.wait({opening, stopping}, return_when=asyncio.FIRST_COMPLETED)
                if opening.done():
                    opening.result()
                opening.cancel()
            # What is there now stays. Looking through all of it again for garbage would hold a request up for 60 ms.
            gc.collect()
            gc.freeze()
            log.info("ready", port=listener.getsockname()[1], over="http" if socket is None else "socket")
            await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
            log.info("stopping")
            if socket is None and stop.is_set():
                # Whoever spreads the requests learns from readiness to send no more here, and loses none.
                with suppress(TimeoutError):
                    await asyncio.wait_for(hurry.wait(), settings.drain_seconds)
        finally:
            stopping.cancel()
            http.should_exit = True
            await asyncio.gather(serving, *([] if socket is None else [socket.close(within_seconds=REQUESTS_SECONDS)]))
            # A message still under way after that is found again at the next start.
            with suppress(TimeoutError):
                await asyncio.wait_for(payoff.stop(), REST_SECONDS)
    log.info("stopped")


def socket_of(payoff: Payoff) -> Socket | None:
    """What listens over Socket Mode, if that is how Slack is to come."""
    token = payoff.settings.slack_app_token
    if token is None:
        return None
    return Socket(payoff.intake, token.get_secret_value(), payoff.directory.client_with())
