"""Look at the page and act on it as a person would."""

import re

from playwright.async_api import ConsoleMessage, Locator, Page, Request


class Screen:
    """The page in one browser."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.complaints: list[str] = []
        self.fetched_elsewhere: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        # A refused act is told in the page; the browser logs its status all the same.
        if message.type in ("error", "warning") and "/sandbox/act" not in message.location["url"]:
            self.complaints.append(message.text)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.fetched_elsewhere.append(request.url)

    async def go(self, place: str) -> None:
        """Open an address, and wait until the page has drawn it."""
        await self.page.goto(f"{self.url}/#/{place}")
        await self.page.wait_for_selector("#main h1")

    @property
    def composer(self) -> Locator:
        return self.page.locator("#main .composer-field")

    @property
    def messages(self) -> Locator:
        return self.page.locator("#main .message")

    @property
    def newest(self) -> Locator:
        return self.messages.last

    @property
    def modal(self) -> Locator:
        return self.page.locator("dialog.modal:not(.confirm)")

    @property
    def toast(self) -> Locator:
        return self.page.locator(".toast").last

    def field(self, label: str) -> Locator:
        """The block of an input in the modal, by its label."""
        named = self.page.locator(".label").filter(has_text=re.compile(rf"^{re.escape(label)}( \(optional\))?$"))
        return self.modal.locator(".input", has=named)

    async def write(self, words: str) -> None:
        """Type into the channel's composer and send."""
        await self.composer.fill(words)
        await self.page.keyboard.press("Escape")
        await self.page.keyboard.press("Enter")

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.page.keyboard.press(key)

    async def open_modal(self) -> None:
        await self.write("/release schedule")
        await self.modal.wait_for()

    async def focused(self) -> str:
        """What has the focus: its label, words or name."""
        return str(
            await self.page.evaluate(
                """() => {
                    const here = document.activeElement;
                    const names = (here.getAttribute("aria-labelledby") ?? "").split(" ").filter(Boolean);
                    const labels = names.map((id) => document.getElementById(id)?.textContent ?? "");
                    return labels.join(" ") || here.getAttribute("aria-label") || here.textContent.trim() || here.id;
                }"""
            )
        )
