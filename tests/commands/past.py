"""Give a team a past: releases that shipped, with what they promised and what came of it."""

from datetime import timedelta

from sqlmodel import select

from storage import history
from storage.checkins import CheckIn
from storage.forecasts import Forecast
from storage.outcomes import Outcome, OutcomeVersion
from storage.promises import Promise
from storage.releases import Release
from storage.verdicts import Verdict


async def rows(session, table):
    """All rows of a table."""
    return (await session.exec(select(table))).all()


async def past_promise(
    session,
    team_id,
    number,
    *,
    likely=0.5,
    effect=0.5,
    word="hit",
    proposed="",
    verified=True,
    late=0,
    metric_id=None,
    learned="",
    at,
):
    """One release that shipped `late` days after its window, promised a change, and was judged; returns the promise."""
    day = (at - timedelta(days=100)).date()
    release = Release(
        number=number, team_id=team_id, name=f"Past {number}", folded=f"past {number}", state="closed",
        window_from=day, window_to=day, created_at=at - timedelta(days=130), owner_id="U0ANA",
        shipped_at=at - timedelta(days=100 - late),
    )  # fmt: skip
    meaning = {"name": f"Better {number}", "kind": "hypothesis", "category": "revenue", "metric_id": metric_id}
    outcome = Outcome(number=number, folded=f"better {number}", created_at=at, **meaning)
    session.add_all([release, outcome])
    await session.flush()
    await history.record(
        session, "release", release.pk, who="U0ANA", what="window", old="", new=day.isoformat(), at=release.created_at
    )
    session.add(OutcomeVersion(outcome_id=outcome.pk, version=1, at=at, **meaning))
    promise = Promise(
        release_id=release.pk, outcome_id=outcome.pk, outcome_version=1, low=likely / 2, likely=likely,
        high=likely * 2, state="frozen", promised_at=release.created_at, promised_by="U0ANA",
        frozen_at=release.shipped_at,
    )  # fmt: skip
    session.add(promise)
    await session.flush()
    look = CheckIn(promise_id=promise.pk, release_id=release.pk, team_id=team_id, day=90, due_at=at, state="answered")
    session.add(look)
    await session.flush()
    about = {"checkin_id": look.pk, "promise_id": promise.pk, "release_id": release.pk, "outcome_version": 1}
    session.add(
        Verdict(**about, verdict=word, proposed=proposed, verified=verified, effect=effect, learned=learned, at=at)
    )
    return promise


async def answered_early(session, promise, word, proposed, *, at, day=30, edition=1):
    """An answer to an earlier look at a promise, beside what was proposed with it."""
    found = (await session.exec(select(CheckIn).where(CheckIn.promise_id == promise.pk, CheckIn.day == day))).first()
    look = found or CheckIn(
        promise_id=promise.pk, release_id=promise.release_id, team_id=1, day=day, due_at=at, state="answered"
    )  # fmt: skip
    session.add(look)
    await session.flush()
    about = {"checkin_id": look.pk, "promise_id": promise.pk, "release_id": promise.release_id, "outcome_version": 1}
    session.add(Verdict(**about, edition=edition, verdict=word, proposed=proposed, at=at))


def forecast_of(promise, user_id, *, chance=80, size=(None, None, None)):
    """What someone forecast of a promise, opened with its verdict."""
    low, likely, high = size
    at = promise.promised_at
    return Forecast(
        promise_id=promise.pk, user_id=user_id, chance=chance, low=low, likely=likely, high=high, made_at=at,
        changed_at=at, opened_at=at + timedelta(days=100),
    )  # fmt: skip
