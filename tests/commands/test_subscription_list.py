"""List subscriptions, pause them, let them go on, and stop them: whoever may, once."""

from datetime import timedelta

import pytest

from tests.commands.test_subscriptions import MONDAY_NINE, digests, moments, new_release, subscribe
from tests.playing import plan_release


async def test_the_same_one_twice_is_one(payoff, ana, ben):
    await plan_release(ana)
    await subscribe(ana)
    again = await subscribe(ben, "every monday at 9am")

    await payoff.advance(to=MONDAY_NINE)

    assert again.words.startswith("That comes already: ")
    assert len(digests(ana)) == 1


async def test_paused_says_nothing_and_tells_of_it_all_when_it_goes_on(payoff, ana, ben):
    await subscribe(ana)
    (listed,) = await ben.type("#checkout", "/value subscriptions")
    await ben.click("Pause", in_=listed)
    await new_release(ana, "Planned meanwhile")
    await payoff.advance(to=MONDAY_NINE + timedelta(days=1))
    silent = digests(ana)

    (listed,) = await ben.type("#checkout", "/value subscriptions")
    answer = (await ben.click("Go on", in_=listed))[-1]
    await payoff.advance(days=7)

    assert silent == []
    assert "Paused." in listed.words
    assert "Next: Mon 16, Mon 23, Mon 30 Mar" in answer.words
    assert moments(digests(ana)) == ["Mon 16 08:00"]
    assert "Planned meanwhile" in digests(ana)[0].words


@pytest.mark.parametrize("how", ["the button", "the command", "its number"])
async def test_stopped_says_nothing_more(payoff, ana, how):
    await plan_release(ana)
    answer = await subscribe(ana)
    if how == "the button":
        (said,) = await ana.click("Stop", in_=answer)
    elif how == "the command":
        (said,) = await ana.type("#checkout", "/value unsubscribe")
    else:
        await subscribe(ana, "monthly 1st 09:00 for me")
        (choice,) = await ana.type("#checkout", "/value unsubscribe")
        assert "Stop which one?\n1. Value of #checkout, weekly mon 09:00" in choice.words
        (said,) = await ana.type("#checkout", "/value unsubscribe 1")

    await payoff.advance(days=14)

    assert said.words.startswith("Stopped: Value of #checkout, weekly mon 09:00 Europe/Berlin")
    assert digests(ana) == []


async def test_the_list_is_empty_until_someone_subscribes_and_others_own_ones_are_not_in_it(ana, eva):
    (nothing,) = await ana.type("#checkout", "/value subscriptions")
    await subscribe(eva, "daily 09:00 for me")
    (others,) = await ana.type("#checkout", "/value subscriptions")
    (own,) = await eva.type("#growth", "/value subscriptions")

    assert "Nothing comes by itself here" in nothing.words
    assert "Nothing comes by itself here" in others.words
    assert "daily 09:00" in own.words


async def test_a_button_of_what_was_stopped_meanwhile_is_refused(ana, ben):
    answer = await subscribe(ana)
    await ben.type("#checkout", "/value unsubscribe")

    (refused,) = await ana.click("Test now", in_=answer)

    assert "no such subscription any more" in refused.words


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("/value subscribe wekly mon 09:00", "Did you mean weekly mon 09:00?"),
        ("/value subscribe", "Say how often."),
        ("/value subscribe biweekly", "every 2 weeks mon 09:00"),
        ("/value subscribe daily 09:00 Amerika/Chicago", "Did you mean America/Chicago?"),
        ("/value unsubscribe", "none comes in this channel"),
    ],
)
async def test_what_cannot_be_is_refused_with_what_to_write(ana, typed, says):
    (refused,) = await ana.type("#checkout", typed)

    assert refused.ephemeral
    assert says in refused.words


async def test_no_number_but_those_of_the_list_stops_one(ana):
    await subscribe(ana)

    (refused,) = await ana.type("#checkout", "/value unsubscribe 2")

    assert "There is no subscription “2”: there is 1." in refused.words


async def test_another_persons_own_subscription_is_theirs_to_stop(payoff, ana, eva):
    hers = await subscribe(eva, "weekly mon 09:00 for me")
    mine = await subscribe(ana)
    # No button of Ana's says so: she asks for it all the same.
    for one, other in zip(hers.blocks[-1]["elements"], mine.blocks[-1]["elements"], strict=True):
        other["value"] = one["value"]
    await plan_release(ana)

    (refused,) = await ana.click("Stop", in_=mine)
    await payoff.advance(to=MONDAY_NINE)

    assert "theirs to stop" in refused.words
    assert "Ask @Eva Lind." in refused.words
    assert len(digests(eva, "@Payoff")) == 1
