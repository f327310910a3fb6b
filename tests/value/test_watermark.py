"""How long readings are still being filled up, for people."""

from datetime import timedelta

import pytest

from bot.value.watermark import spoken, too_young


@pytest.mark.parametrize(("hours", "said"), [(1, "1 hour"), (36, "36 hours"), (24, "1 day"), (48, "2 days")])
def test_a_watermark_is_said_in_days_where_it_is_whole_days(hours: int, said: str) -> None:
    assert spoken(timedelta(hours=hours)) == said


def test_what_is_complete_at_once_leaves_nothing_out() -> None:
    assert too_young(timedelta(0)) == ()
    assert too_young(timedelta(days=2)) == ("readings under 2 days old, which are still being filled up",)
