"""No query reads or writes another workspace's rows: every one there is, called with that workspace's own numbers."""

import inspect
import pkgutil
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

import storage
from storage import history, ledger
from storage.closures import Closure
from storage.database import Database, Trespass
from storage.delivery import Trouble
from storage.posts import LeaseLost, Post
from storage.readings import Reading
from storage.rows import Row
from storage.tables import TABLES
from storage.teams import Team
from tests.databases import Fresh
from tests.storage.rows import NOW, Full, full_workspace, lose_a_post, new_workspace, speak_to_someone

Query = Callable[..., Awaitable[Any]]

pytestmark = pytest.mark.asyncio(loop_scope="module")


def queries() -> dict[str, Query]:
    """Every public coroutine function in `storage` that takes a session first, by its name."""
    found = {}
    for module in pkgutil.iter_modules(storage.__path__, "storage."):
        for name, function in vars(import_module(module.name)).items():
            if not inspect.iscoroutinefunction(function) or function.__module__ != module.name or name.startswith("_"):
                continue
            if next(iter(inspect.signature(function).parameters), "") == "session":
                found[f"{module.name.removeprefix('storage.')}.{name}"] = function
    return found


QUERIES = queries()


# Writes a row and gives it back.
SAYS_WHAT_IT_WAS_TOLD = {history.record}


def takes_more(query: Query) -> bool:
    """Whether a query can be asked more than it needs."""
    return any(parameter.default is not parameter.empty for parameter in inspect.signature(query).parameters.values())


def samples(full: Full) -> dict[str, Any]:
    """What a query may ask for, by the parameter's name: all of it belongs to one workspace."""
    numbers = {f"{table.__name__.lower()}_id": full.number_of(table) for table in TABLES}
    team: Any = full.of(Team)
    return numbers | {
        # Numbers and keys.
        "row_id": numbers["release_id"],
        "subject_id": numbers["release_id"],
        "thread_id": numbers["post_id"],
        "number": 7777,
        "version": 7777,
        "edition": 1,
        "day": 7,
        "limit": 10,
        "offset": 0,
        "slack_id": "T-b",
        **dict.fromkeys(("channel_id", "new_id"), "C-b"),
        "user_id": "U-b",
        "key_text": "card:b",
        "arrival": "event:b",
        "source_key": "link:b",
        "link": "Objective b",
        **dict.fromkeys(("folded", "inner"), "thing b"),
        "typed": "thing b 4.3",
        "key": "card:b",
        "group": "among b",
        "value": 7777.0,
        "prefix": "card:",
        # Words.
        "subject": "release",
        "kind": "release_card",
        "alert_kind": "below",
        "what": "state",
        "source": "typed",
        "zone": "UTC",
        "words": "b",
        **dict.fromkeys(("who", "created_by", "installed_by", "owner_id"), "U-b"),
        **dict.fromkeys(("old", "new", "why", "error", "name", "bot_id", "bot_user_id", "sealed_token"), "b"),
        **dict.fromkeys(("channel", "channel_name", "lease", "ts", "details"), ""),
        "code": "is_archived",
        "codes": ["channel_not_found"],
        "cards": ["release_card"],
        "closure": full.of(Closure),
        # Moments.
        **dict.fromkeys(("now", "at", "known_at", "due_at", "until", "moment"), NOW),
        **dict.fromkeys(("start", "after", "since"), NOW - timedelta(days=30)),
        **dict.fromkeys(("end", "before", "leased_until"), NOW + timedelta(days=30)),
        "first": date(2026, 1, 1),
        "week": date(2026, 3, 2),
        "last": date(2026, 12, 31),
        # Things.
        "living": True,
        "held": True,
        "post": full.of(Post),
        "states": ("due", "failed"),
        "phases": ("reviewing",),
        "trouble": Trouble(channel_id="C-b", state="failed", error="channel_not_found", count=1, post_id=7777),
        "team": team,
        "reading": Reading(metric_id=numbers["metric_id"], value=1.0, at=NOW, known_at=NOW),
        "watermark": timedelta(hours=48),
        "query": ledger.ROWS,
        "given": {},
        "values": {"error": "b"},
        "course": [(NOW, 1.0)],
        "row": Team(channel_id="C-b", created_at=NOW),
    }


