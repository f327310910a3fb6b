"""Prepare a statement: held within the workspace and proved once, and from then on given to the driver as it stands.

SQLAlchemy takes a quarter of a millisecond for a statement that SQLite answers in ten microseconds: most of it goes
into finding out anew what the statement is. For those that come with every request that is done here, once for each
kind of database, and then they are given a handful of parameters. The workspace is always one of them, and the session
alone fills it in.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import Dialect, Select, bindparam
from sqlalchemy.dialects.postgresql.dml import OnConflictDoUpdate as PostgresUpsert
from sqlalchemy.dialects.sqlite.dml import OnConflictDoUpdate as SqliteUpsert
from sqlalchemy.engine.result import SimpleResultMetaData
from sqlalchemy.orm import Mapper
from sqlalchemy.sql.dml import Delete, Insert, Update
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.sql.selectable import FromClause
from sqlalchemy.types import TypeEngine
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.criteria import EVERYWHERE, ITS, ITSELF, WITHIN
from storage.proof import Trespass, Unalterable, tables_of
from storage.rows import Permanent

R = TypeVar("R")
Processor = Callable[[Any], Any] | None


@dataclass(slots=True)
class Part:
    """What one of the columns, or several of them, become: a row of a class, or a value."""

    # The class whose row it is, and its attributes in the order of the columns; None for a value.
    mapper: Mapper[Any] | None
    names: tuple[str, ...]
    # Where its columns begin, where they end, and where the row's number stands.
    first: int
    end: int
    key: int
    # Which of its columns are to be read into something else, and how.
    readers: tuple[tuple[int, Callable[[Any], Any]], ...] = ()

    def read(self, row: Sequence[Any]) -> list[Any]:
        """It as Python has it."""
        values = list(row[self.first : self.end])
        for place, reader in self.readers:
            values[place] = reader(values[place])
        return values


@dataclass(slots=True)
class Ready:
    """A statement as one kind of database takes it."""

    text: str
    # The parameters in their order: the name, and what it is when it is not given.
    parameters: tuple[tuple[str | None, Any], ...]
    # Which of them the driver wants in another form, and how they are written.
    writers: tuple[tuple[int, Callable[[Any], Any]], ...]
    # The types of what it gives, and how each is read, which on PostgreSQL depends on what comes back.
    types: tuple[TypeEngine[Any], ...]
    # What each thing is that it gives, and that is bare where it is one alone.
    parts: tuple[Part, ...]
    names: SimpleResultMetaData
    # What it reads, and what it writes.
    tables: frozenset[str]
    written: str
    is_learned: bool = False

    def bound(self, given: Mapping[str, Any], workspace_id: int | None) -> tuple[Any, ...]:
        """The parameters as the driver takes them; no caller says which workspace it is."""
        values = [workspace_id if name is WORKSPACE else given.get(name, default) for name, default in self.parameters]
        if MISSING in values:
            raise ValueError(f"A statement was not given its {self.parameters[values.index(MISSING)][0]}.")
        for place, writer in self.writers:
            values[place] = writer(values[place])
        return tuple(values)

    def learn(self, described: Sequence[Any] | None, dialect: Dialect) -> None:
        """Learn how to read what it gives, from the first that it gave."""
        described = described if described and self.types else ()
        processors: list[Processor] = [
            each._cached_result_processor(dialect, given[1]) for each, given in zip(self.types, described, strict=True)
        ]
        for part in self.parts:
            its_own = enumerate(processors[part.first : part.end])
            part.readers = tuple((place, reader) for place, reader in its_own if reader is not None)
        self.is_learned = True


MISSING = object()
# In place of the name of the parameter that the session alone fills in.
WORKSPACE = None


@dataclass(eq=False)
class Prepared(Generic[R]):
    """A statement whose parameters alone change; what it inserts is named by its columns.

    It gives what `session.exec` gives: rows of a class as the session has them, single values, or tuples. But an UPDATE
    or DELETE leaves what the session remembers as it is.
    """

    statement: Any
    inserts: tuple[str, ...] = ()
    ready: dict[tuple[str, bool], Ready] = field(default_factory=dict)

    async def all(self, session: AsyncSession, **given: Any) -> Sequence[R]:
        """All that it finds."""
        found: Sequence[R] = (await cast(Any, session).perform(self, given))[0]
        return found

    async def first(self, session: AsyncSession, **given: Any) -> R | None:
        """The first that it finds."""
        found: Sequence[R] = (await cast(Any, session).perform(self, given))[0]
        return found[0] if found else None

    async def run(self, session: AsyncSession, **given: Any) -> int:
        """Do it; how many rows that concerned."""
        count: int = (await cast(Any, session).perform(self, given))[1]
        return count

    def on(self, dialect: Dialect, *, held: bool) -> Ready:
        """It as this kind of database takes it, `held` within the workspace."""
        key = (dialect.name, held)
        ready = self.ready.get(key)
        if ready is None:
            ready = self.ready[key] = prepare(self.statement, self.inserts, dialect, held=held)[0]
        return ready


@cache
def numbered(table: type[R]) -> Prepared[R]:
    """What finds the row of a number, `its_id`; built once, for most of what is asked begins with it."""
    return Prepared(select(table).where(col(cast(Any, table).id) == bindparam("its_id")))


def prepare(
    statement: Any, inserts: Sequence[str], dialect: Dialect, *, held: bool
) -> tuple[Ready, dict[BindParameter[Any], str]]:
    """Prove it, and compile it; with what the parameters that stand in it are called.

    Raises:
        Trespass: it could reach another workspace's rows.
        Unalterable: it changes what is written once.
        ValueError: it gives neither whole rows nor values.
    """
    tables: set[str] = set()
    if isinstance(statement, Insert):
        statement = inserting(statement, held=held)
    elif not isinstance(statement, Select | Update | Delete):
        raise Trespass("This kind of statement is not checked.")
    else:
        if isinstance(statement, Update | Delete):
            check_change(statement)
        if held:
            statement = statement.options(WITHIN, ITSELF)
        tables = tables_of(statement, dialect, held=held)
        if not held and not tables <= EVERYWHERE:
            raise Trespass("Without a workspace there are only workspaces and posts.")
    compiled = statement.compile(dialect=dialect, column_keys=list(inserts) or None)
    # What is written out in the statement, and lists that are always the same.
    known = {name: default_of(parameter) for name, parameter in compiled.binds.items()}
    whole = compiled._process_parameters_for_postcompile(known)
    known |= whole.additional_parameters
    processors = {**compiled._bind_processors, **whole.processors}
    names = whole.positiontup or ()
    columns = compiled._result_columns
    ready = Ready(
        text=whole.statement,
        parameters=tuple((WORKSPACE if name == ITS.key else name, known[name]) for name in names),
        writers=tuple((place, processors[name]) for place, name in enumerate(names) if name in processors),
        types=tuple(each.type for each in columns),
        parts=(parts := parts_of(statement, columns)),
        names=SimpleResultMetaData(
            [columns[part.first][0] if part.mapper is None else part.mapper.class_.__name__ for part in parts]
        ),
        tables=frozenset(tables),
        written=str(statement.table.name) if statement.is_dml else "",
    )
    return ready, compiled.bind_names


def inserting(statement: Insert, *, held: bool) -> Insert:
    """An INSERT of the session's workspace."""
    if not held:
        raise Trespass("Rows belong to a workspace.")
    if statement._values or statement._multi_values or statement._select_names:
        raise Trespass("Rows are inserted as parameters.")
    if isinstance(statement._post_values_clause, PostgresUpsert | SqliteUpsert):
        raise Trespass("Rows are never inserted over others.")
    return statement.values(workspace_id=ITS)


