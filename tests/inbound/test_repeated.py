"""Whatever Slack sends, and however often and wherever it sends it again, its work is done once."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from bot.app import build
from bot.commandline.registered import registered
from bot.sandbox.dispatch import Answer
from bot.slack import manifest as of_payoff
from commands.listening import ACTIONS, VIEWS
from commands.routing import ROUTERS
from storage.database import Database
from tests.conftest import Running, running, serving
from tests.databases import Fresh
from tests.inbound.echo import Delivered, Echo
from tests.inbound.picture import Picture, differences, picture
from tests.inbound.scenes import SCENES


@dataclass
class Lived:
    """What was seen after each step of a scene, and which requests led there."""

    pictures: list[Picture]
    steps: list[list[Delivered]]

    @property
    def reached(self) -> set[str]:
        """The listeners that were reached."""
        return {listener_of(each.payload) for step in self.steps for each in step}


def listener_of(payload: dict[str, Any]) -> str:
    """Which listener a request is for."""
    if "command" in payload:
        router = ROUTERS[payload["command"].removeprefix("/")]
        return f"{payload['command']} {router.find(payload['text'].partition(chr(10))[0])[0].name}"
    match payload["type"]:
        case "event_callback":
            return f"event {payload['event']['type']}"
        case "block_actions":
            return f"action {payload['actions'][0]['action_id'].partition('~')[0]}"
        case "view_submission":
            return f"view {payload['view']['callback_id']}"
        case "shortcut" | "message_action":
            return f"shortcut {payload['callback_id']}"
    return str(payload["type"])


async def live(scene: str, database_url: str, *, at_once: int, again: int) -> Lived:
    """Live a scene in a Slack that sends each request to so many replicas at once, and so often again."""
    lived = Lived([], [])
    async with running(database_url, of_payoff.manifest()) as payoff, replicas(payoff, at_once) as urls:
        echo, workspace_id = Echo(payoff.slack, urls, again=again), payoff.workspace_id
        async for _ in SCENES[scene].play(payoff):
            await payoff.slack.quiet()
            await payoff.settle()
            lived.pictures.append(await picture(payoff, workspace_id))
            lived.steps.append(echo.delivered)
            echo.delivered = []
    return lived


@asynccontextmanager
async def replicas(payoff: Running, count: int) -> AsyncIterator[list[str]]:
    """So many processes' worth of Payoff on the same database, the one that delivers among them."""
    urls = [f"{payoff.url}/slack/events"]
    async with AsyncExitStack() as others:
        for _ in range(count - 1):
            settings = payoff.app.settings
            other = build(settings, database=Database(settings.database_url), time=lambda: payoff.clock.now)
            await other.start(ticking=False)
            others.push_async_callback(other.stop)
            port = await others.enter_async_context(serving(other.asgi()))
            urls.append(f"http://127.0.0.1:{port}/slack/events")
        yield urls


async def compare(scene: str, fresh: Fresh, *, at_once: int, again: int) -> None:
    """Live a scene as it should be, and with everything coming several times: nobody can tell them apart."""
    with fresh() as url:
        once = await live(scene, url, at_once=1, again=0)
    with fresh() as url:
        often = await live(scene, url, at_once=at_once, again=again)

    assert once.reached >= SCENES[scene].reaches
    for step, (one, other, requests) in enumerate(zip(once.pictures, often.pictures, often.steps, strict=True)):
        names = [listener_of(request.payload) for request in requests]
        assert not differences(one, other), (step, names)
        for request in requests:
            first, *others = request.answers
            assert all(is_harmless(answer, first) for answer in others), (step, request)


def is_harmless(answer: Answer, first: Answer) -> bool:
    """Whether a further answer says nothing, or nothing else than the first."""
    return answer.status == 200 and (answer.body in (None, first.body) or first.body is None)


@pytest.mark.parametrize("scene", SCENES)
async def test_what_comes_to_two_replicas_at_once_and_once_more_is_done_once(fresh_database: Fresh, scene: str) -> None:
    await compare(scene, fresh_database, at_once=2, again=1)


@pytest.mark.full
@pytest.mark.postgres
@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True, scope="session")
@pytest.mark.parametrize("scene", SCENES)
async def test_two_replicas_on_postgresql_do_it_once(fresh_database: Fresh, scene: str) -> None:
    await compare(scene, fresh_database, at_once=2, again=1)


@pytest.mark.full
@pytest.mark.parametrize("scene", SCENES)
async def test_one_process_to_which_it_comes_three_times_does_it_once(fresh_database: Fresh, scene: str) -> None:
    await compare(scene, fresh_database, at_once=1, again=2)


def test_every_request_that_is_listened_to_has_a_scene() -> None:
    heard = registered()
    writing = [
        f"/{router.command} {name}"
        for router in ROUTERS.values()
        for name, subcommand in router.subcommands.items()
        if not subcommand.read
    ]
    listened_to = {
        *writing,
        *(f"action {action}" for action in ACTIONS),
        *(f"view {view}" for view in VIEWS),
        *(f"event {event}" for event in heard["events"]),
        *(f"shortcut {shortcut}" for shortcut in heard["shortcuts"]),
    }

    assert listened_to - {reached for scene in SCENES.values() for reached in scene.reaches} == set()