def arguments(query: Query, known: Mapping[str, Any], *, all_of_them: bool) -> tuple[list[Any], dict[str, Any]]:
    """What to call a query with, besides the session.

    Raises:
        LookupError: no sample has the name of one of its parameters.
    """
    positional: list[Any] = []
    named: dict[str, Any] = {}
    for parameter in list(inspect.signature(query).parameters.values())[1:]:
        if parameter.kind is parameter.VAR_POSITIONAL:
            continue
        if parameter.kind is parameter.VAR_KEYWORD:
            named |= known[parameter.name]
            continue
        if parameter.default is not parameter.empty and not all_of_them:
            continue
        name = parameter.name
        if name in known:
            value = known[name]
        elif name.endswith("s") and name.removesuffix("s") in known:
            value = [known[name.removesuffix("s")]]
        else:
            raise LookupError(f"samples() in tests/storage/test_queries.py knows no {name!r}: add it.")
        if parameter.kind is parameter.KEYWORD_ONLY:
            named[name] = value
        else:
            positional.append(value)
    return positional, named


def shape(found: Any) -> Any:
    """A result without the numbers that a database gives to new rows."""
    if isinstance(found, SQLModel):
        return {name: shape(value) for name, value in found.model_dump().items() if name != "id"}
    if isinstance(found, Mapping):
        return {key: shape(value) for key, value in found.items()}
    if isinstance(found, str | bytes | datetime) or not isinstance(found, Sequence):
        return found
    return [shape(each) for each in found]


async def ask(
    database: Database, ours: Full, query: Query, known: Mapping[str, Any], *, all_of_them: bool
) -> tuple[Any, bool]:
    """What a query answers in our workspace (or how it fails), and whether all rows of others stayed as they were."""
    positional, named = arguments(query, known, all_of_them=all_of_them)

    async def call(session: AsyncSession) -> tuple[Any, bool]:
        # Looks past the guard, inside the transaction.
        bare: Any = super(type(session.sync_session), session.sync_session)
        before = await session.run_sync(lambda _: foreign_rows(bare.connection(), ours.id))
        try:
            answer = shape(await query(session, *positional, **named))
            await session.flush()
        except (Trespass, LeaseLost, IntegrityError) as refusal:
            return type(refusal).__name__, True
        after = await session.run_sync(lambda _: foreign_rows(bare.connection(), ours.id))
        return answer, before == after

    try:
        async with database.writing(ours.id) as session:
            outcome = await call(session)
            raise Undone
    except Undone:
        return outcome


class Undone(Exception):
    """Rolls a transaction back."""


def foreign_rows(connection: Connection, workspace_id: int) -> list[Any]:
    """All rows that are not of this workspace."""
    found: list[Any] = []
    for table in TABLES:
        columns = table.__table__.c  # type: ignore[attr-defined]
        owner = columns.workspace_id if issubclass(table, Row) else columns.id
        found += connection.execute(select(*columns).where(owner != workspace_id).order_by(columns.id)).all()
    return found


@dataclass
class Places:
    """An empty workspace beside a full one, the same alone in a database, and what the full one's things are called."""

    crowded: Database
    lonely: Database
    ours: Full
    theirs: Full
    known: dict[str, Any]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def places(fresh_database: Fresh) -> AsyncIterator[Places]:
    """Where to ask; every question leaves it as it was."""
    with fresh_database() as url, fresh_database() as other_url:
        crowded, lonely = Database(url), Database(other_url)
        await new_workspace(lonely, "a")
        ours, theirs = await new_workspace(crowded, "a"), await full_workspace(crowded, "b", 7777)
        await lose_a_post(crowded, theirs, "b")
        await speak_to_someone(crowded, theirs, "b")
        yield Places(crowded, lonely, ours, theirs, samples(theirs))
        await crowded.close()
        await lonely.close()


CALLS = [
    pytest.param(query, all_of_them, id=f"{name} with all it takes" if all_of_them else name)
    for name, query in QUERIES.items()
    for all_of_them in ((False, True) if takes_more(query) else (False,))
]


@pytest.mark.parametrize(("query", "all_of_them"), CALLS)
async def test_a_query_answers_as_if_there_were_no_other_workspace(
    places: Places, query: Query, all_of_them: bool
) -> None:
    beside, untouched = await ask(places.crowded, places.ours, query, places.known, all_of_them=all_of_them)
    alone, _ = await ask(places.lonely, places.ours, query, places.known, all_of_them=all_of_them)
    full, _ = await ask(places.crowded, places.theirs, query, places.known, all_of_them=all_of_them)

    assert untouched
    # A row that points at another's is refused where that one is not there.
    assert beside == alone or alone == "IntegrityError"
    # A query that finds nothing in a full workspace either has not been tried.
    if beside == full:
        assert inspect.signature(query).return_annotation is None or query in SAYS_WHAT_IT_WAS_TOLD, (
            "It finds nothing in a full workspace: let full_workspace() in tests/storage/rows.py have what it looks "
            "for, or samples() in tests/storage/test_queries.py ask for what is there."
        )
