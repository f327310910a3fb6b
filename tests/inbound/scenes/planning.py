"""Play what is done while planning: metrics, alerts, outcomes, the gate, releases."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.inbound.scenes.scene import people, scene
from tests.playing import card_of, define_metric, fill_outcome, plan_release, schedule

# The first row of a large file.
FIRST_ROW = datetime(2025, 1, 1, tzinfo=UTC)


@scene(
    "/metric new", "view metric_new", "/metric record", "view metric_record", "/metric import", "view metric_import",
    "/metric edit", "action metric_edit", "view metric_edit",
    "/metric archive", "/metric restore", "action metric_restore",
)  # fmt: skip
async def metrics(payoff: Any) -> AsyncIterator[None]:
    """Define a metric, record it in words and in a form, import rows, change it, put it away and take it back."""
    ana, _, _ = people(payoff)
    await define_metric(ana)
    yield
    await payoff.advance(hours=1)
    await ana.type("#checkout", "/metric record Checkout conversion 4.1 %")
    yield
    await ana.type("#checkout", "/metric record Checkout conversion 4.3 %")
    yield
    await ana.type("#checkout", "/metric record Checkout conversion")
    yield
    await ana.fill("Value", "4.4 %")
    await ana.fill("When", "1 Mar")
    await ana.submit()
    yield
    await ana.close_all()
    await ana.type("#checkout", "/metric import Checkout conversion")
    await ana.fill("Or paste rows", "2026-02-01, 3.9\n2026-02-02, 4.0")
    await ana.submit()
    yield
    await ana.close_all()
    await ana.type("#checkout", "/metric import Checkout conversion\n2026-02-03, 4.0")
    yield
    await ana.type("#checkout", "/metric import Checkout conversion")
    await ana.choose("CSV file", ana.pick_file("large.csv", large()))
    await ana.submit()
    yield
    await ana.close_all()
    await ana.type("#checkout", "/metric edit Checkout conversion")
    await ana.fill("Hours until a reading is complete", "48")
    await ana.fill("Why does it change?", "Payments settle overnight")
    await ana.submit()
    yield
    await ana.close_all()
    await ana.type("#checkout", "/metric show Checkout conversion")
    await ana.click("Edit…")
    yield
    await ana.close_all()
    await ana.type("#checkout", "/metric archive Checkout conversion")
    yield
    await ana.click("Undo")
    yield
    await ana.type("#checkout", "/metric archive Checkout conversion")
    await ana.type("#checkout", "/metric restore Checkout conversion")
    yield


def large() -> bytes:
    """A file that is too large to be read while someone waits."""
    rows = (f"{FIRST_ROW + timedelta(hours=hour):%Y-%m-%d %H:%M},{hour % 97}" for hour in range(6000))
    return "\n".join(["date,value", *rows]).encode()


@scene("/metric alert", "view alert_draw", "action alert_open", "action alert_off", "action metric_record_open")
async def alerts(payoff: Any) -> AsyncIterator[None]:
    """Draw lines, cross one, turn them off; and record from the message that a reading is missing."""
    ana, ben, _ = people(payoff)
    await define_metric(ana)
    await ana.type("#checkout", "/metric alert Checkout conversion < 3 %")
    yield
    await payoff.advance(hours=1)
    await ana.type("#checkout", "/metric record Checkout conversion 2.9 %")
    yield
    await ana.type("#checkout", "/metric show Checkout conversion")
    await ana.click("Be told…")
    yield
    await ana.choose("When it", "rises above")
    await ana.fill("Line", "5")
    await ana.submit()
    yield
    await ana.close_all()
    await payoff.advance(days=20)
    silent = next(m for m in ana.messages("#checkout") if "has had no reading" in m.words)
    await ana.click("Record a reading…", in_=silent)
    yield
    await ana.close_all()
    await ben.type("#checkout", "/metric alerts")
    await ben.click("Turn off")
    yield
    await ana.type("#checkout", "/metric alert Checkout conversion off")
    yield


@scene(
    "/outcome new", "action outcome_metric", "view outcome_new", "/outcome edit", "view outcome_edit", "/outcome pause",
    "/outcome milestone", "/outcome reopen", "/outcome close", "view outcome_close", "action outcome_edit",
    "action outcome_reopen",
)  # fmt: skip
async def outcomes(payoff: Any) -> AsyncIterator[None]:
    """Write an outcome, change, pause, close and reopen it."""
    ana, _, eva = people(payoff)
    await define_metric(ana)
    await ana.type("#checkout", "/outcome new Fewer people give up")
    await ana.choose("What kind of outcome is it?", "A business outcome")
    await ana.choose("What does it move?", "Revenue")
    await ana.choose("Which number moves?", "A new one…")
    yield
    await ana.choose("Which number moves?", "Checkout conversion")
    yield
    await ana.fill("Where is it today?", "3.8")
    await ana.fill("Where should it be?", "4.5")
    await ana.submit()
    yield
    await ana.close_all()
    await ana.type("#checkout", "/outcome edit OUT-1")
    yield
    await ana.fill("Where should it be?", "4.6")
    await ana.fill("Why does it change?", "We saw more")
    await ana.submit()
    yield
    await ana.close_all()
    await ana.type("#checkout", "/outcome milestone OUT-1 4.1 by 30 Jun")
    yield
    await ana.type("#checkout", "/outcome show OUT-1")
    await ana.click("Edit…")
    yield
    await ana.close_all()
    await ana.type("#checkout", "/outcome pause OUT-1")
    await ana.fill("Why?", "Others matter more")
    await ana.submit()
    yield
    await ana.close_all()
    await eva.type("#checkout", "/outcome reopen OUT-1")
    yield
    await ana.type("#checkout", "/outcome close OUT-1")
    await ana.fill("Why?", "It is reached")
    await ana.submit()
    yield
    await ana.click("Undo")
    yield


@scene(
    "/release plan", "view release_plan", "/release schedule", "action gate_answer", "action gate_outcome",
    "action gate_metric", "action gate_why", "view gate_submit", "/release promise", "action release_schedule",
    "shortcut plan_release",
)  # fmt: skip
async def gate(payoff: Any) -> AsyncIterator[None]:
    """Plan releases, and answer the question."""
    ana, ben, _ = people(payoff)
    await define_metric(ana)
    await plan_release(ana)
    yield
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    yield
    await ana.choose("This release delivers", "Maintenance: it keeps things running")
    yield
    await ana.choose("This release delivers", "An outcome")
    await fill_outcome(ana)
    await ana.choose("What is it worth?", "Example: support cases take less time")
    yield
    await ana.click("Why these numbers?")
    yield
    await ana.close()
    await ana.choose("Why now?", "It is ready and worth it")
    await ana.submit()
    yield
    await ben.shortcut("Plan a release")
    await ben.fill("Name", "Guest checkout")
    await ben.choose("Channel", "#checkout")
    await ben.submit()
    yield
    await ana.type("#checkout", "/release promise REL-2")
    yield
    await ana.close_all()
    await ana.click("Schedule…", in_=card_of(ana, "Guest checkout"))
    yield


@scene(
    "/release edit", "view release_edit", "/release owner", "view release_owner", "/release follow", "/release delay",
    "/release unfollow",

    "view release_delay", "action release_delay", "action release_more", "/release cancel", "view release_cancel",
    "action release_restore", "/release ship", "action release_ship", "action criterion_agree", "action run",
    "action criterion_discuss", "action release_criteria", "view release_criteria", "action share",
)  # fmt: skip
async def release(payoff: Any) -> AsyncIterator[None]:
    """Change all of a release, agree on what makes it good enough, call it off, take that back, ship it."""
    ana, ben, eva = people(payoff)
    await define_metric(ana)
    await plan_release(ana, Good_enough_to_release_when="Load test passes")
    await ana.type("#checkout", "/release criteria REL-1")
    await ana.click("Agree")
    yield
    await ana.click("Discuss")
    yield
    await ana.click("Change the list…")
    await ana.submit()
    yield
    await ana.close_all()
    await schedule(ana)
    yield
    await eva.type("#checkout", "/release follow REL-1")
    yield
    await eva.type("#checkout", "/release unfollow REL-1")
    yield
    await ben.type("#checkout", "/release follow REL-1")
    yield
    await ana.type("#checkout", "/release edit REL-1")
    await ana.fill("What ships", "One page instead of four")
    await ana.submit()
    yield
    await ana.type("#checkout", "/release owner REL-1 @ben")
    await ana.submit()
    yield
    await ben.click("Hand over…", in_=card_of(ben))
    await ben.choose("Owner", "Ana Ruiz")
    await ben.submit()
    yield
    await ana.type("#checkout", "/release delay REL-1")
    await move(ana, "2026-04-20")
    yield
    await ben.click("Follow or stop following", in_=card_of(ben))
    yield
    await ana.click("Delay…", in_=card_of(ana))
    await move(ana, "2026-04-21")
    yield
    await ana.type("#checkout", "/release cancel REL-1")
    await ana.fill("Why?", "Others matter more")
    await ana.submit()
    yield
    await ana.click("Restore", in_=card_of(ana))
    yield
    await ana.close_all()
    await ana.type("#checkout", "/release list")
    await ana.click("Share to channel")
    yield
    await ana.type("#checkout", "/payoff help")
    await ana.click("More", near="/outcome")
    yield
    await ana.click("Mark shipped", in_=card_of(ana))
    yield
    await ana.type("#checkout", "/release ship REL-1 yesterday 17:00")
    yield


async def move(person: Any, day: str) -> None:
    """Fill in the form that moves a release."""
    await person.choose("Window begins", day)
    await person.choose("Window ends", day)
    await person.choose("Why does it move?", "Risk")
    await person.submit()
    assert not person.errors, person.errors
