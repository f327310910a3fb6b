"""List every kind of post there is."""

from bot.flows.attention.backoff import BACKOFF
from bot.flows.attention.digest import digest_kind
from bot.flows.attention.spend import attentive
from bot.flows.checkins.ask import AGAIN, ASK, REMIND
from bot.flows.kinds import Kind
from bot.flows.leaving import HANDED_OVER
from bot.flows.metrics import METRIC_IMPORT
from bot.flows.metrics.alerts import ALERT_CROSSED, ALERT_OVER, METRIC_STALE
from bot.flows.milestones import MILESTONE
from bot.flows.outcomes.close import RESUME
from bot.flows.releases.card import CARD, FOLLOW, NOTE
from bot.flows.releases.criteria import DISCUSS
from bot.flows.reviews import REVIEW, REVIEW_TEST
from bot.flows.rules.due import RULE_DUE
from bot.flows.shares.ask import SHARE_ASK
from bot.flows.signals import METRIC_LOOK, RELEASE_BEHIND
from bot.flows.status import STATUS, STATUS_NEWS
from bot.flows.subscriptions.kinds import DIGEST as VALUE_DIGEST
from bot.flows.subscriptions.kinds import TEST as VALUE_TEST
from bot.flows.undelivered import undelivered_kind
from bot.flows.welcome import WELCOME

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        CARD, NOTE, FOLLOW, DISCUSS, ASK, REMIND, AGAIN, RULE_DUE, REVIEW, WELCOME, HANDED_OVER, METRIC_IMPORT,
        ALERT_CROSSED, ALERT_OVER, METRIC_STALE, REVIEW_TEST, VALUE_DIGEST, VALUE_TEST, STATUS, STATUS_NEWS, SHARE_ASK,
        MILESTONE, METRIC_LOOK, RELEASE_BEHIND,
    )
}  # fmt: skip
UNDELIVERED = undelivered_kind(KINDS)
KINDS[UNDELIVERED.name] = UNDELIVERED
KINDS |= {kind.name: kind for kind in (BACKOFF, RESUME)}
# What was kept for someone is composed when it is told; whatever else is sent spends their attention.
DIGEST = digest_kind(dict(KINDS))
KINDS |= {name: attentive(kind) for name, kind in KINDS.items()} | {DIGEST.name: DIGEST}
