"""Parse the dates that people type, alone or at the end of other words."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.value.calendar import WorkCalendar
from bot.value.dates.endings import longest_ending
from bot.value.dates.grammar import read
from bot.value.dates.refusals import ImpossibleDate, NotADate, UnknownDate, WrongSide
from bot.value.dates.spans import Prefer
from bot.value.dates.when import Confidence, When, Window, in_full
from bot.value.dates.words import Here, repaired, shown, tidy
from bot.value.naming import quoted

MONDAY_TO_FRIDAY = WorkCalendar()
EXAMPLES = {
    "future": "Try `12 Jan`, `next Tuesday`, `in 10 business days`, `3-14 Mar` or `end of Q3`.",
    "past": "Try `yesterday`, `last Tuesday`, `2 weeks ago`, `3 Mar` or `2026-03-03 17:30`.",
}
CONFIDENCE = re.compile(r"[ ,;]+\(?(?P<word>low|medium|high)(?: confidence)?\)?$", re.IGNORECASE)
CONFIDENCES: dict[str, Confidence] = {"low": "low", "medium": "medium", "high": "high"}

# What ends with one is an amount, as most readings are, and no date.
AMOUNT = ("%", "€", "$", "£", "¥")


def parse_when(text: str, *, today: date, calendar: WorkCalendar = MONDAY_TO_FRIDAY, prefer: Prefer = "future") -> When:
    """The day or window that `text` means when the team's wall says `today`.

    Without a year (or week) the next such date is meant for plans, the last one for readings (`prefer` "past"); a day
    of a month may be today, "Tuesday" on a Tuesday is another one. This, next and last go with the calendar's weeks
    (Monday to Sunday), months, quarters and years. Business days are the team's.

    Raises:
        UnknownDate: the words are no date; what they may have meant is offered, or examples.
        AmbiguousDate: they can be read as two dates; both are named.
        ImpossibleDate: no calendar or clock has it.
    """
    here = Here(today, calendar)
    when = understood(text, here, prefer)
    if when is None:
        raise UnknownDate(f"{quoted(text)} is no date that Payoff understands.", hint=hint_for(text, here, prefer))
    return when


def take_when(
    text: str, *, today: date, calendar: WorkCalendar = MONDAY_TO_FRIDAY, prefer: Prefer = "future"
) -> tuple[When | None, str]:
    """The date that the last words of `text` make, and the words before it: "One-page checkout 12 Jan".

    The longest such ending counts. Where the words before name something that exists ("Phase 2"), find that first, and
    parse what is left.

    Raises:
        AmbiguousDate: the last words can be read as two dates.
        ImpossibleDate: no calendar or clock has the date that they make.
    """
    if text.rstrip().endswith(AMOUNT):
        return None, text.strip()
    here = Here(today, calendar)
    return longest_ending(text, lambda ending: understood(ending, here, prefer))


def parse_window(
    text: str, *, today: date, calendar: WorkCalendar = MONDAY_TO_FRIDAY, prefer: Prefer = "future"
) -> Window:
    """A window, with how sure one is of it in a last word: "3-14 Mar, medium".

    Raises:
        UnknownDate: the words are no date; what they may have meant is offered, or examples.
        AmbiguousDate: they can be read as two dates; both are named.
        ImpossibleDate: no calendar has it, or it has a time of day.
    """
    days, confidence = split_confidence(text)
    return window_of(parse_when(days, today=today, calendar=calendar, prefer=prefer), confidence)


def take_window(
    text: str, *, today: date, calendar: WorkCalendar = MONDAY_TO_FRIDAY, prefer: Prefer = "future"
) -> tuple[Window | None, str]:
    """The window that the last words of `text` make, and the words before it; see take_when."""
    days, confidence = split_confidence(text)
    when, rest = take_when(days, today=today, calendar=calendar, prefer=prefer)
    return (window_of(when, confidence), rest) if when else (None, text.strip())


def understood(text: str, here: Here, prefer: Prefer) -> When | None:
    """What a text means; None if it is no date."""
    found = read(tidy(text), here, prefer)
    return When(found.span.first, found.span.last, found.time, text.strip()) if found else None


def split_confidence(text: str) -> tuple[str, Confidence]:
    """The text without the word at its end that says how sure one is, and that word."""
    tail = text.rstrip()
    found = CONFIDENCE.search(tail, max(0, len(tail) - 30))
    return (tail[: found.start()], CONFIDENCES[found["word"].lower()]) if found else (text, "")


def window_of(when: When, confidence: Confidence) -> Window:
    """A window of whole days."""
    if when.time is not None:
        raise ImpossibleDate(
            f"A release ships in a window of days; {quoted(when.text)} has a time.", hint="Leave the time out."
        )
    return Window(when.first, when.last, confidence)


def hint_for(text: str, here: Here, prefer: Prefer) -> str:
    """What was probably meant, or examples that work."""
    mended = repaired(tidy(text))
    try:
        works = bool(mended) and read(mended, here, prefer) is not None
    except NotADate:
        works = False
    return f"Did you mean `{shown(mended)}`?" if works else EXAMPLES[prefer]


def must_not_be_past(when: When | Window, *, now: datetime, zone: str) -> None:
    """Check that a plan lies ahead; a window may have begun.

    Raises:
        WrongSide: its last day has passed, or its time has.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    begins = moment_typed(when, zone)
    if when.last < today if begins is None else begins < now.replace(second=0, microsecond=0):
        raise WrongSide(
            f"{in_full(when, zone)} has passed.", hint=f"Give a date from {in_full(When(today, today))} on."
        )


def must_not_be_ahead(when: When | Window, *, now: datetime, zone: str) -> None:
    """Check that what is told has happened; a window may not have ended.

    Raises:
        WrongSide: its first day is still to come, or its time is.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    begins = moment_typed(when, zone)
    if when.first > today if begins is None else begins > now:
        raise WrongSide(
            f"{in_full(when, zone)} is still to come.", hint=f"Give a date up to {in_full(When(today, today))}."
        )


def moment_typed(when: When | Window, zone: str) -> datetime | None:
    """The moment that was typed, if a time of day was."""
    return when.moment(zone) if isinstance(when, When) and when.time is not None else None
