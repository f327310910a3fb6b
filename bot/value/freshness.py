"""Say how old a metric's newest reading is, and whether it is still live."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Freshness:
    """The age of the newest reading in whole days; None when there is no reading at all."""

    days: int | None
    stale: bool

    @property
    def words(self) -> str:
        """How it is shown: "under a day old", "3 d old", "stale 9 d", or "no data"."""
        if self.days is None:
            return "no data"
        if self.stale:
            return f"stale {self.days} d"
        return f"{self.days} d old" if self.days else "under a day old"


def freshness(newest: datetime | None, now: datetime, fresh_days: int) -> Freshness:
    """How fresh a metric is: stale once its newest reading is older than `fresh_days`; one without any is no live one.

    A reading dated ahead of now is fresh.
    """
    if newest is None:
        return Freshness(None, stale=True)
    age = max(now - newest, timedelta(0))
    return Freshness(age.days, stale=age > timedelta(days=fresh_days))
