"""Notice which outcomes came to be likelier, or less likely, to reach their targets since it was last told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.outcomes.define import key_of, metric_of
from bot.flows.outcomes.outlook import outlook_of
from bot.value.outlook import Outlook
from storage import history, outcomes
from storage.metrics import Metric
from storage.outcomes import Outcome
from storage.teams import Team

# What history keeps it under.
OUTLOOK = "outlook"


@dataclass(frozen=True, kw_only=True)
class Turned:
    """Where an outcome is heading, and what was told of it last: "likely", "open", "unlikely", or "" for nothing."""

    outcome: Outcome
    metric: Metric
    outlook: Outlook
    before: str

    @property
    def key(self) -> str:
        """OUT-3."""
        return key_of(self.outcome)

    @property
    def word(self) -> str:
        """What may be said of it now, in a word."""
        return self.outlook.word_after(self.before)

    @property
    def is_news(self) -> bool:
        """Whether it is another word than the last one; a first one is for whoever asks."""
        return self.before not in ("", self.word)


async def turned_of(session: AsyncSession, team: Team, *, now: datetime) -> list[Turned]:
    """Where each open outcome of a team is heading, by its due date; those of which nothing can be told left out."""
    found = []
    for outcome in await outcomes.open_of(session, team.pk):
        metric = await metric_of(session, outcome)
        outlook = await outlook_of(session, outcome, metric, zone=team.zone, now=now)
        if metric is None or outlook is None:
            continue
        told = await history.changes_of(session, "outcome", outcome.pk, what=OUTLOOK, limit=1)
        before = told[0].new if told else ""
        found.append(Turned(outcome=outcome, metric=metric, outlook=outlook, before=before))
    return found


async def note_turned(session: AsyncSession, told: Mapping[str, Sequence[str]], *, now: datetime) -> None:
    """Keep by each outcome's row number the word that was told last and the one that is now: only another is news."""
    for number, (before, word) in told.items():
        if before != word:
            await history.record(
                session, "outcome", int(number), who="", what=OUTLOOK, old=before, new=word, at=now
            )  # fmt: skip
