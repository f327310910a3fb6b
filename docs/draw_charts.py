"""Draw sample charts, to look at: `python -m docs.draw_charts FOLDER`."""

import math
import random
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.slack import charts
from bot.slack.raster import rasterize
from bot.value.effect import estimate
from bot.value.plot import Expected, Marker, Plot, beside, plot
from bot.value.points import Point

FIRST = datetime(2026, 4, 20, 12, tzinfo=UTC)


def daily(values: Sequence[float], first: datetime = FIRST) -> list[Point]:
    """A reading a day."""
    return [Point(first + timedelta(days=number), value) for number, value in enumerate(values)]


def conversion(chance: random.Random, before: int = 55, after: int = 34) -> list[float]:
    """A conversion rate that rises after a release."""
    rise = [0.55 * (1 - math.exp(-day / 9)) for day in range(after)]
    return [3.8 + chance.gauss(0, 0.09) for _ in range(before)] + [3.8 + up + chance.gauss(0, 0.08) for up in rise]


def checkin(chance: random.Random) -> Plot:
    """A release that delivers."""
    shipped = FIRST + timedelta(days=55)
    readings = daily(conversion(chance))
    effect = estimate(readings, shipped_at=shipped, now=readings[-1].at, zone="Europe/Berlin")
    return plot(
        readings,
        unit="%",
        title="Checkout conversion",
        subtitle="One-page checkout · shipped 14 Jun",
        zone="Europe/Berlin",
        target=4.5,
        expected=beside(effect.expected, readings),
        markers=[Marker(shipped, "REL-7")],
    )


def weekly(chance: random.Random) -> Plot:
    """A metric with weekends, and two releases beside the one that is looked at."""
    shipped, first, second = (FIRST + timedelta(days=number) for number in (70, 60, 82))
    values = [
        (1_450 if day % 7 < 5 else 760) * (1.14 if day >= 70 else 1) * (1.06 if day >= 82 else 1)
        * math.exp(chance.gauss(0, 0.04))
        for day in range(98)
    ]  # fmt: skip
    readings = daily([round(value) for value in values])
    effect = estimate(readings, shipped_at=shipped, now=readings[-1].at, neighbours=[first, second])
    return plot(
        readings,
        unit="signups",
        title="Signups a day",
        subtitle="One-page checkout",
        target=1_700,
        expected=beside(effect.expected, readings),
        markers=[
            Marker(shipped, "REL-7"),
            Marker(first, "REL-6", is_neighbour=True),
            Marker(second, "REL-9", is_neighbour=True),
        ],
    )


