"""Modals: filled in, refused at their fields, stacked, and left, by hand and by keyboard alone."""

from typing import Any

import pytest
from playwright.async_api import FilePayload, expect

from tests.sandbox.page.screen import Screen

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_the_focus_begins_in_the_first_field_and_stays_inside(screen: Screen) -> None:
    await screen.open_modal()
    assert await screen.focused() == "Name"

    inside = []
    for _ in range(45):
        await screen.press("Tab")
        inside.append(await screen.page.evaluate("!!document.activeElement.closest('dialog')"))
    for _ in range(5):
        await screen.press("Shift+Tab")
        inside.append(await screen.page.evaluate("!!document.activeElement.closest('dialog')"))

    assert all(inside)


async def test_escape_leaves_the_modal_and_gives_the_focus_back(screen: Screen) -> None:
    await screen.open_modal()
    await screen.press("Escape")

    await expect(screen.modal).to_have_count(0)
    await expect(screen.composer).to_be_focused()


async def test_escape_leaves_an_open_list_before_it_leaves_the_modal(screen: Screen) -> None:
    await screen.open_modal()
    await screen.field("Outcome").get_by_role("combobox").click()
    await expect(screen.modal.get_by_role("listbox")).to_be_visible()
    await screen.press("Escape")

    await expect(screen.modal.get_by_role("listbox")).to_have_count(0)
    await expect(screen.modal).to_be_visible()


async def test_an_error_stands_at_its_field_and_takes_the_focus(screen: Screen) -> None:
    await screen.open_modal()
    await screen.field("Name").get_by_role("textbox").fill("ab")
    await screen.field("Outcome").get_by_role("combobox").click()
    await screen.press("Enter")
    await screen.field("Why now?").get_by_label("A date outside our control").check()
    await screen.modal.get_by_role("button", name="Save").click()

    name = screen.field("Name").get_by_role("textbox")
    await expect(screen.field("Name").locator(".error")).to_have_text("A name has at least three letters.")
    await expect(name).to_have_attribute("aria-invalid", "true")
    await expect(name).to_have_accessible_description("A name has at least three letters.")
    await expect(name).to_be_focused()
    await expect(name).to_have_value("ab")
    await expect(screen.field("Outcome").get_by_role("combobox")).to_have_value("Ready and worth it")


async def test_a_required_field_left_empty_is_named(screen: Screen) -> None:
    await screen.open_modal()
    await screen.modal.get_by_role("button", name="Save").click()

    await expect(screen.field("Name").locator(".error")).to_be_visible()
    await expect(screen.field("Why now?").locator(".error")).to_be_visible()
    await expect(screen.field("Why").locator(".error")).to_have_count(0)


