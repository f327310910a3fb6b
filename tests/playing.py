"""Play the moves that many tests begin with, by typing and clicking as a person does."""

from typing import Any


async def define_metric(
    person: Any, name: str = "Checkout conversion", *, unit: str = "%", value: str = "3.8", **more: str
) -> None:
    """Define a metric with a first reading."""
    await person.type("#checkout", f"/metric new {name}")
    if unit:
        await person.fill("Unit", unit)
    if value:
        await person.fill("Where is it today?", value)
    if "direction" in more:
        await person.choose("Which way is good?", more["direction"])
    await person.submit()
    assert not person.errors, person.errors
    await person.close()


async def hand_in(
    person: Any, content: bytes, *, name: str = "data.csv", command: str = "/metric import Checkout conversion"
) -> None:
    """Choose a file in the form, and submit it."""
    await person.type("#checkout", command)
    await person.choose("CSV file", person.pick_file(name, content))
    await person.submit()


async def plan_release(person: Any, name: str = "One-page checkout", **fields: str) -> None:
    """Plan a release in #checkout; `fields` are labels with underscores for spaces."""
    await person.type("#checkout", f"/release plan {name}")
    for label, text in fields.items():
        await person.fill(label.replace("_", " "), text)
    await person.submit()
    assert not person.errors, person.errors


async def fill_outcome(person: Any, **changed: str) -> None:
    """Answer the question with a new outcome on Checkout conversion; the modal has to be open."""
    values = {
        "name": "Fewer people give up while paying",
        "metric": "Checkout conversion",
        "baseline": "3.8",
        "target": "4.5",
        "due": "2026-09-30",
        "size": "0.2, 0.5, 0.8",
        "worth": "",
    } | changed
    await person.choose("Outcome", "A new one…")
    await person.fill("What gets better, and for whom?", values["name"])
    await person.choose("What kind of outcome is it?", "A customer's problem solved")
    await person.choose("What does it move?", "Revenue")
    await person.choose("Which number moves?", values["metric"])
    await person.fill("Where is it today?", values["baseline"])
    await person.fill("Where should it be?", values["target"])
    await person.choose("By when?", values["due"])
    await person.fill("How much of it will this release move?", values["size"])
    if values["worth"]:
        await person.fill("Worth a year, if it works", values["worth"])


async def schedule(person: Any, key: str = "REL-1", when: str = "5 Mar", **changed: str) -> None:
    """Answer the question and give the release a date."""
    await person.type("#checkout", f"/release schedule {key} {when}")
    await fill_outcome(person, **changed)
    await person.choose("Why now?", "It is ready and worth it")
    await person.submit()
    assert person.modal is None, (person.errors, person.screen())


async def ship(payoff: Any, person: Any, key: str = "REL-1") -> None:
    """Mark it shipped, now."""
    await person.type("#checkout", f"/release ship {key}")
    await payoff.settle()


async def shipped_release(payoff: Any, person: Any, *, worth: str = "", name: str = "One-page checkout") -> None:
    """A metric, an outcome and a release that ships now."""
    await define_metric(person)
    await plan_release(person, name)
    await schedule(person, worth=worth)
    await ship(payoff, person)


def card_of(person: Any, name: str = "One-page checkout", channel: str = "#checkout") -> Any:
    """The release's one card, as someone sees it; fails when there are two."""
    cards = [
        message for message in person.messages(channel) if not message.ephemeral and message.words.startswith(name)
    ]
    assert len(cards) == 1, [card.words for card in cards]
    return cards[0]
