"""Keep App Home: what waits for me, my releases, my outcomes, settings; each button does what it says."""

import pytest

from tests.commands.test_settings import saved
from tests.commands.test_value import answer
from tests.playing import define_metric, plan_release, schedule, shipped_release

QUESTION = "What outcome will this release deliver?"


async def test_an_empty_home_says_what_to_do(ben):
    await ben.open_home()

    for words in (
        "Nothing waits for you",
        "You own no release that is in motion.",
        "/outcome new writes one",
        "No channel plans with Payoff yet. Invite it to one, and type /release plan.",
    ):
        assert words in ben.screen()


async def test_a_release_without_an_outcome_waits_for_its_owner_and_is_answered_there(payoff, ana, ben):
    await plan_release(ana)
    await ana.open_home()
    assert "One thing waits for you" in ana.screen()

    await ana.click("Say it…")
    asked = ana.screen()
    await ben.open_home()

    assert QUESTION in asked
    assert "One-page checkout REL-1" in asked
    assert "Nothing waits for you" in ben.screen()


async def test_a_release_with_a_date_but_no_outcome_goes_on_waiting(payoff, ana):
    await plan_release(ana)
    await saved(ana, Without_an_outcome="It gets one, with a warning")
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await ana.choose("This release delivers", "No outcome: schedule it all the same")
    await ana.fill("Why without an outcome?", "A trial")
    await ana.choose("Why now?", "Our own deadline")
    await ana.submit()

    await ana.open_home()

    assert "One thing waits for you" in ana.screen()
    assert QUESTION in ana.screen()


async def test_a_look_that_is_due_waits_for_its_owner_and_is_answered_there(payoff, ana):
    await shipped_release(payoff, ana)
    await payoff.advance(days=7)
    await ana.open_home()
    assert "One-page checkout REL-1 · +7 days\nDid it pay off?" in ana.screen()

    await ana.click("Answer…")
    await ana.choose("What came of it?", "Hit")
    await ana.fill("Evidence", "https://dashboards.example/checkout")
    await ana.submit()
    assert ana.modal is None, ana.errors
    await ana.open_home()

    assert "Nothing waits for you" in ana.screen()


async def test_a_claim_waits_for_its_evidence(payoff, ana):
    await shipped_release(payoff, ana)
    await payoff.advance(days=7)
    await answer(ana, evidence="")

    await ana.open_home()

    assert "Claimed hit, without evidence: it counts for nothing until there is some." in ana.screen()


async def test_a_number_that_nobody_reads_waits_with_the_command_that_reads_it(payoff, ana):
    await define_metric(ana, value="")
    await plan_release(ana)
    await schedule(ana)
    await ana.type("#checkout", "/release ship REL-1")
    await payoff.advance(days=3)

    await ana.open_home()

    assert "has no reading since it shipped three days ago. /metric record Checkout conversion VALUE" in ana.screen()


async def test_my_releases_and_outcomes_are_shown_with_where_they_stand(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await payoff.advance(hours=1)
    await ana.type("#checkout", "/metric record Checkout conversion 4.15")

    await ana.open_home()

    assert "One-page checkout REL-1 · scheduled · Thu 5 Mar 2026" in ana.screen()
    assert "Checkout conversion 3.8 % → 4.5 % by Wed 30 Sep 2026: 50 % of the way" in ana.screen()


@pytest.mark.parametrize(
    ("label", "near", "says"),
    [
        ("Look", "REL-1", "+0.5 pt (0.2 to 0.8), 60 % sure"),
        ("Look", "OUT-1", "50 % of the way"),
        ("What was delivered?", "", "What Q1 2026 delivered"),
    ],
)
async def test_a_look_from_home_opens_over_it(payoff, ana, label, near, says):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await payoff.advance(hours=1)
    await ana.type("#checkout", "/metric record Checkout conversion 4.15")
    await ana.open_home()

    await ana.click(label, near=near)

    assert ana.modal is not None
    assert says in ana.screen()
    await ana.click("Done")
    assert ana.modal is None


async def test_a_release_is_planned_from_home_into_the_channel_that_was_picked(payoff, ana):
    await ana.open_home()
    await ana.click("Plan a release…")
    await ana.fill("Name", "Referral links")
    await ana.choose("Channel", "#growth")
    await ana.submit()
    assert ana.modal is None, ana.errors
    await payoff.settle()

    await ana.click("Refresh")

    assert "Referral links REL-1 · draft" in ana.screen()
    assert any(message.words.startswith("Referral links") for message in ana.messages("#growth"))


async def test_home_shows_what_is_new_when_it_is_refreshed(ana):
    await ana.open_home()
    await plan_release(ana)
    await ana.open_home()
    await plan_release(ana, "Guest checkout")
    ana.place = "home"
    assert "Guest checkout" not in ana.screen()

    await ana.click("Refresh")

    assert "Guest checkout" in ana.screen()


async def test_settings_are_changed_from_home(payoff, ana):
    await plan_release(ana)
    await ana.open_home()
    await ana.click("Change…")
    await ana.fill("At", "08:00")
    await ana.submit()
    await ana.close_all()

    await ana.open_home()

    assert "#checkout: check-ins 7, 30, 90 days after shipping at 08:00, Europe/Berlin" in ana.screen()


async def test_each_person_has_their_own_home(payoff, ana, ben):
    await plan_release(ana)

    await ben.open_home()
    await ana.open_home()

    assert "You own no release that is in motion." in ben.screen()
    assert "One-page checkout" not in ben.screen()
    assert "One-page checkout" in ana.screen()


async def test_a_deputy_sees_what_waits_too_and_nobody_else(payoff, ana, ben, chloe):
    await shipped_release(payoff, ana)
    await ana.type("#checkout", "/release owner REL-1")
    await ana.choose("Deputy", "Ben Okafor")
    await ana.submit()
    await payoff.advance(days=7)

    await ben.open_home()
    await chloe.open_home()

    assert "Did it pay off?" in ben.screen()
    assert "Nothing waits for you" in chloe.screen()
    assert "Did it pay off?" not in chloe.screen()


async def test_of_many_releases_home_shows_some_and_says_how_many_more(payoff, ana):
    for number in range(1, 12):
        await plan_release(ana, f"Release {number} <!channel> *x* {{{{ 7*7 }}}} `y`")

    await ana.open_home()
    (drafts,) = await ana.type("#checkout", "/release list draft")
    ana.place = "home"

    assert "11 things wait for you" in ana.screen()
    assert "And 3 more without an outcome: /release list draft." in ana.screen()
    assert "And 3 more: /release list." in ana.screen()
    assert "Release 8 <!channel>" in ana.screen()
    assert "{{ 7*7 }}" in ana.screen()
    assert "Release 1 <!channel>" in drafts.words
