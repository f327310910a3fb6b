"""Let people say how they want to be spoken to: how often, at once or on Mondays, and when not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import FieldErrors, Refusal
from bot.flows.attention.always import CHOICES, chosen, in_words
from bot.flows.attention.known import calendar_of_person, learn
from bot.flows.attention.nudges import move_to_their_hour
from bot.flows.attention.spend import DIGEST, owe_digest
from bot.flows.caller import Caller
from bot.flows.kinds import Desk
from bot.value import attention
from bot.value.dates import must_not_be_past, parse_when
from bot.value.naming import quoted
from storage import checkins, history, people
from storage.database import Database
from storage.people import MODES, Person

LONGEST_DAYS = 366
# A digest waits for the end of a time off, and not much longer.
FAR = timedelta(days=2 * LONGEST_DAYS)


class NotBudget(Refusal):
    """That is no number of messages a week."""


class NotAway(Refusal):
    """It is not your time off, nor will it be."""


class TooLongAway(Refusal):
    """Time off is a year at most."""


class WrongWayRound(Refusal):
    """Time off ends after it begins."""


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How someone is spoken to, and what of it was used this week."""

    person: Person
    zone: str
    spent: int
    kept: int
    is_away: bool
    # Whether their last time off lies behind.
    is_over: bool
    # When what is kept for them comes; None where nothing is.
    digest_at: datetime | None
    # What they may want at once, whatever their budget.
    choices: Sequence[tuple[str, str]] = CHOICES

    @property
    def always(self) -> list[str]:
        """What they want at once, in words."""
        return [label for word, label in self.choices if word in self.person.always]


async def standing_of(session: AsyncSession, user_id: str, *, now: datetime) -> Standing:
    """How someone is spoken to now."""
    person = await people.get(session, user_id) or Person(user_id=user_id)
    calendar = await calendar_of_person(session, person)
    today = calendar.local(now).date()
    kept = await people.kept(session, user_id)
    digest = await people.awaited(session, user_id, DIGEST, now + FAR) if kept else None
    return Standing(
        person=person,
        zone=calendar.zone,
        spent=await people.spent(session, user_id, attention.monday_of(today)),
        kept=len(kept),
        is_away=attention.is_away(today, person.away_from, person.away_until),
        is_over=person.away_until is not None and person.away_until < today,
        digest_at=digest.due_at if digest is not None else None,
    )


async def go_away(database: Database, client: AsyncWebClient, caller: Caller, text: str, *, now: datetime) -> Standing:
    """Take time off, in the days that were typed.

    Raises:
        NotADate, AmbiguousDate, ImpossibleDate, WrongSide: as `parse_when`, and for days that have passed.
        TooLongAway: more than a year.
    """
    await learn(Desk(database=database, client=client, now=now), caller.workspace_id, [caller.user_id])
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        person = await people.hold(session, caller.user_id)
        calendar = await calendar_of_person(session, person)
        when = parse_when(text, today=calendar.local(now).date(), calendar=calendar)
        must_not_be_past(when, now=now, zone=calendar.zone)
        await set_away(session, person, when.first, when.last, now=now)
        return await standing_of(session, caller.user_id, now=now)


async def come_back(database: Database, caller: Caller, *, now: datetime) -> Standing:
    """End one's time off, or take back what was to come; what was kept meanwhile comes at once.

    Raises:
        NotAway: there is none.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        person = await people.hold(session, caller.user_id)
        calendar = await calendar_of_person(session, person)
        today = calendar.local(now).date()
        if person.away_until is None or person.away_until < today:
            raise NotAway(hint="`/payoff away 3-14 Aug` says when it is.")
        was_away = attention.is_away(today, person.away_from, person.away_until)
        await set_away(session, person, None, None, now=now)
        if was_away and await people.kept(session, person.user_id):
            await owe_digest(session, person, calendar, now=now, at=now)
        await session.flush()
        return await standing_of(session, caller.user_id, now=now)


async def set_away(
    session: AsyncSession, person: Person, first: date | None, last: date | None, *, now: datetime
) -> None:
    """Write someone's time off down."""
    if first is not None and last is not None:
        if last < first:
            raise WrongWayRound()
        if (last - first).days > LONGEST_DAYS:
            raise TooLongAway()
    await note(session, person, "time off", spoken(person.away_from, person.away_until), spoken(first, last), now=now)
    person.away_from, person.away_until = first, last
    session.add(person)
    await session.flush()
    # Where it is an owner, their deputy is called meanwhile.
    theirs = await checkins.open_with_releases(session, now)
    called = [look for look, release in theirs if person.user_id in (release.owner_id, release.deputy_id)]
    await move_to_their_hour(session, called, now=now)


