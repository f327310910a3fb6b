"""Say a date as Payoff understands it on a certain Tuesday."""

from datetime import date

import pytest
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.value.dates import (
    in_full,
    parse_when,
)

TODAY = date(2026, 3, 3)  # A Tuesday.
BERLIN = "Europe/Berlin"
some_day = st.dates(date(1995, 1, 1), date(2105, 12, 31))


def plan(text: str, today: date = TODAY) -> str:
    """What a plan's date means, as Payoff says it back."""
    return in_full(parse_when(text, today=today))


def reading(text: str, today: date = TODAY) -> str:
    """What a reading's date means, as Payoff says it back."""
    return in_full(parse_when(text, today=today, prefer="past"))


def refusal(text: str, today: date = TODAY) -> Refusal:
    """What Payoff says to what is no date."""
    with pytest.raises(Refusal) as refused:
        parse_when(text, today=today)
    return refused.value
