"""Give releases windows with a confidence, move them with a reason, and show what ships when."""

import pytest

from tests.playing import card_of, define_metric, plan_release, schedule


@pytest.fixture
async def scheduled(payoff, ana):
    """A release with a window."""
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana, when="3-14 Apr, medium")
    await payoff.settle()


async def open_delay(person, **changed):
    """Fill in the form that moves a release."""
    await person.type("#checkout", "/release delay REL-1")
    values = {
        "Window begins": "2026-04-20",
        "Window ends": "2026-04-24",
        "Confidence": "Low",
        "Why does it move?": "Risk",
        "In your own words": "The auditor is ill",
    } | changed
    for label, value in values.items():
        if value:
            await person.choose(label, value)


async def test_a_moved_window_keeps_the_old_one_in_card_thread_and_history(payoff, ana, scheduled):
    assert "3–14 Apr, medium confidence" in card_of(ana).words
    await open_delay(ana)

    await ana.submit()
    await payoff.settle()

    assert ana.modal is None, ana.errors
    change = "3–14 Apr 2026 → 20–24 Apr 2026: risk: The auditor is ill"
    words = card_of(ana).words
    assert "20–24 Apr, low confidence" in words
    assert f"window moved {change}" in words
    note = ana.thread(card_of(ana))[-1].words
    assert f"Window: {change} (@Ana Ruiz)" in note
    assert "Confidence: medium → low" in note
    (shown,) = await ana.type("#checkout", "/release show REL-1")
    assert f"Tue 3 Mar 2026 Window: {change} (@Ana Ruiz)" in shown.words


@pytest.mark.parametrize(
    ("changed", "label", "says"),
    [
        ({"Window ends": "2026-04-19"}, "Window ends", "before it begins"),
        ({"Window begins": "2026-02-20", "Window ends": "2026-03-02"}, "Window begins", "has passed"),
        (
            {"Window begins": "2026-04-03", "Window ends": "2026-04-14", "Confidence": "Medium"},
            "Window begins",
            "the window it has",
        ),
        ({"Why does it move?": ""}, "Why does it move?", ""),
    ],
)
async def test_a_move_that_makes_no_sense_is_refused_at_its_field(payoff, ana, scheduled, changed, label, says):
    before = card_of(ana).words
    await open_delay(ana, **changed)

    await ana.submit()

    assert list(ana.errors) == [label]
    assert says in ana.errors[label]
    assert "The auditor is ill" in ana.screen()
    await payoff.settle()
    assert card_of(ana).words == before


async def test_only_a_release_with_a_window_can_be_moved_and_it_says_what_to_do(ana):
    await define_metric(ana)
    await plan_release(ana)

    (answer,) = await ana.type("#checkout", "/release delay REL-1")

    assert answer.ephemeral
    assert "One-page checkout is draft" in answer.words
    assert "/release schedule REL-1" in answer.words


async def test_a_release_is_not_shipped_ahead_of_time(payoff, ana, scheduled):
    (answer,) = await ana.type("#checkout", "/release ship REL-1 tomorrow")

    assert answer.ephemeral
    assert "still to come" in answer.words
    await payoff.settle()
    assert "scheduled" in card_of(ana).words


async def test_a_release_that_shipped_earlier_is_looked_at_from_that_day(payoff, ana, scheduled):
    (answer,) = await ana.type("#checkout", "/release ship REL-1 yesterday 17:00")
    await payoff.settle()

    assert "shipped Mon 2 Mar 2026 17:00, Europe/Berlin" in answer.words
    assert "Shipped\nMon 2 Mar" in card_of(ana).words
    assert "[Mark shipped]" not in card_of(ana).words


async def test_a_release_ships_from_its_card_and_says_when_it_is_looked_at(payoff, ana, scheduled):
    (answer,) = await ana.click("Mark shipped", in_=card_of(ana))
    await payoff.settle()

    assert answer.ephemeral
    assert "Payoff asks whether it paid off on Tue 10 Mar 2026" in answer.words
    assert "REL-1 · shipped" in card_of(ana).words


async def test_the_calendar_shows_windows_by_week_with_confidence_and_what_has_no_window_is_left_out(ana, scheduled):
    await plan_release(ana, "Guest checkout")
    await ana.type("#checkout", "/release schedule REL-2 11 Mar, high")
    await ana.choose("This release delivers", "Maintenance: it keeps things running")
    await ana.fill("What has to be kept running?", "PostgreSQL 12 loses support")
    await ana.choose("Why now?", "A date outside our control")
    await ana.submit()
    await plan_release(ana, "Slow search")

    (six_weeks,) = await ana.type("#checkout", "/release calendar")
    (april,) = await ana.type("#checkout", "/release calendar April")

    lines = six_weeks.words.splitlines()
    assert lines.index("Week of Mon 9 Mar 2026") < lines.index("Week of Mon 30 Mar 2026")
    assert "Wed 11 Mar: Guest checkout REL-2 · high confidence · maintenance" in lines
    assert "3–14 Apr: One-page checkout REL-1 · medium confidence" in lines
    assert "Slow search" not in six_weeks.words
    assert "Guest checkout" not in april.words
    assert "One-page checkout" in april.words


async def test_an_empty_calendar_says_so_with_its_days(ana, scheduled):
    (answer,) = await ana.type("#checkout", "/release calendar August")

    assert "Nothing has a window from Sat 1 Aug 2026 to Mon 31 Aug 2026." in answer.words


async def test_a_calendar_is_shared_with_everyone_in_the_channel(ana, ben, scheduled):
    await ana.type("#checkout", "/release calendar")
    await ana.click("Share to channel")

    shared = ben.messages("#checkout")[-1]
    assert not shared.ephemeral
    assert "3–14 Apr: One-page checkout REL-1" in shared.words


async def test_how_many_releases_a_deadline_drove_and_how_many_were_upkeep_is_told_as_a_share(payoff, ana, eva):
    whys = ["Our own deadline"] * 2 + ["A date outside our control"] + ["It is ready and worth it"] * 5
    for number, why in enumerate(whys, start=1):
        await plan_release(ana, f"Upgrade {number}")
        await ana.type("#checkout", f"/release schedule REL-{number} 5 Mar")
        await ana.choose("This release delivers", "Maintenance: it keeps things running")
        await ana.fill("What has to be kept running?", "PostgreSQL 12 loses support")
        await ana.choose("Why now?", why)
        await ana.submit()
        await ana.type("#checkout", f"/release ship REL-{number}")

    (value,) = await eva.type("#checkout", "/value this quarter")

    assert "driven by a deadline: 3 of 8 releases (38 %)" in value.words
    assert "maintenance exempted: 8 of 8 releases (100 %)" in value.words
