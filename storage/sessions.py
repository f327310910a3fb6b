"""Keep a session within its workspace: what it reads, what it writes, and what nobody may change."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from typing import Any, cast

from sqlalchemy import Connection, Engine, IteratorResult, Select, event, update
from sqlalchemy.orm.attributes import instance_state
from sqlalchemy.util import greenlet_spawn
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.orm.session import Session
from sqlmodel.sql.expression import SelectOfScalar

from storage import sqlite
from storage.checks import check_flush, check_statement
from storage.criteria import EVERYWHERE
from storage.lending import Lender
from storage.prepared import Part, Prepared, Ready
from storage.proof import ReadOnly, Trespass
from storage.rows import ANEW
from storage.shapes import recognise
from storage.workspaces import Workspace

# What no revision counts: it changes with every request and message, or without a workspace.
UNCOUNTED = {*EVERYWHERE, "arrival"}
# Said by every transaction that changes a workspace.
COUNT_UP = Prepared[Any](update(Workspace).values(revision=col(Workspace.revision) + 1))
# Only one at a time holds it, until it is saved; rows that point at the workspace may be added meanwhile.
TURN = Prepared[int](select(Workspace.id).with_for_update(key_share=True))

Answerer = Callable[[str, tuple[Any, ...]], Awaitable[sqlite.Answer]]


class GuardedSession(Session):
    """A session whose every statement and flush is checked.

    `info` says for which workspace, whether it writes, and which tables it has read and written.
    """

    reached: Connection | None = None
    # Who answers its statements, and who listens to them: looked up once for all of the transaction's.
    answer: Answerer
    hearers: tuple[Callable[..., Any], ...] = ()

    def connection(self, *_: Any, **__: Any) -> Any:
        """Not to be had: what goes over the bare connection is not checked."""
        raise Trespass("The bare connection is not checked.")

    bulk_save_objects = bulk_insert_mappings = bulk_update_mappings = connection

    def reach(self) -> Connection:
        """The connection of the one transaction, for SQLAlchemy's statements and for the prepared ones.

        A session of SQLAlchemy's can open it itself, but takes three times as long for that.
        """
        if self.reached is None:
            engine = cast(Engine, self.bind)
            # Where nobody listens, nothing is prepared for those who do.
            heard = engine._has_events
            self.reached = Connection(engine, _has_events=None if heard else False)
            self.reached.begin()
            self.answer = answerer(self.reached.connection.dbapi_connection)
            self.hearers = tuple(self.reached.dispatch.before_cursor_execute) if heard else ()
        return self.reached

    async def reached_in_turn(self) -> Connection:
        """As `reach`; without a greenlet, which costs as much as all the rest of it, where SQLite's is open already."""
        pool = cast(Engine, self.bind).pool
        if isinstance(pool, Lender) and self.get_bind().dialect.name == "sqlite" and await pool.take_turn():
            return self.reach()
        return await greenlet_spawn(self.reach)

    def get_bind(self, *_: Any, **__: Any) -> Engine | Connection:
        """What its statements go to."""
        return self.reached if self.reached is not None else cast(Engine, self.bind)

    def _connection_for_bind(self, *_: Any, **options: Any) -> Connection:
        return super()._connection_for_bind(self.reach(), **options)

    def commit(self) -> None:
        """Commit; what comes after it is another transaction."""
        if self.in_transaction():
            super().commit()
        if self.reached is not None:
            self.reached.commit()
        self.let_go()

    def rollback(self) -> None:
        """Undo everything; what comes after it is another transaction."""
        super().rollback()
        self.let_go()

    def close(self) -> None:
        """Forget everything, and undo what was not committed."""
        super().close()
        self.let_go()

    def let_go(self) -> None:
        """Give the connection back, rolled back where it was not committed."""
        connection, self.reached = self.reached, None
        if connection is not None:
            connection.close()


