"""Configure Alembic in Python, so that it needs no file beside the process."""

from pathlib import Path
from typing import Any

from alembic.autogenerate.api import AutogenContext
from alembic.config import Config
from sqlalchemy import Connection
from sqlmodel import AutoString, UTCDateTime

from storage.tables import TABLES


def configuration(connection: Connection) -> Config:
    """Alembic's configuration for a connection that is open."""
    config = Config(attributes={"connection": connection, "options": options()})
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    return config


def options() -> dict[str, Any]:
    """How to compare and to write migrations."""
    return {"target_metadata": TABLES[0].metadata, "render_as_batch": True, "render_item": render, "compare_type": True}


def render(kind: str, item: Any, _: AutogenContext) -> str | bool:
    """Write a column's type as the database's own: a migration must not change when a library does."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    return False
