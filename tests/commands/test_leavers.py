"""Someone leaves Slack: what is theirs goes to who is here, each is told once, and nobody writes to the leaver."""

import pytest

from storage import delivery, outcomes, subscriptions
from tests.jobs.owing import tries
from tests.playing import card_of, define_metric, plan_release, schedule, ship


@pytest.fixture
async def scheduled(payoff, ana, ben):
    """A release that Ben planned for Dev, with Chloe to stand in; Eva brought the team."""
    await eva_brings_the_team(payoff)
    await define_metric(ana)
    await ben.type("#checkout", "/release plan One-page checkout")
    await ben.choose("Owner", "Dev Patel")
    await ben.choose("Deputy", "Chloe Martin")
    await ben.fill("Good enough to release when", "Load test passes")
    await ben.submit()
    assert not ben.errors, ben.errors
    await ben.type("#checkout", "/release criteria REL-2")
    await ben.click("Agree")
    await schedule(ben, "REL-2")
    await payoff.settle()


async def eva_brings_the_team(payoff):
    """The channel's first release was Eva's."""
    eva = payoff.slack.as_("eva")
    await plan_release(eva, "Invoices")
    await payoff.settle()


async def describe(person, words):
    """Change the release, which is news for whoever follows it."""
    await person.type("#checkout", "/release edit REL-2")
    await person.fill("What ships", words)
    await person.submit()
    assert not person.errors, person.errors


def told(person):
    """What Payoff told someone in private."""
    return [message.words for message in person.messages("@Payoff")]


def handed_over(person):
    """What Payoff told someone that is theirs now."""
    return [words for words in told(person) if "Yours since" in words]


async def test_the_deputy_takes_over_and_is_told_once_since_when(payoff, ana, dev, chloe, scheduled):
    before = told(dev)

    await payoff.slack.deactivate("dev")
    await payoff.settle()

    assert "owned by @Chloe Martin" in card_of(ana).words
    assert "deputy" not in card_of(ana).words
    (words,) = handed_over(chloe)
    assert "@Dev Patel has left Slack. Yours since" in words
    assert "One-page checkout REL-2" in words
    assert "“Load test passes” of REL-2" in words
    assert sum("has left Slack" in words for words in told(chloe)) == 1
    assert "Owner: @Dev Patel → @Chloe Martin: has left Slack" in ana.thread(card_of(ana))[-2].words
    assert told(dev) == before


async def test_when_the_deputy_has_left_too_it_goes_to_who_planned_it_then_to_who_brought_the_team(
    payoff, ana, ben, eva, scheduled
):
    await payoff.slack.deactivate("chloe")
    await payoff.slack.deactivate("dev")
    await payoff.settle()

    await payoff.slack.deactivate("ben")
    await payoff.settle()

    assert len(handed_over(ben)) == 1
    assert "owned by @Eva Lind" in card_of(ana).words
    assert len(handed_over(eva)) == 1


async def test_the_last_one_keeps_it_where_nobody_else_is_known(payoff, ana):
    await plan_release(ana)
    await payoff.settle()

    await payoff.slack.deactivate("ana")
    await payoff.settle()

    assert "Owned by @Ana Ruiz" in card_of(payoff.slack.as_("ben")).words


async def test_a_deputy_who_leaves_is_struck_off_and_the_owner_hears_of_it(payoff, ana, dev, scheduled):
    await payoff.slack.deactivate("chloe")
    await payoff.settle()

    assert "deputy" not in card_of(ana).words
    assert any("Deputy: @Chloe Martin → –: has left Slack" in words for words in told(dev))
    assert handed_over(dev) == []


