"""Time moves by the JSON API: what was due on the way is posted in order, each at its hour."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from tests.conftest import Running
from tests.playing import define_metric, plan_release, schedule, ship
from tests.sandbox.robot import Json, Robot

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
async def machine(payoff: Running) -> AsyncIterator[Robot]:
    """The time machine of a Slack that a real Payoff listens to, with a release that shipped on 3 March at 10:00."""

    async def move(_: datetime, until: datetime) -> None:
        await payoff.advance(to=until)

    payoff.slack.desk.on_advance = move
    ana = payoff.slack.as_("ana")
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await ship(payoff, ana)
    async with aiohttp.ClientSession() as session:
        yield Robot(payoff.slack, session)


async def posted(machine: Robot) -> list[Json]:
    """What everyone sees of the app's in all channels and threads, oldest first."""
    state = await machine.get("state?as=ana")
    messages = [m for channel in state["messages"].values() for m in channel]
    messages += [m for threads in state["threads"].values() for replies in threads.values() for m in replies]
    own = {m["ts"]: m for m in messages if m["user"] == state["app"]["user_id"] and not m["ephemeral"]}
    return [own[ts] for ts in sorted(own, key=float)]


def moment(message: Json) -> datetime:
    return datetime.fromtimestamp(float(message["ts"]), BERLIN)


ASK, NUDGE, OPEN = (
    "Did One-page checkout pay off?",
    "@Ana Ruiz: One-page checkout still waits",
    "What the plan leaves open",
)
STALE = "@Ana Ruiz: Checkout conversion has had no reading for seven days"
# The looks after one week and thirty days, two reminders of the first and its place in the weekly review, and a word on
# the metric that nobody reads; for one's own eyes, what a release that one follows comes to. All at nine on the team's
# wall, summer time or not.
DUE = [
    ("10 Mar 09:00", "C0CHECKOUT", ASK),
    ("10 Mar 09:00", "D0ANA", "One-page checkout REL-1"),
    ("11 Mar 09:00", "C0CHECKOUT", STALE),
    ("12 Mar 09:00", "C0CHECKOUT", NUDGE),
    ("16 Mar 09:00", "C0CHECKOUT", NUDGE),
    ("23 Mar 09:00", "C0CHECKOUT", OPEN),
    ("02 Apr 09:00", "C0CHECKOUT", ASK),
]


@pytest.mark.parametrize(
    "journeys",
    [
        [{"days": 30}],
        [{"days": 7}] * 4 + [{"days": 2}],
        [{"next": "monday 09:00"}] * 4 + [{"to": "2026-04-02T10:00:00+02:00"}],
        [{"hours": 179.5}] * 4 + [{"to": "2026-04-02T08:00:00Z"}],
    ],
    ids=["at once", "by weeks", "by Mondays", "by hours"],
)
async def test_thirty_days_post_what_was_due_in_order_each_at_its_hour(machine: Robot, journeys: list[Json]) -> None:
    before = {message["ts"] for message in await posted(machine)}

    answers = [await machine.post("clock", **journey) for journey in journeys]

    came = [message for message in await posted(machine) if message["ts"] not in before]
    heads = [(f"{moment(message):%d %b %H:%M}", message["channel"], message["words"]) for message in came]
    assert [(when, where) for when, where, _ in heads] == [(when, where) for when, where, _ in DUE]
    for (_, _, words), (_, _, start) in zip(heads, DUE, strict=True):
        assert words.startswith(start)
    # Slack took them in that order, too.
    calls = [call["answer"]["ts"] for call in await calls_of(machine, "chat.postMessage") if call["answer"]["ok"]]
    assert calls == sorted(calls, key=float)
    assert [status for status, _ in answers] == [200] * len(journeys)
    # To the minute: what stands in one channel came a second after the other.
    assert answers[0][1]["from"].startswith("2026-03-03T09:00:")
    assert answers[-1][1]["now"].startswith("2026-04-02T08:00:")
    assert all(one["now"] == other["from"] for (_, one), (_, other) in pairwise(answers))


async def calls_of(machine: Robot, name: str) -> list[Json]:
    calls = (await machine.get("calls?limit=10000"))["calls"]
    return [call for call in calls if call["name"] == name]


@pytest.mark.parametrize("wish", [{"days": -1}, {"hours": -1}, {"to": "2026-03-03T10:00:00+01:00"}])
async def test_going_back_is_refused_with_the_reason_and_nothing_happens(machine: Robot, wish: Json) -> None:
    await machine.post("clock", days=7)
    before, clock = await posted(machine), await machine.get("clock")

    status, answer = await machine.post("clock", **wish)

    assert status == 409
    assert answer["error"].startswith("It is 2026-03-10 09:00 UTC. Time cannot go back to 2026-03-")
    assert answer["error"].endswith(": messages already sent would lie in the future.")
    assert (await posted(machine), await machine.get("clock")) == (before, clock)
    assert moment(before[-1]) <= datetime(2026, 3, 10, 9, tzinfo=UTC)


async def test_a_fault_on_the_way_delays_a_post_and_loses_none(machine: Robot) -> None:
    await machine.fault("server_error", method="chat.postMessage", times=1)

    await machine.post("clock", days=8)

    asked = [message for message in await posted(machine) if message["words"].startswith(ASK)]
    assert len(asked) == 1
    assert datetime(2026, 3, 10, 9, tzinfo=BERLIN) < moment(asked[0]) < datetime(2026, 3, 10, 10, tzinfo=BERLIN)
