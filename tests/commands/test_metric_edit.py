"""Change what a metric is: its words, whose it is, and from when on a reading counts."""

from datetime import timedelta

import pytest

from tests.commands.looks import asks, read_daily
from tests.commands.outcome_form import TARGET, write_outcome
from tests.commands.signalled import moves, near
from tests.playing import card_of, define_metric, plan_release, schedule, ship

WATERMARK, WHY = "Hours until a reading is complete", "Why does it change?"


async def change(person, name="Checkout conversion", why="Payments settle overnight", **fields):
    """Change a metric in its form; `fields` are labels with underscores for spaces."""
    await person.type("#checkout", f"/metric edit {name}")
    for label, text in fields.items():
        await person.fill(label.replace("_", " "), text)
    await person.fill(WHY, why)
    await person.submit()


async def wait_for(person, hours):
    """Let readings be complete only after so many hours."""
    await change(person, Hours_until_a_reading_is_complete=str(hours))
    assert not person.errors, person.errors
    await person.close_all()


async def said(person, asked):
    (answer,) = await person.type("#checkout", asked)
    return answer.words


async def test_every_change_is_kept_from_what_to_what_and_why(payoff, ana):
    await define_metric(ana, "Sign ups", unit="signups", value="120")
    await ana.type("#checkout", "/metric edit Sign ups")
    shown = ana.screen()
    await ana.fill("Name", "Signups a day")
    await ana.fill("Unit", "sign-ups")
    await ana.choose("Owner", "Ben Okafor")
    await ana.fill("Days until a reading is stale", "2")
    await ana.fill(WATERMARK, "48")
    await ana.fill(WHY, "Partners report late")

    await ana.submit()

    saved = ana.screen()
    assert "120" not in shown
    assert "Name: Sign ups → Signups a day: Partners report late" in saved
    assert "Unit: signups → sign-ups" in saved
    assert "Owner: @Ana Ruiz → @Ben Okafor" in saved
    assert "Fresh days: 7 → 2" in saved
    assert "Watermark hours: 0 → 48" in saved
    assert "From now on check-ins, outlooks, alerts and milestones leave out readings under 48 hours old." in saved
    await ana.close_all()
    words = await said(ana, "/metric show Signups a day")
    assert "120 sign-ups" in words
    assert "Watermark hours: 0 → 48: Partners report late (@Ana Ruiz)" in words
    assert "complete after 48 hours" in words


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("Name", "Signups", "There is a metric called Signups already."),
        ("Name", "REL-7", "looks like a key"),
        ("Unit", "EUR", "Its numbers are in %, and would mean something else."),
        ("Unit", "100", "would be read as part of a number"),
        (WHY, "\u200b\u2060", "Give it a reason."),
        (WHY, "No reason at all", "Nothing has changed."),
    ],
)
async def test_what_cannot_be_is_named_at_its_field_and_changes_nothing(payoff, ana, field, typed, says):
    await define_metric(ana, "Signups", unit="", value="")
    await define_metric(ana)
    await ana.type("#checkout", "/metric edit Checkout conversion")
    await ana.fill(WHY, "It was wrong")

    await ana.fill(field, typed)
    await ana.submit()

    assert says in ana.errors[field]
    await ana.close_all()
    assert "What changed" not in await said(ana, "/metric show Checkout conversion")


async def test_a_unit_may_be_mended_while_nothing_was_counted_in_it(payoff, ana):
    await define_metric(ana, value="")

    await change(ana, Unit="EUR")

    assert "Unit: % → EUR" in ana.screen()


async def test_a_form_that_shows_what_is_no_longer_so_saves_nothing(payoff, ana, ben):
    await define_metric(ana)
    await ben.type("#checkout", "/metric edit Checkout conversion")
    await change(ana, What_it_counts="Orders paid, of carts opened")

    await ben.fill(WATERMARK, "24")
    await ben.fill(WHY, "It comes each night")
    await ben.submit()

    assert "This has changed since the form was opened." in ben.screen() + str(ben.errors)
    assert "complete after" not in await said(ana, "/metric show Checkout conversion")


async def test_a_metric_that_is_stale_sooner_is_missed_sooner(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana, when="30 Jun")
    await change(ana, Days_until_a_reading_is_stale="2")
    await ana.close_all()

    await payoff.advance(days=4)

    assert [m for m in ana.messages("#checkout") if "has had no reading" in m.words]


