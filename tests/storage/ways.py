"""Ways in which a table may be read or counted, and those that nobody can check."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import exists, inspect, literal_column, text, union
from sqlalchemy.orm import aliased
from sqlmodel import col, func, select

from storage.releases import Release
from storage.teams import Team

Table = Any


def subquery(table: Table) -> Any:
    """The table behind a subquery, under its class."""
    return aliased(table, select(table).subquery())


def beside(table: Table) -> Any:
    """A class that is not this one, to read beside it."""
    return Team if table is not Team else Release


WAYS_TO_READ: dict[str, Callable[[Table], Any]] = {
    "rows": lambda table: select(table),
    "by number": lambda table: select(table).where(table.id > 0),
    "a column": lambda table: select(table.id),
    "columns": lambda table: select(table.id, table.id + 1),
    "different ones": lambda table: select(table.id).distinct(),
    "the greatest": lambda table: select(func.max(table.id)),
    "under an alias": lambda table: select(aliased(table)),
    "a column under an alias": lambda table: select(aliased(table).id),
    "behind a subquery": lambda table: select(subquery(table)),
    "out of a subquery": lambda table: select(select(table.id).subquery().c.id),
    "out of a common table": lambda table: select(select(table.id).cte().c.id),
    "joined to itself": lambda table: select(table.id).join(other := aliased(table), other.id == table.id),
    "a union": lambda table: union(select(table.id), select(table.id + 100)),
    "out of a union": lambda table: select(union(select(table.id), select(table.id + 100)).subquery().c.id),
    "grouped": lambda table: select(table.id).group_by(table.id),
    "in itself": lambda table: select(table).where(table.id.in_(select(table.id))),
    "ordered": lambda table: select(table).order_by(col(table.id).desc()).limit(5),
}
WAYS_TO_COUNT: dict[str, Callable[[Table], Any]] = {
    "rows": lambda table: select(func.count()).select_from(table),
    "a column": lambda table: select(func.count(table.id)),
    "under an alias": lambda table: select(func.count()).select_from(aliased(table)),
    "out of a subquery": lambda table: select(func.count()).select_from(select(table.id).subquery()),
    "of a join": lambda table: select(func.count(beside(table).id)).join(table, table.id > 0),
    "beside": lambda table: select(select(func.count(table.id)).scalar_subquery()).select_from(beside(table)),
    "without its workspace": lambda table: select(
        select(func.count(table.id)).correlate(None).scalar_subquery()
    ).select_from(beside(table)),
    "that exist": lambda table: select(func.count(beside(table).id)).where(exists(select(table.id))),
    "that exist, without columns": lambda table: select(func.count(beside(table).id)).where(
        exists().where(table.id > 0)
    ),
    "named only in a condition": lambda table: select(func.count(beside(table).id)).where(
        table.id - table.id == beside(table).id - beside(table).id
    ),
}
WAYS_THAT_ARE_REFUSED: dict[str, Callable[[Table], Any]] = {
    "text": lambda table: text(f"SELECT * FROM {table.__tablename__}"),
    "text behind a class": lambda table: select(table).from_statement(text(f"SELECT * FROM {table.__tablename__}")),
    "text as a condition": lambda table: select(table).where(text("1 = 1 OR 1 = 1")),
    "text as a column": lambda table: select(
        table.id, literal_column(f"(SELECT max(id) FROM {table.__tablename__})")
    ),
    "the bare table": lambda table: select(inspect(table).local_table),
    "a bare column": lambda table: select(inspect(table).local_table.c.id),
    "a bare column beside the class": lambda table: select(table.id, inspect(table).local_table.alias().c.id),
    "the bare table counted": lambda table: select(func.count()).select_from(inspect(table).local_table),
    "the bare table joined": lambda table: select(beside(table).id).join(inspect(table).local_table, table.id > 0),
    "the bare table within": lambda table: select(table.id).where(
        table.id.in_(select(inspect(table).local_table.alias().c.id))
    ),
    "numbered": lambda table: select(func.row_number().over(order_by=table.id)),
}  # fmt: skip
