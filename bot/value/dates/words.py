"""Know the words of dates, and guess which of them a misspelt one was meant to be."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from bot.value.calendar import WorkCalendar
from bot.value.dates.refusals import ImpossibleDate
from bot.value.dates.spans import FIRST_YEAR, LAST_YEAR, Term
from bot.value.naming import fold, nearest

LONGEST_TEXT = 80
WORDS_REPAIRED = 3

MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
MONTHS = {
    **{name.lower(): number for number, name in enumerate(MONTH_NAMES, start=1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTH_NAMES, start=1)},
    "sept": 9,
}
WEEKDAYS = {
    **dict.fromkeys(("mon", "monday"), 0),
    **dict.fromkeys(("tue", "tues", "tuesday"), 1),
    **dict.fromkeys(("wed", "weds", "wednesday"), 2),
    **dict.fromkeys(("thu", "thur", "thurs", "thursday"), 3),
    **dict.fromkeys(("fri", "friday"), 4),
    **dict.fromkeys(("sat", "saturday"), 5),
    **dict.fromkeys(("sun", "sunday"), 6),
}
COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
COUNTS = {"a": 1, "an": 1, **{word: number for number, word in enumerate(COUNTED, start=1)}}
# How many months a unit has; weeks and days are counted in days.
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}
SHORT_FORMS = {"eow": "end of week", "eom": "end of month", "eoq": "end of quarter", "eoy": "end of year"}
OTHERS = (
    *(
        "today",
        "tomorrow",
        "yesterday",
        "now",
        "noon",
        "next",
        "this",
        "last",
        "previous",
        "ago",
        "from",
        "to",
        "until",
    ),
    *("day", "days", "business", "working", "week", "weeks", "month", "months", "quarter", "quarters", "year", "years"),
    *("start", "beginning", "early", "middle", "mid", "late", "end", "first", "after", "before", "half", "of", "the"),
    *("in", "on", "by", "at", "for", "and", "between", "through", "past", "since", "date", "all", "time"),
)
VOCABULARY = frozenset((*MONTHS, *WEEKDAYS, *COUNTS, *SHORT_FORMS, *OTHERS))
# "Soon" does not mean noon.
OFFERED = VOCABULARY - {"noon"}


def any_of(words: Mapping[str, int]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


# Pieces of patterns. Each is bounded: no text makes them slow.
MONTH = rf"(?P<month>{any_of(MONTHS)})\.?"
WEEKDAY = rf"(?P<weekday>{any_of(WEEKDAYS)})\.?"
DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>[0-9]{4})"
NUMBERED = re.compile(r"[qhw][0-9]{1,2}")
COUNT = rf"(?P<count>[0-9]{{1,4}}|{any_of(COUNTS)})"


@dataclass(frozen=True)
class Here:
    """Where and when a date is read: the day on the team's wall, and the days on which it works."""

    today: date
    calendar: WorkCalendar


# How a phrase is read: the pattern it fits as a whole, and what that makes of it.
Rule = tuple[re.Pattern[str], Callable[[re.Match[str], Here], Term | None]]


def tidy(text: str) -> str:
    """The text in the form that patterns read, or "" where it is too long to be a date."""
    if len(text) > LONGEST_TEXT:
        return ""
    words = re.sub(r"[,;](?= |$)", " ", fold(text)).rstrip(" .,;!?").split()
    return " ".join(SHORT_FORMS.get(word, word) for word in words)


def how_many(count: str) -> int:
    """A count in digits or in words."""
    return COUNTS.get(count) or int(count)


def year_in(digits: str) -> int:
    """A year of four digits.

    Raises:
        ImpossibleDate: outside the years that Payoff knows.
    """
    year = int(digits)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ImpossibleDate(f"Payoff knows the years {FIRST_YEAR} to {LAST_YEAR}, not {digits}.")
    return year


def month_in(digits: str) -> int:
    """A month by its number.

    Raises:
        ImpossibleDate: there is none.
    """
    month = int(digits)
    if not 1 <= month <= 12:
        raise ImpossibleDate(f"There is no month {digits}: a year has 12.")
    return month


def day_in(month: int, digits: str, year: int | None = None) -> int:
    """A day of a month, in any year unless one is given.

    Raises:
        ImpossibleDate: the month is shorter, or the year is no leap year.
    """
    day, name = int(digits), MONTH_NAMES[month - 1]
    if not 1 <= day <= MONTH_DAYS[month - 1]:
        most = "at most 29" if month == 2 else MONTH_DAYS[month - 1]
        raise ImpossibleDate(f"There is no {day} {name}: {name} has {most} days.")
    if (month, day) == (2, 29) and year is not None and (year % 4 or (year % 100 == 0 and year % 400)):
        raise ImpossibleDate(f"There is no 29 February {year}: {year} is no leap year, February has 28 days.")
    return day


def repaired(phrase: str) -> str:
    """The phrase with misspelt words put right and a year of two digits written in full; "" if nothing was mended."""
    words = phrase.split()
    strange = [at for at, word in enumerate(words) if word.isalpha() and word not in VOCABULARY][:WORDS_REPAIRED]
    for at in strange:
        words[at] = meant_by(words[at])
    mended = re.sub(r"(?<=[a-z] )([0-9]{2})$", r"20\1", " ".join(words))
    return "" if mended == phrase else mended


def meant_by(word: str) -> str:
    """The word with its letters in their right order, or else the one that comes nearest; itself where none is near."""
    swapped = (known for known in OFFERED if sorted(known) == sorted(word))
    return next(swapped, "") or nearest(word, OFFERED) or word


def shown(phrase: str) -> str:
    """A phrase as people write it: "12 january" → "12 January", "q3" → "Q3"."""
    written_large = {*MONTHS, *WEEKDAYS}
    words = (word.capitalize() if word in written_large else word for word in phrase.split())
    return " ".join(word.upper() if NUMBERED.fullmatch(word) else word for word in words)
