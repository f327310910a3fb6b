"""What is said when a release is looked at: asked, answered, put off, skipped, explained."""

from dataclasses import replace
from datetime import timedelta

from bot.flows.checkins.taken import Taken
from bot.flows.value.explain import figures_of
from bot.slack.pictures import Picture
from bot.value.freshness import Freshness
from bot.value.timeliness import Timeliness
from bot.value.verdict import Judgement
from tests.templates.samples.rules import rule
from tests.templates.samples.things import (
    NO_WORTH,
    NOW,
    TODAY,
    answered,
    asked,
    bare,
    checkin,
    claimed,
    daily,
    decision,
    evidence,
    falling_metric,
    meaning,
    metric,
    promise,
    release,
    said,
    sized,
    team,
    verdict,
)  # fmt: skip
from tests.templates.samples.things.tested import EXPERIMENTS

TEAM = team()
LATER = NOW + timedelta(days=3)
GUEST = release(id=8, number=8, name="Guest checkout", deputy_id="")
SEARCH = release(id=12, number=12, name="Search that forgives typos", owner_id="U0CHLOE")

MEASURED = asked()
SECOND = asked(release=GUEST, checkin=checkin(id=12, release_id=8), evidence=[evidence()], neighbours=[SEARCH, GUEST])
FALLING = asked(
    daily(240.0, 180.0),
    release=SEARCH,
    checkin=checkin(id=13),
    metric=falling_metric(),
    meaning=meaning(metric_id=6, baseline=240.0, target=150.0, due=None),
    promise=promise(low=-30.0, likely=-60.0, high=-90.0, otherwise=""),
)
# Of a metric in a unit of ours: a form keeps the unit to read the answer by, and carries so much and no more.
FASTER = asked(
    daily(900.0, 700.0),
    metric=falling_metric(name="Response time", folded="response time", unit="ms"),
    promise=promise(low=-100.0, likely=-200.0, high=-300.0),
)
UNREAD = asked(daily(days_after=0), promise=promise(**NO_WORTH))
FEW = asked(daily(days_before=2), checkin=checkin(due_at=NOW - timedelta(days=2)), late=True, neighbours=[SEARCH])
EARLY = asked(daily(3.8, 4.0, strays=0.14, days_after=7))
NOISY = asked(daily(3.8, 3.9, strays=0.6))
TRAIN = asked(train=[SEARCH, GUEST])
BESIDE = asked(effect=replace(asked().effect, compared_with=(metric(id=6, name="Visits").name,)))
NEVER_READ_BEFORE = asked(daily(days_before=0), meaning=meaning(**bare(metric_id=5)))
WITHOUT_METRIC = asked([], metric=None, meaning=meaning(**bare()), promise=promise(**NO_WORTH | {"otherwise": ""}))
SNOOZED = asked(checkin=checkin(snoozed_until=LATER))
SKIPPED = asked(checkin=checkin(id=14, state="skipped", skipped_why="The shop was closed for two weeks"))

ANSWERED = answered(days_answered=30, evidence=[evidence()], decision=decision())
CLAIMED = answered(
    claimed("partly"),
    days_answered=30,
    decision=decision("iterate", backed=False, verdict="partly", why="It is too slow"),
)
CORRECTED = answered(
    verdict("missed", after=3.9, effect=0.1, worth=0, effect_low=None, effect_high=None), days_answered=30
)
OPENED = answered(verdict("missed", effect=0.1, worth=0), forecast=said(sized=sized()))
OPENED_WITHOUT_ANSWER = answered(verdict("too_early"), forecast=said("too_early", count=1, sized=sized(None, count=1)))
OPENED_BY_SOME = answered(verdict("hit"), forecast=said("hit", sized=sized(0.5, count=2)))
SPARED = asked(rule=rule("spared", seen=0.5), rule_seen="+0.5 pt")
LATE_AND_CHANGED = answered(
    verdict("partly"), days_answered=30, standing=Timeliness("late", 4), before_change=claimed("hit")
)
OTHERWISE = answered(claimed("hit", proposed="partly", why="The feed lost the app's orders"))
SOONER = answered(claimed("missed", proposed="too_early"))
CALLED_OFF = asked(checkin=checkin(id=15, state="cancelled", skipped_why="the outcome is closed"))
WITH_STAND_IN = asked(to="U0BEN")
TAKEN_BACK = asked(checkin=checkin(id=16, state="planned", asked_at=None, due_at=LATER))
JUDGED_WITHOUT_METRIC = answered(
    verdict("unmeasurable"),
    points=[],
    metric=None,
    meaning=meaning(**bare()),
    promise=promise(**NO_WORTH),
)

