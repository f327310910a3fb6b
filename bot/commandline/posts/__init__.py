"""Look after what is owed to Slack from a shell, also while Payoff runs."""

import argparse
import asyncio
from collections.abc import Callable
from datetime import datetime

from bot.app import now_in_utc
from bot.commandline.migrate import opened, unusable
from bot.commandline.posts.decide import decide
from bot.commandline.posts.look import list_posts, show_post
from bot.commandline.words import FAILED, WRONG, complain
from bot.settings import Settings, WrongSettings, load
from storage.database import Database, DatabaseTrouble


def posts(given: argparse.Namespace) -> int:
    """Do what was asked, in the database that DATABASE_URL names; returns the exit code."""
    try:
        settings = load()
    except WrongSettings as wrong:
        complain(wrong.problems)
        return WRONG
    return asyncio.run(asked(settings, given))


async def asked(settings: Settings, given: argparse.Namespace) -> int:
    """Open the database, do it, and close it; or say why not."""
    database, problem = opened(settings)
    if database is None:
        complain([problem])
        return WRONG
    try:
        if not await database.is_migrated():
            complain(["This database is not up to date, or cannot be reached. Try: python -m bot migrate"])
            return FAILED
        return await carry_out(database, given, now=now_in_utc(), ask=said_yes)
    except DatabaseTrouble as trouble:
        complain([unusable(database, trouble)])
        return WRONG
    finally:
        await database.close()


async def carry_out(database: Database, given: argparse.Namespace, *, now: datetime, ask: Callable[[str], bool]) -> int:
    """Do what was asked."""
    match given.action:
        case "list":
            return await list_posts(database, given, now=now)
        case "show":
            return await show_post(database, given)
        case _:
            return await decide(database, given, now=now, ask=ask)


def said_yes(question: str) -> bool:
    """Whether somebody is there, and says yes."""
    try:
        return input(question).strip().casefold() in ("y", "yes")
    except EOFError:
        print()
        return False