async def test_every_field_can_be_filled_in_and_reaches_the_app(screen: Screen, app: Any) -> None:
    await screen.open_modal()

    async def choose(label: str, *words: str) -> None:
        await screen.field(label).get_by_role("combobox").click()
        for one in words:
            await screen.page.keyboard.type(one)
            await expect(screen.modal.locator(".option.here")).to_contain_text(one)
            await screen.press("Enter")
        if await screen.modal.get_by_role("listbox").count():
            await screen.press("Escape")

    await screen.field("Name").get_by_role("textbox").fill("One-page checkout")
    await screen.field("Why").get_by_role("textbox").fill("Fewer give up\nwhile paying")
    await choose("Outcome", "Ready")
    await choose("Teams", "Ready", "A date")
    await choose("Metric", "Churn")
    await choose("Owner", "Dev")
    await choose("Followers", "Ana", "Eva")
    await choose("Channel", "growth")
    await choose("Talk", "leadership")
    await screen.field("Ships").locator(".picker").click()
    await screen.press("ArrowRight", "Enter")
    await screen.field("At").get_by_role("combobox").fill("9:05")
    exactly = screen.field("Exactly")
    await exactly.locator(".picker").click()
    await screen.press("Enter")
    await exactly.get_by_role("combobox").fill("16:30")
    await screen.field("Size").get_by_role("textbox").fill("4.5")
    await screen.field("Mail").get_by_role("textbox").fill("ana@example.com")
    await screen.field("Link").get_by_role("textbox").fill("https://example.com/why")
    await screen.field("Notes").get_by_role("textbox").fill("two\nlines")
    await screen.field("Why now?").get_by_label("A date outside our control").check()
    await screen.field("Agreed").get_by_label("Ready and worth it").check()
    readings = FilePayload(name="readings.csv", mimeType="text/csv", buffer=b"day,value\n2026-03-01,3.8\n")
    await screen.field("Readings").locator("input[type=file]").set_input_files(readings)
    await expect(screen.field("Readings")).to_contain_text("readings.csv")
    await screen.modal.get_by_role("button", name="Save").click()
    await expect(screen.modal).to_have_count(0)

    sent = next(body for body in reversed(app.bodies) if body["type"] == "view_submission")
    values = {name: block[name] for name, block in sent["view"]["state"]["values"].items()}
    assert values["name"]["value"] == "One-page checkout"
    assert values["why"]["value"] == "Fewer give up\nwhile paying"
    assert values["outcome"]["selected_option"]["value"] == "ready"
    assert [option["value"] for option in values["teams"]["selected_options"]] == ["ready", "date"]
    assert values["metric"]["selected_option"]["text"]["text"] == "Churn"
    assert values["owner"]["selected_user"] == "U0DEV"
    assert values["followers"]["selected_users"] == ["U0ANA", "U0EVA"]
    assert values["channel"]["selected_channel"] == "C0GROWTH"
    assert values["talk"]["selected_conversation"] == "C0LEADERSHIP"
    assert values["ships"]["selected_date"] == "2026-06-04"
    assert values["at"]["selected_time"] == "09:05"
    # 16:30 in Berlin, where Ana sits, whatever zone the browser is in.
    assert values["exactly"]["selected_date_time"] == 1772551800
    assert values["size"]["value"] == "4.5"
    assert values["mail"]["value"] == "ana@example.com"
    assert values["link"]["value"] == "https://example.com/why"
    assert values["notes"]["rich_text_value"]["elements"][0]["elements"][0]["text"] == "two\nlines"
    assert values["now"]["selected_option"]["value"] == "date"
    assert [option["value"] for option in values["agreed"]["selected_options"]] == ["ready"]
    assert values["readings"]["files"][0]["name"] == "readings.csv"


async def test_a_second_view_stands_on_the_first_and_leads_back_to_it(screen: Screen) -> None:
    await screen.open_modal()
    await screen.field("Name").get_by_role("textbox").fill("push")
    await screen.field("Outcome").get_by_role("combobox").click()
    await screen.press("Enter")
    await screen.field("Why now?").get_by_label("Ready and worth it").check()
    await screen.press("Control+Enter")
    await expect(screen.modal.get_by_role("heading", name="Second view")).to_be_visible()
    await screen.modal.get_by_role("button", name="Back").click()

    await expect(screen.modal.get_by_role("heading", name="Plan a release")).to_be_visible()
    await expect(screen.field("Name").get_by_role("textbox")).to_have_value("push")


async def test_an_option_is_taken_away_again_with_the_keyboard(screen: Screen) -> None:
    await screen.open_modal()
    followers = screen.field("Followers").get_by_role("combobox")
    await followers.click()
    await screen.press("Enter", "ArrowDown", "Enter")
    await expect(screen.field("Followers").locator(".chip")).to_have_text(["Ana Ruiz", "Ben Okafor"])
    await screen.press("Backspace")

    await expect(screen.field("Followers").locator(".chip")).to_have_text(["Ana Ruiz"])


@pytest.mark.parametrize("looks", [{"viewport": {"width": 390, "height": 844}}])
async def test_a_modal_fills_a_phone(screen: Screen) -> None:
    await screen.open_modal()

    assert await screen.modal.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    await expect(screen.modal.get_by_role("button", name="Save")).to_be_in_viewport()
