"""What is said of what releases were worth."""

from datetime import timedelta

from bot.flows.accuracy import figures_of_accuracy
from bot.flows.attention.noise import Noise, Score
from bot.flows.checkins.picture import native_of
from bot.flows.outcomes import Standing
from bot.flows.value.explain import figure_of_verdict, figures_of, figures_of_ledger, figures_of_outcome
from bot.flows.value.ledger import Ledger
from bot.flows.value.waiting import Waiting
from bot.slack.pictures import Picture
from bot.value.baseline import propose
from bot.value.periods import parse_period
from bot.value.timeliness import Timeliness
from commands.value.lists import VERDICTS
from storage.verdicts import Verdict
from tests.templates.hostile import fixed
from tests.templates.samples.accuracy import ACCURATE
from tests.templates.samples.things import (
    NO_WORTH,
    NOW,
    SHIPPED_AT,
    TODAY,
    answered,
    asked,
    bare,
    checkin,
    claimed,
    daily,
    decision,
    draft,
    empty_entry,
    entry,
    falling_metric,
    ledger,
    meaning,
    metric,
    outcome,
    past,
    promise,
    release,
    scheduled,
    team,
    verdict,
)  # fmt: skip
from tests.templates.samples.things.ahead import RAMPING
from tests.templates.samples.things.tested import EXPERIMENTS
from tests.templates.samples.things.then import LONG_AGO, TODAYS, ZONE

QUARTER = parse_period("last quarter", today=TODAY)
ALL = parse_period("all", today=TODAY)
EUROS = {"worth_low": 1_000_000, "worth_likely": 2_000_000, "worth_high": 3_000_000, "currency": "EUR"}
FEWER_TICKETS = {"before": 320.0, "after": 279.0, "effect": -41.0, "effect_low": -60.0, "effect_high": -22.0}
YEN = {"worth_low": 400_000, "worth_likely": 900_000, "worth_high": 900_000, "currency": "JPY"}

VERIFIED = entry(verdict())
CLAIMED = entry(claimed(), release=release(id=14, number=14, name="Saved baskets"))
WAITING = entry(None, release=release(id=15, number=15, name="Gift wrapping", feature_count=None))
PLANNED = entry(None, release=scheduled(id=16, number=16, name="Express delivery"), days=0)
IN_EUROS = entry(
    verdict("partly", **FEWER_TICKETS, worth=134_795, currency="EUR", learned=""),
    release=release(id=17, number=17, name="Address look-up", why_now="external_date"),
    promise=promise(id=19, low=-20.0, likely=-50.0, high=-80.0, **EUROS),
    meaning=meaning(metric_id=6, baseline=320.0, target=250.0),
    metric=falling_metric(),
)
IN_YEN = entry(
    verdict("missed", effect=-0.1, effect_low=None, effect_high=None, worth=-14_794, currency="JPY"),
    release=release(id=18, number=18, name="Pay at the till"),
    promise=promise(id=20, **YEN),
)
# Someone brought evidence, and no reading says how much.
UNSEEN = {**dict.fromkeys(("before", "after", "effect", "effect_low", "effect_high", "worth")), "currency": ""}
UNMEASURED = entry(
    verdict(**UNSEEN),
    release=release(id=19, number=19, name="Larger print"),
    promise=promise(id=21, **NO_WORTH),
    meaning=meaning(target=None, due=None),
)
UPKEEP = empty_entry(
    release(id=12, number=12, name="Database upgrade", maintenance=True, exempt_why="Support ends in May")
)
EMPTY = Ledger(entries=[])
ONE_OF_EACH = ledger(
    VERIFIED, CLAIMED, WAITING, IN_EUROS, IN_YEN, UNMEASURED, UPKEEP, empty_entry(release(id=13, number=13))
)
MISSED = [
    entry(verdict("missed", effect=0.1, worth=0), release=release(id=60 + at, number=60 + at)) for at in range(15)
]
LONG = ledger(*(entry(verdict(), release=release(id=30 + at, number=30 + at)) for at in range(23)))

BARE_DECISION = dict.fromkeys(("after", "effect", "effect_low", "effect_high", "promise_id")) | {
    "verdict": "",
    "backed": False,
    "why": "Nobody uses it",
}
LATER = checkin(id=12, day=90, state="planned", asked_at=None, asked_in=None, due_at=SHIPPED_AT + timedelta(days=90))
SNOOZED = checkin(id=13, due_at=NOW - timedelta(days=2), snoozed_until=NOW + timedelta(days=1))
DONE = checkin(state="answered", answered_by="U0ANA", answered_at=NOW)


# What is asked here is fixed: only a time that was understood gets that far.
def of_period(found, typed="last quarter", currency="USD", unread=(), then=None):
    period = parse_period(typed, today=TODAY)
    before = period.previous()
    return {
        "ledger": found,
        "period": period,
        "last": period.end - timedelta(days=1),
        "before": before,
        "before_asked": fixed(f"{before.start} to {before.end - timedelta(days=1)}"),
        "currency": currency,
        "asked": fixed(typed),
        "unread": unread,
        "then": then or TODAYS,
    }


