"""Measure templates: every one of them, and a chart as SVG and as PNG."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter
from typing import Any

from bot.slack import charts, render
from bot.value.plot import Expected, Marker, Plot, plot
from bot.value.points import Point
from tests.bench.figures import Table, ms, us
from tests.templates.samples import gather

FIRST = datetime(2026, 3, 3, 9, tzinfo=UTC)
SLOWEST = 5


async def measure(*, seconds_each: float, pictures: int) -> Table:
    """The median of all templates, the slowest, and a chart."""
    table = Table(("rendering", "p50"))
    began = perf_counter()
    render.prepare()
    compiled = perf_counter() - began
    took = {
        f"{name} ({number})" if len(contexts) > 1 else name: typical(saying(name, context), seconds_each)
        for name, contexts in sorted(gather().items())
        for number, context in enumerate(contexts, 1)
    }
    names = {name.partition(" ")[0] for name in took}
    table.add(f"a template: the median of {len(names)}, with {len(took)} samples", us(median(took.values())))
    for name in sorted(took, key=lambda name: -took[name])[:SLOWEST]:
        table.add(f"… among the slowest: {name}", us(took[name]))
    chart = sample()
    table.add("a chart of 90 readings as SVG", ms(typical(lambda: charts.draw(chart), 10 * seconds_each)))
    table.add("… and as PNG, in the process that draws", ms(await picture(charts.draw(chart), pictures)))
    table.add(f"compiling all {len(render.files())} templates, once", ms(compiled))
    return table


def saying(name: str, context: dict[str, Any]) -> Callable[[], object]:
    """What renders a template with a sample."""
    say = render.view if render.is_view(name) else render.message
    return lambda: say(name, **context)


def typical(work: Callable[[], object], seconds: float) -> float:
    """The median of what `work` takes when it is repeated for so long, after a first time that is not counted."""
    work()
    taken: list[float] = []
    while sum(taken) < seconds or len(taken) < 5:
        began = perf_counter()
        work()
        taken.append(perf_counter() - began)
    return median(taken)


async def picture(svg: str, times: int) -> float:
    """The median of what a PNG takes once the process that draws has started."""
    await charts.png(svg)
    taken = []
    for _ in range(times):
        began = perf_counter()
        await charts.png(svg)
        taken.append(perf_counter() - began)
    await asyncio.to_thread(charts.close)
    return median(taken)


def sample() -> Plot:
    """A chart with everything on it."""
    days = [FIRST + timedelta(days=number) for number in range(90)]
    readings = [Point(day, 3.8 + number % 7 / 20 + (0.5 if number > 55 else 0)) for number, day in enumerate(days)]
    return plot(
        readings,
        unit="%",
        title="Checkout conversion",
        subtitle="One-page checkout",
        zone="Europe/Berlin",
        target=4.5,
        baseline=3.8,
        expected=[Expected(day, 3.8, 3.6, 4.0) for day in days[55:]],
        markers=[Marker(days[55], "REL-7")],
    )