async def half_full(payoff, ana, *, hours):
    """A release that moved its metric, of which the newest two days are still being filled up when it is looked at."""
    await define_metric(ana, value="")
    await read_daily(payoff, near(3.8, 60))
    await plan_release(ana)
    await schedule(ana)
    await ship(payoff, ana)
    if hours:
        await wait_for(ana, hours)
    await read_daily(payoff, [*near(4.4, 5), 2.1, 0.4], until=payoff.clock.now + timedelta(days=7))
    await payoff.advance(days=7)


async def test_a_check_in_leaves_out_what_is_still_being_filled_up_and_explains_it(payoff, ana):
    await half_full(payoff, ana, hours=48)

    (ask,) = asks(ana)
    assert "+0.6" in ask.words
    why = await said(ana, "/value explain effect REL-1")
    assert "Left out: 2 readings under 2 days old, too young to be complete" in why
    outlook = await said(ana, "/value explain outlook OUT-1")
    assert "65 days read" in outlook
    assert "Left out: readings under 2 days old, which are still being filled up" in outlook
    assert "Today 4.37 %" in await said(ana, "/outcome show OUT-1")


async def test_without_a_watermark_the_same_check_in_sees_a_fall(payoff, ana):
    await half_full(payoff, ana, hours=0)

    (ask,) = asks(ana)
    assert "+0.6" not in ask.words


async def test_an_answer_is_explained_by_the_watermark_it_was_measured_with(payoff, ana):
    await half_full(payoff, ana, hours=48)
    await ana.click("Confirm: hit", in_=asks(ana)[0])
    await payoff.settle()
    before = await said(ana, "/value explain effect REL-1")

    await payoff.advance(hours=1)
    await wait_for(ana, 0)

    assert await said(ana, "/value explain effect REL-1") == before
    assert "too young to be complete" in before


async def test_asof_a_day_before_it_changed_the_watermark_is_what_it_was(payoff, ana):
    await half_full(payoff, ana, hours=48)
    outlook, course = "/value explain OUT-1", "/value explain Checkout conversion"
    before = [await said(ana, f"{asked} asof 2026-03-10") for asked in (outlook, course)]
    await payoff.advance(days=1)

    await change(ana, Hours_until_a_reading_is_complete="0", Name="Conversion")
    await ana.close_all()

    after = [
        await said(ana, f"{outlook} asof 2026-03-10"),
        await said(ana, "/value explain Conversion asof 2026-03-10"),
    ]
    assert after == before
    assert "under 2 days old" in before[0]
    assert "under 2 days old" not in await said(ana, outlook)


async def test_a_promise_comes_to_no_harm_by_days_that_are_still_being_filled_up(payoff, ana):
    await half_full(payoff, ana, hours=48)
    await payoff.advance(days=1)

    assert not [m for m in ana.thread(card_of(ana)) if "the wrong way" in m.words]


async def test_a_line_is_crossed_and_a_milestone_passed_by_complete_readings_only(payoff, ana):
    await define_metric(ana, "Time to pay", unit="s", value="", direction="Down")
    await read_daily(payoff, [300.0] * 5, name="time to pay")
    await write_outcome(ana, **{"Which number moves?": "Time to pay", "Where is it today?": "300", TARGET: "200"})
    await ana.type("#checkout", "/outcome milestone OUT-1 250")
    await ana.type("#checkout", "/metric alert Time to pay < 150")
    await change(ana, "Time to pay", Hours_until_a_reading_is_complete="36", Days_until_a_reading_is_stale="1")
    await ana.close_all()

    async def after(values):
        await payoff.advance(days=1)
        await read_daily(payoff, values, name="time to pay")
        await payoff.settle()
        told = [m.words for m in ana.messages("#checkout") if not m.ephemeral and "below 150 s" in m.words]
        return told, "250 s passed: 100 s" in await said(ana, "/outcome show OUT-1")

    young = await after([300.0, 100.0])
    half_a_day_short = await after([100.0, 90.0])
    (told,), passed = await after([100.0, 95.0, 90.0])

    assert young == half_a_day_short == ([], False)
    assert told.startswith("Time to pay is 100 s, below 150 s")
    assert passed


async def test_a_metric_does_not_move_by_days_that_are_still_being_filled_up(payoff, ana):
    await define_metric(ana, value="")
    await read_daily(payoff, near(3.8, 60), until=payoff.clock.now - timedelta(days=1))
    await plan_release(ana)
    await schedule(ana, when="30 Jun")
    await wait_for(ana, 60)

    for _ in range(5):
        # Each day the two newest are half full; they are filled up by later readings of the same moments.
        await read_daily(payoff, [3.8, 3.79, 1.9, 0.9])
        await payoff.advance(days=1)

    assert moves(ana) == []
