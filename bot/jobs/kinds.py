"""List every kind of post there is."""

from bot.flows.checkins.ask import AGAIN, ASK, REMIND
from bot.flows.kinds import Kind
from bot.flows.metrics import METRIC_IMPORT
from bot.flows.releases.card import CARD, FOLLOW, NOTE
from bot.flows.releases.criteria import DISCUSS
from bot.flows.reviews import REVIEW
from bot.flows.undelivered import undelivered_kind
from bot.flows.welcome import WELCOME

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (CARD, NOTE, FOLLOW, DISCUSS, ASK, REMIND, AGAIN, REVIEW, WELCOME, METRIC_IMPORT)
}
UNDELIVERED = undelivered_kind(KINDS)
KINDS[UNDELIVERED.name] = UNDELIVERED
