"""Writing in the composer: completion, mentions, commands, files."""

from typing import Any

import pytest
from playwright.async_api import FilePayload, expect

from tests.sandbox.page.screen import Screen

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_slash_offers_the_commands_with_what_they_are_for(screen: Screen) -> None:
    await screen.composer.focus()
    await screen.page.keyboard.type("/")

    offers = screen.page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    await expect(offers.filter(has_text="/release")).to_contain_text("plan | schedule X | ship X")
    await expect(offers.filter(has_text="/metric")).to_contain_text("Metrics and readings")


async def test_a_command_is_completed_and_sent_by_keyboard_alone(screen: Screen, app: Any) -> None:
    await screen.composer.focus()
    await screen.page.keyboard.type("/")
    await screen.press("ArrowDown", "ArrowDown")
    chosen = await screen.composer.get_attribute("aria-activedescendant")
    await expect(screen.page.locator(f"#{chosen}")).to_contain_text("/release")
    await screen.press("Tab")
    await expect(screen.composer).to_have_value("/release ")
    await screen.page.keyboard.type("plan Express returns")
    await expect(screen.page.locator(".composer-waiting")).to_contain_text("/release plan | schedule X")
    await screen.press("Enter")

    await expect(screen.newest).to_contain_text("Planned Express returns")
    await expect(screen.newest).to_contain_text("Only visible to you")
    assert app.body["text"] == "plan Express returns"


async def test_enter_completes_what_is_half_typed_and_sends_what_is_whole(screen: Screen, app: Any) -> None:
    await screen.composer.focus()
    await screen.page.keyboard.type("/val")
    await screen.press("Enter")
    await expect(screen.composer).to_have_value("/value ")
    assert app.bodies == []
    await screen.composer.fill("/value")
    await screen.press("Enter")

    await expect(screen.composer).to_have_value("")
    await expect(screen.newest).to_contain_text("Planned")


async def test_escape_sends_the_offers_away_until_one_types_on(screen: Screen) -> None:
    await screen.composer.focus()
    await screen.page.keyboard.type("/re")
    await screen.press("Escape")
    await expect(screen.page.get_by_role("listbox")).to_have_count(0)
    await screen.page.keyboard.type("l")

    await expect(screen.page.get_by_role("listbox")).to_be_visible()


async def test_a_mention_is_completed_and_the_app_answers_in_its_thread(screen: Screen) -> None:
    await screen.composer.focus()
    await screen.page.keyboard.type("what did we deliver, @pay")
    await screen.press("Enter")
    await expect(screen.composer).to_have_value("what did we deliver, @Payoff ")
    await screen.press("Enter")

    await expect(screen.newest.locator(".mention")).to_have_text("@Payoff")
    await screen.newest.locator(".thread-summary").click()
    await expect(screen.page.locator("#thread")).to_contain_text("€53k verified in Q3.")
    await expect(screen.page.locator("#thread .composer-field")).to_be_focused()


async def test_a_colleague_is_mentioned(screen: Screen) -> None:
    await screen.composer.focus()
    await screen.page.keyboard.type("over to @oka")
    await screen.press("Tab", "Enter")

    await expect(screen.newest.locator(".mention")).to_have_text("@Ben Okafor")


async def test_shift_enter_begins_a_new_line(screen: Screen) -> None:
    await screen.composer.focus()
    await screen.page.keyboard.type("one")
    await screen.press("Shift+Enter")
    await screen.page.keyboard.type("two")
    await screen.press("Enter")

    await expect(screen.newest.locator(".words")).to_have_text("onetwo")
    await expect(screen.newest.locator(".words br")).to_have_count(1)


async def test_what_was_begun_waits_in_its_channel(screen: Screen) -> None:
    await screen.composer.fill("not finished")
    await screen.page.get_by_role("link", name="growth").click()
    await expect(screen.composer).to_have_value("")
    await screen.page.get_by_role("link", name="checkout").click()

    await expect(screen.composer).to_have_value("not finished")


async def test_a_file_is_shared_in_the_channel(screen: Screen) -> None:
    readings = FilePayload(name="readings.csv", mimeType="text/csv", buffer=b"day,value\n2026-03-01,3.8\n")
    await screen.page.locator("#main .composer input[type=file]").set_input_files(readings)

    card = screen.newest.locator(".file-card")
    await expect(card).to_contain_text("readings.csv")
    answer = await screen.page.request.get(screen.url + str(await card.get_attribute("href")))
    assert await answer.body() == b"day,value\n2026-03-01,3.8\n"


async def test_a_reply_is_written_in_the_thread(screen: Screen) -> None:
    await screen.write("Who owns this?")
    await screen.newest.hover()
    await screen.newest.get_by_role("button", name="Reply in thread").click()
    await screen.page.locator("#thread .composer-field").fill("I do")
    await screen.press("Enter")

    await expect(screen.page.locator("#thread .message").last).to_contain_text("I do")
    await expect(screen.newest.locator(".thread-summary")).to_contain_text("1 reply")
    await screen.press("Escape")
    await expect(screen.page.locator("#thread")).to_be_hidden()
