"""How many there are of something is said as people say it."""

import pytest

from bot.value.figure import counted


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