class WorkspaceSession(AsyncSession):
    """A session opened for a workspace."""

    sync_session_class = GuardedSession
    sync_session: GuardedSession

    async def leave(self) -> None:
        """Close it. What has to be undone over a network is undone also when whoever waits for that is cancelled."""
        reached = self.sync_session.reached
        if reached is None:
            # There is nothing to undo, so nothing is waited for.
            self.sync_session.close()
        elif reached.dialect.name == "sqlite":
            await greenlet_spawn(self.sync_session.close)
        else:
            await asyncio.shield(asyncio.ensure_future(greenlet_spawn(self.sync_session.close)))

    async def commit(self) -> None:
        """Commit, without a greenlet where nothing is waited for; and wait until it is on the disk."""
        session = self.sync_session
        if not session._is_clean():
            await self.flush()
        driver = session.reached.connection.dbapi_connection if session.reached is not None else None
        if not isinstance(driver, sqlite.Connection):
            await super().commit()
            return
        was_open = driver.open
        if driver.commits_at_once:
            session.commit()
        else:
            await super().commit()
        if was_open:
            await driver.kept()

    async def perform(self, prepared: Prepared[Any], given: Mapping[str, Any]) -> tuple[Sequence[Any], int]:
        """What a prepared statement finds, and how many rows it concerned.

        Raises:
            ReadOnly: it writes, and the session only reads.
        """
        session = self.sync_session
        info = session.info
        if "as_of" in info:
            # What is bound to a day gone by is bound anew for each statement.
            past = (await self.exec(prepared.statement, params=given)).all()
            return past, len(past)
        connection = session.reached
        if connection is None or not session._is_clean():
            connection = await self.reach()
        ready = prepared.on(connection.dialect, held=info["workspace_id"] is not None)
        rows, count = await self.ask(connection, ready, given)
        if len(ready.parts) == 1:
            part = ready.parts[0]
            return [self.thing(row, part) for row in rows], count
        return [self.found(ready, row) for row in rows], count

    async def exec(self, statement: Any, *, params: Any = None, **options: Any) -> Any:
        """As SQLModel does it; but a SELECT of a shape that is known goes to the driver as a prepared one does."""
        info = self.sync_session.info
        anew = options == {"execution_options": ANEW}
        if isinstance(statement, Select) and (anew or not options) and "as_of" not in info:
            connection = await self.reach()
            known = recognise(statement, params or {}, connection.dialect, held=info["workspace_id"] is not None)
            if known is not None:
                rows, _ = await self.ask(connection, *known)
                if anew or not any(self.is_outdated(known[0], row) for row in rows):
                    whole = [self.found(known[0], row, anew=anew) for row in rows]
                    found: IteratorResult[Any] = IteratorResult(known[0].names, iter(whole))
                    return found.scalars() if isinstance(statement, SelectOfScalar) else found
        return await super().exec(statement, params=params, **options)

    async def reach(self) -> Connection:
        """The connection, with all that was changed so far."""
        session = self.sync_session
        if not session._is_clean():
            await self.flush()
        return session.reached if session.reached is not None else await session.reached_in_turn()

    async def ask(self, connection: Connection, ready: Ready, given: Mapping[str, Any]) -> tuple[Sequence[Any], int]:
        """What the driver gives, and how many rows that concerned."""
        session = self.sync_session
        info = session.info
        if ready.written:
            if not info["writes"]:
                raise ReadOnly("This session only reads.")
            info["written"].add(ready.written)
        info["read"] |= ready.tables
        values = ready.bound(given, info["workspace_id"])
        for hear in session.hearers:
            hear(connection, None, ready.text, values, None, False)
        try:
            rows, described, count, _ = await session.answer(ready.text, values)
        except BaseException as error:
            # Tells which trouble it is, and lets go of a connection that is lost, or was left in the middle of it.
            await greenlet_spawn(tell, connection, error, ready.text, values)
            raise
        if not ready.is_learned:
            ready.learn(described, connection.dialect)
        return rows, count

    def found(self, ready: Ready, row: Sequence[Any], *, anew: bool = False) -> tuple[Any, ...]:
        """What a row is to whoever asked, part by part: the session's own object where one is whole."""
        return tuple([self.thing(row, part, anew) for part in ready.parts])

    def thing(self, row: Sequence[Any], part: Part, anew: bool = False) -> Any:
        """A value, or the session's own object, brought up to date if `anew`; None where nothing was joined."""
        mapper = part.mapper
        if mapper is None:
            return part.read(row)[0]
        session, number = self.sync_session, row[part.key]
        if number is None:
            return None
        key = (mapper.class_, (number,), None)
        known = session.identity_map.get(key)
        if known is not None and not anew:
            return known
        # As SQLAlchemy does it for the rows that it loads itself.
        new = known if known is not None else mapper.class_manager.new_instance()
        state = instance_state(new)
        state.dict.update(zip(part.names, part.read(row), strict=True))
        if known is None:
            state.key, state.session_id = key, session.hash_key
            session.identity_map.add(state)
        else:
            # What was changed of it meanwhile is forgotten.
            state._commit_all(state.dict)
        return new

    def is_outdated(self, ready: Ready, row: Sequence[Any]) -> bool:
        """Whether a row is of an object that SQLAlchemy wants to read anew, as it does after some changes."""
        for part in ready.parts:
            if part.mapper is not None:
                known = self.sync_session.identity_map.get((part.mapper.class_, (row[part.key],), None))
                if known is not None and instance_state(known).expired_attributes:
                    return True
        return False

    async def take_turn(self) -> None:
        """Wait until nobody else changes the workspace: what is read from here on stays so. SQLite has one writer."""
        if self.sync_session.get_bind().dialect.name == "postgresql":
            await TURN.run(self)

    async def save(self) -> None:
        """Commit, and count that the workspace has changed if it has."""
        if not self.sync_session._is_clean():
            await self.flush()
        if self.info["written"] - UNCOUNTED:
            # Last, for on PostgreSQL nobody else of the workspace gets past here until the commit.
            await COUNT_UP.run(self)
        await self.commit()

    @property
    def is_counted(self) -> bool:
        """Whether all that was read so far is counted by the revision."""
        return not self.info["read"] & UNCOUNTED


def answerer(driver: Any) -> Answerer:
    """Who answers the statements of a driver's connection."""
    if isinstance(driver, sqlite.Connection):
        return partial(driver.ask, sqlite3.Cursor.execute)

    async def answer(text: str, values: tuple[Any, ...]) -> sqlite.Answer:
        cursor = driver.cursor()
        await cursor._prepare_and_execute(text, values)
        return cursor.fetchall(), cursor.description, cursor.rowcount, None

    return answer


def tell(connection: Connection, error: BaseException, text: str, values: tuple[Any, ...]) -> None:
    """Raise what a statement's error means; who was cancelled meanwhile still is."""
    try:
        # SQLAlchemy raises what is being handled here and now, and in a greenlet of its own nothing is.
        raise error
    except BaseException as again:
        connection._handle_dbapi_exception(again, text, values, None, None)


event.listen(GuardedSession, "do_orm_execute", check_statement)
# The one connection, before SQLAlchemy looks for one.
event.listen(GuardedSession, "before_flush", lambda session, *_: session.reach())
event.listen(GuardedSession, "before_flush", check_flush)
