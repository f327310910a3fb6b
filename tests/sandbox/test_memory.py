"""A sandbox goes on where another ended: what was said, shared, shown and read is still there."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.clock import Clock
from bot.sandbox.memory import NothingRemembered, recall, remember, restore
from bot.sandbox.server import Slack
from tests.sandbox.bare import NAME, Bare, button, buttons, field, modal, section

CHANNEL = "C0CHECKOUT"
# No text in any encoding.
BYTES = b"\x89PNG\r\n\x00\xff\xfe"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "slack.json"


@asynccontextmanager
async def going_on(path: Path) -> AsyncIterator[Slack]:
    """Another sandbox that begins with what was written down."""
    memory = recall(path)
    async with Slack.open(clock=Clock(memory.now)) as slack:
        restore(slack.stage.world, memory)
        yield slack


async def test_every_word_is_still_there(slack: Slack, client: AsyncWebClient, path: Path) -> None:
    ana = slack.as_("ana")
    await ana.type("#checkout", "Shall we ship <it>?")
    await client.chat_postMessage(
        channel=CHANNEL, text="Ready?", blocks=[section("*Ready?*"), buttons(button("Ship", value="7"))]
    )
    await client.chat_postEphemeral(channel=CHANNEL, user="U0ANA", text="Only you")
    await client.chat_postMessage(channel="U0BEN", text="For Ben", metadata={"event_type": "x", "event_payload": {}})
    ana.react(ana.messages("#checkout")[0], "eyes")
    seen = {name: [m.body for m in slack.as_(name).messages("#checkout")] for name in ("ana", "ben")}
    remember(slack.stage.world, path)

    async with going_on(path) as other:
        assert {name: [m.body for m in other.as_(name).messages("#checkout")] for name in ("ana", "ben")} == seen
        assert [m.ephemeral for m in other.as_("ana").messages("#checkout")] == [False, False, True]
        assert len(other.as_("ben").messages("#checkout")) == 2
        (direct,) = other.as_("ben").messages("@Payoff")
        assert direct.body["metadata"] == {"event_type": "x", "event_payload": {}}
        assert other.as_("chloe").messages("@Payoff") == []


async def test_a_thread_goes_on(slack: Slack, client: AsyncWebClient, path: Path) -> None:
    parent = (await client.chat_postMessage(channel=CHANNEL, text="parent"))["ts"]
    await client.chat_postMessage(channel=CHANNEL, text="one", thread_ts=parent)
    remember(slack.stage.world, path)

    async with going_on(path) as other:
        further = AsyncWebClient(other.bot_token, other.api_url)
        await further.chat_postMessage(channel=CHANNEL, text="two", thread_ts=parent)
        (message,) = other.as_("ana").messages("#checkout")
        assert [reply.words for reply in other.as_("ana").thread(message)] == ["one", "two"]
        assert message.body["reply_count"] == 2


async def test_files_keep_every_byte(slack: Slack, path: Path) -> None:
    await slack.as_("ana").upload("#checkout", "chart.png", BYTES, comment="See")
    remember(slack.stage.world, path)

    async with going_on(path) as other:
        (message,) = other.as_("ana").messages("#checkout")
        (file,) = message.files
        kept = other.stage.world.files[file["id"]]
        assert (kept.content, kept.name, kept.channels) == (BYTES, "chart.png", [CHANNEL])


async def test_a_home_is_still_published_and_a_modal_is_gone(slack: Slack, path: Path) -> None:
    async with Bare(slack).over_http() as bare:
        bare.on_command_open(modal(NAME))
        home = {"type": "home", "blocks": [section("Waiting for you"), buttons(button("Answer"))]}
        await bare.client.views_publish(user_id="U0ANA", view=home)
        await slack.as_("ana").type("#checkout", "/release plan")
        was = slack.stage.world.homes["U0ANA"]
        remember(slack.stage.world, path)

    async with going_on(path) as other:
        kept = other.stage.world.homes["U0ANA"]
        assert (kept.id, kept.hash, kept.body) == (was.id, was.hash, was.body)
        assert "U0BEN" not in other.stage.world.homes
        assert other.as_("ana").modal is None


async def test_what_was_read_stays_read_and_what_was_half_typed_stays_typed(
    slack: Slack, client: AsyncWebClient, path: Path
) -> None:
    evidence = field("Evidence", {"type": "plain_text_input", "action_id": "evidence"})
    await client.chat_postMessage(channel=CHANNEL, text="read", blocks=[evidence])
    slack.as_("ana").go("#checkout")
    await slack.as_("ana").fill("Evidence", "Fewer calls")
    await client.chat_postMessage(channel=CHANNEL, text="not read yet")
    remember(slack.stage.world, path)

    async with going_on(path) as other:
        assert other.stage.world.read == slack.stage.world.read
        read, unread = other.as_("ana").messages("#checkout")
        assert other.stage.world.read["U0ANA", CHANNEL] == read.ts < unread.ts
        assert read.message.choices["U0ANA"]["evidence"]["evidence"]["value"] == "Fewer calls"


async def test_channels_and_people_are_as_they_were_left(slack: Slack, path: Path) -> None:
    await slack.rename("#growth", "growing")
    await slack.archive("#platform")
    await slack.kick("#checkout")
    await slack.deactivate("eva")
    await slack.move("ben", "America/New_York")
    remember(slack.stage.world, path)

    async with going_on(path) as other:
        world = other.stage.world
        growing = world.find_channel("#growing")
        assert growing is not None
        assert growing.previous_names == ["growth"]
        assert world.channels["C0PLATFORM"].archived
        assert "U0PAYOFF" not in world.channels[CHANNEL].members
        assert (world.members["U0EVA"].deleted, world.members["U0BEN"].zone) == (True, "America/New_York")


async def test_time_numbers_and_timestamps_go_on_without_repeating(
    slack: Slack, client: AsyncWebClient, path: Path
) -> None:
    await slack.desk.travel({"days": 30})
    said = {(await client.chat_postMessage(channel=CHANNEL, text=str(n)))["ts"] for n in range(3)}
    shared = slack.as_("ana").pick_file("a.csv", b"a").id
    # By these an app knows what it has heard already.
    heard = slack.stage.world.next_id("Ev")
    remember(slack.stage.world, path)

    async with going_on(path) as other:
        further = AsyncWebClient(other.bot_token, other.api_url)
        ts = (await further.chat_postMessage(channel=CHANNEL, text="next"))["ts"]
        assert other.stage.clock.now == slack.stage.clock.now
        assert ts > max(said)
        assert other.as_("ana").pick_file("b.csv", b"b").id != shared
        assert set(other.stage.world.files) > {shared}
        assert other.stage.world.next_id("Ev") != heard


async def test_it_is_remembered_again_and_again(slack: Slack, client: AsyncWebClient, path: Path) -> None:
    await client.chat_postMessage(channel=CHANNEL, text="once")
    remember(slack.stage.world, path)
    first = path.read_bytes()

    async with going_on(path) as other:
        remember(other.stage.world, path)
        assert path.read_bytes() == first
        await AsyncWebClient(other.bot_token, other.api_url).chat_postMessage(channel=CHANNEL, text="twice")
        remember(other.stage.world, path)

    async with going_on(path) as third:
        assert [m.words for m in third.as_("ana").messages("#checkout")] == ["once", "twice"]
    assert list(path.parent.iterdir()) == [path]


async def test_what_cannot_be_written_whole_leaves_what_was_there(
    slack: Slack, client: AsyncWebClient, path: Path
) -> None:
    remember(slack.stage.world, path)
    before = path.read_bytes()
    slack.stage.world.channels[CHANNEL].topic = "\ud800"

    with pytest.raises(ValueError, match="surrogates"):
        remember(slack.stage.world, path)

    assert path.read_bytes() == before


def without_clock(text: str) -> str:
    memory: dict[str, Any] = json.loads(text)
    del memory["now"]
    return json.dumps(memory)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: "[]",
        lambda text: '{"title": "something else"}',
        without_clock,
        lambda text: text.replace('"members"', '"people"', 1),
        lambda text: "\x00\x01",
    ],
    ids=["empty", "cut off", "a list", "something else", "without its moment", "another version", "no text"],
)
async def test_a_broken_file_is_nothing_remembered(slack: Slack, path: Path, spoil: Any) -> None:
    remember(slack.stage.world, path)
    path.write_text(spoil(path.read_text()))

    with pytest.raises(NothingRemembered, match=r"slack\.json"):
        recall(path)


def test_no_file_is_nothing_remembered(path: Path) -> None:
    with pytest.raises(NothingRemembered):
        recall(path)
    with pytest.raises(NothingRemembered):
        recall(path.parent)
