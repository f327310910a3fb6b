"""Say why something typed is not a date."""

from bot.errors import Refusal


class NotADate(Refusal):
    """Payoff does not understand this as a date."""


class UnknownDate(NotADate):
    """Payoff does not understand these words as a date."""


class AmbiguousDate(NotADate):
    """This could be either of two dates."""


class ImpossibleDate(NotADate):
    """No calendar has this date."""


class WrongWeekday(ImpossibleDate):
    """The date falls on another day of the week."""


class WrongSide(NotADate):
    """The date lies on the wrong side of today."""
