"""Change how a team works: its zone, working days, holidays, check-ins, gate, currency and roles."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date, datetime

from bot.errors import FieldErrors, Refusal
from bot.flows.caller import Caller
from bot.flows.rhythm import redate_subscriptions
from bot.flows.shipping import redate_team
from bot.flows.since import must_be_as_shown
from bot.flows.weekly import owe_review
from bot.value.calendar import WorkCalendar, parse_hour
from bot.value.currencies import parse_currency
from bot.value.holiday_calendars import check_holiday_calendar
from bot.value.zones import check_zone
from storage import history, teams
from storage.database import Database
from storage.teams import Team

MAX_LOOKS = 6
MAX_DAY = 730
MAX_FRESH = 90


class TeamGone(Refusal):
    """This channel does not plan with Payoff yet."""


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The form as it was typed."""

    zone: str
    working_days: tuple[str, ...]
    holiday_calendar: str = ""
    days_off: str = ""
    checkin_days: str = "7, 30, 90"
    checkin_time: str = "09:00"
    fresh_days: str = "3"
    review_weekday: str = "1"
    review_time: str = "09:00"
    gate: str = "block"
    currency: str = "USD"
    schedulers: tuple[str, ...] = field(default_factory=tuple)
    overriders: tuple[str, ...] = field(default_factory=tuple)
    closers: tuple[str, ...] = field(default_factory=tuple)


def shown(team: Team) -> tuple[object, ...]:
    """What the form shows."""
    return tuple(getattr(team, each.name) for each in fields(Typed))


async def change_settings(
    database: Database, caller: Caller, team_id: int, typed: Typed, *, mark: str = "", now: datetime
) -> Team:
    """Write a team's settings; every change says old → new.

    Raises:
        FieldErrors: at each field that needs another look; nothing is written.
        TeamGone: there is no such team.
        ChangedSince: the form showed other settings.
    """
    values = checked(typed)
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        team = await teams.get(session, team_id)
        if team is None:
            raise TeamGone()
        must_be_as_shown(mark, *shown(team))
        for name, new in values.items():
            old = getattr(team, name)
            if old == new:
                continue
            setattr(team, name, new)
            await history.record(
                session,
                "team",
                team.pk,
                who=caller.user_id,
                what=name.replace("_", " "),
                old=spoken(old),
                new=spoken(new),
                why="",
                at=now,
            )
        session.add(team)
        await session.flush()
        # What waits moves to the days, the hour and the clock by which the team works now.
        await owe_review(session, team, now=now)
        await redate_team(session, team, now=now)
        await redate_subscriptions(session, team, now=now)
    return team


def spoken(value: object) -> str:
    """A setting as history keeps it."""
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)


def checked(typed: Typed) -> dict[str, object]:
    """The settings as they may be kept.

    Raises:
        FieldErrors: at each field that needs another look.
    """
    errors: dict[str, str] = {}
    values: dict[str, object] = {
        "gate": "warn" if typed.gate == "warn" else "block",
        "review_weekday": int(typed.review_weekday) if typed.review_weekday in "1234567" else 1,
        "schedulers": list(typed.schedulers),
        "overriders": list(typed.overriders),
        "closers": list(typed.closers),
    }
    readers: dict[str, Callable[[], object]] = {
        "zone": lambda: check_zone(typed.zone),
        "working_days": lambda: working_days(typed.working_days),
        "holiday_calendar": lambda: check_holiday_calendar(typed.holiday_calendar),
        "days_off": lambda: days_off(typed.days_off),
        "checkin_days": lambda: checkin_days(typed.checkin_days),
        "fresh_days": lambda: fresh_days(typed.fresh_days),
        "checkin_time": lambda: f"{parse_hour(typed.checkin_time):%H:%M}",
        "review_time": lambda: f"{parse_hour(typed.review_time):%H:%M}",
        "currency": lambda: parse_currency(typed.currency),
    }
    for name, read in readers.items():
        try:
            values[name] = read()
        except Refusal as refusal:
            errors[name] = refusal.words
    if errors:
        raise FieldErrors(errors)
    return values


def working_days(picked: tuple[str, ...]) -> list[int]:
    """ISO weekdays, in their order.

    Raises:
        NoWorkingDays: none is left.
    """
    days = sorted({int(day) for day in picked if day in "1234567"})
    WorkCalendar(working_days=tuple(days))
    return days


class NotADay(Refusal):
    """A day off is written like 2026-12-24, one a line."""


def days_off(text: str) -> list[str]:
    """ISO dates, one a line, in their order.

    Raises:
        NotADay: a line that is none.
    """
    found = set()
    for line in text.replace(",", "\n").splitlines():
        if line.strip():
            try:
                found.add(date.fromisoformat(line.strip()).isoformat())
            except ValueError as error:
                raise NotADay(f"“{line.strip()[:20]}” is no date like 2026-12-24.") from error
    return sorted(found)


class NotLooks(Refusal):
    """Check-ins are days after shipping, like 7, 30, 90."""


def checkin_days(text: str) -> list[int]:
    """Days after shipping, in their order.

    Raises:
        NotLooks: no days, too many, or days out of reach.
    """
    words = text.replace("+", " ").replace(",", " ").replace("days", " ").split()
    if not words or not all(word.isascii() and word.isdigit() for word in words):
        raise NotLooks()
    days = sorted({int(word) for word in words})
    if len(days) > MAX_LOOKS:
        raise NotLooks(
            f"{len(days)} check-ins a promise are more than anyone answers. Keep the {MAX_LOOKS} that matter."
        )
    if days[0] < 1 or days[-1] > MAX_DAY:
        raise NotLooks(f"A check-in comes 1 to {MAX_DAY} days after shipping.")
    return days


class NotFresh(Refusal):
    """An answer is fresh for a number of days, like 3."""


def fresh_days(text: str) -> int:
    """For how many days an answer is fresh; 0 asks again all the same.

    Raises:
        NotFresh: no number of days, or too many.
    """
    typed = text.strip()
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 3 and int(typed) <= MAX_FRESH):
        raise NotFresh(f"From 0 to {MAX_FRESH} days.")
    return int(typed)
