"""Measure `/metric show … last 30d` over short and long histories; its chart goes to the response URL."""

from datetime import timedelta
from statistics import median

from tests.bench.figures import Table, ms, percentile, reached
from tests.bench.load import Command
from tests.bench.requests import Bench, Runs
from tests.bench.seed import History

TEN_MINUTES = timedelta(minutes=10)


def histories(long: int) -> list[History]:
    """One reading; many; ten times as many, once further back, and once ten times as dense."""
    return [
        History("Newborn", 1, TEN_MINUTES),
        History("Grown", long // 10, TEN_MINUTES),
        History("Ancient", long, TEN_MINUTES),
        History("Dense", long, TEN_MINUTES / 10),
    ]


async def measure(bench: Bench, long: int, *, requests: int, rounds: int) -> Table:
    """All of them by turns."""
    table = Table(("`/metric show X last 30d`", "p50", "p99", "CPU each", "of the second", "to reach", "reached"))
    known = histories(long)
    # What is remembered would cost the same for all of them.
    commands = [
        Command("metric", f"show {history.name} last 30d", history.name, after_a_change=True) for history in known
    ]
    for command in commands:
        await bench.by_turns([command], 1, 3, 1)
    runs = await bench.by_turns(commands, 1, requests, rounds)
    grown = runs[1]
    for history, run in zip(known, runs, strict=True):
        ratio = median(one / other for one, other in zip(run.cpu, grown.cpu, strict=True))
        many = f"{history.count:,} reading{'s' if history.count > 1 else ''}"
        often = f", one every {history.step.seconds // 60} min" if history.count > 1 else ""
        goal = reached(ratio, 2.0, "≤ 2×") if history.name == "Ancient" else ()
        table.add(many + often, *figures(run), f"{ratio:.1f}×", *goal)
    return table


def figures(run: Runs) -> tuple[str, ...]:
    """The cells that every history has."""
    return ms(percentile(run.latencies, 0.5)), ms(percentile(run.latencies, 0.99)), ms(median(run.cpu))
