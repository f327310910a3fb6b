"""Run slash commands."""

from bot.sandbox.backstage import Backstage
from bot.sandbox.interact import payloads, workspace
from bot.sandbox.interact.answers import answer, as_content, complain
from bot.sandbox.interact.compose import escaped_command
from bot.sandbox.interact.messages import refuse_strangers, whisper
from bot.sandbox.state import Channel
from bot.sandbox.web_api.errors import Failure

# Slack's own, which no app hears of.
BUILT_IN = [
    {"command": "/invite", "description": "Invite someone to this channel", "usage_hint": "@someone"},
    {"command": "/remove", "description": "Remove someone from this channel", "usage_hint": "@someone"},
]

NOT_A_COMMAND = (
    "{name} is not a valid command. In Slack, all messages that start with the “/” character are interpreted as "
    "commands.\n\nIf you are trying to send a message and not run a command, try preceding the “/” with an empty space."
)


async def run(stage: Backstage, channel: Channel, user: str, typed: str, *, thread_ts: str | None = None) -> None:
    """Run what a person typed after a slash; returns when its answer stands in the channel."""
    refuse_strangers(stage, channel, user)
    name, _, text = typed.strip().partition(" ")
    if thread_ts is not None:
        whisper(stage, channel, user, f"{name} is not supported in threads. Sorry!", thread_ts=thread_ts)
        return
    if name in ("/invite", "/remove", "/kick"):
        workspace.change_members(stage, channel, user, text, join=name == "/invite")
        await stage.quiet()
        return
    command = stage.app.command(name)
    if command is None or stage.app.uninstalled:
        whisper(stage, channel, user, NOT_A_COMMAND.format(name=name))
        return
    sent = escaped_command(stage.world, text.strip()) if command.get("should_escape") else text.strip()
    payload = payloads.command(stage, user, channel, name, sent)
    came = await stage.courier.deliver("slash_commands", payload, name=f"slash command {name}", user=user)
    if came.error is not None:
        whisper(stage, channel, user, f"{name} failed with the error “{came.error}”")
        return
    content = as_content(came.body)
    if content is None:
        return
    place = stage.responses.use(payload["response_url"].removeprefix(f"{stage.responses.base}/"))
    if isinstance(place, str):
        return
    # The answer in the response itself does not count as a use of its URL.
    place.left += 1
    try:
        answer(stage, place, content)
    except Failure as failure:
        complaint = complain(stage, f"The answer to {name}", failure)
        whisper(stage, channel, user, f"{name} failed with the error “{failure.code}”\n{complaint}")
