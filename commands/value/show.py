"""Show the value of one release or outcome, or of all that shipped in a time."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows import outcomes as flow_outcomes
from bot.flows.caller import Caller
from bot.flows.checkins.picture import native_of, picture_at
from bot.flows.checkins.question import question_of
from bot.flows.honest import Expected, expected, honest_for
from bot.flows.releases.find import key_of
from bot.flows.releases.sheet import worth_of
from bot.flows.teams import calendar_of
from bot.flows.value.ledger import Ledger, ledger_between, ledger_of
from bot.flows.value.waiting import unread_of
from bot.slack import render
from bot.slack.pictures import Picture
from bot.slack.render import Message
from bot.value.periods import Period, UnknownPeriod, parse_period
from commands.value.meant import work_meant
from commands.value.router import value
from commands.value.then import Then, currency_of, outcome_then, release_then, take_then, team_of
from storage import checkins, decisions, ledger, teams
from storage.checkins import CheckIn
from storage.database import Database
from storage.outcomes import Outcome
from storage.releases import Release
from storage.teams import Team

ONE_DAY = timedelta(days=1)


@value.sub(
    "show",
    usage="[X | WINDOW] [asof DATE]",
    says="See the value of a release, an outcome, or a time",
    example="last quarter",
    read=True,
    aliases=("summary",),
)
async def show(text: str, caller: Caller, database: Database, now: datetime) -> Message:
    """What X was worth; without X, what shipped this quarter was; as known now, or by the end of a day."""
    async with database.reading(caller.workspace_id) as session:
        text, then = await take_then(session, caller, text, now)
        period = await period_or_none(text or "this quarter", then.today)
        if period is not None:
            await then.go(session)
            return await of_period(session, period, then, text or "this quarter")
        thing = await work_meant(session, text)
        await then.go(session)
        if isinstance(thing, Release):
            return await of_release(session, await release_then(session, thing, then), then)
        return await of_outcome(session, await outcome_then(session, thing, then), then)


async def zone_and_today(session: AsyncSession, caller: Caller, now: datetime) -> tuple[str, date]:
    """The zone in which a period begins and ends: the channel's team's, or else the workspace's first team's."""
    return where_and_when(await team_of(session, caller), now)


def where_and_when(team: Team | None, now: datetime) -> tuple[str, date]:
    """A team's zone, and the date there."""
    if team is None:
        return "UTC", now.date()
    return team.zone, calendar_of(team).local(now).date()


async def period_or_none(text: str, today: date) -> Period | None:
    """The time that was named, if it is one."""
    try:
        return parse_period(text, today=today)
    except UnknownPeriod:
        return None


async def of_period(session: AsyncSession, period: Period, then: Then, text: str) -> Message:
    """What shipped in a time, promised against delivered; outcomes first."""
    start, end = period.moments(then.zone)
    found = await ledger_between(session, start, end, now=then.now)
    unread = await unread_of(session, now=then.now) if any(entry.word == "waiting" for entry in found.entries) else ()
    before = period.previous()
    return render.message(
        "value/period",
        ledger=found,
        period=period,
        last=period.end - ONE_DAY,
        before=before,
        before_asked=f"{before.start} to {before.end - ONE_DAY}{then.again}",
        currency=then.currency,
        asked=f"{text}{then.again}",
        unread=unread,
        then=then,
    )


async def of_release(session: AsyncSession, release: Release, then: Then) -> Message:
    """What one release promised, and what came of it."""
    found = await ledger_of(session, await ledger.of_release(session, release.pk), now=then.now)
    team = await teams.get(session, release.team_id)
    looks = await checkins.of_release(session, release.pk)
    asked = {}
    if team is not None and release.shipped_at is not None:
        for look in looks:
            asked[look.promise_id] = await question_of(session, look, team, now=then.now)
    drawn = {number: native for number, look in asked.items() if (native := native_of(look, zone=then.zone))}
    return render.message(
        "value/release",
        ledger=found,
        release=release,
        key=key_of(release),
        team=team,
        currency=currency_of(team),
        asked=asked,
        natives=drawn,
        pictures=await pictures_of(session, found, looks),
        looks=looks,
        expected=await expected_of(session, release, found, then),
        decisions={each.promise_id: each for each in reversed(await decisions.of_release(session, release.pk))},
        now=then.now,
        then=then,
    )


async def pictures_of(session: AsyncSession, found: Ledger, looks: Sequence[CheckIn]) -> dict[int, Picture]:
    """The picture that was looked at when each promise got its verdict."""
    asked = {look.pk: look for look in looks}
    judged = [entry.verdict for entry in found.promised if entry.verdict is not None]
    made = {each.promise_id: await picture_at(session, asked[each.checkin_id]) for each in judged}
    return {number: picture for number, picture in made.items() if picture is not None}


async def expected_of(session: AsyncSession, release: Release, found: Ledger, then: Then) -> dict[int, Expected]:
    """What past claims say of those of a release that nobody has judged yet."""
    unseen = [entry.promise for entry in found.promised if entry.promise is not None and entry.verdict is None]
    past = await honest_for(session, release.team_id, now=then.now, besides=release.pk) if unseen else None
    made = {promise.pk: expected(past, promise, worth_of(promise)) for promise in unseen}
    return {number: each for number, each in made.items() if each is not None}


async def of_outcome(session: AsyncSession, outcome: Outcome, then: Then) -> Message:
    """What an outcome stands at, and which releases were to move it."""
    metric = await flow_outcomes.metric_of(session, outcome)
    found: Ledger = await ledger_of(session, await ledger.of_outcomes(session, [outcome.pk]), now=then.now)
    standing = await flow_outcomes.standing_of(session, outcome, metric, now=then.now)
    return render.message(
        "value/outcome",
        outcome=outcome,
        key=flow_outcomes.key_of(outcome),
        metric=metric,
        ledger=found,
        standing=standing,
        outlook=await flow_outcomes.outlook_of(session, outcome, metric, zone=then.zone, now=then.now),
        then=then,
    )
