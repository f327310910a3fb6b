"""Owe what comes again and again: one post for its next moment, and one for all that were missed."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.kinds import Desk
from bot.flows.teams import calendar_of
from bot.value.calendar import WorkCalendar
from bot.value.recurrence import Rule, last_run, next_runs, parse_rule
from storage import posts, subscriptions, teams
from storage.posts import Post
from storage.subscriptions import Subscription
from storage.teams import Team

# What is said this much after its moment says so.
LATE = timedelta(hours=1)
# How long what is due shortly before midnight may take.
ON_ITS_WAY = timedelta(minutes=5)
# What says a run of each kind of subscription.
KINDS = {"value": "value_digest", "status": "status_news"}


@dataclass(frozen=True, kw_only=True)
class Rhythm:
    """A rule, with the working days and the clock by which it comes."""

    rule: Rule
    calendar: WorkCalendar
    anchor: date
    # Days up to this one have had their run, also where working days changed since.
    told: date

    @property
    def zone(self) -> str:
        """The zone whose clock shows its hour."""
        return self.calendar.zone

    def next(self, after: datetime, count: int = 3) -> list[datetime]:
        """The next moments after a moment."""
        return next_runs(self.rule, self.calendar, after=after, anchor=self.anchor, since=self.told, count=count)

    def last(self, until: datetime) -> datetime:
        """The last moment up to and including another."""
        return last_run(self.rule, self.calendar, until=until, anchor=self.anchor)


async def rhythm_of(session: AsyncSession, subscription: Subscription) -> Rhythm:
    """When a subscription comes: by its team's working days, and by the clock of its own zone or its team's."""
    team = await teams.get(session, subscription.team_id) if subscription.team_id is not None else None
    calendar = calendar_of(team) if team is not None else WorkCalendar()
    if subscription.zone:
        calendar = replace(calendar, zone=subscription.zone)
    return Rhythm(
        rule=parse_rule(subscription.rule),
        calendar=calendar,
        anchor=subscription.anchor,
        told=calendar.local(subscription.covered_until).date(),
    )


async def owe_next(session: AsyncSession, subscription: Subscription, *, now: datetime) -> None:
    """Owe a subscription's next run: whatever waited for another moment is not said."""
    rhythm = await rhythm_of(session, subscription)
    await owe_run(session, subscription, rhythm.next(now, 1)[0])


async def owe_run(
    session: AsyncSession, subscription: Subscription, moment: datetime, *, missed: datetime | None = None
) -> None:
    """Owe a subscription's run at a moment; `missed` is when it should have been, if it is made up for then."""
    subscription.next_at = moment
    session.add(subscription)
    # What a status says is in the thread of the one message that it keeps up to date.
    thread = await posts.by_key(session, status_key(subscription.team_id)) if subscription.what == "status" else None
    await posts.owe(
        session,
        key_text=f"run:{subscription.pk}:{moment:%Y-%m-%dT%H:%M}",
        kind=KINDS[subscription.what],
        subject_id=subscription.pk,
        channel_id=subscription.channel_id,
        thread_id=thread.pk if thread is not None else None,
        details={"moment": moment.isoformat()} | ({"missed": missed.isoformat()} if missed is not None else {}),
        due_at=moment,
    )


def status_key(team_id: int | None) -> str:
    """The key of the one message that says how a team's releases stand."""
    return f"status:team:{team_id}"


async def owe_status(session: AsyncSession, team: Team, *, now: datetime) -> Post:
    """Owe the one message that says how a team's releases stand: a first one, or an update of the one there is."""
    return await posts.owe(
        session,
        key_text=status_key(team.pk),
        kind="status",
        subject_id=team.pk,
        channel_id=team.channel_id,
        due_at=now,
        living=True,
    )


def moment_of(post: Post) -> datetime:
    """The moment for which a run is owed."""
    return datetime.fromisoformat(post.details["moment"])


