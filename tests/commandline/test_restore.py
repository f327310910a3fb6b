"""A restored backup knows nothing of what was sent since: whoever runs Payoff drops that before it is said again."""

import json
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.commandline import parser
from bot.commandline.arguments import with_action
from bot.commandline.posts import carry_out
from bot.jobs.posts import Postman
from storage.database import Database
from tests.jobs.owing import Kinds, owe, said
from tests.trouble import is_sqlite


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> Kinds:
    return Kinds(monkeypatch)


async def restored(payoff: Any, folder: Path) -> Database:
    """A backup from before a message was due, an hour after it was sent."""
    if not is_sqlite(payoff.database):
        pytest.skip("A backup of PostgreSQL's is made by its own tools.")
    await owe(payoff, 1, due_at=payoff.clock.now + timedelta(hours=1))
    await owe(payoff, 2, due_at=payoff.clock.now + timedelta(days=1))
    with sqlite3.connect(folder / "backup.db") as copy, sqlite3.connect(payoff.database.url.database) as original:
        original.backup(copy)
    copy.close()
    original.close()
    await payoff.advance(hours=2)
    return Database(f"sqlite:///{folder / 'backup.db'}")


async def start_on(payoff: Any, database: Database) -> None:
    """Deliver what this database believes to be due, and close it."""
    await Postman(database, payoff.app.directory, lambda: payoff.clock.now).deliver_due()
    await database.close()


async def test_started_as_it_is_it_says_again_what_was_sent_since(payoff, ana, kinds, tmp_path: Path):
    database = await restored(payoff, tmp_path)

    await start_on(payoff, database)

    assert said(ana) == ["Post 1.", "Post 1."]


async def test_what_was_due_until_then_is_found_and_dropped_and_what_comes_is_still_owed(
    payoff, ana, kinds, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    database = await restored(payoff, tmp_path)

    async def operate(*arguments: str) -> str:
        given = parser()[0].parse_args(with_action(["posts", *arguments]))
        capsys.readouterr()
        assert await carry_out(database, given, now=payoff.clock.now, ask=lambda _: False) == 0
        return capsys.readouterr().out

    listed = await operate("--state", "due", "--until", payoff.clock.now.isoformat(), "--json", "10000")
    numbers = [str(json.loads(line)["id"]) for line in listed.splitlines()]
    await operate("drop", "--yes", "--why", "Said before the restore", *numbers)
    payoff.set_time(payoff.clock.now + timedelta(days=1))
    await start_on(payoff, database)

    assert said(ana) == ["Post 1.", "Post 2."]
