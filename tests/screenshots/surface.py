"""Say what a surface is, and find what was said last."""

from dataclasses import dataclass

from bot.commandline.demo import Stage
from bot.sandbox.person import Person
from bot.sandbox.seen import SeenMessage
from storage.posts import PACE


@dataclass(frozen=True)
class Surface:
    """What is on the screen now: the picture's name, whose screen, where, and which message (or else the modal)."""

    name: str
    who: str
    place: str = "checkout"
    # Which message, by its timestamp; "modal", "thread", "home" and "page" are what they say.
    ts: str = ""
    what: str = "message"


async def typed(person: Person, channel: str, text: str) -> str:
    """Type something, and find the answer by its timestamp."""
    (answer, *_) = await person.type(channel, text)
    return answer.ts


def newest(person: Person, start: str) -> SeenMessage:
    """The newest message of #checkout that begins so."""
    shown = [message for message in person.messages("#checkout") if not message.ephemeral]
    return next(message for message in reversed(shown) if message.words.startswith(start))


async def settled(stage: Stage) -> None:
    """Once what is due now has been posted, a second after the other where it is for the same channel."""
    await stage.slack.stage.quiet()
    postman, begun = stage.payoff.postman, stage.clock.now
    await postman.deliver_due()
    while (due := await postman.next_due(of_due_by=begun)) is not None and due <= stage.clock.now + PACE:
        stage.clock.move_to(due)
        if not await postman.deliver_due():
            break
