"""What is said of how a team estimates."""

from bot.flows.accuracy import Accuracy
from bot.flows.dissent import Dissents
from bot.flows.effort import Efforts
from bot.flows.forecasts.sized import Ranges
from bot.value.accuracy import Spread
from bot.value.calibration import Scored, calibrate
from bot.value.dissent import Dissent
from bot.value.ranges import Held
from tests.templates.hostile import fixed
from tests.templates.samples.things import team
from tests.templates.samples.things.then import LONG_AGO, TODAYS

NOTHING = {
    "values": 2, "value": None, "dates": 1, "late": None, "forecasts": calibrate([]), "honoured": 0, "overridden": 0,
    "learned": 0, "moved": 0, "signals": 0, "signal": None,
    "effort": Efforts(), "ranges": Ranges(held=Held(n=2, within=1)), "dissents": Dissents(counted=Dissent(0)),
}  # fmt: skip


def found(then=TODAYS, **changed):
    about = Accuracy(team=team(), **NOTHING | changed)
    return {"found": about, "asked": fixed("value accuracy #checkout"), "then": then}


def spread(median, low, high, n=9):
    return Spread(n=n, median=median, low=low, high=high)


SAID = calibrate([Scored(80, number < 11) for number in range(20)])
SCATTERED = calibrate([Scored(chance, True) for chance in (10, 30, 50, 70, 90)])
DRAWN = calibrate([Scored(chance, number < chance / 12) for chance in (30, 80) for number in range(9)])
LEARNED = {"learned": 3, "moved": 4, "signals": 3}
ROWS = [f"Guest checkout REL-{at}: 0.46×" for at in range(17)]
TOOK = Efforts(
    ratio=spread(1.4, 1.1, 1.9),
    rows=["Guest checkout REL-1: 1.4×, 30 person-days estimated, 41 spent"],
    left_out=["Invoice export REL-2: nobody estimated it"],
)
HELD = Ranges(
    held=Held(n=7, within=4),
    rows=["Guest checkout REL-1: +0.5 pt (0.2 to 0.8), came to +0.1 pt: outside"],
    left_out=["Invoice export REL-2: −12 min (−6 to −15), not measured"],
)
NARROW = Ranges(held=Held(n=10, within=2))
SIDES = ("person", "person", "proposal", "proposal", "neither", "untold", "open")
AGAINST = Dissents(
    counted=Dissent(23, SIDES),
    rows=["Guest checkout REL-1 +30 days: said hit, proposed partly; +90 days proposed hit: with the person"],
    left_out=["Invoice export REL-2 +7 days: said hit, proposed too early: a look is still to come"],
)
ACCURATE = found(
    value=spread(0.46, 0.2, 0.9), values=17, value_rows=ROWS, forecasts=SAID, effort=TOOK, ranges=HELD, dissents=AGAINST
)["found"]
SAMPLES = {
    "value/accuracy": [
        found(),
        found(LONG_AGO),
        found(
            value=spread(0.46, 0.2, 0.9), late=spread(4.0, 0.0, 11.5), forecasts=SAID, honoured=2, overridden=1,
            signal=spread(2.25, 1.0, 4.0), effort=TOOK, ranges=HELD, dissents=AGAINST, **LEARNED,
        ),
        found(
            value=spread(1.0, 1.0, 1.0, n=3), late=spread(-2.0, -3.0, 0.0), forecasts=SCATTERED, ranges=NARROW,
            dissents=Dissents(counted=Dissent(9, ("open", "untold"))), **LEARNED,
        ),
        found(
            late=spread(0.0, -1.0, 2.0), learned=1, moved=1, signals=1, forecasts=DRAWN,
            dissents=Dissents(counted=Dissent(4)),
            effort=Efforts(left_out=["Invoice export REL-2: nobody said what it took"]),
        ),
    ]
}  # fmt: skip
