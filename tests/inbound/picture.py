"""Look at all there is: every row of the database, and what each person sees."""

import re
from typing import Any

from sqlmodel import select

from storage.arrivals import Arrival
from storage.tables import OWNED

# Numbers of rows, which a database may skip; what names one of them; and who tried when to send what: of several
# messages that are due at once any may be the first.
NUMBERS = {
    "id", "key_text", "details", "subject_id", "lease", "leased_until", "attempts", "calls", "called_at", "sent_at",
    "settled_at", "ts", "owed", "next_at",
}  # fmt: skip
PEOPLE = ("ana", "ben", "chloe", "dev", "eva")

# Each Slack of a test listens at another one.
PORT = re.compile(r"(?<=127\.0\.0\.1):\d+")

Picture = dict[str, Any]


async def picture(payoff: Any, workspace_id: int) -> Picture:
    """All there is, so that two pictures are equal when nothing was lost and nothing came twice."""
    seen: Picture = {}
    async with payoff.database.reading(workspace_id) as session:
        for table in OWNED:
            if table is not Arrival:
                seen[table.__name__] = sorted(values(row) for row in (await session.exec(select(table))).all())
    for name in PEOPLE:
        person = payoff.slack.as_(name)
        seen[f"{name}'s messages"] = messages(person)
        seen[f"{name}'s form"] = (person.modal.words if person.modal else "", str(person.errors))
    return seen


def values(row: Any) -> str:
    """What a row says, without the numbers of rows."""
    numbers = NUMBERS | {key.parent.name for key in type(row).__table__.foreign_keys}
    told = str(sorted((name, str(value)) for name, value in row.model_dump().items() if name not in numbers))
    return PORT.sub("", told)


def messages(person: Any) -> list[str]:
    """What a person can read. What only they see, and Payoff says again in the same words, counts once."""
    found: list[str] = []
    for message in sorted(person.everything(), key=lambda message: (message.channel, message.ts)):
        words = PORT.sub("", f"{message.channel} {message.words}")
        if not message.ephemeral or words not in found:
            found.append(words)
    return found


def differences(one: Picture, other: Picture) -> Picture:
    """What only one of two pictures shows, by where."""
    found: Picture = {}
    for place in one:
        if one[place] != other[place]:
            lists = isinstance(one[place], list)
            found[place] = (
                [row for row in one[place] if row not in other[place]] if lists else one[place],
                [row for row in other[place] if row not in one[place]] if lists else other[place],
            )
    return found
