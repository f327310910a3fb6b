"""Prove of a statement that it stays within one workspace, by looking at the SQL it becomes.

SQLAlchemy adds the workspace's criterion wherever it sees a mapped class. There are places where it does not look
(a window function's columns, an UPDATE's second table, a table that is not named by its class), so the proof looks at
every table that is read, in every part of the statement, and for the criterion beside it.
"""

from typing import Any

from sqlalchemy import Dialect, Table
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import BinaryExpression, ColumnClause
from sqlalchemy.sql.selectable import FromClause


class Trespass(Exception):
    """A session reached for what is not its workspace's, or in a way that cannot be checked."""


class Unalterable(Exception):
    """A row that is written once was to be changed or removed."""


class ReadOnly(Exception):
    """A session that was opened for reading was to write."""


class Witness(SQLCompiler):
    """Mixed into a database's compiler: writes down what a statement reads, and what holds that back."""

    read: list[tuple[Any, FromClause]]
    held: list[tuple[Any, FromClause]]
    tables: set[str]

    def scope(self) -> Any:
        """The SELECT, UPDATE or DELETE that is being compiled, among those within each other."""
        return self.stack[-1]

    def visit_table(self, table: Any, *args: Any, **options: Any) -> Any:
        """A table, where rows come from it or go to it."""
        under = options.pop("under", None)
        if options.get("asfrom"):
            self.tables.add(table.name)
            self.read.append((self.scope(), plain(table) if under is None else under))
        compiler: Any = super()
        return compiler.visit_table(table, *args, **options)

    def visit_alias(self, alias: Any, *args: Any, **options: Any) -> Any:
        """A table under another name: the criterion names that one."""
        if options.get("asfrom") and isinstance(alias.element, Table):
            options["under"] = plain(alias)
        compiler: Any = super()
        return compiler.visit_alias(alias, *args, **options)

    def visit_binary(self, binary: BinaryExpression[Any], *args: Any, **options: Any) -> Any:
        """A comparison: perhaps the criterion, which SQLAlchemy marks as such."""
        if "for_loader_criteria" in binary._annotations and isinstance(binary.left, ColumnClause):
            self.held.append((self.scope(), plain(binary.left.table)))
        compiler: Any = super()
        return compiler.visit_binary(binary, *args, **options)

    def visit_column(self, column: Any, *args: Any, **options: Any) -> Any:
        """A column, unless it is text that only looks like one."""
        if column.is_literal and column.name != "*":
            raise Trespass("A statement in text is not checked.")
        return super().visit_column(column, *args, **options)

    def visit_textclause(self, *_: Any, **__: Any) -> Any:
        """Text says nothing of the workspaces whose rows it reads."""
        raise Trespass("A statement in text is not checked.")

    visit_textual_select = visit_textclause


def plain(source: Any) -> Any:
    """A table or alias without what the mapper wrote on it."""
    return source._deannotate() if source._annotations else source


def tables_of(statement: Any, dialect: Dialect, *, held: bool) -> set[str]:
    """The names of all tables that a statement reads or writes, however deep.

    Raises:
        Trespass: it holds text, or (where they must be `held`) a table without the workspace's criterion beside it.
    """
    kind = type("Witness", (Witness, dialect.statement_compiler), {"read": [], "held": [], "tables": set()})
    witness = kind(dialect, statement)
    if held:
        for scope, source in witness.read:
            if not any(scope is other and source is its for other, its in witness.held):
                name = getattr(source, "element", source).name
                raise Trespass(f"Nothing keeps {name} within the workspace. Does select_from(its class) help?")
    if not witness.tables:
        raise Trespass("A statement names at least one table.")
    found: set[str] = witness.tables
    return found
