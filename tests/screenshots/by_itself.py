"""Bring onto the screen what Payoff says by itself: digests, status, alerts, what a channel does not take."""

from collections.abc import AsyncIterator

from bot.commandline.demo import Stage
from bot.sandbox.person import Person
from bot.sandbox.seen import SeenMessage
from tests.screenshots.surface import Surface, newest, settled, typed

METRIC = "Returns tickets"


async def by_itself(stage: Stage, ana: Person, eva: Person) -> AsyncIterator[Surface]:
    """All of them."""
    for surfaces in (subscribed(stage, ana, eva), alerted(stage, ana), kept_for_later(ana), refused(stage, ana)):
        async for surface in surfaces:
            yield surface


async def subscribed(stage: Stage, ana: Person, eva: Person) -> AsyncIterator[Surface]:
    """Someone subscribes, tries it, and a team keeps its status."""
    (answer,) = await eva.type("#leadership", "/value subscribe weekly mon 09:00 for me")
    yield Surface("subscribed", "eva", "leadership", answer.ts)
    await ana.type("#checkout", "/value subscribe weekly mon 09:00")
    await ana.type("#checkout", "/release plan Size finder")
    await ana.submit()
    yield Surface("subscriptions", "ana", ts=await typed(ana, "#checkout", "/value subscriptions"))
    await stage.slack.desk.travel({"next": "monday 09:00"})
    await settled(stage)
    yield Surface("digest", "ana", ts=newest(ana, "Value, ").ts)
    await ana.type("#checkout", "/release status every fri 16:00")
    await settled(stage)
    yield Surface("status", "ana", ts=newest(ana, "How our releases stand").ts)


async def alerted(stage: Stage, ana: Person) -> AsyncIterator[Surface]:
    """A metric crosses a line."""
    yield Surface("alert-drawn", "ana", ts=await typed(ana, "#checkout", f"/metric alert {METRIC} > 120"))
    await ana.type("#checkout", f"/metric record {METRIC} 131")
    await settled(stage)
    yield Surface("alert", "ana", ts=newest(ana, METRIC).ts)


async def kept_for_later(ana: Person) -> AsyncIterator[Surface]:
    """How someone wants to be spoken to, and what Payoff itself costs."""
    await ana.type("#checkout", "/payoff away")
    yield Surface("attention", "ana", what="modal")
    await ana.close_all()
    yield Surface("noise", "ana", ts=await typed(ana, "#checkout", "/value noise"))


async def refused(stage: Stage, ana: Person) -> AsyncIterator[Surface]:
    """A channel takes nothing any more."""
    await ana.type("#growth", "/release plan Referral links")
    await ana.submit()
    await settled(stage)
    await stage.slack.archive("#growth")
    await settled(stage)
    told = last(ana)
    yield Surface("closed-channel", "ana", "payoff", told.ts)
    ana.go("@Payoff")
    await ana.click("Move to another channel…", in_=told)
    yield Surface("move", "ana", what="modal")
    await ana.close_all()


def last(person: Person) -> SeenMessage:
    """The newest message to one person."""
    return person.messages("@Payoff")[-1]
