"""Whatever can be pressed or submitted is listened to, and nothing is listened to that cannot be."""

import commands  # noqa: F401
from bot.slack import render
from commands.listening import ACTIONS, OPTIONS, VIEWS


def test_every_button_and_menu_has_a_listener() -> None:
    made = render.actions_in_templates()

    deaf = {action: sorted(templates) for action, templates in made.items() if action not in ACTIONS}
    assert not deaf


def test_every_modal_has_a_listener() -> None:
    made = render.callbacks_in_templates()

    deaf = {callback: sorted(templates) for callback, templates in made.items() if callback not in VIEWS}
    assert not deaf


def test_every_listener_has_a_button_or_a_modal() -> None:
    assert set(render.actions_in_templates()) >= ACTIONS.keys()
    assert set(render.callbacks_in_templates()) >= VIEWS.keys()


def test_every_menu_that_is_searched_is_listed_by_somebody_and_no_other() -> None:
    assert render.searches_in_templates() == OPTIONS.keys()
