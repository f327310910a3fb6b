"""Bring each surface onto the screen by typing and clicking, in the order of a story."""

from collections.abc import AsyncIterator

from bot.commandline.demo import Stage
from bot.sandbox.person import Person
from tests.screenshots.by_itself import by_itself
from tests.screenshots.forecasts import forecasts
from tests.screenshots.ledger import ledger
from tests.screenshots.money import money
from tests.screenshots.surface import Surface, newest, settled, typed

NAME = "Express returns"
QUESTION = f"Did {NAME} pay off?"


async def surfaces(stage: Stage) -> AsyncIterator[Surface]:
    """All of them."""
    slack = stage.slack
    ana, ben, eva, chloe = (slack.as_(name) for name in ("ana", "ben", "eva", "chloe"))

    yield Surface("channel", "ana", what="page")
    yield Surface("onboarding", "ana", "payoff", ana.messages("@Payoff")[0].ts)
    async for surface in asked(stage, ana):
        yield surface
    async for surface in shipped(stage, ana):
        yield surface
    async for surface in answered(stage, ana, eva):
        yield surface
    async for surface in other_states(stage, ana):
        yield surface
    async for surface in looked_up(ana, ben, eva, chloe):
        yield surface
    async for surface in money(stage, ana, eva):
        yield surface
    async for surface in forecasts(stage, ana, ben, eva):
        yield surface
    async for surface in ledger(eva):
        yield surface
    async for surface in by_itself(stage, ana, eva):
        yield surface


async def asked(stage: Stage, ana: Person) -> AsyncIterator[Surface]:
    """A release is planned, and the question asked and answered."""
    await ana.type("#checkout", f"/release plan {NAME}")
    yield Surface("plan", "ana", what="modal")
    await ana.submit()
    await settled(stage)
    yield Surface("card-draft", "ana", ts=newest(ana, NAME).ts)

    await ana.type("#checkout", f"/release schedule {NAME} next Tuesday")
    await ana.choose("Outcome", "A new one…")
    await ana.fill("What gets better, and for whom?", "People send things back without asking us how")
    await ana.choose("What kind of outcome is it?", "A customer's problem solved")
    await ana.choose("What does it move?", "Satisfaction")
    await ana.choose("Which number moves?", "Returns tickets")
    await ana.fill("Where is it today?", "87")
    await ana.fill("Where should it be?", "87")
    await ana.choose("By when?", "2027-03-31")
    await ana.fill("How much of it will this release move?", "5, 15, 25")
    await ana.fill("Worth a year, if it works", "€36k")
    await ana.choose("Why now?", "It is ready and worth it")
    yield Surface("gate", "ana", what="modal")
    await ana.click("Why these numbers?")
    yield Surface("gate-why", "ana", what="modal")
    await ana.close()
    await ana.submit()
    yield Surface("gate-error", "ana", what="modal")
    await ana.fill("Where should it be?", "70")
    await ana.submit()
    await settled(stage)
    yield Surface("card", "ana", ts=newest(ana, NAME).ts)


async def shipped(stage: Stage, ana: Person) -> AsyncIterator[Surface]:
    """It ships, and is asked about."""
    await stage.slack.desk.travel({"days": 7})
    await ana.click("Mark shipped", in_=newest(ana, NAME))
    await settled(stage)
    yield Surface("card-shipped", "ana", ts=newest(ana, NAME).ts)
    await stage.slack.desk.travel({"days": 30})
    await settled(stage)
    yield Surface("checkin", "ana", ts=newest(ana, QUESTION).ts)
    await ana.click("Edit…", in_=newest(ana, QUESTION))
    yield Surface("checkin-edit", "ana", what="modal")
    await ana.close()


async def answered(stage: Stage, ana: Person, eva: Person) -> AsyncIterator[Surface]:
    """It is answered, and asked for."""
    question = newest(ana, QUESTION)
    confirm = next(label for label in question.buttons if label.startswith("Confirm"))
    await ana.click(confirm, in_=question)
    await settled(stage)
    yield Surface("checkin-answered", "ana", ts=newest(ana, QUESTION).ts)
    yield Surface("card-reviewing", "ana", ts=newest(ana, NAME).ts)
    yield Surface("value-release", "eva", "leadership", await typed(eva, "#leadership", f"/value {NAME}"))
    yield Surface("value", "eva", "leadership", await typed(eva, "#leadership", "/value Q3 2026"))
    yield Surface("value-top", "eva", "leadership", await typed(eva, "#leadership", "/value top"))
    yield Surface("value-waiting", "eva", "leadership", await typed(eva, "#leadership", "/value waiting"))
    yield Surface("value-goal", "eva", "leadership", await typed(eva, "#leadership", "/value okr KR-9"))
    yield Surface("explain", "eva", "leadership", await typed(eva, "#leadership", f"/value explain {NAME}"))


async def other_states(stage: Stage, ana: Person) -> AsyncIterator[Surface]:
    """The card of a release that is done with, and of one that was called off."""
    yield Surface("card-closed", "ana", ts=newest(ana, "Guest checkout").ts)
    await ana.type("#checkout", "/release plan Gift cards")
    await ana.submit()
    await settled(stage)
    await ana.type("#checkout", "/release cancel Gift cards")
    await ana.fill("Why?", "Nobody asked for them")
    await ana.submit()
    await ana.close_all()
    await settled(stage)
    yield Surface("card-cancelled", "ana", ts=newest(ana, "Gift cards").ts)


async def looked_up(ana: Person, ben: Person, eva: Person, chloe: Person) -> AsyncIterator[Surface]:
    """What people look up from day to day."""
    yield Surface("metric", "ana", ts=await typed(ana, "#checkout", "/metric show Checkout conversion last 90d"))
    await ana.type("#checkout", "/metric edit Checkout conversion")
    yield Surface("metric-edit", "ana", what="modal")
    await ana.close_all()
    yield Surface("metrics", "ana", ts=await typed(ana, "#checkout", "/metric list"))
    yield Surface(
        "outcome",
        "ana",
        ts=await typed(ana, "#checkout", "/outcome show Fewer people leave because they must register"),
    )
    yield Surface("outcomes", "ana", ts=await typed(ana, "#checkout", "/outcome list"))
    yield Surface("releases", "ana", ts=await typed(ana, "#checkout", "/release list"))
    yield Surface("calendar", "ana", ts=await typed(ana, "#checkout", "/release calendar"))
    yield Surface("review", "ben", ts=await typed(ben, "#checkout", "/release review"))
    (*_, answer) = await chloe.type("#platform", "@Payoff how is Faster search doing?")
    yield Surface("mention", "chloe", f"platform/{answer.thread_ts}", answer.ts, what="thread")
    yield Surface("help", "ana", ts=await typed(ana, "#checkout", "/payoff help"))
    yield Surface("did-you-mean", "ana", ts=await typed(ana, "#checkout", "/release shedule Express returns"))
    await ana.type("#checkout", "/outcome new Improve the checkout")
    yield Surface("outcome-new", "ana", what="modal")
    await ana.close_all()
    await ana.type("#checkout", "/payoff settings")
    yield Surface("settings", "ana", what="modal")
    await ana.close_all()
    await ana.open_home()
    yield Surface("home", "ana", "home", what="home")
