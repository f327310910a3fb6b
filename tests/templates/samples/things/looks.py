"""Make rows of what came of plans: check-ins, verdicts, evidence, changes; what a call is given is changed."""

from fractions import Fraction
from typing import Any

from bot.flows.forecasts.opened import Opened
from bot.flows.forecasts.sized import Sized
from bot.flows.honest import Expected, expected
from bot.value.guess import Guess
from bot.value.honest import honest
from bot.value.money import Money
from storage.checkins import CheckIn
from storage.decisions import Decision
from storage.evidence import Evidence
from storage.history import Change
from storage.releases import Criterion
from storage.verdicts import Verdict
from tests.templates.hostile import fixed
from tests.templates.samples.things.plans import NOW, PLANNED_AT, promise


def verdict(word: str = "hit", **changed: Any) -> Verdict:
    """An answer to the look 30 days after shipping; verified where it rates anything."""
    rates = word in ("hit", "partly", "missed")
    seen: dict[str, Any] = {"before": 3.8, "after": 4.3, "effect": 0.5, "effect_low": 0.3, "effect_high": 0.7}
    fields: dict[str, Any] = {
        "id": 21,
        "workspace_id": 1,
        "checkin_id": 11,
        "promise_id": 9,
        "release_id": 7,
        "outcome_version": 1,
        "edition": 1,
        "verdict": word,
        "verified": rates,
        "worth": 616_438 if rates else None,
        "currency": "USD" if rates else "",
        "learned": "Most of it came from phones",
        "why": "",
        "who": "U0ANA",
        "at": NOW,
    }
    return Verdict(**(seen if rates else dict.fromkeys(seen)) | fields | changed)


def claimed(word: str = "hit", **changed: Any) -> Verdict:
    """An answer without evidence: no money."""
    return verdict(word, **{"verified": False, "worth": None, "currency": "", "learned": ""} | changed)


def checkin(**changed: Any) -> CheckIn:
    """The look 30 days after shipping, asked this morning."""
    fields: dict[str, Any] = {
        "id": 11,
        "workspace_id": 1,
        "promise_id": 9,
        "release_id": 7,
        "team_id": 3,
        "day": 30,
        "due_at": NOW,
        "state": "asked",
        "asked_at": NOW,
        "snoozed_until": None,
        "asked_in": 41,
        "answered_by": "",
        "answered_at": None,
        "skipped_why": "",
    }
    return CheckIn(**fields | changed)


def said(word: str = "missed", **changed: Any) -> Opened:
    """What four people forecast together, with what came of it."""
    scored = {"hit": 0.04, "partly": 0.64, "missed": 0.64}
    return Opened(**{"chance": 80, "count": 4, "word": word, "brier": scored.get(word)} | changed)


def sized(came: float | None = 0.1, *, count: int = 4) -> Sized:
    """By how much some of them said it moves, together, with what came."""
    return Sized(guess=Guess(0.2, 0.5, 0.8), count=count, came=came)


def past(*, of_team: bool = True, worth: bool = True, count: int = 9) -> Expected | None:
    """What a claim would come to by nine claims before it."""
    shares = [Fraction(number, 8) for number in range(count)]
    money = [Money.of_minor(minor, "USD") for minor in (8_000_000, 12_000_000, 15_000_000)]
    return expected(honest(shares if of_team else [], shares), promise(), money if worth else None)


def decision(word: str = "scale", **changed: Any) -> Decision:
    """What was decided with the answer 30 days after shipping."""
    fields: dict[str, Any] = {
        "id": 81,
        "workspace_id": 1,
        "release_id": 7,
        "promise_id": 9,
        "verdict_id": 21,
        "word": word,
        "why": "",
        "who": "U0ANA",
        "at": NOW,
        "verdict": "hit",
        "after": 4.3,
        "effect": 0.5,
        "effect_low": 0.3,
        "effect_high": 0.7,
        "backed": True,
    }
    return Decision(**fields | changed)


def evidence(**changed: Any) -> Evidence:
    """A message that someone attached."""
    fields: dict[str, Any] = {
        "id": 31,
        "workspace_id": 1,
        "release_id": 7,
        "verdict_id": None,
        "kind": "message",
        "source_key": fixed("message:C0CHECKOUT:1780500000.000100"),
        "quote": "Nobody has called about the address form since Wednesday",
        "link": "https://northwind.slack.com/archives/C0CHECKOUT/p1780500000000100",
        "author_id": "U0CHLOE",
        "added_by": "U0ANA",
        "added_at": NOW,
    }
    return Evidence(**fields | changed)


def criterion(text: str = "Load test passes", *, agreed: bool = False, **changed: Any) -> Criterion:
    """One thing that must be true to ship; agreed by Dev."""
    fields: dict[str, Any] = {"id": 51, "workspace_id": 1, "release_id": 7, "text": text, "owner_id": "U0DEV"}
    if agreed:
        fields |= {"agreed_by": "U0DEV", "agreed_at": PLANNED_AT, "evidence": "Run 114: 900 orders a minute"}
    return Criterion(**fields | changed)


def change(what: str = "window", **changed: Any) -> Change:
    """One change of a release, as history keeps it."""
    known: dict[str, tuple[str, str]] = {
        "window": ("2026-06-10", "2026-06-03/2026-06-05"),
        "state": ("draft", "scheduled"),
        "owner": ("U0BEN", "U0ANA"),
        "name": ("New checkout", "One-page checkout"),
        "promise": ("Checkout conversion +0.5 pt", "Checkout conversion +0.3 pt"),
    }
    old, new = known.get(what, ("", "One-page checkout"))
    fields: dict[str, Any] = {
        "id": 61,
        "workspace_id": 1,
        "subject": "release",
        "subject_id": 7,
        "who": "U0BEN",
        "what": what,
        "old": old,
        "new": new,
        "why": "The payment provider is late",
        "at": PLANNED_AT,
    }
    return Change(**fields | changed)
