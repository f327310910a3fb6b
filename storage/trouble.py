"""Tell apart what can go wrong with a database, whichever it is."""

# What SQLite answers, in its own numbers (https://sqlite.org/rescode.html); the low byte is the primary code.
SQLITE_BUSY = {5, 6}
SQLITE_FULL = {13}
SQLITE_GONE = {8, 10, 11, 14, 26}
# What PostgreSQL answers (appendix A of its manual): codes, or the class that a code begins with.
POSTGRES_BUSY = ("55P03", "57014", "40", "53300")
POSTGRES_FULL = ("53100", "53200")
POSTGRES_GONE = ("08", "57P", "28", "3D", "58")


class DatabaseTrouble(Exception):
    """The database could not do it, and nothing of it was saved."""


class DatabaseBusy(DatabaseTrouble):
    """Someone else held the database for too long: trying again helps."""


class DatabaseFull(DatabaseTrouble):
    """There is no room left to write: reading still works."""


class DatabaseGone(DatabaseTrouble):
    """The database cannot be reached, opened or written to."""


class DatabaseUnsure(DatabaseGone):
    """The disk failed when all had been committed: it stands, and may be lost when the power fails."""


def trouble_of(error: BaseException, *, disconnected: bool = False) -> DatabaseTrouble | None:
    """What a driver's error means; None is a mistake of ours, not the database's trouble."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        primary = code & 0xFF
        if primary in SQLITE_BUSY:
            return DatabaseBusy(str(error))
        if primary in SQLITE_FULL:
            return DatabaseFull(str(error))
        return DatabaseGone(str(error)) if primary in SQLITE_GONE else None
    state = str(getattr(error, "sqlstate", None) or "")
    if state.startswith(POSTGRES_BUSY):
        return DatabaseBusy(str(error))
    if state.startswith(POSTGRES_FULL):
        return DatabaseFull(str(error))
    if state.startswith(POSTGRES_GONE) or disconnected or isinstance(error, OSError):
        return DatabaseGone(str(error))
    return None
