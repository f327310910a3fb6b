"""What is said of how someone is spoken to, and what was kept for them."""

from dataclasses import replace
from datetime import date, timedelta

from bot.flows.attention.settings import Standing
from bot.flows.kinds import Thing
from storage.people import Person
from tests.templates.samples.things.plans import NOW


def standing(**changed):
    """How Ana is spoken to; `person` holds what differs of her row."""
    person = Person(**{"user_id": "U0ANA", "name": "Ana Ruiz", "zone": "Europe/Berlin"} | changed.pop("person", {}))
    usual = {"zone": "Europe/Berlin", "spent": 2, "kept": 0, "is_away": False, "is_over": False, "digest_at": None}
    return Standing(person=person, **usual | changed)


OFF = {"away_from": date(2026, 8, 3), "away_until": date(2026, 8, 14)}
USUAL = standing()
WITH_A_DIGEST = standing(
    person={"mode": "digest", "backed_off_at": NOW}, kept=3, digest_at=NOW + timedelta(days=4), spent=1
)
SOON_AWAY = standing(person=OFF | {"always": ["checkins", "alerts"]}, kept=1, digest_at=NOW + timedelta(days=9))
AWAY = standing(person=OFF, is_away=True)
WAS_AWAY = standing(person=OFF, is_over=True)
ALL = [{"mine": each} for each in (USUAL, WITH_A_DIGEST, SOON_AWAY, AWAY, WAS_AWAY)]

LOOK = Thing(about="checkin", name="One-page checkout", key="REL-7", value=11)
DONE = Thing(about="checkin", name="Gift cards", key="REL-9", value=12, is_done=True)
UNSAID = Thing(about="outcome", name="Invoice export", key="REL-14", value=14)
UNREAD = Thing(about="metric", name="Checkout conversion", key="", value=5)

SAMPLES = {
    "attention/standing": ALL,
    "attention/saved": ALL,
    "attention/form": ALL,
    "attention/backoff": [{"count": 3}],
    "attention/digest": [
        {"things": [LOOK, UNSAID, UNREAD], "count": 3, "minutes": 2},
        {"things": [LOOK, DONE, replace(UNREAD, is_done=True)], "count": 3, "minutes": 2},
        {"things": [], "count": 1, "minutes": 1},
        {"things": [LOOK] * 6 + [UNSAID] * 6, "count": 18, "minutes": 9},
    ],
}
