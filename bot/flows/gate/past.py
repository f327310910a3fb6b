"""Remember, while promising, what came of promises like this one."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.releases.find import key_of
from bot.slack.sight import Sight
from bot.value import similar
from bot.value.naming import fold
from storage import metrics, outcomes, promises, releases, teams, verdicts
from storage.metrics import Metric
from storage.promises import Promise
from storage.releases import Release
from storage.verdicts import Verdict

MOST = 20


@dataclass(frozen=True, kw_only=True)
class PastPromise:
    """A promise of a release that has shipped, and what came of it."""

    release: Release
    key: str
    promise: Promise
    metric: Metric | None
    verdict: Verdict | None


@dataclass(frozen=True, kw_only=True)
class Past:
    """Promises like the one that is being made, the most alike first."""

    found: Sequence[PastPromise]
    # How many more there are that whoever promises may not be shown, and whether Slack said so.
    hidden: int = 0
    is_known: bool = True

    def count(self, word: str) -> int:
        """How many of them came to this verdict."""
        return sum(1 for past in self.found if past.verdict is not None and past.verdict.verdict == word)

    @property
    def unjudged(self) -> int:
        """How many nobody has judged."""
        return sum(1 for past in self.found if past.verdict is None)

    @property
    def lesson(self) -> tuple[int, str]:
        """What most of those that missed have learned, in the same words, and how many; "" where no two have."""
        learned: dict[str, list[str]] = {}
        for past in self.found:
            verdict = past.verdict
            if verdict is not None and verdict.verdict == "missed" and verdict.learned:
                learned.setdefault(fold(verdict.learned), []).append(verdict.learned)
        most = max(learned.values(), key=len, default=[])
        return (len(most), most[0]) if len(most) > 1 else (0, "")

    @property
    def closest(self) -> PastPromise:
        """The one most alike."""
        return self.found[0]


async def past_like(
    session: AsyncSession, *, release: Release, metric_id: int | None, words: str, sight: Sight
) -> Past | None:
    """Promises about the same metric, or in words alike; None when there are none.

    Those of teams whose channel is not in sight are counted, and nothing else is told of them.
    """
    made = [promise for promise in await promises.frozen(session) if promise.release_id != release.pk]
    seen = {team.pk for team in await teams.every(session) if team.channel_id in sight.channels}
    candidates = []
    for promise in made:
        shipped = await releases.get(session, promise.release_id)
        meaning = await outcomes.version(session, promise.outcome_id, promise.outcome_version)
        if shipped is None or meaning is None:
            continue
        text = f"{shipped.name} {meaning.name} {meaning.statement}"
        candidates.append(similar.Past(text, (promise, shipped, meaning.metric_id), meaning.metric_id))
    near = [one.thing for one in similar.alike(words, candidates, metric_id=metric_id, limit=len(candidates))]
    shown = [one for one in near if one[1].team_id in seen]
    found = []
    for promise, shipped, moved in shown[:MOST]:
        found.append(
            PastPromise(
                release=shipped,
                key=key_of(shipped),
                promise=promise,
                metric=await metrics.get(session, moved) if moved is not None else None,
                verdict=await verdicts.latest_of_promise(session, promise.pk),
            )
        )
    return Past(found=found, hidden=len(near) - len(shown), is_known=sight.is_known) if near else None
