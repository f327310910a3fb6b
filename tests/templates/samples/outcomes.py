"""What is said about outcomes: forms, one of them, all of them."""

from bot.flows.outcomes import Standing
from bot.flows.outcomes.typed import Made
from bot.value.roles import ROLES
from commands.outcomes.new import CATEGORIES, CURVES, KINDS, LINKS, NEW
from commands.outcomes.show import LISTS
from tests.templates.hostile import fixed
from tests.templates.samples.milestones import LADDER
from tests.templates.samples.things.ahead import AHEAD, RAMPING
from tests.templates.samples.things.looks import change
from tests.templates.samples.things.plans import TODAY, bare, metric, outcome, promise, release, scheduled
from tests.templates.samples.things.tested import EXPERIMENTS

FORM = {
    "name": "",
    "outcome": None,
    "owner_id": "U0ANA",
    "metrics": [NEW, ("5", "Checkout conversion"), ("6", "Support tickets")],
    "metric": "",
    "unit": "",
    "kinds": KINDS,
    "categories": CATEGORIES,
    "curves": CURVES,
    "links": LINKS,
    "roles": list(ROLES.items()),
}
LACKING = Made(
    outcome=outcome(**bare(name="Improve the checkout")),
    key="OUT-2",
    metric=None,
    question="no metric, no baseline, no target: which number moves?",
    warnings=("All who define it are from delivery.",),
)
PAUSED = outcome(state="paused", closed_why="The team is away until May")
CLOSED = outcome(state="closed", closed_why="Reached, and holding")
SHOWN = {
    "outcome": outcome(),
    "key": "OUT-2",
    "metric": metric(),
    "standing": Standing(now=4.3, progress=0.71),
    "promised": [(promise(), release()), (promise(id=10), scheduled(id=9, number=9, name="Faster search"))],
    "changes": [change(subject="outcome", what="target", old="4.2", new="4.5", why="More people than we thought")],
    "question": "",
    "milestones": [],
    "zone": "Europe/Berlin",
    "outlook": AHEAD,
    "experiment": None,
}
LISTED = [
    ("OUT-2", outcome(), metric(), Standing(now=4.3, progress=0.71)),
    ("OUT-3", outcome(**bare()), None, Standing()),
    ("OUT-4", PAUSED, metric(), Standing()),
]

SAMPLES = {
    "outcomes/form": [
        FORM | {"name": "Improve the checkout"},
        FORM | {"metric": "new"},
        FORM | {"outcome": outcome(), "metric": "5", "unit": "%"},
        FORM | {"outcome": outcome(**bare(), version=7)},
    ],
    "outcomes/made": [{"made": LACKING}, {"made": Made(outcome=outcome(version=2), key="OUT-2", metric=metric())}],
    "outcomes/show": [
        SHOWN,
        SHOWN | {"standing": Standing(now=4.3, stale_days=40), "outcome": CLOSED},
        SHOWN | {"standing": Standing(), "promised": [], "changes": [], "milestones": LADDER, "outlook": RAMPING},
        SHOWN
        | {"outcome": outcome(**bare(), owner_id=""), "metric": None, "standing": Standing(), "promised": []}
        | {"outlook": None, "changes": [], "question": "no metric, no baseline, no target: which number moves?"},
        SHOWN | {"outcome": outcome(baseline=None, target=None, due=None, curve="step"), "standing": Standing()},
        SHOWN | {"outcome": outcome(curve="saturating")},
        *(SHOWN | {"outcome": outcome(kind="hypothesis"), "experiment": one} for one in EXPERIMENTS),
    ],
    "outcomes/list": [
        {"rows": LISTED, "which": "open", "page": 1, "pages": 1, "count": 3},
        {"rows": LISTED, "which": "all", "page": 2, "pages": 3, "count": 20},
        {"rows": [], "which": "closed", "page": 1, "pages": 1, "count": 0},
    ],
    "outcomes/no_such_list": [{"typed": "opne", "guess": fixed("open"), "lists": list(LISTS)}],
    "outcomes/close": [
        {"outcome": outcome(), "key": "OUT-2", "state": "closed", "until": None},
        {"outcome": outcome(), "key": "OUT-2", "state": "paused", "until": None},
        {"outcome": outcome(), "key": "OUT-2", "state": "paused", "until": TODAY},
    ],
    "outcomes/closed": [
        {"outcome": CLOSED, "key": "OUT-2", "unscored": 0},
        {"outcome": CLOSED, "key": "OUT-2", "unscored": 1},
        {"outcome": CLOSED, "key": "OUT-2", "unscored": 3},
        {"outcome": PAUSED, "key": "OUT-2", "unscored": 0},
    ],
    "outcomes/opened": [{"outcome": outcome(), "key": "OUT-2"}],
    "outcomes/reopened": [{"outcome": outcome(), "key": "OUT-2"}],
}
