"""Define metrics, keep their readings, typed or from files, and tell their course."""

from bot.flows.metrics.archive import Moved, archive, restore
from bot.flows.metrics.away import MetricArchived, restoring
from bot.flows.metrics.controls import NOTHING, choices_for
from bot.flows.metrics.course import Course, Page, course_of, figures_of, page_of, points, read_lately
from bot.flows.metrics.define import (
    MetricGone,
    NewMetric,
    create,
    define,
    find_metric,
    metric_choices,
    named,
    take_metric,
)
from bot.flows.metrics.edit import Edited, Typed, edit, words_of
from bot.flows.metrics.import_file import METRIC_IMPORT, import_handed_in, said
from bot.flows.metrics.importing import Imported, WhichMetric, import_rows
from bot.flows.metrics.record import Ahead, Recorded, record

__all__ = [
    "METRIC_IMPORT",
    "NOTHING",
    "Ahead",
    "Course",
    "Edited",
    "Imported",
    "MetricArchived",
    "MetricGone",
    "Moved",
    "NewMetric",
    "Page",
    "Recorded",
    "Typed",
    "WhichMetric",
    "archive",
    "choices_for",
    "course_of",
    "create",
    "define",
    "edit",
    "figures_of",
    "find_metric",
    "import_handed_in",
    "import_rows",
    "metric_choices",
    "named",
    "page_of",
    "points",
    "read_lately",
    "record",
    "restore",
    "restoring",
    "said",
    "take_metric",
    "words_of",
]
