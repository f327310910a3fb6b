"""What is said of metrics."""

from dataclasses import replace

from bot.errors import Refusal
from bot.flows.metrics import Course, Edited, Moved, Page, Recorded
from bot.flows.metrics.importing import Imported, Kept, LeftOut
from bot.slack import render
from bot.value.freshness import Freshness
from bot.value.naming import in_command
from bot.value.periods import parse_period
from tests.templates.hostile import fixed
from tests.templates.samples.things.lines import line
from tests.templates.samples.things.looks import change
from tests.templates.samples.things.plans import SHIPPED_AT, TODAY, falling_metric, metric, outcome, reading, release
from tests.templates.samples.things.tested import EXPERIMENTS
from tests.templates.samples.things.whole import daily

ZONE = "Europe/Berlin"
UNDEFINED = metric(unit="", description="")
PERIOD = parse_period("last 90d", today=TODAY)

FULL = Course(
    metric=metric(),
    points=daily(),
    newest=reading(),
    freshness=Freshness(0, stale=False),
    outcomes=[(outcome(), 0.71), (outcome(baseline=None, target=None, due=None), None)],
    releases=[release()],
)
EMPTY = Course(
    metric=UNDEFINED, points=[], newest=None, freshness=Freshness(None, stale=True), outcomes=[], releases=[]
)
OLD = Course(
    metric=metric(), points=[], newest=reading(), freshness=Freshness(120, stale=True), outcomes=[], releases=[]
)
ONE = Course(
    metric=metric(),
    points=daily()[-1:],
    newest=reading(),
    freshness=Freshness(3, stale=False),
    outcomes=[],
    releases=[],
)

WATCHED = replace(
    ONE,
    lines=[line(below=3.0), line(above=5.0, channel="C0GROWTH")],
    moves=[change(subject="metric", what="moved", old="3.8 %", new="4.31 %", why="A newspaper wrote about us")],
    edits=[change(subject="metric", what="fresh days", old="7", new="2", why="It comes each night")],
)

AWAY = metric(archived_at=SHIPPED_AT)
MOVED_AWAY = change(subject="metric", what="state", old="in use", new="archived", why="")
PUT_AWAY = replace(ONE, metric=AWAY, edits=[MOVED_AWAY])


def listed(rows, *, number=1, pages=1, count=3, is_archived=False, others=0):
    """A page of the list."""
    page = Page(rows=rows, number=number, pages=pages, count=count, is_archived=is_archived, others=others)
    return {"page": page, "which": "archived " if is_archived else ""}


WAITS = change(subject="metric", what="watermark hours", old="0", new="48", why="Payments settle overnight")
COMPARES = change(subject="metric", what="compared with", old="", new="6 Visits", why="They go together")
EDITS = [
    Edited(
        metric=metric(watermark_hours=48), changes=[WAITS, change("owner", subject="metric")], is_measured_anew=True
    ),
    Edited(metric=metric(watermark_hours=1), changes=[WAITS], is_measured_anew=True),
    Edited(metric=metric(), changes=[WAITS], is_measured_anew=True),
    Edited(metric=metric(), changes=[change("name", subject="metric")]),
    Edited(metric=metric(control_id=6), changes=[COMPARES], is_compared_anew=True, control=metric(id=6, name="Visits")),
    Edited(metric=metric(), changes=[COMPARES], is_compared_anew=True),
]

IMPORTED = Imported(
    kept=[Kept(metric="Checkout conversion", new=31, corrected=4, known=1_240)],
    bad=19,
    left_out=[
        LeftOut(lines=[7], more=0, why="No calendar has “2026-02-30”."),
        LeftOut(lines=[2, 3, 4], more=12, why="Visitors: There is no metric called “Visitors”."),
    ],
    untold=3,
    empty=2,
)
NOTHING = Imported(kept=[], bad=1, left_out=[LeftOut(lines=[1], more=0, why="There is no date.")], untold=0, empty=0)
MANY = Imported(
    kept=[Kept(metric=f"Metric {number}", new=number, corrected=0, known=0) for number in range(1, 31)],
    bad=0,
    left_out=[],
    untold=0,
    empty=0,
)
TOO_LARGE = Refusal("This file has 21 MB; 20 MB are read at most.", hint="Split it.")


