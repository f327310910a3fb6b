"""What it costs that a release ships later."""

from tests.playing import define_metric, plan_release, schedule


async def move(person, day, *, key="REL-1"):
    """Move the window to another day."""
    await person.type("#checkout", f"/release delay {key}")
    await person.choose("Window begins", day)
    await person.choose("Window ends", day)
    await person.choose("Why does it move?", "Risk")
    await person.submit()
    assert person.modal is None, person.errors


async def test_two_weeks_later_has_a_price_and_every_follower_hears_it_once(payoff, ana, eva):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana, worth="$657k")
    await payoff.settle()
    await eva.type("#checkout", "/release follow REL-1")
    await ana.type("#checkout", "/release delay REL-1")
    assert "A week later costs about $12,600; /value explain delay REL-1 says why." in ana.screen()
    await ana.close()

    await move(ana, "2026-03-19")

    await payoff.settle()
    told = [m.words for m in eva.messages("@Payoff") if "Two weeks later costs about $25,200." in m.words]
    assert len(told) == 1
    assert "Window: Thu 5 Mar 2026 → Thu 19 Mar 2026: risk" in told[0]


async def test_three_days_earlier_saves_and_a_release_without_money_has_no_price(payoff, ana, eva):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana, when="12 Mar", worth="$657k")
    await plan_release(ana, "Wallet")
    await ana.type("#checkout", "/release schedule REL-2 12 Mar")
    await ana.choose("Outcome", "Fewer people give up while paying (OUT-1)")
    await ana.fill("How much of it will this release move?", "0.2, 0.5, 0.8")
    await ana.choose("Why now?", "It is ready and worth it")
    await ana.submit()
    for key in ("REL-1", "REL-2"):
        await eva.type("#checkout", f"/release follow {key}")

    await move(ana, "2026-03-09")
    await move(ana, "2026-03-09", key="REL-2")

    await payoff.settle()
    about = {key: next(m.words for m in eva.messages("@Payoff") if key in m.words) for key in ("REL-1", "REL-2")}
    assert "Three days earlier saves about $5,400." in about["REL-1"]
    assert "about" not in about["REL-2"]
