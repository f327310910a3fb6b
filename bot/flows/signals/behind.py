"""Tell in a release's thread that what it promised does not come: once, and once more if it turns to harm."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.checkins.around import days_since, points_around, rivals_of
from bot.flows.kinds import About, Desk, Kind
from bot.flows.metrics.controls import controls_of
from bot.flows.releases.find import key_of
from bot.flows.teams import calendar_of
from bot.slack import render
from bot.slack.render import Message
from bot.value.pace import WORDS, Pace, Word, curve_of, pace
from bot.value.promise import Promised
from storage import ledger, metrics, outcomes, posts, promises, releases
from storage.metrics import Metric
from storage.outcomes import OutcomeVersion
from storage.posts import Post
from storage.promises import Promise
from storage.releases import Release
from storage.teams import Team

# What is worth a word, the worst first; and at most one word of a promise in this time.
TOLD: tuple[Word, ...] = ("harm", "under")
PAUSE = timedelta(days=7)
END_OF_DAY = "23:59"


@dataclass(frozen=True, kw_only=True)
class Behind:
    """A promise that does not come along, in words and numbers."""

    promise: Promise
    release: Release
    team: Team
    meaning: OutcomeVersion
    pace: Pace


async def behind_on(session: AsyncSession, metric: Metric, *, now: datetime) -> list[Behind]:
    """The promises on a metric of which an alarm is due, that has not been told of."""
    found = []
    for promise, release, team in await ledger.hanging_on(session, metric.pk):
        if release.shipped_at is None or promise.state != "frozen":
            continue
        meaning = await outcomes.version(session, promise.outcome_id, promise.outcome_version)
        if meaning is None:
            continue
        made = await pace_of(session, promise, release, team, meaning, metric, now=now)
        if made is not None and made.alarm in TOLD and await is_news(session, promise, made.alarm, now=now):
            found.append(Behind(promise=promise, release=release, team=team, meaning=meaning, pace=made))
    return found


async def pace_of(
    session: AsyncSession,
    promise: Promise,
    release: Release,
    team: Team,
    meaning: OutcomeVersion,
    metric: Metric,
    *,
    now: datetime,
) -> Pace | None:
    """How a promise comes along, as its outcome says, until its day, or until the last look where that has none."""
    if release.shipped_at is None:
        return None
    until = release.shipped_at + timedelta(days=max(team.checkin_days))
    if meaning.due is not None:
        until = calendar_of(team).moment(meaning.due, END_OF_DAY)
    rivals = await rivals_of(session, release, metric, now)
    points = await points_around(session, metric, release.shipped_at, now)
    return pace(
        points,
        shipped_at=release.shipped_at,
        now=now,
        promised=Promised(
            low=promise.low,
            likely=promise.likely,
            high=promise.high,
            sure=promise.sure,
            direction=metric.direction,
        ),
        until=until,
        curve=curve_of(meaning.curve),
        zone=team.zone,
        neighbours=[other.shipped_at for other in rivals if other.shipped_at is not None],
        watermark=metric.watermark,
        controls=await controls_of(session, metric, points, shipped_at=release.shipped_at, now=now),
    )


async def is_news(session: AsyncSession, promise: Promise, word: Word, *, now: datetime) -> bool:
    """Whether this was not said, nor worse, nor anything within a week."""
    for other in TOLD:
        said = await posts.by_key(session, key_for(promise, other))
        if said is None:
            continue
        if WORDS.index(other) <= WORDS.index(word) or now - said.due_at < PAUSE:
            return False
    return True


def key_for(promise: Promise, word: Word) -> str:
    """What the word is owed under: each is said once."""
    return f"behind:{promise.pk}:{word}"


async def owe_behind(session: AsyncSession, behind: Behind, *, now: datetime) -> None:
    """Owe the release's thread the word, with the numbers as they are now."""
    card = await posts.by_key(session, f"card:release:{behind.release.pk}")
    effect = behind.pace.effect
    await posts.owe(
        session,
        key_text=key_for(behind.promise, behind.pace.alarm),
        kind="release_behind",
        subject_id=behind.promise.pk,
        channel_id=behind.team.channel_id,
        # A thread stays where it is when its team moves to another channel.
        thread_id=card.pk if card is not None and card.channel_id == behind.team.channel_id else None,
        due_at=now,
        details={
            "word": behind.pace.alarm,
            "day": days_since(behind.release, behind.team.zone, now),
            "share": behind.pace.share,
            "expected": behind.pace.expected,
            "change": effect.change,
            "low": effect.low,
            "high": effect.high,
            "at": now.isoformat(),
        },
    )


async def compose_behind(desk: Desk, post: Post) -> Message | None:
    """How much of what was expected has come; None when nobody waits for it any more."""
    async with desk.database.reading(post.workspace_id) as session:
        promise = await promises.get(session, post.subject_id)
        release = await releases.get(session, promise.release_id) if promise is not None else None
        if promise is None or release is None or release.state not in ("shipped", "reviewing"):
            return None
        meaning = await outcomes.version(session, promise.outcome_id, promise.outcome_version)
        metric = await metrics.get(session, meaning.metric_id) if meaning is not None and meaning.metric_id else None
    if meaning is None or metric is None:
        return None
    return render.message(
        "signals/behind",
        release=release,
        key=key_of(release),
        metric=metric,
        meaning=meaning,
        seen=post.details,
        at=datetime.fromisoformat(post.details["at"]),
    )


async def about_promise(session: AsyncSession, post: Post) -> About | None:
    """The release, and whoever owns it."""
    promise = await promises.get(session, post.subject_id)
    release = await releases.get(session, promise.release_id) if promise is not None else None
    return About(people=(release.owner_id or release.created_by,), name=release.name) if release is not None else None


RELEASE_BEHIND = Kind(name="release_behind", compose=compose_behind, about=about_promise, keeps=PAUSE)
