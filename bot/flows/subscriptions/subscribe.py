"""Subscribe to a digest of value, pause it, stop it, and try it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Refusal, person
from bot.flows.caller import Caller
from bot.flows.rhythm import Rhythm, owe_next, owe_status, rhythm_of
from bot.flows.subscriptions.wishes import parse_wish
from bot.flows.teams import calendar_of, zone_of
from bot.slack.places import look
from bot.value.calendar import WorkCalendar, parse_hour
from bot.value.recurrence import Rule, first_day, last_run, parse_rule
from storage import posts, subscriptions, teams
from storage.database import Database
from storage.subscriptions import Subscription
from storage.teams import Team

NINE = time(9)


class NoSubscription(Refusal):
    """There is no such subscription any more."""


class NotYours(Refusal):
    """Someone's own messages are theirs to stop."""


class NoChannel(Refusal):
    """There is no channel here."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A subscription as it is listed: when it comes next, by which clock, about whose releases."""

    subscription: Subscription
    rhythm: Rhythm
    team: Team | None
    runs: Sequence[datetime]
    #: There was one just like it, and it stays the only one.
    again: bool = False
    #: Slack's code for what keeps Payoff from speaking there.
    closed: str = ""


async def standing_of(
    session: AsyncSession, subscription: Subscription, *, now: datetime, again: bool = False
) -> Standing:
    """A subscription with its next three runs; one that waits for a moment of its own begins with that."""
    rhythm = await rhythm_of(session, subscription)
    team = await teams.get(session, subscription.team_id) if subscription.team_id is not None else None
    runs = rhythm.next(now)
    if subscription.next_at > now and subscription.next_at not in runs:
        runs = [subscription.next_at, *runs][:3]
    return Standing(subscription=subscription, rhythm=rhythm, team=team, runs=runs, again=again)


async def subscribe(
    database: Database, caller: Caller, client: AsyncWebClient, text: str, *, now: datetime
) -> Standing:
    """Subscribe to a digest of value, for oneself or in the channel.

    The same one twice is one, and says so.

    Raises:
        NotARhythm, UnknownZone, ImpossibleDate: what was typed is no rhythm.
    """
    wish = parse_wish(text)
    async with database.reading(caller.workspace_id) as session:
        team = await teams.by_channel(session, caller.channel_id) if caller.channel_id else None
    rule = parse_rule(wish.rhythm, at=parse_hour(team.checkin_time) if team is not None else NINE)
    alone = wish.for_me or not caller.channel_id or caller.channel_id.startswith("D")
    # Without a team there is no other clock than that of the person.
    zone = rule.zone or ("" if team is not None else await zone_of(client, caller.user_id))
    place = await look(client, caller.channel_id) if not alone else None
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        wanted = new_subscription(
            what="value",
            rule=rule,
            zone=zone,
            team=team,
            user_id=caller.user_id,
            channel_id=caller.user_id if alone else caller.channel_id,
            now=now,
        )
        wanted.size = wish.size
        for there in await subscriptions.said_in(session, wanted.channel_id):
            if (there.what, there.rule, there.zone, there.team_id) == ("value", wanted.rule, zone, wanted.team_id):
                if there.state == "paused":
                    await owe_next(session, there, now=now)
                there.state, there.size = "active", wish.size
                session.add(there)
                standing = await standing_of(session, there, now=now, again=True)
                break
        else:
            session.add(wanted)
            await session.flush()
            await owe_next(session, wanted, now=now)
            standing = await standing_of(session, wanted, now=now)
    return replace(standing, closed=place.closed or "" if place is not None else "")


