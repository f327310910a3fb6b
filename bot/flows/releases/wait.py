"""Say what it costs that a release ships later than it was to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.releases.sheet import worth_of
from bot.value.money import Money, add_up
from bot.value.worth import delay_cost
from storage import promises
from storage.history import Change
from storage.releases import Release

WEEK = 7


@dataclass(frozen=True, kw_only=True)
class Wait:
    """How many days later, or earlier where less than 0, and what that costs or saves, by currency."""

    days: int
    costs: Sequence[Money]

    @property
    def weeks(self) -> int:
        """Whole weeks of it; 0 where it is none."""
        return abs(self.days) // WEEK if self.days % WEEK == 0 else 0


async def waits_of(session: AsyncSession, release: Release, changes: Sequence[Change | None]) -> dict[int, Wait]:
    """For each move of a release's window, what it costs; nothing where nobody put money on the release."""
    moves = {change.pk: days_moved(change) for change in changes if change is not None and change.what == "window"}
    found = {}
    for change_id, days in moves.items():
        costs = await costs_of(session, release, abs(days)) if days else ()
        if costs:
            found[change_id] = Wait(days=days, costs=costs)
    return found


async def costs_of(session: AsyncSession, release: Release, days: int) -> tuple[Money, ...]:
    """About what so many days of delay cost, by currency, to three digits."""
    made = [worth_of(promise) for promise in await promises.of_release(session, release.pk)]
    exact = add_up(delay_cost(worth[1], days) for worth in made if worth is not None)
    return tuple(Money.rounded(Decimal(f"{money.amount:.3g}"), money.currency) for money in exact if money.amount)


def days_moved(change: Change) -> int:
    """By how many days the end of a window moved; 0 where it was not there before, or is no more."""
    if not change.old or not change.new:
        return 0
    old, new = (date.fromisoformat(window.rpartition("..")[2]) for window in (change.old, change.new))
    return (new - old).days
