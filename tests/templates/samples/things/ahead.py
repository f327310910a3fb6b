"""Make what is seen ahead: where a metric will be on the day of its outcome."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.value.detectable import Detectable
from bot.value.outlook import Outlook
from bot.value.span import Band, Span

AHEAD = Outlook(
    target=4.5,
    due=date(2026, 9, 30),
    at_end=Span(4.1, 4.3, 4.5),
    probability=0.12,
    path=(
        Band(datetime(2026, 6, 15, tzinfo=UTC), 4.2, 4.3, 4.4),
        Band(datetime(2026, 9, 30, tzinfo=UTC), 4.1, 4.3, 4.5),
    ),
    count=90,
    grain="day",
    is_ramping=False,
    scale="as read",
    noise="each period by itself",
)
RAMPING = replace(AHEAD, is_ramping=True, probability=0.001)

# What a metric's noise lets be seen: less with each day, the same whenever, and nothing before a year is over.
CLEAR = Detectable(((1, 0.9), (7, 0.3), (14, 0.2), (28, 0.15)))
WANDERING = Detectable(((1, 0.9), (7, 1.1), (28, 1.6)))
SELDOM = Detectable(((365, 0.2), (730, 0.2)))
