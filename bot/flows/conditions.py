"""Say what a rule that is kept says."""

from bot.value.rule import Condition
from bot.value.threshold import Threshold
from storage.rules import Rule


def condition_of(rule: Rule) -> Condition:
    """When it applies."""
    return Condition(rule.measure, Threshold(rule.side, rule.line), rule.day)
