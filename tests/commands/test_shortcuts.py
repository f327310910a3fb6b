"""Plan a release from anywhere: the global shortcut."""

from tests.playing import card_of


async def test_the_shortcut_asks_for_the_channel_and_plans_there(payoff, ana):
    ana.go("#growth")

    await ana.shortcut("Plan a release")
    await ana.fill("Name", "One-page checkout")
    await ana.choose("Channel", "#checkout")
    await ana.submit()

    assert ana.modal is None, ana.errors
    await payoff.settle()
    assert "draft" in card_of(ana).words
    assert "@Ana Ruiz" in card_of(ana).words


async def test_a_release_needs_a_channel_that_payoff_is_in(payoff, ana):
    await ana.shortcut("Plan a release")
    await ana.fill("Name", "One-page checkout")
    await ana.submit()

    assert "Channel" in ana.errors


async def test_the_same_form_submitted_twice_plans_one_release(payoff, ana):
    await ana.shortcut("Plan a release")
    await ana.fill("Name", "One-page checkout")
    await ana.choose("Channel", "#checkout")
    await ana.submit()
    stage = payoff.slack.stage
    submitted = next(c for c in reversed(stage.record.to("to_app")) if c.arguments.get("type") == "view_submission")

    again = await stage.courier.deliver("interactive", submitted.arguments, name="view_submission")
    await payoff.settle()

    # Nothing is said of it: the work was done already.
    assert (again.status, again.body) == (200, None)
    card_of(ana)
    (listed,) = await ana.type("#checkout", "/release list")
    assert listed.words.count("One-page checkout") == 1