def until_of(post: Post) -> datetime:
    """Up to when a run tells what happened: its moment, or the last one that was missed after it."""
    return datetime.fromisoformat(post.details.get("until") or post.details["moment"])


def is_awaited(subscription: Subscription, post: Post) -> bool:
    """Whether it is this post that a subscription waits for: it goes on, and comes at no other moment."""
    return subscription.state == "active" and moment_of(post) == subscription.next_at


def was_due(post: Post, *, now: datetime) -> datetime | None:
    """The moment at which it should have been said, if that is long past; None on time."""
    moment = datetime.fromisoformat(post.details.get("missed") or post.details["moment"])
    return late(moment, now=now)


def late(moment: datetime, *, now: datetime) -> datetime | None:
    """A moment that is long past, as what was due then says; None on time."""
    return moment if now - moment > LATE else None


def made_up_at(calendar: WorkCalendar, moment: datetime, hour: time | str, *, now: datetime) -> datetime | None:
    """When to make up for a missed moment, if not now: on a day off it waits for the next working day's hour.

    So does what was due shortly before the day off began, but for what was on its way.
    """
    today, day = calendar.local(now).date(), calendar.local(moment).date()
    missed = late(moment, now=now) is not None or (today > day and now - moment > ON_ITS_WAY)
    if not missed or calendar.is_working(today):
        return None
    return calendar.moment(calendar.next_working(today), hour)


async def run_to_say(desk: Desk, post: Post) -> tuple[Subscription, Rhythm] | None:
    """The subscription for which a run is to be said now, and its rhythm; None if it is not to be said.

    A run that was missed for so long that others were, too, tells of all of them.
    """
    async with desk.database.reading(post.workspace_id) as session:
        subscription = await subscriptions.get(session, post.subject_id)
        if subscription is None or not is_awaited(subscription, post):
            return None
        rhythm = await rhythm_of(session, subscription)
    if made_up_at(rhythm.calendar, moment_of(post), rhythm.rule.at, now=desk.now) is not None:
        return None
    last = rhythm.last(desk.now)
    if last > until_of(post) and post.state == "due":
        # Kept at once: what happens between two attempts to say it belongs to the next run.
        post.details = {**post.details, "until": last.isoformat()}
        async with desk.database.writing(post.workspace_id) as session:
            await posts.remember(session, post.pk, post.details)
    return subscription, rhythm


async def after_run(session: AsyncSession, post: Post, now: datetime, *, said: bool) -> Subscription | None:
    """Said or silent: the next run is owed, in the transaction that settles this one; None if it was not awaited.

    One that was missed and would be made up for on a day off waits for the next working day, unless the next run is
    due by then: that one tells of both.
    """
    subscription = await subscriptions.hold(session, post.subject_id)
    if subscription is None or not is_awaited(subscription, post):
        return None
    rhythm = await rhythm_of(session, subscription)
    again = None if said else made_up_at(rhythm.calendar, moment_of(post), rhythm.rule.at, now=now)
    if again is not None and again < rhythm.next(now, 1)[0]:
        await owe_run(session, subscription, again, missed=was_due(post, now=now))
        return subscription
    if again is None:
        subscription.covered_until = max(subscription.covered_until, until_of(post))
    await owe_next(session, subscription, now=now)
    return subscription


async def after_failed_run(session: AsyncSession, post: Post, now: datetime) -> None:
    """What could not be said is told by the next run, which is owed."""
    subscription = await subscriptions.hold(session, post.subject_id)
    if subscription is not None and is_awaited(subscription, post):
        await owe_next(session, subscription, now=now)


async def redate_subscriptions(session: AsyncSession, team: Team, *, now: datetime) -> None:
    """Move the runs that wait to the days and the clock by which the team works now; one that is due stays due."""
    for subscription in await subscriptions.of_team(session, team.pk):
        if subscription.next_at > now:
            await owe_next(session, subscription, now=now)
