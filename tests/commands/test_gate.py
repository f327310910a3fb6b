"""Hold releases to the question: on every route, without losing what was typed."""

import pytest

from storage.metrics import Metric
from tests.commands.past import past_promise, rows
from tests.playing import card_of, define_metric, fill_outcome, plan_release, schedule

QUESTION = "What outcome will this release deliver?"


@pytest.fixture
async def planned(payoff, ana):
    """A metric, and a release that nobody has said anything of."""
    await define_metric(ana)
    await plan_release(ana)
    await payoff.settle()


async def test_scheduling_without_an_outcome_asks_exactly_the_question_and_schedules_nothing(payoff, ana, planned):
    await ana.type("#checkout", "/release schedule REL-1 2026-03-05")

    assert ana.modal is not None
    assert QUESTION in ana.screen().splitlines()
    await payoff.settle()
    assert "draft" in card_of(ana).words
    assert "5 Mar" not in card_of(ana).words


async def test_closing_the_question_leaves_the_release_without_a_date(payoff, ana, planned):
    await ana.type("#checkout", "/release schedule REL-1 2026-03-05")

    await ana.close()

    await payoff.settle()
    assert "draft" in card_of(ana).words


async def test_an_answer_schedules_and_the_card_shows_the_promise_before_the_date(payoff, ana, planned):
    await schedule(ana, worth="€120k")

    await payoff.settle()
    words = card_of(ana).words
    assert words.index("3.8 % → 4.5 %") < words.index("Thu 5 Mar")
    assert "+0.5 pt (0.2 to 0.8), 60 % sure" in words
    assert "€120k a year" in words
    assert "scheduled" in words


async def test_the_button_on_the_card_asks_the_question_too(ana, planned):
    await ana.click("Schedule…")

    assert QUESTION in ana.screen()


async def test_the_weekly_review_asks_the_question_with_a_button(payoff, ana, planned):
    (review,) = await ana.type("#checkout", "/release review")

    assert QUESTION in review.words
    await ana.click("Say it…")
    assert QUESTION in ana.screen()


@pytest.mark.parametrize(
    ("label", "field", "typed", "says"),
    [
        ("Where should it be?", "target", "3.8", "there is nothing to move"),
        ("Where should it be?", "target", "12 apples", "apples"),
        ("Where is it today?", "baseline", "nan", "number"),
        ("How much of it will this release move?", "size", "0.8, 0.5, 0.2", "out of order"),
        ("How much of it will this release move?", "size", "-0.2, -0.5, -0.8", "wrong way"),
        ("By when?", "due", "2026-03-02", "come already"),
    ],
)
async def test_a_wrong_field_is_named_at_its_place_and_nothing_typed_is_lost(ana, planned, label, field, typed, says):
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await fill_outcome(ana, **{field: typed})
    await ana.choose("Why now?", "It is ready and worth it")

    await ana.submit()

    assert says in ana.errors[label]
    assert "Fewer people give up while paying" in ana.screen()


async def test_a_release_gets_no_date_without_a_why_now(payoff, ana, planned):
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await fill_outcome(ana)

    await ana.submit()

    assert ana.modal is not None
    await payoff.settle()
    assert "draft" in card_of(ana).words


async def test_a_refused_form_saves_neither_metric_nor_outcome(ana, planned):
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await fill_outcome(ana, size="a lot")
    await ana.choose("Why now?", "It is ready and worth it")
    await ana.submit()
    await ana.close()

    (listed,) = await ana.type("#checkout", "/outcome list")

    assert "Fewer people" not in listed.words


async def test_maintenance_is_exempt_with_a_reason_and_counted_apart(payoff, ana, planned):
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await ana.choose("This release delivers", "Maintenance: it keeps things running")
    await ana.fill("What has to be kept running?", "PostgreSQL 12 loses support")
    await ana.choose("Why now?", "A date outside our control")
    await ana.submit()
    assert ana.modal is None, ana.errors
    await payoff.advance(days=2)
    await ana.type("#checkout", "/release ship REL-1")

    (summary,) = await ana.type("#checkout", "/value this quarter")

    assert "maintenance exempted: 1 of 1 releases" in summary.words


