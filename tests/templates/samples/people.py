"""Who takes over."""

from datetime import UTC, datetime

from bot.flows.leaving import Taken
from tests.templates.hostile import fixed

THINGS = [
    Taken(what="release", key=fixed("REL-7"), name="One-page checkout"),
    Taken(what="criterion", key=fixed("REL-8"), name="Load test passes"),
    Taken(what="outcome", key=fixed("OUT-3"), name="Fewer people give up while paying"),
    Taken(what="metric", key=fixed(""), name="Checkout conversion"),
]

SINCE = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)

SAMPLES = {
    "people/handed_over": [
        {"left": "U0DEV", "things": THINGS, "since": SINCE},
        {"left": "U0DEV", "things": THINGS[2:], "since": SINCE},
    ]
}
