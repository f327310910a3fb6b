"""Take a session back to a day: what was known by then, as it was then, and what of it nobody kept."""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from types import NoneType
from typing import Any, get_args, get_origin

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Refusal
from bot.flows.metrics.edit import EDITED, control_in
from bot.flows.outcomes.define import MEANING
from bot.flows.releases.changes import WORDS
from bot.flows.releases.effort import ESTIMATED, SPENT
from bot.value.calendar import WorkCalendar
from bot.value.dates import in_full, parse_when
from bot.value.effort import out_of_history
from bot.value.instants import instant, parse_instant
from bot.value.returns import parse_cost
from bot.value.zones import moment_of
from storage import history
from storage.asof import look_back
from storage.checkins import CheckIn
from storage.forecasts import Forecast
from storage.history import Change
from storage.metrics import Metric
from storage.outcomes import Outcome, OutcomeVersion
from storage.promises import Promise
from storage.releases import Release
from storage.rows import Row
from storage.rules import Rule
from storage.teams import Team

ASKED = re.compile(r"(?:^|\s)as\s?of\s+(?P<day>.+)$", re.IGNORECASE)
TABLES: dict[str, type[Row]] = {
    "release": Release,
    "outcome": Outcome,
    "metric": Metric,
    "team": Team,
    "checkin": CheckIn,
    "promise": Promise,
}
BEFORE_SHIPPING = ("", "draft", "planned", "scheduled", "cancelled")


class NotYetKnown(Refusal):
    """That day is still to come: nothing is known as of it."""


@dataclass(frozen=True)
class AsOf:
    """The day as of which something was asked: its date, and its last moment where the team is."""

    day: date
    moment: datetime
    # Not the end of the day, but the moment at which a message was said.
    exact: bool = False

    @property
    def words(self) -> str:
        """What asks it again: " asof 2026-01-31"."""
        return f" asof {instant(self.moment) if self.exact else self.day.isoformat()}"


def take_as_of(text: str, *, calendar: WorkCalendar, now: datetime) -> tuple[str, date | None]:
    """The words before "asof 31 Jan", and that day; None where none was asked.

    Raises:
        NotYetKnown: the day is still to come.
        NotADate: as bot.value.dates.parse_when.
    """
    found = ASKED.search(text)
    if found is None:
        return text.strip(), None
    today = calendar.local(now).date()
    when = parse_when(found["day"], today=today, calendar=calendar, prefer="past")
    if when.last > today:
        raise NotYetKnown(f"{in_full(when)} is still to come: nothing is known as of it.")
    return text[: found.start()].strip(), when.last


def take_instant(text: str, *, now: datetime) -> tuple[str, datetime | None]:
    """The words before "asof 2026-01-31T08:00:00.000000Z", as a button of a message asks, and that moment.

    Raises:
        NotYetKnown: it is still to come.
    """
    found = ASKED.search(text)
    moment = parse_instant(found["day"].strip()) if found is not None else None
    if found is None or moment is None:
        return text.strip(), None
    if moment > now:
        raise NotYetKnown()
    return text[: found.start()].strip(), moment


def as_of(day: date, zone: str) -> AsOf:
    """A day, up to its last moment in a zone."""
    return AsOf(day, moment_of(day, time.max, zone))


async def go_back(session: AsyncSession, moment: datetime) -> list[str]:
    """Show a reading session what was known at a moment. Returns what cannot be told any more, for people."""
    was: dict[tuple[str, int], dict[str, Any]] = {}
    lost: dict[str, None] = {}
    for change in await history.after(session, moment):
        table = TABLES.get(change.subject)
        if table is None:
            continue
        before = was.setdefault((str(table.__tablename__), change.subject_id), {})
        try:
            for name, value in fields_before(table, change).items():
                # The first change after the day is the one that says how it was.
                before.setdefault(name, value)
        except ValueError:
            lost[f"the {change.what} of a {change.subject} before {change.at:%Y-%m-%d}"] = None
    await meanings_before(session, moment, was)
    await promises_before(session, moment, was)
    await looks_before(session, moment, was)
    await forecasts_before(session, moment, was)
    await rules_before(session, moment, was)
    look_back(session, moment, was)
    return list(lost)


def fields_before(table: type[Row], change: Change) -> dict[str, Any]:
    """The fields that a change changed, as they were before it.

    Raises:
        ValueError: history did not keep it in full.
    """
    what, old = change.what, change.old
    if table is Release:
        if what == "window":
            first, _, last = old.partition("..")
            days = [date.fromisoformat(day) if day else None for day in (first, last or first)]
            return {"window_from": days[0], "window_to": days[1]}
        if what == "shipped":
            return {"shipped_at": datetime.fromisoformat(old)}
        if what == "state":
            return {"state": old or "draft"} | ({"shipped_at": None} if old in BEFORE_SHIPPING else {})
        if what == "maintenance":
            return {"exempt_why": old, "maintenance": bool(old)}
        if what == "cost":
            cost = parse_cost(old, "USD") if old else None
            return {
                "cost_once": cost.once.minor if cost else None,
                "cost_monthly": cost.monthly.minor if cost else None,
                "cost_currency": cost.currency if cost else "",
            }
        if what in (ESTIMATED, SPENT):
            return {what.replace(" ", "_"): out_of_history(old)}
        what = next((name for name, word in WORDS.items() if word == what), what)
    if table is Metric and what == EDITED["control_id"]:
        return {"control_id": control_in(old)}
    if table is Outcome and what != "state":
        # Its versions say it.
        return {}
    if table is Promise and what == "state":
        return {"state": old}
    if table is Promise and what == "worth":
        return dict(json.loads(old))
    name = what.replace(" ", "_")
    # History tells of more than fields: "evidence", "verdict".
    return {name: parsed(table, name, old)} if name in table.model_fields else {}