def monthly(chance: random.Random) -> Plot:
    """Money by the month, written down on its last day."""
    readings = [
        Point(datetime(2024 + month // 12, month % 12 + 1, 28, tzinfo=UTC), value)
        for month, value in enumerate(
            410_000 + 4_000 * month + (38_000 if month >= 22 else 0) + chance.gauss(0, 6_000) for month in range(27)
        )
    ]
    shipped = datetime(2025, 11, 3, tzinfo=UTC)
    effect = estimate(readings, shipped_at=shipped, now=readings[-1].at)
    return plot(
        readings,
        unit="EUR",
        title="Monthly recurring revenue",
        subtitle="Annual plans",
        target=600_000,
        expected=beside(effect.expected, readings),
        markers=[Marker(shipped, "REL-3")],
    )


def no_effect(chance: random.Random) -> Plot:
    """A release that changes nothing, in milliseconds, where down is good."""
    shipped = FIRST + timedelta(days=30)
    values = [820 + chance.gauss(0, 25) for _ in range(45)]
    return plot(
        daily(values),
        unit="ms",
        title="Search response, 95th percentile",
        subtitle="Faster search · shipped 20 May",
        target=520,
        baseline=820,
        expected=[Expected(shipped, 822, 795, 850), Expected(FIRST + timedelta(days=44), 822, 795, 850)],
        markers=[Marker(shipped, "REL-12")],
    )


def releases(chance: random.Random) -> Plot:
    """A year of a busy metric with many releases."""
    level, values = 1200.0, []
    for day in range(365):
        level += chance.gauss(1.2, 9)
        values.append(round(level * (0.72 if day % 7 > 4 else 1.0) + chance.gauss(0, 25)))
    marks = [
        Marker(FIRST + timedelta(days=day), f"REL-{number}")
        for number, day in enumerate((14, 60, 66, 71, 140, 149, 220, 222, 224, 300, 348), 4)
    ]
    return plot(
        daily(values), unit="signups", title="Signups a day", subtitle="last 365 days", target=1600, markers=marks
    )


def seat_belts(chance: random.Random) -> Plot:
    """Monthly data over sixteen years, invented."""
    readings = []
    for month in range(192):
        at = datetime(1969 + month // 12, month % 12 + 1, 1, tzinfo=UTC)
        level = 1700 - month * 0.9 + 280 * math.cos((month % 12 - 11) / 12 * 2 * math.pi) - (330 if month >= 169 else 0)
        readings.append(Point(at, round(level + chance.gauss(0, 90))))
    law = datetime(1983, 1, 31, tzinfo=UTC)
    expected = [
        Expected(reading.at, reading.value + 330, reading.value + 180, reading.value + 480)
        for reading in readings[169:]
    ]
    return plot(
        readings,
        unit="drivers",
        title="Car drivers killed or seriously injured",
        subtitle="Seat belts compulsory from 31 Jan 1983",
        zone="Europe/London",
        target=1200,
        expected=expected,
        markers=[Marker(law, "REL-1")],
    )


def few(chance: random.Random, count: int) -> Plot:
    """A metric that someone types in now and then."""
    days = [0, 9, 15, 16, 40, 47][:count]
    readings = [Point(FIRST + timedelta(days=day), 12_400 + 3_100 * number) for number, day in enumerate(days)]
    return plot(
        readings,
        unit="EUR",
        title="Monthly recurring revenue",
        target=30_000,
        markers=[Marker(FIRST + timedelta(days=12), "REL-3")],
    )


def huge(chance: random.Random) -> Plot:
    """Millions, with a target far away and a long name."""
    values = [1_180_000 + 900 * day + chance.gauss(0, 9_000) for day in range(90)]
    return plot(
        daily(values),
        unit="USD",
        title="Gross merchandise value of returning customers in all markets but those that joined this year 🚀",
        subtitle="Loyalty programme, second wave, for everyone who bought twice within the last ninety days",
        target=5_000_000,
        baseline=1_200_000,
        markers=[Marker(FIRST + timedelta(days=50), "Loyalty programme, second wave, everyone")],
    )


def negative(chance: random.Random) -> Plot:
    """Values around zero, with gaps."""
    values = [math.sin(day / 8) * 6 - 2 + chance.gauss(0, 0.6) for day in range(80)]
    readings = [
        reading for number, reading in enumerate(daily(values)) if not 20 < number < 33 and number not in (50, 51)
    ]
    return plot(
        readings,
        unit="pt",
        title="שביעות רצון לקוחות",
        subtitle="Кассы · ελληνικά · 결제",
        target=3,
        markers=[Marker(FIRST + timedelta(days=40), "תשלום")],
    )


def constant(chance: random.Random) -> Plot:
    """A number that never moves."""
    return plot(daily([99.9] * 30), unit="%", title="Uptime", target=99.95)


def hourly(chance: random.Random) -> Plot:
    """Two days of hours."""
    readings = [
        Point(FIRST + timedelta(hours=hour), 220 + 60 * math.sin(hour / 24 * 2 * math.pi) + chance.gauss(0, 8))
        for hour in range(54)
    ]
    return plot(
        readings,
        unit="ms",
        title="Checkout latency",
        zone="Europe/Berlin",
        markers=[Marker(FIRST + timedelta(hours=30), "REL-9")],
    )


SAMPLES = {
    "checkin": checkin,
    "weekly": weekly,
    "monthly": monthly,
    "no-effect": no_effect,
    "releases": releases,
    "seat-belts": seat_belts,
    "one": lambda chance: few(chance, 1),
    "two": lambda chance: few(chance, 2),
    "six": lambda chance: few(chance, 6),
    "huge": huge,
    "negative": negative,
    "constant": constant,
    "hourly": hourly,
}


def main(folder: Path) -> None:
    """Draw all samples into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, sample in SAMPLES.items():
        svg = charts.draw(sample(random.Random(7)))  # noqa: S311
        (folder / f"{name}.png").write_bytes(rasterize(svg, charts.DENSITY))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
