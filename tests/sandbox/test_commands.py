"""Slash commands reach the app as Slack sends them, and their answers the person."""

from typing import Any

import pytest
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.sandbox.server import Slack
from tests.sandbox.bare import Bare, section

FIELDS = {
    "token", "team_id", "team_domain", "channel_id", "channel_name", "user_id", "user_name", "command", "text",
    "api_app_id", "is_enterprise_install", "response_url", "trigger_id",
}  # fmt: skip


async def test_a_command_carries_what_slack_sends(slack: Slack, either: Bare) -> None:
    either.on_command()

    await slack.as_("ana").type("#checkout", "/release plan One-page <checkout> & more")

    assert set(either.body) == FIELDS
    assert either.body["text"] == "plan One-page &lt;checkout&gt; &amp; more"
    assert (either.body["channel_id"], either.body["channel_name"]) == ("C0CHECKOUT", "checkout")
    assert (either.body["user_id"], either.body["user_name"]) == ("U0ANA", "ana")
    assert either.body["is_enterprise_install"] == "false"


async def test_an_escaping_command_names_whom_it_mentions() -> None:
    features = {"slash_commands": [{"command": "/release", "description": "x", "should_escape": True}]}
    async with Slack.open(manifest={"features": features}) as slack, Bare(slack).over_http() as bare:
        bare.on_command()

        await slack.as_("ana").type("#checkout", "/release plan <b> for @ben in #growth & @channel, see https://x.org")

    assert bare.body["text"] == (
        "plan &lt;b&gt; for <@U0BEN|ben> in <#C0GROWTH|growth> &amp; <!channel>, see <https://x.org>"
    )


@pytest.mark.parametrize(
    ("answer", "words", "ephemeral"),
    [
        ({"text": "*Done*"}, "Done", True),
        ({"text": "x", "blocks": [section("In <#C0GROWTH>")]}, "In #growth", True),
        ({"text": "For all", "response_type": "in_channel"}, "For all", False),
    ],
)
async def test_an_answer_appears_where_it_was_asked(
    slack: Slack, either: Bare, answer: dict[str, Any], words: str, ephemeral: bool
) -> None:
    either.on_command(**answer)

    (message,) = await slack.as_("ana").type("#checkout", "/release list")

    assert (message.words, message.ephemeral) == (words, ephemeral)
    assert len(slack.as_("ben").messages("#checkout")) == (0 if ephemeral else 1)


async def test_an_empty_answer_shows_nothing(slack: Slack, either: Bare) -> None:
    either.on_command()

    assert await slack.as_("ana").type("#checkout", "/release list") == []


async def test_an_answer_that_slack_would_not_take_is_shown_as_a_failure(slack: Slack, bare: Bare) -> None:
    bare.on_command(text="x", blocks=[section("x" * 3001)])

    (message,) = await slack.as_("ana").type("#checkout", "/release list")

    assert message.words.startswith("/release failed with the error “invalid_blocks”")
    assert "/blocks/0/text/text" in slack.complaints[0]


async def test_a_slow_app_is_said_to_be_slow(slack: Slack, bare: Bare) -> None:
    slack.ack_seconds = 0.0

    (message,) = await slack.as_("ana").type("#checkout", "/release list")

    assert message.words == "/release failed with the error “operation_timeout”"


async def test_an_app_that_is_not_there_is_said_to_be_away(slack: Slack) -> None:
    (message,) = await slack.as_("ana").type("#checkout", "/release list")

    assert message.words == "/release failed with the error “dispatch_failed”"


async def test_an_app_that_breaks_is_said_to_break(slack: Slack, bare: Bare) -> None:
    @bare.bolt.command("/release")
    async def listen() -> None:
        raise RuntimeError("broken on purpose")

    (message,) = await slack.as_("ana").type("#checkout", "/release list")

    assert message.words == "/release failed with the error “http_service_error”"


async def test_a_command_cannot_be_typed_in_a_thread(slack: Slack, bare: Bare) -> None:
    ana = slack.as_("ana")
    await ana.type("#checkout", "Hello")

    (message,) = await ana.type("#checkout", "/release list", thread=ana.messages("#checkout")[0])

    assert message.words == "/release is not supported in threads. Sorry!"
    assert [m.words for m in ana.thread(ana.messages("#checkout")[0])] == [message.words]
    assert bare.bodies == []


async def test_a_word_that_is_no_command_is_explained(slack: Slack, bare: Bare) -> None:
    (message,) = await slack.as_("ana").type("#checkout", "/relaese list")

    assert message.words.startswith("/relaese is not a valid command.")
    assert bare.bodies == []


async def test_a_request_signed_by_another_is_refused_by_bolt(slack: Slack, bare: Bare) -> None:
    bare.on_command(text="Hello")
    slack.stage.app.signing_secret = "another"

    (message,) = await slack.as_("ana").type("#checkout", "/release list")

    assert message.words == "/release failed with the error “http_client_error”"
    assert bare.bodies == []


async def test_a_response_url_answers_later_five_times(slack: Slack, bare: Bare) -> None:
    bare.on_command(text="Working on it")
    ana = slack.as_("ana")
    (first,) = await ana.type("#checkout", "/release list")
    respond = responder(bare)

    statuses = [await respond(text=f"Step {n}", replace_original=False) for n in range(6)]

    assert statuses == [200, 200, 200, 200, 200, 404]
    assert [m.words for m in ana.messages("#checkout")] == ["Working on it", *(f"Step {n}" for n in range(5))]
    assert first.words == "Working on it"


async def test_a_response_url_lives_for_half_an_hour(slack: Slack, bare: Bare) -> None:
    bare.on_command(text="Hello")
    await slack.as_("ana").type("#checkout", "/release list")
    respond = responder(bare)

    await slack.desk.travel({"hours": 0.51})

    assert await respond(text="Too late") == 404


async def test_a_response_url_replaces_and_deletes_the_answer(slack: Slack, bare: Bare) -> None:
    bare.on_command(text="Working on it")
    ana = slack.as_("ana")
    (message,) = await ana.type("#checkout", "/release list")
    respond = responder(bare)

    await respond(text="Done", replace_original=True)
    assert message.words == "Done"
    await respond(delete_original=True)

    assert ana.messages("#checkout") == []


async def test_a_response_url_works_where_the_app_is_not(slack: Slack, bare: Bare) -> None:
    bare.on_command(text="Hello")
    await slack.as_("ana").type("#leadership", "/value")

    assert await responder(bare)(text="Here too", response_type="in_channel") == 200

    assert [m.words for m in slack.as_("eva").messages("#leadership")] == ["Here too"]


def responder(bare: Bare) -> Any:
    """Post through the response URL of the newest request, as Bolt's `respond` does."""
    webhook = AsyncWebhookClient(bare.body["response_url"])

    async def respond(**content: Any) -> int:
        return (await webhook.send_dict(content)).status_code

    return respond
