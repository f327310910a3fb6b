"""Insert a row, unless one with its key is there already."""

from functools import cache
from typing import Any, TypeVar

from sqlalchemy import inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.prepared import Prepared
from storage.rows import Row

R = TypeVar("R", bound=Row)
# Filled in by the database and by the session.
FILLED_IN = ("id", "workspace_id")


async def add_once(session: AsyncSession, row: R) -> R | None:
    """Insert a new row, and give it back as saved; None when one with its key is there already."""
    table = type(row)
    values = {name: getattr(row, name) for name in columns_of(table)}
    return await adding(table, session.get_bind().dialect.name).first(session, **values)


@cache
def columns_of(table: type[Row]) -> tuple[str, ...]:
    """What a new row says itself."""
    return tuple(each.key for each in inspect(table).column_attrs if each.key not in FILLED_IN)


@cache
def adding(table: type[R], dialect: str) -> Prepared[R]:
    """What inserts a row of a class, and gives it back; built once, for many commands ask it."""
    return Prepared(once(table, dialect).returning(table), inserts=columns_of(table))


@cache
def once(table: Any, dialect: str) -> Any:
    """What inserts a row, unless one with its key is there already."""
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return insert(table.__table__).on_conflict_do_nothing()
