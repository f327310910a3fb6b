"""Find the moments at which a rhythm comes: on working days only, each once, by the wall clock of its zone."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice, takewhile

from bot.value.calendar import WorkCalendar
from bot.value.recurrence.rule import Rule

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Run:
    """One time at which a rhythm comes: the day of the calendar that it is for, and the moment, in UTC."""

    day: date
    at: datetime


def runs(rule: Rule, calendar: WorkCalendar, *, after: datetime, anchor: date, since: date = date.min) -> Iterator[Run]:
    """All runs after a moment, the first one first, without end; only for days later than `since`.

    The hour is the wall clock's, in the rule's zone or else the calendar's: one that the clocks leap over is the first
    minute after the gap, one that comes twice is the first of the two. A run on a day off moves to the next working
    day, and several that meet there are one, for the first of their days.
    """
    calendar = in_zone(rule, calendar)
    # An hour that the clocks leap over at midnight belongs to the day before.
    day = calendar.local(after).date() - DAY
    # Days off in a row before that may have moved an earlier one to later than `after`.
    while not calendar.is_working(day - DAY):
        day -= DAY
    day = max(day, since + DAY)
    latest = after
    while True:
        if rule.falls_on(day, anchor):
            moment = moment_on(calendar, calendar.next_working(day), rule)
            if moment > latest:
                latest = moment
                yield Run(day, moment)
        day += DAY


def moment_on(calendar: WorkCalendar, day: date, rule: Rule) -> datetime:
    """The rule's hour on a working day; on the next, where the zone's clocks leap over the whole of one."""
    moment = calendar.moment(day, rule.at)
    while calendar.local(moment).date() != day and calendar.local(calendar.moment(day, "00:00")).date() != day:
        day = calendar.next_working(day + DAY)
        moment = calendar.moment(day, rule.at)
    return moment


def in_zone(rule: Rule, calendar: WorkCalendar) -> WorkCalendar:
    """The calendar by the clock of the rule's own zone, if it has one."""
    return replace(calendar, zone=rule.zone) if rule.zone else calendar


def next_runs(
    rule: Rule, calendar: WorkCalendar, *, after: datetime, anchor: date, since: date = date.min, count: int = 3
) -> list[datetime]:
    """The next moments after a moment, as they are shown before anything is sent."""
    return [run.at for run in islice(runs(rule, calendar, after=after, anchor=anchor, since=since), count)]


def last_run(rule: Rule, calendar: WorkCalendar, *, until: datetime, anchor: date) -> datetime:
    """The last moment up to and including another."""
    back = timedelta(days=2)
    while True:
        past = list(takewhile(lambda run: run.at <= until, runs(rule, calendar, after=until - back, anchor=anchor)))
        if past:
            return past[-1].at
        back *= 2


def first_day(rule: Rule, calendar: WorkCalendar, *, after: datetime) -> date:
    """From which day every second week or month is counted: that of the first run after a moment."""
    once = replace(rule, count=1)
    anchor = in_zone(rule, calendar).local(after).date()
    return next(runs(once, calendar, after=after, anchor=anchor)).day
