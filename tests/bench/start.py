"""Measure a start: how long until Payoff is ready, and what it holds and uses when nobody asks it anything."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench.figures import Table, ms, reached
from tests.bench.processes import server


@dataclass(frozen=True)
class Start:
    """How long one took, of which the processor worked, and then: MB held, and processor time of an idle second."""

    seconds: float
    cpu: float
    resident_mb: float
    idle_cpu: float


async def measure(environment: Mapping[str, str], *, starts: int, idle_seconds: float) -> Table:
    """Start it again and again, each time in a process of its own."""
    table = Table(("start", "measured", "to reach", "reached"))
    with TemporaryDirectory(prefix="payoff-bench-") as folder:
        first = await start(Path(folder), environment, idle_seconds=0)
        # Each has its idle seconds: what one of them happens to hold is no figure.
        later = [await start(Path(folder), environment, idle_seconds=idle_seconds) for _ in range(starts)]
    seconds = median(each.seconds for each in later)
    resident = median(each.resident_mb for each in later)
    table.add("ready (`/readyz` answers 200)", f"{seconds:.2f} s", *reached(seconds, 1.5, "< 1.5 s"))
    table.add("… of which processor time", f"{median(each.cpu for each in later):.2f} s")
    table.add("ready for the first time, tables made", f"{first.seconds:.2f} s")
    table.add("memory when idle", f"{resident:.0f} MB", *reached(resident, 120, "< 120 MB"))
    table.add("processor time of an idle second", ms(median(each.idle_cpu for each in later)))
    return table


async def start(folder: Path, environment: Mapping[str, str], *, idle_seconds: float) -> Start:
    """Start it, wait until it is ready, leave it alone for some seconds, and stop it."""
    async with server("-m", "bot", "run", cwd=folder, **environment) as running:
        seconds = await running.answers("/readyz")
        cpu = running.cpu_seconds()
        await asyncio.sleep(idle_seconds)
        idle_cpu = (running.cpu_seconds() - cpu) / idle_seconds if idle_seconds else 0.0
        return Start(seconds, cpu, running.resident_mb(), idle_cpu)
