"""Live the two-minute story as a newcomer does, by typing and clicking, and say at each step what was to be seen."""

import asyncio
from collections.abc import AsyncIterator

from bot.sandbox.finding import NotOnScreen
from bot.sandbox.person import Person
from bot.sandbox.seen import SeenMessage
from bot.sandbox.server import Slack

QUESTION = "What outcome will this release deliver?"
NAME = "Express returns"
VERDICTS = ("Confirm: hit", "Confirm: partly", "Confirm: missed")
# How long anything may take to appear, in seconds.
PATIENCE = 15


class StoryBroken(Exception):
    """Something was to be seen and was not."""


async def live_the_story(slack: Slack) -> AsyncIterator[str]:
    """Plan a release, answer the question, ship, let thirty days pass, confirm, and ask what it was worth.

    Raises:
        StoryBroken: a step did not lead where it leads.
    """
    ana, eva = slack.as_("ana"), slack.as_("eva")
    try:
        async for lived in steps(slack, ana, eva):
            yield lived
    except NotOnScreen as missing:
        raise StoryBroken(f"{missing}\n{ana.screen()}") from missing
    complaints = [*slack.complaints]
    if complaints:
        raise StoryBroken(f"Slack would have refused: {complaints}")


async def steps(slack: Slack, ana: Person, eva: Person) -> AsyncIterator[str]:
    """One after the other."""
    await ana.type("#checkout", f"/release plan {NAME}")
    await ana.submit()
    await sees(slack, ana, NAME, "draft", QUESTION)
    yield f"Planned {NAME}."

    await ana.type("#checkout", f"/release schedule {NAME} next Tuesday")
    says(ana.screen(), QUESTION)
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
    await ana.submit()
    if list(ana.errors) != ["Where should it be?"]:
        raise StoryBroken(f"a target that changes nothing was taken, or refused elsewhere: {ana.errors}")
    yield f"Was asked “{QUESTION}”, and told that a target like today's changes nothing."

    await ana.fill("Where should it be?", "70")
    await ana.submit()
    if ana.modal is not None:
        raise StoryBroken(f"the answer was refused: {ana.errors}")
    card = await sees(slack, ana, NAME, "scheduled", "87 tickets → 70 tickets", "Tue 13 Oct")
    yield "Answered it; the card shows promise and date."

    await slack.desk.travel({"days": 7})
    await ana.click("Mark shipped", in_=card)
    await sees(slack, ana, NAME, "shipped")
    yield "Shipped it."

    await slack.desk.travel({"days": 30})
    asked = await sees(slack, ana, f"Did {NAME} pay off?", "Returns tickets")
    confirm = next((label for label in asked.buttons if label in VERDICTS), None)
    if confirm is None:
        raise StoryBroken(f"thirty days of readings bring no verdict to confirm with one tap: {asked.words}")
    await ana.click(confirm, in_=asked)
    await sees(slack, ana, f"Did {NAME} pay off?", "says @Ana Ruiz")
    yield f"Thirty days later it was asked about, and answered with one tap: {confirm}."

    (value,) = await eva.type("#leadership", f"/value {NAME}")
    says(value.words, NAME, "Returns tickets", "€")
    (quarter,) = await eva.type("#leadership", "/value last quarter")
    says(quarter.words, "Q3 2026", "Faster search")
    yield "Eva read what it was worth, and what the last quarter brought."


async def sees(slack: Slack, person: Person, start: str, *words: str) -> SeenMessage:
    """The newest message of #checkout that begins so, once it says all of these words; waits for it a while."""
    changed = slack.stage.world.listen()
    try:
        async with asyncio.timeout(PATIENCE):
            while True:
                changed.clear()
                found = newest(person, start)
                if found is not None and all(part in found.words for part in words):
                    return found
                await changed.wait()
    except TimeoutError:
        found = newest(person, start)
        if found is None:
            raise StoryBroken(f"nothing in #checkout begins with “{start}”.\n{person.screen()}") from None
        says(found.words, *words)
        return found
    finally:
        slack.stage.world.unlisten(changed)


def newest(person: Person, start: str) -> SeenMessage | None:
    """The newest message of #checkout that begins so."""
    shown = reversed(person.messages("#checkout"))
    return next((message for message in shown if message.words.startswith(start) and not message.ephemeral), None)


def says(text: str, *words: str) -> None:
    """Whether a text says all of these."""
    for part in words:
        if part not in text:
            raise StoryBroken(f"“{part}” is not in:\n{text}")