def check_change(statement: Any) -> None:
    """Check what an UPDATE or DELETE changes: it says so in its own words."""
    table = statement.entity_description.get("entity")
    if table is None:
        raise Trespass("A table is written to by its class.")
    if issubclass(table, Permanent):
        raise Unalterable("This is written once: add a new row.")
    values = {**(getattr(statement, "_values", None) or {})} | dict(getattr(statement, "_ordered_values", None) or ())
    if any(getattr(name, "key", name) == "workspace_id" for name in values):
        raise Trespass("No row changes its workspace.")


def parts_of(statement: Any, columns: Sequence[Any]) -> tuple[Part, ...]:
    """What a statement gives, thing by thing.

    Raises:
        ValueError: its columns are neither those of whole rows, nor values.
    """
    parts: list[Part] = []
    first = 0
    listed = statement._returning if statement.is_dml else statement._raw_columns
    for given in listed:
        entity = given._annotations.get("parententity") if isinstance(given, FromClause) else None
        mapper = entity if isinstance(entity, Mapper) else None
        names = tuple(attribute.key for attribute in mapper.column_attrs) if mapper is not None else ()
        end = first + (len(names) or 1)
        if mapper is not None:
            wanted = [mapper.columns[name] for name in names]
            if not all(is_of(column, each) for column, each in zip(wanted, columns[first:end], strict=False)):
                raise ValueError("A prepared statement gives whole rows, or values.")
        parts.append(Part(mapper, names, first, end, first + names.index("id") if names else first))
        first = end
    # PostgreSQL gives the number of what is inserted, asked or not.
    if listed and first != len(columns):
        raise ValueError("A prepared statement gives whole rows, or values.")
    return tuple(parts)


def is_of(column: Any, given: Any) -> bool:
    """Whether a statement gives this column there."""
    return any(known is column for known in given[2])


def default_of(parameter: BindParameter[Any]) -> Any:
    """What a parameter is when it is not given."""
    return MISSING if parameter.required else parameter.value
