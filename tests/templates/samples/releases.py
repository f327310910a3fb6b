"""What is said about releases, in each of their states."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.flows.releases.delay import REASONS
from bot.flows.releases.sheet import PromiseLine, Sheet
from bot.flows.releases.wait import Wait
from bot.value.returns import parse_cost
from storage.checkins import CheckIn
from storage.history import Change
from storage.metrics import Metric
from storage.outcomes import Outcome, OutcomeVersion
from storage.promises import Promise
from storage.releases import Criterion, Release
from storage.teams import Team
from storage.verdicts import Verdict
from tests.templates.hostile import fixed
from tests.templates.samples.rules import rule
from tests.templates.samples.things import past
from tests.templates.samples.things.ahead import CLEAR, SELDOM, WANDERING

NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)
TODAY = date(2026, 3, 3)
SHIPPED = datetime(2026, 3, 12, 15, tzinfo=UTC)
TEAM = Team(
    id=1, workspace_id=1, channel_id="C0CHECKOUT", channel_name="checkout", zone="Europe/Berlin", created_at=NOW
)
METRIC = Metric(
    id=1, workspace_id=1, name="Checkout conversion", folded="checkout conversion", unit="%", created_at=NOW
)
RESPONSE = Metric(
    id=2, workspace_id=1, name="Response time", folded="response time", unit="ms", direction="down", created_at=NOW
)


COST = parse_cost("40k + 500 a month", "EUR")
TWO_WEEKS, DAYS_EARLIER = Wait(days=14, costs=[COST.once]), Wait(days=-3, costs=[COST.once, COST.monthly])


def release(**values):
    given = {
        "id": 7,
        "workspace_id": 1,
        "number": 7,
        "team_id": 1,
        "name": "One-page checkout",
        "folded": "one-page checkout",
        "owner_id": "U0ANA",
        "created_by": "U0ANA",
        "created_at": NOW,
    }
    return Release(**given | values)


def line(metric=METRIC, verdict=None, baseline=3.8, target=4.5, due=date(2026, 6, 30), statement="", **promise):
    meaning = {
        "name": "Fewer people give up while paying",
        "kind": "customer_problem",
        "category": "revenue",
        "statement": statement,
        "metric_id": metric.id,
        "baseline": baseline,
        "target": target,
        "due": due,
        "owner_id": "U0ANA",
    }
    given = {
        "id": 5,
        "workspace_id": 1,
        "release_id": 7,
        "outcome_id": 3,
        "outcome_version": 1,
        "low": 0.2,
        "likely": 0.5,
        "high": 0.8,
        "sure": 60,
        "promised_by": "U0ANA",
        "promised_at": NOW,
    }
    return PromiseLine(
        promise=Promise(**given | promise),
        outcome=Outcome(id=3, workspace_id=1, number=3, folded="fewer", created_at=NOW, **meaning),
        meaning=OutcomeVersion(id=4, workspace_id=1, outcome_id=3, version=1, at=NOW, **meaning),
        metric=metric,
        verdict=verdict,
    )


def verdict(word, **values):
    given = {
        "id": 9,
        "workspace_id": 1,
        "checkin_id": 2,
        "promise_id": 5,
        "release_id": 7,
        "outcome_version": 1,
        "verdict": word,
        "who": "U0ANA",
        "at": SHIPPED + timedelta(days=30),
    }
    return Verdict(**given | values)


def criterion(row_id, text, **values):
    return Criterion(id=row_id, workspace_id=1, release_id=7, text=text, owner_id="U0DEV", **values)


def change(what, old, new, **values):
    given = {"id": 1, "workspace_id": 1, "subject": "release", "subject_id": 7, "who": "U0BEN", "at": NOW}
    return Change(**given | {"what": what, "old": old, "new": new} | values)


def sheet(of, **values):
    return Sheet(release=of, key=f"REL-{of.number}", team=TEAM, **values)


MONEY = {"worth_low": 2_000_000, "worth_likely": 5_500_000, "worth_high": 9_000_000, "currency": "USD"}
MOVED = change("window", "2026-06-10..2026-06-12", "2026-06-03..2026-06-05", why="Value data: the tests are done")
AGREED = criterion(
    1, "Load test passes at twice the peak", evidence="Run 41", agreed_by="U0DEV", agreed_at=NOW, position=0
)
OPEN = criterion(2, "Support has read the new texts", position=1)
CRITERIA = [AGREED, OPEN]
CHANGES = [
    change("name", "Checkout", "One-page checkout", why="Says what it is"),
    change("owner", "U0ANA", "U0BEN"),
    change("deputy", "", "U0DEV"),
    change("window", "", "2026-06-03"),
    MOVED,
    change("state", "planned", "scheduled", who=""),
    change(fixed("why now"), "", "external_date"),
    change("description", "One page", ""),
    change("criterion “Load test passes at twice the peak”", "open", "agreed"),
    change("features", "3", "4"),
]

DRAFT = sheet(release())
PLANNED = sheet(release(state="planned", description="One page instead of four."), lines=[line()], criteria=CRITERIA,
    forecasts=1, expected={5: past(worth=False, of_team=False)}, seeable={5: CLEAR},
)  # fmt: skip
SCHEDULED = sheet(
    release(
        state="scheduled",
        window_from=date(2026, 6, 3),
        window_to=date(2026, 6, 5),
        confidence="medium",
        why_now="ready",
        deputy_id="U0BEN",
        feature_count=4,
        effort_estimated=30.0,
        revision=3,
    ),
    lines=[
        line(statement="Paying takes one page, so fewer give up.", otherwise="Back to four pages", **MONEY),
        line(RESPONSE, low=-100.0, likely=-300.0, high=-300.0, sure=80, baseline=None, due=None, target=900.0),
        line(low=0.5, high=0.5, target=None, worth_likely=5_500_000, currency="EUR"),
    ],
    criteria=CRITERIA,
    followers=["U0EVA", "U0CHLOE"],
    moved=MOVED,
    evidence_count=2,
    forecasts=4,
    unscored=2,
    expected={5: past()},
    seeable={5: WANDERING},
)
MAINTENANCE = sheet(
    release(
        state="scheduled",
        maintenance=True,
        exempt_why="The certificate ends in June.",
        window_from=date(2026, 5, 30),
        window_to=date(2027, 1, 2),
        why_now="external_date",
        feature_count=0,
    )
)
OVERRIDDEN = sheet(
    release(
        state="scheduled",
        description="One page instead of four.",
        override_by="U0BEN",
        override_why="The fair is in May.",
        window_from=TODAY,
        window_to=TODAY,
        why_now="internal_deadline",
        feature_count=1,
        owner_id="",
    )
)
SHIPPED_ONES = [
    sheet(
        release(
            state=state,
            shipped_at=SHIPPED,
            owner_id="U0BEN",
            feature_count=4,
            effort_estimated=30.0,
            effort_spent=41.5,
        ),
        lines=[line(verdict=told, **MONEY)],
        criteria=[AGREED],
        evidence_count=1,
    )
    for state, told in [
        ("shipped", None),
        ("reviewing", verdict("too_early")),
        ("reviewing", verdict("partly", effect=0.3, learned="Guests leave at the address")),
        ("closed", verdict("hit", effect=0.5, verified=True, worth=450_000, currency="USD")),
        ("closed", verdict("missed", effect=-0.2, verified=True)),
        ("closed", verdict("unmeasurable")),
    ]
]
RULED = [
    sheet(
        release(state="reviewing", shipped_at=SHIPPED),
        lines=[replace(line(otherwise="Back to four pages"), rule=rule(state, settled_by="U0BEN", why="Not in May"))],
    )
    for state in ("waiting", "asked", "honoured", "overridden", "spared", "cancelled")
]
CANCELLED = sheet(
    release(state="cancelled", cancelled_at=NOW), lines=[line()], moved=change("window", *["2026-06-10"] * 2)
)
CALLED_OFF = sheet(release(state="cancelled", cancelled_at=NOW), lines=[])
SHEETS = [DRAFT, PLANNED, SCHEDULED, MAINTENANCE, OVERRIDDEN, *SHIPPED_ONES, *RULED, CANCELLED, CALLED_OFF]
NAMED = {"release": SCHEDULED.release, "key": "REL-7"}
LOOKS = [
    CheckIn(
        id=day,
        workspace_id=1,
        promise_id=promise,
        release_id=7,
        team_id=1,
        day=day,
        due_at=SHIPPED.replace(hour=7) + timedelta(days=day),
    )
    for day in (7, 30, 90)
    for promise in (5, 6)
]


def listed(sheets, which="open", page=1, pages=1):
    return {"sheets": sheets, "which": which, "page": page, "pages": pages, "count": 8 * (pages - 1) + len(sheets)}


def weeks(*sheets):
    return [(date(2026, 3, 2), [(sheet.key, sheet.release) for sheet in sheets])] if sheets else []


CALENDAR = {
    "first": date(2026, 3, 2),
    "last": date(2026, 4, 12),
    "today": TODAY,
    "zone": "Europe/Berlin",
    "asked": fixed("release calendar 2026-03-02 to 2026-04-12"),
}

SAMPLES = {
    "releases/plan": [
        {"name": "", "owner_id": "U0ANA", "channel_id": "C0CHECKOUT"},
        {"name": "One-page checkout", "owner_id": "U0ANA", "channel_id": ""},
    ],
    "releases/card": [
        *({"sheet": sheet, "today": TODAY, "at": NOW} for sheet in SHEETS),
        {"sheet": replace(PLANNED, seeable={5: SELDOM}), "today": TODAY, "at": NOW},
        {"sheet": replace(PLANNED, lines=[line(likely=0.1)], seeable={5: CLEAR}), "today": TODAY, "at": NOW},
    ],
    "releases/show": [
        *({"sheet": sheet, "changes": [], "today": TODAY} for sheet in SHEETS),
        {"sheet": SCHEDULED, "changes": CHANGES, "today": TODAY},
    ],
    "releases/changed": [
        {**NAMED, "changes": CHANGES, "followed": False, "waits": {}},
        {**NAMED, "changes": CHANGES[:1], "followed": True, "waits": {}},
        {**NAMED, "changes": CHANGES[:1], "followed": True, "waits": {CHANGES[0].pk: TWO_WEEKS}},
        {**NAMED, "changes": CHANGES[:1], "followed": False, "waits": {CHANGES[0].pk: DAYS_EARLIER}},
    ],
    "releases/list": [
        listed([]),
        listed(SHEETS[:8], "all", 1, 3),
        listed(SHEETS[:8], "open", 2, 3),
        listed(SHEETS[8:], "all", 3, 3),
        listed([SCHEDULED], "scheduled"),
    ],
    "releases/no_such_list": [
        {"typed": "Sheduled", "guess": "scheduled", "lists": ["open", "all", "draft", "planned", "scheduled"]}
    ],
    "releases/calendar": [
        {**CALENDAR, "weeks": weeks()},
        {**CALENDAR, "weeks": weeks(SCHEDULED, MAINTENANCE, OVERRIDDEN)},
        {**CALENDAR, "weeks": weeks(sheet(release(shipped_at=SHIPPED, window_from=TODAY, window_to=TODAY)))},
    ],
    "releases/criteria": [{"sheet": DRAFT}, {"sheet": PLANNED}, {"sheet": CANCELLED}],
    "releases/criteria_form": [
        {"release": DRAFT.release, "criteria": []},
        {"release": PLANNED.release, "criteria": CRITERIA},
    ],
    "releases/discuss": [{"criterion": OPEN, "asked_by": "U0ANA"}],
    "releases/discussed": [{"key": "REL-7"}],
    "releases/edit": [{**NAMED}, {"release": DRAFT.release, "key": "REL-7"}],
    "releases/owner": [{**NAMED, "owner_id": "U0BEN"}, {"release": DRAFT.release, "key": "REL-7", "owner_id": "U0ANA"}],
    "releases/delay": [
        {**NAMED, "team": TEAM, "today": TODAY, "reasons": list(REASONS.items()), "week": [COST.once, COST.monthly]},
        {
            "release": OVERRIDDEN.release,
            "key": "REL-7",
            "team": TEAM,
            "today": TODAY,
            "reasons": list(REASONS.items()),
            "week": [],
        },
    ],
    "releases/cost": [
        {**NAMED, "team": TEAM, "cost": None},
        {"release": SHIPPED_ONES[0].release, "key": "REL-7", "team": TEAM, "cost": COST},
        {"release": RULED[0].release, "key": "REL-7", "team": TEAM, "cost": COST},
    ],
    "releases/effort": [
        {**NAMED, "effort": fixed("30 person-days estimated"), "week": 5},
        {"release": DRAFT.release, "key": "REL-7", "effort": "", "week": 4},
        {"release": SHIPPED_ONES[0].release, "key": "REL-7", "effort": SHIPPED_ONES[0].effort, "week": 5},
        {"release": RULED[0].release, "key": "REL-7", "effort": "", "week": 5},
    ],
    "releases/costs": [{**NAMED, "cost": None}, {**NAMED, "cost": COST}],
    "releases/cancel": [NAMED],
    "releases/cancelled": [NAMED],
    "releases/restored": [NAMED],
    "releases/shipped": [
        {"release": SHIPPED_ONES[0].release, "key": "REL-7", "looks": LOOKS, "team": TEAM},
        {"release": SHIPPED_ONES[0].release, "key": "REL-7", "looks": [], "team": TEAM},
    ],
    "releases/followed": [{**NAMED, "following": True}, {**NAMED, "following": False}],
}
