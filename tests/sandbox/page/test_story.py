"""The whole story with Payoff itself: by clicks and typing, by keyboard alone, and with time that passes."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.playing import shipped_release
from tests.sandbox.page.screen import Screen

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

QUESTION = "What outcome will this release deliver?"
ASKED = "Did One-page checkout pay off?"
LIGHT_AND_DARK = pytest.mark.parametrize(
    "looks", [{"color_scheme": "light"}, {"color_scheme": "dark"}], ids=["light", "dark"]
)


async def answer_the_question(screen: Screen) -> None:
    """Promise an outcome that is new, in the modal that is open."""
    await screen.choose("Outcome", "A new one…")
    await screen.fill("What gets better, and for whom?", "Fewer people give up while paying")
    await screen.choose("What kind of outcome is it?", "A customer's problem solved")
    await screen.choose("What does it move?", "Revenue")
    await screen.choose("Which number moves?", "Checkout conversion")
    # The app fills in what it knows.
    await expect(screen.field("Where is it today?").get_by_role("textbox")).to_have_value("3.8")
    await screen.fill("Where should it be?", "4.5")
    await screen.pick_day("By when?", "30 September 2026", months=6)
    await screen.fill("How much of it will this release move?", "0.2, 0.5, 0.8")
    await screen.fill("Worth a year, if it works", "€120k")
    await screen.choose("Why now?", "It is ready and worth it")


@LIGHT_AND_DARK
async def test_the_whole_story_is_lived_by_clicks_and_typing(real: Screen) -> None:
    await real.write("/metric new Checkout conversion")
    await real.fill("Unit", "%")
    await real.fill("Where is it today?", "3.8")
    await real.click("Define it", real.modal)
    await real.click("Done", real.modal)
    await expect(real.modal).to_have_count(0)

    await real.write("/release plan One-page checkout")
    await real.submit()
    card = real.message("One-page checkout")
    await expect(card).to_contain_text("draft")
    await real.write("/release schedule One-page checkout 5 Mar")
    await expect(real.modal.locator(".block", has_text=QUESTION)).to_have_text(QUESTION)
    await answer_the_question(real)
    await real.submit()
    await expect(card).to_contain_text("scheduled")
    await expect(card).to_contain_text("3.8 % → 4.5 %")

    await real.click("Mark shipped", card)
    await expect(card).to_contain_text("· shipped ·")
    await real.write("/metric record Checkout conversion 4.3%")
    await real.click("+7 days", real.page.locator(".jumps"))
    await real.page.locator(".report").get_by_role("link", name=ASKED).click()
    asked = real.message(ASKED)
    await expect(asked).to_contain_text("4.3 % now")
    await real.click("Edit…", asked)
    await real.choose("What came of it?", "Hit")
    await real.fill("Evidence", "https://dashboards.example/checkout")
    await real.submit()
    await expect(asked).to_contain_text("Hit, verified, says @Ana Ruiz.")

    await real.write("/value One-page checkout")
    await expect(real.newest).to_contain_text("Only visible to you")
    await expect(real.newest).to_contain_text("One-page checkout")
    await expect(real.newest).to_contain_text("hit")
    await expect(real.newest).to_contain_text("evidenced")


async def test_the_story_is_lived_by_keyboard_alone(real: Screen) -> None:
    await real.press("F6")
    await real.tab_to("Message #checkout")
    await real.type("/metric new Checkout conversion", "Enter")
    await expect(real.modal).to_be_visible()
    await real.tab_to("Unit (optional)")
    await real.type("%")
    await real.tab_to("Where is it today? (optional)")
    await real.type("3.8")
    await real.tab_to("Define it")
    await real.press("Enter")
    await expect(real.modal).to_contain_text("Defined")
    await real.press("Escape")
    await expect(real.modal).to_have_count(0)
    await expect(real.composer).to_be_focused()

    await real.type("/release plan One-page checkout", "Enter")
    await expect(real.modal).to_be_visible()
    await real.press("Control+Enter")
    await expect(real.composer).to_be_focused()
    await real.type("/release schedule One-page checkout 5 Mar", "Enter")
    await expect(real.modal).to_contain_text(QUESTION)
    promise = (
        ("Outcome", "A new one", "Enter"),
        ("What gets better, and for whom?", "Fewer people give up while paying"),
        ("A customer's problem solved", "", "Space"),
        ("What does it move?", "Revenue", "Enter"),
        ("Which number moves?", "Checkout", "Enter"),
        ("Where should it be?", "4.5"),
        ("By when? Select a date", "", "Enter", *["PageDown"] * 6, "ArrowRight", "Enter"),
        ("How much of it will this release move?", "0.2, 0.5, 0.8"),
        ("It is ready and worth it", "", "Space"),
    )
    for label, *keys in promise:
        await real.tab_to(label)
        await real.type(*keys)
        if label == "Which number moves?":
            await expect(real.modal).to_contain_text("The newest reading is 3.8 %.")
    await real.tab_to("Promise and schedule")
    await real.press("Enter")
    await expect(real.composer).to_be_focused()
    card = real.message("One-page checkout")
    await expect(card).to_contain_text("by Fri 4 Sep 2026")

    await real.tab_to("Mark One-page checkout shipped", back=True)
    await real.press("Enter")
    await expect(card).to_contain_text("· shipped ·")
    # The button is gone; its message holds the place.
    await expect(card).to_be_focused()
    await real.press("F6")
    await real.tab_to("Move time: +7 days")
    await real.press("Enter")
    await expect(real.page.locator(".report").get_by_role("link").first).to_be_focused()
    await real.press("Escape")
    await expect(real.page.get_by_role("button", name="Time machine:")).to_be_focused()
    await expect(real.message(ASKED)).to_be_visible()


async def test_thirty_days_post_what_is_due_in_between_each_at_its_hour(real: Screen, payoff: Any) -> None:
    await shipped_release(payoff, payoff.slack.as_("ana"))
    await real.click("+30 days", real.page.locator(".jumps"))
    report = real.page.get_by_role("dialog", name="Time machine").locator(".report")

    await expect(report).to_contain_text("30 days passed.")
    asked = report.locator("li", has_text=ASKED)
    await expect(asked.locator(".report-when")).to_have_text(
        ["Tue 10 Mar, 09:00 · #checkout", "Thu 2 Apr, 09:00 · #checkout"]
    )
    told = [float(str(await one.get_attribute("data-ts"))) for one in await real.messages.all()]
    assert told == sorted(told)
    assert len(told) > 2
    await expect(real.page.locator(".day h2")).to_contain_text(["Tuesday 3 March", "Tuesday 10 March", "Today"])

    machine = real.page.get_by_role("dialog", name="Time machine")
    await machine.get_by_label("Day").evaluate("(field) => { field.removeAttribute('min'); }")
    await machine.get_by_label("Day").fill("2026-03-10")
    await machine.get_by_role("button", name="Go").click()
    await expect(real.toast).to_contain_text("Time cannot go back")
    await expect(real.page.get_by_role("button", name="Time machine:")).to_contain_text("Thu 2 Apr 2026, 10:00")
    # The browser logs the refusal's status; it was told in the page.
    real.complaints.clear()
