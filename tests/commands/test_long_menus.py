"""More to pick from than a menu holds: one types a part of the name, and nothing is out of reach."""

from datetime import date, timedelta

import pytest

from bot.sandbox.interact import actions
from storage import metrics, promises, releases, teams
from storage.metrics import Metric
from storage.outcomes import Outcome, OutcomeVersion
from storage.releases import Release

COUNT = 600
SHOWN = 100
# In each form with such a menu: how it is opened, what the menu is called, and what it offers whatever is typed.
MENUS = [
    ("/outcome new", "Which number moves?", ["A new one…"], "Page {}"),
    ("/metric import", "Metric", [], "Page {}"),
    ("/metric edit Page 001", "Compare with", ["Nothing"], "Page {}"),
    ("/value decide", "Release", [], "Shop {0} (REL-{1})"),
    ("/release schedule REL-1 next friday", "Outcome", ["A new one…"], "Visits {0} (OUT-{1})"),
]

MEANING = {
    "kind": "business_outcome",
    "category": "revenue",
    "baseline": 10,
    "target": 20,
    "due": date(2027, 3, 3),
    "owner_id": "U0ANA",
}


@pytest.fixture
async def wide(payoff, ana):
    """A workspace with six hundred metrics, outcomes and releases, all of them Ana's."""
    now = payoff.clock.now
    mine = {"owner_id": "U0ANA", "created_by": "U0ANA", "created_at": now}
    async with payoff.database.writing(payoff.workspace_id) as session:
        team = await teams.ensure(session, "C0CHECKOUT", zone="Europe/Berlin", created_by="U0ANA", now=now)
        numbers = range(1, COUNT + 1)
        # In the order in which they point at each other.
        session.add_all([Metric(name=f"Page {n:03}", folded=f"page {n:03}", unit="visits", **mine) for n in numbers])
        await session.flush()
        meant = {n: {"name": f"Visits {n:03}", "metric_id": n, **MEANING} for n in numbers}
        created = {"created_by": "U0ANA", "created_at": now, "team_id": team.pk}
        session.add_all([Outcome(number=n, folded=f"visits {n:03}", **meant[n], **created) for n in numbers])
        await session.flush()
        session.add_all([OutcomeVersion(outcome_id=n, version=1, who="U0ANA", at=now, **meant[n]) for n in numbers])
        for n in numbers:
            state = {"state": "reviewing", "shipped_at": now - timedelta(days=1)} if n > 1 else {"state": "planned"}
            session.add(Release(number=n, team_id=team.pk, name=f"Shop {n:03}", folded=f"shop {n:03}", **state, **mine))


async def offered(person, label, query):
    """What a menu of the open form shows for what is typed into it."""
    surface, placed = person.find_field(label, None, "")
    answer = await actions.suggest(person.stage, surface, placed, query)
    return [option["text"]["text"] for option in answer["options"]]


def picked(person, field):
    """What a menu of the open form was filled in with."""
    (block,) = [block for block in person.modal.blocks if block.get("block_id") == field]
    option = block["element"].get("initial_option")
    return option and option["text"]["text"]


async def test_what_is_typed_is_looked_for_in_all_of_them(payoff, ana, wide):
    for command, label, always, name in MENUS:
        await ana.type("#checkout", command)

        assert len(await offered(ana, label, "")) == SHOWN, command
        assert (await offered(ana, label, ""))[: len(always)] == always
        assert await offered(ana, label, " 599 ") == [name.format("599", 599), *always]
        first, last = name.format("600", 600).split()[:2]
        assert await offered(ana, label, f"{last} {first.upper()}") == [name.format("600", 600), *always]
        assert await offered(ana, label, "nowhere") == always
        await ana.close_all()
    assert payoff.slack.complaints == []


async def test_a_message_is_attached_to_the_six_hundredth_release(payoff, ana, ben, wide):
    await ben.type("#checkout", "Nobody calls about it any more")
    (said,) = [message for message in ana.messages("#checkout") if "Nobody calls" in message.words]

    await ana.message_shortcut(said, "Attach to release")
    await ana.choose("Release", "Shop 600 (REL-600)")
    await ana.submit()

    assert not ana.errors
    assert "Shop 600" in ana.screen()
    assert payoff.slack.complaints == []


async def test_the_six_hundredth_outcome_is_promised_and_stays_picked(payoff, ana, wide):
    await ana.type("#checkout", "/release schedule REL-1 next friday")
    await ana.choose("Outcome", "Visits 600 (OUT-600)")

    assert picked(ana, "outcome") == "Visits 600 (OUT-600)"
    await ana.fill("How much of it will this release move?", "2, 3, 4")
    await ana.choose("Why now?", "It is ready and worth it")
    await ana.submit()

    assert not ana.errors
    async with payoff.database.reading(payoff.workspace_id) as session:
        (promise,) = await promises.of_release(session, 1)
        assert ((await releases.get(session, 1)).state, promise.outcome_id) == ("scheduled", 600)


async def test_a_new_outcome_of_the_gate_moves_the_six_hundredth_metric(payoff, ana, wide):
    await ana.type("#checkout", "/release schedule REL-1 next friday")
    await ana.choose("Outcome", "A new one…")

    found = await offered(ana, "Which number moves?", "page 6")
    assert (found[:2], found[-1]) == (["Page 600", "Page 006"], "A new one…")
    assert await offered(ana, "Which number moves?", "60") == [
        *(f"Page {n}" for n in ("060", "160", "260", "360", "460", "560", "600")),
        "A new one…",
    ]
    assert picked(ana, "metric") is None
    await ana.choose("Which number moves?", "Page 600")
    assert picked(ana, "metric") == "Page 600"


async def test_a_metric_that_is_compared_with_stays_picked(payoff, ana, wide):
    async with payoff.database.writing(payoff.workspace_id) as session:
        (await metrics.get(session, 1)).control_id = 600

    await ana.type("#checkout", "/metric edit Page 001")
    assert picked(ana, "control") == "Page 600"
    assert await offered(ana, "Compare with", "page 001") == ["Nothing"]
    await ana.fill("What it counts", "Looks at the first")
    await ana.fill("Why does it change?", "It was not said")
    await ana.submit()

    assert not ana.errors
    async with payoff.database.reading(payoff.workspace_id) as session:
        assert (await metrics.get(session, 1)).control_id == 600


async def test_where_the_release_was_cancelled_meanwhile_the_menu_offers_what_there_is(payoff, ana, wide):
    await ana.type("#checkout", "/release schedule REL-1 next friday")
    async with payoff.database.writing(payoff.workspace_id) as session:
        (await releases.get(session, 1)).state = "cancelled"

    assert "Visits 600 (OUT-600)" in await offered(ana, "Outcome", "600")
