"""App Home of someone who has everything, and of someone who has nothing."""

from bot.flows.delivery import Delivery
from bot.flows.home import Home
from bot.flows.outcomes import Standing
from bot.flows.value.waiting import Waiting
from bot.value.timeliness import Timeliness
from storage.delivery import Trouble
from tests.templates.samples.attention import USUAL, WITH_A_DIGEST
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
    attention=WITH_A_DIGEST,
    timeliness={checkin().pk: Timeliness("late", 2), 12: None},
    more_without_outcome=3,
    more_releases=12,
    delivery=Delivery(
        due=12,
        failed=1204,
        unknown=1,
        sent=340,
        late_minutes=3,
        troubles=[
            (
                Trouble(channel_id="C0CHECKOUT", state="failed", error="is_archived", count=1203, post_id=7),
                "the channel is archived",
            ),
            (
                Trouble(channel_id="C0GROWTH", state="unknown", error="TimeoutError", count=1, post_id=8),
                "Slack did not answer in time, and nobody knows whether it has it",
            ),
            (
                Trouble(channel_id="U0BEN", state="failed", error="user_disabled", count=1, post_id=9),
                "the person has left",
            ),
        ],
        more=4,
    ),
)
EMPTY = Home(
    user_id="U0EVA",
    attention=USUAL,
    timeliness={},
    waiting=Waiting(unanswered=[], unread=[], claimed=[]),
    without_outcome=[],
    releases=[],
    outcomes=[],
    teams=[],
    delivery=Delivery(due=0, failed=0, unknown=0, sent=0, late_minutes=0, troubles=[]),
)

SAMPLES = {
    "home/home": [{"mine": FULL, "now": NOW}, {"mine": EMPTY, "now": NOW}],
    "home/answer": [{"said": ["*One-page checkout* `REL-7`\nCheckout conversion 3.8 % → 4.5 %\n", "and so on"]}],
}
