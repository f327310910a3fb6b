"""Tell how good forecasts were: a person's own, for that person's eyes, and a team's."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.forecasts.sized import Ranges, Sized, held_by, ranges_of, sized
from bot.flows.releases.find import key_of
from bot.value.calibration import Calibration, Scored, brier, calibrate, consensus, scored
from bot.value.ranges import Held
from storage import checkins, forecasts, ledger, verdicts
from storage.forecasts import Forecast
from storage.metrics import Metric
from storage.releases import Release
from storage.verdicts import Verdict


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One forecast that is open, with what came of its promise."""

    release: Release
    key: str
    chance: int
    word: str
    # None where the verdict is no answer.
    brier: float | None
    # By how much they said it moves, where they did, and what it is measured by.
    sized: Sized | None = None
    metric: Metric | None = None


@dataclass(frozen=True, kw_only=True)
class Ended:
    """One forecast that nobody will score: its outcome was closed before the last look."""

    release: Release
    key: str
    chance: int


@dataclass(frozen=True, kw_only=True)
class Record:
    """A person's forecasts that are open, the newest first, how many are still sealed, and those nobody will score."""

    calibration: Calibration
    kept: Sequence[Kept]
    sealed: int
    ended: Sequence[Ended] = ()

    @property
    def unscored(self) -> int:
        """How many are open and have no answer."""
        return sum(1 for each in self.kept if each.brier is None)

    @property
    def ranges(self) -> Held:
        """How often what came lay within their ranges."""
        return held_by([each.sized for each in self.kept if each.sized is not None])


async def record_of(session: AsyncSession, user_id: str) -> Record:
    """How good someone's forecasts were."""
    own = await forecasts.of_person(session, user_id)
    found = [forecast for forecast in own if forecast.opened_at is not None]
    ids = [forecast.promise_id for forecast in found]
    judged = await verdicts.of_promises(session, ids)
    named = {row.promise.pk: row for row in await ledger.of_promises(session, ids) if row.promise is not None}
    kept = []
    for forecast in reversed(found):
        verdict, row = judged.get(forecast.promise_id), named.get(forecast.promise_id)
        if verdict is not None and row is not None:
            answer = scored(forecast.chance, verdict.verdict)
            kept.append(
                Kept(
                    release=row.release,
                    key=key_of(row.release),
                    chance=forecast.chance,
                    word=verdict.verdict,
                    brier=brier([answer]) if answer is not None else None,
                    sized=sized([forecast], verdict),
                    metric=row.metric,
                )
            )
    about = await forecasts.about_what(session, user_id)
    last = await checkins.last_of(session, [forecast.promise_id for forecast in own])
    cut_short = {promise_id for promise_id, look in last.items() if look.is_cut_short}
    ended = [
        Ended(release=release, key=key_of(release), chance=forecast.chance)
        for forecast, release, outcome in reversed(about)
        if forecast.opened_at is None and (outcome.state == "closed" or forecast.promise_id in cut_short)
    ]
    return Record(
        calibration=calibrate(answers(found, judged)),
        kept=kept,
        sealed=len(own) - len(found) - len(ended),
        ended=ended,
    )


def answers(found: Sequence[Forecast], judged: dict[int, Verdict]) -> list[Scored]:
    """Forecasts with what came of their promises; those without an answer left out."""
    pairs = [(forecast.chance, judged.get(forecast.promise_id)) for forecast in found]
    scores = [scored(chance, verdict.verdict) for chance, verdict in pairs if verdict is not None]
    return [score for score in scores if score is not None]


async def team_record(session: AsyncSession, team_id: int) -> tuple[Calibration, Ranges]:
    """How good a team's forecasts were: all that was said of one promise counts together, once.

    Of chances that is the mean, of ranges the median of each end.
    """
    said: dict[int, list[Forecast]] = {}
    for forecast in await forecasts.opened_of_team(session, team_id):
        # As of an earlier day it may have been sealed yet.
        if forecast.opened_at is not None:
            said.setdefault(forecast.promise_id, []).append(forecast)
    judged = await verdicts.of_promises(session, list(said))
    several = [(judged[promise_id], about) for promise_id, about in said.items() if promise_id in judged]
    scores = [scored(consensus([one.chance for one in about]), verdict.verdict) for verdict, about in several]
    sizes = {verdict.promise_id: size for verdict, about in several if (size := sized(about, verdict)) is not None}
    rows = await ledger.of_promises(session, list(sizes))
    return calibrate([score for score in scores if score is not None]), ranges_of(
        [
            (f"{row.release.name} {key_of(row.release)}", sizes[row.promise.pk], row.metric.unit if row.metric else "")
            for row in rows
            if row.promise is not None
        ]
    )
