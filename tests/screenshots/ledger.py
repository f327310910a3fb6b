"""Bring onto the screen who claims what a metric moved, what was known on a day, and an outcome's milestones."""

from collections.abc import AsyncIterator

from bot.sandbox.person import Person
from tests.screenshots.surface import Surface, typed


async def ledger(eva: Person) -> AsyncIterator[Surface]:
    """All of it, as the story has left it."""
    about = "#leadership"
    for name, command in (
        ("ledger", "/value ledger Signups"),
        ("explain-share", "/value explain share Referral invites"),
        ("as-of", "/value Q2 2026 asof 2026-07-01"),
        ("milestones", "/outcome milestone People see that the set is cheaper"),
    ):
        yield Surface(name, "eva", "leadership", await typed(eva, about, command))
