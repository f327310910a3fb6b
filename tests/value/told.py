"""Tell everything that is measured of some readings, to the last digit: `python -m tests.value.told`."""

from datetime import timedelta
from typing import Any

from bot.value.detectable import detectable
from bot.value.effect import Control, estimate
from bot.value.moved import moved
from bot.value.outlook import look_ahead
from bot.value.pace import pace
from bot.value.promise import Promised
from tests.value.effect.readings import DAY, SHIPPED, around, noisy

NOW = SHIPPED + 14 * DAY


def told() -> str:
    """Effects by forecast, in one fit and on the scale of the logarithm, and what is foreseen, a line each."""
    before, since = noisy(100, 60), noisy(103, 14, first=60)
    points = around(before, since)
    grown = [round(value * 1.02**day, 4) for day, value in enumerate(before + since)]
    control = Control("Traffic", around(noisy(40, 60, first=20), noisy(40, 14, first=80)))
    given: dict[str, Any] = {"shipped_at": SHIPPED, "now": NOW, "promised": 2.5, "sizes": (1.0, 2.5)}
    effects = [
        estimate(points, controls=[control], neighbours=[SHIPPED - 20 * DAY], **given),
        estimate(points, neighbours=[SHIPPED + 7 * DAY], direction="down", **given),
        estimate(around(grown[:60], grown[60:]), zone="Europe/Berlin", **given),
    ]
    promised = Promised(low=1.0, likely=2.5, high=4.0, sure=60, direction="up")
    others = [
        look_ahead(points, due=(NOW + 30 * DAY).date(), target=104, now=NOW, shipped=[SHIPPED]),
        pace(points, shipped_at=SHIPPED, now=NOW, promised=promised, until=SHIPPED + 28 * DAY),
        moved(points, now=SHIPPED + 7 * DAY),
        detectable(points, now=SHIPPED, watermark=timedelta(hours=6)),
    ]
    figures = [effect.figure("%") for effect in effects]
    return "\n".join(map(repr, [*effects, *figures, *others]))


if __name__ == "__main__":
    print(told())
