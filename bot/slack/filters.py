"""Say values as people read them: amounts with their units, money, days, moments, counts and lists."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.slack.blockkit import blocks
from bot.slack.blockkit.limits import TemplateFault
from bot.slack.blockkit.text import NOTHING, VALUE, Mrkdwn, escape, safe, within
from bot.value import amounts, returns
from bot.value.instants import instant
from bot.value.money import Money

CODE = re.compile(r"`([^`\n]+)`")
# As bot.errors.person writes them.
PERSON = re.compile(r"\x02(\w+)\x03")
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def amount(value: float | None, metric: Any) -> str:
    """4.3 → "4.3 %", with the unit of a metric or a unit itself."""
    return amounts.format_amount(value, unit_of(metric))


def beside(value: float | None, change: float | None, metric: Any) -> str:
    """4.128 beside a change of 0.15 → "4.13 %"."""
    return amounts.format_beside(value, change, unit_of(metric))


def change(value: float | None, metric: Any) -> str:
    """0.5 → "+0.5 pt", with the unit of a metric or a unit itself; a change of percentages is in points."""
    return amounts.format_change(value, unit_of(metric))


def size(value: float | None, metric: Any) -> str:
    """−0.5 → "0.5 pt": how large a change is, whichever direction it has."""
    return amounts.format_change(value if value is None else abs(value), unit_of(metric)).removeprefix("+")


def unit_of(metric: Any) -> str:
    """The unit of a metric, or what is one already; none where there is no metric."""
    return metric if isinstance(metric, str) else str(metric.unit) if metric is not None else ""


def number(value: float | None) -> str:
    """1240.0 → "1,240"."""
    return amounts.format_amount(value)


def typed(value: float | None) -> str:
    """An amount as it would be typed into a field: 1240.5 → "1240.5"."""
    return amounts.format_typed(value)


def between(low: float | None, high: float | None, metric: Any) -> str:
    """15, 17 → "15–17 %"."""
    return amounts.format_between(low, high, unit_of(metric))


def span(low: float | None, high: float | None, metric: Any) -> str:
    """From a change to a change, to stand in brackets: "0.3 to 0.7"."""
    return amounts.format_span(low, high, unit_of(metric))


def percent(value: float | None) -> str:
    """A share of one: 0.72 → "72 %"."""
    return amounts.format_share(value)


def growth(value: float | None) -> str:
    """A share of one that something grew or fell by: 0.31 → "+31 %"."""
    return ("+" if value is not None and value > 0 else "") + amounts.format_share(value)


def times(value: float | None) -> str:
    """A ratio: 0.4 → "0.4×"."""
    return amounts.format_times(value)


def money(value: Money | int | None, currency: str = "") -> str:
    """Money at a glance: "$55k". What a table keeps, minor units, needs its currency."""
    if isinstance(value, int):
        value = Money.of_minor(value, currency)
    return NOTHING if value is None else value.compact()


def money_in_full(value: Money | int | None, currency: str = "") -> str:
    """Money to its last digit: "$54,832.10"."""
    if isinstance(value, int):
        value = Money.of_minor(value, currency)
    return amounts.format_money(value)


def roi(share: float | None) -> str:
    """A return on investment: 0.25 → "+25 %"; "n/a" where there is none."""
    return returns.format_roi(share)


def sparkline(values: Sequence[float]) -> str:
    """Numbers as a line of small bars."""
    return amounts.sparkline(values) or NOTHING


# The same few days are said in every list and message.
@lru_cache(maxsize=4096)
def day(value: date | None, today: date | None = None) -> str:
    """A day: "Tue 3 Jun", with its year where that is not today's."""
    if value is None:
        return NOTHING
    if isinstance(value, datetime):
        raise TemplateFault("A moment is a day only in a zone: say it with |moment(zone).")
    return f"{value:%a} {short_day(value)}{year_of(value, today)}"


def to(first: date | None, last: date | None, today: date | None = None) -> str:
    """From a day to a day: "3–5 Jun", "30 May – 2 Jun 2027"."""
    if first is None or last is None or first == last:
        return day(first if last is None else last, today)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{short_day(last)}{year_of(last, today)}"
    begins = year_of(first, last) if first.year != last.year else ""
    return f"{short_day(first)}{begins} – {short_day(last)}{year_of(last, today)}"


def short_day(value: date) -> str:
    """A day without its weekday and year."""
    return f"{value.day} {value:%b}"


def year_of(value: date, today: date | None) -> str:
    """A year where it has to be said."""
    return "" if today is not None and value.year == today.year else f" {value.year}"


def moment(value: datetime | None, zone: str | ZoneInfo, *, named: bool = True, year: bool = True) -> str:
    """A moment on a team's wall: "Tue 3 Jun 2025 09:00, Europe/Berlin"; near now without its year."""
    if value is None:
        return NOTHING
    local = value.astimezone(ZoneInfo(str(zone)))
    said = day(local.date(), None if year else local.date())
    return f"{said} {local.hour:02}:{local.minute:02}" + (f", {zone}" if named else "")


