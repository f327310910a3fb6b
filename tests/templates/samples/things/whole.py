"""Put rows together as flows do for templates: a release with its promises, a check-in, the ledger."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.flows.checkins.question import Asked
from bot.flows.releases.sheet import PromiseLine, Sheet
from bot.flows.value.ledger import Entry, Ledger
from bot.value.effect import Point, estimate
from bot.value.promise import Promised
from bot.value.verdict import judge
from storage.releases import Release
from storage.verdicts import Verdict
from tests.templates.samples.things.looks import change, checkin, claimed, criterion, verdict
from tests.templates.samples.things.plans import (
    NO_WORTH,
    NOW,
    SHIPPED_AT,
    bare,
    draft,
    meaning,
    metric,
    outcome,
    promise,
    release,
    team,
)  # fmt: skip


def line(**changed: Any) -> PromiseLine:
    """A promise with its outcome, and no verdict yet."""
    whole: dict[str, Any] = {"promise": promise(), "outcome": outcome(), "meaning": meaning(), "metric": metric()}
    return PromiseLine(**whole | {"verdict": None} | changed)


def bare_line(**changed: Any) -> PromiseLine:
    """A promise about an outcome without a metric, on which nobody put money."""
    fields = {"outcome": outcome(**bare()), "meaning": meaning(**bare()), "promise": promise(**NO_WORTH)}
    return line(**fields | {"metric": None} | changed)


def sheet(about: Release | None = None, **changed: Any) -> Sheet:
    """A release with all that hangs on it: one promise, two criteria, a moved window."""
    about = about or release()
    fields: dict[str, Any] = {
        "team": team(),
        "lines": [line()],
        "criteria": [criterion(agreed=True), criterion("Support has the new texts", id=52, owner_id="U0CHLOE")],
        "followers": ["U0EVA", "U0DEV"],
        "moved": change(),
        "evidence_count": 2,
    }
    return Sheet(release=about, key=f"REL-{about.number}", **fields | changed)


def bare_sheet(about: Release | None = None, **changed: Any) -> Sheet:
    """A release on which nothing hangs."""
    nothing: dict[str, Any] = {"lines": [], "criteria": [], "followers": [], "moved": None, "evidence_count": 0}
    return sheet(about or draft(), **nothing | changed)


def daily(
    before: float = 3.8, after: float = 4.3, *, days_before: int = 56, days_after: int = 29, strays: float = 0.01
) -> list[Point]:
    """A reading a day around shipping, that strays by so much of itself."""
    stray = [strays * far for far in (0.0, 1.0, -0.5, 0.5, -1.0)]
    level = [(day, before if day < 0 else after) for day in range(-days_before, days_after) if day != 0]
    return [Point(SHIPPED_AT + timedelta(days=day), round(at * (1 + stray[day % 5]), 4)) for day, at in level]


def asked(points: Sequence[Point] | None = None, **changed: Any) -> Asked:
    """A check-in, with the effect and the proposal that follow from its readings."""
    points = daily() if points is None else points
    looked_at = changed.get("metric", metric())
    made = changed.get("promise", promise())
    meant = changed.get("meaning", meaning())
    promised = Promised(
        low=made.low,
        likely=made.likely,
        high=made.high,
        sure=made.sure,
        direction=looked_at.direction if looked_at else "up",
    )
    about = changed.get("release", release())
    effect = estimate(
        points,
        shipped_at=SHIPPED_AT,
        now=NOW,
        baseline=meant.baseline,
        direction=promised.direction,
        promised=promised.likely,
    )
    fields: dict[str, Any] = {
        "checkin": checkin(),
        "release": about,
        "key": f"REL-{about.number}",
        "promise": made,
        "promised": promised,
        "meaning": meant,
        "metric": looked_at,
        "zone": "Europe/Berlin",
        "points": points,
        "effect": effect,
        "proposal": judge(promised, effect if looked_at else None),
        "number": 2,
        "of": 3,
        "days_in": 30,
    }
    return Asked(**fields | changed)


def answered(given: Verdict | None = None, **changed: Any) -> Asked:
    """A check-in that has its answer."""
    given = given or verdict()
    look = checkin(state="answered", answered_by=given.who, answered_at=NOW)
    return asked(**{"checkin": look, "verdict": given} | changed)


def entry(given: Verdict | None = None, **changed: Any) -> Entry:
    """A promise in the ledger, with what came of it; `given` None: nothing yet."""
    whole: dict[str, Any] = {"release": release(), "promise": promise(), "meaning": meaning(), "metric": metric()}
    return Entry(**whole | {"verdict": given, "days": 30} | changed)


def empty_entry(about: Release | None = None) -> Entry:
    """A release in the ledger that promised nothing."""
    return Entry(release=about or release(id=12, number=12, name="Database upgrade"), days=30)


def ledger(*entries: Entry) -> Ledger:
    """One entry of each kind, or these."""
    numbered = [
        entry(given, release=release(id=20 + place, number=20 + place, name=f"Checkout step {place}"))
        for place, given in enumerate(
            (verdict(), claimed(), verdict("partly"), verdict("missed"), verdict("too_early"), None)
        )
    ]
    upkeep = release(id=12, number=12, name="Database upgrade", maintenance=True, exempt_why="Support ends in May")
    return Ledger(entries=list(entries) or [*numbered, empty_entry(upkeep), empty_entry(release(id=13, number=13))])
