"""Keep what people say of a metric that moved without a release: what happened, or that it is noise."""

from dataclasses import replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Refusal
from bot.flows.caller import Caller
from bot.flows.signals.look import Signal, signal_of, zone_of
from bot.value.amounts import format_amount
from bot.value.naming import clean
from storage import alerts, history, metrics, posts
from storage.database import Database


class SignalGone(Refusal):
    """There is no such message any more."""


class AlreadyExplained(Refusal):
    """Someone was faster: it has been explained."""


async def moved_of(session: AsyncSession, post_id: int) -> Signal:
    """The move that a message told of.

    Raises:
        SignalGone: there is no such message, or it told of no move.
        AlreadyExplained: somebody has said what it was.
    """
    post = await posts.get(session, post_id)
    if post is None or post.kind != "metric_look" or "since" not in post.details:
        raise SignalGone()
    look = await alerts.get(session, post.subject_id)
    metric = await metrics.get(session, look.metric_id) if look is not None else None
    if metric is None:
        raise SignalGone()
    if post.details.get("who"):
        raise AlreadyExplained()
    return signal_of(post, metric, await zone_of(session, post.channel_id))


async def explain(database: Database, caller: Caller, post_id: int, words: str, *, now: datetime) -> Signal:
    """Keep what happened; without words, that it is noise. It stays in the metric's history and in the message.

    Raises:
        SignalGone, AlreadyExplained: as `moved_of`.
    """
    is_noise = not words.strip()
    words = "" if is_noise else clean(words, 300, what="a reason", lines=True)
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        signal = await moved_of(session, post_id)
        post = await posts.get(session, post_id)
        if post is None:
            raise SignalGone()
        unit = signal.metric.unit
        await history.record(
            session,
            "metric",
            signal.metric.pk,
            who=caller.user_id,
            what="moved",
            old=format_amount(signal.expected, unit),
            new=format_amount(signal.value, unit),
            why="noise" if is_noise else words,
            at=now,
        )
        said = {"who": caller.user_id, "words": words, "is_noise": is_noise}
        await posts.remember(session, post_id, {**post.details, **said})
        await posts.renew(session, post_id, now=now)
    return replace(signal, who=caller.user_id, words=words, is_noise=is_noise)
