"""What is rendered is ready to be sent."""

import pytest
from jinja2 import TemplateNotFound

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


def test_every_action_and_callback_is_written_out() -> None:
    assert "run" in render.actions_in_templates() | {"run": set()}
    assert all(isinstance(callback, str) for callback in render.callbacks_in_templates())
