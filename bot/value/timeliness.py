"""Say whether an answer is on time, in grace, late or missed."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.value.calendar import WorkCalendar

Word = Literal["on time", "in grace", "late", "missed"]
# A question that no later one replaces is missed after so many days.
GIVEN_UP = timedelta(days=30)


@dataclass(frozen=True)
class Timeliness:
    """When an answer came, or how long one is owed already; `days` after the day of the question, 0 unless late."""

    word: Word
    days: int = 0


def timeliness(
    asked: date, calendar: WorkCalendar, *, today: date, answered: date | None = None, replaced: date | None = None
) -> Timeliness:
    """How an answer to a question of the day `asked` stands; all days are those on the team's wall.

    - on time: to the end of the day of the question;
    - in grace: to the end of the next working day;
    - late: afterwards, by the calendar days since the question, weekends included;
    - missed: not answered on the day on which the next question about the same promise replaced it, or, where none
      does, 30 days after it. An answer that comes later still counts, and is late.
    """
    last = answered if answered is not None else today
    days = (last - asked).days
    if days <= 0:
        return Timeliness("on time")
    if last <= calendar.add_working_days(asked, 1):
        return Timeliness("in grace")
    if answered is None and (days > GIVEN_UP.days or (replaced is not None and today >= replaced)):
        return Timeliness("missed")
    return Timeliness("late", days)