def on(value: datetime | None, zone: str | ZoneInfo, today: date | None = None) -> str:
    """The day of a moment on a team's wall: "Tue 3 Jun"."""
    return NOTHING if value is None else day(value.astimezone(ZoneInfo(str(zone))).date(), today)


def days(start: datetime, end: datetime, zone: str | ZoneInfo) -> str:
    """The days from a moment to a moment on a team's wall: "Fri 6 – Mon 9 Mar"."""
    here = ZoneInfo(str(zone))
    first, last = start.astimezone(here).date(), end.astimezone(here).date()
    return " – ".join(named_days([first] if first == last else [first, last]))


def upcoming(moments: Sequence[datetime], zone: str | ZoneInfo) -> str:
    """Moments to come, with the clock that shows them: "Mon 9, Mon 16, Mon 23 Mar, 09:00 Europe/Berlin"."""
    local = [moment.astimezone(ZoneInfo(str(zone))) for moment in moments]
    hours = {f"{moment:%H:%M}" for moment in local}
    named = named_days([moment.date() for moment in local])
    if len(hours) > 1:
        return ", ".join(f"{name} {moment:%H:%M}" for name, moment in zip(named, local, strict=True)) + f", {zone}"
    return f"{', '.join(named)}, {''.join(hours)} {zone}"


def named_days(found: Sequence[date]) -> list[str]:
    """Days one after the other: the month is said where it ends, and the year where there are two of them."""
    years = len({each.year for each in found}) > 1
    said = []
    for each, following in zip(found, [*found[1:], None], strict=True):
        ends = following is None or (each.year, each.month) != (following.year, following.month)
        year = f" {each.year}" if years and (following is None or each.year != following.year) else ""
        said.append(f"{each:%a} {short_day(each) if ends else each.day}{year}")
    return said


def kept_window(value: str, today: date | None = None) -> str:
    """A window as history keeps it, as people read it: "2026-06-03..2026-06-05" → "3–5 Jun 2026"."""
    first, _, last = value.partition("..")
    return to(date.fromisoformat(first), date.fromisoformat(last or first), today) if value else NOTHING


def kept_moment(value: str) -> str:
    """A moment as history keeps it, by the clock it was kept in: "2026-06-03T09:00+02:00" → "Wed 3 Jun 2026 09:00"."""
    moment = datetime.fromisoformat(value)
    return f"{day(moment.date())} {moment:%H:%M}"


def spaced(value: str) -> str:
    """A word as it is kept, as it is read: "too_early" → "too early"."""
    return value.replace("_", " ")


def asof(value: datetime) -> str:
    """What asks a question as of the moment at which a message was said: " asof 2026-06-03T07:00:00.000000Z"."""
    return f" asof {instant(value)}"


def clock(value: time | datetime | None, zone: str | ZoneInfo | None = None) -> str:
    """A time of day: "09:00"."""
    if value is None:
        return NOTHING
    return f"{value.astimezone(ZoneInfo(str(zone))) if isinstance(value, datetime) else value:%H:%M}"


def count(number_of: int, thing: str, things: str | None = None) -> str:
    """How many there are: "no forecasts", "one forecast", "12 forecasts"."""
    said = WORDS[number_of] if 0 <= number_of < len(WORDS) else f"{number_of:,}"
    return f"{said} {thing if number_of == 1 else things or f'{thing}s'}"


def listed(parts: Iterable[Any], last: str = "and") -> Mrkdwn:
    """Things one after the other: "a, b and c"."""
    said = [safe(part) for part in parts]
    if len(said) < 2:
        return said[0] if said else safe(None)
    return Mrkdwn(", ").join(said[:-1]) + Mrkdwn(f" {last} ") + said[-1]


def said(text: str) -> Mrkdwn:
    """What Payoff's own code says, in which `…` is a command or a name to copy, and people go by their ids."""
    parts = PERSON.split(text)
    return Mrkdwn("").join(blocks.user(part) if at % 2 else with_code(part) for at, part in enumerate(parts))


def with_code(text: str) -> Mrkdwn:
    """Words in which `…` is a command or a name to copy."""
    pieces = CODE.split(within(text, VALUE))
    return Mrkdwn("").join(Mrkdwn(f"`{escape(piece)}`") if at % 2 else piece for at, piece in enumerate(pieces))


def short(text: str, characters: int = 80) -> str:
    """As much of a text as fits on a line."""
    return within(text, characters)


def whole(text: str) -> Mrkdwn:
    """A text to its end, where it stands by itself: anywhere else a long one is cut."""
    return safe(text, limit=len(text))


FILTERS: dict[str, Callable[..., Any]] = {
    filter_.__name__: filter_
    for filter_ in (
        amount,
        asof,
        beside,
        change,
        blocks.channel,
        clock,
        count,
        day,
        days,
        listed,
        moment,
        kept_moment,
        kept_window,
        money,
        money_in_full,
        number,
        on,
        percent,
        roi,
        said,
        short,
        spaced,
        span,
        between,
        growth,
        size,
        sparkline,
        times,
        to,
        typed,
        upcoming,
        blocks.user,
        whole,
    )
}
