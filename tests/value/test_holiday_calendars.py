"""The holiday calendars that a team can have, and what finding out costs."""

import subprocess
import sys
from datetime import date

import pytest

from bot.value.holiday_calendars import UnknownHolidays, check_holiday_calendar, holidays_of


def test_a_part_of_a_country_has_holidays_of_its_own() -> None:
    epiphany = date(2026, 1, 6)

    assert epiphany in holidays_of("DE-BY", 2026)
    assert epiphany not in holidays_of("DE", 2026)
    assert date(2026, 4, 3) in holidays_of("DE", 2026)


@pytest.mark.parametrize(
    ("typed", "code"), [("DE", "DE"), ("de", "DE"), (" us-ca ", "US-CA"), ("de-by", "DE-BY"), ("", ""), ("  ", "")]
)
def test_a_calendar_is_found_by_its_code(typed: str, code: str) -> None:
    assert check_holiday_calendar(typed) == code


@pytest.mark.parametrize(
    ("typed", "advises"),
    [
        ("Germany", "Did you mean `DE`?"),
        ("united kingdom", "Did you mean `GB`?"),
        ("DEU", "Did you mean `DE`?"),
        ("QQQQ", "Use a country's two letters"),
        ("-BY", "Use a country's two letters"),
        ("DE-XX", "Use `DE` for the whole country, or one of `DE-BB`, `DE-BE`"),
        ("US-XX", ", …."),
        ("EG-XX", "Use `EG` for the whole country."),
        ("🎉" * 3000, "Use a country's two letters"),
    ],
)
def test_an_unknown_calendar_is_refused_with_help(typed: str, advises: str) -> None:
    with pytest.raises(UnknownHolidays) as refused:
        check_holiday_calendar(typed)

    assert advises in refused.value.hint
    with pytest.raises(UnknownHolidays):
        holidays_of(typed, 2026)


def test_holidays_are_not_loaded_for_a_team_without_them() -> None:
    code = (
        "import sys; from datetime import date; from bot.value.calendar import WorkCalendar;"
        "from bot.value import dates, periods, snooze; WorkCalendar().next_working(date(2026, 3, 7));"
        "sys.exit('holidays' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