def of_release(*entries, looks=(), **more):
    about = entries[0].release
    given = {
        "team": team(),
        "currency": "USD",
        "asked": {},
        "expected": {},
        "decisions": {},
        "now": NOW,
        "then": TODAYS,
    }
    return {
        "ledger": Ledger(entries=entries),
        "release": about,
        "key": f"REL-{about.number}",
        "looks": list(looks),
        "pictures": {},
        "natives": {
            number: native
            for number, look in more.get("asked", {}).items()
            if (native := native_of(look, zone="Europe/Berlin"))
        },
    } | (given | more)


def of_outcome(found, standing, about=None, on=None, outlook=None):
    about = about or outcome()
    return {
        "outcome": about,
        "key": f"OUT-{about.number}",
        "metric": on,
        "ledger": found,
        "standing": standing,
        "outlook": outlook,
        "then": TODAYS,
    }


def of_verdict(word, entries, period=ALL, typed="", more=0, when=None):
    return {
        "title": fixed(VERDICTS[word]),
        "entries": entries,
        "more": more,
        "period": period,
        "then": when or TODAYS,
        "asked": fixed(f"value {word} {typed}".strip()),
        "why": fixed(f"value explain {word} {typed or 'all'}"),
    }


def top(entries, period=ALL, typed="", when=None):
    return {
        "entries": entries,
        "period": period,
        "then": when or TODAYS,
        "asked": fixed(f"value top {typed}".strip()),
        "why": fixed(f"value explain {typed or 'all'}"),
    }


def explained(name, figures, key="", back="", then=None):
    given = {"name": name, "key": key, "back": fixed(back), "figures": figures, "only_you": False}
    return given | {"then": then or TODAYS}


def corrected(given: Verdict):
    return answered(given, days_answered=30)


