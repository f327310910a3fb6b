"""A day of which figures are told: today, or one long ago."""

from commands.value.then import Then
from tests.templates.hostile import fixed
from tests.templates.samples.things import NOW, TODAY

ZONE = "Europe/Berlin"


def then(again="", lost=()):
    return Then(now=NOW, today=TODAY, zone=ZONE, currency="USD", again=fixed(again), lost=lost)


TODAYS = then()
LONG_AGO = then(" asof 2026-01-31", ["the zone of a team before 2026-02-14"])
