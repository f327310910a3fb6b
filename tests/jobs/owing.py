"""Owe posts of a test's own, and look at what became of them."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.kinds import About, Desk, Kind
from bot.jobs.kinds import KINDS
from bot.slack import render
from bot.slack.render import Message
from storage import posts
from storage.posts import Post

CHECKOUT, GROWTH = "C0CHECKOUT", "C0GROWTH"


class Kinds:
    """Kinds of posts of this test's own, beside those there are; "plain" says its number and is Ana's to mend."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.add("plain")

    def add(
        self,
        name: str,
        *,
        fault: Exception | None = None,
        first: Callable[[Desk, Post], Awaitable[None]] | None = None,
        **follows: Any,
    ) -> None:
        """A kind whose composing fails, or does something else first."""

        async def compose(desk: Desk, post: Post) -> Message:
            if first is not None:
                await first(desk, post)
            if fault is not None:
                raise fault
            return render.message("errors/refusal", message=f"Post {post.subject_id}.", hint="")

        async def about(session: AsyncSession, post: Post) -> About:
            return About(people=("U0ANA",), name=f"Post {post.subject_id}")

        self.monkeypatch.setitem(KINDS, name, Kind(name=name, compose=compose, about=about, **follows))


async def owe(
    payoff: Any,
    number: int = 1,
    *,
    kind: str = "plain",
    channel: str = CHECKOUT,
    due_at: datetime | None = None,
    **more: Any,
) -> int:
    """Owe one, now or at a moment; returns its row number."""
    async with payoff.database.writing(payoff.workspace_id) as session:
        post = await posts.owe(
            session,
            key_text=f"{kind}:{number}",
            kind=kind,
            subject_id=number,
            channel_id=channel,
            due_at=due_at or payoff.clock.now,
            **more,
        )
    return post.pk


async def row(payoff: Any, post_id: int) -> Post:
    """What became of it."""
    async with payoff.database.reading(payoff.workspace_id) as session:
        post = await posts.get(session, post_id)
    assert post is not None
    return post


def said(person: Any, channel: str = "#checkout") -> list[str]:
    """What stands in a channel."""
    return [message.words.strip() for message in person.messages(channel)]


def tries(payoff: Any, channel: str = CHECKOUT) -> int:
    """How often Slack was asked to say something new in a channel."""
    return sum(
        call.method == "chat.postMessage" and call.arguments["channel"] == channel for call in payoff.slack.calls
    )
