"""Read readings from CSV, uploaded or pasted: good rows are kept, bad rows are named with their line."""

from bot.sources.csv.columns import NoColumn
from bot.sources.csv.dates import TwoDates
from bot.sources.csv.numbers import TwoNumbers
from bot.sources.csv.parse import parse_csv
from bot.sources.csv.result import Bad, Columns, CsvReading, Parsed
from bot.sources.csv.table import TooManyRows, is_row
from bot.sources.csv.text import MOST_BYTES, Empty, NotCsv, TooLarge, check_size

__all__ = [
    "MOST_BYTES",
    "Bad",
    "Columns",
    "CsvReading",
    "Empty",
    "NoColumn",
    "NotCsv",
    "Parsed",
    "TooLarge",
    "TooManyRows",
    "TwoDates",
    "TwoNumbers",
    "check_size",
    "is_row",
    "parse_csv",
]
