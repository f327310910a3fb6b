"""Open what was forecast of a promise with its final verdict, and say how far off the team was."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.forecasts.sized import Sized, sized
from bot.value.calibration import brier, consensus, scored
from storage import checkins, forecasts, verdicts
from storage.verdicts import Verdict


@dataclass(frozen=True, kw_only=True)
class Opened:
    """What several people said of one promise, together: of their chances, in percent, the mean."""

    chance: int
    count: int
    # Its verdict, and the score of that mean; None where the verdict is no answer.
    word: str
    brier: float | None
    # By how much they said it moves, where anybody did.
    sized: Sized | None = None


async def open_with_verdict(session: AsyncSession, promise_id: int, *, now: datetime) -> None:
    """Open what was forecast of a promise, once nobody will look at it again and somebody has judged it.

    Where the last look is not taken, an earlier answer is no final verdict, however late it is changed.
    """
    looks = await checkins.of_promise(session, promise_id)
    if any(look.state in checkins.OPEN for look in looks) or (looks and looks[-1].is_cut_short):
        return
    if await verdicts.latest_of_promise(session, promise_id) is not None:
        await forecasts.unseal(session, promise_id, now)


async def opened_of(session: AsyncSession, promise_id: int, verdict: Verdict | None, *, now: datetime) -> Opened | None:
    """What was said of a promise with this latest verdict; None while it is sealed, and where nobody said anything.

    Scored against the verdict that counts now: an answer that is changed changes the score with it.
    """
    latest = await verdicts.latest_of_promise(session, promise_id) if verdict is not None else None
    if verdict is None or latest is None or latest.checkin_id != verdict.checkin_id:
        return None
    opened = await forecasts.opened_of(session, promise_id)
    found = [forecast for forecast in opened if forecast.opened_at is not None and forecast.opened_at <= now]
    if not found:
        return None
    chance = consensus([forecast.chance for forecast in found])
    answer = scored(chance, verdict.verdict)
    return Opened(
        chance=chance,
        count=len(found),
        word=verdict.verdict,
        brier=brier([answer]) if answer is not None else None,
        sized=sized(found, verdict),
    )
