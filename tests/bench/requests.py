"""Measure requests: a read and a durable write, each in turn with a bare Bolt echo on the same machine."""

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median

from tests.bench.figures import Table, ms, percentile, reached
from tests.bench.load import Command, Pressing, press
from tests.bench.processes import Server

ECHO = Command("echo", "hello {number}", "hello")
KEEP = Command("keep", "hello {number}", "hello")
READ = Command("value", "", "delivered")
FIRST_READ = Command("value", "", "delivered", after_a_change=True)
# A refusal says what was typed, without the colon.
WRITE = Command("metric", "record Checkout conversion 4.{number}%", "Checkout conversion: ")

# What each is called, and how many times the echo's processor time it may take at most: a read when it is asked again.
NAMES: dict[Command, tuple[str, float]] = {
    ECHO: ("bare Bolt echo", 0),
    KEEP: ("… that saves its words, durable", 0),
    READ: ("`/value`, a dozen releases, nothing changed since", 3),
    FIRST_READ: ("… asked first after a change", 0),
    WRITE: ("`/metric record`, durable", 4),
}


@dataclass
class Runs:
    """What several runs of one command took."""

    cpu: list[float] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)


@dataclass
class Bench:
    """Two servers, pressed by turns."""

    ours: Server
    bare: Server
    presser: Executor
    secret: str
    file: Path
    # A million apart, so that no number is used twice.
    numbers: Iterator[int] = field(default_factory=lambda: count(1_000_000, 1_000_000))

    async def run(self, server: Server, command: Command, connections: int, requests: int) -> tuple[float, list[float]]:
        """Processor seconds that each request took, and the seconds until each was answered."""
        pressing = Pressing(server.port, self.secret, command, connections, requests, self.file, next(self.numbers))
        before = server.cpu_seconds()
        latencies = await asyncio.get_running_loop().run_in_executor(self.presser, press, pressing)
        return (server.cpu_seconds() - before) / requests, latencies

    async def by_turns(self, commands: Sequence[Command], connections: int, requests: int, rounds: int) -> list[Runs]:
        """Each command once in each round, so that a busy minute of the machine is everyone's."""
        runs = [Runs() for _ in commands]
        for _ in range(rounds):
            for command, run in zip(commands, runs, strict=True):
                server = self.bare if command in (ECHO, KEEP) else self.ours
                cpu, latencies = await self.run(server, command, connections, requests)
                run.cpu.append(cpu)
                run.latencies += latencies
        return runs

    async def warm_up(self, requests: int) -> None:
        """What the first requests compile and cache is not measured."""
        for command in NAMES:
            await self.by_turns([command], 1, requests, 1)


async def measure(bench: Bench, *, warm: int, requests: int, rounds: int) -> tuple[Table, int]:
    """The table, and how many readings were written for it."""
    table = Table(("request", "connections", "p50", "p99", "CPU each", "of the echo", "to reach", "reached"))
    await bench.warm_up(warm)
    for connections in (1, 16):
        runs = await bench.by_turns(list(NAMES), connections, requests, rounds)
        echo = runs[0]
        for (name, most), run in zip(NAMES.values(), runs, strict=True):
            # Each run against the echo's of the same round.
            ratio = median(ours / bare for ours, bare in zip(run.cpu, echo.cpu, strict=True))
            compared = f"{ratio:.1f}×" if run is not echo else ""
            table.add(
                name, *figures(connections, run), compared, *(reached(ratio, most, f"≤ {most:.0f}×") if most else ())
            )
        if connections == 16:
            slowest = percentile(runs[-1].latencies, 0.99)
            table.add("… its p99", "16", "", ms(slowest), "", "", *reached(slowest, 0.05, "< 50 ms"))
    return table, warm + 2 * requests * rounds


def figures(connections: int, runs: Runs) -> tuple[str, ...]:
    """The cells that every command has."""
    p50, p99 = percentile(runs.latencies, 0.5), percentile(runs.latencies, 0.99)
    return str(connections), ms(p50), ms(p99), ms(median(runs.cpu))