async def test_only_a_role_passes_a_gate_that_blocks_and_the_card_keeps_who_and_why(payoff, ana, ben, planned):
    await ana.type("#checkout", "/payoff settings")
    await ana.choose("Who may pass the gate without an outcome", ["Ben Okafor"])
    await ana.choose("Who may schedule and ship", ["Ana Ruiz", "Ben Okafor"])
    await ana.submit()
    await ana.close()

    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    assert "No outcome: schedule it all the same" not in ana.screen()
    await ana.close()
    await ben.type("#checkout", "/release schedule REL-1 5 Mar")
    await ben.choose("This release delivers", "No outcome: schedule it all the same")
    await ben.fill("Why without an outcome?", "The fair is on Thursday")
    await ben.choose("Why now?", "A date outside our control")
    await ben.submit()

    assert ben.modal is None, ben.errors
    await payoff.settle()
    assert "scheduled" in card_of(ana).words
    assert "The fair is on Thursday" in card_of(ana).words
    assert "@Ben Okafor" in card_of(ana).words


async def test_a_gate_that_blocks_offers_no_way_around_where_nobody_was_given_the_role(ana, planned):
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")

    assert "No outcome: schedule it all the same" not in ana.screen()


async def test_a_gate_that_warns_lets_pass_with_a_reason(payoff, ana, planned):
    await ana.type("#checkout", "/payoff settings")
    await ana.choose("Without an outcome", "It gets one, with a warning")
    await ana.submit()
    await ana.close()

    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await ana.choose("This release delivers", "No outcome: schedule it all the same")
    await ana.fill("Why without an outcome?", "A trial")
    await ana.choose("Why now?", "Our own deadline")
    await ana.submit()

    await payoff.settle()
    assert "scheduled" in card_of(ana).words


async def test_too_few_agreed_criteria_keep_a_release_from_being_scheduled_and_are_named(payoff, ana):
    await define_metric(ana)
    await plan_release(ana, "Slow search", Good_enough_to_release_when="Load test passes\nSupport is briefed")
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await fill_outcome(ana)
    await ana.choose("Why now?", "It is ready and worth it")

    await ana.submit()

    assert "Load test passes" in ana.screen()
    await ana.close_all()
    await payoff.settle()
    assert "draft" in card_of(ana, "Slow search").words


async def test_someone_who_may_not_schedule_is_refused_in_private(payoff, ana, chloe, planned):
    seen = len(ana.messages("#checkout"))

    (answer,) = await chloe.type("#checkout", "/release schedule REL-1 5 Mar")

    assert answer.ephemeral
    assert "You may not schedule One-page checkout" in answer.words
    assert len(ana.messages("#checkout")) == seen


async def test_a_form_submitted_after_the_release_was_cancelled_changes_nothing(payoff, ana, planned):
    other = payoff.slack.as_("ana")
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await fill_outcome(ana)
    await ana.choose("Why now?", "It is ready and worth it")
    async with payoff.database.writing(payoff.workspace_id) as session:
        from storage import releases

        release = await releases.by_number(session, 1)
        release.state = "cancelled"
        session.add(release)

    await ana.submit()

    assert "cancelled" in ana.screen()
    assert other is not None


async def test_a_date_that_has_passed_is_refused_where_it_was_typed(ana, planned):
    (answer,) = await ana.type("#checkout", "/release schedule REL-1 2026-03-02")

    assert answer.ephemeral
    assert "has passed" in answer.words
    assert ana.modal is None


async def test_an_ambiguous_date_is_refused_with_both_readings(ana, planned):
    (answer,) = await ana.type("#checkout", "/release schedule REL-1 12/01/2027")

    assert "12 Jan 2027" in answer.words
    assert "1 Dec 2027" in answer.words


