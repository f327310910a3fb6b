"""How a team's releases stand."""

from datetime import timedelta

from bot.flows.status import Group
from tests.templates.samples.subscriptions import CHANGED, LONG, WEEK, ZONE, standing
from tests.templates.samples.things import (
    NOW,
    bare_line,
    bare_sheet,
    draft,
    line,
    scheduled,
    sheet,
    team,
    verdict,
)  # fmt: skip

SCHEDULED = Group(
    title="Scheduled", sheets=[sheet(scheduled()), sheet(scheduled(), lines=[line(), bare_line()])], more=0
)
OPEN = Group(title="Without a date", sheets=[bare_sheet(draft()), bare_sheet(draft(maintenance=True))], more=3)
SHIPPED = Group(title="Shipped, and looked at", sheets=[sheet(), sheet(lines=[line(verdict=verdict())])], more=0)
FULL = Group(title="Scheduled", sheets=[sheet(scheduled(id=number, number=number)) for number in range(12)], more=9)
FRIDAYS = standing(what="status", rule="weekly fri 16:00")
PAUSED = standing(what="status", rule="weekly fri 16:00", state="paused")


def status(*groups, kept=None):
    return {"team": team(), "groups": list(groups), "standing": kept, "now": NOW}


def news(*changed, was_due=None):
    return {"changed": list(changed), "start": NOW - WEEK, "end": NOW, "zone": ZONE, "was_due": was_due}


SAMPLES = {
    "status/status": [
        status(SCHEDULED, OPEN, SHIPPED, kept=FRIDAYS),
        status(FULL, kept=PAUSED),
        status(),
    ],
    "status/news": [
        news(CHANGED, LONG),
        news(*[CHANGED] * 15, was_due=NOW - timedelta(days=1)),
    ],
    "status/shown": [{"team": team(), "standing": kept} for kept in (FRIDAYS, PAUSED, None)],
}
