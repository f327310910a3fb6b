"""Check that the database can be reached, has its tables, takes a row, and opens the tokens it keeps."""

from collections.abc import AsyncIterator
from datetime import datetime

from bot.commandline.doctor.finding import Finding
from bot.commandline.migrate import opened, shown, unusable
from bot.flows.workspaces import COLUMN
from bot.settings import Settings
from bot.slack.seal import CannotOpen, Sealer
from storage import workspaces
from storage.database import Database, DatabaseTrouble
from storage.migrations import VERSIONS, head, revision_of
from storage.workspaces import Workspace


class Undone(Exception):
    """Nothing of this is to be saved."""


async def findings(settings: Settings, now: datetime) -> AsyncIterator[Finding]:
    """All that the database can tell."""
    database, problem = opened(settings)
    if database is None:
        yield Finding("Database", problem, "Correct DATABASE_URL, or leave it out to use payoff.db.")
        return
    try:
        tables = await check_tables(database)
        yield tables
        if tables.is_well:
            await write(database, now)
            yield Finding("Database", f"{shown(database)} can be read and written")
            if settings.installs and settings.secret_keys and await database.is_migrated():
                yield await check_tokens(database, Sealer(settings.secret_keys))
    except DatabaseTrouble as trouble:
        what, _, mend = unusable(database, trouble).rpartition(" Check")
        yield Finding("Database", what, f"Check{mend}")
    finally:
        await database.close()


async def check_tables(database: Database) -> Finding:
    """Whether the tables are those that this version knows, or can be brought there."""
    async with database.readers.connect() as connection:
        found = await connection.run_sync(revision_of)
    if found == head():
        return Finding("Tables", "up to date")
    if found is None:
        return Finding("Tables", "none yet; the first start makes them")
    if any(VERSIONS.glob(f"{found}_*.py")):
        return Finding("Tables", "older than this version; the next start brings them up to date")
    return Finding(
        "Tables",
        f"at revision {found}, and this version knows none after {head()}.",
        "Start the Payoff that migrated the database, or a newer one.",
    )


async def write(database: Database, now: datetime) -> None:
    """Begin to write and, where there are tables, write a row; then take it back."""
    is_migrated = await database.is_migrated()
    try:
        async with database.everywhere() as session:
            if is_migrated:
                session.add(Workspace(slack_id=f"doctor-{now.timestamp()}", installed_at=now))
            await session.flush()
            raise Undone
    except Undone:
        pass


async def check_tokens(database: Database, sealer: Sealer) -> Finding:
    """Whether PAYOFF_SECRET_KEY opens the tokens that are kept."""
    async with database.everywhere() as session:
        installed = await workspaces.installed(session)
    shut = []
    for workspace in installed:
        try:
            sealer.open(workspace.sealed_token, workspace=workspace.slack_id, column=COLUMN)
        except CannotOpen:
            shut.append(workspace.name or workspace.slack_id)
    if shut:
        return Finding(
            "Sealed tokens",
            f"PAYOFF_SECRET_KEY does not open those of {', '.join(shut)}.",
            "Add the key that sealed them after the new one, with a comma between; or let them install again.",
        )
    return Finding("Sealed tokens", f"{len(installed)} workspaces' tokens open")