ESTIMATED = asked(release=release(effort_estimated=30.0))

PICTURE = Picture("F0PICTURE1", "Checkout conversion, %: 3.8 before REL-7 shipped, 4.3 since")


def alone(question, picture=None):
    return {"asked": question, "team": TEAM, "today": TODAY, "now": NOW, "picture": picture}


def together(*questions):
    return {"all_asked": list(questions), "team": TEAM, "today": TODAY, "now": NOW}


def nudge(number, *questions):
    return {"all_asked": list(questions), "number": number, "last": number > 2, "team": TEAM, "now": NOW}


def explained(question):
    return {"asked": question, "figures": figures_of(question)}


TAKEN = asked(
    taken=[
        Taken(label="Adoption", metric=metric(kind="adoption"), value=34.0, freshness=Freshness(2, stale=False)),
        Taken(label="NPS", metric=metric(unit="", kind="nps"), value=-12.0, freshness=Freshness(40, stale=True)),
        *(
            Taken(label=name, metric=metric(kind="csat"), value=None, freshness=Freshness(None, stale=True))
            for name in ("Happy shoppers", "Happy sellers", "Happy couriers")
        ),
    ]
)

SHOWN = Judgement("hit", "in an experiment the change reaches the promised likely, and all of its range the low")
TESTED = [
    *(asked(experiment=one, checkin=checkin(id=200 + at)) for at, one in enumerate(EXPERIMENTS)),
    asked(experiment=EXPERIMENTS[0], tested=SHOWN, proposal=SHOWN, as_read="too_early", checkin=checkin(id=220)),
]

SAMPLES = {
    "checkins/ask": [
        *(alone(question, PICTURE) for question in (MEASURED, FALLING, FEW, EARLY, NOISY, TRAIN, SNOOZED, SKIPPED)),
        *(alone(question) for question in (UNREAD, NEVER_READ_BEFORE, WITHOUT_METRIC)),
        *(alone(question, PICTURE) for question in (ANSWERED, CLAIMED, CORRECTED, BESIDE)),
        *(alone(question, PICTURE) for question in (LATE_AND_CHANGED, CALLED_OFF, WITH_STAND_IN, TAKEN_BACK)),
        alone(JUDGED_WITHOUT_METRIC),
        alone(OPENED),
        alone(SPARED),
        alone(OTHERWISE, PICTURE),
        alone(SOONER),
        alone(TAKEN),
        *(alone(question) for question in TESTED),
        alone(OPENED_WITHOUT_ANSWER),
        alone(OPENED_BY_SOME),
    ],
    "checkins/ask_several": [
        together(MEASURED, FALLING, WITHOUT_METRIC, SNOOZED, TAKEN),
        together(*TESTED),
        together(ANSWERED, CLAIMED, CORRECTED, SKIPPED, UNREAD),
        together(LATE_AND_CHANGED, CALLED_OFF, WITH_STAND_IN, TAKEN_BACK, OPENED, OTHERWISE, SOONER),
        together(*(asked(checkin=checkin(id=number)) for number in range(100, 114))),
    ],
    "checkins/remind": [
        nudge(1, MEASURED),
        nudge(2, MEASURED, WITHOUT_METRIC),
        nudge(3, MEASURED),
        nudge(3, SECOND, UNREAD),
    ],
    "checkins/edit": [
        *({"asked": question, "week": 0} for question in (MEASURED, FASTER, UNREAD, WITHOUT_METRIC, ANSWERED)),
        {"asked": ESTIMATED, "week": 5},
    ],
    "checkins/why": [
        explained(question)
        for question in (
            MEASURED,
            SECOND,
            UNREAD,
            NEVER_READ_BEFORE,
            WITHOUT_METRIC,
            ANSWERED,
            CORRECTED,
            OTHERWISE,
            *TESTED,
        )
    ],
    "checkins/skip": [{"asked": MEASURED}, {"asked": WITHOUT_METRIC}],
    "checkins/snoozed": [{"until": LATER, "team": TEAM}],
}
