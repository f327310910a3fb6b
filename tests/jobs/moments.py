"""Stop a delivery at any moment at which it waits for the database or for Slack."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import TraceConfig
from sqlalchemy import event


class Killed(BaseException):
    """The process is gone: no handler of errors runs."""


@asynccontextmanager
async def once_asked(payoff: Any, do: Callable[[], Awaitable[object]]) -> AsyncIterator[None]:
    """Do something just before Slack is called for the first time."""
    async with once(payoff, "on_request_start", do):
        yield


@asynccontextmanager
async def once_answered(payoff: Any, do: Callable[[], Awaitable[object]]) -> AsyncIterator[None]:
    """Do something as soon as Slack has answered for the first time, before anyone has read the answer."""
    async with once(payoff, "on_request_end", do):
        yield


@asynccontextmanager
async def once(payoff: Any, moment: str, do: Callable[[], Awaitable[object]]) -> AsyncIterator[None]:
    """Do something the first time that a call reaches a moment."""
    todo = [do]

    async def reached(*_: Any) -> None:
        while todo:
            await todo.pop()()

    trace = TraceConfig()
    getattr(trace, moment).append(reached)
    trace.freeze()
    payoff.app.session.trace_configs.append(trace)
    try:
        yield
    finally:
        payoff.app.session.trace_configs.remove(trace)


@asynccontextmanager
async def watched(payoff: Any, at: Callable[[str], None]) -> AsyncIterator[None]:
    """Call `at` before each statement and commit, and before and after each call to Slack; it may raise."""

    def before_statement(*_: Any) -> None:
        at("statement")

    def before_commit(connection: Any) -> None:
        try:
            at("commit")
        except Killed:
            # As the database does when whoever began a transaction is gone.
            connection.connection.dbapi_connection.rollback()
            raise

    async def before_call(*_: Any) -> None:
        at("call")

    async def after_call(*_: Any) -> None:
        at("called")

    writers, readers = payoff.database.writers.sync_engine, payoff.database.readers.sync_engine
    # On PostgreSQL both have their connections from one place, and what is heard of one is heard of the other.
    engines = [writers] if writers.pool is readers.pool else [writers, readers]
    trace = TraceConfig()
    trace.on_request_start.append(before_call)
    trace.on_request_end.append(after_call)
    trace.freeze()
    payoff.app.session.trace_configs.append(trace)
    for engine in engines:
        event.listen(engine, "before_cursor_execute", before_statement)
        event.listen(engine, "commit", before_commit)
    try:
        yield
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", before_statement)
            event.remove(engine, "commit", before_commit)
        payoff.app.session.trace_configs.remove(trace)