async def test_a_window_keeps_its_confidence_and_echoes_in_full(ana, planned):
    await ana.type("#checkout", "/release schedule One-page checkout 3-14 Apr, medium")

    assert "3–14 Apr" in ana.screen()
    assert "Europe/Berlin" in ana.screen()
    assert "Medium" in ana.screen()


async def test_past_promises_on_the_metric_are_told_while_promising(payoff, ana, planned):
    await schedule(ana)
    await ana.type("#checkout", "/release ship REL-1")
    await payoff.advance(days=8)
    await ana.click("Edit…")
    await ana.choose("What came of it?", "Missed")
    await ana.fill("What did you learn?", "Nobody found the button")
    await ana.submit()
    await plan_release(ana, "Guest checkout")

    await ana.type("#checkout", "/release schedule REL-2 1 Apr")
    await ana.choose("Outcome", "Fewer people give up while paying (OUT-1)")

    assert "0 hit, 0 partly, 1 missed" in ana.screen()
    assert "One-page checkout" in ana.screen()
    assert "Nobody found the button" in ana.screen()


async def shipped_with_a_promise_on(payoff, ana, key, name, metric, outcome):
    """A release that shipped, with a promise of its own."""
    await plan_release(ana, name)
    await schedule(ana, key, metric=metric, name=outcome)
    await ana.type("#checkout", f"/release ship {key}")


@pytest.mark.parametrize(
    ("words", "metric", "remembers"),
    [
        ("Quicker answers for support", "Checkout conversion", "Guest checkout"),
        ("Invoices reach their readers in time", "Signups", "Invoices by mail"),
        ("Quicker answers for support", "Signups", ""),
    ],
    ids=["same metric", "alike words", "neither"],
)
async def test_what_is_remembered_is_of_the_same_metric_or_in_alike_words(
    payoff, ana, planned, words, metric, remembers
):
    for name in ("Open invoices", "Signups"):
        await define_metric(ana, name, value="3.8")
    await shipped_with_a_promise_on(payoff, ana, "REL-2", "Guest checkout", "Checkout conversion", "Nobody gives up")
    await shipped_with_a_promise_on(
        payoff, ana, "REL-3", "Invoices by mail", "Open invoices", "Invoices reach readers in time"
    )
    await ana.type("#checkout", "/outcome new")
    await ana.fill("What gets better, and for whom?", words)
    await ana.choose("What kind of outcome is it?", "A customer's problem solved")
    await ana.choose("What does it move?", "Revenue")
    await ana.choose("Which number moves?", metric)
    await ana.fill("Where is it today?", "3.8")
    await ana.fill("Where should it be?", "4.5")
    await ana.choose("By when?", "2026-09-30")
    await ana.submit()
    assert not ana.errors, ana.errors
    await ana.close_all()
    await plan_release(ana, "Zebra")

    await ana.type("#checkout", "/release schedule REL-4 1 Apr")
    await ana.choose("Outcome", f"{words} (OUT-3)")

    assert ("promised something like this" in ana.screen()) == bool(remembers)
    assert f"Closest: {remembers}" in ana.screen() if remembers else "Closest" not in ana.screen()


async def test_what_several_that_missed_have_learned_is_told_where_the_next_is_promised(payoff, ana, planned):
    now = payoff.clock.now
    async with payoff.database.writing(payoff.workspace_id) as session:
        metric = (await rows(session, Metric))[0]
        for number, word in ((11, "hit"), (12, "missed"), (13, "missed")):
            await past_promise(session, 1, number, word=word, metric_id=metric.pk, learned="No onboarding", at=now)

    await ana.type("#checkout", "/release schedule REL-1 1 Apr")
    await ana.choose("Outcome", "A new one…")
    await ana.choose("Which number moves?", "Checkout conversion")

    assert (
        "Three releases promised something like this: 1 hit, 0 partly, 2 missed (both: No onboarding)." in ana.screen()
    )
    assert "Closest: Past" in ana.screen()
