"""Choose who and what there is in a workspace: people, channels, zones, working days, hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from bot.sandbox.state import BOT_USER, Channel, Member, World


@dataclass(frozen=True, kw_only=True)
class Scope:
    """How much of a world is lived: channels, how many of them plan, days, and how often things go wrong."""

    name: str = "year"
    start: datetime = datetime(2026, 1, 4, 22, 0, tzinfo=UTC)
    channels: int = 200
    busy: int = 44
    people: int = 120
    days: int = 365
    metrics: int = 24
    # Mean days between two troubles of a kind.
    crash_days: float = 9.0
    fault_days: float = 2.5
    replica_days: float = 60.0
    channel_days: float = 12.0
    leave_days: float = 40.0
    settings_days: float = 6.0
    wishes_days: float = 5.0
    longest_down_days: float = 4.0


YEAR = Scope()
# What `make test` lives: a month in which most of the world's clocks change, and less of everything but trouble.
SEASON = Scope(
    name="season",
    start=datetime(2026, 3, 8, 22, 0, tzinfo=UTC),
    channels=26,
    busy=7,
    people=24,
    days=30,
    metrics=4,
    crash_days=2.0,
    fault_days=0.8,
    replica_days=9.0,
    channel_days=6.0,
    leave_days=12.0,
    settings_days=4.0,
    wishes_days=2.0,
    longest_down_days=3.0,
)
SCOPES = {scope.name: scope for scope in (YEAR, SEASON)}

# (zone, working days, holiday calendar)
MONDAY_TO_FRIDAY = ("1", "2", "3", "4", "5")
SUNDAY_TO_THURSDAY = ("7", "1", "2", "3", "4")
EVERY_DAY = ("1", "2", "3", "4", "5", "6", "7")
REGIONS: Sequence[tuple[str, tuple[str, ...], str]] = (
    # Half and quarter hours, half-hour summer time, midnight changes, the far sides of the date line.
    ("Asia/Kathmandu", ("7", "1", "2", "3", "4", "5"), ""),
    ("Australia/Lord_Howe", MONDAY_TO_FRIDAY, "AU"),
    ("Pacific/Chatham", MONDAY_TO_FRIDAY, "NZ"),
    ("Africa/Cairo", SUNDAY_TO_THURSDAY, "EG"),
    ("America/Santiago", MONDAY_TO_FRIDAY, "CL"),
    ("Pacific/Apia", MONDAY_TO_FRIDAY, ""),
    ("America/St_Johns", MONDAY_TO_FRIDAY, "CA"),
    ("Africa/Casablanca", MONDAY_TO_FRIDAY, ""),
    ("Pacific/Kiritimati", EVERY_DAY, ""),
    ("Pacific/Marquesas", MONDAY_TO_FRIDAY, ""),
    ("Asia/Gaza", SUNDAY_TO_THURSDAY, ""),
    ("Antarctica/Troll", EVERY_DAY, ""),
    ("Atlantic/Azores", MONDAY_TO_FRIDAY, "PT"),
    # Where most teams are.
    ("Europe/Berlin", MONDAY_TO_FRIDAY, "DE-BY"),
    ("Europe/London", MONDAY_TO_FRIDAY, "GB"),
    ("Europe/Dublin", ("1", "2", "3", "4"), "IE"),
    ("America/New_York", MONDAY_TO_FRIDAY, "US"),
    ("America/Los_Angeles", MONDAY_TO_FRIDAY, "US-CA"),
    ("America/Sao_Paulo", MONDAY_TO_FRIDAY, "BR"),
    ("Asia/Kolkata", MONDAY_TO_FRIDAY, "IN"),
    ("Asia/Tokyo", MONDAY_TO_FRIDAY, "JP"),
    ("Australia/Sydney", MONDAY_TO_FRIDAY, "AU"),
)
HOURS = ("09:00", "09:00", "09:00", "08:30", "10:15", "16:00", "00:00", "00:30", "02:00", "02:30", "23:45")
LOOKS = ("7, 30, 90", "7, 30, 90", "7, 30", "1, 7, 14, 30", "14, 60", "7")


@dataclass
class Place:
    """A channel, and how whoever is there works."""

    id: str
    name: str
    zone: str
    working_days: tuple[str, ...]
    holiday_calendar: str
    hour: str
    review_hour: str
    review_weekday: str
    looks: str
    owner: str
    deputy: str
    colleague: str
    busy: bool
    days_off: str = ""


@dataclass
class Cast:
    """Everybody, and everywhere."""

    people: list[Member]
    places: list[Place]


def cast(scope: Scope, chance: Random, world: World) -> Cast:
    """Furnish a workspace with people and channels, as a seed has it."""
    people = []
    for number in range(scope.people):
        zone = chance.choice(REGIONS)[0]
        member = Member(f"U0P{number:04}", f"p{number}", f"Person {number}", "Somebody", zone=zone)
        world.members[member.id] = member
        people.append(member)
    places = []
    for number in range(scope.channels):
        # The odd ones are in every seed, whatever its luck.
        region = REGIONS[number % len(REGIONS)] if number < len(REGIONS) else chance.choice(REGIONS)
        owner, deputy, colleague = chance.sample(people, 3)
        place = Place(
            id=f"C0S{number:04}",
            name=f"team-{number}",
            zone=region[0],
            working_days=region[1],
            holiday_calendar=region[2],
            hour=chance.choice(HOURS),
            review_hour=chance.choice(HOURS),
            review_weekday=chance.choice("1234567"),
            looks=chance.choice(LOOKS),
            owner=owner.id,
            deputy=deputy.id,
            colleague=colleague.id,
            busy=False,
        )
        members = [owner.id, deputy.id, colleague.id, BOT_USER]
        kind = "private" if chance.random() < 0.2 else "channel"
        world.channels[place.id] = Channel(place.id, place.name, kind, members=members, creator=owner.id)
        places.append(place)
    for place in chance.sample(places, scope.busy):
        place.busy = True
    return Cast(people, places)
