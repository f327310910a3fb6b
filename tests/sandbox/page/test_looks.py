"""How it looks: readable in light and dark, whole on a phone, strict about where it comes from."""

from typing import Any

import pytest
from playwright.async_api import expect

from tests.sandbox.page import gallery
from tests.sandbox.page.screen import Screen

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LIGHT_AND_DARK = pytest.mark.parametrize("looks", [{"color_scheme": "light"}, {"color_scheme": "dark"}], ids=str)
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}

# Every text on the screen whose contrast is too low to read, by WCAG 2.2's formula (1.4.3, level AA).
TOO_FAINT = """() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const channels = (colour) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const luminance = ([r, g, b]) => {
        const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        const [x, y, z] = [r, g, b].map((c) => linear(c / 255));
        return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const ground = (node) => {
        for (let here = node; here; here = here.parentElement) {
            const found = channels(getComputedStyle(here).backgroundColor);
            if (found[3] > 250) return found;
        }
        return [255, 255, 255, 255];
    };
    const passed = ".unseen, .workspace, .emoji, [hidden], :disabled, svg";
    const faint = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const node = walk.currentNode.parentElement;
        if (!walk.currentNode.textContent.trim() || node.closest(passed)) continue;
        if (!node.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
        const style = getComputedStyle(node);
        const [one, other] = [luminance(channels(style.color)), luminance(ground(node))].sort((a, b) => b - a);
        const size = parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.6 && style.fontWeight >= 700);
        if ((one + 0.05) / (other + 0.05) < (large ? 3 : 4.5)) faint.push(node.textContent.trim().slice(0, 40));
    }
    return faint;
}"""


async def fill(app: Any) -> None:
    """One of each of the gallery's messages."""
    for name, blocks in gallery.MESSAGES.items():
        await app.client.chat_postMessage(channel="C0CHECKOUT", text=name, blocks=blocks)


@LIGHT_AND_DARK
async def test_every_text_can_be_read(screen: Screen, app: Any) -> None:
    await fill(app)
    await screen.write("/release private REL-7")
    await expect(screen.newest).to_contain_text("Only you see")
    await screen.page.get_by_role("button", name="Calls").click()
    await screen.page.locator(".call").first.click()

    assert await screen.page.evaluate(TOO_FAINT) == []


@LIGHT_AND_DARK
async def test_every_text_of_a_refused_modal_can_be_read(screen: Screen) -> None:
    await screen.open_modal()
    await screen.modal.get_by_role("button", name="Save").click()
    await expect(screen.modal.locator(".error").first).to_be_visible()

    assert await screen.page.evaluate(TOO_FAINT) == []


async def test_light_or_dark_is_chosen_and_remembered(screen: Screen) -> None:
    look = screen.page.get_by_role("button", name="Look")
    ground = "getComputedStyle(document.getElementById('main')).backgroundColor"
    assert await screen.page.evaluate(ground) == "rgb(255, 255, 255)"
    await look.click()
    await look.click()
    assert await screen.page.evaluate(ground) == "rgb(27, 29, 33)"
    await screen.page.reload()
    await screen.page.wait_for_selector("#main h1")

    assert await screen.page.evaluate(ground) == "rgb(27, 29, 33)"


@pytest.mark.parametrize("looks", [PHONE], ids=["360 px"])
@pytest.mark.parametrize("place", ["ana/checkout", "ana/home", "thread", "modal", "calls", "faults", "clock"])
async def test_a_phone_shows_everything_without_scrolling_sideways(screen: Screen, app: Any, place: str) -> None:
    await fill(app)
    if place == "thread":
        await screen.go(f"ana/checkout/{(await screen.newest.get_attribute('data-ts'))}")
        await expect(screen.page.locator("#thread .message")).to_be_visible()
    elif place == "modal":
        await screen.open_modal()
    elif place in ("calls", "faults"):
        await screen.page.get_by_role("button", name="Channels and tools").click()
        await screen.page.get_by_role("button", name=place.capitalize()).click()
    elif place == "clock":
        await screen.page.get_by_role("button", name="Time machine").click()
    else:
        await screen.go(place)

    wide = await screen.page.evaluate(
        """() => [...document.querySelectorAll("html, .log-scroll, .home-scroll, .modal-body, .pane")]
            .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.className || one.tagName)"""
    )
    assert wide == []


async def test_digits_are_text_where_no_font_is_installed_that_is_named(screen: Screen) -> None:
    """The list of fonts, without those of letters: fonts of emoji draw a digit as wide as a face."""
    wide = await screen.page.evaluate(
        """async () => {
            const named = getComputedStyle(document.body).fontFamily.split(", ");
            const line = document.body.appendChild(document.createElement("span"));
            line.style.cssText = `position: fixed; font-size: 100px; white-space: pre`;
            line.style.fontFamily = named.filter((one) => /emoji|^sans-serif$/i.test(one)).join(", ");
            await document.fonts.ready;
            return ["0", " ", "©", "🚀"].map((one) => {
                line.textContent = one;
                return line.getBoundingClientRect().width;
            });
        }"""
    )
    assert [width < 80 for width in wide[:2]] + [wide[2] < 110, wide[3] > 110] == [True] * 4, wide


@pytest.mark.parametrize("looks", [PHONE], ids=["360 px"])
async def test_on_a_phone_the_channels_are_a_drawer(screen: Screen) -> None:
    growth = screen.page.get_by_role("link", name="growth")
    await expect(growth).to_be_hidden()
    await screen.page.get_by_role("button", name="Channels and tools").click()
    await growth.click()

    await expect(screen.page.get_by_role("heading", name="growth", exact=True)).to_be_visible()
    await expect(growth).to_be_hidden()


@pytest.mark.parametrize("looks", [PHONE], ids=["360 px"])
async def test_a_charts_labels_are_as_large_on_a_phone(screen: Screen) -> None:
    await screen.write("/release charts")

    scale = "(chart) => chart.getBoundingClientRect().width / chart.viewBox.baseVal.width"
    await expect(screen.newest.locator("svg.chart-svg").first).to_be_visible()
    await screen.page.wait_for_function(
        f"[...document.querySelectorAll('svg.chart-svg')].every((one) => Math.abs(({scale})(one) - 1) < 0.02)"
    )


async def test_the_page_is_served_so_strictly_that_nothing_inline_could_run(screen: Screen, app: Any) -> None:
    answer = await screen.page.request.get(screen.url)
    policy = answer.headers["content-security-policy"]
    await fill(app)
    await screen.open_modal()

    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "unsafe" not in policy
    await expect(screen.modal).to_be_visible()


async def test_the_pages_files_are_asked_for_anew(screen: Screen) -> None:
    answer = await screen.page.request.get(f"{screen.url}/page/main.js")

    assert answer.headers["cache-control"] == "no-cache"
