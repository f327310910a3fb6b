"""Open the databases that delivery is measured on: SQLite in a folder, PostgreSQL set up as for production."""

import shutil
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

import asyncpg  # type: ignore[import-untyped]
from sqlalchemy import make_url

from tests.databases import command, migrate, named


class Store(Protocol):
    """A kind of database."""

    @property
    def name(self) -> str:
        """What it is called."""
        ...

    async def new(self, template: str = "") -> str:
        """The address of a new database with our tables, or of a copy of one that nobody has open."""
        ...

    async def drop(self, url: str) -> None:
        """Have it no more."""
        ...

    async def load(self, url: str, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        """Add many rows at once."""
        ...

    async def settle_down(self, url: str) -> None:
        """Do what the database does by itself some time after many rows were added."""
        ...


@dataclass(frozen=True)
class Files:
    """SQLite's files in a folder."""

    folder: Path
    name: str = "SQLite"

    async def new(self, template: str = "") -> str:
        path = self.folder / f"{uuid4().hex}.db"
        url = f"sqlite:///{path}"
        if template:
            shutil.copy(path_of(template), path)
        else:
            await migrate(url)
        return url

    async def drop(self, url: str) -> None:
        path = path_of(url)
        for each in path.parent.glob(f"{path.name}*"):
            each.unlink()

    async def load(self, url: str, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        marks = ", ".join("?" * len(columns))
        connection = sqlite3.connect(path_of(url))
        with connection:
            connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", map(plain, rows))
        connection.close()

    async def settle_down(self, url: str) -> None:
        connection = sqlite3.connect(path_of(url))
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()


@dataclass(frozen=True)
class Server:
    """Databases on a PostgreSQL."""

    address: str
    name: str = "PostgreSQL"

    async def new(self, template: str = "") -> str:
        name = f"payoff_{uuid4().hex}"
        source = make_url(template).database if template else "template0"
        await command(self.address, f"CREATE DATABASE {name} TEMPLATE {source}")
        url = named(self.address, name)
        if not template:
            await migrate(url)
        return url

    async def drop(self, url: str) -> None:
        await command(self.address, f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    async def load(self, url: str, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        connection = await asyncpg.connect(url)
        await connection.copy_records_to_table(table, columns=columns, records=rows)
        await connection.close()

    async def settle_down(self, url: str) -> None:
        await command(url, "VACUUM ANALYZE", "CHECKPOINT")


def path_of(url: str) -> Path:
    """The file that an address names."""
    return Path(url.removeprefix("sqlite:///"))


def plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row as SQLite keeps it."""
    return tuple(moment(value) if isinstance(value, datetime) else value for value in row)


def moment(value: datetime) -> str:
    """A moment as SQLite keeps it."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
