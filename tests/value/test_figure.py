"""How many there are of something is said as people say it, and no figure lists more rows than a message holds."""

import pytest

from bot.value.figure import MOST, counted, few


@pytest.mark.parametrize(
    ("count", "thing", "said"),
    [
        (1, "reading", "1 reading"),
        (1240, "reading", "1,240 readings"),
        (0, "check-in", "0 check-ins"),
        (-2, "day", "−2 days"),
    ],
)
def test_a_count_has_its_plural_its_groups_and_a_minus_that_is_one(count: int, thing: str, said: str) -> None:
    assert counted(count, thing) == said


def test_rows_beyond_what_a_message_holds_are_counted() -> None:
    rows = [f"row {number}" for number in range(MOST + 2)]

    assert few(rows) == (*rows[:MOST], "2 more")
    assert few(rows[:MOST]) == tuple(rows[:MOST])
