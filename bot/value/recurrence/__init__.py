"""Know what comes again and again: the rhythms that people type, and the moments at which they come."""

from bot.value.recurrence.read import NotARhythm, parse_rule
from bot.value.recurrence.rule import Rule, Unit
from bot.value.recurrence.runs import first_day, last_run, next_runs, runs

__all__ = ["NotARhythm", "Rule", "Unit", "first_day", "last_run", "next_runs", "parse_rule", "runs"]
