"""Count what Slack was told: how often each post was said, and how often it stands in its channel."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.slack.posting import EVENT_TYPE


@dataclass(frozen=True)
class Count:
    """How many posts are in no channel, and how many were said more than once or stand there more than once."""

    lost: int
    doubled: int
    twins: int


def number_of(metadata: Any) -> int | None:
    """The number of the post that a message's metadata names."""
    if not isinstance(metadata, dict) or metadata.get("event_type") != EVENT_TYPE:
        return None
    return int(metadata["event_payload"]["post"])


def standing(slack: Any) -> Counter[int]:
    """How often each post stands in a channel or a thread."""
    counted: Counter[int] = Counter()
    for channel in slack.stage.world.channels.values():
        for message in channel.messages.values():
            number = number_of(message.body.get("metadata"))
            if number is not None:
                counted[number] += 1
    return counted


def deleted(slack: Any) -> int:
    """How many messages were taken back."""
    return sum(call.method == "chat.delete" and call.answer == {**call.answer, "ok": True} for call in slack.calls)


def count(slack: Any, owed: Iterable[int]) -> Count:
    """What became of the posts that were owed; a twin that was deleted since was said all the same."""
    there = standing(slack)
    twins = sum(there[number] - 1 for number in owed if there[number] > 1)
    return Count(lost=sum(there[number] == 0 for number in owed), doubled=twins + deleted(slack), twins=twins)
