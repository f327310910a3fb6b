"""The Web API answers as Slack's does."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.server import Slack
from tests.sandbox.bare import Bare, button, buttons, section

CHANNEL = "C0CHECKOUT"


async def code_of(call: Any) -> str:
    """The error that a call is refused with."""
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


async def ask(slack: Slack, name: str, **request: Any) -> tuple[int, dict[str, Any]]:
    """A raw call, as no client would make it."""
    async with aiohttp.ClientSession() as session:
        how = session.get if request.pop("get", False) else session.post
        async with how(f"{slack.api_url}{name}", **request) as response:
            return response.status, await response.json()


@pytest.mark.parametrize(
    ("token", "error"),
    [("", "not_authed"), ("xoxb-wrong", "invalid_auth")],
)
async def test_a_call_without_the_right_token_is_refused(slack: Slack, token: str, error: str) -> None:
    _, answer = await ask(slack, "auth.test", data={"token": token})

    assert answer == {"ok": False, "error": error}


async def test_the_socket_token_opens_no_other_door(slack: Slack) -> None:
    assert await code_of(AsyncWebClient(slack.app_token, slack.api_url).auth_test()) == "not_allowed_token_type"


async def test_a_revoked_token_and_an_uninstalled_app_are_told_so(slack: Slack, client: AsyncWebClient) -> None:
    fault = slack.faults.add("revoked")
    assert await code_of(client.auth_test()) == "token_revoked"
    slack.faults.remove(fault.id)

    await slack.uninstall()

    assert await code_of(client.auth_test()) == "account_inactive"


@pytest.mark.parametrize("way", ["form", "json", "query", "header", "multipart"])
async def test_arguments_are_read_however_they_are_sent(slack: Slack, way: str) -> None:
    token, arguments = slack.bot_token, {"channel": CHANNEL, "text": "Hello"}
    header = {"Authorization": f"Bearer {token}"}
    request: dict[str, Any] = {
        "form": {"data": arguments | {"token": token}},
        "json": {"json": arguments, "headers": header},
        "query": {"params": arguments | {"token": token}, "get": True},
        "header": {"data": arguments, "headers": header},
        "multipart": {"data": aiohttp.FormData(arguments, default_to_multipart=True), "headers": header},
    }[way]

    _, answer = await ask(slack, "chat.postMessage", **request)

    assert answer["ok"]
    assert answer["message"]["text"] == "Hello"


@pytest.mark.parametrize(
    ("body", "content_type", "error"),
    [
        ("{", "application/json", "invalid_json"),
        ("[]", "application/json", "json_not_object"),
        ("<channel/>", "application/xml", "invalid_post_type"),
    ],
)
async def test_a_body_that_cannot_be_read_is_refused(slack: Slack, body: str, content_type: str, error: str) -> None:
    header = {"Authorization": f"Bearer {slack.bot_token}", "Content-Type": content_type}

    _, answer = await ask(slack, "chat.postMessage", data=body, headers=header)

    assert answer == {"ok": False, "error": error}


async def test_an_unknown_method_says_so(slack: Slack, client: AsyncWebClient) -> None:
    assert await code_of(client.api_call("chat.shout")) == "unknown_method"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ({"channel": "C0LEADERSHIP", "text": "x"}, "channel_not_found"),
        ({"channel": CHANNEL}, "no_text"),
        ({"channel": CHANNEL, "text": "x", "thread_ts": "1.000000"}, "thread_not_found"),
        ({"channel": CHANNEL, "blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
        ({"channel": CHANNEL, "blocks": "[{"}, "invalid_blocks_format"),
        ({"channel": CHANNEL, "text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
        ({"channel": CHANNEL, "blocks": [section("x" * 2900)] * 5}, "msg_blocks_too_long"),
        ({"channel": CHANNEL, "text": "x", "metadata": {"event_type": "a b"}}, "invalid_metadata_format"),
    ],
)
async def test_a_message_that_slack_would_not_take_is_refused(
    client: AsyncWebClient, arguments: dict[str, Any], error: str
) -> None:
    assert await code_of(client.api_call("chat.postMessage", json=arguments)) == error


async def test_the_app_posts_only_where_it_is(slack: Slack, client: AsyncWebClient) -> None:
    await slack.kick("#growth")
    assert await code_of(client.chat_postMessage(channel="C0GROWTH", text="x")) == "not_in_channel"
    await slack.archive("#checkout")

    assert await code_of(client.chat_postMessage(channel=CHANNEL, text="x")) == "is_archived"


async def test_a_wrong_block_is_named_by_its_place(client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=CHANNEL, text="x", blocks=[section("x" * 3001)])

    assert refused.value.response["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    ]


async def test_scopes_of_the_manifest_are_needed() -> None:
    manifest = {"oauth_config": {"scopes": {"bot": ["chat:write", "commands"]}}}
    async with Slack.open(manifest=manifest) as slack:
        client = AsyncWebClient(slack.bot_token, slack.api_url)

        with pytest.raises(SlackApiError) as refused:
            await client.conversations_history(channel=CHANNEL)

        assert refused.value.response["error"] == "missing_scope"
        assert refused.value.response["needed"] == "channels:history"
        assert refused.value.response["provided"] == "chat:write,commands"
        assert (await client.chat_postMessage(channel=CHANNEL, text="x"))["ok"]


async def test_blocks_without_ids_get_some_and_text_objects_their_defaults(client: AsyncWebClient) -> None:
    answer = await client.chat_postMessage(channel=CHANNEL, text="x", blocks=[section("a"), section("b")])

    blocks = answer["message"]["blocks"]
    assert len({block["block_id"] for block in blocks}) == 2
    assert blocks[0]["text"] == {"type": "mrkdwn", "text": "a", "verbatim": False}


async def test_timestamps_are_unique_and_rise_while_the_clock_stands(client: AsyncWebClient) -> None:
    stamps = [(await client.chat_postMessage(channel=CHANNEL, text="x"))["ts"] for _ in range(5)]

    assert stamps == sorted(set(stamps))
    assert stamps[0].startswith("1772528400.")


async def test_an_update_changes_the_message_and_marks_it(slack: Slack, client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel=CHANNEL, text="old", blocks=[section("old")]))["ts"]

    await client.chat_update(channel=CHANNEL, ts=ts, text="new")

    (message,) = slack.as_("ana").messages("#checkout")
    assert message.words == "new"
    assert message.blocks == []
    assert message.edited


async def test_an_update_keeps_the_metadata_that_it_leaves_out(client: AsyncWebClient) -> None:
    metadata = {"event_type": "post", "event_payload": {"post": 7}}
    ts = (await client.chat_postMessage(channel=CHANNEL, text="old", metadata=metadata))["ts"]

    await client.chat_update(channel=CHANNEL, ts=ts, text="new")

    history = await client.conversations_history(channel=CHANNEL, include_all_metadata=True)
    assert history["messages"][0]["metadata"] == metadata


async def test_only_own_messages_can_be_changed(slack: Slack, client: AsyncWebClient) -> None:
    await slack.as_("ana").type("#checkout", "Mine")
    ts = slack.as_("ana").messages("#checkout")[0].ts
    own = (await client.chat_postMessage(channel=CHANNEL, text="x"))["ts"]

    assert await code_of(client.chat_update(channel=CHANNEL, ts=ts, text="x")) == "cant_update_message"
    assert await code_of(client.chat_delete(channel=CHANNEL, ts=ts)) == "cant_delete_message"
    assert await code_of(client.chat_update(channel=CHANNEL, ts="1.2", text="x")) == "message_not_found"
    assert await code_of(client.chat_update(channel=CHANNEL, ts=own, text="x" * 4001)) == "msg_too_long"


async def test_a_message_to_a_person_goes_to_their_direct_messages(slack: Slack, client: AsyncWebClient) -> None:
    answer = await client.chat_postMessage(channel="U0BEN", text="For you")

    assert answer["channel"] == "D0BEN"
    assert [m.words for m in slack.as_("ben").messages("@Payoff")] == ["For you"]
    opened = await client.conversations_open(users="U0BEN")
    assert opened["channel"]["id"] == "D0BEN"


async def test_people_and_channels_are_described(client: AsyncWebClient) -> None:
    user = (await client.users_info(user="U0ANA"))["user"]
    channel = (await client.conversations_info(channel=CHANNEL))["channel"]
    members = await client.conversations_members(channel=CHANNEL, limit=4)
    mine = await client.users_conversations(types="public_channel,private_channel")

    assert (user["real_name"], user["tz"], user["tz_offset"]) == ("Ana Ruiz", "Europe/Berlin", 3600)
    assert (channel["name"], channel["is_private"], channel["is_member"]) == ("checkout", False, True)
    assert len(members["members"]) == 4
    assert members["response_metadata"]["next_cursor"]
    assert [c["name"] for c in mine["channels"]] == ["checkout", "growth", "platform"]
    assert await code_of(client.users_info(user="U0NOBODY")) == "user_not_found"
    assert await code_of(client.conversations_info(channel="C0LEADERSHIP")) == "channel_not_found"


async def test_an_ephemeral_is_seen_by_one(slack: Slack, client: AsyncWebClient) -> None:
    await client.chat_postEphemeral(channel=CHANNEL, user="U0ANA", text="Only you")

    assert [m.ephemeral for m in slack.as_("ana").messages("#checkout")] == [True]
    assert slack.as_("ben").messages("#checkout") == []


async def test_a_permalink_leads_to_a_message(client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel=CHANNEL, text="x"))["ts"]

    link = (await client.chat_getPermalink(channel=CHANNEL, message_ts=ts))["permalink"]

    assert link.endswith(f"/archives/{CHANNEL}/p{ts.replace('.', '')}")


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated")
async def test_a_code_is_exchanged_once_for_a_token(slack: Slack) -> None:
    app, code = slack.stage.app, slack.oauth_code("ana")
    client = AsyncWebClient(base_url=slack.api_url)
    known = {"client_id": app.client_id, "client_secret": app.client_secret}

    answer = await client.oauth_v2_access(code=code, **known)

    assert (answer["access_token"], answer["authed_user"]["id"]) == (slack.bot_token, "U0ANA")
    assert await code_of(client.oauth_v2_access(code=code, **known)) == "invalid_code"


async def test_every_call_is_remembered_without_its_token(slack: Slack) -> None:
    await ask(slack, "chat.postMessage", data={"token": slack.bot_token, "channel": CHANNEL, "text": "Hello"})

    call = slack.calls[-1]
    assert call.method == "chat.postMessage"
    assert call.arguments == {"channel": CHANNEL, "text": "Hello"}
    assert call.answer["ok"]


async def test_a_call_is_remembered_as_it_was_whatever_came_later(
    slack: Slack, bare: Bare, client: AsyncWebClient
) -> None:
    bare.on_command()
    ts = (await client.chat_postMessage(channel=CHANNEL, text="old", blocks=[buttons(button("Go"))]))["ts"]
    await slack.as_("ana").click("Go")

    await client.chat_update(channel=CHANNEL, ts=ts, text="new")
    await client.reactions_add(channel=CHANNEL, timestamp=ts, name="eyes")

    assert slack.calls[0].answer["message"]["text"] == "old"
    assert "reactions" not in slack.calls[-2].answer["message"]
    assert slack.deliveries[0].arguments["message"]["text"] == "old"


async def test_a_reaction_is_put_on_once(slack: Slack, client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel=CHANNEL, text="x"))["ts"]

    await client.reactions_add(channel=CHANNEL, timestamp=ts, name="eyes")

    assert await code_of(client.reactions_add(channel=CHANNEL, timestamp=ts, name="eyes")) == "already_reacted"
    message = slack.as_("ana").messages("#checkout")[0]
    assert message.body["reactions"] == [{"name": "eyes", "users": ["U0PAYOFF"], "count": 1}]


async def test_a_file_goes_up_in_three_steps_and_comes_down_with_a_token(slack: Slack, client: AsyncWebClient) -> None:
    await client.files_upload_v2(channel=CHANNEL, filename="chart.png", content=b"\x89PNG", initial_comment="See")

    (message,) = slack.as_("ana").messages("#checkout")
    file = message.files[0]
    async with aiohttp.ClientSession() as session:
        header = {"Authorization": f"Bearer {slack.bot_token}"}
        async with session.get(file["url_private_download"], headers=header) as response:
            assert await response.read() == b"\x89PNG"
        async with session.get(file["url_private_download"]) as response:
            assert response.content_type == "text/html"
    assert message.text == "See"
    assert (await client.files_info(file=file["id"]))["file"]["name"] == "chart.png"
    image = {"type": "image", "alt_text": "A chart", "slack_file": {"id": file["id"]}}
    assert (await client.chat_postMessage(channel=CHANNEL, text="x", blocks=[image]))["ok"]
    image["slack_file"] = {"id": "F0NOWHERE"}
    assert await code_of(client.chat_postMessage(channel=CHANNEL, text="x", blocks=[image])) == "invalid_blocks"
