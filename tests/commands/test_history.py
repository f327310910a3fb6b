"""Live a whole life by typing and clicking: every change is kept, with who, what, from what to what, and why."""

import pytest
from sqlmodel import select

from storage.history import Change
from tests.commands.test_settings import saved
from tests.playing import define_metric, plan_release, schedule, shipped_release

ANA, BEN = "U0ANA", "U0BEN"


@pytest.fixture
def changes(payoff):
    """What was written into history since it was last asked: subject, what, old, new, why, who."""
    seen = 0

    async def since():
        nonlocal seen
        async with payoff.database.reading(payoff.workspace_id) as session:
            found = (await session.exec(select(Change).order_by(Change.id))).all()
        new, seen = found[seen:], len(found)
        return [(c.subject, c.what, c.old, c.new, c.why, c.who) for c in new]

    return since


async def changed(person, command, **fields):
    """Change something with a form; `fields` are labels with underscores for spaces."""
    await person.type("#checkout", command)
    for label, value in fields.items():
        (label,) = [name for name in person.labels() if name.rstrip("?") == label.replace("_", " ")]
        await person.choose(label, value)
    await person.submit()
    assert not person.errors, person.errors
    await person.close_all()


async def test_what_was_defined_promised_and_scheduled_is_kept(ana, changes):
    await define_metric(ana)
    await plan_release(ana, Good_enough_to_release_when="Load test passes")
    await ana.type("#checkout", "/release criteria REL-1")
    await ana.click("Agree")
    await schedule(ana)

    assert await changes() == [
        ("metric", "metric", "", "Checkout conversion", "", ANA),
        ("release", "state", "", "draft", "", ANA),
        ("release", "criterion “Load test passes”", "open", "agreed", "", ANA),
        ("outcome", "outcome", "", "Fewer people give up while paying", "", ANA),
        ("promise", "promise", "", "Checkout conversion +0.5 pt", "", ANA),
        ("release", "promise", "", "Checkout conversion +0.5 pt", "", ANA),
        ("release", "state", "draft", "scheduled", "", ANA),
        ("release", "window", "", "2026-03-05", "", ANA),
        ("release", "why now", "", "ready", "", ANA),
    ]


async def test_what_was_planned_otherwise_is_kept_with_the_reason(payoff, ana, ben, changes):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await changes()

    await changed(ana, "/release edit REL-1", Name="One-step checkout")
    await changed(
        ana, "/release delay REL-1", Window_begins="2026-03-04", Window_ends="2026-03-04", Why_does_it_move="Risk"
    )
    await changed(ana, "/release owner REL-1", Owner="Ben Okafor")
    await changed(ben, "/outcome edit OUT-1", Where_should_it_be="4.6", Why_does_it_change="More is possible")
    await changed(ben, "/release cancel REL-1", Why="Budget")
    await payoff.settle()
    await ben.click("Restore")

    assert await changes() == [
        ("release", "name", "One-page checkout", "One-step checkout", "", ANA),
        ("release", "window", "2026-03-05", "2026-03-04", "risk", ANA),
        ("release", "owner", ANA, BEN, "", ANA),
        ("outcome", "target", "4.5 %", "4.6 %", "More is possible", BEN),
        ("release", "state", "scheduled", "cancelled", "Budget", BEN),
        ("release", "state", "cancelled", "scheduled", "restored", BEN),
    ]


async def test_what_shipped_was_put_off_answered_and_answered_otherwise_is_kept(payoff, ana, changes):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await payoff.advance(days=1)
    await changes()

    await ana.type("#checkout", "/release ship REL-1")
    await ana.type("#checkout", "/release ship REL-1 today 09:00")
    await payoff.advance(days=8)
    await ana.choose("Ask me later", "In an hour")
    await ana.choose("Ask me later", "Tomorrow")
    await ana.click("Edit…")
    await ana.choose("What came of it?", "Hit")
    await ana.submit()
    await payoff.settle()
    await ana.click("Change…")
    await ana.choose("What came of it?", "Missed")
    await ana.fill("Evidence", "https://dashboards.example/checkout")
    await ana.fill("Why does the answer change?", "The export was wrong")
    await ana.submit()

    assert await changes() == [
        ("promise", "state", "open", "frozen", "", ANA),
        ("release", "state", "scheduled", "shipped", "", ANA),
        ("release", "shipped", "2026-03-04T10:00:00+01:00", "2026-03-04T09:00:00+01:00", "", ANA),
        ("release", "state", "shipped", "reviewing", "", ""),
        ("checkin", "asked again", "", "2026-03-12T10:00+00:00", "", ANA),
        ("checkin", "asked again", "2026-03-12T10:00+00:00", "2026-03-13T08:00+00:00", "", ANA),
        ("checkin", "verdict", "", hit := "hit, claimed; proposed: too early", "", ANA),
        ("checkin", "verdict", hit, "missed, verified; proposed: too early", "The export was wrong", ANA),
    ]


async def test_what_was_skipped_paused_opened_closed_and_set_is_kept(payoff, ana, changes):
    await shipped_release(payoff, ana)
    await payoff.advance(days=7)
    await changes()

    await ana.choose("Ask me later", "Skip this one…")
    await ana.fill("Why?", "The numbers come late")
    await ana.submit()
    await changed(ana, "/outcome pause OUT-1", Why="A freeze")
    await ana.type("#checkout", "/outcome reopen OUT-1")
    await changed(ana, "/outcome close OUT-1", Why="Reached")
    await saved(ana, Currency="GBP")

    assert await changes() == [
        ("checkin", "state", "asked", "skipped", "The numbers come late", ANA),
        ("outcome", "state", "open", "paused", "A freeze", ANA),
        ("outcome", "state", "paused", "open", "", ANA),
        ("outcome", "state", "open", "closed", "Reached", ANA),
        ("team", "currency", "USD", "GBP", "", ANA),
    ]
