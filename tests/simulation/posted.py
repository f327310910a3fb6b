"""Know which post a message in Slack is."""

import sqlite3

from bot.sandbox.state import Message
from bot.slack.posting import EVENT_TYPE
from tests.simulation.books import Books


def number_of(message: Message) -> int | None:
    """The number of the post that a message carries."""
    metadata = message.body.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return None
    number: int = metadata["event_payload"]["post"]
    return number


def post_of(books: Books, message: Message) -> sqlite3.Row | None:
    """The post that a message is; None for one that answers a person."""
    number = number_of(message)
    return books.post(number) if number is not None else None
