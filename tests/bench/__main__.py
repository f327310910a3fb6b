"""Measure everything, print the tables, and put them into the documentation."""

import argparse
import asyncio
import os
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.sandbox.server import Slack
from storage.database import Database
from tests.bench import readings, rendering, report, requests, seed, start
from tests.bench.delivery import measuring
from tests.bench.figures import Table
from tests.bench.load import presser
from tests.bench.processes import server


@dataclass(frozen=True, kw_only=True)
class Effort:
    """How often each thing is done."""

    starts: int = 5
    idle_seconds: float = 2.0
    warm: int = 100
    requests: int = 300
    rounds: int = 7
    longest_history: int = 1_000_000
    shows: int = 10
    seconds_each: float = 0.1
    pictures: int = 20
    delivery: measuring.Size = field(default_factory=measuring.Size)


QUICK = Effort(
    starts=1,
    idle_seconds=0.2,
    warm=5,
    requests=20,
    rounds=2,
    longest_history=44_000,
    shows=2,
    seconds_each=0.001,
    pictures=1,
    delivery=measuring.QUICK,
)


async def measured(effort: Effort) -> list[Table]:
    """All tables."""
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(Slack.open())
        environment = {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.api_url,
        }
        starting = await start.measure(environment, starts=effort.starts, idle_seconds=effort.idle_seconds)

        folder = Path(stack.enter_context(TemporaryDirectory(prefix="payoff-bench-")))
        file = folder / "payoff.db"
        database = Database(f"sqlite:///{file}")
        stack.push_async_callback(database.close)
        await database.migrate()
        histories = readings.histories(effort.longest_history)
        workspace_id = await seed.seed(database, histories, now=datetime.now(UTC))
        before = await seed.count_readings(database, workspace_id)

        ours = await stack.enter_async_context(server("-m", "bot", "run", cwd=folder, **environment))
        bare = await stack.enter_async_context(server("-m", "tests.bench.echo", cwd=folder, **environment))
        await ours.answers("/readyz")
        await bare.answers("/readyz")
        bench = requests.Bench(ours, bare, stack.enter_context(presser()), slack.signing_secret, file)
        requesting, written = await requests.measure(
            bench, warm=effort.warm, requests=effort.requests, rounds=effort.rounds
        )
        kept = await seed.count_readings(database, workspace_id) - before
        if kept != written:
            raise SystemExit(f"{written} readings were recorded, and {kept} are there.")
        showing = await readings.measure(bench, effort.longest_history, requests=effort.shows, rounds=effort.rounds)
    saying = await rendering.measure(seconds_each=effort.seconds_each, pictures=effort.pictures)
    return [starting, requesting, showing, saying, *await measuring.measure(effort.delivery)]


def main() -> None:
    """Do it."""
    reader = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    reader.add_argument("--quick", action="store_true", help="a look of a few seconds; nothing is written down")
    quick = reader.parse_args().quick
    load = os.getloadavg()[0]
    tables = asyncio.run(measured(QUICK if quick else Effort()))
    print("\n\n".join(table.markdown() for table in tables))
    if not quick:
        report.write(tables, now=datetime.now(UTC), load=load)


if __name__ == "__main__":
    main()
