"""What is said of a team's own rule on its day."""

from datetime import timedelta

from bot.flows.conditions import condition_of
from bot.flows.rules.due import Due
from storage.rules import Rule
from tests.templates.samples.things import NOW, falling_metric, metric, promise, release, team


def rule(state="asked", **changed):
    fields = {
        "id": 71, "workspace_id": 1, "promise_id": 9, "release_id": 7, "measure": "change", "side": "below",
        "line": 0.2, "day": 30, "state": state, "due_at": NOW, "asked_in": 41, "asked_at": NOW, "seen": 0.1,
    }  # fmt: skip
    return Rule(**fields | changed)


def due(kept=None, on=None, **changed):
    kept = kept or rule()
    return Due(
        rule=kept, condition=condition_of(kept), promise=promise(otherwise="We put the account page back"),
        release=release(), team=team(), metric=on or metric(), to="U0ANA", **changed,
    )  # fmt: skip


def quoted(about, seen="+0.1 pt", low=None, high=None, later=None):
    is_open = about.rule.state == "asked" and later is None
    return {"due": about, "seen": seen, "low": low, "high": high, "at": NOW, "is_open": is_open, "later": later}


SETTLED = {"settled_by": "U0ANA", "settled_at": NOW}
SAMPLES = {
    "rules/due": [
        quoted(due(), low=-0.1, high=0.3),
        quoted(due(), seen=""),
        quoted(due(rule(measure="number", side="above", line=300.0), falling_metric()), seen="320 tickets"),
        quoted(due(rule("honoured", **SETTLED))),
        quoted(due(rule("overridden", why="The campaign starts on Monday", **SETTLED))),
        quoted(due(rule("waiting")), later=NOW + timedelta(days=7)),
    ],
    "rules/override": [{"due": due()}],
    "rules/later": [{"until": NOW + timedelta(days=7), "team": team()}],
}
