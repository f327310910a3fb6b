"""Play what is done after shipping: check-ins, evidence, App Home, attention, subscriptions."""

from collections.abc import AsyncIterator
from typing import Any

from tests.commands.disputed import claim_both
from tests.commands.looks import asks
from tests.commands.ruled import on_its_day, quoted
from tests.commands.signalled import moved
from tests.commands.test_value import schedule_another
from tests.inbound.scenes.scene import people, scene
from tests.playing import card_of, define_metric, plan_release, schedule, ship, shipped_release


@scene(
    "action checkin_confirm", "action checkin_edit", "view checkin_edit", "action checkin_later", "view checkin_skip",
    "action checkin_why",
)  # fmt: skip
async def checkins(payoff: Any) -> AsyncIterator[None]:
    """Look into why, put a look off, confirm it, change the answer, skip the next."""
    ana, _, _ = people(payoff)
    await shipped_release(payoff, ana, worth="120k")
    await payoff.advance(days=7)
    await ana.type("#checkout", "/metric record Checkout conversion 4.4 %")
    await ana.click("Why?", in_=asks(ana)[0])
    yield
    await ana.choose("Ask me later", "In an hour", in_=asks(ana)[0])
    yield
    await ana.close_all()
    await payoff.advance(hours=2)
    await ana.click(confirm_in(ana, asks(ana)[0]), in_=asks(ana)[0])
    yield
    await ana.click("Change…")
    yield
    await ana.choose("What came of it?", "Missed")
    await ana.fill("Why does the answer change?", "It was another one")
    await ana.submit()
    yield
    await ana.close_all()
    await payoff.advance(days=23)
    await ana.choose("Ask me later", "Skip this one…", in_=asks(ana)[-1])
    yield
    await ana.fill("Why?", "Nobody is there")
    await ana.submit()
    yield


def confirm_in(person: Any, message: Any) -> str:
    """The label of the button that confirms what is proposed."""
    found: str = next(part for part in message.words.split("[") if part.startswith("Confirm")).partition("]")[0]
    return found


@scene("event app_home_opened", "action home_refresh", "action home_plan", "action home_look", "action settings_open",
       "view settings_save", "/payoff settings", "action attention_open", "event app_mention")  # fmt: skip
async def home(payoff: Any) -> AsyncIterator[None]:
    """Open App Home and press all that is there; ask a question in words."""
    ana, ben, _ = people(payoff)
    await ana.open_home()
    yield
    await define_metric(ana)
    await plan_release(ana)
    await ana.open_home()
    await ana.click("Refresh")
    yield
    await ana.click("Plan a release…")
    yield
    await ana.close_all()
    await ana.click("What was delivered?")
    yield
    await ana.close_all()
    await ana.click("Change…")
    yield
    await ana.fill("At", "08:00")
    await ana.submit()
    yield
    await ana.close_all()
    await ana.click("Choose…")
    yield
    await ana.close_all()
    await ana.type("#checkout", "/payoff settings")
    yield
    await ana.close_all()
    await ben.type("#checkout", "@Payoff how is one-page checkout doing?")
    yield


@scene(
    "action forecast_open", "view forecast_seal", "/value forecast", "/value forecasts", "action forecast_why",
    "/value explain forecasts",
)  # fmt: skip
async def forecasts(payoff: Any) -> AsyncIterator[None]:
    """Seal a forecast from the card and by typing, and ask how good one's own were."""
    ana, ben, _ = people(payoff)
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await payoff.settle()
    await ana.click("Forecast (sealed)…", in_=card_of(ana))
    yield
    await ana.fill("How likely is a hit, in %?", "80")
    await ana.submit()
    yield
    await ana.close_all()
    await ben.type("#checkout", "/value forecast REL-1")
    yield
    await ben.close_all()
    await ben.type("#checkout", "/value forecasts")
    await ben.click("Why?")
    yield
    await ben.close_all()
    await ben.type("#checkout", "/value explain forecasts")
    yield


@scene("action share_agree", "action share_type", "view share_typed", "/value ledger")
async def shares(payoff: Any) -> AsyncIterator[None]:
    """Share what two releases claim: by a rule, then typed."""
    ana, _, _ = people(payoff)
    question = await claim_both(payoff, ana)
    await ana.click("By weeks live", in_=question)
    yield
    await payoff.settle()
    await ana.click("Type shares…", in_=question)
    yield
    await ana.fill("One-page checkout REL-1", "0.3 pt")
    await ana.fill("Guest checkout REL-2", "0.1 pt")
    await ana.submit()
    yield
    await ana.close_all()
    await ana.type("#checkout", "/value ledger")
    yield


