"""Live in the demo's company, and photograph each surface in light and dark, and on a phone."""

import argparse
import asyncio
import logging
import math
import sys
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Browser, Locator, Page, async_playwright
from playwright.async_api import TimeoutError as NotThere

from bot import log as logs
from bot.commandline.demo import Stage
from tests.sandbox.page.conftest import FLAGS, find_chromium
from tests.screenshots.surface import Surface
from tests.screenshots.surfaces import surfaces

# The guide to the story is sent away before anything is drawn.
WITHOUT_GUIDE = """localStorage.setItem("story", JSON.stringify({done: [], state: "gone", now: 0}))"""
LOADED = "(image) => image.complete || new Promise((done) => { image.onload = image.onerror = done })"
FOLDER = Path(__file__).parents[2] / "docs" / "screenshots"
PHONE = "-phone"
# What the bars above and below messages take, in pixels.
AROUND = 320
# What is read between two meetings.
ON_A_PHONE = {"card", "gate", "checkin", "value", "home", "metric"}
LOOKS = {
    "": {"color_scheme": "light", "viewport": {"width": 1180, "height": 1400}},
    "-dark": {"color_scheme": "dark", "viewport": {"width": 1180, "height": 1400}},
    PHONE: {"color_scheme": "light", "viewport": {"width": 390, "height": 1400}},
}


async def main(folder: Path, only: str) -> None:
    """Take all pictures, or those whose name begins so."""
    folder.mkdir(parents=True, exist_ok=True)
    async with AsyncExitStack() as stack:
        stage = Stage(Path(stack.enter_context(TemporaryDirectory(prefix="payoff-pictures-"))), None)
        await stage.open(stack, 0)
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        stack.push_async_callback(browser.close)
        pages = {look: await opened(browser, stage.slack.url, given) for look, given in LOOKS.items()}
        missing = []
        async for surface in surfaces(stage):
            if surface.name.startswith(only):
                for look, page in pages.items():
                    if look == PHONE and surface.name not in ON_A_PHONE:
                        continue
                    try:
                        await photograph(page, stage.slack.url, surface, folder / f"{surface.name}{look}.png")
                    except NotThere:
                        missing.append(f"{surface.name}{look}")
                print(surface.name, flush=True)
    if missing:
        sys.exit(f"Not on the screen: {', '.join(missing)}")


async def opened(browser: Browser, url: str, look: dict[str, object]) -> Page:
    """A page in which the guide to the story has been sent away."""
    context = await browser.new_context(reduced_motion="reduce", **look)
    await context.add_init_script(WITHOUT_GUIDE)
    context.set_default_timeout(4000)
    return await context.new_page()


async def photograph(page: Page, url: str, surface: Surface, path: Path) -> None:
    """One picture of one surface."""
    await page.goto("about:blank")
    await page.goto(f"{url}/#/{surface.who}/{surface.place}")
    await page.wait_for_selector("#main h1")
    if surface.what == "page":
        await page.wait_for_load_state("networkidle")
        await page.screenshot(path=path, clip={"x": 0, "y": 0, "width": page.viewport_size["width"], "height": 800})
        return
    place = found(page, surface)
    await place.wait_for()
    await place.scroll_into_view_if_needed()
    for image in await place.locator("img").all():
        await image.scroll_into_view_if_needed()
        await image.evaluate(LOADED)
    await page.mouse.move(0, 0)
    window, box = page.viewport_size, await place.bounding_box()
    if surface.what in ("message", "thread") and box["height"] + AROUND > window["height"]:
        # What does not fit into the window would be hidden by the bars above it and below.
        await page.set_viewport_size({"width": window["width"], "height": math.ceil(box["height"]) + AROUND})
        await place.scroll_into_view_if_needed()
    await place.screenshot(path=path)
    await page.set_viewport_size(window)


def found(page: Page, surface: Surface) -> Locator:
    """Where on the page it is."""
    match surface.what:
        case "modal":
            return page.locator("dialog.modal:not(.confirm)").last
        case "thread":
            return page.locator(f'#thread .message[data-ts="{surface.ts}"]')
        case "home":
            return page.locator("#main")
    return page.locator(f'#main .message[data-ts="{surface.ts}"]')


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("--only", default="", help="only pictures whose names begin so")
    parser.add_argument("--into", type=Path, default=FOLDER, help="the folder they go to")
    given = parser.parse_args()
    if find_chromium() is None:
        sys.exit("There is no browser: install chromium, or name one in PAYOFF_CHROMIUM.")
    logs.set_up(level=logging.WARNING)
    asyncio.run(main(given.into, given.only))
