"""Ship a release: freeze what it promised, and plan when to look at it again."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Refusal
from bot.flows.caller import Caller
from bot.flows.checkins.ask import owe_ask_of
from bot.flows.checkins.remind import redate_reminder
from bot.flows.gate.check import must_pass
from bot.flows.releases.changes import change, tell
from bot.flows.releases.find import release_and_team
from bot.flows.releases.permission import must_be_allowed
from bot.flows.rules.plan import date_rules
from bot.flows.teams import calendar_of
from storage import checkins, history, outcomes, posts, promises, releases
from storage.checkins import CheckIn
from storage.database import Database
from storage.releases import Release
from storage.teams import Team


class NotYet(Refusal):
    """That moment is still to come: a release is marked shipped once it has."""


class CannotShip(Refusal):
    """This release cannot ship."""


async def ship(database: Database, caller: Caller, release_id: int, *, at: datetime, now: datetime) -> Release:
    """Mark a release shipped at a moment; marking it again moves the moment, and the check-ins that are to come.

    Raises:
        NotYet: the moment lies in the future.
        CannotShip: it is cancelled, or closed.
        GateClosed: the question is not answered.
        NotAllowed: the caller may not ship it.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        release, team = await release_and_team(session, release_id)
        must_be_allowed("ship", caller, release, team)
        if at > now:
            raise NotYet()
        if release.state in ("cancelled", "closed"):
            raise CannotShip(f"{release.name} is {release.state}: it cannot ship.")
        if release.shipped_at is None:
            await must_pass(session, release, team, action="ship")
            await freeze(session, release, caller, now)
            await change(session, release, who=caller.user_id, now=now, state="shipped", shipped_at=at)
            await plan_checkins(session, release, team, shipped_at=at, now=now)
            await date_rules(session, release, team, now=now)
        elif release.shipped_at != at:
            zone = calendar_of(team)
            moved = await history.record(
                session,
                "release",
                release.pk,
                who=caller.user_id,
                what="shipped",
                old=zone.local(release.shipped_at).isoformat(),
                new=zone.local(at).isoformat(),
                at=now,
            )
            release.shipped_at = at
            release.revision += 1
            session.add(release)
            await tell(session, release, [moved], who=caller.user_id, now=now)
            await take_back(session, release, team, shipped_at=at, now=now)
            await redate_checkins(session, release, team, shipped_at=at, now=now)
            await date_rules(session, release, team, now=now)
    return release


async def freeze(session: AsyncSession, release: Release, caller: Caller, now: datetime) -> None:
    """What was promised is what is looked at later, whatever the outcome comes to mean."""
    for promise in await promises.of_release(session, release.pk):
        outcome = await outcomes.get(session, promise.outcome_id)
        if outcome is None:
            raise LookupError("A promise is about an outcome that is gone.")
        promise.outcome_version, promise.state, promise.frozen_at = outcome.version, "frozen", now
        session.add(promise)
        await history.record(
            session, "promise", promise.pk, who=caller.user_id, what="state", old="open", new="frozen", at=now
        )


async def plan_checkins(
    session: AsyncSession, release: Release, team: Team, *, shipped_at: datetime, now: datetime
) -> None:
    """One look at each promise on each of the team's days after shipping."""
    calendar = calendar_of(team)
    for promise in await promises.of_release(session, release.pk):
        for day in team.checkin_days:
            due_at = calendar.due_after(shipped_at, day, team.checkin_time)
            session.add(CheckIn(promise_id=promise.pk, release_id=release.pk, team_id=team.pk, day=day, due_at=due_at))
            await owe_ask_of(session, team, release, due_at=due_at, now=now)


async def redate_checkins(
    session: AsyncSession, release: Release, team: Team, *, shipped_at: datetime, now: datetime
) -> None:
    """Move the looks that nobody was asked for yet; an ask that finds nothing due says nothing."""
    calendar = calendar_of(team)
    for checkin in await checkins.of_release(session, release.pk):
        if checkin.state == "planned":
            old, checkin.due_at = checkin.due_at, calendar.due_after(shipped_at, checkin.day, team.checkin_time)
            session.add(checkin)
            if old != checkin.due_at:
                told = {"old": old.isoformat(), "new": checkin.due_at.isoformat()}
                await history.record(session, "checkin", checkin.pk, who="", what="due at", **told, at=now)
            await owe_ask_of(session, team, release, due_at=checkin.due_at, now=now)


async def take_back(
    session: AsyncSession, release: Release, team: Team, *, shipped_at: datetime, now: datetime
) -> None:
    """Take back what was asked too early: it shipped later than was thought, and is asked again in its time."""
    calendar = calendar_of(team)
    for checkin in await checkins.of_release(session, release.pk):
        if checkin.state == "asked" and calendar.due_after(shipped_at, checkin.day, team.checkin_time) > now:
            checkin.state, checkin.asked_at = "planned", None
            checkin.reminders, checkin.reminded_at, checkin.asked_out_at, checkin.snoozed_until = 0, None, None, None
            session.add(checkin)
            await history.record(
                session,
                "checkin",
                checkin.pk,
                who="",
                what="state",
                old="asked",
                new="planned",
                why="it shipped later",
                at=now,
            )
            if checkin.asked_in is not None:
                await posts.renew(session, checkin.asked_in, now=now)


async def redate_team(session: AsyncSession, team: Team, *, now: datetime) -> None:
    """Move a team's looks, and its reminders, to the days and the hour at which it works now."""
    waiting = await checkins.open_ones(session, team.pk)
    for release_id in dict.fromkeys(look.release_id for look in waiting):
        release = await releases.get(session, release_id)
        if release is not None and release.shipped_at is not None:
            await redate_checkins(session, release, team, shipped_at=release.shipped_at, now=now)
            await date_rules(session, release, team, now=now)
    asked = {look.asked_in: look.reminded_at or look.asked_at for look in waiting if look.state == "asked"}
    for ask_id, since in asked.items():
        if ask_id is not None and since is not None:
            await redate_reminder(session, ask_id, team, since=since, now=now)
