"""Say why a team's own rule applies, or does not: what was read on its day, held against its line."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.flows.conditions import condition_of
from bot.flows.rules.due import Due
from bot.value.figure import Figure
from storage.rules import Rule

SETTLED = ("asked", "honoured", "overridden", "spared")
NOTHING_READ = "nothing was read: it is for people to say"
WORDS = {True: "it applies", False: "it does not apply", None: NOTHING_READ}


def figure_of_rule(due: Due, applies: bool | None, *, now: datetime) -> Figure:
    """What stands behind a rule: on its day from which readings it is, later what was read then."""
    rule = due.rule
    settled = rule.asked_at or rule.settled_at
    if rule.state in SETTLED and settled is not None and settled < now:
        return figure_as_read(rule, due.unit, due.team.zone)
    told = f"{due.seen_words}, so {WORDS[applies]}" if due.seen is not None else NOTHING_READ
    if due.effect is None:
        return Figure(label="rule", value=told, formula=held(rule, due.unit), rows_out=("no number moves for it",))
    effect = due.effect.figure(due.unit)
    is_its_day = rule.due_at is not None and rule.due_at <= now
    when = "on its day" if is_its_day else f"by now; its day is {rule.day} after shipping"
    measure = f"change {effect.value}" if rule.measure == "change" else f"number {due.seen_words}"
    return replace(
        effect,
        label="rule",
        value=told,
        formula=f"{held(rule, due.unit)}. The change: {effect.formula}",
        rows_in=(f"read {when}: {measure}", *effect.rows_in),
    )


def figure_as_read(rule: Rule, unit: str, zone: str) -> Figure:
    """What stands behind a rule that was asked or spared: what was read on its day stays."""
    settled = rule.asked_at or rule.settled_at
    day = f", {settled.astimezone(ZoneInfo(zone)).date()}" if settled is not None else ""
    read = condition_of(rule).amount(rule.seen, unit)
    applied = "it did not apply" if rule.state == "spared" else "it applies"
    return Figure(
        label="rule",
        value=f"{read}: {applied}" if rule.seen is not None else NOTHING_READ,
        formula=held(rule, unit),
        rows_in=(f"as read on its day{day}: {read}",),
        rows_out=("readings that came later: what was read on the day stays",),
    )


def held(rule: Rule, unit: str) -> str:
    """What is held against what."""
    words = condition_of(rule).words(unit)
    return f"what was read on its day, held against “{words}”; on the line itself it does not apply"
