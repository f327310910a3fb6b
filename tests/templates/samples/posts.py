"""What becomes of posts."""

from bot.flows.undelivered import Unsaid
from bot.slack.refusals import meaning_of
from storage.posts import Post
from tests.templates.hostile import fixed

POST = Post(
    id=41,
    workspace_id=1,
    key_text=fixed("undelivered:C0CHECKOUT"),
    kind="undelivered",
    subject_id=7,
    channel_id="U0ANA",
)
UNSAID = [
    Unsaid(kind="release_card", name="One-page checkout", is_doubtful=False),
    Unsaid(kind="release_note", name="One-page checkout", is_doubtful=False),
    Unsaid(kind="checkin_ask", name="One-page checkout, Guest checkout", is_doubtful=False),
    Unsaid(kind="criterion_discuss", name="Load test passes", is_doubtful=False),
    Unsaid(kind="review", name="", is_doubtful=False),
]
DOUBTFUL = [Unsaid(kind="checkin_remind", name="One-page checkout", is_doubtful=True)]


def told(error, unsaid=UNSAID, more=0, *, is_closed=False, moved_to=""):
    return {
        "channel_id": "C0CHECKOUT",
        "channel_name": "checkout",
        "error": fixed(error),
        "mend": fixed(meaning_of(error).mend or "fault"),
        "unsaid": unsaid,
        "more": more,
        "is_closed": is_closed,
        "may_move": is_closed,
        "moved_to": moved_to,
        "post": POST,
    }


SAMPLES = {
    "posts/undelivered": [
        told("is_archived"),
        told("not_in_channel", more=3),
        told("missing_scope"),
        told("restricted_action"),
        told("invalid_blocks"),
        told("missing_history", DOUBTFUL),
        told("is_archived", []),
        *(
            told(code, unsaid, is_closed=True)
            for code in ("is_archived", "not_in_channel", "channel_not_found", "channel_deleted", "ekm_access_denied")
            for unsaid in (UNSAID, [])
        ),
        told("is_archived", moved_to="C0GROWTH"),
    ],
    "posts/move": [{"channel_id": "C0CHECKOUT", "post_id": 41}],
}
