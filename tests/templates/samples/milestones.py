"""What is said of values on an outcome's way."""

from bot.flows.milestones import Set
from storage.milestones import Milestone
from tests.templates.samples.things import NOW, TODAY, falling_metric, metric, outcome

ZONE = "Europe/Berlin"


def milestone(value=4.1, **changed):
    fields = {"id": 81, "workspace_id": 1, "outcome_id": 2, "value": value, "who": "U0ANA", "created_at": NOW}
    return Milestone(**fields | changed)


PASSED = milestone(4.0, state="passed", passed_at=NOW, passed_value=4.02, due=TODAY)
DUE = milestone(due=TODAY)
LADDER = [PASSED, DUE, milestone(4.3)]
LONG = [milestone(4.0 + step / 100) for step in range(15)]


def about(ladder=None, on=None, **more):
    given = {"outcome": outcome(), "key": "OUT-2", "metric": on or metric(), "zone": ZONE}
    return given | ({} if ladder is None else {"ladder": ladder}) | more


def made(one, **changed):
    return about(LADDER, made=Set(milestone=one, outcome=outcome(), metric=metric(), **changed))


SAMPLES = {
    "milestones/set": [
        made(DUE),
        made(milestone(), is_new=False, before=TODAY),
        made(DUE, is_new=False),
        made(PASSED),
        about(LONG, made=Set(milestone=DUE, outcome=outcome(), metric=metric())),
    ],
    "milestones/list": [about(LADDER), about(LONG, on=falling_metric()), about([])],
    "milestones/removed": [about(milestone=DUE)],
    "milestones/passed": [
        about(LADDER, milestone=PASSED),
        about(
            [PASSED], milestone=milestone(250.0, state="passed", passed_at=NOW, passed_value=249.0), on=falling_metric()
        ),
    ],
}
