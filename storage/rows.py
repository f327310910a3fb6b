"""What every row shares: a number, the workspace it belongs to, and names for constraints."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

# Alembic can only drop or alter a constraint that has a name, on SQLite too.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """A row that belongs to exactly one workspace."""

    id: int | None = Field(default=None, primary_key=True)
    workspace_id: int = Field(foreign_key="workspace.id", index=True)

    @property
    def pk(self) -> int:
        """The number of a row that has been saved.

        Raises:
            ValueError: the row has not been saved yet.
        """
        if self.id is None:
            raise ValueError(f"This {type(self).__name__} has not been saved yet.")
        return self.id


def one_of(column: str, *words: str) -> CheckConstraint:
    """A constraint that holds a column to a list of words, so that a typo cannot be stored."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)
