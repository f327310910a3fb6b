"""What is said of metrics by itself: what moves without a release, and what does not come as promised."""

from datetime import UTC, datetime
from typing import Any

from bot.flows.signals.look import Signal
from tests.templates.samples.things import NOW
from tests.templates.samples.things.plans import falling_metric, meaning, metric, release


def signal(**changed: Any) -> dict[str, Signal]:
    """A metric that rose."""
    fields: dict[str, Any] = {
        "post_id": 71,
        "metric": metric(),
        "since": datetime(2026, 2, 23, 23, tzinfo=UTC),
        "value": 4.31234,
        "expected": 3.8,
        "low": 3.61,
        "high": 3.97,
        "relative": 0.135,
        "chance": 1_000_000,
        "zone": "Europe/Berlin",
        "at": NOW,
    }
    return {"signal": Signal(**fields | changed)}


def behind(word: str = "under", about: Any = None, on: Any = None, **changed: Any) -> dict[str, Any]:
    """A promise that does not come."""
    seen = {"word": word, "day": 14, "share": 0.2, "expected": 0.25, "change": 0.05, "low": -0.02, "high": 0.12}
    return {
        "release": release(),
        "key": "REL-7",
        "metric": on or metric(),
        "meaning": about or meaning(),
        "seen": seen | changed,
        "at": NOW,
    }


SAMPLES = {
    "signals/moved": [
        signal(),
        signal(metric=falling_metric(), value=180.0, expected=-4.0, low=-30.0, high=22.0, relative=None, chance=812),
        signal(who="U0BEN", words="A newspaper wrote about us"),
        signal(who="U0BEN", is_noise=True),
    ],
    "signals/explain": [signal(), signal(metric=falling_metric(), value=180.0, relative=None)],
    "signals/behind": [
        behind(),
        behind(about=meaning(due=None), share=-0.04, change=-0.01),
        behind(about=meaning(curve="step")),
        behind(about=meaning(curve="saturating")),
        behind("harm", on=falling_metric(), share=-0.6, expected=-40.0, change=24.0, low=11.0, high=37.0),
    ],
}
