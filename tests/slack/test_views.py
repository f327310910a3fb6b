"""A view has one head, and its fields are told apart."""

import json

import pytest

from bot.slack.blockkit.limits import Misplaced, TemplateFault, TooLong, TooMany
from tests.slack.saying import message, view

FIELD = "{{ text_input('Name', 'name') }}"


def test_a_modal_carries_what_comes_back() -> None:
    source = (
        """{{ modal(title="Plan a release of your own", submit="Plan", close="Not yet", callback="release_plan",
                        private={"release": 7, "thread": none}, notify_on_close=true) }}"""
        + FIELD
    )

    made = view(source)

    assert made["title"]["text"] == "Plan a release of your…"
    assert (made["submit"]["text"], made["close"]["text"]) == ("Plan", "Not yet")
    assert (made["callback_id"], made["notify_on_close"]) == ("release_plan", True)
    assert json.loads(made["private_metadata"]) == {"release": 7, "thread": None}


def test_app_home_is_a_view_and_may_hold_a_table() -> None:
    made = view("{{ home(private={'page': 2}) }}{{ table(['x'], [['y']]) }}")

    assert (made["type"], made["private_metadata"]) == ("home", '{"page":2}')


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        (FIELD, TemplateFault),
        ("{{ home() }}", TemplateFault),
        ("{{ modal(title='x') }}{{ modal(title='y') }}", TemplateFault),
        ("{{ modal(title='x') }}" + FIELD, TemplateFault),
        ("{{ modal(title='x', submit='y') }}" + FIELD + FIELD, Misplaced),
        ("{{ modal(title='x') }}{{ table(['x'], [['y']]) }}", Misplaced),
        ("{{ home() }}{{ chart('x', {'a': [1]}, ['x']) }}", Misplaced),
        ("{{ modal(title='x', private={'x': '%s'}) }}" % ("y" * 3_000), TooLong),
        ("{{ home() }}{% for n in range(101) %}{{ divider() }}{% endfor %}", TooMany),
    ],
)
def test_what_slack_would_refuse_raises(source: str, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        view(source)


def test_a_message_has_no_head() -> None:
    with pytest.raises(Misplaced):
        message("{{ modal(title='x') }}{% section %}x{% endsection %}")
