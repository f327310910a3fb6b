"""What is rendered is ready to be sent."""

import pytest
from jinja2 import TemplateNotFound, nodes

from bot.slack import render
from bot.slack.blockkit.limits import TemplateFault
from bot.slack.render import Message

SAID = Message("Words.", [{"type": "divider"}])


def test_a_message_is_answered_to_one_to_all_or_posted() -> None:
    assert SAID.ephemeral() == {"response_type": "ephemeral", "text": "Words.", "blocks": SAID.blocks}
    assert SAID.in_channel()["response_type"] == "in_channel"
    assert SAID.post() == {"text": "Words.", "blocks": SAID.blocks, "unfurl_links": False, "unfurl_media": False}


def test_a_notice_stands_over_a_form() -> None:
    made = render.notice(render.message("errors/refusal", message="It is cancelled.", hint=""))

    assert made["type"] == "modal"
    assert made["blocks"][0]["text"]["text"] == "It is cancelled."


def test_a_call_cannot_be_hidden_by_what_a_template_is_given() -> None:
    with pytest.raises(TemplateFault, match="user"):
        render.message("errors/busy", user="U1")


def test_a_template_that_is_not_there_is_named() -> None:
    with pytest.raises(TemplateNotFound, match="errors/none"):
        render.message("errors/none")


def test_all_templates_compile() -> None:
    render.prepare()


@pytest.mark.parametrize(
    ("source", "actions"),
    [
        ("button('x', action='a')", ["a"]),
        ("button('x', action='a' if x else 'b')", ["a", "b"]),
        ("run('x', 'y')", ["run"]),
        ("date_input('x', 'due', dispatch=True)", ["due"]),
        ("date_input('x', name='due', dispatch=True)", ["due"]),
        ("date_input('x', 'due', dispatch='goal_due')", ["goal_due"]),
        ("date_input('x', 'due', dispatch=False)", []),
        ("date_input('x', 'due')", []),
    ],
)
def test_what_has_to_be_listened_to_is_read_off_a_template(source: str, actions: list[str]) -> None:
    call = render.TEMPLATES.parse("{{ " + source + " }}").find(nodes.Call)

    assert isinstance(call, nodes.Call)
    assert isinstance(call.node, nodes.Name)
    assert render.actions_of("x", call.node.name, call) == actions


def test_an_action_that_is_not_written_out_raises() -> None:
    with pytest.raises(TemplateFault):
        render.written_out("x", nodes.Name("x", "load"))


def test_every_action_and_callback_is_written_out() -> None:
    assert all(isinstance(action, str) for action in render.actions_in_templates())
    assert all(isinstance(callback, str) for callback in render.callbacks_in_templates())
