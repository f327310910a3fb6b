"""Look at metrics by itself, once a day: what does not come as promised, and what moves without a release."""

from bot.flows.signals.behind import RELEASE_BEHIND
from bot.flows.signals.explain import AlreadyExplained, SignalGone, explain, moved_of
from bot.flows.signals.look import METRIC_LOOK

__all__ = ["METRIC_LOOK", "RELEASE_BEHIND", "AlreadyExplained", "SignalGone", "explain", "moved_of"]
