"""What people asked to be told again and again."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.flows.rhythm import Rhythm
from bot.flows.subscriptions.digest import Changed, Digest
from bot.flows.subscriptions.subscribe import Standing
from bot.flows.teams import calendar_of
from bot.value.recurrence import parse_rule
from storage.subscriptions import Subscription
from tests.templates.samples.things import (
    NOW,
    change,
    checkin,
    empty_entry,
    entry,
    ledger,
    release,
    team,
    verdict,
)

ZONE = "Europe/Berlin"
WEEK = timedelta(days=7)
LOOK = (checkin(), release())
ANSWERED = (checkin(id=13, state="answered"), release(id=14, number=14))
MOVED = change(old="2026-06-10..2026-06-12", new="2026-06-15")
CHANGED = Changed(release=release(), key="REL-7", changes=[MOVED, change("owner", old="U0ANA", new="U0BEN")])
LONG = Changed(release=release(id=15, number=15), key="REL-15", changes=[MOVED] * 6)
UPKEEP = empty_entry(release(id=12, number=12, name="Database upgrade", maintenance=True))


def subscription(**changed: Any) -> Subscription:
    fields: dict[str, Any] = {
        "id": 3,
        "what": "value",
        "user_id": "U0ANA",
        "channel_id": "C0CHECKOUT",
        "team_id": 1,
        "rule": "weekly mon 09:00",
        "anchor": date(2026, 3, 2),
        "next_at": NOW + WEEK,
        "covered_until": NOW - WEEK,
        "created_at": NOW - WEEK,
    }
    return Subscription(**fields | changed)


def standing(**changed: Any) -> Standing:
    """A subscription with its next runs."""
    about = subscription(**changed)
    kept = team() if about.team_id is not None else None
    rhythm = Rhythm(rule=parse_rule(about.rule), calendar=calendar_of(team()), anchor=about.anchor, told=about.anchor)
    return Standing(subscription=about, rhythm=rhythm, team=kept, runs=rhythm.next(NOW))


def said(digest: Digest, *, was_due: Any = None, test: bool = False, **changed: Any) -> dict[str, Any]:
    return {"subscription": subscription(**changed), "zone": ZONE, "digest": digest, "was_due": was_due, "test": test}


def digest(**found: Any) -> Digest:
    return Digest(**{"start": NOW - WEEK, "end": NOW, "team": team()} | found)


DIGESTS = [
    said(digest(ledger=ledger(), due=[LOOK, ANSWERED], waiting=[LOOK], changed=[CHANGED, LONG])),
    said(digest(ledger=ledger(*[entry(verdict())] * 23), team=None), was_due=NOW - timedelta(days=3)),
    said(digest(ledger=ledger(UPKEEP), waiting=[LOOK] * 8, changed=[CHANGED] * 10), rule="monthly last fri 09:00"),
    said(digest(waiting=[LOOK]), test=True),
    said(digest(due=[ANSWERED]), test=True, was_due=NOW - WEEK),
]
STANDINGS = [
    standing(),
    standing(state="paused", size="compact"),
    standing(channel_id="U0ANA", rule="every weekday 08:30", team_id=None),
    standing(what="status", rule="every 2 weeks fri 16:00"),
]

SAMPLES = {
    "subscriptions/digest": DIGESTS,
    "subscriptions/compact": DIGESTS,
    "subscriptions/standing": [
        {"standing": each, "did": did}
        for each in STANDINGS
        for did in ("subscribed", "again", "tested", "paused", "active", "compact", "stopped")
    ]
    + [
        {"standing": replace(standing(), closed=code), "did": "subscribed"}
        for code in ("is_archived", "not_in_channel")
    ],
    "subscriptions/list": [
        {"standings": STANDINGS, "choose": False},
        {"standings": STANDINGS, "choose": True},
        {"standings": STANDINGS * 4, "choose": False},
        {"standings": [], "choose": False},
    ],
}
