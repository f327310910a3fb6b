"""Change the workspace itself: who is where, what is archived, who has left, whether the app is installed."""

from bot.sandbox.backstage import Backstage
from bot.sandbox.faults import Fault
from bot.sandbox.interact import events
from bot.sandbox.interact.messages import Impossible
from bot.sandbox.state import BOT_USER, Channel, Member
from bot.sandbox.web_api.users import user_object


def change_members(stage: Backstage, channel: Channel, by: str, names: str, *, join: bool) -> None:
    """`/invite @someone` and `/remove @someone`."""
    for name in names.split():
        member = stage.world.find_member(name)
        if member is None:
            raise Impossible(f"There is nobody called {name}.")
        if join:
            add_member(stage, channel, member.id, inviter=by)
        else:
            remove_member(stage, channel, member.id)


def add_member(stage: Backstage, channel: Channel, user: str, *, inviter: str | None = None) -> None:
    """Let someone, or the app, into a channel."""
    if user not in channel.members:
        channel.members.append(user)
        stage.world.changed()
        if BOT_USER in channel.members:
            events.joined(stage, channel, user, inviter)


def remove_member(stage: Backstage, channel: Channel, user: str) -> None:
    """Put someone, or the app, out of a channel."""
    if user in channel.members:
        channel.members.remove(user)
        stage.world.changed()
        if user == BOT_USER or BOT_USER in channel.members:
            events.left(stage, channel, user)


def set_archived(stage: Backstage, channel: Channel, *, archived: bool) -> None:
    """Archive a channel, or open it again."""
    if channel.archived != archived:
        channel.archived = archived
        stage.world.changed()
        prefix = "group" if channel.kind == "private" else "channel"
        if BOT_USER in channel.members or channel.kind == "channel":
            kind = f"{prefix}_{'archive' if archived else 'unarchive'}"
            # Who opens a private channel again has another name there.
            who = "actor_id" if kind == "group_unarchive" else "user"
            more = {"is_moved": 0} if archived else {}
            events.fire(stage, kind, channel=channel.id, **{who: "U0ANA"}, **more)


def rename(stage: Backstage, channel: Channel, name: str) -> None:
    """Give a channel another name; its id stays."""
    channel.previous_names.append(channel.name)
    channel.name = name
    stage.world.changed()
    about = {"id": channel.id, "name": name, "name_normalized": name, "created": channel.created}
    about |= {"is_channel": channel.kind == "channel", "is_mpim": channel.kind == "mpim"}
    events.fire(stage, "group_rename" if channel.kind == "private" else "channel_rename", channel=about)


def delete_channel(stage: Backstage, channel: Channel) -> None:
    """Take a channel away, with all that was said in it."""
    del stage.world.channels[channel.id]
    stage.world.changed()
    if channel.kind == "channel":
        events.fire(stage, "channel_deleted", channel=channel.id)
    elif BOT_USER in channel.members:
        when = stage.world.seconds
        events.fire(stage, "group_deleted", channel=channel.id, date_deleted=when, actor_id="U0ANA")


def change_id(stage: Backstage, channel: Channel, id_: str) -> None:
    """Give a channel another id, as Slack does when it is shared with another organisation; what was said stays."""
    old = channel.id
    stage.world.channels[id_] = stage.world.channels.pop(old)
    channel.id = id_
    for message in channel.messages.values():
        message.channel = id_
    stage.world.changed()
    events.fire(stage, "channel_id_changed", old_channel_id=old, new_channel_id=id_)


def deactivate(stage: Backstage, member: Member) -> None:
    """Someone leaves the company."""
    member.deleted = True
    for channel in stage.world.channels.values():
        if channel.kind != "im" and member.id in channel.members:
            channel.members.remove(member.id)
    stage.world.changed()
    tell_of(stage, member)


def reactivate(stage: Backstage, member: Member) -> None:
    """Someone who had left comes back."""
    member.deleted = False
    stage.world.changed()
    tell_of(stage, member)


def tell_of(stage: Backstage, member: Member) -> None:
    """Tell the app that someone changed."""
    user = user_object(stage, member) | {"locale": "en-US"}
    events.fire(stage, "user_change", user=user, cache_ts=stage.world.seconds)


def move(stage: Backstage, member: Member, zone: str) -> None:
    """Someone goes to another time zone."""
    member.zone = zone
    stage.world.changed()
    tell_of(stage, member)


async def revoke(stage: Backstage) -> None:
    """Take the app's token back; it hears of that, and stays in the workspace."""
    stage.app.revoked = True
    stage.world.changed()
    await events.send(stage, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT_USER]}})


async def uninstall(stage: Backstage) -> None:
    """Take the app away: its token dies, and two last events tell it so."""
    await revoke(stage)
    await events.send(stage, {"type": "app_uninstalled"})
    stage.app.uninstalled = True


def begin(stage: Backstage, fault: Fault) -> None:
    """Let a lasting fault change the workspace."""
    _turn(stage, fault, on=True)


def end(stage: Backstage, fault: Fault) -> None:
    """Undo what a lasting fault changed."""
    _turn(stage, fault, on=False)


def _turn(stage: Backstage, fault: Fault, *, on: bool) -> None:
    channel = stage.world.channels.get(fault.channel or "")
    if channel is None:
        stage.world.changed()
    elif fault.kind == "archived":
        set_archived(stage, channel, archived=on)
    elif fault.kind == "kicked" and on:
        remove_member(stage, channel, BOT_USER)
    elif fault.kind == "kicked":
        add_member(stage, channel, BOT_USER)
    else:
        stage.world.changed()
