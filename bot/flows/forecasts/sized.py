"""Hold what was forecast of a promise's size against what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.value.amounts import format_change, format_span
from bot.value.calibration import CAME
from bot.value.figure import Figure, few
from bot.value.guess import Guess
from bot.value.ranges import MEANT, Held, held, is_within, together
from storage.forecasts import Forecast
from storage.verdicts import Verdict


@dataclass(frozen=True, kw_only=True)
class Sized:
    """By how much a promise was said to move its metric, and by how much it did."""

    guess: Guess
    # How many said so.
    count: int
    # None where nothing was measured, or the verdict is no answer.
    came: float | None

    @property
    def is_within(self) -> bool | None:
        """Whether what came lies from low to high; None where it is not known what came."""
        return is_within(self.guess, self.came) if self.came is not None else None


@dataclass(frozen=True, kw_only=True)
class Ranges:
    """How often what came lay within the ranges of a team, with each of them in words."""

    held: Held
    rows: Sequence[str] = ()
    # Of what nobody measured.
    left_out: Sequence[str] = ()


def sized(found: Sequence[Forecast], verdict: Verdict) -> Sized | None:
    """What these forecasts of one promise say together of its size; None where none of them does."""
    guesses = [guess for guess in map(guess_in, found) if guess is not None]
    guess = together(guesses)
    if guess is None:
        return None
    came = verdict.effect if verdict.verdict in CAME else None
    return Sized(guess=guess, count=len(guesses), came=came)


def guess_in(forecast: Forecast) -> Guess | None:
    """By how much someone said it moves, if they did."""
    if forecast.low is None or forecast.likely is None or forecast.high is None:
        return None
    return Guess(forecast.low, forecast.likely, forecast.high)


def held_by(several: Sequence[Sized]) -> Held:
    """How often what came lay within, where it is known what came."""
    return held([one.is_within for one in several if one.is_within is not None])


def ranges_of(several: Sequence[tuple[str, Sized, str]]) -> Ranges:
    """How a team's ranges did, each with its release's name before it and the metric's unit behind."""
    return Ranges(
        held=held_by([one for _, one, _ in several]),
        rows=[f"{name}: {worded(one, unit)}" for name, one, unit in several if one.came is not None],
        left_out=[f"{name}: {worded(one, unit)}" for name, one, unit in several if one.came is None],
    )


def worded(one: Sized, unit: str) -> str:
    """What was said and what came: "+0.5 pt (0.2 to 0.8), came to +0.1 pt: outside"."""
    said = f"{format_change(one.guess.likely, unit)} ({format_span(one.guess.low, one.guess.high, unit)})"
    if one.came is None:
        return f"{said}, not measured"
    return f"{said}, came to {format_change(one.came, unit)}: {'within' if one.is_within else 'outside'}"


def figure_of_ranges(found: Ranges) -> Figure:
    """What stands behind how often a team's ranges held."""
    return Figure(
        label="ranges",
        value=f"{found.held.within} of {found.held.n}" if found.held.n else "–",
        formula="promises whose change, at the last look, lies from low to high of what was forecast ÷ promises of "
        "which a range was forecast and a change measured; of several ranges the median of each end. "
        f"Low to high is meant to hold {100 * MEANT} %",
        rows_in=few(found.rows),
        rows_out=few([*found.left_out, "ranges that are sealed"]),
    )
