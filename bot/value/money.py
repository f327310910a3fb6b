"""Hold money exactly: whole minor units of one currency, never a float, never two currencies in one sum."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from functools import total_ordering

from bot.errors import Refusal
from bot.value.currencies import CODES, NotACurrency, minor_digits, parse_currency
from bot.value.digits import LARGEST, spaced, with_symbol
from bot.value.naming import quoted
from bot.value.numbers import MONEY_TIMES, TIMES, read_amount
from bot.value.units import means

# A sum of a million amounts is still exact within the 28 digits of Decimal.
REACH = LARGEST * 10**6


class DifferentCurrencies(Refusal):
    """Amounts in different currencies are not added."""


class TooFine(Refusal):
    """That is finer than money goes."""


@total_ordering
@dataclass(frozen=True)
class Money:
    """An exact amount of one currency, in its major unit (euros, not cents).

    Raises:
        ValueError: no such currency, a fraction of a minor unit, nan or infinite, or from 10^21 up.
        TypeError: a float, which would bring its error along.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"Money is made of a Decimal, not of {type(self.amount).__name__}.")
        if self.currency not in CODES:
            raise ValueError(f"{self.currency!r} is no currency.")
        if not self.amount.is_finite() or abs(self.amount) >= REACH:
            raise ValueError(f"{self.amount} {self.currency} is out of reach.")
        unit = Decimal(1).scaleb(-minor_digits(self.currency))
        whole = self.amount.quantize(unit)
        if whole != self.amount:
            raise ValueError(f"{self.amount} {self.currency} is no whole number of minor units.")
        object.__setattr__(self, "amount", whole if whole else abs(whole))

    @classmethod
    def rounded(cls, amount: Decimal | Fraction | int, currency: str) -> "Money":
        """The nearest whole minor unit, halves to even."""
        places = minor_digits(currency)
        return cls.of_minor(round(Fraction(amount) * 10**places), currency)

    @classmethod
    def of_minor(cls, minor: int, currency: str) -> "Money":
        """So many minor units: 320 cents are €3.20, 320 yen are ¥320."""
        return cls(Decimal(minor).scaleb(-minor_digits(currency)), currency)

    @property
    def minor(self) -> int:
        """How many minor units it is, as a table keeps it."""
        return int(self.amount.scaleb(minor_digits(self.currency)))

    def times(self, share: Fraction | Decimal | int) -> "Money":
        """So many times this, to the nearest minor unit, halves to even."""
        return Money.of_minor(round(self.minor * Fraction(share)), self.currency)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self.same(other).amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self.same(other).amount, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self.same(other).amount

    def same(self, other: "Money") -> "Money":
        """The other amount, if it is in this currency.

        Raises:
            DifferentCurrencies: it is not.
        """
        if other.currency != self.currency:
            raise DifferentCurrencies(f"{self} and {other} are different currencies; they are never added or compared.")
        return other

    def __str__(self) -> str:
        """In full: "$75,600", "$54,832.10"."""
        return with_symbol(self.amount, self.currency)

    def compact(self) -> str:
        """In short, to at least two significant digits: "$55k", "$1.2M", "$640", "$3.50"."""
        size = abs(self.amount)
        if size < 100:
            return str(self)
        letter, rounded = "", size
        for thousands, letter in enumerate(("", "k", "M", "bn", "tn")):  # noqa: B007
            scaled = size.scaleb(-3 * thousands)
            rounded = scaled.quantize(Decimal("0.1") if scaled < 10 else Decimal(1), ROUND_HALF_EVEN)
            if rounded < 1000:
                break
        return with_symbol(rounded.copy_sign(self.amount), self.currency, letter)


def parse_money(text: str, default: str) -> Money:
    """An amount of money as people type it: "€3.2k", "3.2k EUR", "1,240"; a bare number is in the currency `default`.

    Raises:
        NotANumber, TwoReadings, WrongUnit, OutOfReach: as `numbers.parse_amount`.
        TooFine: a fraction of a cent.
    """
    currency = typed_currency(text, default)
    amount = read_amount(text, currency)
    money = Money.rounded(amount, currency)
    if money.amount != amount:
        places = minor_digits(currency)
        raise TooFine(f"{quoted(text)} is finer than {currency} goes: it has {places or 'no'} decimals.")
    return money


def typed_currency(text: str, default: str) -> str:
    """The currency that an amount names, `default` if it names none; "$" is the default's own dollar."""
    for word in re.sub(r"[0-9.,'’+\- ]+", " ", spaced(text)).split():
        for times in ("", *TIMES, *MONEY_TIMES):
            typed = word.removeprefix(times)
            if not word.startswith(times) or not typed:
                continue
            if means(typed, default):
                return default
            try:
                return parse_currency(typed)
            except NotACurrency:
                continue
    return default


def add_up(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """One sum for each currency that occurs, in the order of their codes; nothing of nothing."""
    sums: dict[str, Money] = {}
    for money in amounts:
        sums[money.currency] = sums[money.currency] + money if money.currency in sums else money
    return tuple(sums[currency] for currency in sorted(sums))
