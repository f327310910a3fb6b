"""Look back: show a session that only reads the rows as they were known at a moment."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import ORMExecuteState, with_loader_criteria
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.checkins import CheckIn
from storage.promises import Promise
from storage.rows import Permanent, Row
from storage.rules import Rule
from storage.tables import OWNED

# When a row became known: the first of these that its table has.
KNOWN_FROM = ("known_at", "created_at", "promised_at", "added_at", "made_at")

# Of tables and row numbers: the fields that were other, and what they were.
Was = Mapping[tuple[str, int], Mapping[str, Any]]


def known_from(table: type[Row]) -> Any:
    """The column that says when a row became known; None for what is no part of what is told of a day."""
    columns = inspect(table).columns
    for name in (*KNOWN_FROM, *(("at",) if issubclass(table, Permanent) else ())):
        if name in columns:
            return getattr(table, name)
    return None


def look_back(session: AsyncSession, moment: datetime, was: Was) -> None:
    """From here on, let a session see nothing that became known after a moment, and what changed since as it was.

    It has to be one that only reads; what it has read already is forgotten.
    """
    bounds: list[Any] = [
        with_loader_criteria(table, column <= moment, include_aliases=True)
        for table in OWNED
        if (column := known_from(table)) is not None
    ]
    # A look is planned when its release ships, which is when its promise freezes.
    frozen = select(Promise.id).where(col(Promise.frozen_at) <= moment)
    bounds.append(with_loader_criteria(CheckIn, col(CheckIn.promise_id).in_(frozen), include_aliases=True))
    # A rule is written with its promise.
    made = select(Promise.id).where(col(Promise.promised_at) <= moment)
    bounds.append(with_loader_criteria(Rule, col(Rule.promise_id).in_(made), include_aliases=True))

    def bound(state: ORMExecuteState) -> None:
        if state.is_select and not state.is_column_load:
            state.statement = state.statement.options(*bounds)

    def restore(_: Any, row: Any) -> None:
        for name, value in was.get((row.__tablename__, row.id), {}).items():
            set_committed_value(row, name, value)

    session.expunge_all()
    session.info["as_of"] = moment
    event.listen(session.sync_session, "do_orm_execute", bound)
    event.listen(session.sync_session, "loaded_as_persistent", restore)
