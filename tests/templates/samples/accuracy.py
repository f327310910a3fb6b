"""What is said of how a team estimates."""

from bot.flows.accuracy import Accuracy
from bot.flows.effort import Efforts
from bot.value.accuracy import Spread
from bot.value.calibration import Scored, calibrate
from tests.templates.hostile import fixed
from tests.templates.samples.things import team

NOTHING = {
    "values": 2, "value": None, "dates": 1, "late": None, "forecasts": calibrate([]), "honoured": 0, "overridden": 0,
    "learned": 0, "moved": 0, "signals": 0, "signal": None,
    "effort": Efforts(),
}  # fmt: skip


def found(**changed):
    return {"found": Accuracy(team=team(), **NOTHING | changed), "asked": fixed("value accuracy #checkout")}


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
ACCURATE = found(value=spread(0.46, 0.2, 0.9), values=17, value_rows=ROWS, forecasts=SAID, effort=TOOK)["found"]
SAMPLES = {
    "value/accuracy": [
        found(),
        found(
            value=spread(0.46, 0.2, 0.9), late=spread(4.0, 0.0, 11.5), forecasts=SAID, honoured=2, overridden=1,
            signal=spread(2.25, 1.0, 4.0), effort=TOOK, **LEARNED,
        ),
        found(value=spread(1.0, 1.0, 1.0, n=3), late=spread(-2.0, -3.0, 0.0), forecasts=SCATTERED, **LEARNED),
        found(
            late=spread(0.0, -1.0, 2.0), learned=1, moved=1, signals=1, forecasts=DRAWN,
            effort=Efforts(left_out=["Invoice export REL-2: nobody said what it took"]),
        ),
    ]
}  # fmt: skip
