"""Measure Payoff itself: how many messages it sends of its own accord for each answer that they bring."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.kinds import ANSWERS
from storage import noise

WINDOW = timedelta(days=90)
# Of these somebody asked for the first only, or for none: they come of Payoff's own accord.
COME_BY_THEMSELVES = {"handed_over", "status_news", "undelivered", "value_digest"}
ASKED_FOR = ANSWERS - COME_BY_THEMSELVES


@dataclass(frozen=True, kw_only=True)
class Noise:
    """How many messages of a kind were sent, and how many answers they brought."""

    kind: str
    messages: int
    answers: int

    @property
    def per_answer(self) -> float | None:
        """Messages for one answer; None without an answer."""
        return self.messages / self.answers if self.answers else None


@dataclass(frozen=True, kw_only=True)
class Score:
    """The same for a workspace, and for each kind that was sent, the most first."""

    whole: Noise
    kinds: Sequence[Noise]


async def score_of(session: AsyncSession, *, now: datetime) -> Score:
    """What was sent of Payoff's own accord in the last 90 days, and what came of it.

    An answer counts for what asked last before it: the ask, or a reminder of it.
    """
    since = now - WINDOW
    sent = await noise.messages_by_kind(session, since)
    own = {name: count for name, count in sent.items() if name not in ASKED_FOR}
    answers: dict[str, int] = {}
    for checkin, verdict in await noise.answers_since(session, since):
        if checkin.asked_at is None or checkin.asked_at > verdict.at:
            # Nobody had asked.
            continue
        reminded = checkin.reminded_at is not None and checkin.reminded_at <= verdict.at
        kind = "checkin_remind" if reminded else "checkin_ask"
        answers[kind] = answers.get(kind, 0) + 1
    each = [Noise(kind=name, messages=count, answers=answers.get(name, 0)) for name, count in own.items()]
    whole = Noise(kind="", messages=sum(own.values()), answers=sum(answers.values()))
    return Score(whole=whole, kinds=sorted(each, key=lambda one: (-one.messages, one.kind)))
