"""Owe a team its weekly prompt, at its hour on its day, in the rhythm that it chose."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Refusal
from bot.flows.caller import Caller
from bot.flows.rhythm import made_up_at, moment_of, was_due
from bot.flows.teams import NoTeam, calendar_of
from bot.value.calendar import parse_hour
from bot.value.recurrence import Rule, first_day, parse_rule, runs
from bot.value.recurrence.runs import Run
from storage import history, posts, teams
from storage.database import Database
from storage.posts import Post
from storage.teams import Team

DAY = timedelta(days=1)
WAITS = ("due", "sending")


def rule_of(team: Team) -> Rule | None:
    """The rhythm of a team's prompt; None when it wants none."""
    if not team.review_weeks:
        return None
    return Rule(unit="week", count=team.review_weeks, weekdays=(team.review_weekday,), at=parse_hour(team.review_time))


async def owe_review(session: AsyncSession, team: Team, *, now: datetime) -> None:
    """Owe the next weekly prompt, at the team's hour of its day; on a day off it waits for the next working day.

    Each week has one, whatever becomes of the day and the hour: while it waits it moves with them, and once it was
    said the next is next week's. One whose moment has come is said first.
    """
    # It may have been read elsewhere.
    team = await teams.get(session, team.pk) or team
    waiting = await posts.get(session, team.review_post_id) if team.review_post_id is not None else None
    if waiting is not None and waiting.state in WAITS and moment_of(waiting) <= now and team.review_weeks:
        return
    team.review_post_id = None
    session.add(team)
    run = next(review_runs(team, now), None)
    if run is not None:
        await owe_run(session, team, run.at, day=run.day)


async def owe_run(
    session: AsyncSession, team: Team, moment: datetime, *, day: date, missed: datetime | None = None
) -> None:
    """Owe the prompt for a day at a moment; `missed` is when it should have come, if it is made up for then."""
    details = {"moment": moment.isoformat(), "day": day.isoformat()}
    post = await posts.owe(
        session,
        key_text=f"review:{team.pk}:{moment:%Y-%m-%dT%H:%M}",
        kind="review",
        subject_id=team.pk,
        channel_id=team.channel_id,
        details=details | ({"missed": missed.isoformat()} if missed is not None else {}),
        due_at=moment,
    )
    team.review_post_id = post.pk
    session.add(team)


async def after_review(session: AsyncSession, team: Team, post: Post, *, now: datetime, said: bool) -> None:
    """Said or silent: the next is owed. One that was missed and meets a day off waits for the next working day.

    If the next one is due by then, it stands for both.
    """
    if team.review_post_id != post.pk:
        return
    day = date.fromisoformat(post.details["day"])
    team.review_post_id, team.review_told = None, day
    session.add(team)
    again = None if said else made_up_at(calendar_of(team), moment_of(post), team.review_time, now=now)
    if again is not None and again < next_reviews(team, now=now, count=1)[0]:
        await owe_run(session, team, again, day=day, missed=was_due(post, now=now))
    else:
        await owe_review(session, team, now=now)


def next_reviews(team: Team, *, now: datetime, count: int = 3) -> list[datetime]:
    """When a team will be asked next, if there is something to ask."""
    return [run.at for run in islice(review_runs(team, now), count)]


def review_runs(team: Team, now: datetime) -> Iterator[Run]:
    """The prompts to come: none where the team wants none, else without end; for no week that had its own."""
    rule = rule_of(team)
    if rule is not None:
        calendar = calendar_of(team)
        told = team.review_told
        since = sunday_of(told) if told is not None else calendar.local(team.created_at).date() - DAY
        anchor = team.review_anchor or first_day(rule, calendar, after=now)
        yield from runs(rule, calendar, after=now, anchor=anchor, since=since)


def sunday_of(day: date) -> date:
    """The last day of a day's week."""
    return day + DAY * (7 - day.isoweekday())


class NotWeekly(Refusal):
    """The review comes once in one or more weeks, on one day."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message, hint="Write it like `every mon 09:00`, `every 2 weeks fri 16:00` or `off`.")


async def set_rhythm(database: Database, caller: Caller, text: str, *, now: datetime) -> Team:
    """Change when a team is asked what its plan leaves open; "" or "off" is never.

    Raises:
        NoTeam: the caller stands in no channel that plans.
        NotARhythm, NotWeekly: what was typed is no rhythm, or none of weeks.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        team = await teams.by_channel(session, caller.channel_id)
        if team is None:
            raise NoTeam()
        before = rule_of(team)
        rule = checked(text, team) if text not in ("", "off") else None
        team.review_weeks = rule.count if rule is not None else 0
        if rule is not None:
            (team.review_weekday,) = rule.weekdays
            team.review_time = f"{rule.at:%H:%M}"
            team.review_anchor = first_day(rule, calendar_of(team), after=now)
        session.add(team)
        await owe_review(session, team, now=now)
        if before != rule:
            old, new = (str(each) if each is not None else "off" for each in (before, rule))
            await history.record(session, "team", team.pk, who=caller.user_id, what="review", old=old, new=new, at=now)
    return team


def checked(text: str, team: Team) -> Rule:
    """The rhythm that was typed, on the team's day and at its hour where none was.

    Raises:
        NotARhythm, NotWeekly: it is none, or none of weeks.
    """
    rule = parse_rule(text, at=parse_hour(team.review_time), weekday=team.review_weekday)
    if rule.unit != "week" or len(rule.weekdays) > 1:
        raise NotWeekly()
    if rule.zone not in ("", team.zone):
        raise NotWeekly(f"The review goes by the team's clock, {team.zone}; `/payoff settings` changes that.")
    return rule


async def test_review(database: Database, caller: Caller, team_id: int, *, now: datetime) -> Team:
    """Ask once now, beside the rhythm, which stays as it is.

    Raises:
        NoTeam: there is no such team.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        team = await teams.get(session, team_id)
        if team is None:
            raise NoTeam()
        await posts.owe(
            session,
            key_text=f"test:review:{team.pk}:{now.isoformat()}",
            kind="review_test",
            subject_id=team.pk,
            channel_id=team.channel_id,
            due_at=now,
        )
    return team
