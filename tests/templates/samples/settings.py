"""What is said of how a team works with Payoff."""

from bot.flows.weekly import next_reviews
from commands.settings import WEEKDAYS
from tests.templates.samples.things import NOW, team

BLOCKING = team(schedulers=["U0ANA", "U0BEN"], overriders=["U0EVA"], closers=["U0ANA"])
WARNING = team(gate="warn", holiday_calendar="", days_off=[], working_days=[7, 1, 2], checkin_days=[14], currency="EUR")
UNASKED = team(review_weeks=0)

SAMPLES = {
    "settings/form": [{"team": kept, "weekdays": WEEKDAYS} for kept in (team(), BLOCKING, WARNING)],
    "settings/saved": [{"team": kept, "reviews": next_reviews(kept, now=NOW)} for kept in (BLOCKING, WARNING, UNASKED)],
}