def parsed(table: type[Row], name: str, text: str) -> Any:
    """A field's value out of the words that history keeps of it.

    Raises:
        ValueError: the words say less than it held.
    """
    annotation = table.model_fields[name].annotation
    if get_origin(annotation) is list:
        return [int(word) if word.isdigit() else word for word in text.split(", ") if word]
    # "date | None"
    kinds = get_args(annotation) or (annotation,)
    if text in ("", "None") and NoneType in kinds:
        return None
    if kinds[0] is bool:
        return text == "True"
    return kinds[0].fromisoformat(text) if issubclass(kinds[0], date) else kinds[0](text)


async def meanings_before(session: AsyncSession, moment: datetime, was: dict[tuple[str, int], dict[str, Any]]) -> None:
    """What the outcomes meant that have got a version since."""
    since = select(OutcomeVersion.outcome_id).where(OutcomeVersion.at > moment)
    query = select(OutcomeVersion).where(OutcomeVersion.at <= moment, col(OutcomeVersion.outcome_id).in_(since))
    for meaning in (await session.exec(query.order_by(col(OutcomeVersion.version)))).all():
        before = was.setdefault(("outcome", meaning.outcome_id), {})
        before |= {name: getattr(meaning, name) for name in MEANING} | {"version": meaning.version}


async def promises_before(session: AsyncSession, moment: datetime, was: dict[tuple[str, int], dict[str, Any]]) -> None:
    """The promises that froze since: they were open, and about the version that was promised."""
    query = select(Promise).where(col(Promise.frozen_at) > moment)
    for promise in (await session.exec(query)).all():
        versions = select(OutcomeVersion.version).where(
            OutcomeVersion.outcome_id == promise.outcome_id, OutcomeVersion.at <= promise.promised_at
        )
        promised = (await session.exec(versions.order_by(col(OutcomeVersion.version).desc()))).first()
        before = was.setdefault(("promise", promise.pk), {})
        before |= {"state": "open", "frozen_at": None, "outcome_version": promised or promise.outcome_version}


async def looks_before(session: AsyncSession, moment: datetime, was: dict[tuple[str, int], dict[str, Any]]) -> None:
    """The check-ins that were asked or answered since: by then they were not."""
    query = select(CheckIn).where(or_(col(CheckIn.asked_at) > moment, col(CheckIn.answered_at) > moment))
    for look in (await session.exec(query)).all():
        asked = look.asked_at is not None and look.asked_at <= moment
        before = was.setdefault(("checkin", look.pk), {})
        before.setdefault("state", "asked" if asked else "planned")
        if not asked:
            before["asked_at"] = None
        if look.answered_at is not None and look.answered_at > moment:
            before |= {"answered_at": None, "answered_by": ""}


async def forecasts_before(session: AsyncSession, moment: datetime, was: dict[tuple[str, int], dict[str, Any]]) -> None:
    """The forecasts that opened since were sealed."""
    for forecast in (await session.exec(select(Forecast).where(col(Forecast.opened_at) > moment))).all():
        was[("forecast", forecast.pk)] = {"opened_at": None}


async def rules_before(session: AsyncSession, moment: datetime, was: dict[tuple[str, int], dict[str, Any]]) -> None:
    """The teams' own rules that were asked or settled since: by then they were not."""
    query = select(Rule).where(or_(col(Rule.asked_at) > moment, col(Rule.settled_at) > moment))
    for rule in (await session.exec(query)).all():
        asked = rule.asked_at is not None and rule.asked_at <= moment
        before: dict[str, Any] = {
            "state": "asked" if asked else "waiting",
            "settled_at": None,
            "settled_by": "",
            "why": "",
        }
        if not asked:
            before |= {"asked_at": None, "asked_in": None, "seen": None}
        was[("rule", rule.pk)] = before


async def zone_at(session: AsyncSession, team: Team, day: date) -> str:
    """The zone that a team was in at the end of a day."""
    return await zone_by(session, team, as_of(day, team.zone).moment)


async def zone_by(session: AsyncSession, team: Team, end: datetime) -> str:
    """The zone that a team was in at a moment."""
    moved = [change for change in await history.changes_of(session, "team", team.pk, what="zone") if change.at > end]
    return moved[-1].old if moved else team.zone
