"""Measure all of delivery, on SQLite and on PostgreSQL."""

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.delivery import draining, settling, sweeping
from tests.bench.delivery.stores import Files, Server, Store
from tests.bench.figures import Table
from tests.databases import serving


@dataclass(frozen=True, kw_only=True)
class Size:
    """How much is delivered, and how often."""

    settled: int = 1000
    processes: tuple[int, ...] = (1, 4)
    settling_rounds: int = 3
    backlog: int = 100_000
    channels: int = 10_000
    together: int = 1000
    drained: int = 10_000
    history: int = 1_000_000
    line: int = 50_000
    looks: int = 50


QUICK = Size(
    settled=100,
    processes=(2,),
    settling_rounds=1,
    backlog=600,
    channels=200,
    together=20,
    drained=60,
    history=2000,
    line=200,
    looks=2,
)


async def measure(size: Size) -> list[Table]:
    """All tables."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="payoff-bench-")))
        stores: list[Store] = [Files(folder), Server(stack.enter_context(serving()))]
        return [
            await settling.measure(stores, count=size.settled, processes=size.processes, rounds=size.settling_rounds),
            await draining.measure(
                stores, backlog=size.backlog, channels=size.channels, together=size.together, drained=size.drained
            ),
            await sweeping.measure(stores, history=size.history, line=size.line, rounds=size.looks),
        ]
