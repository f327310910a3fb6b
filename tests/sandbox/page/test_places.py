"""Places and people: channels, unread marks, threads, the home, acting as someone else."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.sandbox.bare import section
from tests.sandbox.page.screen import Screen

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_channel_with_news_is_marked_until_it_is_looked_at(screen: Screen, app: Any) -> None:
    growth = screen.page.get_by_role("link", name="growth")
    await app.client.chat_postMessage(channel="C0GROWTH", text="Hello <@U0ANA>")
    await expect(growth).to_have_accessible_name("growth unread, 1 mentions")
    await growth.click()

    await expect(screen.newest).to_contain_text("Hello @Ana Ruiz")
    await expect(screen.page.get_by_role("separator", name="New messages")).to_be_visible()
    await expect(growth).to_have_accessible_name("growth")


async def test_one_acts_as_a_colleague_who_sees_what_is_theirs(screen: Screen) -> None:
    await screen.write("/release private REL-7")
    await expect(screen.newest).to_contain_text("Only you see REL-7")
    await screen.page.get_by_role("button", name="Acting as Ana Ruiz").focus()
    await screen.press("Enter", "ArrowDown", "ArrowDown", "Enter")

    await expect(screen.page.get_by_role("button", name="Acting as Chloe Martin")).to_be_visible()
    await expect(screen.messages).to_have_count(0)
    await expect(screen.page.get_by_role("link", name="leadership")).to_have_count(0)


async def test_two_colleagues_see_each_others_words_at_once(screen: Screen, app: Any) -> None:
    await app.slack.as_("ben").type("#checkout", "The load test is green")

    await expect(screen.newest.locator(".author")).to_contain_text("Ben Okafor")
    await expect(screen.newest).to_contain_text("The load test is green")


async def test_the_home_is_opened_and_its_buttons_work(screen: Screen, app: Any) -> None:
    await screen.page.get_by_role("link", name="Payoff Home").click()
    await expect(screen.page.get_by_role("heading", name="Good morning, Ana")).to_be_visible()
    await screen.page.get_by_role("button", name="Record a reading").click()
    await expect(screen.page.get_by_role("button", name="Record a reading")).not_to_have_attribute("aria-busy", "true")

    assert app.body["actions"][0]["action_id"] == "record"


async def test_a_message_updated_by_the_app_changes_in_place(screen: Screen) -> None:
    await screen.write("/release card")
    await screen.newest.get_by_role("button", name="Mark shipped").click()

    await expect(screen.newest).to_contain_text("Shipped today")
    await expect(screen.messages).to_have_count(1)


async def test_a_private_message_is_sent_away(screen: Screen) -> None:
    await screen.write("/release private REL-7")
    await screen.newest.hover()
    await screen.newest.get_by_role("button", name="Dismiss message").click()

    await expect(screen.messages).to_have_count(0)


async def test_a_reaction_is_given_and_taken_back(screen: Screen) -> None:
    await screen.write("Shipped")
    await screen.newest.hover()
    await screen.newest.get_by_role("button", name="React with eyes").click()
    reaction = screen.newest.locator(".reaction")
    await expect(reaction).to_have_attribute("aria-pressed", "true")
    await reaction.click()

    await expect(reaction).to_have_count(0)


@pytest.mark.parametrize("way", ["message", "global"])
async def test_a_shortcut_opens_its_modal(screen: Screen, way: str) -> None:
    await screen.write("Customers ask for this")
    if way == "message":
        await screen.newest.hover()
        await screen.newest.get_by_role("button", name="More actions for this message").click()
        await screen.page.get_by_role("menuitem", name="Attach to release").click()
    else:
        await screen.page.locator("#main").get_by_role("button", name="Shortcuts").click()
        await screen.page.get_by_role("menuitem", name="Plan a release").click()

    await expect(screen.modal.get_by_role("heading", name="Plan a release")).to_be_visible()


async def test_messages_are_walked_with_the_arrow_keys_and_their_tools_reached_by_tab(screen: Screen) -> None:
    await screen.write("first")
    await screen.write("second")
    await expect(screen.messages).to_have_count(2)
    await screen.newest.focus()
    await screen.press("ArrowUp")
    await expect(screen.messages.first).to_be_focused()
    await screen.press("Tab")

    await expect(screen.messages.first.get_by_role("button", name="React with white check mark")).to_be_focused()


async def test_days_stand_between_messages_and_neighbours_share_their_head(screen: Screen, app: Any) -> None:
    await screen.write("Monday's words")
    await screen.write("more of them")
    await expect(screen.messages).to_have_count(2)
    app.slack.stage.clock.now = app.slack.stage.clock.now.replace(day=4)
    await screen.write("a day later")
    await expect(screen.messages).to_have_count(3)

    assert await screen.page.locator(".day h2").all_text_contents() == ["Yesterday", "Today"]
    await expect(screen.messages.nth(1).locator(".author")).to_have_count(0)
    await expect(screen.messages.nth(2).locator(".author")).to_have_count(1)


async def test_the_newest_message_stays_in_sight_unless_one_reads_further_up(screen: Screen, app: Any) -> None:
    for number in range(30):
        await app.client.chat_postMessage(channel="C0CHECKOUT", text=f"n{number}", blocks=[section(f"Number {number}")])
    await expect(screen.messages).to_have_count(30)
    await expect(screen.newest).to_be_in_viewport()
    await screen.page.locator("#main .log-scroll").evaluate("(log) => { log.scrollTop = 0; }")
    await expect(screen.page.get_by_role("button", name="Latest messages")).to_be_visible()
    await app.client.chat_postMessage(channel="C0CHECKOUT", text="one more")
    await expect(screen.messages).to_have_count(31)
    await expect(screen.messages.first).to_be_in_viewport()
    await screen.page.get_by_role("button", name="Latest messages").click()

    await expect(screen.newest).to_be_in_viewport()


async def test_the_regions_are_walked_with_f6(screen: Screen) -> None:
    visited = []
    for _ in range(3):
        await screen.press("F6")
        visited.append(await screen.page.evaluate("document.activeElement.closest('#topbar, #sidebar, #main').id"))

    assert sorted(visited) == ["main", "sidebar", "topbar"]


async def test_an_archived_channel_takes_no_words(screen: Screen, app: Any) -> None:
    await screen.go("ana/platform")
    await app.slack.archive("#platform")

    await expect(screen.page.locator("#main .place-note")).to_have_text("#platform is archived.")
    await expect(screen.composer).to_be_hidden()
