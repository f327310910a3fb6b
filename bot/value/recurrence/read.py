"""Read the rhythms that people type, word by word: each has to mean something, and all have to fit together."""

import re
from dataclasses import dataclass, field
from datetime import time

from bot.errors import Refusal
from bot.value.dates.hours import OF_12, OF_24, hour_of
from bot.value.dates.words import COUNTS, LONGEST_TEXT, WEEKDAYS
from bot.value.naming import fold, nearest, quoted
from bot.value.recurrence.rule import LAST, MONTHS_IN, Rule, Unit, ordinal
from bot.value.zones import check_zone, cities

EXAMPLES = (
    "Write it like `weekly mon 09:00`, `every weekday 8:30`, `every 2 weeks fri 16:00`, `monthly 1st 09:00` or "
    "`monthly last fri`."
)
NINE = time(9)
HOUR = re.compile(rf"(?<!\S)(?:at )?(?:{OF_24}|{OF_12}|noon)(?!\S)")
ORDINAL = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)")
NUMBER = re.compile(r"[0-9]{1,3}")

UNITS: dict[str, Unit] = {
    **dict.fromkeys(("daily", "day", "days"), "day"),
    **dict.fromkeys(("weekday", "weekdays", "workday", "workdays"), "weekday"),
    **dict.fromkeys(("weekly", "week", "weeks"), "week"),
    **dict.fromkeys(("monthly", "month", "months"), "month"),
    **dict.fromkeys(("quarterly", "quarter", "quarters"), "quarter"),
}
DAYS = {**WEEKDAYS, **{f"{name}s": number for name, number in WEEKDAYS.items() if name.endswith("day")}}
NTHS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": LAST}
MOST: dict[Unit, int] = {"day": 1, "weekday": 1, "week": 12, "month": 12, "quarter": 4}
# "Every working day" is a weekday.
SPOKEN = {"working day": "weekday", "business day": "weekday", "work day": "weekday", "week day": "weekday"}
FILLERS = frozenset(("on", "the", "of", "and", "every", "each", "in", "at"))
TWO_READINGS = {
    "biweekly": "every 2 weeks mon",
    "bi-weekly": "every 2 weeks mon",
    "bimonthly": "every 2 months",
    "bi-monthly": "every 2 months",
}
BEYOND = {
    **dict.fromkeys(("hourly", "hour", "hours", "minute", "minutes"), "The shortest rhythm is daily."),
    **dict.fromkeys(("yearly", "annually", "year", "years"), "The longest rhythm is quarterly."),
}
VOCABULARY = frozenset((*UNITS, *DAYS, *NTHS, *FILLERS, "other", "fortnightly", "noon"))


class NotARhythm(Refusal):
    """Payoff does not understand these words as a rhythm."""


@dataclass
class Read:
    """What the words have said so far; nothing may be said twice."""

    typed: str
    unit: Unit | None = None
    count: int | None = None
    weekdays: set[int] = field(default_factory=set)
    nth: int | None = None

    def set_unit(self, unit: Unit) -> None:
        """A day, week, month or quarter; a week after a weekday ("mon, weekly") is the same week."""
        if self.unit not in (None, unit):
            raise NotARhythm(f"{quoted(self.typed)} has two rhythms, {self.unit} and {unit}.", hint=EXAMPLES)
        self.unit = unit

    def set_count(self, count: int) -> None:
        """Every so many of them."""
        if self.count is not None or count < 1:
            raise NotARhythm(f"{quoted(self.typed)} does not say every how many.", hint=EXAMPLES)
        self.count = count

    def set_nth(self, nth: int) -> None:
        """Which day of a month or quarter."""
        if self.nth is not None or not (nth == LAST or 1 <= nth <= 31):
            raise NotARhythm(f"{quoted(self.typed)} names no single day of a month.", hint=EXAMPLES)
        self.nth = nth


def parse_rule(text: str, *, at: time = NINE, weekday: int | None = None) -> Rule:
    """The rhythm that `text` means; at `at` where no hour is typed, and on `weekday` where a week's day is not.

    Raises:
        NotARhythm: a word means nothing, two contradict each other, or one is missing; with what was probably meant.
        UnknownZone: no zone is called that.
        ImpossibleDate: no clock shows that hour.
    """
    try:
        return understood(text, at, weekday)
    except Strange as strange:
        raise NotARhythm(
            f"{quoted(strange.word)} is no rhythm that Payoff knows.", hint=meant_by(text, at, weekday) or EXAMPLES
        ) from None


class Strange(Exception):
    """A word that means nothing here."""

    def __init__(self, word: str) -> None:
        self.word = word
        super().__init__(word)


def understood(text: str, at: time, weekday: int | None) -> Rule:
    """The rhythm, if every word means something.

    Raises:
        Strange: one does not.
    """
    if not text.strip():
        raise NotARhythm("Say how often.", hint=EXAMPLES)
    if len(text) > LONGEST_TEXT:
        raise Strange(text)
    phrase = fold(text)
    phrase = re.sub(r"[,;](?= |$)", " ", phrase)
    phrase, zone = split_zone(phrase)
    phrase, hour = split_the_hour(phrase, text)
    for spoken, word in SPOKEN.items():
        phrase = re.sub(rf"\b{spoken}s?\b", word, phrase)
    read = Read(text)
    words = phrase.split()
    while words:
        read_word(words, read)
    return checked(read, hour or at, zone, weekday)


