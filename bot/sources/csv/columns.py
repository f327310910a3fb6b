"""Find out which columns hold dates, values and the names of metrics."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.errors import Refusal
from bot.sources.csv.dates import looks_like_a_date
from bot.sources.csv.numbers import is_nothing, looks_like_a_number
from bot.sources.csv.table import Row
from bot.value.naming import fold

SAMPLE = 200
# What people call such columns; the likelier first.
DATES = (
    "date",
    "day",
    "at",
    "when",
    "datetime",
    "timestamp",
    "time",
    "ts",
    "ds",
    "month",
    "week",
    "quarter",
    "period",
    "year",
)
VALUES = ("value", "reading")
METRICS = ("metric", "metric name", "kpi", "measure", "series", "name")
# Numbers that count rows are no readings.
NO_VALUES = ("", "id", "#", "row", "row names", "rownames", "index", "unnamed: 0")


class NoColumn(Refusal):
    """This file has no column of dates, or none of values."""


@dataclass(frozen=True)
class Layout:
    """Which columns are read. `values` are columns with the metric each holds, "" for the one that was asked for."""

    headings: tuple[str, ...] | None
    width: int
    date: int
    values: tuple[tuple[int, str], ...]
    metric: int | None

    def heading(self, column: int) -> str:
        """What a column is called."""
        return (self.headings[column] if self.headings else "") or f"column {column + 1}"


def layout(rows: Sequence[Row], metric: str) -> Layout:
    """The columns of some rows, the first of which may be a header.

    Raises:
        NoColumn: no dates, no values, or several columns of values without anything that tells which.
    """
    first = rows[0].cells
    headings = tuple(first) if is_header(first) else None
    body = [row.cells for row in rows[1 if headings else 0 :][:SAMPLE]]
    width = len(first) if headings else most_common_width(body)
    columns = [[cells[number] for cells in body if len(cells) == width] for number in range(width)]
    names = [fold(heading) for heading in headings] if headings else [""] * width

    date = date_column(names, columns)
    named = next((names.index(name) for name in METRICS if name in names), None)
    of_metric = None if named is None or share(columns[named], is_bare_number) > 0.5 else named
    values = value_columns(names, columns, {date, of_metric}, metric)
    told = [headings[number] if headings else f"column {number + 1}" for number in values]
    if len(values) > 1 and (of_metric is not None or metric or not headings):
        raise NoColumn(
            f"Several columns hold numbers: {', '.join(told)}.",
            hint="Call the one that is meant “value” in the first row.",
        )
    held = told if len(values) > 1 else [""]
    return Layout(headings, width, date, tuple(zip(values, held, strict=True)), of_metric)


def is_header(cells: Sequence[str]) -> bool:
    """Whether a first row names the columns: no date or number in it, or names that dates and values are known by."""
    folded = [fold(cell) for cell in cells]
    if any(name in folded for name in DATES) and not any(looks_like_a_date(cell) for cell in cells):
        return True
    return not any(looks_like_a_date(cell) or looks_like_a_number(cell) for cell in cells)


def most_common_width(rows: Sequence[Sequence[str]]) -> int:
    """How many cells most rows have."""
    widths = [len(cells) for cells in rows]
    return max(widths, key=widths.count)


def date_column(names: Sequence[str], columns: Sequence[Sequence[str]]) -> int:
    """The column of dates: one that looks like it, by its name if several do; else one that is called so.

    Raises:
        NoColumn: there is none.
    """
    like = [number for number, cells in enumerate(columns) if share(cells, looks_like_a_date) >= 0.5]
    for candidates in (like, range(len(columns))):
        for name in DATES:
            if name in names and names.index(name) in candidates:
                return names.index(name)
        if candidates and candidates is like:
            return like[0]
    raise NoColumn("No column of this file holds dates.", hint="Call it “date” in the first row; write 2026-03-31.")


def value_columns(
    names: Sequence[str], columns: Sequence[Sequence[str]], taken: set[int | None], metric: str
) -> list[int]:
    """The columns of values: the one called like the metric, else one that is called value, else all that hold numbers.

    Raises:
        NoColumn: there is none.
    """
    free = [number for number in range(len(columns)) if number not in taken]
    for wanted in (*([fold(metric)] if metric else []), *VALUES):
        # "Conversion (%)" is called Conversion.
        found = [number for number in free if wanted in (names[number], names[number].partition(" (")[0])]
        if found:
            return found[:1]
    like = [number for number in free if share(columns[number], looks_like_a_number) >= 0.5]
    if any(names):
        like = [number for number in like if names[number] not in NO_VALUES]
    # A column in which nothing could be read is still the only one there is.
    if like or len(free) == 1:
        return like or free
    raise NoColumn("No column of this file holds numbers.", hint="Call it “value” in the first row.")


def is_bare_number(cell: str) -> bool:
    """Whether a cell holds digits and nothing else: no name of a metric."""
    return cell.replace(".", "").replace(",", "").isdigit()


def share(cells: Sequence[str], test: Callable[[str], bool]) -> float:
    """The share of cells that pass a test, of those with something in them."""
    told = [cell for cell in cells if not is_nothing(cell)]
    return sum(map(test, told)) / len(told) if told else 0.0
