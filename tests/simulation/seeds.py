"""Live seeds, each on a database of its own, and sum up what they came to."""

import asyncio
import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.database import Database
from tests.simulation.cast import SCOPES
from tests.simulation.simulation import Lived, live

SHOWN = (
    ("said", "messages"),
    ("did", "acts of people"),
    ("killed", "processes gone"),
    ("caught-up", "made up for after an outage"),
)


async def make(path: Path) -> None:
    database = Database(f"sqlite:///{path}")
    await database.migrate()
    await database.close()
    # The rules ask every hour what was settled since.
    with closing(sqlite3.connect(path)) as books:
        books.execute("CREATE INDEX books_settled ON post (settled_at, id)")


@contextmanager
def template() -> Iterator[Path]:
    """A migrated database, to be copied; in memory where there is such a place."""
    place = Path("/dev/shm")
    with TemporaryDirectory(prefix="payoff-simulation-", dir=place if os.access(place, os.W_OK) else None) as folder:
        path = Path(folder) / "payoff.db"
        asyncio.run(make(path))
        yield path


def one(seed: int, *, scope: str, control: str, empty: Path, trace_to: Path | None = None) -> Lived:
    """Live one seed in a folder of its own."""
    with TemporaryDirectory(dir=empty.parent) as folder:
        shutil.copy(empty, Path(folder) / "payoff.db")
        return live(seed, SCOPES[scope], Path(folder), control=control, trace_to=trace_to)


def summary(lived: list[Lived]) -> str:
    """What all seeds came to together."""
    counts: Counter[str] = Counter()
    for each in lived:
        counts.update(each.counts)
    faults = {name.removeprefix("met "): count for name, count in sorted(counts.items()) if name.startswith("met ")}
    rules = Counter(each.rule for each in lived if each.rule)
    return "\n".join(
        (
            f"{len(lived)} seeds, {sum(each.steps for each in lived):,} steps: "
            f"{len(lived) - rules.total()} kept every rule, {rules.total()} broke one.",
            *(f"  {counts[name]:>9,} {words}" for name, words in SHOWN),
            f"  {sum(faults.values()):>9,} calls that met a fault: "
            + ", ".join(f"{n} {c:,}" for n, c in faults.items()),
            f"  {counts['outage']:>9,} outages of Slack",
            f"  {rules['said'] + rules['in time']:>9,} lost, {rules['once']:,} doubled",
        )
    )
