"""Play what is done with money: worth, worked out and said anew, and cost, in money and in effort."""

from collections.abc import AsyncIterator
from typing import Any

from tests.inbound.scenes.scene import people, scene
from tests.playing import define_metric, fill_outcome, plan_release


@scene(
    "action worth_count",
    "/release worth",
    "view release_worth",
    "/release cost",
    "view release_cost",
    "/release effort",
)
async def money(payoff: Any) -> AsyncIterator[None]:
    """Work a worth out in the question and anew, and say what the release costs, typed and in the form."""
    ana, _, eva = people(payoff)
    await define_metric(ana)
    await plan_release(ana)
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await fill_outcome(ana)
    await ana.choose("What is it worth?", "Productivity: time saved")
    yield
    await ana.choose("What is it worth?", "Example: support cases take less time")
    yield
    await ana.fill("People", "20", enter=True)
    yield
    await ana.choose("Why now?", "It is ready and worth it")
    await ana.submit()
    yield
    await ana.type("#checkout", "/release worth REL-1")
    await ana.fill("People", "30")
    await ana.click("Work it out")
    yield
    await ana.submit()
    yield
    await ana.type("#checkout", "/release cost REL-1 40k + 500 a month")
    yield
    await ana.type("#checkout", "/release cost REL-1")
    await ana.fill("Once", "€50k")
    await ana.submit()
    yield
    await ana.type("#checkout", "/release effort REL-1 6 weeks")
    yield
    await eva.type("#checkout", "/value roi REL-1")
    await eva.type("#checkout", "/value pipeline")
    yield