WAITING = replace(ONE, metric=metric(watermark_hours=48, control_id=6), control=metric(id=6, name="Visits"))


def shown(course, asked="metric show Checkout conversion"):
    return {
        "course": course,
        "period": PERIOD,
        "zone": ZONE,
        "native": course.drawn(ZONE),
        "called": in_command(course.metric.name),
        "asked": fixed(asked),
    }


def recorded(**more):
    return {
        "recorded": Recorded(metric=metric(), reading=reading(4.3), before=reading(3.8), **more),
        "zone": ZONE,
        "called": in_command("Checkout conversion"),
    }


FIRST = recorded() | {"recorded": Recorded(metric=UNDEFINED, reading=reading(4.3), before=None), "called": ""}
ROWS = [
    (metric(), reading(), Freshness(0, stale=False)),
    (falling_metric(), reading(240.0), Freshness(9, stale=True)),
    (UNDEFINED, None, Freshness(None, stale=True)),
]
FORM = {"metrics": [("1", "Checkout conversion"), ("2", "Signups")], "channel_id": "C0CHECKOUT"}

SAMPLES = {
    "metrics/archived": [
        {"moved": Moved(metric=AWAY)},
        {"moved": Moved(metric=AWAY, compared=[UNDEFINED])},
        {"moved": Moved(metric=AWAY, compared=[UNDEFINED] * 10)},
        {"moved": Moved(metric=metric())},
    ],
    "metrics/counted": [{"experiment": one} for one in EXPERIMENTS],
    "metrics/edit": [
        {"metric": metric(watermark_hours=48, control_id=6), "controls": [("none", "Nothing"), ("6", "Visits")]},
        {"metric": metric(unit="", description="", owner_id=""), "controls": [("none", "Nothing")]},
    ],
    "metrics/edited": [{"edited": one} for one in EDITS],
    "metrics/list": [
        listed(ROWS),
        listed(ROWS, number=2, pages=3, count=9, others=2),
        listed([]),
        listed([], others=1),
        listed(ROWS, number=2, pages=3, count=9, is_archived=True, others=1),
        listed([], is_archived=True),
    ],
    "metrics/made": [{"metric": metric()}, {"metric": UNDEFINED}],
    "metrics/new": [
        {"name": "Checkout conversion", "owner_id": "U0ANA", "channel_id": "C0CHECKOUT"},
        {"name": "", "owner_id": "U0ANA", "channel_id": ""},
    ],
    "metrics/record": [
        {"metric": metric(), "when": "yesterday", "channel_id": "C0CHECKOUT"},
        {"metric": UNDEFINED, "when": "", "channel_id": ""},
    ],
    "metrics/recorded": [recorded(), recorded(corrects=reading(4.1)), FIRST],
    "metrics/recorded_in_form": [{"said": render.message("metrics/recorded", **FIRST)}],
    "metrics/show": [shown(each) for each in (FULL, EMPTY, OLD, ONE, WATCHED, WAITING, PUT_AWAY)],
    "metrics/import": [FORM | {"metric": "2"}, FORM | {"metric": "", "channel_id": ""}],
    "metrics/import_later": [{}],
    "metrics/import_refused": [
        {"message": TOO_LARGE.message, "hint": TOO_LARGE.hint},
        {"message": TOO_LARGE.message, "hint": ""},
    ],
    "metrics/imported": [
        {"imported": IMPORTED, "called": in_command("Checkout conversion")},
        {"imported": NOTHING, "called": ""},
        {"imported": MANY, "called": ""},
    ],
    "metrics/imported_in_form": [
        {"said": render.message("metrics/imported", imported=IMPORTED, called="")},
    ],
}
