"""Cut text into rows of cells, and find out what separates them."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from bot.errors import Refusal
from bot.sources.csv.dates import looks_like_a_date
from bot.sources.csv.numbers import looks_like_a_number

MOST_ROWS = 200_000
# In order of preference where several fit equally well. A space separates a date from a value that was pasted.
DELIMITERS = (",", ";", "\t", "|", " ")
SAMPLE = 50
# A row of more lines than this has a quotation mark that nobody closed.
MOST_LINES = 20
OPEN_QUOTE = "A quotation mark is not closed."


class TooManyRows(Refusal):
    """This file has too many rows."""

    def __init__(self) -> None:
        super().__init__(
            f"This file has more than {MOST_ROWS:,} rows, which is the most that is read at once.", hint="Split it."
        )


class Row(NamedTuple):
    """A row: the line it begins on, its cells without surrounding space, and what is wrong with it, if anything."""

    line: int
    cells: list[str]
    wrong: str = ""


def rows_of(text: str) -> tuple[list[Row], str]:
    """The rows of a text, without empty ones and comments (#), and the delimiter between their cells.

    Raises:
        TooManyRows: more than are read at once.
    """
    # Line ends stay, as the csv module wants them; only those of files, not every character that breaks lines.
    lines = list(io.StringIO(text, newline=""))
    told = lines[0].strip().strip('"').casefold()
    delimiter = told[4:] if told.startswith("sep=") and len(told) == 5 else ""
    # Excel's own first line, "sep=;", is no row.
    start = 1 if delimiter else 0
    delimiter = delimiter or best_delimiter(lines)
    rows: list[Row] = []
    for row in all_rows(lines, start, delimiter):
        if row.cells and any(row.cells) and not row.cells[0].startswith("#"):
            rows.append(row)
            # One more may be the header.
            if len(rows) > MOST_ROWS + 1:
                raise TooManyRows()
    return rows, delimiter


def all_rows(lines: Sequence[str], start: int, delimiter: str) -> Iterator[Row]:
    """Every row; one whose quotation mark is never closed is wrong, and the lines after it are read anew."""
    while start < len(lines):
        for begin, after, cells in cut(lines, start, delimiter):
            if cells is None or (after - begin > 1 and swallows(lines[begin + 1 : after], delimiter)):
                yield Row(begin + 1, [lines[begin].strip()], OPEN_QUOTE)
                start = begin + 1
                break
            yield Row(begin + 1, cells)
            start = after


def swallows(lines: Sequence[str], delimiter: str) -> bool:
    """Whether what seems to belong to the cell of a line before are rows of their own."""
    split = ([cell.strip(' "\r\n') for cell in line.split(delimiter)] for line in lines)
    return len(lines) > MOST_LINES or any(is_useful(cells) for cells in split)


def cut(lines: Sequence[str], start: int, delimiter: str) -> Iterator[tuple[int, int, list[str] | None]]:
    """Where each row begins and ends, counted in lines from 0, and its cells; None if they cannot be told apart."""
    if delimiter == " ":
        for number in range(start, len(lines)):
            # The value is the last word: a date may have several.
            yield number, number + 1, lines[number].rsplit(None, 1)
        return
    reader = csv.reader(
        (lines[number] for number in range(start, len(lines))), delimiter=delimiter, skipinitialspace=True
    )
    begin = start
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            yield begin, begin + 1, None
            return
        if cells is None:
            return
        yield begin, start + reader.line_num, [cell.strip() for cell in cells]
        begin = start + reader.line_num


def best_delimiter(lines: Sequence[str]) -> str:
    """The delimiter with which most of the first lines have a date and a number."""
    sample = [line for line in islice(lines, 4 * SAMPLE) if line.strip() and not line.startswith("#")][:SAMPLE]

    def fit(delimiter: str) -> tuple[int, int, int]:
        rows = [cells for _, _, cells in cut(sample, 0, delimiter) if cells]
        useful = sum(1 for cells in rows if is_useful(cells))
        split = sum(1 for cells in rows if len(cells) > 1)
        return useful, split if delimiter != " " else 0, -DELIMITERS.index(delimiter)

    return max(DELIMITERS, key=fit)


def is_row(line: str) -> bool:
    """Whether a single line is a row of something, or the heading of one, and no words of another kind."""
    return any(mark in line for mark in DELIMITERS if mark != " ") or looks_like_a_date(line.partition(" ")[0])


def is_useful(cells: Sequence[str]) -> bool:
    """Whether one cell looks like a date and another like a number."""
    dates = [looks_like_a_date(cell) for cell in cells]
    return any(dates) and any(looks_like_a_number(cell) for cell, date in zip(cells, dates, strict=True) if not date)
