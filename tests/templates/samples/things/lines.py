"""Make lines that are drawn for metrics."""

from bot.flows.metrics.alerts import Line, line_of
from storage.alerts import Alert
from tests.templates.samples.things.plans import PLANNED_AT


def line(
    *, below: float | None = None, above: float | None = None, channel: str = "C0CHECKOUT", beyond: bool = False
) -> Line:
    """A line on one side, drawn by Ana."""
    return line_of(
        Alert(
            id=9,
            workspace_id=1,
            metric_id=5,
            kind="above" if below is None else "below",
            channel_id=channel,
            threshold=above if below is None else below,
            set_by="U0ANA",
            set_at=PLANNED_AT,
            beyond=beyond,
        )
    )
