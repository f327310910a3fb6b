"""Tell what happened at Northwind Outfitters in nine months: its metrics, its releases, and what came of them.

Invented, and the same each time: whatever varies does so from a seed.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

ZONE = "Europe/Berlin"
BEGINS = date(2026, 1, 5)
# A Tuesday morning, with the third quarter just over.
TODAY = datetime(2026, 10, 6, 9, 30, tzinfo=ZoneInfo(ZONE))

ANA, BEN, CHLOE, DEV, EVA = "U0ANA", "U0BEN", "U0CHLOE", "U0DEV", "U0EVA"
CHECKOUT, GROWTH, PLATFORM = "C0CHECKOUT", "C0GROWTH", "C0PLATFORM"


@dataclass(frozen=True, kw_only=True)
class Series:
    """A metric, and how its readings come about: a level, a weekly swing, noise, and steps at releases."""

    name: str
    unit: str
    direction: str
    level: float
    noise: float
    weekend: float = 0.0
    every_days: int = 1
    decimals: int = 2
    owner: str = ANA
    description: str = ""
    watermark_hours: int = 0
    # What moves with another metric: its name, which Payoff compares it with, and by how much a unit of it counts.
    follows: tuple[str, float] = ("", 0.0)
    # The day from which on a release shows, and by how much.
    steps: tuple[tuple[date, float], ...] = ()
    last: date | None = None


@dataclass(frozen=True, kw_only=True)
class Told:
    """One release, from its plan to its last answer so far."""

    name: str
    channel: str
    owner: str
    deputy: str = ""
    description: str = ""
    features: int | None = None
    criteria: tuple[str, ...] = ()
    agreed: int = 0
    outcome: str = ""
    kind: str = "business_outcome"
    category: str = "revenue"
    metric: str = ""
    baseline: str = ""
    target: str = ""
    due: date | None = None
    size: str = ""
    sure: str = "60"
    worth: str = ""
    # Or what it was worked out from: the calculator, and its inputs.
    worth_by: str = ""
    worth_inputs: dict[str, str] = field(default_factory=dict)
    cost: str = ""
    # Person-days: estimated when it was planned, and said when it had shipped.
    effort: tuple[float | None, float | None] = (None, None)
    otherwise: str = ""
    # When that is done: as the form's menu has it, the line, and the day; and why it was not ("": it was).
    rule: tuple[str, str, str] = ("", "", "")
    set_aside: str = ""
    # What people said in private: in percent, and behind a colon by how much it moves if they did.
    forecasts: dict[str, str] = field(default_factory=dict)
    # What its experiment counted, each so many days after shipping: like "variant 150 of 1,010".
    counted: tuple[tuple[int, str], ...] = ()
    maintenance: str = ""
    why_now: str = "ready"
    confidence: str = "high"
    window: tuple[date, date] | None = None
    ships: date | None = None
    # What was answered at each look: days after shipping, verdict ("" confirms the proposal), learned, what follows.
    answers: tuple["Answered", ...] = field(default_factory=tuple)
    link: str = ""
    # Values on the outcome's way, each by its day; set this morning.
    milestones: tuple[tuple[float, date], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One answer; without `evidence` and with few readings it stays claimed."""

    day: int
    verdict: str
    learned: str = ""
    follows: str = ""
    evidence: str = ""
    after: float | None = None
    # Where the answer is not what was proposed.
    why: str = ""


def day(month: int, number: int) -> date:
    """A day of the year in which all this happened."""
    return date(2026, month, number)


# The last of its looks told #checkout nothing new, so that from this day on it does without.
LOOKS_LESS, FEWER_LOOKS = day(8, 3), "7, 30"
# When signups move by themselves, and by when a week of that was read.
MOVED, NOTICED = day(9, 17), day(9, 25)

METRICS = (
    Series(
        name="Checkout conversion",
        unit="%",
        direction="up",
        level=3.4,
        noise=0.09,
        weekend=0.12,
        description="Orders paid ÷ carts opened, all shops",
        steps=((day(2, 10), 0.05), (day(3, 24), 0.44), (day(8, 18), 0.14)),
    ),
    Series(
        name="Time to pay",
        unit="s",
        direction="down",
        level=96,
        noise=3.0,
        weekend=2.0,
        decimals=0,
        description="Median seconds from cart to paid",
        steps=((day(7, 7), -24.0),),
    ),
    Series(
        name="Signups",
        unit="signups",
        direction="up",
        level=410,
        noise=21,
        weekend=-95,
        decimals=0,
        description="New accounts a day",
        # In September something moves it that nobody shipped.
        steps=((day(4, 14), 47.0), (day(5, 12), 4.0), (MOVED, 85.0)),
    ),
    Series(
        name="Search latency",
        unit="ms",
        direction="down",
        level=920,
        noise=24,
        weekend=-40,
        decimals=0,
        owner=DEV,
        description="95th percentile, all shops",
        steps=((day(7, 14), -410.0),),
    ),
    Series(
        name="Returns tickets",
        unit="tickets",
        direction="down",
        level=118,
        noise=4,
        weekend=-9,
        decimals=0,
        owner=CHLOE,
        description="Tickets a day that ask about returns",
        steps=((day(9, 8), -31.0),),
    ),
    Series(
        name="Sales calls booked",
        unit="calls",
        direction="up",
        level=14,
        noise=1.2,
        every_days=30,
        decimals=0,
        owner=EVA,
        description="Counted by hand once a month",
    ),
    Series(
        name="Minutes per invoice",
        unit="min",
        direction="down",
        level=21,
        noise=0.8,
        every_days=7,
        decimals=1,
        owner=CHLOE,
        description="Support's time for one invoice export",
        last=day(8, 24),
    ),
    Series(
        name="Added to cart",
        unit="%",
        direction="up",
        level=11.2,
        noise=0.16,
        weekend=0.3,
        description="Visits that add something, counted a day later",
        watermark_hours=24,
        steps=((day(8, 4), 1.1),),
    ),
    Series(
        name="Visits",
        unit="visits",
        direction="up",
        level=9800,
        noise=210,
        weekend=1400,
        decimals=0,
        owner=EVA,
        description="All shops, robots left out",
        # The summer sale.
        steps=((day(8, 18), 1700.0), (day(9, 15), -1700.0)),
    ),
    Series(
        name="Sets sold",
        unit="sets",
        direction="up",
        level=290,
        noise=4,
        decimals=0,
        owner=EVA,
        description="Sets of two or more, all shops",
        follows=("Visits", 0.03),
        steps=((day(8, 11), 18.0),),
    ),
    Series(
        name="Newsletter readers",
        unit="readers",
        direction="up",
        level=1900,
        noise=36,
        every_days=7,
        decimals=0,
        owner=EVA,
        description="Who opens it, once a week",
    ),
)

PLANNED_BEFORE = timedelta(days=15)
SCHEDULED_BEFORE = timedelta(days=14)