@scene("action signal_explain", "view signal_explained", "action signal_noise")
async def signals(payoff: Any) -> AsyncIterator[None]:
    """Begin to say what moved a metric, while another says that it is noise."""
    ana, ben, _ = people(payoff)
    told = await moved(payoff, ana)
    await ana.click("Explain…", in_=told)
    yield
    await ben.click("It is noise", in_=told)
    yield
    await ana.fill("What moved it?", "A newspaper wrote about us")
    await ana.submit()
    yield


@scene("action rule_override", "view rule_override", "action rule_later")
async def rules(payoff: Any) -> AsyncIterator[None]:
    """Be asked about one's own rule again, and set it aside."""
    ana, _, _ = people(payoff)
    await on_its_day(payoff, ana)
    await ana.click("Ask again in a week", in_=quoted(ana)[-1])
    yield
    await payoff.advance(days=9)
    await ana.click("Not this time…", in_=quoted(ana)[-1])
    yield
    await ana.fill("Why not?", "The campaign is on")
    await ana.submit()
    yield


@scene("action rule_honour")
async def kept_rules(payoff: Any) -> AsyncIterator[None]:
    """Keep to one's own rule."""
    ana, _, _ = people(payoff)
    await on_its_day(payoff, ana)
    await ana.click("We do it", in_=quoted(ana)[-1])
    yield


@scene("/value decide", "view decision_save")
async def decisions(payoff: Any) -> AsyncIterator[None]:
    """Decide what follows, in a line and in a form."""
    ana, _, _ = people(payoff)
    await shipped_release(payoff, ana)
    await ana.type("#checkout", "/value decide REL-1 iterate It is too slow")
    yield
    await ana.type("#checkout", "/value decide REL-1")
    yield
    await ana.choose("Decision", "Stop it")
    await ana.submit()
    yield


@scene("shortcut attach_to_release", "view evidence_attach", "event reaction_added", "action evidence_pick")
async def evidence(payoff: Any) -> AsyncIterator[None]:
    """Attach what someone said to a release."""
    ana, ben, _ = people(payoff)
    await shipped_release(payoff, ana)
    await ben.type("#checkout", "A customer writes: it is quicker")
    message = next(m for m in ana.messages("#checkout") if "A customer writes" in m.words)
    await ana.message_shortcut(message, "Attach to release")
    yield
    await ana.choose("Release", "One-page checkout (REL-1)")
    await ana.submit()
    yield
    await ana.close_all()
    await ben.type("#checkout", "Another writes: it is slower")
    ana.react(next(m for m in ana.messages("#checkout") if "Another writes" in m.words), ":paperclip:")
    await payoff.slack.quiet()
    yield
    await plan_release(ana, "Guest checkout")
    await schedule_another(ana, "REL-2")
    await ship(payoff, ana, "REL-2")
    await ben.type("#checkout", "A third writes: it is blue")
    third = next(m for m in ana.messages("#checkout") if "A third writes" in m.words)
    ana.react(third, ":paperclip:")
    await payoff.slack.quiet()
    yield
    await ana.choose("Release", "Guest checkout (REL-2)")
    yield


@scene("/payoff away", "/payoff back", "view attention_save", "action attention_keep")
async def attention(payoff: Any) -> AsyncIterator[None]:
    """Go away and come back; say what may reach one; be asked less, and take that back."""
    ana, _, _ = people(payoff)
    await shipped_release(payoff, ana)
    await ana.type("#checkout", "/payoff away 4-13 Mar")
    yield
    await ana.type("#checkout", "/payoff back")
    yield
    await ana.type("#checkout", "/payoff away")
    await ana.fill("At most, messages and mentions a week", "4")
    await ana.submit()
    yield
    await ana.close_all()
    await payoff.advance(days=110)
    (told,) = (message for message in ana.messages("@Payoff") if message.words.startswith("You left"))
    await ana.click("Keep asking me", in_=told)
    yield


@scene(
    "/value subscribe", "/value subscriptions", "/value unsubscribe", "action subscription_test",
    "action subscription_change", "/release review every", "/release review off", "action review_test",
    "/release status", "/release status every", "/release status off",
)  # fmt: skip
async def subscriptions(payoff: Any) -> AsyncIterator[None]:
    """Subscribe to all that comes by itself, try it, change it, stop it."""
    ana, ben, _ = people(payoff)
    await shipped_release(payoff, ana)
    (answer,) = await ana.type("#checkout", "/value subscribe weekly mon 09:00")
    yield
    await ana.click("Test now", in_=answer)
    yield
    await ben.type("#checkout", "/value subscriptions")
    await ben.click("Pause")
    yield
    await ben.type("#checkout", "/value unsubscribe 1")
    yield
    (answer,) = await ana.type("#checkout", "/release review every thu 16:00")
    yield
    await ana.click("Test now", in_=answer)
    yield
    await ana.type("#checkout", "/release review off")
    yield
    await ana.type("#checkout", "/release status")
    yield
    await ana.type("#checkout", "/release status every fri 16:00")
    yield
    await ana.type("#checkout", "/release status off")
    yield
