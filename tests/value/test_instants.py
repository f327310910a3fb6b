"""A moment in a command is read as it was written."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from bot.value.instants import instant, parse_instant

MOMENT = datetime(2026, 3, 7, 9, 0, 0, 123_456, tzinfo=timezone(timedelta(hours=1)))


def test_a_moment_is_read_as_it_was_written() -> None:
    assert instant(MOMENT) == "2026-03-07T08:00:00.123456Z"
    assert parse_instant(instant(MOMENT)) == MOMENT
    assert parse_instant(instant(MOMENT.replace(microsecond=0, tzinfo=UTC))) == MOMENT.replace(
        microsecond=0, tzinfo=UTC
    )


@pytest.mark.parametrize("text", ["", "2026-03-07", "2026-03-07T08:00:00Z", "2026-02-30T08:00:00.000000Z", "7 Mar"])
def test_what_is_no_moment_is_none(text: str) -> None:
    assert parse_instant(text) is None


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        instant(MOMENT.replace(tzinfo=None))
