"""Make rows of what is planned: teams, metrics, releases, outcomes, promises; what a call is given is changed."""

from datetime import UTC, date, datetime
from typing import Any

from storage.metrics import Metric
from storage.outcomes import Outcome, OutcomeVersion
from storage.promises import Promise
from storage.readings import Reading
from storage.releases import Release
from storage.teams import Team
from tests.templates.hostile import typed

# Wednesday, 16:00 in Berlin; and the morning of the look 30 days later.
SHIPPED_AT = datetime(2026, 6, 3, 14, 0, tzinfo=UTC)
NOW = datetime(2026, 7, 3, 7, 0, tzinfo=UTC)
TODAY = date(2026, 7, 3)
PLANNED_AT = datetime(2026, 5, 11, 8, 30, tzinfo=UTC)
# Low, likely, high, in cents.
WORTH: dict[str, Any] = {"worth_low": 4_000_000, "worth_likely": 7_500_000, "worth_high": 11_000_000, "currency": "USD"}
NO_WORTH: dict[str, Any] = dict.fromkeys(("worth_low", "worth_likely", "worth_high")) | {"currency": ""}


def team(**changed: Any) -> Team:
    """#checkout, in Berlin."""
    fields: dict[str, Any] = {
        "id": 3,
        "workspace_id": 1,
        "channel_id": "C0CHECKOUT",
        "channel_name": typed("checkout"),
        "zone": "Europe/Berlin",
        "working_days": [1, 2, 3, 4, 5],
        "holiday_calendar": "DE-BY",
        "days_off": ["2026-12-24", "2026-12-31"],
        "checkin_days": [7, 30, 90],
        "checkin_time": "09:00",
        "review_weekday": 1,
        "review_time": "09:00",
        "gate": "block",
        "currency": "USD",
        "schedulers": [],
        "overriders": [],
        "closers": [],
        "created_by": "U0ANA",
        "created_at": PLANNED_AT,
    }
    return Team(**fields | changed)


def metric(**changed: Any) -> Metric:
    """A rate in percent that should rise."""
    fields: dict[str, Any] = {
        "id": 5,
        "workspace_id": 1,
        "name": "Checkout conversion",
        "folded": "checkout conversion",
        "unit": "%",
        "direction": "up",
        "fresh_days": 7,
        "watermark_hours": 0,
        "control_id": None,
        "description": "Orders paid, of carts opened",
        "owner_id": "U0ANA",
        "created_by": "U0ANA",
        "created_at": PLANNED_AT,
        "archived_at": None,
    }
    return Metric(**fields | changed)


def falling_metric(**changed: Any) -> Metric:
    """A count that should fall, in a unit that a person typed."""
    fields = {"id": 6, "name": "Support tickets", "folded": "support tickets", "unit": typed("tickets")}
    return metric(**fields | {"direction": "down", "description": ""} | changed)


def reading(value: float = 4.3, **changed: Any) -> Reading:
    """One reading, typed this morning."""
    fields: dict[str, Any] = {"id": 17, "workspace_id": 1, "metric_id": 5, "value": value, "at": NOW, "known_at": NOW}
    return Reading(**fields | {"source": "typed", "who": "U0ANA"} | changed)


def release(**changed: Any) -> Release:
    """A release that has shipped and is looked at."""
    fields: dict[str, Any] = {
        "id": 7,
        "workspace_id": 1,
        "number": 7,
        "team_id": 3,
        "name": "One-page checkout",
        "folded": "one-page checkout",
        "description": "Address, delivery and payment on one page",
        "state": "reviewing",
        "window_from": date(2026, 6, 3),
        "window_to": date(2026, 6, 5),
        "confidence": "medium",
        "why_now": "ready",
        "maintenance": False,
        "exempt_why": "",
        "override_by": "",
        "override_why": "",
        "owner_id": "U0ANA",
        "deputy_id": "U0BEN",
        "feature_count": 12,
        "revision": 4,
        "created_by": "U0ANA",
        "created_at": PLANNED_AT,
        "scheduled_at": PLANNED_AT,
        "shipped_at": SHIPPED_AT,
        "closed_at": None,
        "cancelled_at": None,
    }
    return Release(**fields | changed)


def draft(**changed: Any) -> Release:
    """A release that has a name and nothing else."""
    nothing: dict[str, Any] = {
        "id": 8,
        "number": 8,
        "name": "Guest checkout",
        "folded": "guest checkout",
        "description": "",
        "state": "draft",
        "window_from": None,
        "window_to": None,
        "confidence": "",
        "why_now": "",
        "owner_id": "",
        "deputy_id": "",
        "feature_count": None,
        "revision": 1,
        "scheduled_at": None,
        "shipped_at": None,
    }
    return release(**nothing | changed)


def scheduled(**changed: Any) -> Release:
    """A release that has a date and has not shipped."""
    fields: dict[str, Any] = {"state": "scheduled", "shipped_at": None}
    return release(**fields | {"window_from": date(2026, 7, 8), "window_to": date(2026, 7, 10)} | changed)


def meaning_fields() -> dict[str, Any]:
    """What an outcome means."""
    return {
        "workspace_id": 1,
        "name": "Fewer people give up while paying",
        "kind": "customer_problem",
        "category": "revenue",
        "statement": "People leave when they are asked for their address twice",
        "metric_id": 5,
        "baseline": 3.8,
        "target": 4.5,
        "due": date(2026, 9, 30),
        "link_kind": "okr",
        "link": "O2 KR1",
        "discovery": "“I gave up at the second address form”",
        "owner_id": "U0ANA",
        "definers": [{"user": "U0ANA", "role": "product"}, {"user": "U0DEV", "role": "engineering"}],
    }


def outcome(**changed: Any) -> Outcome:
    """An outcome as it is meant today."""
    fields: dict[str, Any] = {
        "id": 2,
        "number": 2,
        "folded": "fewer people give up while paying",
        "team_id": 3,
        "state": "open",
        "version": 1,
        "created_by": "U0ANA",
        "created_at": PLANNED_AT,
        "closed_at": None,
        "closed_why": "",
    }
    return Outcome(**meaning_fields() | fields | changed)


def meaning(**changed: Any) -> OutcomeVersion:
    """What an outcome meant in one version."""
    fields = {"id": 4, "outcome_id": 2, "version": 1, "who": "U0ANA", "why": "", "at": PLANNED_AT}
    return OutcomeVersion(**meaning_fields() | fields | changed)


def bare(**changed: Any) -> dict[str, Any]:
    """The fields of an outcome of which only the name is known; for `outcome` and `meaning`."""
    nothing: dict[str, Any] = dict.fromkeys(("metric_id", "baseline", "target", "due"))
    return nothing | {"statement": "", "link_kind": "", "link": "", "discovery": "", "definers": []} | changed


def promise(**changed: Any) -> Promise:
    """How much the release moves the outcome, and what that is worth a year."""
    fields: dict[str, Any] = {
        "id": 9,
        "workspace_id": 1,
        "release_id": 7,
        "outcome_id": 2,
        "outcome_version": 1,
        "low": 0.2,
        "likely": 0.5,
        "high": 0.8,
        "sure": 60,
        "otherwise": "Under +0.2 pt by day 30 we switch it off",
        "state": "open",
        "promised_by": "U0ANA",
        "promised_at": PLANNED_AT,
        "frozen_at": SHIPPED_AT,
    }
    return Promise(**WORTH | fields | changed)
