"""Look at the page and act on it as a person would."""

import re

from playwright.async_api import ConsoleMessage, Locator, Page, Request, expect

# More than there are on any screen.
MOST_STOPS = 60
# A ring around what has the focus, or around the box that it fills. Beyond the first and last stop is the browser.
FOCUS_IS_SEEN = """() => {
    if (document.activeElement === document.body) return true;
    const box = document.activeElement.closest(".combo, .composer-box") ?? document.activeElement;
    return [document.activeElement, box].some((node) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(node);
        return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 1) || boxShadow !== "none";
    });
}"""


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

    def message(self, title: str) -> Locator:
        """The newest message in the channel with this title, of those that all can see."""
        posted = self.page.locator("#main .message:not(.message-private)")
        return posted.filter(has=self.page.get_by_text(title, exact=True)).last

    async def click(self, words: str, within: Locator) -> None:
        """Press a button by the words that stand on it; for the ear it may be called otherwise."""
        await within.locator("button", has_text=words).click()

    async def fill(self, label: str, text: str) -> None:
        """Type into a field of the modal."""
        await self.field(label).get_by_role("textbox").fill(text)

    async def choose(self, label: str, option: str) -> None:
        """Choose an option of the modal: from a list, or one of those that stand there."""
        field = self.field(label)
        if await field.get_by_role("combobox").count() == 0:
            await field.get_by_label(option).check()
            return
        await field.get_by_role("combobox").click()
        await self.modal.get_by_role("option", name=option).click()

    async def pick_day(self, label: str, day: str, *, months: int = 0) -> None:
        """Pick a day in the modal, some months from the one that the calendar opens at."""
        await self.field(label).locator(".picker").click()
        for _ in range(months):
            await self.modal.get_by_role("button", name="Next month").click()
        await self.modal.get_by_role("button", name=day).click()

    async def submit(self) -> None:
        """Send the modal off, and wait until it is gone."""
        await self.modal.locator("[type=submit]").click()
        await expect(self.modal).to_have_count(0)

    async def write(self, words: str) -> None:
        """Type into the channel's composer and send."""
        await self.composer.fill(words)
        await self.page.keyboard.press("Escape")
        await self.page.keyboard.press("Enter")

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.page.keyboard.press(key)

    async def type(self, words: str, *keys: str) -> None:
        """Type words where the focus is, then press keys."""
        await self.page.keyboard.type(words)
        await self.press(*keys)

    async def tab_to(self, name: str, *, back: bool = False) -> None:
        """Go by Tab to what is called so; on the way, everything that has the focus shows it."""
        passed = []
        while await self.focused() != name:
            assert len(passed) < MOST_STOPS, f"Tab does not reach “{name}”, only {passed}"
            await self.press("Shift+Tab" if back else "Tab")
            passed.append(await self.focused())
            assert await self.page.evaluate(FOCUS_IS_SEEN), f"“{passed[-1]}” has the focus and does not show it"

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
                    labels.push(...[...(here.labels ?? [])].map((label) => label.textContent.trim()));
                    return labels.join(" ") || here.getAttribute("aria-label") || here.textContent.trim() || here.id;
                }"""
            )
        )
