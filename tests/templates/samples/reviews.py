"""What a team is asked once a week."""

from dataclasses import replace
from datetime import timedelta

from bot.flows.faded import Faded
from bot.flows.outcomes.turned import Turned
from bot.flows.reviews import Review
from bot.flows.weekly import next_reviews, rule_of
from bot.value.halflife import Decay
from bot.value.money import parse_money
from tests.templates.hostile import fixed
from tests.templates.samples.things import (
    NOW,
    TODAY,
    asked,
    bare_sheet,
    change,
    checkin,
    criterion,
    draft,
    falling_metric,
    metric,
    outcome,
    promise,
    release,
    scheduled,
    sheet,
    team,
)  # fmt: skip
from tests.templates.samples.things.ahead import AHEAD

ON_ITS_WAY = sheet(scheduled())
# Of an outcome, as it is kept when its numbers change.
CHANGES = [
    change("target", subject="outcome", subject_id=2, old="4.5 %", new="5 %", why="The market grew"),
    change("metric", subject="outcome", subject_id=2, old="Checkout conversion", new="Orders a day", why="", who=""),
    change("due", subject="outcome", subject_id=2, old="", new="2026-09-30"),
    change("baseline", subject="outcome", subject_id=2, old="3.8 %", new="3.9 %"),
]
WAITING = asked(checkin=checkin(asked_at=NOW - timedelta(days=2)))
NOTHING = {"without_outcome": [], "criteria_open": [], "due": [], "changed": []}


def review(was_due=None, **changed):
    return {"review": Review(**{"team": team(), "today": TODAY, "now": NOW} | NOTHING | changed), "was_due": was_due}


def rhythm(kept, *, tested=False):
    return {"team": kept, "rule": str(rule_of(kept) or ""), "runs": next_reviews(kept, now=NOW), "tested": tested}


FADED = Faded(
    release=release(),
    metric=metric(),
    decay=Decay(first=0.5, now=0.2, days=90.4, weeks=20),
    sign=1,
    gives=parse_money("$900", "USD"),
    upkeep=parse_money("$300", "USD"),
    promise=promise(),
)
COSTLY = replace(FADED, upkeep=parse_money("$1.2k", "USD"))
UNPRICED = replace(
    FADED, metric=falling_metric(), sign=-1, gives=None, alone=("Not compared with Visits: it is archived",)
)

SAMPLES = {
    "reviews/weekly": [
        review(
            without_outcome=[bare_sheet(draft()), bare_sheet(draft(id=14, number=14, owner_id="U0BEN"))],
            criteria_open=[ON_ITS_WAY],
            due=[WAITING],
            changed=[(ON_ITS_WAY, CHANGES)],
        ),
        review(without_outcome=[bare_sheet(draft(id=number, number=number)) for number in range(20, 30)]),
        review(
            team=team(review_weekday=7),
            criteria_open=[sheet(scheduled(), criteria=[criterion("Support has the new texts")])] * 7,
            due=[asked([], metric=None, checkin=WAITING.checkin, release=release(name="Guest checkout"))] * 7,
        ),
        review(team=team(review_weeks=2), was_due=NOW - timedelta(days=1), changed=[(ON_ITS_WAY, CHANGES[:1])] * 7),
        review(team=team(review_weeks=0), criteria_open=[ON_ITS_WAY]),
        review(faded=[FADED]),
        review(turned=[Turned(outcome=outcome(), metric=metric(), outlook=AHEAD, before=fixed("likely"))]),
        review(faded=[COSTLY, FADED, UNPRICED] * 3),
    ],
    "reviews/rhythm": [
        rhythm(team()),
        rhythm(team(review_weeks=2), tested=True),
        rhythm(team(review_weeks=0)),
        rhythm(team(review_weeks=0), tested=True),
    ],
    "reviews/nothing": [review()],
}