async def test_their_check_ins_are_asked_of_who_takes_over(payoff, ana, ben, chloe, scheduled):
    await ship(payoff, ben, "REL-2")
    await payoff.advance(days=7)
    (asked,) = [message for message in ana.messages("#checkout") if "pay off?" in message.words]
    of_dev = "For @Dev Patel" in asked.words

    await payoff.slack.deactivate("dev")
    await payoff.advance(days=4)

    assert of_dev
    assert "For @Chloe Martin" in asked.words
    reminders = [message.words for message in ana.thread(asked)]
    assert any("Chloe Martin" in words for words in reminders)
    assert not any("@Dev Patel:" in words for words in reminders)
    await chloe.click("Edit…", in_=asked)
    await chloe.choose("What came of it?", "Missed")
    await chloe.submit()
    assert not chloe.errors


async def test_their_outcomes_go_to_who_defined_them_as_a_version_of_their_own(payoff, ana, ben, scheduled):
    await ben.type("#checkout", "/outcome edit OUT-1")
    await ben.choose("Owner", "Dev Patel")
    await ben.fill("Why does it change?", "Dev knows the numbers.")
    await ben.submit()
    assert not ben.errors, ben.errors

    await payoff.slack.deactivate("dev")
    await payoff.settle()

    (shown,) = await ana.type("#checkout", "/outcome show OUT-1")
    assert "@Ben Okafor" in shown.words
    assert "has left Slack" in shown.words
    async with payoff.database.reading(payoff.workspace_id) as session:
        outcome = await outcomes.by_number(session, 1)
        versions = await outcomes.versions_of(session, outcome.pk)
    assert [(version.owner_id, version.why) for version in versions[:2]] == [
        ("U0BEN", "has left Slack"),
        ("U0DEV", "Dev knows the numbers."),
    ]
    (words,) = handed_over(ben)
    assert "Fewer people give up while paying OUT-1" in words


async def test_their_metrics_go_to_who_defined_them_and_whose_readings_are_missed_is_told(payoff, ana, ben, scheduled):
    await ana.type("#checkout", "/metric edit Checkout conversion")
    await ana.choose("Owner", "Dev Patel")
    await ana.fill("Why does it change?", "Dev knows the feed.")
    await ana.submit()
    assert not ana.errors, ana.errors
    await ana.close_all()

    await payoff.slack.deactivate("dev")
    await payoff.settle()

    (words,) = handed_over(ana)
    assert "Checkout conversion, a metric" in words
    (shown,) = await ben.type("#checkout", "/metric show Checkout conversion")
    assert "Owner: @Dev Patel → @Ana Ruiz: has left Slack" in shown.words
    await payoff.advance(days=10)
    (missed,) = [m.words for m in ben.messages("#checkout") if "has had no reading" in m.words]
    assert "@Ana Ruiz" in missed
    assert "@Dev Patel" not in missed


async def test_what_was_due_to_them_is_not_said_and_they_follow_nothing_any_more(payoff, ana, ben, dev, scheduled):
    payoff.slack.faults.add("ratelimited", method="chat.postMessage", channel="U0DEV", times=1, seconds=600)
    await describe(ben, "Pay on one page")
    await payoff.settle()
    before, asked = told(dev), tries(payoff, "U0DEV")

    await payoff.slack.deactivate("dev")
    await describe(ben, "Pay on one short page")
    await payoff.advance(days=30)

    assert told(dev) == before
    assert tries(payoff, "U0DEV") == asked


async def test_hearing_of_it_twice_hands_over_once(payoff, ana, chloe, scheduled):
    await payoff.slack.deactivate("dev")
    await payoff.advance(minutes=5)
    await payoff.slack.deactivate("dev")
    await payoff.settle()

    assert len(handed_over(chloe)) == 1


async def test_who_comes_back_is_written_to_again_but_gets_nothing_back(payoff, ana, ben, dev, scheduled):
    await payoff.slack.deactivate("dev")
    await payoff.settle()

    await payoff.slack.reactivate("dev")
    await describe(ben, "Pay on one short page")
    await payoff.settle()
    as_before = told(dev)
    await payoff.slack.invite("#checkout", "@dev")
    await dev.type("#checkout", "/release follow REL-2")
    await describe(ben, "Pay on one page")
    await payoff.settle()

    assert "owned by @Chloe Martin" in card_of(ana).words
    assert not any("Pay on one short page" in words for words in as_before)
    assert any("Pay on one page" in words for words in told(dev))


