"""Tell how good forecasts were: a person's own, for that person's eyes, and a team's."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.releases.find import key_of
from bot.value.calibration import Calibration, Scored, brier, calibrate, consensus, scored
from storage import checkins, forecasts, ledger, verdicts
from storage.forecasts import Forecast
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


async def record_of(session: AsyncSession, user_id: str) -> Record:
    """How good someone's forecasts were."""
    own = await forecasts.of_person(session, user_id)
    found = [forecast for forecast in own if forecast.opened_at is not None]
    ids = [forecast.promise_id for forecast in found]
    judged = await verdicts.of_promises(session, ids)
    named = {row.promise.pk: row.release for row in await ledger.of_promises(session, ids) if row.promise is not None}
    kept = []
    for forecast in reversed(found):
        verdict, release = judged.get(forecast.promise_id), named.get(forecast.promise_id)
        if verdict is not None and release is not None:
            answer = scored(forecast.chance, verdict.verdict)
            kept.append(
                Kept(
                    release=release,
                    key=key_of(release),
                    chance=forecast.chance,
                    word=verdict.verdict,
                    brier=brier([answer]) if answer is not None else None,
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


async def team_calibration(session: AsyncSession, team_id: int) -> Calibration:
    """How good a team's forecasts were: of each promise the mean of all that was said of it counts, once."""
    found = await forecasts.opened_of_team(session, team_id)
    judged = await verdicts.of_promises(session, list({forecast.promise_id for forecast in found}))
    chances: dict[int, list[int]] = {}
    for forecast in found:
        chances.setdefault(forecast.promise_id, []).append(forecast.chance)
    said = [(consensus(several), judged.get(promise_id)) for promise_id, several in chances.items()]
    scores = [scored(chance, verdict.verdict) for chance, verdict in said if verdict is not None]
    return calibrate([score for score in scores if score is not None])
