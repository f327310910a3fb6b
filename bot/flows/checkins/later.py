"""Put a check-in off, or skip it with a reason."""

from datetime import datetime

from bot.errors import FieldErrors
from bot.flows.attention.backoff import responded
from bot.flows.attention.renew import seen_to
from bot.flows.caller import Caller
from bot.flows.checkins.answer import AnsweredAlready, must_be_theirs, news, open_checkin
from bot.flows.checkins.question import question_of
from bot.flows.teams import calendar_of
from bot.value.snooze import snoozed_until
from storage import history, posts
from storage.checkins import CheckIn
from storage.database import Database
from storage.teams import Team


async def snooze(
    database: Database, caller: Caller, checkin_id: int, *, choice: str, now: datetime
) -> tuple[Team, datetime]:
    """Ask again later, and not before: the regular reminders wait too.

    Args:
        choice: "hour", "tomorrow" or "next_week".
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        checkin, team = await open_checkin(session, checkin_id)
        if checkin.state == "answered":
            raise AnsweredAlready()
        asked = await question_of(session, checkin, team, now=now)
        must_be_theirs(caller, asked, team)
        before = checkin.snoozed_until
        until = snoozed_until(choice, now, calendar_of(team), team.checkin_time)
        checkin.snoozed_until = until
        session.add(checkin)
        await responded(session, caller.user_id)
        await history.record(
            session,
            "checkin",
            checkin.pk,
            who=caller.user_id,
            what="asked again",
            old=before.isoformat(timespec="minutes") if before is not None else "",
            new=until.isoformat(timespec="minutes"),
            at=now,
        )
        await posts.owe(
            session,
            key_text=f"again:checkin:{checkin.pk}:{until:%Y-%m-%dT%H:%M}",
            kind="checkin_again",
            subject_id=checkin.pk,
            channel_id=team.channel_id,
            thread_id=checkin.asked_in,
            due_at=until,
        )
        if checkin.asked_in is not None:
            await posts.renew(session, checkin.asked_in, now=now)
        await seen_to(session, "checkin", checkin.pk, (asked.release.owner_id, asked.release.deputy_id), now=now)
    return team, until


async def skip(database: Database, caller: Caller, checkin_id: int, *, why: str, now: datetime) -> CheckIn:
    """Do without an answer to this look, and say why: skipped is not late.

    Raises:
        FieldErrors: no reason.
    """
    if not why.strip():
        raise FieldErrors({"why": "Say why: whoever asks for the value later will read it."})
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        checkin, team = await open_checkin(session, checkin_id)
        if checkin.state == "answered":
            raise AnsweredAlready()
        asked = await question_of(session, checkin, team, now=now)
        must_be_theirs(caller, asked, team)
        old, checkin.state, checkin.skipped_why = checkin.state, "skipped", why.strip()
        session.add(checkin)
        await responded(session, caller.user_id)
        await history.record(
            session, "checkin", checkin.pk, who=caller.user_id, what="state", old=old, new="skipped", why=why, at=now
        )
        await news(session, checkin, asked.release, by=caller.user_id, now=now)
    return checkin
