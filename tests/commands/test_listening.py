"""Each id is listened to by one function."""

import pytest

from commands.listening import ACTIONS, VIEWS, on_action, on_view


async def nobody() -> None:
    """A listener that comes too late."""


def test_a_second_function_for_the_same_id_is_refused_and_the_first_stays() -> None:
    first = ACTIONS["release_ship"]

    with pytest.raises(ValueError, match="Two functions listen to release_ship"):
        on_action("release_ship")(nobody)
    with pytest.raises(ValueError, match="Two functions listen to gate_submit"):
        on_view("gate_submit")(nobody)

    assert ACTIONS["release_ship"] is first
    assert VIEWS["gate_submit"] is not nobody
