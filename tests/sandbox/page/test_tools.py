"""Around the Slack: the time machine, the calls, the faults, the story for newcomers."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.async_api import expect

from tests.sandbox.bare import Bare
from tests.sandbox.page.screen import Screen

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


def post_on_the_way(app: Bare) -> None:
    """Two messages fall due one and four days from now."""

    async def advance(old: datetime, new: datetime) -> None:
        for days, room in ((1, "C0CHECKOUT"), (4, "C0GROWTH")):
            if old + timedelta(days=days) <= new:
                app.slack.stage.clock.now = old + timedelta(days=days)
                await app.client.chat_postMessage(channel=room, text=f"Due after {days} days")

    app.slack.desk.on_advance = advance


async def test_time_moves_and_what_was_posted_on_the_way_is_told(screen: Screen, app: Any) -> None:
    post_on_the_way(app)
    clock = screen.page.get_by_role("button", name="Time machine:")
    await expect(clock).to_contain_text("Tue 3 Mar 2026, 10:00")
    await screen.page.get_by_role("button", name="Move time: +7 days").click()
    report = screen.page.get_by_role("dialog", name="Time machine").locator(".report")

    await expect(report).to_contain_text("7 days passed. 2 messages on the way.")
    await expect(report.locator("li")).to_contain_text(["Wed 4 Mar, 10:00 · #checkout", "Sat 7 Mar, 10:00 · #growth"])
    await expect(clock).to_contain_text("Tue 10 Mar 2026, 10:00")
    await report.get_by_role("link", name="Due after 4 days").click()
    await expect(screen.newest).to_contain_text("Due after 4 days")


async def test_next_monday_is_nine_in_the_morning(screen: Screen) -> None:
    await screen.page.get_by_role("button", name="Move time: Mon 09:00").click()

    await expect(screen.page.get_by_role("button", name="Time machine:")).to_contain_text("Mon 9 Mar 2026, 09:00")
    await expect(screen.page.locator(".report")).to_contain_text("Nothing was posted")


async def test_one_goes_to_a_moment_of_ones_own(screen: Screen) -> None:
    await screen.page.get_by_role("button", name="Time machine:").click()
    machine = screen.page.get_by_role("dialog", name="Time machine")
    await machine.get_by_label("Day").fill("2026-04-02")
    await machine.get_by_label("Time", exact=True).fill("17:30")
    await machine.get_by_role("button", name="Go").click()

    # Summer time has begun in between: the wall clock counts.
    await expect(screen.page.get_by_role("button", name="Time machine:")).to_contain_text("Thu 2 Apr 2026, 17:30")


async def test_going_back_is_refused_with_the_reason(screen: Screen) -> None:
    await screen.page.get_by_role("button", name="Time machine:").click()
    machine = screen.page.get_by_role("dialog", name="Time machine")
    await machine.get_by_label("Day").evaluate("(field) => { field.removeAttribute('min'); }")
    await machine.get_by_label("Day").fill("2026-03-01")
    await machine.get_by_role("button", name="Go").click()

    await expect(screen.toast).to_contain_text("Time cannot go back")
    # The browser logs the refusal's status; it was told in the page.
    screen.complaints.clear()


async def test_every_call_is_shown_with_what_was_sent_and_answered(screen: Screen) -> None:
    await screen.page.get_by_role("button", name="Calls").click()
    await screen.write("/release card")
    calls = screen.page.locator(".call")
    await expect(calls.filter(has_text="slash command /release")).to_contain_text("Ana Ruiz")
    await screen.page.get_by_role("searchbox", name="Filter calls").fill("postMessage")
    await expect(calls).to_have_count(1)
    await calls.first.click()
    await expect(calls.first.locator(".json-root").first).to_contain_text('channel: "C0CHECKOUT"')
    await expect(calls.first.locator(".json-root").last).to_contain_text("ok: true")
    blocks = calls.first.locator(".json-root").first.locator("details", has_text="item").first
    await expect(blocks.locator(".json-in").first).to_be_visible()


async def test_a_failed_call_stands_out(screen: Screen, app: Any) -> None:
    app.slack.faults.add("error", method="chat.postMessage", times=1, code="is_archived")
    await screen.write("/release card")
    await screen.page.get_by_role("button", name="Calls").click()

    await expect(screen.page.locator(".call-failed", has_text="chat.postMessage")).to_contain_text("is_archived")


async def test_a_fault_is_ordered_and_taken_back(screen: Screen, app: Any) -> None:
    await screen.page.get_by_role("button", name="Faults").click()
    page = screen.page.locator("#drawer")
    await page.get_by_label("What happens").select_option("slow")
    await page.get_by_label("How often").fill("2")
    await page.get_by_label("Seconds").fill("0.01")
    await page.get_by_role("button", name="Order the fault").click()
    await expect(page.locator(".fault")).to_contain_text("2 left")
    assert [fault.kind for fault in app.slack.faults.active] == ["slow"]
    await page.get_by_role("button", name="Remove").click()

    await expect(page).to_contain_text("None: this Slack behaves.")
    assert app.slack.faults.active == []


async def test_the_story_puts_its_command_into_the_composer_and_is_ticked(screen: Screen) -> None:
    story = screen.page.get_by_role("region", name="The story in five steps")
    await screen.page.get_by_role("link", name="growth").click()
    await story.get_by_role("button", name="/release plan").click()
    await expect(screen.page.get_by_role("heading", name="checkout")).to_be_visible()
    await expect(screen.composer).to_have_value("/release plan Express returns")
    await screen.press("Enter")

    await expect(story.locator(".step-done")).to_have_text("Plan a release (done)")
    await expect(story.locator(".step-now")).to_contain_text("Give it a date")


async def test_the_story_is_sent_away_for_good(screen: Screen) -> None:
    await screen.page.get_by_role("button", name="Dismiss the story").click()
    await screen.page.reload()
    await screen.page.wait_for_selector("#main h1")

    await expect(screen.page.get_by_role("region", name="The story in five steps")).to_be_hidden()


async def test_a_sandbox_out_of_reach_is_told(screen: Screen) -> None:
    await screen.page.context.set_offline(True)
    await screen.write("hello")

    await expect(screen.toast).to_contain_text("The sandbox does not answer")
    await expect(screen.composer).to_have_value("hello")
    # What the browser says of its broken lines is what was asked for.
    screen.complaints.clear()
