"""What was said is read back page by page, as the app may see it."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

CHANNEL = "C0CHECKOUT"


async def code_of(call: Any) -> str:
    """The error that a call is refused with."""
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


async def test_history_shows_newest_first_without_replies_and_ephemerals(client: AsyncWebClient) -> None:
    first = (await client.chat_postMessage(channel=CHANNEL, text="first"))["ts"]
    await client.chat_postMessage(channel=CHANNEL, text="reply", thread_ts=first)
    await client.chat_postEphemeral(channel=CHANNEL, user="U0ANA", text="secret")
    await client.chat_postMessage(channel=CHANNEL, text="second")

    history = await client.conversations_history(channel=CHANNEL)

    assert [message["text"] for message in history["messages"]] == ["second", "first"]


async def test_a_parent_counts_its_replies(client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel=CHANNEL, text="parent"))["ts"]
    reply = (await client.chat_postMessage(channel=CHANNEL, text="one", thread_ts=ts))["ts"]
    last = (await client.chat_postMessage(channel=CHANNEL, text="two", thread_ts=reply))["ts"]

    replies = (await client.conversations_replies(channel=CHANNEL, ts=ts))["messages"]

    assert [message["text"] for message in replies] == ["parent", "one", "two"]
    assert replies[0]["reply_count"] == 2
    assert replies[0]["latest_reply"] == last
    assert {message["thread_ts"] for message in replies} == {ts}


async def test_history_comes_in_pages(client: AsyncWebClient) -> None:
    for number in range(5):
        await client.chat_postMessage(channel=CHANNEL, text=str(number))

    first = await client.conversations_history(channel=CHANNEL, limit=3)
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_history(channel=CHANNEL, limit=3, cursor=cursor)

    assert [m["text"] for m in first["messages"]] == ["4", "3", "2"]
    assert first["has_more"]
    assert [m["text"] for m in second["messages"]] == ["1", "0"]
    assert not second["has_more"]
    assert await code_of(client.conversations_history(channel=CHANNEL, cursor="bogus")) == "invalid_cursor"


async def test_history_keeps_to_its_window(client: AsyncWebClient) -> None:
    stamps = [(await client.chat_postMessage(channel=CHANNEL, text=str(n)))["ts"] for n in range(3)]

    after = await client.conversations_history(channel=CHANNEL, oldest=stamps[1])
    including = await client.conversations_history(channel=CHANNEL, oldest=stamps[1], inclusive=True)
    before = await client.conversations_history(channel=CHANNEL, latest=stamps[1])

    assert [m["text"] for m in after["messages"]] == ["2"]
    assert [m["text"] for m in including["messages"]] == ["2", "1"]
    assert [m["text"] for m in before["messages"]] == ["0"]


async def test_metadata_is_shown_to_those_who_ask(client: AsyncWebClient) -> None:
    metadata = {"event_type": "payoff_post", "event_payload": {"post": 1}}
    await client.chat_postMessage(channel=CHANNEL, text="x", metadata=metadata)

    plain = await client.conversations_history(channel=CHANNEL)
    whole = await client.conversations_history(channel=CHANNEL, include_all_metadata=True)

    assert "metadata" not in plain["messages"][0]
    assert whole["messages"][0]["metadata"] == metadata


async def test_a_thread_is_read_without_what_only_one_person_sees(client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel=CHANNEL, text="parent"))["ts"]
    await client.chat_postEphemeral(channel=CHANNEL, user="U0ANA", text="secret", thread_ts=ts)
    await client.chat_postMessage(channel=CHANNEL, text="reply", thread_ts=ts)

    replies = (await client.conversations_replies(channel=CHANNEL, ts=ts))["messages"]

    assert [message["text"] for message in replies] == ["parent", "reply"]
    assert replies[0]["reply_count"] == 1


@pytest.mark.parametrize("at_once", [1, 2, 3])
@pytest.mark.parametrize(
    ("method", "key", "arguments"),
    [
        ("conversations.history", "messages", {"channel": CHANNEL}),
        ("conversations.replies", "messages", {"channel": CHANNEL}),
        ("conversations.members", "members", {"channel": CHANNEL}),
        ("conversations.list", "channels", {}),
        ("users.conversations", "channels", {}),
        ("users.list", "members", {}),
    ],
)
async def test_every_list_comes_whole_in_pages_of_any_size(
    client: AsyncWebClient, method: str, key: str, arguments: dict[str, Any], at_once: int
) -> None:
    parent = (await client.chat_postMessage(channel=CHANNEL, text="parent"))["ts"]
    for number in range(4):
        await client.chat_postMessage(channel=CHANNEL, text=str(number))
        await client.chat_postMessage(channel=CHANNEL, text=f"reply {number}", thread_ts=parent)
    given = arguments | ({"ts": parent} if method == "conversations.replies" else {})
    whole = (await client.api_call(method, params=given))[key]
    assert len(whole) > 2

    pages: list[list[Any]] = []
    cursor = ""
    while cursor or not pages:
        answer = await client.api_call(method, params=given | {"limit": at_once, "cursor": cursor})
        pages.append(answer[key])
        # The last page of messages has no metadata at all.
        cursor = (answer["response_metadata"] or {"next_cursor": ""})["next_cursor"]

    assert [item for page in pages for item in page] == whole
    assert [len(page) for page in pages[:-1]] == [at_once] * (len(pages) - 1)
    assert pages[-1]
    assert await code_of(client.api_call(method, params=given | {"cursor": "bogus"})) == "invalid_cursor"
