"""Check what goes through SQLAlchemy's session: each statement, and each row that is saved."""

from typing import Any, cast
from weakref import WeakKeyDictionary

from sqlalchemy.dialects.postgresql.dml import OnConflictDoUpdate as PostgresUpsert
from sqlalchemy.dialects.sqlite.dml import OnConflictDoUpdate as SqliteUpsert
from sqlalchemy.orm import Mapper, ORMExecuteState
from sqlalchemy.sql.dml import Delete, Insert, Update
from sqlalchemy.sql.elements import BindParameter
from sqlmodel.orm.session import Session

from storage.criteria import EVERYWHERE, ITS, ITSELF, WITHIN, itself, within
from storage.posts import Post
from storage.proof import ReadOnly, Trespass, Unalterable, tables_of
from storage.rows import Permanent, Row
from storage.workspaces import Workspace

# Proving costs a millisecond, so what was proved is kept: a statement's shape, and the tables it reads.
PROVED: dict[Any, set[str]] = {}
MOST_SHAPES = 2000
# The statement within the workspace, and the tables it reads.
HELD: WeakKeyDictionary[Any, tuple[Any, set[str]]] = WeakKeyDictionary()


def check_statement(state: ORMExecuteState) -> None:
    """Keep a statement within the session's workspace, or refuse it.

    Raises:
        Trespass: it could reach another workspace's rows.
        ReadOnly: it writes, and the session only reads.
        Unalterable: it changes what is written once.
    """
    workspace_id: int | None = state.session.info["workspace_id"]
    if state.is_column_load:
        # SQLAlchemy loads a row anew that the session has, and adds no criterion to that.
        state.statement = only_own(state, workspace_id)
        return
    if state.is_insert or state.is_update or state.is_delete:
        if not state.session.info["writes"]:
            raise ReadOnly("This session only reads.")
        check_write(state, workspace_id)
        state.session.info["written"].add(cast(Insert | Update | Delete, state.statement).table.name)  # type: ignore
    if state.is_insert:
        return
    if workspace_id is None:
        if not tables_in(state, state.statement, held=False) <= EVERYWHERE:
            raise Trespass("Without a workspace there are only workspaces and posts.")
        return
    if state.is_select or state.parameters:
        given: Any = state.parameters or {}
        state.parameters = {**given, ITS.key: workspace_id}
        state.statement = held(state)
        return
    statement = state.statement.options(within(workspace_id))
    if Workspace.__tablename__ in tables_in(state, statement, held=True):
        statement = statement.options(itself(workspace_id))
    state.statement = statement


def held(state: ORMExecuteState) -> Any:
    """A statement within the workspace that is given as its parameter."""
    if state.statement not in HELD:
        statement = state.statement.options(WITHIN)
        tables = tables_in(state, statement, held=True)
        if Workspace.__tablename__ in tables:
            statement = statement.options(ITSELF)
        HELD[state.statement] = statement, tables
    statement, tables = HELD[state.statement]
    state.session.info["read"] |= tables
    return statement


def only_own(state: ORMExecuteState, workspace_id: int | None) -> Any:
    """A load by a row's number, with the condition that the row is the workspace's."""
    statement: Any = state.statement
    mapper = state.bind_mapper
    if mapper is None:
        raise Trespass("A row is loaded by its class.")
    table: Any = mapper.class_
    state.session.info["read"].add(table.__tablename__)
    if workspace_id is None:
        if table not in (Workspace, Post):
            raise Trespass("Without a workspace there are only workspaces and posts.")
        return statement
    return statement.where((table.id if table is Workspace else table.workspace_id) == workspace_id)


def tables_in(state: ORMExecuteState, statement: Any, *, held: bool) -> set[str]:
    """The tables of a statement that was proved once; statements of one shape differ in nothing that matters here."""
    dialect = state.session.get_bind().dialect
    key = statement._generate_cache_key()
    shape = (dialect.name, held, key.key) if key is not None else None
    tables = PROVED.get(shape)
    if tables is None:
        tables = tables_of(statement.options(itself(0)) if held else statement, dialect, held=held)
        if len(PROVED) >= MOST_SHAPES:
            PROVED.clear()
        if shape is not None:
            PROVED[shape] = tables
    return tables


