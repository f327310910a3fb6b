"""Measure a start: how long until Payoff is ready, and what it holds and uses when nobody asks it anything."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench.figures import Table, ms, reached
from tests.bench.processes import server

IDLE_SECONDS = 5.0


async def measure(environment: Mapping[str, str], *, starts: int, idle_seconds: float) -> Table:
    """Start it again and again, each time in a process of its own."""
    table = Table(("start", "measured", "to reach", "reached"))
    with TemporaryDirectory(prefix="payoff-bench-") as folder:
        first, _ = await start(Path(folder), environment)
        later = [await start(Path(folder), environment) for _ in range(starts)]
        seconds, cpu = (median(figures) for figures in zip(*later, strict=True))
        resident, used = await idle(Path(folder), environment, idle_seconds)
    table.add("ready (`/readyz` answers 200)", f"{seconds:.2f} s", *reached(seconds, 1.5, "< 1.5 s"))
    table.add("… of which processor time", f"{cpu:.2f} s")
    table.add("ready for the first time, tables made", f"{first:.2f} s")
    table.add("memory when idle", f"{resident:.0f} MB", *reached(resident, 120, "< 120 MB"))
    table.add("processor time of an idle second", ms(used))
    return table


async def start(folder: Path, environment: Mapping[str, str]) -> tuple[float, float]:
    """Seconds until ready, and those of them that the processor worked."""
    async with server("-m", "bot", "run", cwd=folder, **environment) as running:
        seconds = await running.answers("/readyz")
        return seconds, running.cpu_seconds()


async def idle(folder: Path, environment: Mapping[str, str], seconds: float) -> tuple[float, float]:
    """MB that it holds after some idle seconds, and processor seconds that each of those took."""
    async with server("-m", "bot", "run", cwd=folder, **environment) as running:
        await running.answers("/readyz")
        before = running.cpu_seconds()
        await asyncio.sleep(seconds)
        return running.resident_mb(), (running.cpu_seconds() - before) / seconds
