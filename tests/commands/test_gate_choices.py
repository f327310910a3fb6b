"""Which outcomes the question offers, and in which order."""

from datetime import datetime

from bot.sandbox.elements import options_of, walk
from tests.playing import define_metric, plan_release, schedule


def offered(person):
    """The outcomes that the open question offers, in its order."""
    (placed,) = [
        each for each in walk(person.modal.body["blocks"]) if each.is_input and each.block["label"]["text"] == "Outcome"
    ]
    return [option["text"]["text"] for option in options_of(placed.element)]


async def test_what_is_still_to_be_reached_is_offered_before_what_is_overdue(payoff, ana):
    await define_metric(ana)
    for number, (name, due) in enumerate([("Soon over", "2026-04-01"), ("Far away", "2026-12-31")], 1):
        await plan_release(ana, f"Step {number}")
        await schedule(ana, f"REL-{number}", name=name, due=due)
    await plan_release(ana, "Step 3")

    await ana.type("#checkout", "/release schedule REL-3 6 Mar")
    before = offered(ana)
    await ana.close()
    await payoff.advance(to=datetime.fromisoformat("2026-04-02T10:00+02:00"))
    await ana.type("#checkout", "/release schedule REL-3 8 Apr")

    assert before == ["A new one…", "Soon over (OUT-1)", "Far away (OUT-2)"]
    assert offered(ana) == ["A new one…", "Far away (OUT-2)", "Soon over (OUT-1)"]
