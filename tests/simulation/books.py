"""Read what a Payoff has saved, past all of its code."""

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


class Books:
    """The database's rows as they stand, seen by somebody who writes nothing."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None, timeout=0)
        self.connection.row_factory = sqlite3.Row

    def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        """All rows that a query finds."""
        return self.connection.execute(query, values).fetchall()

    def row(self, query: str, *values: object) -> sqlite3.Row | None:
        """The first row that a query finds."""
        cursor = self.connection.execute(query, values)
        try:
            found: sqlite3.Row | None = cursor.fetchone()
            return found
        finally:
            cursor.close()

    def value(self, query: str, *values: object) -> Any:
        """The first value of the first row."""
        found = self.row(query, *values)
        return found[0] if found is not None else None

    def post(self, post_id: int) -> sqlite3.Row:
        """One post."""
        found = self.row("SELECT * FROM post WHERE id = ?", post_id)
        assert found is not None, post_id
        return found

    def team_in(self, channel_id: str) -> sqlite3.Row | None:
        """The team of a channel."""
        return self.row("SELECT * FROM team WHERE channel_id = ?", channel_id)

    def close(self) -> None:
        self.connection.close()


def moment(text: str) -> datetime:
    """A moment as SQLite keeps it."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def kept(at: datetime) -> str:
    """A moment as SQLite keeps it, to compare with."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def listed(text: str) -> list[Any]:
    """A list as SQLite keeps it."""
    found: list[Any] = json.loads(text)
    return found
