"""The page draws every block and element, and nothing that a text says becomes part of the page."""

import json
from typing import Any

import pytest
from playwright.async_api import expect

from tests.sandbox.page import gallery
from tests.sandbox.page.screen import Screen

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

# What must be seen of each of the gallery's messages: selectors, and words in them.
SEEN = {
    "card": {
        "h4": "One-page checkout",
        ".fields": "3–5 Jun, high confidence",
        "button.button-primary": "Mark shipped",
        "button.button-danger": "Cancel release",
        ".context code": "REL-7",
        ".mention >> nth=1": "@Ben Okafor",
    },
    "table": {"thead th >> nth=4": "Worth", "tbody tr >> nth=3 >> td >> nth=2": "not measured"},
    "charts": {"figcaption >> nth=0": "Checkout conversion", ".chart-legend": "Target"},
    "more": {"figcaption >> nth=1": "Verdicts in Q3"},
    "rich": {"ol li >> nth=1": "two", "blockquote": "*not bold* <b>", "pre": "rate = paid / seen"},
    "markdown": {"ul li >> nth=0": "☑ asked", "table td >> nth=1": "€11k"},
    "boxes": {".card-title": "Guest checkout", "summary": "Evidence"},
    "data": {"caption": "Worth by release", ".table-pages": "1 of 2"},
    "steps": {".task >> nth=1": "Half of the customers", ".carousel .card >> nth=1": "Faster search"},
    "pickers": {"input[role=combobox] >> nth=0": "", "button.picker": "Pick a day"},
}


@pytest.mark.parametrize("name", SEEN)
async def test_each_block_is_drawn(screen: Screen, name: str) -> None:
    await screen.write(f"/release {name}")

    for where, words in SEEN[name].items():
        await expect(screen.newest.locator(where)).to_contain_text(words)
    await expect(screen.newest.locator(".undrawn")).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "shapes"),
    [("charts", {"path.chart-line": 2, "rect.chart-bar": 12}), ("more", {"path.chart-area": 1, "path.chart-slice": 4})],
)
async def test_charts_are_drawn_as_shapes(screen: Screen, name: str, shapes: dict[str, int]) -> None:
    await screen.write(f"/release {name}")

    for shape, count in shapes.items():
        await expect(screen.newest.locator(shape)).to_have_count(count)


async def test_a_chart_tells_its_numbers_to_a_screen_reader(screen: Screen) -> None:
    await screen.write("/release charts")

    row = screen.newest.locator("table.unseen").first.locator("tbody tr").nth(10)
    await expect(row.locator("th, td")).to_have_text(["11 Mar", "4.43", "4.5"])


async def test_a_data_table_is_sorted_by_number_and_turned_by_page(screen: Screen) -> None:
    await screen.write("/release data")
    names = screen.newest.locator("tbody th")
    await screen.newest.get_by_role("button", name="Worth").click()
    await expect(names).to_have_text(["Guest checkout", "One-page checkout"])
    await expect(screen.newest.locator("[aria-sort=ascending]")).to_contain_text("Worth")
    await screen.newest.get_by_role("button", name="Next").click()

    await expect(names).to_have_text(["Faster search"])


async def test_mrkdwn_becomes_styles_links_mentions_and_dates(screen: Screen) -> None:
    await screen.write("/release mrkdwn")

    words = screen.newest.locator(".words")
    await expect(words).to_contain_text("A link with words")
    assert await words.locator("strong").all_text_contents() == ["bold", "both"]
    assert await words.locator("em").all_text_contents() == ["italic", "both"]
    assert await words.locator("s").all_text_contents() == ["struck"]
    assert await words.locator("code").all_text_contents() == ["code"]
    assert await words.locator("pre").text_content() == "SELECT *\nFROM releases"
    assert await words.locator("blockquote").inner_text() == "A quote\nof two lines"
    link = words.get_by_role("link", name="with words")
    assert await link.get_attribute("href") == "https://example.com/a?b=1&c=2"
    assert await words.get_by_role("link", name="#growth").get_attribute("href") == "#/ana/growth"
    await expect(words.locator("time")).to_have_text("today at 10:00")
    await expect(words).to_contain_text("1 < 2 && 3 > 2, snake_case_word, 2*3*4, 🚀 and :no_such_emoji:")


async def test_nothing_in_a_text_becomes_an_element_of_its_own(screen: Screen) -> None:
    alerts: list[str] = []
    screen.page.on("dialog", lambda dialog: alerts.append(dialog.message))
    for number, name in enumerate(("hostile", "markdown"), 1):
        await screen.write(f"/release {name}")
        await expect(screen.messages).to_have_count(number)

        await expect(screen.newest.locator("img, script, b, iframe")).to_have_count(0)
        await expect(screen.newest.locator("a[href^='javascript']")).to_have_count(0)

    await expect(screen.messages.first).to_contain_text("<img src=x onerror=alert(1)>")
    assert alerts == []


