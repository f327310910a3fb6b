"""What goes wrong, and is told."""

from bot.slack.render import Message

SAID = Message("No.", [{"type": "section", "text": {"type": "mrkdwn", "text": "No.", "verbatim": True}}])

SAMPLES = {
    "errors/refusal": [
        {"message": "There is no `/release plam`.", "hint": "Did you mean `/release plan`?"},
        {"message": "One-page checkout is cancelled.", "hint": ""},
    ],
    "errors/busy": [{}],
    "errors/full": [{}],
    "errors/gone": [{}],
    "errors/unsure": [{}],
    "errors/expired": [{}],
    "errors/slack": [{"error": "channel_not_found"}],
    "errors/bug": [{"reference": "1f3a9c02"}],
    "errors/notice": [{"said": SAID}],
    "errors/typed": [{"said": SAID, "typed": "/metric record Checkout conversion 4.3% yesterday"}],
}
