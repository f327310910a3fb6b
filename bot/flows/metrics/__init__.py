"""Define metrics, keep their readings, and tell their course."""

from bot.flows.metrics.course import Course, Page, course_of, figures_of, page_of, points
from bot.flows.metrics.define import (
    MetricGone,
    Named,
    NewMetric,
    create,
    define,
    find_metric,
    named,
    take_metric,
)
from bot.flows.metrics.record import Ahead, Recorded, record

__all__ = [
    "Ahead",
    "Course",
    "MetricGone",
    "Named",
    "NewMetric",
    "Page",
    "Recorded",
    "course_of",
    "create",
    "define",
    "figures_of",
    "find_metric",
    "named",
    "page_of",
    "points",
    "record",
    "take_metric",
]
