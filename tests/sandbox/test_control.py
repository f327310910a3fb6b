"""The page and robots see and act through JSON, by words or by ids."""

import asyncio
import base64
import json
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.clock import Clock
from tests.sandbox.bare import NAME, Bare, button, buttons, field, modal, section
from tests.sandbox.robot import Robot

Json = dict[str, Any]


async def test_everyone_sees_their_own_workspace(robot: Robot, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C0CHECKOUT", text="For <@U0BEN>")
    await client.chat_postEphemeral(channel="C0CHECKOUT", user="U0ANA", text="Only Ana")

    ana, chloe, ben = [await robot.get(f"state?as={name}") for name in ("ana", "chloe", "ben")]

    assert [m["words"] for m in ana["messages"]["C0CHECKOUT"]] == ["For @Ben Okafor", "Only Ana"]
    assert [m["ephemeral"] for m in ana["messages"]["C0CHECKOUT"]] == [False, True]
    assert [m["words"] for m in chloe["messages"]["C0CHECKOUT"]] == ["For @Ben Okafor"]
    assert "C0LEADERSHIP" in ana["messages"]
    assert "C0LEADERSHIP" not in chloe["messages"]
    checkout = next(c for c in ben["channels"] if c["name"] == "checkout")
    assert (checkout["unread"], checkout["mentions"], checkout["app_is_member"]) == (1, 1, True)
    assert ana["now"] == "2026-03-03T09:00:00+00:00"
    assert {c["command"] for c in ana["commands"]} >= {"/release", "/value", "/invite"}
    assert ana["modal"] is None


async def test_looking_at_a_channel_reads_it(robot: Robot, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C0CHECKOUT", text="x")

    await robot.act("go", channel="#checkout")

    state = await robot.get("state?as=U0ANA")
    assert next(c for c in state["channels"] if c["name"] == "checkout")["unread"] == 0


async def test_a_robot_lives_a_story_by_words(robot: Robot, bare: Bare) -> None:
    bare.on_command_open(modal(NAME))
    bare.on_submit(response_action="errors", errors={"name": "Too vague."})

    opened = await robot.act("type", channel="#checkout", text="/release plan")
    await robot.act("fill", label="Name", text="Improve things")
    refused = await robot.act("submit")
    closed = await robot.act("click", label="Cancel")

    assert opened["modal"]["view"]["title"]["text"] == "Plan a release"
    assert refused["errors"] == {"Name": "Too vague."}
    assert refused["modal"]["errors"] == {"name": "Too vague."}
    assert refused["modal"]["state"]["name"]["name"]["value"] == "Improve things"
    assert closed["modal"] is None


async def test_a_page_sends_its_fields_with_the_submission(robot: Robot, bare: Bare) -> None:
    options = [{"text": {"type": "plain_text", "text": "Ready"}, "value": "ready"}]
    why = field("Why now?", {"type": "static_select", "action_id": "why", "options": options})
    bare.on_command_open(modal(NAME, why))
    bare.on_submit()
    await robot.act("type", channel="C0CHECKOUT", text="/release plan")

    done = await robot.act("submit", values={"name": {"name": "One-page"}, "why": {"why": "ready"}})

    values = bare.body["view"]["state"]["values"]
    assert values["name"]["name"]["value"] == "One-page"
    assert values["why"]["why"]["selected_option"]["value"] == "ready"
    assert done["modal"] is None


async def test_a_page_presses_by_ids(robot: Robot, bare: Bare, client: AsyncWebClient) -> None:
    async def listen(ack: Any) -> None:
        await ack()

    bare.bolt.action("press")(listen)
    text = field("Evidence", {"type": "plain_text_input", "action_id": "evidence"})
    blocks = [text, buttons(button("Save", value="7"), block_id="row")]
    ts = (await client.chat_postMessage(channel="C0CHECKOUT", text="x", blocks=blocks))["ts"]
    where = {"channel": "C0CHECKOUT", "ts": ts}

    await robot.act("set", block_id="evidence", action_id="evidence", value="half", **where)
    await robot.act("click", block_id="row", action_id="press", values={"evidence": {"evidence": "whole"}}, **where)

    assert bare.body["actions"][0]["value"] == "7"
    assert bare.body["state"]["values"]["evidence"]["evidence"]["value"] == "whole"


async def test_what_is_not_on_the_screen_is_refused_with_what_is(robot: Robot, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C0CHECKOUT", text="x", blocks=[buttons(button("Ship"))])

    status, answer = await robot.post("act", **{"as": "ana", "do": "click", "label": "Shop"})

    assert status == 422
    assert answer["on_screen"] == ["Ship"]
    assert "“Shop”" in answer["error"]


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ({"as": "nobody", "do": "click"}, "nobody called"),
        ({"as": "ana", "do": "fly"}, "One can: type"),
        ({"as": "ana", "do": "type", "channel": "#checkout"}, "“text” must be said"),
        ({"as": "ana", "do": "type", "channel": "#checkout", "text": "  "}, "nothing to send"),
        ({"as": "ana", "do": "click", "view_id": "V1", "block_id": "b", "action_id": "a"}, "closed"),
    ],
)
async def test_a_wish_that_makes_no_sense_is_refused_in_words(robot: Robot, wish: Json, why: str) -> None:
    status, answer = await robot.post("act", **wish)

    assert status == 400
    assert why in answer["error"]


async def test_only_json_is_taken_so_that_no_other_site_can_act(robot: Robot) -> None:
    data = json.dumps({"as": "ana", "do": "type", "channel": "#checkout", "text": "Hello"})
    async with robot.session.post(f"{robot.slack.url}/sandbox/act", data=data) as response:
        assert response.status == 400

    assert robot.slack.as_("ana").messages("#checkout") == []


async def test_a_file_is_shared_and_shown(robot: Robot) -> None:
    content = base64.b64encode(b"a,b").decode()

    shared = await robot.act("upload", channel="#checkout", name="data.csv", content=content, comment="Here")

    async with robot.session.get(f"{robot.slack.url}/sandbox/files/{shared['file']['id']}") as response:
        assert await response.read() == b"a,b"
        assert response.headers["Content-Disposition"] == "attachment"
    (message,) = robot.slack.as_("ana").messages("#checkout")
    assert message.words == "Here\ndata.csv"


async def test_a_page_hears_of_each_change(robot: Robot, client: AsyncWebClient) -> None:
    async with robot.session.get(f"{robot.slack.url}/sandbox/events?as=ana") as response:
        first = await next_event(response)
        await client.chat_postMessage(channel="C0CHECKOUT", text="x")
        second = await next_event(response)

    assert second["version"] > first["version"]
    assert second["calls"] == 1


async def next_event(response: aiohttp.ClientResponse) -> Json:
    async with asyncio.timeout(2):
        async for line in response.content:
            if line.startswith(b"data: "):
                event: Json = json.loads(line.removeprefix(b"data: "))
                return event
    raise AssertionError("The stream ended.")


async def test_time_moves_forward_and_what_was_due_is_done_on_the_way(robot: Robot) -> None:
    journeys = []

    async def deliver(old: datetime, new: datetime) -> None:
        journeys.append((old, new))

    robot.slack.desk.on_advance = deliver

    _, answer = await robot.post("clock", days=30)

    new = datetime(2026, 4, 2, 8, 0, tzinfo=UTC)
    assert journeys == [(datetime(2026, 3, 3, 9, 0, tzinfo=UTC), new)]
    assert robot.slack.stage.clock.now == new, "ten o'clock stays ten o'clock when the clocks change"
    assert answer["now"] == "2026-04-02T08:00:00+00:00"


@pytest.mark.parametrize(
    ("wish", "now"),
    [
        ({"hours": 2}, "2026-03-03T11:00"),
        ({"to": "2026-03-04T09:00:00+01:00"}, "2026-03-04T08:00"),
        ({"next": "monday 09:00"}, "2026-03-09T08:00"),
        ({"next": "Tuesday 10:00"}, "2026-03-10T09:00"),
        ({"next": "tuesday 10:01"}, "2026-03-03T09:01"),
    ],
)
async def test_a_moment_can_be_named_in_several_ways(robot: Robot, wish: Json, now: str) -> None:
    await robot.post("clock", **wish)

    assert robot.slack.stage.clock.now.strftime("%Y-%m-%dT%H:%M") == now


@pytest.mark.parametrize(
    ("wish", "status", "why"),
    [
        ({"days": -1}, 409, "Time cannot go back"),
        ({"to": "2020-01-01"}, 409, "Time cannot go back"),
        ({"to": "soon"}, 400, "That is no moment"),
        ({"next": "payday"}, 400, "not like “monday 09:00”"),
        ({"next": "friday 25:00"}, 400, "That is no moment"),
        ({"days": None}, 400, "That is no moment"),
        ({"days": "a week"}, 400, "That is no moment"),
        ({"days": 1e12}, 400, "That is no moment"),
        ({"hours": -0.01}, 409, "Time cannot go back"),
        ({"fortnights": 1}, 400, "say days, hours, to or next"),
        ({}, 400, "say days, hours, to or next"),
    ],
)
async def test_time_does_not_go_back_and_says_why(robot: Robot, wish: Json, status: int, why: str) -> None:
    before = await robot.get("clock")

    got, answer = await robot.post("clock", **wish)

    assert got == status
    assert why in answer["error"]
    assert await robot.get("clock") == before


async def test_one_journey_at_a_time(robot: Robot) -> None:
    arrived = asyncio.Event()

    async def wait(old: datetime, new: datetime) -> None:
        await arrived.wait()

    robot.slack.desk.on_advance = wait
    first = asyncio.create_task(robot.slack.desk.travel({"days": 1}))
    await asyncio.sleep(0)

    async with asyncio.timeout(2):
        status, answer = await robot.post("clock", days=1)
    arrived.set()
    await first

    assert status == 409
    assert "moving already" in answer["error"]


def test_a_ticking_clock_goes_on_and_is_not_pushed_back() -> None:
    clock = Clock(datetime(2026, 3, 3, tzinfo=UTC), ticking=True)
    before = clock.now

    clock.move_to(datetime(2026, 3, 3, tzinfo=UTC))

    assert clock.now > before


async def test_faults_are_switched_by_json(robot: Robot, client: AsyncWebClient) -> None:
    _, added = await robot.post("faults", kind="ratelimited", method="chat.postMessage", channel="#checkout", seconds=9)
    listed = await robot.get("faults")
    await robot.post("faults", remove=added["fault"]["id"])
    status, refused = await robot.post("faults", kind="nonsense")

    assert {kind["kind"] for kind in listed["kinds"]} >= {"ratelimited", "hang_up", "lag", "archived", "kicked"}
    assert listed["faults"] == [added["fault"]]
    assert added["fault"]["channel"] == "C0CHECKOUT"
    assert (status, "There is no fault" in refused["error"]) == (400, True)
    assert (await client.chat_postMessage(channel="C0CHECKOUT", text="x"))["ok"]


async def test_every_call_can_be_inspected_without_tokens(robot: Robot, bare: Bare) -> None:
    bare.on_command(text="Hello")
    await robot.act("type", channel="#checkout", text="/release list")
    await bare.client.chat_postMessage(channel="C0CHECKOUT", text="x")

    listed = await robot.get("calls")
    more = await robot.get(f"calls?since={listed['next']}")

    # Bolt asks who it is before its first answer.
    assert [(c["way"], c["name"]) for c in listed["calls"]] == [
        ("to_app", "slash command /release"),
        ("to_slack", "auth.test"),
        ("to_slack", "chat.postMessage"),
    ]
    assert listed["calls"][0]["answer"] == "Hello"
    assert more["calls"] == []
    assert robot.slack.bot_token not in json.dumps(listed)
    assert robot.slack.stage.app.verification_token not in json.dumps(listed)


async def test_a_thread_is_shown_apart(robot: Robot, client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel="C0CHECKOUT", text="parent"))["ts"]
    await client.chat_postMessage(channel="C0CHECKOUT", text="reply", thread_ts=ts)
    await client.chat_postMessage(channel="C0CHECKOUT", text="for all", thread_ts=ts, reply_broadcast=True)

    state = await robot.get("state?as=ana")

    assert [m["words"] for m in state["messages"]["C0CHECKOUT"]] == ["parent", "for all"]
    assert [m["words"] for m in state["threads"]["C0CHECKOUT"][ts]] == ["reply", "for all"]
    assert state["messages"]["C0CHECKOUT"][0]["reply_count"] == 2


async def test_home_is_on_the_screen_of_who_opened_it(robot: Robot, client: AsyncWebClient) -> None:
    await client.views_publish(user_id="U0ANA", view={"type": "home", "blocks": [section("Waiting")]})

    await robot.act("open_home")

    assert (await robot.get("state?as=ana"))["home"]["view"]["blocks"][0]["text"]["text"] == "Waiting"
    assert (await robot.get("state?as=ben"))["home"] is None
