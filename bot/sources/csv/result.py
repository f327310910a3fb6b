"""Hold what a CSV file says, what it does not, and how it was read."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.errors import Refusal


class CsvReading(NamedTuple):
    """One value at one moment (in UTC); `metric` is its column's or cell's name, "" in a file of one metric."""

    at: datetime
    value: float
    metric: str
    line: int


class Bad(NamedTuple):
    """A row that was left out: its line in the file, what stands there (cut), and why."""

    line: int
    text: str
    why: str


class BadRow(Refusal):
    """This row holds no reading."""


@dataclass(frozen=True)
class Columns:
    """Which columns were read, by their headings, or by number where there are none."""

    date: str
    values: tuple[str, ...]
    metric: str = ""


@dataclass(frozen=True)
class Parsed:
    """What came out of a file, the oldest reading first.

    `day_first` and `decimal_comma` say what was found out from the whole column, None where nothing had to be.
    `empty` counts cells without a value, `repeated` readings that a later row of the file replaced.
    """

    readings: tuple[CsvReading, ...]
    bad: tuple[Bad, ...]
    columns: Columns
    rows: int
    encoding: str
    delimiter: str
    day_first: bool | None
    decimal_comma: bool | None
    empty: int
    repeated: int

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metrics that the file names, in the order in which they come."""
        return tuple(dict.fromkeys(reading.metric for reading in sorted(self.readings, key=lambda one: one.line)))
