"""On a phone: every place can be reached, written in and answered from, and nothing is wider than the screen."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.playing import shipped_release
from tests.sandbox.page.screen import Screen

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.parametrize("looks", [{"viewport": {"width": 390, "height": 844}, "has_touch": True}], ids=["390 px"]),
]
WIDTH, HEIGHT = 390, 844
ASKED = "Did One-page checkout pay off?"


async def stays_within(screen: Screen) -> bool:
    """Whether neither the page nor its long parts can be pushed sideways."""
    return bool(
        await screen.page.evaluate(
            """() => [...document.querySelectorAll("html, body, .log-scroll, .home-scroll, .modal-body, .pane")]
                .every((one) => one.scrollWidth <= one.clientWidth)"""
        )
    )


async def test_the_story_is_lived_on_a_phone(real: Screen, payoff: Any) -> None:
    await shipped_release(payoff, payoff.slack.as_("ana"))
    menu = real.page.get_by_role("button", name="Channels and tools")
    await menu.tap()
    await real.page.get_by_role("link", name="growth").tap()
    await expect(real.page.get_by_role("heading", name="growth", exact=True)).to_be_visible()
    await menu.tap()
    await real.page.get_by_role("link", name="checkout").tap()
    await expect(real.composer).to_be_in_viewport(ratio=1)
    await real.composer.tap()
    await real.type("/metric record Checkout conversion 4.3%")
    await real.page.locator("#main .send").tap()
    await expect(real.newest).to_contain_text("4.3 %")
    assert await stays_within(real)

    await real.page.get_by_role("button", name="Time machine:").tap()
    machine = real.page.get_by_role("dialog", name="Time machine")
    await machine.get_by_role("button", name="+7 days").tap()
    await expect(machine.locator(".report")).to_be_in_viewport(ratio=1)
    assert await stays_within(real)
    await machine.locator(".report").get_by_role("link", name=ASKED).tap()
    asked = real.message(ASKED)
    await expect(asked).to_contain_text("4.3 % now")
    assert await stays_within(real)

    await asked.locator("button", has_text="Edit…").tap()
    await expect(real.modal).to_be_visible()
    assert await real.modal.bounding_box() == {"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT}
    assert await stays_within(real)
    await real.choose("What came of it?", "Hit")
    await expect(real.modal.locator("[type=submit]")).to_be_in_viewport(ratio=1)
    await real.submit()
    await expect(asked).to_contain_text("says @Ana Ruiz")

    await menu.tap()
    await real.page.get_by_role("link", name="Payoff Home").tap()
    await expect(real.page.locator(".home-body")).to_contain_text("Your releases")
    assert await stays_within(real)
