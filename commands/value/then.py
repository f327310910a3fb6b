"""Know when a figure is asked for: now, or as of a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NoReturn
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Refusal
from bot.flows.asof import AsOf, as_of, go_back, take_as_of, take_instant, zone_at, zone_by
from bot.flows.caller import Caller
from bot.flows.teams import calendar_of
from bot.value.calendar import WorkCalendar
from bot.value.dates import When, in_full
from bot.value.figure import Figure
from storage import metrics, outcomes, releases, teams
from storage.metrics import Metric
from storage.outcomes import Outcome
from storage.releases import Release
from storage.teams import Team


class NotThereYet(Refusal):
    """It was not there yet on that day."""


@dataclass(kw_only=True)
class Then:
    """The moment up to which something counts as known, in the zone and the currency of whoever asks."""

    now: datetime
    today: date
    zone: str
    currency: str
    # What asks for the same day again: " asof 2026-01-31"; "" for now.
    again: str = ""
    # What nobody kept of that day.
    lost: Sequence[str] = ()

    async def go(self, session: AsyncSession) -> None:
        """Go there: what the session reads from here on is as it was known then."""
        if self.again:
            self.lost = await go_back(session, self.now)

    def leave_out(self, figures: Sequence[Figure], lost: str) -> Sequence[Figure]:
        """Figures of what is not kept as it stood on a day: none as of one, which is said."""
        if self.again and figures:
            self.lost = [*self.lost, lost]
            return ()
        return figures


async def take_then(session: AsyncSession, caller: Caller, text: str, now: datetime) -> tuple[str, Then]:
    """The words before "asof DATE", and the moment that is meant.

    Raises:
        NotYetKnown, NotADate: as bot.flows.asof.take_as_of.
    """
    team = await team_of(session, caller)
    calendar = calendar_of(team) if team is not None else WorkCalendar(zone="UTC")
    rest, moment = take_instant(text, now=now)
    if moment is not None:
        zone = await zone_by(session, team, moment) if team is not None else calendar.zone
        asked = AsOf(moment.astimezone(ZoneInfo(zone)).date(), moment, exact=True)
        return rest, Then(now=moment, today=asked.day, zone=zone, currency=currency_of(team), again=asked.words)
    rest, day = take_as_of(text, calendar=calendar, now=now)
    if day is None:
        today = calendar.local(now).date()
        return rest, Then(now=now, today=today, zone=calendar.zone, currency=currency_of(team))
    zone = await zone_at(session, team, day) if team is not None else calendar.zone
    asked = as_of(day, zone)
    return rest, Then(now=asked.moment, today=day, zone=zone, currency=currency_of(team), again=asked.words)


async def release_then(session: AsyncSession, release: Release, then: Then) -> Release:
    """A release as it was known then.

    Raises:
        NotThereYet: it was not.
    """
    return await releases.get(session, release.pk) or not_yet(release.name, release.created_at, then)


async def outcome_then(session: AsyncSession, outcome: Outcome, then: Then) -> Outcome:
    """An outcome as it was known then.

    Raises:
        NotThereYet: it was not.
    """
    return await outcomes.get(session, outcome.pk) or not_yet(outcome.name, outcome.created_at, then)


async def metric_then(session: AsyncSession, metric: Metric, then: Then) -> Metric:
    """A metric as it was known then.

    Raises:
        NotThereYet: it was not.
    """
    return await metrics.get(session, metric.pk) or not_yet(metric.name, metric.created_at, then)


def not_yet(name: str, made: datetime, then: Then) -> NoReturn:
    """Refuse to tell of what was made later."""
    came = made.astimezone(ZoneInfo(then.zone)).date()
    days = [in_full(When(day, day)) for day in (then.today, came)]
    raise NotThereYet(f"{name} was not there yet on {days[0]}: it came on {days[1]}.")


async def team_of(session: AsyncSession, caller: Caller) -> Team | None:
    """The channel's team, or else the workspace's first."""
    team = await teams.by_channel(session, caller.channel_id) if caller.channel_id else None
    return team or next(iter(await teams.every(session)), None)


def currency_of(team: Team | None) -> str:
    """The currency in which nothing is shown."""
    return team.currency if team is not None else "USD"
