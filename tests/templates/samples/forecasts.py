"""What is asked and said of sealed forecasts."""

from bot.flows.forecasts.record import Ended, Kept, Record
from bot.flows.forecasts.seal import Asked, Form
from bot.flows.forecasts.sized import Sized
from bot.value.calibration import Scored, calibrate
from bot.value.guess import Guess
from storage.forecasts import Forecast
from tests.templates.samples.things import NO_WORTH, PLANNED_AT, bare_line, line, metric, promise, release, scheduled

BEFORE = Forecast(
    id=1, promise_id=9, user_id="U0ANA", chance=80, low=0.2, likely=0.5, high=0.8, made_at=PLANNED_AT,
    changed_at=PLANNED_AT,
)  # fmt: skip


def form(*asked):
    return {"form": Form(release=scheduled(), key="REL-7", asked=asked)}


def kept(word, brier, **changed):
    return Kept(**{"release": release(), "key": "REL-7", "chance": 80, "word": word, "brier": brier} | changed)


def sized(came, *, of=metric):
    return {"sized": Sized(guess=Guess(0.2, 0.5, 0.8), count=1, came=came), "metric": of and of()}


def record(said, *opened, sealed=0, ended=0):
    gone = [Ended(release=release(), key="REL-7", chance=80)] * ended
    return {"record": Record(calibration=calibrate(said), kept=opened, sealed=sealed, ended=gone)}


EIGHTIES = [Scored(80, number < 11) for number in range(20)]
MANY = [*EIGHTIES, Scored(30, False), Scored(100, True)]
# Five, no two of them alike.
SCATTERED = [Scored(chance, chance > 50) for chance in (10, 30, 50, 70, 90)]

SAMPLES = {
    "forecasts/form": [
        form(Asked(line=line(), said=None)),
        form(Asked(line=line(), said=BEFORE), Asked(line=bare_line(promise=promise(id=10, **NO_WORTH)), said=None)),
    ],
    "forecasts/sealed": [
        {"release": scheduled(), "key": "REL-7", "count": 1},
        {"release": scheduled(), "key": "REL-7", "count": 4},
    ],
    "forecasts/record": [
        record([]),
        record(EIGHTIES[:1], kept("hit", 0.04), sealed=1),
        record(MANY, kept("missed", 0.64), kept("unmeasurable", None), sealed=2),
        record(SCATTERED),
        record(MANY[:1], kept("missed", 0.64, **sized(0.1)), kept("unmeasurable", None, **sized(None, of=None))),
        record(MANY[:2], *[kept("missed", 0.64, **sized(0.1)), kept("hit", 0.04, **sized(0.5))]),
        record(MANY, *[kept("missed", 0.64, **sized(0.1))] * 6),
        record([], ended=1),
        record(MANY, ended=10),
        record([*EIGHTIES, *[Scored(30, number < 2) for number in range(9)]]),
    ],
}
