"""Say of a metric that was put away that it is, and what brings it back."""

from bot.errors import Refusal
from storage.metrics import Metric


class MetricArchived(Refusal):
    """A metric that is put away is read, and no more."""

    def __init__(self, metric: Metric) -> None:
        super().__init__(f"{metric.name} is archived.", hint=restoring(metric))


def restoring(metric: Metric) -> str:
    """What brings a metric back that is archived; "" for one in use."""
    return f"`/metric restore {metric.name}` brings it back." if metric.archived_at is not None else ""
