"""Parse a CSV file into readings. It takes a second for 100,000 rows: run it in a thread."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from bot.errors import Refusal
from bot.sources.csv.columns import Layout, layout
from bot.sources.csv.dates import DateColumn
from bot.sources.csv.numbers import NumberColumn, is_nothing
from bot.sources.csv.result import Bad, BadRow, Columns, CsvReading, Parsed
from bot.sources.csv.table import MOST_ROWS, Row, TooManyRows, rows_of
from bot.sources.csv.text import Empty, text_of
from bot.value.naming import fold

# As much of a bad row as is shown.
SHOWN = 80


def parse_csv(
    data: bytes | str,
    *,
    zone: str,
    today: date,
    unit: str = "",
    metric: str = "",
    unit_of: Callable[[str], str] | None = None,
) -> Parsed:
    """The readings of a file, and its rows that hold none.

    Args:
        data: the file's bytes, or pasted text.
        zone: where the team is; a date without a time is its noon there.
        today: the team's day; what is dated later is a bad row.
        unit: of the values that do not say theirs.
        metric: the metric that the file is for, if it is for one: it tells which of several columns is meant.
        unit_of: the unit of a metric that the file names, in a column or a heading; the Refusal it raises for an
            unknown one is why its rows are bad.

    Raises:
        NotCsv, Empty: it is another kind of file, or there is nothing in it.
        TooLarge, TooManyRows: more than 20 MB, or than 200,000 rows.
        NoColumn: no dates or no values, or too many columns of them.
        TwoDates, TwoNumbers: its dates or numbers can be read in two ways.
    """
    text, encoding = text_of(data)
    rows, delimiter = rows_of(text)
    if not rows:
        raise Empty(hint="It needs rows with a date and a value.")
    found = layout(rows, metric)
    body = rows[1:] if found.headings else rows
    if len(body) * len(found.values) > MOST_ROWS:
        raise TooManyRows()
    reader = Reader(found, body, zone=zone, today=today, unit=unit, unit_of=unit_of, delimiter=delimiter)
    for row in body:
        reader.take(row)
    return Parsed(
        readings=tuple(sorted(reader.readings.values(), key=lambda reading: (reading.at, reading.line))),
        bad=tuple(reader.bad),
        columns=Columns(
            found.heading(found.date),
            tuple(found.heading(column) for column, _ in found.values),
            "" if found.metric is None else found.heading(found.metric),
        ),
        rows=len(body),
        encoding=encoding,
        delimiter=delimiter,
        day_first=reader.dates.day_first,
        decimal_comma=next((True for column in reader.numbers if column.decimal_comma), None),
        empty=reader.empty,
        repeated=reader.good - len(reader.readings),
    )


class Reader:
    """Reads row after row; keeps readings, bad rows and counts."""

    def __init__(
        self,
        found: Layout,
        body: Sequence[Row],
        *,
        zone: str,
        today: date,
        unit: str,
        unit_of: Callable[[str], str] | None,
        delimiter: str,
    ) -> None:
        self.found = found
        self.delimiter = delimiter
        self.unit, self.unit_of = unit, unit_of
        self.dates = DateColumn.of(cells_of(body, found.date), zone=zone, today=today)
        self.numbers = [NumberColumn.of(cells_of(body, column), delimiter=delimiter) for column, _ in found.values]
        self.readings: dict[tuple[str, datetime], CsvReading] = {}
        self.bad: list[Bad] = []
        self.good = self.empty = 0
        # What was found out for a cell holds for all that say the same.
        self.moments: dict[str, datetime] = {}
        self.units: dict[str, tuple[str, str]] = {}

    def take(self, row: Row) -> None:
        """Keep a row's readings, or why there are none."""
        try:
            cells = self.cells(row)
            at = self.moment(cells[self.found.date])
            name = self.name(cells)
        except Refusal as refusal:
            self.leave_out(row, refusal)
            return
        for (column, heading), numbers in zip(self.found.values, self.numbers, strict=True):
            try:
                self.keep(row.line, at, name or heading, cells[column], numbers)
            except Refusal as refusal:
                self.leave_out(row, refusal, heading)

    def keep(self, line: int, at: datetime, metric: str, cell: str, numbers: NumberColumn) -> None:
        """Keep one value, unless there is none."""
        if is_nothing(cell):
            self.empty += 1
            return
        folded, unit = self.metric(metric) if metric else ("", self.unit)
        value = numbers.read(cell, unit)
        self.good += 1
        self.readings[folded, at] = CsvReading(at, value, metric, line)

    def leave_out(self, row: Row, refusal: Refusal, heading: str = "") -> None:
        """Name a row, or one of its columns, that holds no reading."""
        why = refusal.words
        text = " ".join(self.delimiter.join(row.cells)[: SHOWN + 1].split("\n"))
        shown = text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
        self.bad.append(Bad(row.line, shown, f"{heading}: {why}" if heading else why))

    def cells(self, row: Row) -> list[str]:
        """As many cells as there are columns; those that are missing at a row's end are empty.

        Raises:
            BadRow: it has more, or its quotation mark is not closed.
        """
        if row.wrong:
            raise BadRow(row.wrong)
        extra = len(row.cells) - self.found.width
        if extra > 0 and any(row.cells[self.found.width :]):
            raise BadRow(
                f"This row has {len(row.cells)} cells, the others {self.found.width}.",
                hint="A number with a comma in it needs quotation marks." if self.delimiter == "," else "",
            )
        return row.cells if extra >= 0 else [*row.cells, *[""] * -extra]

    def moment(self, cell: str) -> datetime:
        """The moment that a cell means."""
        if cell not in self.moments:
            self.moments[cell] = self.dates.read(cell)
        return self.moments[cell]

    def name(self, cells: Sequence[str]) -> str:
        """The metric that a row names; "" where rows name none.

        Raises:
            BadRow: it names none, and others do.
        """
        if self.found.metric is None:
            return ""
        if not cells[self.found.metric]:
            raise BadRow("This row names no metric.")
        return cells[self.found.metric]

    def metric(self, name: str) -> tuple[str, str]:
        """The form in which names that look alike are the same, and the metric's unit."""
        if name not in self.units:
            self.units[name] = fold(name), self.unit_of(name) if self.unit_of else self.unit
        return self.units[name]


def cells_of(body: Sequence[Row], column: int) -> list[str]:
    """The cells of a column."""
    return [row.cells[column] for row in body if not row.wrong and column < len(row.cells)]
