"""Each method wants the scope that Slack's reference names, and the app has those of its manifest."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Slack

CHANNEL, PRIVATE, DIRECT = "C0CHECKOUT", "C0LEADERSHIP", "D0ANA"
A_HOME = {"type": "home", "blocks": [{"type": "divider"}]}

# What Slack's reference of methods says each needs; by the kind of channel where it depends on that.
NEEDED: list[tuple[str, dict[str, Any], str]] = [
    ("chat.postMessage", {"channel": CHANNEL, "text": "x"}, "chat:write"),
    ("chat.postEphemeral", {"channel": CHANNEL, "user": "U0ANA", "text": "x"}, "chat:write"),
    ("chat.update", {"channel": CHANNEL, "ts": "1.000001", "text": "x"}, "chat:write"),
    ("chat.delete", {"channel": CHANNEL, "ts": "1.000001"}, "chat:write"),
    ("conversations.history", {"channel": CHANNEL}, "channels:history"),
    ("conversations.history", {"channel": PRIVATE}, "groups:history"),
    ("conversations.history", {"channel": DIRECT}, "im:history"),
    ("conversations.replies", {"channel": CHANNEL, "ts": "1.000001"}, "channels:history"),
    ("conversations.info", {"channel": CHANNEL}, "channels:read"),
    ("conversations.members", {"channel": CHANNEL}, "channels:read"),
    ("conversations.open", {"users": "U0ANA"}, "im:write"),
    ("conversations.join", {"channel": CHANNEL}, "channels:join"),
    ("users.info", {"user": "U0ANA"}, "users:read"),
    ("users.list", {}, "users:read"),
    ("users.lookupByEmail", {"email": "ana@northwind.example"}, "users:read.email"),
    ("team.info", {}, "team:read"),
    ("reactions.add", {"channel": CHANNEL, "timestamp": "1.000001", "name": "eyes"}, "reactions:write"),
    ("files.info", {"file": "F1"}, "files:read"),
    ("files.getUploadURLExternal", {"filename": "a.csv", "length": 1}, "files:write"),
]
FREE: list[tuple[str, dict[str, Any]]] = [
    ("auth.test", {}),
    ("api.test", {}),
    ("views.publish", {"user_id": "U0ANA", "view": A_HOME}),
]


def manifest(*scopes: str) -> dict[str, Any]:
    features = {"app_home": {"home_tab_enabled": True, "messages_tab_enabled": True}}
    return {"features": features, "oauth_config": {"scopes": {"bot": list(scopes)}}}


@pytest.mark.parametrize(("method", "arguments", "scope"), NEEDED, ids=[f"{name}:{scope}" for name, _, scope in NEEDED])
async def test_a_method_is_refused_without_its_scope_and_not_for_it_with_it(
    method: str, arguments: dict[str, Any], scope: str
) -> None:
    async def call(*scopes: str) -> Any:
        async with Slack.open(manifest=manifest(*scopes)) as slack:
            await slack.invite("#leadership")
            slack.stage.world.direct("U0ANA", "U0PAYOFF")
            client = AsyncWebClient(slack.bot_token, slack.api_url)
            try:
                return (await client.api_call(method, json=arguments)).data
            except SlackApiError as refused:
                return refused.response.data

    refused, taken = await call("commands"), await call("commands", scope)

    assert refused["error"] == "missing_scope"
    assert scope in refused["needed"].split(",")
    assert refused["provided"] == "commands"
    assert taken.get("error") != "missing_scope"


async def test_some_methods_need_no_scope() -> None:
    async with Slack.open(manifest=manifest("commands")) as slack:
        client = AsyncWebClient(slack.bot_token, slack.api_url)

        answers = [await client.api_call(method, json=arguments) for method, arguments in FREE]

    assert all(answer["ok"] for answer in answers)
    assert answers[0].headers["X-OAuth-Scopes"] == "commands"


async def test_a_channel_that_lets_everyone_in_needs_another_scope_to_be_written_to_from_outside() -> None:
    async def post(*scopes: str) -> str:
        async with Slack.open(manifest=manifest("chat:write", *scopes)) as slack:
            await slack.kick("#checkout")
            client = AsyncWebClient(slack.bot_token, slack.api_url)
            try:
                return str((await client.chat_postMessage(channel=CHANNEL, text="x"))["ok"])
            except SlackApiError as refused:
                return str(refused.response["error"])

    assert (await post(), await post("chat:write.public")) == ("not_in_channel", "True")
