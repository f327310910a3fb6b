"""Values are said as people read them."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest

from bot.slack.blockkit.limits import TemplateFault
from bot.value.money import Money
from storage.metrics import Metric
from tests.slack.saying import section

TODAY = date(2026, 3, 3)
AT = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
METRIC = Metric(name="Checkout conversion", folded="checkout conversion", unit="%", created_at=AT)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("4.3|amount(metric)", "4.3 %"),
        ("0.5|change(metric)", "+0.5 pt"),
        ("none|amount(metric)", "–"),
        ("(-300)|change('ms')", "−300 ms"),
        ("0.3|span(0.7, metric)", "0.3 to 0.7"),
        ("1240|number", "1,240"),
        ("1240.5|typed", "1240.5"),
        ("0.72|percent", "72 %"),
        ("0.4|times", "0.4×"),
        ("0.25|roi", "+25 %"),
        ("none|roi", "n/a"),
        ("worth|money", "$55k"),
        ("worth|money_in_full", "$54,832.10"),
        ("5483210|money('USD')", "$55k"),
        ("none|money", "–"),
        ("[1, 2, 3]|sparkline", "▁▅█"),
        ("[]|sparkline", "–"),
        ("today|day(today)", "Tue 3 Mar"),
        ("today|day", "Tue 3 Mar 2026"),
        ("today|to(friday, today)", "3–6 Mar"),
        ("today|to(april, today)", "3 Mar – 1 Apr"),
        ("today|to(next_year, today)", "3 Mar 2026 – 2 Jan 2027"),
        ("today|to(today, today)", "Tue 3 Mar"),
        ("none|to(none)", "–"),
        ("'2026-03-03..2026-03-06'|kept_window", "3–6 Mar 2026"),
        ("'2026-03-03T10:05+01:00'|kept_moment", "Tue 3 Mar 2026 10:05"),
        ("at|moment('Europe/Berlin')", "Tue 3 Mar 2026 09:00, Europe/Berlin"),
        ("at|moment('Europe/Berlin', named=false)", "Tue 3 Mar 2026 09:00"),
        ("at|moment('Europe/Berlin', named=false, year=false)", "Tue 3 Mar 09:00"),
        ("at|days(at, 'Europe/Berlin')", "Tue 3 Mar"),
        ("weekly[0]|days(weekly[1], 'Europe/Berlin')", "Mon 23 – Mon 30 Mar"),
        ("weekly[1]|days(weekly[2], 'Europe/Berlin')", "Mon 30 Mar – Mon 6 Apr"),
        ("quarterly[2]|days(quarterly[3], 'UTC')", "Thu 1 Oct 2026 – Fri 1 Jan 2027"),
        ("weekly|upcoming('Europe/Berlin')", "Mon 23, Mon 30 Mar, Mon 6 Apr, 09:00 Europe/Berlin"),
        ("weekly[:1]|upcoming('Europe/Berlin')", "Mon 23 Mar, 09:00 Europe/Berlin"),
        ("weekly|upcoming('UTC')", "Mon 23 08:00, Mon 30 Mar 07:00, Mon 6 Apr 07:00, UTC"),
        ("quarterly|upcoming('UTC')", "Wed 1 Apr, Wed 1 Jul, Thu 1 Oct 2026, Fri 1 Jan 2027, 09:00 UTC"),
        ("at|on('Pacific/Auckland', today)", "Tue 3 Mar"),
        ("at|clock('Europe/Berlin')", "09:00"),
        ("nine|clock", "09:00"),
        ("0|count('forecast')", "no forecasts"),
        ("1|count('reading')", "one reading"),
        ("1240|count('story', 'stories')", "1,240 stories"),
        ("['a', 'b', 'c']|listed", "a, b and c"),
        ("['a']|listed", "a"),
        ("[]|listed", "–"),
        ("'too_early'|spaced", "too early"),
        ("'A name that is long'|short(10)", "A name th…"),
    ],
)
def test_a_value_is_said_as_people_read_it(said: str, words: str) -> None:
    given: dict[str, Any] = {"metric": METRIC, "worth": Money(Decimal("54832.10"), "USD"), "today": TODAY, "at": AT}
    given["weekly"] = [
        datetime(2026, 3, 23, 8, tzinfo=UTC),
        datetime(2026, 3, 30, 7, tzinfo=UTC),
        datetime(2026, 4, 6, 7, tzinfo=UTC),
    ]
    given["quarterly"] = [datetime(2026, month, 1, 9, tzinfo=UTC) for month in (4, 7, 10)]
    given["quarterly"].append(datetime(2027, 1, 1, 9, tzinfo=UTC))
    given |= {"friday": date(2026, 3, 6), "april": date(2026, 4, 1), "next_year": date(2027, 1, 2), "nine": time(9)}

    assert section("{{ " + said + " }}", **given) == words


def test_a_moment_is_a_day_only_in_a_zone() -> None:
    with pytest.raises(TemplateFault):
        section("{{ at|day }}", at=AT)


def test_commands_in_a_refusal_can_be_copied_and_typed_text_in_it_is_harmless() -> None:
    said = section("{{ message|said }}", message="There is no `/release a_*b`, <!here> *x*.")

    assert said == "There is no `/release a_*b`, &lt;!here&gt; \u00ad*\u00adx\u00ad*\u00ad."
