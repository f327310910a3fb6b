"""On time, in grace, late or missed: each boundary, on the day and the day after."""

from datetime import date

import pytest

from bot.value.calendar import WorkCalendar
from bot.value.timeliness import Timeliness, timeliness

CALENDAR = WorkCalendar(zone="Europe/Berlin", days_off=(date(2026, 3, 16),))
TUESDAY, FRIDAY = date(2026, 3, 10), date(2026, 3, 13)


@pytest.mark.parametrize(
    ("asked", "answered", "is_"),
    [
        # Before it was asked, and on the day.
        (TUESDAY, date(2026, 3, 9), Timeliness("on time")),
        (TUESDAY, TUESDAY, Timeliness("on time")),
        # To the end of the next working day.
        (TUESDAY, date(2026, 3, 11), Timeliness("in grace")),
        (TUESDAY, date(2026, 3, 12), Timeliness("late", 2)),
        # The weekend, and a Monday off, are no days on which anyone answers; but they count once it is late.
        (FRIDAY, date(2026, 3, 17), Timeliness("in grace")),
        (FRIDAY, date(2026, 3, 18), Timeliness("late", 5)),
        # However late, it counts.
        (TUESDAY, date(2027, 3, 10), Timeliness("late", 365)),
    ],
)
def test_an_answer_is_on_time_in_grace_or_late(asked, answered, is_):
    assert timeliness(asked, CALENDAR, today=date(2028, 1, 1), answered=answered) == is_


@pytest.mark.parametrize(
    ("today", "replaced", "is_"),
    [
        (TUESDAY, None, Timeliness("on time")),
        (date(2026, 3, 11), None, Timeliness("in grace")),
        (date(2026, 3, 12), None, Timeliness("late", 2)),
        # 30 days, and one more.
        (date(2026, 4, 9), None, Timeliness("late", 30)),
        (date(2026, 4, 10), None, Timeliness("missed")),
        # The day before the next question about the same promise, and that day.
        (date(2026, 4, 1), date(2026, 4, 2), Timeliness("late", 22)),
        (date(2026, 4, 2), date(2026, 4, 2), Timeliness("missed")),
    ],
)
def test_what_is_not_answered_is_owed_then_late_then_missed(today, replaced, is_):
    assert timeliness(TUESDAY, CALENDAR, today=today, replaced=replaced) == is_


def test_an_answer_to_what_was_missed_is_late_not_missed():
    answered = timeliness(
        TUESDAY, CALENDAR, today=date(2026, 6, 1), answered=date(2026, 5, 1), replaced=date(2026, 4, 2)
    )

    assert answered == Timeliness("late", 52)