def split_zone(phrase: str) -> tuple[str, str]:
    """The phrase without the zone that it ends with, and the zone; "" if it names none."""
    before, _, last = phrase.rpartition(" ")
    if "/" not in last and last not in ("utc", "gmt"):
        return phrase, ""
    return before.removesuffix(" in"), check_zone(last)


def split_the_hour(phrase: str, text: str) -> tuple[str, time | None]:
    """The phrase without its time of day, and the time; None if it names none."""
    found = list(HOUR.finditer(phrase))
    if len(found) > 1:
        raise NotARhythm(f"{quoted(text)} names two hours.", hint="Subscribe twice, once for each.")
    if not found:
        return phrase, None
    return f"{phrase[: found[0].start()]} {phrase[found[0].end() :]}", hour_of(found[0])


def read_word(words: list[str], read: Read) -> None:
    """Take one word, or a number and what it counts, from the front."""
    word = words.pop(0)
    following = words[0] if words else ""
    counts = UNITS.get(following) in ("week", "month", "quarter")
    if word in TWO_READINGS:
        wanted = TWO_READINGS[word]
        raise NotARhythm(f"{quoted(word)} is twice in one, or once in two.", hint=f"For the second: `{wanted} 09:00`.")
    if word in BEYOND:
        raise NotARhythm(BEYOND[word], hint=EXAMPLES)
    if word == "other" and (counts or following in DAYS):
        read.set_count(2)
    elif (NUMBER.fullmatch(word) or word in COUNTS) and UNITS.get(following):
        read.set_count(COUNTS.get(word) or int(word))
    elif word == "fortnightly":
        read.set_count(2)
        read.set_unit("week")
    elif word in NTHS or ORDINAL.fullmatch(word):
        numbered = ORDINAL.fullmatch(word)
        read.set_nth(int(numbered[1]) if numbered else NTHS[word])
        if following == "day":
            words.pop(0)
    elif word in UNITS:
        read.set_unit(UNITS[word])
    elif word in DAYS:
        read.weekdays.add(DAYS[word] + 1)
    elif word not in FILLERS:
        raise Strange(word)


def checked(read: Read, at: time, zone: str, weekday: int | None) -> Rule:
    """The rule that the words make together.

    Raises:
        NotARhythm: they do not.
    """
    unit: Unit | None = read.unit or ("month" if read.nth is not None else "week" if read.weekdays else None)
    count, weekdays = read.count or 1, tuple(sorted(read.weekdays))
    if unit is None:
        raise Strange(read.typed)
    if count > MOST[unit]:
        most = f"At most every {MOST[unit]} {unit}s." if MOST[unit] > 1 else "Days are not counted: `daily` is each."
        raise NotARhythm(most, hint=EXAMPLES)
    if unit in MONTHS_IN:
        return Rule(unit=unit, at=at, count=count, weekdays=weekdays, nth=day_of(read, unit, weekdays), zone=zone)
    if read.nth is not None:
        raise NotARhythm(f"A {unit} has no {ordinal(read.nth)} day.", hint="Name the day: `weekly mon 09:00`.")
    if unit == "week":
        if not weekdays and weekday is None:
            raise NotARhythm("Every week, on which day?", hint=f"Write `weekly mon {at:%H:%M}`.")
        return Rule(unit=unit, at=at, count=count, weekdays=weekdays or (weekday or 1,), zone=zone)
    if weekdays:
        raise NotARhythm(f"{quoted(read.typed)} is every day and some days.", hint="Write `every mon, thu 09:00`.")
    return Rule(unit=unit, at=at, zone=zone)


def day_of(read: Read, unit: Unit, weekdays: tuple[int, ...]) -> int:
    """Which day of a month or quarter, or which of its Mondays.

    Raises:
        NotARhythm: several days, or no word on which of its Mondays.
    """
    if len(weekdays) > 1:
        raise NotARhythm(f"Every {unit} on one day.", hint="Subscribe twice, once for each.")
    if weekdays and read.nth is None:
        raise NotARhythm(f"Which one of the {unit}?", hint=f"Write `{unit}ly 1st mon` or `{unit}ly last mon`.")
    if weekdays and read.nth is not None and read.nth > 4:
        raise NotARhythm(f"Not every {unit} has one.", hint=f"`{unit}ly last fri` is there in each.")
    return read.nth or 1


def meant_by(text: str, at: time, weekday: int | None) -> str:
    """What was probably meant, if that can be told; in words for a hint."""
    words = [mended(word) for word in re.sub(r"[,;](?= |$)", " ", fold(text[:LONGEST_TEXT])).split()]
    phrase, number = " ".join(words), words[-1] if words and NUMBER.fullmatch(words[-1]) else ""
    # A bare number at the end is a day of the month, or else an hour: "monthly 15", "weekly mon 9".
    ends = ("th", ":00") if any(UNITS.get(word) in MONTHS_IN for word in words) else (":00",)
    for candidate in [f"{phrase.removesuffix(number)}{int(number)}{end}" for end in ends] if number else [phrase]:
        try:
            return f"Did you mean `{understood(candidate, at, weekday)}`?"
        except (Strange, Refusal):
            continue
    offers = [zone for zone in cities(words[-1]) if fold(zone).endswith(f"/{words[-1]}")] if words else []
    return f"Did you mean the zone {' or '.join(f'`{offer}`' for offer in offers)}?" if offers else ""


def mended(word: str) -> str:
    """A misspelt word put right; a day of the month that lacks its ending given one."""
    if not word.isalpha() or word in VOCABULARY or word in COUNTS:
        return word
    return nearest(word, VOCABULARY) or word
