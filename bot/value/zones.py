"""Turn a wall clock's day and time into a moment, in any zone and across every change of its clocks."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from bot.errors import Refusal
from bot.value.naming import fold, nearest, quoted

MINUTE = timedelta(minutes=1)
OFFERED = 3


class UnknownZone(Refusal):
    """There is no such time zone."""


@cache
def zone_names() -> frozenset[str]:
    """Every zone's name, as the tzdata package lists them."""
    return frozenset(resources.files("tzdata").joinpath("zones").read_text(encoding="utf-8").split())


def check_zone(name: str) -> str:
    """The zone's name as IANA writes it: "europe/berlin" → "Europe/Berlin".

    Raises:
        UnknownZone: no zone is called that; those that may have been meant are offered.
    """
    if name in zone_names():
        return name
    by_fold = {fold(known): known for known in zone_names()}
    wanted = fold(name[:100]).replace(" ", "_")
    if wanted in by_fold:
        return by_fold[wanted]
    offers = " or ".join(f"`{offer}`" for offer in cities(wanted))
    raise UnknownZone(
        f"{quoted(name)} is no time zone.",
        hint=f"Did you mean {offers}?" if offers else "Name it by a city: `Europe/Berlin`, `America/New_York`.",
    )


def cities(wanted: str) -> list[str]:
    """The zones whose city is called that, or else the one whose city comes nearest."""
    by_city: dict[str, list[str]] = {}
    for known in sorted(zone_names()):
        region, _, city = known.rpartition("/")
        # Names without a city ("EST", "Etc/GMT+5") do not follow the clocks of any place.
        if region not in ("", "Etc"):
            by_city.setdefault(fold(city), []).append(known)
    city = wanted.rpartition("/")[2]
    return by_city.get(city, by_city.get(nearest(city, by_city), []))[:OFFERED]


def moment_of(day: date, at: time, zone: str) -> datetime:
    """The moment, in UTC, at which a wall clock in `zone` first shows `at` on `day`.

    A time that the clocks leap over moves to the first minute after the gap; of one that comes twice it is the first.
    """
    here = ZoneInfo(zone)
    shown = datetime.combine(day, at)
    while True:
        moment = shown.replace(tzinfo=here, fold=0).astimezone(UTC)
        if moment.astimezone(here).replace(tzinfo=None) == shown:
            return moment
        shown += MINUTE
