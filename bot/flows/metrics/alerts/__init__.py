"""Watch metrics: tell a channel when a line it drew is crossed, and a team when a reading it needs is missing."""

from bot.flows.metrics.alerts.draw import AlertGone, Drawn, Listed, NoAlert, draw, erase, erase_one, lines_of
from bot.flows.metrics.alerts.hanging import Business, Hanging, Line, business_of, line_of
from bot.flows.metrics.alerts.judge import judge
from bot.flows.metrics.alerts.silence import METRIC_STALE, freshness_changed, needs_readings
from bot.flows.metrics.alerts.tell import ALERT_CROSSED, ALERT_OVER, Crossing

__all__ = [
    "ALERT_CROSSED",
    "ALERT_OVER",
    "METRIC_STALE",
    "AlertGone",
    "Business",
    "Crossing",
    "Drawn",
    "Hanging",
    "Line",
    "Listed",
    "NoAlert",
    "business_of",
    "draw",
    "erase",
    "erase_one",
    "freshness_changed",
    "judge",
    "line_of",
    "lines_of",
    "needs_readings",
]
