"""What every row shares: a number, the workspace it belongs to, and names for constraints."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

# Alembic can only drop or alter a constraint that has a name, on SQLite too.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


# Read from the database, whatever the session remembers.
ANEW = {"populate_existing": True}


class Row(SQLModel):
    """A row that belongs to exactly one workspace."""

    id: int | None = Field(default=None, primary_key=True)
    # Left out of a new row: the session fills in its own. It has no index of its own: it stands in every condition, and
    # SQLite would look there, through all of a workspace, for what belongs to one release.
    workspace_id: int = Field(default=None, foreign_key="workspace.id", nullable=False)

    @property
    def pk(self) -> int:
        """The number of a row that has been saved.

        Raises:
            ValueError: the row has not been saved yet.
        """
        if self.id is None:
            raise ValueError(f"This {type(self).__name__} has not been saved yet.")
        return self.id


class Permanent(Row):
    """A row that is written once: nothing changes or removes it, and what replaces it is a new row."""


def looks_back(session: AsyncSession) -> bool:
    """Whether a session shows rows as they were: what a condition on a field that has changed since would not find."""
    return "as_of" in session.info


def one_of(column: str, *words: str) -> CheckConstraint:
    """A constraint that holds a column to a list of words, so that a typo cannot be stored."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)
