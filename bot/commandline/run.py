"""Serve Slack until told to stop."""

import asyncio
import signal
from contextlib import suppress

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

# Requests that run get this long to end, and then the message that is being sent: both within the ten seconds that
# an orchestrator waits before it kills.
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
    """Serve until SIGTERM or SIGINT, then finish what runs."""
    settings = payoff.settings
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    listener = bind(settings.host, settings.port)
    await payoff.start()
    socket = None
    if settings.slack_app_token is not None:
        token = settings.slack_app_token.get_secret_value()
        socket = Socket(payoff.intake, token, payoff.directory.client_with())
    http = server(
        payoff.asgi(**({"socket": socket.is_open} if socket is not None else {})), grace_seconds=REQUESTS_SECONDS
    )
    serving = asyncio.create_task(http.serve(sockets=[listener]), name="http")
    try:
        if socket is not None:
            await socket.open()
        log.info("ready", port=listener.getsockname()[1], over="socket" if socket else "http")
        stopping = asyncio.create_task(stop.wait(), name="stop")
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        log.info("stopping")
    finally:
        http.should_exit = True
        await asyncio.gather(serving, *([socket.close(within_seconds=REQUESTS_SECONDS)] if socket else []))
        # A message still under way after that is found again at the next start.
        with suppress(TimeoutError):
            await asyncio.wait_for(payoff.stop(), REST_SECONDS)
    log.info("stopped")
