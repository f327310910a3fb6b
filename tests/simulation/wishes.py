"""Let people say how they want to be spoken to: time off, a budget, and what is to come by itself."""

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.flows.attention import settings as flow_attention
from bot.flows.subscriptions import subscribe as flow_subscriptions
from tests.simulation.attention import RHYTHMS

if TYPE_CHECKING:
    from tests.simulation.simulation import Simulation


async def choose_attention(simulation: "Simulation") -> None:
    """Now and then somebody takes time off, comes back early, or wants to hear more or less."""
    chance = simulation.chance("attention")
    while not simulation.over:
        await simulation.rest(days=chance.expovariate(1 / simulation.scope.wishes_days))
        # Those who own what is asked about, as a rule.
        place = chance.choice([place for place in simulation.cast.places if place.busy])
        who = chance.choice((place.owner, place.owner, place.deputy, place.colleague))
        if not simulation.people.is_here(who):
            continue
        first = simulation.now.date() + timedelta(days=chance.choice((0, 0, 1, 5)))
        typed = flow_attention.Typed(
            mode="as_it_happens" if chance.random() < 0.9 else "digest",
            budget=str(chance.choice((1, 2, 3, 5, 5, 8))),
            away_from=first,
            away_until=first + timedelta(days=chance.randint(0, 20)),
        )
        if chance.random() < 0.2:
            await simulation.people.do(
                who, place.id, "come back",
                lambda machine, caller: flow_attention.come_back(machine.app.database, caller, now=simulation.now),
            )  # fmt: skip
            continue
        await simulation.people.do(
            who, place.id, f"attention {typed.budget} {first}",
            lambda machine, caller, typed=typed: flow_attention.change(
                machine.app.database, machine.app.directory.clients[caller.workspace_id], caller, typed,
                now=simulation.now,
            ),
        )  # fmt: skip


async def subscribe(simulation: "Simulation") -> None:
    """Now and then somebody wants a digest, in their channel or for themselves, or wants one no longer."""
    chance = simulation.chance("subscriptions")
    while not simulation.over:
        await simulation.rest(days=chance.expovariate(1 / simulation.scope.wishes_days))
        place = chance.choice(simulation.cast.places)
        text = f"{chance.choice(list(RHYTHMS))}{chance.choice(('', '', ' for me'))}"
        wish = chance.choice(("paused", "stopped", "active", "compact"))
        there = simulation.books.rows("SELECT * FROM subscription WHERE state != 'stopped' ORDER BY id")
        if not simulation.people.is_here(place.owner):
            continue
        if there and chance.random() < 0.3:
            old = chance.choice(there)
            await simulation.people.do(
                old["user_id"], old["channel_id"], f"subscription {old['id']} {wish}",
                lambda machine, caller, old=old, wish=wish: flow_subscriptions.change(
                    machine.app.database, caller, old["id"], wish, now=simulation.now
                ),
            )  # fmt: skip
            continue
        await simulation.people.do(
            place.owner, place.id, f"subscribe {text}",
            lambda machine, caller, text=text: flow_subscriptions.subscribe(
                machine.app.database, caller, machine.app.directory.clients[caller.workspace_id], text,
                now=simulation.now,
            ),
        )  # fmt: skip
