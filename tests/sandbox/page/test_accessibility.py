"""Without barriers, as axe-core judges it: each screen in light and dark, with Payoff's own messages in it."""

from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.playing import plan_release, shipped_release
from tests.sandbox.page import gallery
from tests.sandbox.page.screen import Screen

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LIGHT_AND_DARK = pytest.mark.parametrize(
    "looks", [{"color_scheme": "light"}, {"color_scheme": "dark"}], ids=["light", "dark"]
)
ASKED = "Did One-page checkout pay off?"


async def barriers(screen: Screen) -> list[str]:
    """What axe-core calls serious or critical on the screen as it is now: the rule, and where."""
    judged = await Axe().run(screen.page)
    return [
        f"{rule['id']} at {node['target']}: {node['failureSummary']}"
        for rule in judged.response["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


@LIGHT_AND_DARK
async def test_no_screen_has_a_serious_barrier(real: Screen, payoff: Any) -> None:
    ana = payoff.slack.as_("ana")
    await shipped_release(payoff, ana)
    await ana.type("#checkout", "/metric record Checkout conversion 4.3%")
    await plan_release(ana, "Saved baskets")
    await real.click("+7 days", real.page.locator(".jumps"))
    await expect(real.page.locator(".report")).to_be_visible()
    found = {"time machine": await barriers(real)}
    await real.press("Escape")

    await real.write("/value One-page checkout")
    await expect(real.newest).to_contain_text("Only visible to you")
    found["channel"] = await barriers(real)

    await real.message("One-page checkout").locator(".thread-summary").click()
    await expect(real.page.locator("#thread .message").first).to_be_visible()
    found["thread"] = await barriers(real)

    await real.click("Edit…", real.message(ASKED))
    await real.fill("Checkout conversion now", "a lot")
    await real.modal.locator("[type=submit]").click()
    await expect(real.modal.locator(".error")).to_be_visible()
    found["modal with an error"] = await barriers(real)
    await real.press("Escape")
    await expect(real.modal).to_have_count(0)

    await real.write("/release schedule Saved baskets")
    await real.field("Outcome").get_by_role("combobox").click()
    await expect(real.modal.get_by_role("listbox")).to_be_visible()
    found["modal with an open list"] = await barriers(real)
    await real.press("Escape", "Escape")
    await expect(real.modal).to_have_count(0)

    await real.page.get_by_role("link", name="Payoff Home").click()
    await expect(real.page.locator(".home-body")).to_contain_text("Your releases")
    found["home"] = await barriers(real)

    assert {screen: wrong for screen, wrong in found.items() if wrong} == {}


@LIGHT_AND_DARK
async def test_no_block_or_element_is_drawn_with_a_serious_barrier(screen: Screen, app: Any) -> None:
    for name, blocks in gallery.MESSAGES.items():
        await app.client.chat_postMessage(channel="C0CHECKOUT", text=name, blocks=blocks)
    await expect(screen.messages).to_have_count(len(gallery.MESSAGES))
    found = {"messages": await barriers(screen)}
    await screen.open_modal()
    await screen.modal.locator("[type=submit]").click()
    await expect(screen.modal.locator(".error").first).to_be_visible()
    found["modal"] = await barriers(screen)
    await screen.press("Escape")
    await expect(screen.modal).to_have_count(0)
    await screen.page.get_by_role("button", name="Calls").click()
    await screen.page.locator(".call").first.click()
    found["calls"] = await barriers(screen)

    assert {place: wrong for place, wrong in found.items() if wrong} == {}
