"""Two releases that claim what one metric moved, and the message that asks how they share it."""

from tests.commands.test_value import answer, schedule_another
from tests.playing import define_metric, plan_release, schedule, ship


async def claim_both(payoff, ana, *, young=""):
    """Two releases on one day, after which the metric rose by half a point, each answered with all of it.

    With `young`, that was read last and is still being filled up. Returns the message that asks.
    """
    await define_metric(ana)
    await payoff.advance(hours=1)
    await plan_release(ana)
    await schedule(ana, worth="$120k")
    await ship(payoff, ana)
    await plan_release(ana, "Guest checkout")
    await schedule_another(ana, "REL-2", worth="$60k")
    await ship(payoff, ana, "REL-2")
    await payoff.advance(days=6)
    await ana.type("#checkout", "/metric record Checkout conversion 4.3")
    await payoff.advance(days=1)
    if young:
        await ana.type("#checkout", "/metric edit Checkout conversion")
        await ana.fill("Hours until a reading is complete", "12")
        await ana.fill("Why does it change?", "Payments settle overnight")
        await ana.submit()
        await ana.close_all()
        await ana.type("#checkout", f"/metric record Checkout conversion {young}")
    ask = asked_in(ana)
    await answer(ana, now="", near="One-page checkout REL-1 · @Ana")
    await payoff.settle()
    assert ana.thread(ask) == []
    await answer(ana, now="", near="Guest checkout REL-2 · @Ana")
    await payoff.settle()
    (question,) = ana.thread(ask)
    return question


def asked_in(person):
    """The check-in message, in whose thread it is asked."""
    (ask,) = [m for m in person.messages("#checkout") if "pay off" in m.words.splitlines()[0]]
    return ask
