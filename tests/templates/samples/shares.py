"""What is said of what a metric moved, and who claims it."""

from bot.flows.shares.groups import Claimed, Group
from bot.value.shares import Claim, split, split_as_agreed
from bot.value.span import Span
from storage.shares import Share
from tests.templates.hostile import fixed
from tests.templates.samples.things import (
    NOW,
    SHIPPED_AT,
    claimed,
    falling_metric,
    metric,
    promise,
    release,
    verdict,
)

ZONE = "Europe/Berlin"


def member(number, change=0.5, *, step=None, given=None):
    claim = Claim(key=number, shipped_at=SHIPPED_AT, seen_at=NOW, change=change, promised=change, step=step)
    names = {7: "One-page checkout", 9: "Guest checkout"}
    return Claimed(
        release=release(id=number, number=number, name=names.get(number, "Saved baskets")),
        promise=promise(id=number, release_id=number),
        verdict=given or verdict(promise_id=number),
        claim=claim,
    )


def group(*members, moved=None, on=None, agreed=(), parts=None):
    moved = moved or Span(0.3, 0.5, 0.7)
    claims = [one.claim for one in members]
    shared = split_as_agreed(moved, claims, parts) if parts is not None else split(moved, claims)
    return Group(metric=on or metric(), members=members, split=shared, agreed=agreed)


def share(rule="typed", number=7, size=0.3):
    return Share(among="7,9", promise_id=number, edition=1, rule=rule, size=size, who="U0ANA", at=NOW)


PAIR = (member(7), member(9, given=claimed()))
PROPOSED = group(*PAIR)
TOLD_APART = group(member(7, step=0.4), member(9, step=0.2))
AGREED = group(*PAIR, agreed=[share(), share(number=9, size=0.1)], parts={7: 0.3, 9: 0.1})
BY_RULE = [group(*PAIR, agreed=[share(rule)], parts={7: 0.1}) for rule in ("proposal", "weeks", "promise", "none")]
FELL = group(member(7, -41.0), member(9, -30.0), moved=Span(-41.0, -41.0, -41.0), on=falling_metric())
MANY = group(*(member(number) for number in range(20, 32)))
ALONE = group(member(7))


def ledger(groups, name="", more=0):
    asked = fixed(f"value ledger {name}".strip())
    return {"groups": groups, "name": name, "more": more, "asked": asked, "zone": ZONE, "now": NOW}


SAMPLES = {
    "shares/ask": [
        {"group": each, "zone": ZONE, "at": NOW} for each in (PROPOSED, TOLD_APART, AGREED, *BY_RULE, FELL, ALONE)
    ],
    "shares/type": [{"group": PROPOSED}, {"group": FELL}],
    "value/ledger": [
        ledger([PROPOSED, FELL, ALONE]),
        ledger([AGREED], "Checkout conversion"),
        ledger([MANY] * 8, more=3),
        ledger([]),
        ledger([], "Checkout conversion"),
    ],
}
