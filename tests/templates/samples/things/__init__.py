"""Make the things that samples of several nouns speak of."""

from tests.templates.samples.things.looks import (
    change,
    checkin,
    claimed,
    criterion,
    decision,
    evidence,
    past,
    said,
    sized,
    verdict,
)  # fmt: skip
from tests.templates.samples.things.plans import (
    NO_WORTH,
    NOW,
    PLANNED_AT,
    SHIPPED_AT,
    TODAY,
    WORTH,
    bare,
    draft,
    falling_metric,
    meaning,
    metric,
    outcome,
    promise,
    reading,
    release,
    scheduled,
    team,
)  # fmt: skip
from tests.templates.samples.things.whole import (
    answered,
    asked,
    bare_line,
    bare_sheet,
    daily,
    empty_entry,
    entry,
    ledger,
    line,
    sheet,
)  # fmt: skip

__all__ = [
    "NOW", "NO_WORTH", "PLANNED_AT", "SHIPPED_AT", "TODAY", "WORTH", "answered", "asked", "bare", "bare_line",
    "bare_sheet", "change", "checkin", "claimed", "criterion", "daily", "decision", "draft", "empty_entry", "entry",
    "evidence", "falling_metric", "ledger", "line", "meaning", "metric", "outcome", "past", "promise", "reading",
    "release", "said", "scheduled", "sheet", "sized", "team", "verdict",
]  # fmt: skip