def new_subscription(
    *, what: str, rule: Rule, zone: str, team: Team | None, user_id: str, channel_id: str, now: datetime
) -> Subscription:
    """A subscription that tells first of what happened since the run that there would have been before."""
    calendar = calendar_of(team) if team is not None else WorkCalendar(zone=zone)
    anchor = first_day(rule, calendar, after=now)
    return Subscription(
        what=what,
        user_id=user_id,
        channel_id=channel_id,
        team_id=team.pk if team is not None else None,
        # The zone stands beside the rule: "" follows the team's.
        rule=str(rule).removesuffix(rule.zone).strip(),
        zone=zone,
        anchor=anchor,
        next_at=now,
        covered_until=last_run(rule, calendar, until=now, anchor=anchor),
        created_at=now,
    )


async def listed(session: AsyncSession, caller: Caller, *, now: datetime) -> list[Standing]:
    """What the caller subscribed to, and what comes in their channel; other people's own messages are theirs."""
    found = await subscriptions.seen_by(session, caller.user_id, caller.channel_id)
    return [await standing_of(session, each, now=now) for each in found]


async def change(database: Database, caller: Caller, subscription_id: int, wish: str, *, now: datetime) -> Standing:
    """Pause a subscription, let it go on, stop it, or make it shorter or longer.

    Args:
        wish: "paused", "active", "stopped", "compact" or "detailed".

    Raises:
        NoSubscription: it is stopped already.
        NotYours: it is another person's own.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        subscription = await theirs(session, caller, subscription_id)
        if wish in subscriptions.SIZES:
            subscription.size = wish
        elif wish == "active" and subscription.state == "paused":
            subscription.state = "active"
            # What was due while it was paused is not made up for, but told of in the next.
            await owe_next(session, subscription, now=now)
        elif wish in ("paused", "stopped"):
            subscription.state = wish
        session.add(subscription)
        return await standing_of(session, subscription, now=now)


async def theirs(session: AsyncSession, caller: Caller, subscription_id: int) -> Subscription:
    """A subscription that goes on and that the caller may change: their own, or one that comes in a channel.

    Raises:
        NoSubscription, NotYours: it is not.
    """
    subscription = await subscriptions.hold(session, subscription_id)
    if subscription is None or subscription.state == "stopped":
        raise NoSubscription()
    is_private = subscription.channel_id.startswith(("U", "W"))
    if is_private and subscription.user_id != caller.user_id:
        raise NotYours(hint=f"Ask {person(subscription.user_id)}.")
    return subscription


async def unsubscribe(database: Database, caller: Caller, text: str, *, now: datetime) -> Standing | list[Standing]:
    """Stop the one that there is, or the one of this number in the list; several and no number: all of them, to choose.

    Raises:
        NoSubscription: there is none, or none of that number.
    """
    async with database.reading(caller.workspace_id) as session:
        found = await listed(session, caller, now=now)
    if not found:
        raise NoSubscription("You have no subscription, and none comes in this channel.")
    chosen = text.strip().removeprefix("#")
    if not chosen and len(found) > 1:
        return found
    number = int(chosen) if chosen.isascii() and chosen.isdigit() else 1 if not chosen else 0
    if not 1 <= number <= len(found):
        raise NoSubscription(
            f"There is no subscription “{chosen[:20]}”: there {'are' if len(found) > 1 else 'is'} {len(found)}.",
            hint="`/value subscriptions` lists them with their numbers.",
        )
    return await change(database, caller, found[number - 1].subscription.pk, "stopped", now=now)


async def test(database: Database, caller: Caller, subscription_id: int, *, now: datetime) -> Standing:
    """Say it once now, beside its rhythm, which stays as it is.

    Raises:
        NoSubscription, NotYours: it is not theirs to try.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        subscription = await theirs(session, caller, subscription_id)
        standing = await standing_of(session, subscription, now=now)
        if subscription.what == "status" and standing.team is not None:
            await owe_status(session, standing.team, now=now)
            return standing
        await posts.owe(
            session,
            key_text=f"test:subscription:{subscription.pk}:{now.isoformat()}",
            kind="value_digest_test",
            subject_id=subscription.pk,
            channel_id=subscription.channel_id,
            details={"moment": now.isoformat()},
            due_at=now,
        )
    return standing