def spoken(first: date | None, last: date | None) -> str:
    """Days as history keeps them."""
    return f"{first.isoformat()}..{last.isoformat()}" if first is not None and last is not None else ""


async def note(session: AsyncSession, person: Person, what: str, old: str, new: str, *, now: datetime) -> None:
    """Write a person's own choice into the history."""
    if old != new:
        await history.record(session, "person", person.pk, who=person.user_id, what=what, old=old, new=new, at=now)


async def keep_asking(database: Database, caller: Caller, *, now: datetime) -> Standing:
    """Be spoken to as it happens again."""
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        person = await people.hold(session, caller.user_id)
        await set_mode(session, person, "as_it_happens", now=now)
        return await standing_of(session, caller.user_id, now=now)


async def set_mode(session: AsyncSession, person: Person, mode: str, *, now: datetime) -> None:
    """Choose when to be spoken to; a mode that someone chose is not changed by their next answer."""
    await note(session, person, "mode", person.mode.replace("_", " "), mode.replace("_", " "), now=now)
    person.mode, person.backed_off_at, person.ignored = mode, None, 0
    session.add(person)
    await session.flush()


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The form as it was typed."""

    mode: str
    budget: str
    away_from: date | None = None
    away_until: date | None = None
    always: tuple[str, ...] = ()


async def change(
    database: Database, client: AsyncWebClient, caller: Caller, typed: Typed, *, now: datetime
) -> Standing:
    """Write down how someone wants to be spoken to.

    Raises:
        FieldErrors: at each field that needs another look; nothing is written.
    """
    await learn(Desk(database=database, client=client, now=now), caller.workspace_id, [caller.user_id])
    errors = {}
    try:
        budget = budget_in(typed.budget)
    except NotBudget as refusal:
        errors["budget"] = refusal.message
    if (typed.away_from is None) != (typed.away_until is None):
        errors["away_until" if typed.away_until is None else "away_from"] = "Time off has a first and a last day."
    if typed.mode not in MODES:
        errors["mode"] = "Pick one."
    if errors:
        raise FieldErrors(errors)
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        person = await people.hold(session, caller.user_id)
        if person.mode != typed.mode:
            await set_mode(session, person, typed.mode, now=now)
        try:
            await set_away(session, person, typed.away_from, typed.away_until, now=now)
        except (WrongWayRound, TooLongAway) as refusal:
            raise FieldErrors({"away_until": refusal.message}) from refusal
        await note(session, person, "budget a week", str(person.budget), str(budget), now=now)
        always = chosen(typed.always)
        await note(session, person, "always", in_words(person.always), in_words(always), now=now)
        person.budget, person.always = budget, always
        session.add(person)
        await session.flush()
        return await standing_of(session, caller.user_id, now=now)


def budget_in(text: str) -> int:
    """Messages a week.

    Raises:
        NotBudget: no number, or one out of reach.
    """
    typed = text.strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 3):
        raise NotBudget(f"{quoted(typed)} is no number of messages a week.")
    if not attention.LEAST_BUDGET <= int(typed) <= attention.MOST_BUDGET:
        raise NotBudget(f"From {attention.LEAST_BUDGET}, the digest itself, to {attention.MOST_BUDGET} a week.")
    return int(typed)