SAMPLES = {
    "value/period": [
        of_period(EMPTY),
        of_period(ONE_OF_EACH, unread=[(WAITING, 30), (CLAIMED, 1), (VERIFIED, 12)]),
        of_period(LONG, "this quarter", "EUR"),
        of_period(ledger(), "all"),
        of_period(ledger(UPKEEP, empty_entry(release(id=13, number=13))), "2026-04-01 to 2026-06-30", "JPY"),
        of_period(ledger(CLAIMED), "last 30 days"),
        of_period(ONE_OF_EACH, then=LONG_AGO),
    ],
    "value/release": [
        of_release(VERIFIED, asked={9: corrected(verdict())}, looks=[DONE, LATER], decisions={9: decision()}),
        of_release(UPKEEP, decisions={None: decision("stop", **BARE_DECISION)}),
        of_release(UNMEASURED, decisions={21: decision("stop", **BARE_DECISION | {"verdict": "hit"})}),
        of_release(WAITING, asked={9: asked()}, looks=[checkin(), LATER]),
        of_release(CLAIMED, asked={9: corrected(claimed())}, looks=[DONE]),
        of_release(IN_EUROS, entry(None, promise=promise(id=22, **YEN)), asked={22: asked([])}, currency="EUR"),
        of_release(entry(verdict("too_early")), asked={9: corrected(verdict("too_early"))}, looks=[DONE, LATER]),
        of_release(entry(claimed("hit", proposed="partly", why="The feed lost orders")), looks=[DONE]),
        of_release(entry(verdict("unmeasurable")), asked={9: asked(daily()[-20:])}, looks=[DONE]),
        of_release(UNMEASURED, asked={21: answered(UNMEASURED.verdict, points=[])}, looks=[DONE]),
        of_release(entry(verdict(**UNSEEN)), looks=[DONE]),
        of_release(PLANNED),
        of_release(PLANNED, expected={9: past()}),
        of_release(PLANNED, expected={9: past(worth=False, of_team=False)}),
        of_release(PLANNED, then=LONG_AGO),
        of_release(VERIFIED, looks=[DONE], pictures={9: Picture("F0PICTURE1", "3.8 % before, 4.3 % since")}),
        of_release(UPKEEP),
        of_release(empty_entry(draft()), team=None),
    ],
    "value/outcome": [
        of_outcome(ledger(VERIFIED, IN_YEN, CLAIMED, WAITING, PLANNED), Standing(now=4.3, progress=0.71), on=metric()),
        of_outcome(LONG, Standing(now=4.3, progress=-0.2, stale_days=12), on=metric(), outlook=RAMPING),
        of_outcome(EMPTY, Standing(), on=metric()),
        of_outcome(EMPTY, Standing(), outcome(**bare())),
        of_outcome(EMPTY, Standing(now=240.0), outcome(baseline=None, due=None, state="closed"), falling_metric()),
    ],
    "value/explain": [
        explained("One-page checkout", figures_of(corrected(verdict())), "REL-7", "REL-7"),
        explained("One-page checkout", figures_of(corrected(verdict("partly", effect=0.2))), "REL-7", "REL-7"),
        explained("One-page checkout", [*figures_of(asked()), *figures_of(asked([]))], "REL-7", "REL-7"),
        explained("Guest checkout", [], "REL-8", "REL-8"),
        explained("Guest checkout", EXPERIMENTS[0].figures, "OUT-2", "OUT-2"),
        explained(QUARTER.label, figures_of_ledger(ONE_OF_EACH, "USD"), back="last quarter"),
        explained(QUARTER.label, figures_of_ledger(LONG, "USD"), back="last quarter"),
        explained(ALL.label, figures_of_ledger(EMPTY, "EUR"), back="all"),
        explained(
            "Fewer people give up while paying",
            figures_of_outcome(outcome(), metric(), Standing(now=4.3, progress=0.71), RAMPING),
            "OUT-2",
            "OUT-2",
        ),
        explained("Guest checkout", figures_of(asked()), "REL-8", "REL-8 asof 2026-01-31", then=LONG_AGO),
        explained("all time", [figure_of_verdict(ONE_OF_EACH, "hit")], back="hit all"),
        explained("checkout", figures_of_accuracy(ACCURATE), back="accuracy #checkout"),
        explained("Checkout conversion", [propose(daily(), NOW).figure("%")]),
        explained("your forecasts", [propose(daily(), NOW).figure("%")]) | {"only_you": True},
    ],
    "value/why": [
        {"name": "One-page checkout", "figures": figures_of(asked()), "zone": ZONE, "only_you": False},
        {"name": "Your forecasts", "figures": [], "zone": "UTC", "only_you": True},
    ],
    "value/goal": [
        {
            "goal": "O2 KR1",
            "outcomes": [("OUT-2", outcome()), ("OUT-3", outcome(id=3, number=3, state="closed", **bare()))],
            "ledger": ledger(VERIFIED, IN_EUROS, CLAIMED, WAITING, PLANNED),
            "known": ["O2 KR1"],
            "then": TODAYS,
        },
        {
            "goal": "O2 KR1",
            "outcomes": [("OUT-2", outcome())],
            "ledger": EMPTY,
            "known": ["O2 KR1", "O3 KR2"],
            "then": LONG_AGO,
        },
        {
            "goal": "the north star",
            "outcomes": [],
            "ledger": EMPTY,
            "known": ["O2 KR1", "Grow by a tenth"],
            "then": TODAYS,
        },
        {"goal": "the north star", "outcomes": [], "ledger": EMPTY, "known": [], "then": TODAYS},
    ],
    "value/top": [
        top([IN_EUROS, IN_YEN, VERIFIED, UNMEASURED]),
        top(LONG.entries[:15], QUARTER, "last quarter"),
        top([], when=LONG_AGO),
    ],
    "value/verdict": [
        of_verdict("hit", [VERIFIED, CLAIMED, UNMEASURED], QUARTER, "last quarter"),
        of_verdict("partly", [IN_EUROS], when=LONG_AGO),
        of_verdict("missed", MISSED, more=8),
        of_verdict("too_early", [entry(verdict("too_early", learned="x" * 300))]),
        of_verdict("unmeasurable", []),
    ],
    "value/waiting": [
        {
            "waiting": Waiting(
                unanswered=[(checkin(), release()), (SNOOZED, release(owner_id=""))],
                unread=[(WAITING, 30), (entry(None, metric=falling_metric()), 1)],
                claimed=[CLAIMED, entry(claimed("partly"))],
            ),
            "zone": ZONE,
        },
        {
            "waiting": Waiting(
                unanswered=[(checkin(), release())] * 12, unread=[(WAITING, 30)] * 12, claimed=[CLAIMED] * 12
            ),
            "zone": ZONE,
        },
        {"waiting": Waiting(unanswered=[], unread=[], claimed=[]), "zone": "UTC"},
    ],
    "value/checkins": [
        {
            "looks": [
                (checkin(), release(), team(), Timeliness("late", 2)),
                (SNOOZED, release(), team(), Timeliness("in grace")),
                (checkin(id=15, state="missed"), release(), team(), Timeliness("missed")),
                (LATER, release(), team(), None),
            ],
            "more": 0,
            "answered": [
                (checkin(state="answered", answered_at=NOW), release(), team(), Timeliness("on time")),
                (checkin(state="answered", answered_at=NOW), release(), team(), Timeliness("late", 12)),
            ],
            "now": NOW,
            "zone": ZONE,
        },
        {
            "looks": [(checkin(), release(owner_id=""), team(), None)] * 15,
            "more": 4,
            "answered": [],
            "now": NOW,
            "zone": ZONE,
        },
        {"looks": [], "more": 0, "answered": [], "now": NOW, "zone": "UTC"},
    ],
    "value/noise": [
        {
            "score": Score(
                whole=Noise(kind="", messages=42, answers=12),
                kinds=[
                    Noise(kind="checkin_ask", messages=20, answers=11),
                    Noise(kind="checkin_remind", messages=21, answers=1),
                    Noise(kind="something_new", messages=1, answers=0),
                ],
            ),
            "days": 90,
        },
        {
            "score": Score(
                whole=Noise(kind="", messages=1, answers=0), kinds=[Noise(kind="review", messages=1, answers=0)]
            ),
            "days": 90,
        },
        {"score": Score(whole=Noise(kind="", messages=0, answers=0), kinds=[]), "days": 90},
    ],
}
