"""Bring money onto the screen: a worth that is worked out, what a release returns, and what is still to ship."""

from collections.abc import AsyncIterator

from bot.commandline.demo import Stage
from bot.sandbox.person import Person
from tests.screenshots.surface import Surface, settled, typed


async def money(stage: Stage, ana: Person, eva: Person) -> AsyncIterator[Surface]:
    """All of it."""
    await ana.type("#checkout", "/release plan Faster refunds")
    await ana.submit()
    await settled(stage)
    await ana.type("#checkout", "/release promise Faster refunds")
    await ana.choose("Outcome", "Paying takes one tap on a phone (OUT-2)")
    await ana.fill("How much of it will this release move?", "0.2, 0.4, 0.6")
    await ana.choose("What is it worth?", "Example: support cases take less time")
    yield Surface("worth", "ana", what="modal")
    await ana.close_all()
    yield Surface("roi", "eva", "leadership", await typed(eva, "#leadership", "/value roi Wallet payments"))
    yield Surface("pipeline", "eva", "leadership", await typed(eva, "#leadership", "/value pipeline"))
    yield Surface(
        "explain-roi", "eva", "leadership", await typed(eva, "#leadership", "/value explain roi Wallet payments")
    )