async def test_what_a_person_types_is_drawn_as_typed_with_its_marks(screen: Screen) -> None:
    await screen.write("<img src=x onerror=alert(1)> is *not* `run`")

    await expect(screen.newest.locator(".words")).to_have_text("<img src=x onerror=alert(1)> is not run")
    await expect(screen.newest.locator("strong")).to_have_text("not")
    await expect(screen.newest.locator("code")).to_have_text("run")


async def test_a_picture_from_elsewhere_stays_a_link(screen: Screen, app: Any) -> None:
    blocks = [gallery.picture("https://example.com/chart.png")]
    await app.client.chat_postMessage(channel="C0CHECKOUT", text="chart", blocks=blocks)

    await expect(screen.newest.get_by_role("link", name="Conversion before and after")).to_be_visible()
    await expect(screen.newest.locator("img")).to_have_count(0)


async def test_a_picture_of_this_slack_is_shown(screen: Screen, app: Any) -> None:
    sent = await app.client.files_upload_v2(content=gallery.png(40, 20), filename="chart.png", title="Chart")
    picture = {"type": "image", "slack_file": {"id": sent["file"]["id"]}, "alt_text": "Before and after"}
    await app.client.chat_postMessage(channel="C0CHECKOUT", text="chart", blocks=[picture])

    image = screen.newest.get_by_role("img", name="Before and after")
    await expect(image).to_be_visible()
    await expect(image).to_have_js_property("naturalWidth", 40)


async def test_a_block_that_is_not_known_is_named(screen: Screen) -> None:
    drawn = await screen.page.evaluate(
        """async (block) => {
            const { drawBlocks } = await import("/page/blocks/blocks.js");
            return drawBlocks([block], { kind: "message" })[0].textContent;
        }""",
        {"type": "hologram"},
    )

    assert drawn == "A block of type hologram is not drawn here."


async def test_a_choice_in_a_message_is_told_and_keeps_the_focus(screen: Screen, app: Any) -> None:
    await screen.write("/release pickers")
    person = screen.newest.get_by_placeholder("Pick a person")
    await person.click()
    await screen.page.keyboard.type("ben")
    await screen.press("Enter")

    # The app has answered, and the message was drawn anew.
    await expect(screen.newest.locator(".thread-summary")).to_be_visible()
    await expect(screen.newest.get_by_role("combobox").nth(1)).to_have_value("Ben Okafor")
    await expect(screen.newest.get_by_role("combobox").nth(1)).to_be_focused()
    (action,) = app.body["actions"]
    assert action["selected_user"] == "U0BEN"


async def test_a_day_and_a_time_are_picked_by_keyboard(screen: Screen, app: Any) -> None:
    await screen.write("/release pickers")
    await screen.newest.get_by_role("button", name="Pick a day").focus()
    await screen.press("Enter")
    await expect(screen.page.get_by_role("dialog", name="Pick a date")).to_be_visible()
    await screen.press("ArrowDown", "ArrowRight", "PageDown", "Enter")
    await expect(screen.newest.locator(".picker")).to_have_text("11 April 2026")
    await screen.newest.get_by_placeholder("Pick a time").fill("5pm")
    await screen.press("Enter")
    await expect(screen.newest.get_by_placeholder("Pick a time")).to_have_value("17:00")

    values = app.body["state"]["values"]["pickers"]
    assert values["day"]["selected_date"] == "2026-04-11"
    assert values["hour"]["selected_time"] == "17:00"


async def test_a_confirmation_is_asked_and_the_harmless_answer_is_at_hand(screen: Screen, app: Any) -> None:
    await screen.write("/release card")
    await screen.newest.get_by_role("button", name="Cancel release").click()
    dialog = screen.page.get_by_role("dialog", name="Cancel this release?")
    await expect(dialog.get_by_role("button", name="Keep it")).to_be_focused()
    await screen.press("Enter")
    await expect(dialog).to_have_count(0)
    assert "actions" not in app.body

    await screen.newest.get_by_role("button", name="Cancel release").click()
    await dialog.get_by_role("button", name="Cancel it").click()

    await expect(screen.newest.locator(".thread-summary")).to_contain_text("1 reply")
    assert app.body["actions"][0]["action_id"] == "cancel"


async def test_an_overflow_menu_is_walked_with_the_arrow_keys(screen: Screen, app: Any) -> None:
    await screen.write("/release card")
    await screen.newest.get_by_role("button", name="More actions", exact=True).focus()
    await screen.press("ArrowDown", "ArrowDown", "Enter")

    await expect(screen.newest.locator(".thread-summary")).to_be_visible()
    assert app.body["actions"][0]["selected_option"]["value"] == "follow"


async def test_a_click_that_the_app_does_not_answer_leaves_a_mark(screen: Screen, app: Any) -> None:
    app.slack.ack_seconds = 0.05
    app.slack.faults.add("deaf")
    blocks = json.loads(json.dumps(gallery.CARD))
    await app.client.chat_postMessage(channel="C0CHECKOUT", text="card", blocks=blocks)
    await screen.newest.get_by_role("button", name="Seal my forecast").click()

    await expect(screen.newest.get_by_role("img", name="The app did not answer")).to_be_visible()
