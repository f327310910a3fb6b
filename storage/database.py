"""Open the database: transactions for one workspace each, kept apart from all others."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy.exc import TimeoutError as NoTurn
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import greenlet_spawn
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage import arrivals, tables
from storage.engines import address, open_engines
from storage.memory import Memory
from storage.migrations import NewerDatabase, is_current, migrate
from storage.proof import ReadOnly, Trespass, Unalterable
from storage.sessions import WorkspaceSession
from storage.trouble import DatabaseBusy, DatabaseFull, DatabaseGone, DatabaseTrouble, DatabaseUnsure
from storage.workspaces import Workspace

__all__ = [
    "Database",
    "DatabaseBusy",
    "DatabaseFull",
    "DatabaseGone",
    "DatabaseTrouble",
    "DatabaseUnsure",
    "NewerDatabase",
    "ReadOnly",
    "Trespass",
    "Unalterable",
    "tables",
]

# What each refusal is called where refusals are counted.
WORDS: dict[type[Exception], str] = {
    arrivals.Repeated: "repeated",
    DatabaseBusy: "busy",
    DatabaseFull: "full",
    DatabaseGone: "gone",
}


REVISION = select(Workspace.revision).where(col(Workspace.id) == bindparam("workspace_id"))


class Database:
    """One database: `sqlite:///payoff.db`, or `postgresql://user@host/name`.

    Every transaction raises `DatabaseBusy`, `DatabaseFull` or `DatabaseGone` when the database cannot do its part;
    nothing of it is saved then.
    """

    def __init__(self, url: str) -> None:
        self.url = address(url)
        self.readers, self.writers = open_engines(self.url)
        self.migrated = False
        # What was made of rows that have not changed since.
        self.memory = Memory()
        # Whether a message was owed since somebody last looked: it need not wait for the next tick.
        self.owes = False
        # Hears of each transaction that was refused: "repeated", "busy", "full" or "gone".
        self.on_refusal: Callable[[str], None] = lambda _: None

    async def migrate(self) -> None:
        """Bring the tables up to date; safe to call from several processes at once.

        Raises:
            NewerDatabase: a newer Payoff has been here.
        """
        await migrate(self.url)
        self.migrated = True

    async def is_migrated(self) -> bool:
        """Whether the tables are those that this Payoff knows; False too when the database cannot be asked."""
        if not self.migrated:
            try:
                self.migrated = await is_current(self.readers)
            except DatabaseTrouble:
                return False
        return self.migrated

    async def close(self) -> None:
        """Let go of every connection."""
        await self.readers.dispose()
        await self.writers.dispose()

    @asynccontextmanager
    async def reading(self, workspace_id: int) -> AsyncIterator[AsyncSession]:
        """A transaction that sees one state of a workspace's rows, and writes nothing."""
        async with self.session(self.readers, workspace_id, writes=False) as session:
            yield session

    async def revision(self, workspace_id: int) -> int:
        """How often a workspace has changed: while it is the same, so is all that is read of it but UNCOUNTED.

        It goes by no session: that would cost more than all the rest of it.
        """

        def ask() -> int:
            with self.readers.sync_engine.connect() as connection:
                revision: int = connection.execute(REVISION, {"workspace_id": workspace_id}).scalar_one()
                return revision

        with Telling(self):
            return await greenlet_spawn(ask)

    @asynccontextmanager
    async def snapshot(self, workspace_id: int) -> AsyncIterator["Snapshot"]:
        """The database as it is at this moment, for one workspace and for reading alone."""
        async with self.session(self.readers, workspace_id, writes=False) as session:
            yield Snapshot(self, session)

    @asynccontextmanager
    async def writing(
        self, workspace_id: int, *, arrival: str = "", now: datetime | None = None, in_turn: bool = True
    ) -> AsyncIterator[AsyncSession]:
        """A transaction that is saved at its end, or not at all when an exception leaves it.

        Those of one workspace take turns, however many processes there are: each sees all that the one before it did.

        Args:
            arrival: the request whose work this is.
            now: when that came.
            in_turn: False for what changes posts alone, each held by a lease.

        Raises:
            storage.arrivals.Repeated: that request's work is done already.
        """
        async with self.session(self.writers, workspace_id, writes=True) as session:
            if in_turn:
                await session.take_turn()
            if arrival:
                await arrivals.insert(session, arrival, now=now)
            yield session
            await session.save()
            self.owes |= "owes" in session.info

    @asynccontextmanager
    async def reading_everywhere(self) -> AsyncIterator[AsyncSession]:
        """A transaction that sees one state of all workspaces and their posts, and writes nothing."""
        async with self.session(self.readers, None, writes=False) as session:
            yield session

    @asynccontextmanager
    async def everywhere(self) -> AsyncIterator[AsyncSession]:
        """A writing transaction over all workspaces, for workspaces themselves and for posts only."""
        async with self.session(self.writers, None, writes=True) as session:
            yield session
            await session.commit()

    @asynccontextmanager
    async def session(
        self, engine: AsyncEngine, workspace_id: int | None, *, writes: bool
    ) -> AsyncIterator[WorkspaceSession]:
        """A session that knows what it may touch."""
        info: dict[str, Any] = {"workspace_id": workspace_id, "writes": writes, "read": set(), "written": set()}
        with Telling(self):
            session = WorkspaceSession(engine, expire_on_commit=False, join_transaction_mode="control_fully", info=info)
            try:
                yield session
            finally:
                await session.leave()


@dataclass(frozen=True, slots=True)
class Telling:
    """Tells of the refusals in a block; the engine's own is one of the database's."""

    database: Database

    def __enter__(self) -> None: ...

    def __exit__(self, _: object, refusal: BaseException | None, __: object) -> None:
        if isinstance(refusal, NoTurn):
            self.database.on_refusal("busy")
            raise DatabaseBusy("Too many transactions wait for their turn.") from refusal
        if isinstance(refusal, DatabaseTrouble | arrivals.Repeated):
            self.database.on_refusal(WORDS.get(type(refusal), "gone"))


class Snapshot(Database):
    """A database as it was at one moment, for one workspace: all that is read of it belongs together."""

    def __init__(self, database: Database, session: WorkspaceSession) -> None:
        vars(self).update(vars(database))
        self.transaction = session

    @asynccontextmanager
    async def session(
        self, engine: AsyncEngine, workspace_id: int | None, *, writes: bool
    ) -> AsyncIterator[WorkspaceSession]:
        """The one session, to whoever only reads in its workspace.

        Raises:
            ReadOnly: a transaction that writes.
            Trespass: another workspace's.
        """
        if writes:
            raise ReadOnly("A snapshot is only read.")
        if workspace_id != self.transaction.info["workspace_id"]:
            raise Trespass("This snapshot is another workspace's.")
        yield self.transaction
