"""App Home of someone who has everything, and of someone who has nothing."""

from bot.flows.home import Home
from bot.flows.outcomes import Standing
from bot.flows.value.waiting import Waiting
from tests.templates.samples.things.looks import checkin, claimed
from tests.templates.samples.things.plans import (
    NOW,
    bare,
    draft,
    metric,
    outcome,
    release,
    scheduled,
    team,
)  # fmt: skip
from tests.templates.samples.things.whole import bare_line, bare_sheet, entry, sheet

FULL = Home(
    user_id="U0ANA",
    waiting=Waiting(
        unanswered=[(checkin(), release()), (checkin(id=12, day=90), release(id=9, number=9, name="Faster search"))],
        unread=[(entry(), 39), (entry(release=release(id=10, number=10, name="Invoice export")), 1)],
        claimed=[entry(claimed())],
    ),
    without_outcome=[bare_sheet(draft())],
    releases=[
        sheet(),
        sheet(scheduled(), lines=[bare_line()]),
        bare_sheet(release(id=12, number=12, name="Database upgrade", maintenance=True)),
        bare_sheet(draft()),
    ],
    outcomes=[
        ("OUT-2", outcome(), metric(), Standing(now=4.3, progress=0.71)),
        ("OUT-3", outcome(**bare()), None, Standing()),
    ],
    teams=[team(), team(id=4, channel_id="C0GROWTH", checkin_days=[14], zone="America/New_York")],
    more_without_outcome=3,
    more_releases=12,
)
EMPTY = Home(
    user_id="U0EVA",
    waiting=Waiting(unanswered=[], unread=[], claimed=[]),
    without_outcome=[],
    releases=[],
    outcomes=[],
    teams=[],
)

SAMPLES = {
    "home/home": [{"mine": FULL, "now": NOW}, {"mine": EMPTY, "now": NOW}],
    "home/answer": [{"said": ["*One-page checkout* `REL-7`\nCheckout conversion 3.8 % → 4.5 %\n", "and so on"]}],
}
