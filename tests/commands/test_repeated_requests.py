"""Do the work of a request once, however often Slack delivers it."""

from tests.playing import card_of, plan_release

KINDS = {"slash": "slash_commands", "event": "events_api"}


async def deliver_twice_more(payoff):
    """Deliver the newest request again, as Slack does when it heard no answer; and all that came of it."""
    call = payoff.slack.deliveries[-1]
    kind = KINDS.get(call.method.split()[0], "interactive")
    for number in (1, 2):
        again = await payoff.slack.stage.courier.deliver(
            kind, call.arguments, name=call.method, user=call.user, retry=(number, "http_timeout")
        )
        assert (again.status, again.body) == (200, None)
    await payoff.slack.quiet()
    await payoff.settle()


async def words_of(person, text):
    """The answer to a command that only reads."""
    (answer,) = await person.type("#checkout", text)
    return answer.words


async def test_a_command_that_came_three_times_did_its_work_once(payoff, ana, eva, scheduled):
    await eva.type("#checkout", "/release follow REL-1")

    await deliver_twice_more(payoff)

    assert "Followed by\n2" in await words_of(ana, "/release show REL-1")


async def test_a_reading_that_came_three_times_is_one_reading(payoff, ana, scheduled):
    await ana.type("#checkout", "/metric record Checkout conversion 4.1% 1 Mar")

    await deliver_twice_more(payoff)

    assert "two readings in" in await words_of(ana, "/metric show Checkout conversion")


async def test_a_form_that_came_three_times_made_one_release(payoff, ana):
    await plan_release(ana)

    await deliver_twice_more(payoff)

    assert "1 release" in await words_of(ana, "/release list")
    assert card_of(ana).words.startswith("One-page checkout")


async def test_a_click_that_came_three_times_shipped_once_and_told_each_follower_once(payoff, ana, eva, scheduled):
    await eva.type("#checkout", "/release follow REL-1")
    await ana.click("Mark shipped", in_=card_of(ana))

    await deliver_twice_more(payoff)

    (told,) = eva.messages("@Payoff")
    assert "State: scheduled → shipped" in told.words
    assert (await words_of(ana, "/value check-ins")).count("One-page checkout") == 3


async def test_a_mention_that_came_three_times_is_answered_once(payoff, ana, scheduled):
    await ana.type("#checkout", "@Payoff how is one-page checkout doing?")
    (question,) = [m for m in ana.messages("#checkout") if m.words.startswith("@Payoff")]
    assert len(ana.thread(question)) == 1

    await deliver_twice_more(payoff)

    assert len(ana.thread(question)) == 1


async def test_the_same_request_made_anew_by_the_person_does_its_work_again(payoff, ana, scheduled):
    await ana.choose("⋮", "Follow or stop following", in_=card_of(ana))
    assert "Followed by\n0" in await words_of(ana, "/release show REL-1")

    await ana.choose("⋮", "Follow or stop following", in_=card_of(ana))

    assert "Followed by\n1" in await words_of(ana, "/release show REL-1")
