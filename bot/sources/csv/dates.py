"""Read a column of dates: each as it can only be meant, days and months in the order that the whole column allows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.errors import Refusal
from bot.value.dates import NotADate, parse_when
from bot.value.dates.spans import FIRST_YEAR, LAST_YEAR
from bot.value.dates.words import MONTH_NAMES, MONTHS
from bot.value.naming import quoted

# A day without a time of day is its noon, as it is where a reading is typed: the one replaces the other.
NOON = time(12)
CLOCK = r"(?:[ T,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?)?"
NAME = rf"(?P<name>{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
ORDERS = (
    re.compile(rf"(?P<year>\d{{4}})(?:(?P<mark>[-/.])(?P<month>\d{{1,2}})(?:(?P=mark)(?P<day>\d{{1,2}}){CLOCK})?)?"),
    re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ .-]+{NAME}[ .,-]+(?P<year>\d{{4}}){CLOCK}", re.IGNORECASE),
    re.compile(rf"{NAME}[ .]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ ,]+(?P<year>\d{{4}}){CLOCK}", re.IGNORECASE),
    re.compile(rf"{NAME}[ .,-]+(?P<year>\d{{4}})", re.IGNORECASE),
)
IN_DIGITS = re.compile(rf"(?P<one>\d{{1,2}})(?P<mark>[-/.])(?P<other>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}){CLOCK}")
# Quarters, halves and weeks are left to the grammar that knows them.
PERIOD = re.compile(
    r"(?:[qh] ?\d|w(?:eek)? ?\d\d?)[ /-]*\d{4}|\d{4}[ /-]*(?:[qh] ?\d|w ?\d\d?(?:-?[1-7])?)", re.IGNORECASE
)
SECONDS_SINCE_1970 = re.compile(r"\d{9,10}(?:\.\d+)?|\d{13}")
SHORT_YEAR = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2}(?!\d).*")
SPREADSHEET_DAY = re.compile(r"[2-6]\d{4}(?:\.\d+)?")


class TwoDates(Refusal):
    """The dates of this file can be read in two ways."""


class BadDate(Refusal):
    """This is no date."""


@dataclass(frozen=True)
class DateColumn:
    """How a column of dates is read. `day_first` is None where no date needs to know."""

    zone: ZoneInfo
    today: date
    day_first: bool | None
    end: datetime = field(init=False)

    def __post_init__(self) -> None:
        tomorrow = datetime.combine(self.today + timedelta(days=1), time(0), self.zone)
        object.__setattr__(self, "end", tomorrow.astimezone(UTC))

    @classmethod
    def of(cls, cells: Iterable[str], *, zone: str, today: date) -> "DateColumn":
        """The way to read these cells.

        Raises:
            TwoDates: nothing says whether days or months come first, or some dates say this and some that.
        """
        return cls(ZoneInfo(zone), today, day_comes_first(cells, today))

    def read(self, text: str) -> datetime:
        """The moment that a cell means, in UTC.

        Raises:
            BadDate: none, one that no calendar has, or one still to come.
        """
        try:
            moment = self.moment(text).astimezone(UTC)
        except (ValueError, OverflowError):
            raise BadDate(f"No calendar has {quoted(text)}.") from None
        if moment >= self.end:
            raise BadDate(f"{quoted(text)} is still to come: a reading says what was.")
        if moment.year < FIRST_YEAR:
            raise BadDate(f"{quoted(text)} is too long ago: Payoff knows the years {FIRST_YEAR} to {LAST_YEAR}.")
        return moment

    def moment(self, text: str) -> datetime:
        """The moment that a cell means.

        Raises:
            ValueError: no calendar has it.
            BadDate: it is no date.
        """
        text = text.removesuffix(" UTC").removesuffix(" GMT") + "+00:00" if text.endswith((" UTC", " GMT")) else text
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            return self.written_otherwise(text)
        if len(text) <= len("2026-03-31"):
            return datetime.combine(found, NOON, self.zone)
        return found if found.tzinfo else found.replace(tzinfo=self.zone)

    def written_otherwise(self, text: str) -> datetime:
        """The moment that a cell means which is not written as ISO 8601 has it."""
        match = IN_DIGITS.fullmatch(text)
        if match:
            one, other = int(match["one"]), int(match["other"])
            # Points stand between day, month and year, in this order, wherever they are used at all.
            day, month = (other, one) if self.day_first is False and match["mark"] != "." else (one, other)
            return self.at(match, date(int(match["year"]), month, day))
        for order in ORDERS:
            match = order.fullmatch(text)
            if match:
                found = match.groupdict()
                month = MONTHS[found["name"].lower()] if "name" in found else int(found["month"] or 1)
                return self.at(match, date(int(found["year"]), month, int(found.get("day") or 1)))
        if PERIOD.fullmatch(text):
            return self.first_day_of(text)
        if SECONDS_SINCE_1970.fullmatch(text):
            return datetime.fromtimestamp(float(text) / (1000 if len(text) == 13 else 1), UTC)
        raise BadDate(why_not(text))

    def at(self, match: re.Match[str], day: date) -> datetime:
        """The time of day that was written with a date, or noon."""
        found = match.groupdict()
        if not found.get("hour"):
            return datetime.combine(day, NOON, self.zone)
        hour = int(found["hour"])
        if found["half"]:
            if not 1 <= hour <= 12:
                raise ValueError(hour)
            hour = hour % 12 + (12 if found["half"] in "pP" else 0)
        return datetime.combine(day, time(hour, int(found["minute"]), int(found["second"] or 0)), self.zone)

    def first_day_of(self, text: str) -> datetime:
        """The first day of a quarter, half or week."""
        try:
            when = parse_when(text, today=self.today, prefer="past")
        except NotADate as refusal:
            raise BadDate(refusal.message) from refusal
        return datetime.combine(when.first, NOON, self.zone)


def day_comes_first(cells: Iterable[str], today: date) -> bool | None:
    """Whether days come before months in dates like 03/12/2026; None where it makes no difference.

    Raises:
        TwoDates: nothing says which, or some dates say this and some that.
    """
    # The first cell that can only be read this way; one that can be read both ways.
    must: dict[bool, str] = {}
    past: dict[bool, str] = {}
    either = ""
    for cell in cells:
        match = IN_DIGITS.fullmatch(cell)
        if match is None or match["mark"] == "." or match["one"] == match["other"]:
            continue
        one, other, year = int(match["one"]), int(match["other"]), int(match["year"])
        # No calendar has these; their row will be named.
        if (one > 12 and other > 12) or not (one and other and year):
            continue
        if one > 12 or other > 12:
            must.setdefault(one > 12, cell)
            continue
        either = either or cell
        # A reading says what was: an order in which it would be still to come is not meant.
        for day_first, (month, day) in ((True, (other, one)), (False, (one, other))):
            if (year, month, day) > (today.year, today.month, today.day):
                past.setdefault(not day_first, cell)
    for found in (must, past):
        if len(found) == 1:
            return next(iter(found))
    if len(must) == 2:
        raise TwoDates(
            f"Days and months are mixed up in this file: {quoted(must[True])} has the day first, "
            f"{quoted(must[False])} the month.",
            hint="Write all dates as 2026-03-31.",
        )
    if either:
        raise two_readings(either)
    return None


def two_readings(cell: str) -> TwoDates:
    """The refusal that names both dates a cell may be."""
    one, other = (int(number) for number in re.findall(r"\d+", cell)[:2])
    readings = [f"{day} {MONTH_NAMES[month - 1][:3]}" for day, month in ((one, other), (other, one))]
    return TwoDates(
        f"{quoted(cell)} is {readings[0]} or {readings[1]}, and no other date of this file says which.",
        hint="Write dates as 2026-03-31.",
    )


def why_not(text: str) -> str:
    """Why a cell is no date."""
    if SHORT_YEAR.fullmatch(text):
        return f"{quoted(text)} needs its whole year. Write 2026-03-31."
    if SPREADSHEET_DAY.fullmatch(text):
        return (
            f"{quoted(text)} is a spreadsheet's number for a day. Format the column as dates there, and save it again."
        )
    return f"{quoted(text)} is no date. Write 2026-03-31." if text else "There is no date."


def looks_like_a_date(text: str) -> bool:
    """Whether a cell can hardly be anything but a date, right or wrong."""
    if text.replace(".", "", 1).isdigit() or not any(character.isdigit() for character in text):
        return False
    if any(pattern.fullmatch(text) for pattern in (*ORDERS, IN_DIGITS, PERIOD, SHORT_YEAR)):
        return True
    try:
        datetime.fromisoformat(text.removesuffix(" UTC").removesuffix(" GMT"))
    except ValueError:
        return False
    return True
