"""Whatever can be pressed or submitted is listened to, and nothing is listened to that cannot be."""

import pytest
from slack_bolt.async_app import AsyncApp

import commands
from bot.slack import render
from commands import routing


@pytest.fixture(autouse=True)
def registered() -> None:
    """All listeners, as the app registers them."""
    commands.register(AsyncApp(token="xoxb-none", signing_secret="none"))


def test_every_button_and_menu_has_a_listener() -> None:
    made = render.actions_in_templates()

    deaf = {action: sorted(templates) for action, templates in made.items() if action not in routing.ACTIONS}
    assert not deaf


def test_every_modal_has_a_listener() -> None:
    made = render.callbacks_in_templates()

    deaf = {callback: sorted(templates) for callback, templates in made.items() if callback not in routing.VIEWS}
    assert not deaf


def test_every_listener_has_a_button_or_a_modal() -> None:
    assert set(render.actions_in_templates()) >= routing.ACTIONS
    assert set(render.callbacks_in_templates()) >= routing.VIEWS