def check_write(state: ORMExecuteState, workspace_id: int | None) -> None:
    """Check what a statement writes; an insert gets its workspace filled in."""
    statement: Any = state.statement
    if isinstance(statement, Insert):
        check_insert(state, statement, workspace_id)
        return
    if not isinstance(statement, Update | Delete):
        raise Trespass("This kind of statement is not checked.")
    mapper = state.bind_mapper
    if mapper is None:
        raise Trespass("A table is written to by its class.")
    if issubclass(mapper.class_, Permanent):
        raise Unalterable("This is written once: add a new row.")
    values: dict[Any, Any] = {**(getattr(statement, "_values", None) or {})}
    values |= dict(getattr(statement, "_ordered_values", None) or ())
    if any(key_of(name) == "workspace_id" for name in values):
        raise Trespass("No row changes its workspace.")
    if state.parameters:
        check_parameters(state, mapper)


def check_parameters(state: ORMExecuteState, mapper: Mapper[Any]) -> None:
    """Check what an UPDATE that is built once is given: a parameter by a column's name would change that column."""
    given = state.parameters
    if not state.is_update or not isinstance(given, dict) or any(name in mapper.columns for name in given):
        raise Trespass("An update says what it changes in its own words.")
    if state.execution_options.get("synchronize_session") is not False:
        raise Trespass("The rows that a session has cannot be found by parameters.")


def check_insert(state: ORMExecuteState, statement: Insert, workspace_id: int | None) -> None:
    """Fill the workspace into an insert's rows, and refuse what could write over another's."""
    after = statement._post_values_clause
    if statement._multi_values or statement._select_names or isinstance(after, PostgresUpsert | SqliteUpsert):
        raise Trespass("Rows are inserted as parameters, and never over others.")
    if workspace_id is None:
        raise Trespass("Rows belong to a workspace.")
    rows: Any = state.parameters if isinstance(state.parameters, list) else [state.parameters or {}]
    given = {key_of(name): value for name, value in (statement._values or {}).items()}
    named = [given["workspace_id"]] if "workspace_id" in given else []
    named += [row["workspace_id"] for row in rows if "workspace_id" in row]
    if any((each.value if isinstance(each, BindParameter) else each) != workspace_id for each in named):
        raise Trespass("This row belongs to another workspace.")
    if "workspace_id" not in given:
        if state.parameters:
            state.parameters = [{**row, "workspace_id": workspace_id} for row in rows]
        else:
            state.statement = statement.values(workspace_id=workspace_id)


def key_of(name: Any) -> str:
    """A column's name, however a statement gives it."""
    return str(getattr(name, "key", name))


def check_flush(session: Session, *_: Any) -> None:
    """Fill the workspace into new rows, and let no other workspace's row be written.

    Raises:
        Trespass: a row belongs to another workspace.
        ReadOnly: the session only reads.
        Unalterable: a row that is written once was changed or removed.
    """
    workspace_id: int | None = session.info["workspace_id"]
    changed = [row for row in session.dirty if session.is_modified(row)]
    if not session.info["writes"] and (changed or session.new or session.deleted):
        raise ReadOnly("This session only reads.")
    for row in session.new:
        if isinstance(row, Row) and row.workspace_id is None:
            row.workspace_id = workspace_id
    for row in (*changed, *session.deleted):
        if isinstance(row, Permanent):
            raise Unalterable("This is written once: add a new row.")
    for row in (*session.new, *changed, *session.deleted):
        if workspace_id is None:
            allowed = isinstance(row, Workspace | Post)
        elif isinstance(row, Workspace):
            allowed = row.id == workspace_id
        else:
            allowed = isinstance(row, Row) and row.workspace_id == workspace_id
        if not allowed:
            raise Trespass("This row belongs to another workspace.")
        session.info["written"].add(row.__tablename__)
