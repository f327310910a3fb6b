"""Write a migration from what the tables say: `python -m storage.migrations "Add a colour to teams"`.

Without words, the first migration is written anew: only while nobody keeps a database that has it.
"""

import asyncio
import sys
import tempfile
from pathlib import Path

from alembic import command
from sqlalchemy import Connection

from storage.engines import address, open_for_migration
from storage.migrations import VERSIONS, head, migrate
from storage.migrations.configuration import configuration

FIRST = "First tables"


def write(connection: Connection, words: str) -> None:
    """Write the migration that takes this database to the tables as they are."""
    number = 1 if words == FIRST else int(head()) + 1
    slug = words.lower().replace(" ", "_")
    config = configuration(connection)
    config.set_main_option("file_template", f"{number:04}_{slug}")
    config.set_section_option("post_write_hooks", "hooks", "tidy, format")
    for hook, options in (("tidy", "check --fix --quiet"), ("format", "format --quiet")):
        config.set_section_option("post_write_hooks", f"{hook}.type", "module")
        config.set_section_option("post_write_hooks", f"{hook}.module", "ruff")
        config.set_section_option("post_write_hooks", f"{hook}.options", f"{options} REVISION_SCRIPT_FILENAME")
    command.revision(config, words, autogenerate=True, rev_id=f"{number:04}")


async def main(words: str) -> None:
    """Write the next migration, or the first one anew, against an empty database brought up to date."""
    with tempfile.TemporaryDirectory() as folder:
        url = address(f"sqlite:///{Path(folder) / 'empty.db'}")
        if words == FIRST:
            for file in VERSIONS.glob("[0-9]*.py"):
                file.unlink()
        else:
            await migrate(url)
        engine = open_for_migration(url)
        async with engine.begin() as connection:
            await connection.run_sync(write, words)
        await engine.dispose()


asyncio.run(main(" ".join(sys.argv[1:]) or FIRST))
