"""Bring onto the screen what people expect in private, how estimates fare, and what teams hold themselves to."""

from collections.abc import AsyncIterator

from bot.commandline.demo import Stage
from bot.sandbox.person import Person
from tests.screenshots.surface import Surface, typed


async def forecasts(stage: Stage, ana: Person, ben: Person, eva: Person) -> AsyncIterator[Surface]:
    """All of it."""
    await ben.type("#platform", "/value forecast Help centre search")
    yield Surface("forecast", "ben", "platform", what="modal")
    await ben.fill("How likely is a hit, in %?", "70")
    await ben.submit()
    yield Surface("forecast-sealed", "ben", "platform", what="modal")
    await ben.close_all()
    yield Surface("forecasts", "ana", "checkout", await typed(ana, "#checkout", "/value forecasts"))
    await ana.click("Why?")
    yield Surface("forecasts-why", "ana", what="modal")
    await ana.close_all()
    yield Surface("accuracy", "eva", "leadership", await typed(eva, "#leadership", "/value accuracy #checkout"))
    await ana.type("#checkout", "/value decide Price badges")
    yield Surface("decide", "ana", what="modal")
    await ana.close_all()
    card = next(m for m in ana.messages("#checkout") if m.words.startswith("Guest checkout") and not m.ephemeral)
    quoted = next(m for m in ana.thread(card) if "you wrote:" in m.words)
    yield Surface("rule", "ana", f"checkout/{card.ts}", quoted.ts, what="thread")
    late = next(m for m in ana.thread(card) if "of what was expected" in m.words)
    yield Surface("behind", "ana", f"checkout/{card.ts}", late.ts, what="thread")
