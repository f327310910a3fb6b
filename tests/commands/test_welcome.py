"""Welcome whoever brings Payoff, once, and lead to the first release."""


def welcomes(person):
    """The welcomes in someone's direct messages with Payoff."""
    return [m for m in person.messages("@Payoff") if "Payoff keeps the answer" in m.words]


async def test_the_first_who_opens_home_is_welcomed_with_the_question_and_the_first_steps(payoff, ana):
    await ana.open_home()
    await payoff.settle()

    (welcome,) = welcomes(ana)
    assert welcome.words.splitlines()[0] == "What outcome will this release deliver?"
    for words in ("@Ana Ruiz", "/invite @Payoff", "/release plan", "/release schedule", "/payoff help"):
        assert words in welcome.words


async def test_nobody_is_welcomed_twice_and_nobody_after_the_first(payoff, ana, ben):
    await ana.open_home()
    await payoff.settle()
    await ana.open_home()
    await ben.open_home()
    await payoff.settle()

    assert len(welcomes(ana)) == 1
    assert welcomes(ben) == []


async def test_opening_the_messages_tab_welcomes_nobody(payoff, ana):
    await ana.open_home("messages")
    await payoff.settle()

    assert welcomes(ana) == []


async def test_the_first_release_is_planned_from_the_welcome(payoff, ana):
    await ana.open_home()
    await payoff.settle()
    (welcome,) = welcomes(ana)

    await ana.click("Plan a release…", in_=welcome)
    await ana.fill("Name", "One-page checkout")
    await ana.choose("Channel", "#checkout")
    await ana.submit()
    await payoff.settle()

    assert ana.modal is None, ana.errors
    assert any(message.words.startswith("One-page checkout") for message in ana.messages("#checkout"))


async def test_the_commands_of_the_welcome_exist(payoff, ana):
    await ana.open_home()
    await payoff.settle()

    (helped,) = await ana.type("#checkout", "/payoff help")
    await ana.type("#checkout", "/release plan One-page checkout")
    await ana.submit()
    await ana.type("#checkout", "/release schedule REL-1 next Tuesday")

    assert "/release" in helped.words
    assert "Tue 10 Mar" in ana.screen()
