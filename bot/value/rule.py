"""Read and judge a team's own rule: if a number is beyond a line by a day, it does what it wrote down."""

import re
from dataclasses import dataclass

from bot.errors import FieldErrors, Refusal
from bot.value.amounts import format_amount, format_change
from bot.value.digits import exact
from bot.value.numbers import parse_amount, parse_change
from bot.value.promise import Promised
from bot.value.threshold import Threshold

# As they are offered in a menu: what is held against the line, and on which side of it the rule applies.
WHENS = ("change_below", "change_above", "number_below", "number_above")
DAY = 30
LAST_DAY = 365


@dataclass(frozen=True)
class Condition:
    """When a rule applies: "change" is the change since shipping with its sign, "number" the metric itself."""

    measure: str
    threshold: Threshold
    day: int

    def seen(self, change: float | None, number: float | None) -> float | None:
        """Of what was read on the day, what is held against the line; None where nothing was."""
        return change if self.measure == "change" else number

    def applies(self, change: float | None, number: float | None) -> bool | None:
        """Whether the rule applies on its day; None where nothing was read: then nothing is judged.

        On the line itself it does not, and a difference in the tenth digit is none.
        """
        seen = self.seen(change, number)
        if seen is None:
            return None
        distance = exact(seen) - exact(self.threshold.value)
        if abs(distance) <= abs(exact(self.threshold.value)) / 10**9:
            return False
        return self.threshold.is_beyond(seen)

    def words(self, unit: str) -> str:
        """The condition as it is read: "the change is below +0.2 pt by day 30"."""
        return (
            f"the {self.measure} is {self.threshold.side} {self.amount(self.threshold.value, unit)} by day {self.day}"
        )

    def amount(self, value: float | None, unit: str) -> str:
        """What is held against the line, or the line: "+0.2 pt", or "4.1 %"."""
        return format_change(value, unit) if self.measure == "change" else format_amount(value, unit)


def parse_condition(
    when: str, line: str, day: str, *, does: str, promised: Promised, unit: str, baseline: float | None
) -> Condition | None:
    """A rule as it is typed into a form; None where none was typed.

    Args:
        when: one of `WHENS`, or "".
        does: what the team will then do, in its own words.

    Raises:
        FieldErrors: at each of the fields `rule_when`, `rule_line`, `rule_day` and `otherwise` that makes no sense: a
            part is missing, cannot be read, or the rule would apply whatever happens.
    """
    if not when and not line.strip() and not day.strip():
        return None
    errors: dict[str, str] = {}
    measure, _, side = when.partition("_")
    if when not in WHENS:
        errors["rule_when"] = "What is held against the line?"
    if not does.strip():
        errors["otherwise"] = "What will you do then?"
    number = re.fullmatch(r"\s*([0-9]{1,4})\s*", day or str(DAY), re.ASCII)
    days = int(number[1]) if number is not None else 0
    if not 1 <= days <= LAST_DAY:
        errors["rule_day"] = f"A day after shipping, from 1 to {LAST_DAY}."
    value = 0.0
    try:
        value = parse_amount(line, unit) if measure == "number" else parse_change(line, unit)
    except Refusal as refusal:
        errors["rule_line"] = refusal.words if line.strip() else "Beyond what?"
    if errors:
        raise FieldErrors(errors)
    found = Condition(measure, Threshold(side, value), days)
    if always(found, promised, baseline):
        raise FieldErrors(
            {"rule_line": f"That would apply whatever happens: also if it works, with {said(promised, unit)}."}
        )
    return found


def always(condition: Condition, promised: Promised, baseline: float | None) -> bool:
    """Whether a rule applies without any change and with each that is promised: it then decides nothing."""
    if condition.measure == "number" and baseline is None:
        return False
    start = exact(baseline or 0.0)
    changes = (0.0, promised.low, promised.likely, promised.high)
    return all(condition.applies(change, float(start + exact(change))) for change in changes)


def said(promised: Promised, unit: str) -> str:
    """The change that is promised as likely."""
    return format_change(promised.likely, unit)
