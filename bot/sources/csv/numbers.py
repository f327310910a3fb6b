"""Read a column of numbers, with the decimal mark that the whole column allows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.errors import Refusal
from bot.value.naming import quoted
from bot.value.numbers import parse_amount

# What spreadsheets and databases write where there is no value.
NOTHING = frozenset(("", "-", "–", "—", "na", "n/a", "#n/a", "nan", "null", "none", "nil", "?"))
PLAIN = re.compile(r"-?\d{1,14}(?:\.\d{1,12})?", re.ASCII)
GROUPED = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3}){1,4}(?:\.\d{1,12})?", re.ASCII)
NUMBER = re.compile(r"[+\-−]?\D{0,4}[\d.][\d.,'’ \u00a0\u202f]*(?:[eE][+-]?\d+)?(?: ?[^\d\s]\D{0,19})?")
SWAP = str.maketrans(",.", ".,")
# How the digits of a number can be meant. A mark that is neither could be both.
DIGITS = re.compile(r"\d[\d.,]*\d|\d")
COMMA_IS_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|(?:0|\d{4,}),\d+|\d+,(?:\d{1,2}|\d{4,})")
POINT_IS_DECIMAL = re.compile(
    r"\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}|(?:0|\d{4,})\.\d+|\d+\.(?:\d{1,2}|\d{4,})"
)
COULD_BE_BOTH = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


class TwoNumbers(Refusal):
    """The numbers of this file can be read in two ways."""


@dataclass(frozen=True)
class NumberColumn:
    """How a column of numbers is read. `decimal_comma` is None where no number needs to know."""

    decimal_comma: bool | None

    @classmethod
    def of(cls, cells: Iterable[str], *, delimiter: str) -> "NumberColumn":
        """The way to read these cells.

        Raises:
            TwoNumbers: nothing says which mark is the decimal one, or some numbers say this and some that.
        """
        return cls(comma_is_decimal(cells, delimiter))

    def read(self, text: str, unit: str) -> float:
        """The value that a cell means, in a unit; a bare number is in that unit.

        Raises:
            NotANumber, TwoReadings, WrongUnit, OutOfReach: as `bot.value.numbers.parse_amount`.
        """
        number = text.translate(SWAP) if self.decimal_comma else text
        bare = number.removesuffix("%").rstrip() if unit == "%" else number
        if PLAIN.fullmatch(bare):
            value = float(bare)
            # The strict reading knows what is too small to tell from zero.
            return value + 0.0 if abs(value) > 1e-9 or not value else parse_amount(number, unit)
        if GROUPED.fullmatch(bare):
            return float(bare.replace(",", ""))
        return parse_amount(number, unit)


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is no value."""
    return text.casefold() in NOTHING


def looks_like_a_number(text: str) -> bool:
    """Whether a cell is probably a number, with or without its unit."""
    return NUMBER.fullmatch(text) is not None


def comma_is_decimal(cells: Iterable[str], delimiter: str) -> bool | None:
    """Whether the comma is the decimal mark of these numbers; None where none has a mark.

    Raises:
        TwoNumbers: nothing says which mark is the decimal one, or some numbers say this and some that.
    """
    must: dict[bool, str] = {}
    both: dict[str, str] = {}
    for cell in cells:
        # Of most files, only the first number has to be looked at.
        if ("," not in cell or True in must) and ("." not in cell or False in must):
            continue
        match = DIGITS.search(cell)
        digits = match.group() if match else ""
        if COMMA_IS_DECIMAL.fullmatch(digits):
            must.setdefault(True, cell)
        elif POINT_IS_DECIMAL.fullmatch(digits):
            must.setdefault(False, cell)
        elif COULD_BE_BOTH.fullmatch(digits):
            both.setdefault("," if "," in digits else ".", cell)
    if len(must) == 2:
        raise TwoNumbers(
            f"Decimal marks are mixed up in this file: {quoted(must[True])} has a comma, {quoted(must[False])} "
            "a point.",
            hint="Use points, and no marks between thousands.",
        )
    if must:
        return next(iter(must))
    # Where semicolons stand between cells, commas may be decimal marks; elsewhere they group thousands, as typed.
    if both and (delimiter == ";" or len(both) == 2):
        cell = next(iter(both.values()))
        bare = cell.replace(",", "").replace(".", "")
        raise TwoNumbers(
            f"{quoted(cell)} can be read as {cell.replace(',', '.')} or as {bare}, and no other number of this file "
            "says which.",
            hint="Use points, and no marks between thousands.",
        )
    return False if both else None