async def test_who_changes_something_else_about_themselves_has_not_left(payoff, ana, dev, scheduled):
    await payoff.slack.move("dev", "America/New_York")
    await payoff.settle()

    assert "owned by @Dev Patel" in card_of(ana).words


async def test_a_team_s_lists_of_who_may_what_lose_them(payoff, ana, ben, scheduled):
    await ana.type("#checkout", "/payoff settings")
    await ana.choose("Who may schedule and ship", ["Dev Patel", "Ben Okafor"])
    await ana.submit()
    assert not ana.errors, ana.errors
    await ana.close_all()

    await payoff.slack.deactivate("dev")

    await ana.type("#checkout", "/payoff settings")
    assert "Ben Okafor" in ana.screen()
    assert "Dev Patel" not in ana.screen()


@pytest.mark.parametrize("code", ["user_disabled", "user_not_found", "channel_not_found", "is_archived"])
async def test_slack_s_answer_that_nobody_is_there_leads_to_the_same(payoff, ana, ben, chloe, dev, scheduled, code):
    # The event was missed; Slack's code differs from one workspace to another.
    payoff.slack.stage.world.members["U0DEV"].deleted = True
    payoff.slack.faults.add("error", method="chat.postMessage", channel="U0DEV", code=code)
    before = told(dev)
    # What changes within a minute is one message.
    await payoff.advance(minutes=2)
    await describe(ben, "Pay on one page")

    await payoff.advance(hours=1)

    assert "owned by @Chloe Martin" in card_of(ana).words
    assert len(handed_over(chloe)) == 1
    assert told(dev) == before
    assert tries(payoff, "U0DEV") <= 1 + len(before)


@pytest.mark.parametrize("code", ["user_not_visible", "cannot_dm_bot", "channel_not_found"])
async def test_who_is_here_and_cannot_be_written_to_keeps_what_is_theirs(payoff, ana, ben, dev, scheduled, code):
    payoff.slack.faults.add("error", method="chat.postMessage", channel="U0DEV", times=1, code=code)
    await payoff.advance(minutes=2)
    await describe(ben, "Pay on one page")

    await payoff.advance(hours=1)

    assert "owned by @Dev Patel" in card_of(ana).words


async def test_a_channel_that_takes_nothing_is_told_to_who_is_here(payoff, ana, chloe, dev, scheduled):
    await payoff.slack.archive("#checkout")
    await payoff.slack.deactivate("dev")
    await payoff.slack.deactivate("eva")

    await payoff.settle()

    (words,) = [words for words in told(chloe) if "Payoff cannot post in #checkout" in words]
    assert "what changed about One-page checkout" in words


async def test_who_brought_a_team_and_left_is_not_told_of_its_channel_but_an_owner_is(payoff, ana, dev, eva, scheduled):
    await payoff.slack.deactivate("eva")
    before = told(eva)

    await payoff.slack.archive("#checkout")
    await payoff.settle()

    assert told(eva) == before
    assert [words for words in told(dev) if "Payoff cannot post in #checkout" in words]


async def test_a_digest_of_their_own_stops(payoff, ana, dev, scheduled):
    await dev.type("#checkout", "/value subscribe weekly mon 09:00 for me")
    async with payoff.database.reading(payoff.workspace_id) as session:
        before = await subscriptions.said_in(session, "U0DEV")

    await payoff.slack.deactivate("dev")

    async with payoff.database.reading(payoff.workspace_id) as session:
        after = await subscriptions.said_in(session, "U0DEV")
        waiting = await delivery.find(session, states=("due", "failed"), channel_id="U0DEV", limit=9)
    assert len(before) == 1
    assert after == []
    assert waiting == []
