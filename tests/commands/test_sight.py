"""Show while promising only what came of promises in channels that whoever promises may see."""

import asyncio

import pytest

from storage import metrics, teams
from tests.commands.past import past_promise
from tests.playing import define_metric, plan_release

SHUT = "promised something like this in channels that Payoff cannot show you"


@pytest.fixture
async def remembered(payoff, ana):
    """Promises on one metric: one of #growth, two of #leadership, a private channel that Chloe is not in."""
    await payoff.slack.invite("#leadership")
    await define_metric(ana)
    async with payoff.database.writing(payoff.workspace_id) as session:
        (metric,) = await metrics.live(session)
        for channel, name, numbers in (("C0GROWTH", "growth", (11,)), ("C0LEADERSHIP", "leadership", (21, 22))):
            about = {"zone": "Europe/Berlin", "created_by": "U0ANA", "channel_name": name, "now": payoff.clock.now}
            team = await teams.ensure(session, channel, **about)
            for number in numbers:
                await past_promise(session, team.pk, number, metric_id=metric.pk, at=payoff.clock.now)


async def promising(person, key):
    """What the question says beside a promise on that metric."""
    await person.type("#checkout", f"/release schedule {key} 1 Apr")
    await person.choose("Outcome", "A new one…")
    await person.choose("Which number moves?", "Checkout conversion")
    return person.screen()


async def test_what_was_promised_in_a_private_channel_is_told_to_its_members_alone(payoff, ana, chloe, remembered):
    await plan_release(ana, "One-page checkout")
    await plan_release(chloe, "Guest checkout")

    of_member = await promising(ana, "REL-23")
    of_stranger = await promising(chloe, "REL-24")

    assert "Three releases promised something like this" in of_member
    assert "Closest: Past 2" in of_member
    assert SHUT not in of_member
    assert "One release promised something like this" in of_stranger
    assert "Closest: Past 11" in of_stranger
    assert "Past 2" not in of_stranger
    assert f"Two more {SHUT}." in of_stranger


async def test_a_person_who_is_let_in_is_told_at_once(payoff, ana, chloe, remembered):
    await plan_release(chloe, "Guest checkout")
    before = await promising(chloe, "REL-23")
    await chloe.close()

    await payoff.slack.invite("#leadership", "@chloe")
    after = await promising(chloe, "REL-23")

    assert SHUT in before
    assert SHUT not in after
    assert "Three releases promised something like this" in after


async def test_why_these_numbers_names_nothing_of_a_private_channel_either(payoff, ana, chloe, remembered):
    await plan_release(ana, "One-page checkout")
    await plan_release(chloe, "Guest checkout")
    async with payoff.database.writing(payoff.workspace_id) as session:
        secret = await teams.by_channel(session, "C0LEADERSHIP")
        for number in (25, 26, 27):
            await past_promise(session, secret.pk, number, effect=0.25, at=payoff.clock.now)
    await promising(ana, "REL-23")
    await ana.click("Why these numbers?")
    await promising(chloe, "REL-24")

    await chloe.click("Why these numbers?")

    assert "Past 21 REL-21: promised +0.5 pt" in ana.screen()
    assert "Past 11 REL-11: promised +0.5 pt" in chloe.screen()
    assert "2 releases of channels that Payoff cannot show you" in chloe.screen()
    assert "one of a channel that Payoff cannot show you: 1×" in chloe.screen()
    assert "Past 2" not in chloe.screen()


@pytest.mark.parametrize(
    ("kind", "method", "code"),
    [("server_error", "users.info", None), ("error", "users.conversations", "missing_scope")],
)
async def test_where_slack_does_not_say_what_someone_sees_nothing_of_other_channels_is_told(
    payoff, ana, remembered, kind, method, code
):
    await plan_release(ana, "One-page checkout")
    payoff.slack.faults.add(kind, method=method, code=code)

    screen = await promising(ana, "REL-23")

    assert f"Three releases {SHUT} now: Slack does not say which are open to you." in screen
    assert "Past" not in screen


async def test_the_question_does_not_wait_for_what_slack_takes_long_to_say(payoff, ana, remembered):
    await plan_release(ana, "One-page checkout")
    payoff.slack.faults.add("slow", method="users.conversations", seconds=20)

    # Half of what the client gives Slack for any other answer.
    async with asyncio.timeout(payoff.app.settings.slack_timeout_seconds / 2):
        await ana.type("#checkout", "/release schedule REL-23 1 Apr")

    assert "What outcome will this release deliver?" in ana.screen()


async def test_a_guest_is_told_of_the_channels_that_they_are_in(payoff, ana, remembered):
    await plan_release(ana, "One-page checkout")
    world = payoff.slack.stage.world
    world.members["U0ANA"].is_guest = True
    world.channels["C0GROWTH"].members.remove("U0ANA")

    screen = await promising(ana, "REL-23")

    assert "Two releases promised something like this" in screen
    assert f"One more {SHUT}." in screen
    assert "Past 11" not in screen


async def test_slack_is_asked_once_a_minute(payoff, ana, remembered):
    await plan_release(ana, "One-page checkout")
    await promising(ana, "REL-23")
    await ana.close()

    await promising(ana, "REL-23")

    asked = [call for call in payoff.slack.calls if call.method == "users.conversations"]
    assert len(asked) == 2


async def test_slack_is_not_asked_where_all_that_could_be_told_was_promised_in_this_channel(payoff, ana):
    await define_metric(ana)
    await plan_release(ana, "One-page checkout")
    async with payoff.database.writing(payoff.workspace_id) as session:
        (metric,) = await metrics.live(session)
        await past_promise(session, 1, 11, metric_id=metric.pk, at=payoff.clock.now)

    await ana.type("#checkout", "/release schedule REL-1 1 Apr")

    assert "users.conversations" not in [call.method for call in payoff.slack.calls]
