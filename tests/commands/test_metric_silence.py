"""Tell a team once in each silence that a number is not read any more which something hangs on."""

from datetime import timedelta

import pytest

from tests.playing import card_of, define_metric, plan_release, schedule, ship

RECORD = "/metric record Checkout conversion 3.9 %"


@pytest.fixture
async def promised(payoff, ana):
    """A release that promises to move Checkout conversion, which is fresh for seven days; Tuesday, 10:00."""
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana, when="30 Jun")
    await payoff.settle()


def said(person, channel="#checkout"):
    """What Payoff said of a missing reading."""
    return [m for m in person.messages(channel) if not m.ephemeral and "has had no reading" in m.words]


async def test_a_missing_reading_is_told_once_with_who_reads_it_and_what_hangs_on_it(payoff, ana, promised):
    await payoff.advance(days=7, hours=22)
    before = said(ana)

    await payoff.advance(days=40)

    assert before == []
    (told,) = said(ana)
    assert told.words.startswith("@Ana Ruiz: Checkout conversion has had no reading for seven days; one is due every 7")
    assert "One-page checkout REL-1 promises +0.5 pt" in told.words
    assert "Newest: 3.8 %, typed, Tue 3 Mar 2026 10:00, Europe/Berlin" in told.words


async def test_it_is_told_at_the_teams_hour_on_a_day_on_which_it_works(payoff, ana, promised):
    await payoff.advance(days=3)
    await ana.type("#checkout", RECORD)

    # Stale on Friday 13 March at 10:00; the team's next hour is Monday's.
    await payoff.advance(days=9, hours=22)
    before = said(ana)
    await payoff.advance(hours=2)

    assert before == []
    assert len(said(ana)) == 1


async def test_each_reading_moves_it_on_and_a_fresh_metric_is_never_spoken_of(payoff, ana, promised):
    for _ in range(12):
        await payoff.advance(days=6)
        await ana.type("#checkout", RECORD)

    await payoff.advance(days=6)

    assert said(ana) == []


async def test_the_next_silence_is_told_of_again(payoff, ana, promised):
    await payoff.advance(days=20)
    await ana.type("#checkout", RECORD)
    await payoff.advance(days=6)
    between = len(said(ana))

    await payoff.advance(days=20)

    assert between == 1
    assert len(said(ana)) == 2


async def test_a_reading_of_the_past_does_not_end_a_silence_nor_begin_another(payoff, ana, promised):
    await payoff.advance(days=40)

    await ana.type("#checkout", f"{RECORD} 25 Mar")
    await payoff.advance(days=40)

    assert len(said(ana)) == 1


async def test_a_reading_that_comes_at_the_last_moment_is_in_time(payoff, ana, promised):
    await payoff.advance(days=7, hours=22)
    payoff.set_time(payoff.clock.now + timedelta(hours=3))
    await ana.type("#checkout", RECORD)

    await payoff.settle()

    assert said(ana) == []


async def test_nothing_is_said_of_a_metric_that_nothing_hangs_on(payoff, ana):
    await define_metric(ana)

    await payoff.advance(days=60)

    assert said(ana) == []


@pytest.mark.parametrize("ends", ["/outcome close OUT-1", "/outcome pause OUT-1", "/release cancel REL-1"])
async def test_it_pauses_with_what_hung_on_it(payoff, ana, promised, ends):
    await ana.type("#checkout", ends)
    if ana.modal:
        await ana.fill("Why?", "Others matter more")
        await ana.submit()

    await payoff.advance(days=60)

    assert said(ana) == []


@pytest.mark.parametrize(
    ("ends", "begins"),
    [("/outcome pause OUT-1", "/outcome reopen OUT-1"), ("/release cancel REL-1", "")],
)
async def test_it_goes_on_with_what_hangs_on_it_again(payoff, ana, promised, ends, begins):
    await ana.type("#checkout", ends)
    if ana.modal:
        await ana.fill("Why?", "Others matter more")
        await ana.submit()
    await payoff.advance(days=60)
    between = said(ana)
    if begins:
        await ana.type("#checkout", begins)
    else:
        await ana.click("Restore", in_=card_of(ana))

    await payoff.advance(days=4)

    assert between == []
    assert len(said(ana)) == 1


async def test_what_is_promised_of_a_number_that_nobody_read_for_long_is_told_the_next_morning(payoff, ana):
    await define_metric(ana)
    await payoff.advance(days=30)
    await plan_release(ana)
    await schedule(ana, when="30 Jun")
    await payoff.settle()
    at_once = said(ana)

    await payoff.advance(days=1)

    assert at_once == []
    assert len(said(ana)) == 1


async def test_a_shipped_promise_needs_its_readings_too(payoff, ana, promised):
    await ship(payoff, ana)

    await payoff.advance(days=20)

    assert len(said(ana)) == 1


async def test_a_number_without_any_reading_counts_from_its_definition(payoff, ana):
    await define_metric(ana, value="")
    await ana.type("#growth", "/metric alert Checkout conversion < 3")

    await payoff.advance(days=10)

    (told,) = said(ana, "#growth")
    assert "has had no reading since it was defined" in told.words
    assert "the alert of #growth: below 3 %" in told.words


async def test_the_reading_is_recorded_from_the_message(payoff, ana, promised):
    await payoff.advance(days=20)
    await ana.click("Record a reading…", in_=said(ana)[0])
    await ana.fill("Value", "3.7 %")
    await ana.submit()
    await ana.close()

    (shown,) = await ana.type("#checkout", "/metric show Checkout conversion")

    assert shown.words.startswith("Checkout conversion\n3.7 %")


async def test_whoever_wants_a_digest_is_asked_for_the_reading_there_and_not_by_name_in_the_channel(
    payoff, ana, promised
):
    await ana.type("#checkout", "/payoff away")
    await ana.choose("When", "One digest, on Monday at 09:00")
    await ana.submit()
    await ana.close_all()

    await payoff.advance(days=14)

    (told,) = said(ana)
    assert told.words.startswith("Ana Ruiz: Checkout conversion has had no reading")
    (digest,) = [m for m in ana.messages("@Payoff") if "A reading is missing" in m.words]
    await ana.click("Record…", in_=digest)
    assert "Record a reading" in ana.screen()


async def test_it_follows_an_outcome_to_another_number(payoff, ana, promised):
    await define_metric(ana, "Signups", unit="", value="100")
    await ana.type("#checkout", "/outcome edit OUT-1")
    await ana.choose("Which number moves?", "Signups")
    await ana.fill("Where is it today?", "100")
    await ana.fill("Where should it be?", "200")
    await ana.fill("Why does it change?", "It is nearer to what we want")
    await ana.submit()
    assert not ana.errors, ana.errors
    await ana.close_all()

    await payoff.advance(days=20)

    (told,) = said(ana)
    assert "Signups has had no reading" in told.words
