"""Play what becomes of channels, of what was not said there, and of people."""

from collections.abc import AsyncIterator
from typing import Any

from bot.sandbox.interact import events
from tests.inbound.scenes.scene import people, scene
from tests.playing import define_metric, plan_release

# Slack's code for a channel in which not everyone may post.
RESTRICTED = "restricted_action"


@scene("action posts_again", "action posts_move", "view posts_move", "action home_again")
async def undelivered(payoff: Any) -> AsyncIterator[None]:
    """Send again what a channel did not take, from the message and from App Home, and move the team away."""
    ana, _, _ = people(payoff)
    await define_metric(ana)
    for name in ("One-page checkout", "Guest checkout"):
        fault = payoff.slack.faults.add("error", method="chat.postMessage", channel="#checkout", code=RESTRICTED)
        await plan_release(ana, name)
        await payoff.settle()
        payoff.slack.faults.remove(fault.id)
        if name == "One-page checkout":
            ana.go("@Payoff")
            await ana.click("Send again")
        else:
            await ana.open_home()
            await ana.click("Try again")
        yield
    await payoff.slack.archive("#checkout")
    await payoff.settle()
    ana.go("@Payoff")
    await ana.click("Move to another channel…")
    yield
    await ana.choose("Channel", "#platform")
    await ana.submit()
    yield


@scene(
    "event channel_rename", "event channel_archive", "event channel_unarchive", "event channel_left",
    "event member_joined_channel", "event channel_id_changed", "event channel_deleted", "event user_change",
    "event group_rename", "event group_archive", "event group_unarchive", "event group_left", "event group_deleted",
)  # fmt: skip
async def channels(payoff: Any) -> AsyncIterator[None]:
    """Let all that happens to channels happen; and let the release's owner leave."""
    ana, ben, _ = people(payoff)
    slack = payoff.slack
    await define_metric(ana)
    await plan_release(ana)
    for begin in (
        lambda: slack.rename("#checkout", "payments"),
        lambda: slack.archive("#payments"),
        lambda: slack.unarchive("#payments"),
        lambda: slack.kick("#payments"),
        lambda: slack.invite("#payments"),
        lambda: slack.change_id("#payments", "C0PAYMENTS"),
        lambda: slack.deactivate("ana"),
        lambda: slack.reactivate("ana"),
        lambda: slack.delete_channel("#payments"),
    ):
        await begin()
        yield
    await ben.type("#growth", "/release plan Guest checkout")
    await ben.submit()
    for name in ("group_rename", "group_archive", "group_unarchive", "group_left", "group_deleted"):
        about: Any = {"id": "C0GROWTH", "name": "growing"} if name == "group_rename" else "C0GROWTH"
        await events.send(slack.stage, {"type": name, "channel": about})
        yield


@scene("event tokens_revoked", "event app_uninstalled")
async def goodbye(payoff: Any) -> AsyncIterator[None]:
    """Take Payoff away."""
    ana, _, _ = people(payoff)
    await plan_release(ana)
    yield
    await payoff.slack.uninstall()
    yield
