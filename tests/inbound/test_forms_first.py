"""A form opens before anything slow is done: who waits for it sees it even while the database is held by another."""

from typing import Any

import pytest
from aiohttp import TraceConfig
from sqlalchemy import event

from bot.slack import manifest as of_payoff
from storage import metrics
from tests.conftest import Running, running
from tests.databases import Fresh
from tests.inbound.echo import Echo
from tests.inbound.scenes import SCENES
from tests.inbound.test_repeated import listener_of
from tests.playing import card_of, define_metric, plan_release, schedule

OPENS = ("/views.open", "/views.push")


class Watch(Echo):
    """Notes of each request that opens a form whether it wanted to write before that."""

    def __init__(self, payoff: Running) -> None:
        super().__init__(payoff.slack, [f"{payoff.url}/slack/events"], again=0)
        self.seen: list[str] = []
        self.late: set[str] = set()
        self.opened: set[str] = set()
        trace = TraceConfig()
        trace.on_request_start.append(self.calls)
        trace.freeze()
        payoff.app.session.trace_configs.append(trace)
        event.listen(payoff.database.writers.sync_engine, "begin", lambda _: self.seen.append("write"))

    async def calls(self, _: Any, __: Any, request: Any) -> None:
        self.seen.append(request.url.path.removeprefix("/api"))

    async def deliver(self, kind: str, payload: Any, **more: Any) -> Any:
        self.seen.clear()
        answer = await super().deliver(kind, payload, **more)
        opens = next((place for place, what in enumerate(self.seen) if what in OPENS), None)
        if opens is not None:
            self.opened.add(listener_of(payload))
            if "write" in self.seen[:opens]:
                self.late.add(listener_of(payload))
        return answer


@pytest.mark.parametrize("scene", SCENES)
async def test_nobody_who_opens_a_form_wants_to_write_first(
    fresh_database: Fresh, database_kind: str, scene: str
) -> None:
    if database_kind == "postgresql":
        pytest.skip("Who writes is not told there from who reads: both begin on the same connections.")
    with fresh_database() as url:
        async with running(url, of_payoff.manifest()) as payoff:
            watch = Watch(payoff)
            async for _ in SCENES[scene].play(payoff):
                await payoff.settle()

    assert watch.late == set()


OPENERS = {
    "/release plan": "/release plan Guest checkout",
    "/release schedule": "/release schedule REL-1 12 Mar",
    "/release delay": "/release delay REL-1",
    "/metric new": "/metric new Signups",
    "/metric record": "/metric record Checkout conversion",
    "/metric alert": "/metric alert Checkout conversion",
    "/metric import": "/metric import Checkout conversion",
    "/outcome new": "/outcome new Fewer returns",
    "/outcome edit": "/outcome edit OUT-1",
    "/payoff settings": "/payoff settings",
    "/payoff away": "/payoff away",
}


@pytest.mark.parametrize("typed", OPENERS.values(), ids=OPENERS)
async def test_a_form_opens_while_somebody_else_writes(payoff: Any, ana: Any, typed: str) -> None:
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await payoff.settle()

    async with payoff.database.writing(payoff.workspace_id) as session:
        # A transaction begins with its first statement.
        await metrics.live(session)
        await ana.type("#checkout", typed)

    assert ana.modal is not None


async def test_a_form_opens_from_a_button_while_somebody_else_writes(payoff: Any, ana: Any) -> None:
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await payoff.settle()

    async with payoff.database.writing(payoff.workspace_id) as session:
        await metrics.live(session)
        await ana.click("Delay…", in_=card_of(ana))

    assert ana.modal is not None
