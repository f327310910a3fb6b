"""Live the whole loop: a metric and an outcome, a plan, the question, a date, a release, a look, an answer, a value."""


async def test_a_release_is_planned_questioned_scheduled_shipped_looked_at_and_valued(payoff, ana, eva):
    await ana.type("#checkout", "/metric new Checkout conversion")
    await ana.fill("Unit", "%")
    await ana.fill("Where is it today?", "3.8%")
    await ana.submit()
    assert "Checkout conversion" in ana.screen()
    await ana.close()

    await ana.type("#checkout", "/release plan One-page checkout")
    assert ana.modal is not None
    await ana.submit()
    await payoff.settle()
    (card,) = [message for message in ana.messages("#checkout") if "One-page checkout" in message.words]
    assert "What outcome will this release deliver?" in card.words

    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    assert "What outcome will this release deliver?" in ana.screen()
    await ana.choose("Outcome", "A new one…")
    await ana.fill("What gets better, and for whom?", "Fewer people give up while paying")
    await ana.choose("What kind of outcome is it?", "A customer's problem solved")
    await ana.choose("What does it move?", "Revenue")
    await ana.choose("Which number moves?", "Checkout conversion")
    await ana.fill("Where is it today?", "3.8")
    await ana.fill("Where should it be?", "4.5")
    await ana.choose("By when?", "2026-09-30")
    await ana.fill("How much of it will this release move?", "0.2, 0.5, 0.8")
    await ana.fill("Worth a year, if it works", "$120k")
    await ana.choose("Why now?", "It is ready and worth it")
    await ana.submit()
    assert ana.modal is None, ana.errors
    await payoff.settle()
    (card,) = [message for message in ana.messages("#checkout") if "One-page checkout" in message.words]
    assert "scheduled" in card.words
    print(card.words)

    await payoff.advance(days=2)
    await ana.click("Mark shipped")
    await payoff.settle()
    for day in range(6):
        await payoff.advance(days=1)
        await ana.type("#checkout", "/metric record Checkout conversion 4.3%")
    await payoff.advance(days=3)
    print(payoff.clock.now)
    for message in ana.messages("#checkout"):
        print("-----", message.words)
    await ana.click("Edit…")
    print(ana.screen())
    await ana.choose("What came of it?", "Hit")
    await ana.fill("Evidence", "https://example.com/dashboard")
    await ana.fill("What did you learn?", "One page is enough")
    await ana.submit()
    assert ana.modal is None, (ana.errors, ana.screen())
    await payoff.settle()
    for message in ana.messages("#checkout"):
        print("=====", message.words)
    answer = await eva.type("#checkout", "/value this quarter")
    for message in answer:
        print("VALUE", message.words)
    answer = await eva.type("#checkout", "@Payoff how is one-page checkout doing?")
    for message in answer:
        print("VALUE", message.words)
    assert 0
