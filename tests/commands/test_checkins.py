"""Look again after shipping: asked at the team's hour, filled in, answered with one tap, and never asked in vain."""

from datetime import UTC, datetime

from tests.commands.looks import asks
from tests.playing import card_of, define_metric, plan_release, schedule, ship, shipped_release


async def test_shipping_plans_three_looks_once_and_says_when(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    (shipped,) = await ana.type("#checkout", "/release ship REL-1")
    (due,) = await ana.type("#checkout", "/value check-ins")

    assert "10 Mar" in shipped.words
    assert "2 Apr" in shipped.words
    assert "1 Jun" in shipped.words
    assert due.words.count("One-page checkout") == 3


async def test_a_look_is_asked_at_nine_on_the_teams_wall_even_after_the_clocks_changed(payoff, ana, measured):
    await payoff.advance(to=datetime(2026, 4, 2, 6, 59, tzinfo=UTC))
    before = len(asks(ana))

    await payoff.advance(to=datetime(2026, 4, 2, 7, 0, tzinfo=UTC))

    assert len(asks(ana)) == before + 1


async def test_a_look_arrives_filled_in_and_one_tap_answers_it(payoff, ana, measured):
    await payoff.advance(days=7)
    (ask,) = asks(ana)
    assert "without the release we would expect 3.8 %" in ask.words
    # Six readings since, the newest of 9 March: 4.35 on average, against 3.8.
    assert "+0.55 pt" in ask.words
    assert "promised was +0.5 pt" in ask.words

    await ana.click("Confirm: hit")
    await payoff.settle()

    (ask,) = asks(ana)
    assert "Hit, verified, says @Ana Ruiz" in ask.words
    assert "[Confirm: hit]" not in ask.words
    assert "hit, verified" in card_of(ana).words


async def test_a_look_shows_its_picture(payoff, ana, measured):
    await payoff.advance(days=7)

    (ask,) = asks(ana)

    (image,) = [block for block in ask.blocks if block["type"] == "image"]
    assert image["slack_file"]["id"]
    assert "Checkout conversion: 4.4 % on 9 Mar 2026" in image["alt_text"]
    # The path without the release, with its range; the readings before are 3.8 on average, 0.07 apart.
    assert "without the release 3.8" in image["alt_text"]
    assert ", 95 times of 100); REL-1 on 3 Mar 2026" in image["alt_text"]


async def test_a_second_answer_is_refused_in_private(payoff, ana, measured):
    await payoff.advance(days=7)
    (ask,) = asks(ana)
    await ana.click("Confirm: hit")

    new = await ana.click("Confirm: hit", in_=ask)

    assert all(message.ephemeral for message in new)
    assert "answered this already" in new[-1].words or "answered already" in new[-1].words
    await payoff.settle()
    assert len(asks(ana)) == 1


async def test_only_the_releases_people_answer_and_others_are_told_whose_it_is(payoff, ana, chloe, measured):
    await payoff.advance(days=7)
    (ask,) = asks(chloe)

    (answer,) = await chloe.click("Confirm: hit", in_=ask)

    assert answer.ephemeral
    assert "can answer for One-page checkout" in answer.words
    await payoff.settle()
    assert "[Confirm: hit]" in asks(ana)[0].words


async def test_without_evidence_an_answer_is_claimed_and_counts_for_no_money(payoff, ana, eva):
    await shipped_release(payoff, ana, worth="$120k")
    await payoff.advance(days=7)
    await ana.click("Edit…")
    await ana.choose("What came of it?", "Hit")
    await ana.fill("Checkout conversion now", "4.4 %")
    await ana.submit()

    (value,) = await eva.type("#checkout", "/value REL-1")

    assert "hit, claimed" in value.words
    assert "$0 evidenced" in value.words


async def test_with_evidence_an_answer_is_verified_and_counts(payoff, ana, eva):
    await shipped_release(payoff, ana, worth="$120k")
    await payoff.advance(days=7)
    await ana.click("Edit…")
    await ana.choose("What came of it?", "Hit")
    await ana.fill("Checkout conversion now", "4.3 %")
    await ana.fill("Evidence", "https://dashboards.example/checkout")
    await ana.fill("What did you learn?", "One page is enough")
    await ana.choose("What follows?", "Scale it")
    await ana.submit()
    await payoff.settle()

    (value,) = await eva.type("#checkout", "/value REL-1")

    assert "claimed" not in value.words
    # 120,000 a year × 7 days ÷ 365, all of what was promised.
    assert "$2.3k evidenced" in value.words
    assert "One page is enough" in asks(ana)[0].words
    assert "scale" in asks(ana)[0].words.casefold()


async def test_an_edit_keeps_the_old_answer_and_says_why(payoff, ana, measured):
    await payoff.advance(days=7)
    await ana.click("Confirm: hit")
    await payoff.settle()
    await ana.click("Change…")
    await ana.choose("What came of it?", "Partly")
    await ana.submit()
    assert "Why does the answer change?" in ana.errors
    await ana.fill("Why does the answer change?", "Half of it came from the campaign")
    await ana.submit()
    await payoff.settle()

    async with payoff.database.reading(payoff.workspace_id) as session:
        from storage import checkins, history, verdicts

        (look, *_) = await checkins.of_release(session, 1)
        editions = await verdicts.of_checkin(session, look.pk)
        changes = await history.changes_of(session, "checkin", look.pk, what="verdict")

    assert [verdict.verdict for verdict in editions] == ["partly", "hit"]
    assert changes[0].old == "hit, verified"
    assert changes[0].new == "partly, verified; proposed: hit"
    assert changes[0].why == "Half of it came from the campaign"
    assert "Partly, verified" in asks(ana)[0].words


async def test_nobody_is_asked_about_a_closed_outcome(payoff, ana, measured):
    await ana.type("#checkout", "/outcome close OUT-1")
    await ana.fill("Why?", "Sold the shop")
    await ana.submit()
    await ana.close()

    await payoff.advance(days=40)

    assert asks(ana) == []


async def test_a_paused_outcome_is_skipped_until_it_is_opened_again(payoff, ana, measured):
    await ana.type("#checkout", "/outcome pause OUT-1")
    await ana.fill("Why?", "Waiting for the audit")
    await ana.submit()
    await ana.close()
    await payoff.advance(days=10)
    assert asks(ana) == []
    await ana.type("#checkout", "/outcome reopen OUT-1")

    await payoff.advance(days=25)

    assert len(asks(ana)) == 1


async def test_two_looks_of_one_hour_are_one_message(payoff, ana, measured):
    await plan_release(ana, "Guest checkout")
    await ana.type("#checkout", "/release schedule REL-2 5 Mar")
    await ana.choose("Outcome", "Fewer people give up while paying (OUT-1)")
    await ana.fill("How much of it will this release move?", "0.1, 0.2, 0.3")
    await ana.choose("Why now?", "It is ready and worth it")
    await ana.submit()
    assert ana.modal is None, ana.errors
    await ship(payoff, ana, "REL-2")

    await payoff.advance(days=7)

    messages = [m for m in ana.messages("#checkout") if "pay off?" in m.words]
    assert len(messages) == 1
    assert "One-page checkout" in messages[0].words
    assert "Guest checkout" in messages[0].words


async def test_a_look_without_any_reading_is_never_a_rating(payoff, ana):
    await define_metric(ana, value="")
    await plan_release(ana)
    await schedule(ana)
    await ship(payoff, ana)

    await payoff.advance(days=7)

    (ask,) = asks(ana)
    assert "no reading since" in ask.words
    for rating in ("Confirm: hit", "Confirm: missed", "Confirm: partly"):
        assert rating not in ask.words


async def test_moving_the_shipping_day_moves_the_looks_that_are_to_come(payoff, ana, measured):
    await ana.type("#checkout", "/release ship REL-1 1 Mar")

    (due,) = await ana.type("#checkout", "/value check-ins")

    assert "Mon 9 Mar" in due.words
    assert due.words.count("One-page checkout") == 3


async def test_why_shows_formula_rows_in_and_version(payoff, ana, measured):
    await payoff.advance(days=7)

    await ana.click("Why?")

    words = ana.screen()
    assert "after − before" in words
    assert "readings" in words
    assert "v1" in words


async def test_a_release_that_shipped_long_ago_is_asked_about_once(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await ana.type("#checkout", "/release ship REL-1 1 Oct 2025")

    await payoff.settle()

    (ask,) = asks(ana)
    assert "3 of 3" in ask.words
