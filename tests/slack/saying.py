"""Render a template that a test writes out, and check what comes of it like any other."""

from typing import Any

from bot.slack import language
from bot.slack.blockkit import views, words
from bot.slack.render import Message
from tests.templates import outside

LANGUAGE = language.speak()


def message(source: str, **context: Any) -> Message:
    """The message of a template's source."""
    blocks = views.message_blocks(lambda: LANGUAGE.from_string(source).render(**context))
    for block in blocks:
        outside.check_block(block)
    return Message(words.words_of(blocks), blocks)


def view(source: str, **context: Any) -> dict[str, Any]:
    """The view of a template's source."""
    made = views.view(lambda: LANGUAGE.from_string(source).render(**context))
    outside.check_view(made)
    for block in made["blocks"]:
        outside.check_block(block)
    return made


def section(prose: str, **context: Any) -> str:
    """The mrkdwn of a section with this prose."""
    (block,) = message(f"{{% section %}}{prose}{{% endsection %}}", **context).blocks
    return str(block["text"]["text"])
