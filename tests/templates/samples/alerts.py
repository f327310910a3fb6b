"""What is said of lines that are crossed, and of readings that are missing."""

from datetime import timedelta

from bot.flows.metrics.alerts import Crossing, Drawn, Hanging, Listed
from bot.slack import render
from bot.value.calendar import WorkCalendar
from bot.value.freshness import Freshness
from bot.value.naming import in_command
from bot.value.threshold import Run, Threshold
from tests.templates.samples.things.lines import line
from tests.templates.samples.things.plans import NOW, draft, falling_metric, metric, promise, reading, release

ZONE = "Europe/Berlin"
PROMISES = [(promise(), release()), (promise(), draft())]
LINES = [line(below=3.0), line(above=5.0, channel="C0GROWTH")]
SINCE = NOW - timedelta(days=2)


def crossing(value=2.9, **changed):
    fields = {
        "line": line(below=3.0, beyond=True),
        "metric": metric(),
        "newest": reading(value),
        "run": Run(SINCE, 2.7, is_whole=True),
        "promises": PROMISES,
        "zone": ZONE,
    }
    return {"crossing": Crossing(**fields | changed)}


HIGH = crossing(
    260.0, line=line(above=250.0), metric=falling_metric(), run=Run(SINCE, 270.0, is_whole=False), promises=PROMISES * 4
)


def stale(**changed):
    hanging = Hanging(
        **{"promises": PROMISES, "lines": LINES, "channel_id": "C0CHECKOUT", "calendar": WorkCalendar(zone=ZONE)}
        | {"hour": "09:00"}
        | changed
    )
    return {"metric": metric(), "days": 9, "newest": reading(), "hanging": hanging, "zone": ZONE}


def drawn(**changed):
    fields = {"line": line(below=3.0), "metric": metric(), "before": None, "newest": reading()}
    return {
        "drawn": Drawn(**fields | changed),
        "called": in_command("Checkout conversion"),
        "zone": ZONE,
        "channel_id": "C0CHECKOUT",
    }


ROWS = [
    (line(below=3.0, beyond=True), metric(), reading(2.9), Freshness(0, stale=False)),
    (line(above=250.0), falling_metric(), None, Freshness(None, stale=True)),
]

SAMPLES = {
    "alerts/crossed": [crossing(), HIGH, crossing(promises=[], run=None)],
    "alerts/over": [crossing(3.2), HIGH, crossing(3.2, run=None)],
    "alerts/stale": [
        stale(),
        stale(promises=[]) | {"newest": None, "days": 1},
        stale(promises=PROMISES * 4, lines=LINES * 4) | {"metric": metric(fresh_days=1)},
    ],
    "alerts/drawn": [
        drawn(),
        drawn(before=Threshold("below", 2.5), line=line(below=3.0, beyond=True)),
        drawn(before=Threshold("below", 3.0), newest=None) | {"called": ""},
    ],
    "alerts/drawn_in_form": [{"said": render.message("alerts/drawn", **drawn() | {"called": ""})}],
    "alerts/erased": [{"lines": LINES, "metric": metric()}],
    "alerts/draw": [
        {"metric": metric(), "lines": LINES, "channel_id": "C0CHECKOUT"},
        {"metric": falling_metric(unit=""), "lines": [], "channel_id": ""},
    ],
    "alerts/list": [
        {"page": Listed(rows=ROWS, number=1, pages=1, count=2)},
        {"page": Listed(rows=ROWS, number=2, pages=3, count=25)},
        {"page": Listed(rows=[], number=1, pages=1, count=0)},
    ],
}
