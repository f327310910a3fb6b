"""Bring the database's tables up to date."""

import asyncio

from bot.commandline.words import DONE, FAILED, WRONG, complain
from bot.settings import Settings, WrongSettings, load
from storage.database import Database, DatabaseTrouble
from storage.migrations import NewerDatabase


def migrate() -> int:
    """Migrate the database that DATABASE_URL names."""
    try:
        return asyncio.run(migrated(load()))
    except WrongSettings as wrong:
        complain(wrong.problems)
        return WRONG


async def migrated(settings: Settings) -> int:
    """Do it, or say why not."""
    database, problem = opened(settings)
    if database is None:
        complain([problem])
        return WRONG
    try:
        await database.migrate()
    except NewerDatabase as newer:
        complain([str(newer)])
        return FAILED
    except DatabaseTrouble as trouble:
        complain([unusable(database, trouble)])
        return WRONG
    finally:
        await database.close()
    print(f"The database is up to date: {shown(database)}")
    return DONE


def opened(settings: Settings) -> tuple[Database | None, str]:
    """The database, or what is wrong with its address."""
    try:
        return Database(settings.database_url), ""
    except ValueError as error:
        return None, str(error)


def shown(database: Database) -> str:
    """The database's address without its password."""
    return database.url.set(drivername=database.url.get_backend_name()).render_as_string(hide_password=True)


def unusable(database: Database, trouble: DatabaseTrouble) -> str:
    """What to do when the database cannot be used."""
    return (
        f"DATABASE_URL names {shown(database)}. {type(trouble).__doc__} "
        "Check that it is there, and that this user may write to it."
    )
