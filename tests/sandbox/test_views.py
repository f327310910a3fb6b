"""Modals and homes behave as Slack's: state, stack, hash, errors, triggers."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.finding import NotOnScreen
from bot.sandbox.server import Slack
from tests.sandbox.bare import NAME, Bare, button, buttons, field, modal, plain, section


async def test_a_submission_carries_what_slack_sends(slack: Slack, either: Bare) -> None:
    either.on_command_open(modal(NAME, private_metadata="{}", external_id="plan-1"))
    either.on_submit()
    ana = slack.as_("ana")
    await ana.type("#checkout", "/release plan")
    await ana.fill("Name", "One-page checkout")

    await ana.submit()

    body, view = either.body, either.body["view"]
    assert set(body) == {
        "type", "user", "api_app_id", "token", "team", "enterprise", "is_enterprise_install", "trigger_id", "view",
        "response_urls",
    }  # fmt: skip
    assert set(view) >= {
        "id", "team_id", "type", "blocks", "private_metadata", "callback_id", "state", "hash", "title",
        "clear_on_close", "notify_on_close", "close", "submit", "previous_view_id", "root_view_id", "app_id",
        "external_id", "app_installed_team_id", "bot_id",
    }  # fmt: skip
    assert view["root_view_id"] == view["id"]
    assert (view["previous_view_id"], view["private_metadata"], view["external_id"]) == (None, "{}", "plan-1")
    assert ana.modal is None


async def test_errors_of_the_app_stand_at_their_fields_and_nothing_typed_is_lost(slack: Slack, either: Bare) -> None:
    either.on_command_open(modal(NAME))
    either.on_submit(response_action="errors", errors={"name": "Too vague."})
    ana = slack.as_("ana")
    await ana.type("#checkout", "/release plan")
    await ana.fill("Name", "Improve things")

    await ana.submit()

    assert ana.errors == {"Name": "Too vague."}
    assert ana.modal is not None
    assert ana.modal.fields == {"Name": "Improve things"}
    assert "⚠ Too vague." in ana.screen()


async def test_an_error_at_no_field_is_trouble(slack: Slack, bare: Bare) -> None:
    bare.on_command_open(modal(NAME))
    bare.on_submit(response_action="errors", errors={"nowhere": "Wrong."})
    ana = slack.as_("ana")
    await ana.type("#checkout", "/release plan")
    await ana.fill("Name", "x")

    await ana.submit()

    assert "We had some trouble connecting. Try again?" in ana.screen()
    assert "nowhere" in slack.complaints[0]


async def test_trouble_with_the_app_keeps_the_modal_open(slack: Slack, bare: Bare) -> None:
    bare.on_command_open(modal(NAME))
    ana = slack.as_("ana")
    await ana.type("#checkout", "/release plan")
    await ana.fill("Name", "x")

    slack.ack_seconds = 0.0
    await ana.submit()

    assert "We had some trouble connecting. Try again?" in ana.screen()
    assert ana.modal is not None
    assert ana.modal.fields == {"Name": "x"}


async def test_an_update_keeps_what_was_typed_where_the_ids_stay(slack: Slack, bare: Bare) -> None:
    other = field("Owner", {"type": "users_select", "action_id": "owner"}, optional=True)
    bare.on_command_open(modal(NAME))
    bare.on_submit(response_action="update", view=modal(NAME, other))
    ana = slack.as_("ana")
    await ana.type("#checkout", "/release plan")
    await ana.fill("Name", "x")

    await ana.submit()

    assert ana.modal is not None
    assert ana.modal.fields == {"Name": "x", "Owner": ""}


async def test_views_are_pushed_three_deep_and_no_deeper(slack: Slack, bare: Bare) -> None:
    bare.on_command_open(modal(section("First"), submit=plain("Next")))
    bare.on_submit(response_action="push", view=modal(section("Deeper")))
    ana = slack.as_("ana")
    await ana.type("#checkout", "/release plan")
    await ana.submit()
    await ana.submit()
    stack = slack.stage.world.stack("U0ANA")
    assert [view.previous_id for view in stack] == [None, stack[0].id, stack[1].id]
    assert {view.root_id for view in stack} == {stack[0].id}

    await ana.submit()

    assert len(stack) == 3
    assert "push_limit_reached" in slack.complaints[0]
    await ana.close()
    assert len(stack) == 2


async def test_clear_closes_the_whole_stack(slack: Slack, bare: Bare) -> None:
    bare.on_command_open(modal(section("First")))
    bare.on_submit(response_action="clear")
    ana = slack.as_("ana")
    await ana.type("#checkout", "/release plan")

    await ana.submit()

    assert ana.modal is None


async def test_closing_is_told_to_an_app_that_asked(slack: Slack, bare: Bare) -> None:
    heard = []

    async def listen(ack: Any, body: dict[str, Any]) -> None:
        heard.append((body["type"], body["is_cleared"], body["view"]["state"]["values"]["name"]["name"]["value"]))
        await ack()

    bare.bolt.view_closed("plan")(listen)
    bare.on_command_open(modal(NAME, notify_on_close=True))
    ana = slack.as_("ana")
    await ana.type("#checkout", "/release plan")
    await ana.fill("Name", "half")

    await ana.click("Cancel")

    assert heard == [("view_closed", False, "half")]
    assert ana.modal is None


async def test_a_button_in_a_modal_tells_the_view_and_may_update_it(slack: Slack, bare: Bare) -> None:
    async def listen(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        view = modal(NAME, section("Changed"))
        await client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)

    bare.bolt.action("press")(listen)
    bare.on_command_open(modal(NAME, buttons(button("Suggest"))))
    ana = slack.as_("ana")
    await ana.type("#checkout", "/release plan")
    await ana.fill("Name", "x")

    await ana.click("Suggest")

    body = bare.body
    assert body["container"] == {"type": "view", "view_id": body["view"]["id"]}
    assert body["view"]["state"]["values"]["name"]["name"]["value"] == "x"
    assert not {"message", "channel", "response_url", "state"} & set(body)
    assert ana.modal is not None
    assert ana.modal.words == "Plan a release\nName\nx\nChanged\n[Cancel] [Save]"


async def test_a_trigger_opens_one_view_and_only_soon(slack: Slack, bare: Bare, client: AsyncWebClient) -> None:
    bare.on_command()
    await slack.as_("ana").type("#checkout", "/release")
    trigger = bare.body["trigger_id"]
    await client.views_open(trigger_id=trigger, view=modal(NAME))
    assert await refusal(client.views_open(trigger_id=trigger, view=modal(NAME))) == "exchanged_trigger_id"
    assert await refusal(client.views_open(trigger_id="1.2.x", view=modal(NAME))) == "invalid_trigger_id"

    slack.trigger_seconds = 0.0
    await slack.as_("ana").type("#checkout", "/release")

    trigger = bare.body["trigger_id"]
    assert await refusal(client.views_open(trigger_id=trigger, view=modal(NAME))) == "expired_trigger_id"


async def refusal(call: Any) -> str:
    with pytest.raises(SlackApiError) as refused:
        await call
    return str(refused.value.response["error"])


async def test_a_view_that_is_wrong_is_refused_with_the_place(slack: Slack, bare: Bare, client: AsyncWebClient) -> None:
    bare.on_command()
    await slack.as_("ana").type("#checkout", "/release")

    with pytest.raises(SlackApiError) as refused:
        await client.views_open(trigger_id=bare.body["trigger_id"], view=modal(NAME, title=plain("x" * 25)))

    assert refused.value.response["error"] == "invalid_arguments"
    messages = refused.value.response["response_metadata"]["messages"]
    assert messages == ["[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"]
    big = modal(*[section("x" * 2999) for _ in range(100)])
    assert await refusal(client.views_open(trigger_id=bare.body["trigger_id"], view=big)) == "view_too_large"


async def test_a_stale_hash_is_refused(slack: Slack, bare: Bare, client: AsyncWebClient) -> None:
    bare.on_command_open(modal(NAME))
    await slack.as_("ana").type("#checkout", "/release")
    view = slack.stage.world.stack("U0ANA")[0]
    old = view.hash

    await client.views_update(view_id=view.id, hash=old, view=modal(NAME))

    assert view.hash != old
    assert await refusal(client.views_update(view_id=view.id, hash=old, view=modal(NAME))) == "hash_conflict"
    assert await refusal(client.views_update(view_id="V0", view=modal(NAME))) == "not_found"


async def test_an_external_id_is_taken_once(slack: Slack, bare: Bare, client: AsyncWebClient) -> None:
    bare.on_command_open(modal(NAME, external_id="one"))
    bare.on_submit(response_action="push", view=modal(NAME, external_id="one"))
    ana = slack.as_("ana")
    await ana.type("#checkout", "/release")
    await ana.fill("Name", "x")

    await client.views_update(external_id="one", view=modal(NAME, section("By name"), external_id="one"))
    await ana.submit()

    assert "By name" in ana.screen()
    assert "duplicate_external_id" in slack.complaints[0]


async def test_home_is_published_for_one_person_and_tells_of_clicks(slack: Slack, either: Bare) -> None:
    home = {"type": "home", "blocks": [section("Waiting for you"), buttons(button("Answer"))]}

    async def opened(event: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view=home)

    async def listen(ack: Any) -> None:
        await ack()

    either.bolt.event("app_home_opened")(opened)
    either.bolt.action("press")(listen)
    ana = slack.as_("ana")

    shown = await ana.open_home()
    assert either.body["event"]["tab"] == "home"
    assert either.body["event"]["channel"] == "D0ANA"
    assert shown is not None
    assert shown.words == "Waiting for you\n[Answer]"
    await ana.click("Answer")

    assert either.body["container"]["type"] == "view"
    assert either.body["view"]["type"] == "home"
    assert slack.as_("ben").home is None


async def test_a_label_in_a_modal_hides_those_behind_it(slack: Slack, bare: Bare, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C0CHECKOUT", text="x", blocks=[buttons(button("Ship"))])
    bare.on_command_open(modal(NAME))
    ana = slack.as_("ana")
    await ana.type("#checkout", "/release")

    with pytest.raises(NotOnScreen, match="There is: “Save”, “Cancel”, “Name”"):
        await ana.click("Ship")


@pytest.mark.parametrize("kind", ["global", "message"])
async def test_shortcuts_carry_what_slack_sends(slack: Slack, either: Bare, kind: str) -> None:
    async def listen(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal(NAME))
        await ack()

    either.bolt.shortcut("plan_release")(listen)
    either.bolt.shortcut("attach_to_release")(listen)
    ana = slack.as_("ana")
    await ana.type("#checkout", "Fewer <calls>")
    (message,) = ana.messages("#checkout")

    common = {
        "type", "user", "api_app_id", "token", "team", "enterprise", "is_enterprise_install", "callback_id",
        "trigger_id", "action_ts",
    }  # fmt: skip
    if kind == "global":
        await ana.shortcut("Plan a release")
        assert set(either.body) == common
    else:
        await ana.message_shortcut(message, "Attach to release")
        assert set(either.body) == common | {"channel", "message", "message_ts", "response_url"}
        assert either.body["type"] == "message_action"
        assert either.body["message"]["text"] == "Fewer &lt;calls&gt;"
        assert either.body["message_ts"] == message.ts

    assert ana.modal is not None
