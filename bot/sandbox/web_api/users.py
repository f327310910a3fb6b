"""Say who the people are."""

from zoneinfo import ZoneInfo

from bot.sandbox.backstage import Backstage
from bot.sandbox.installation import APP_ID
from bot.sandbox.state import BOT_USER, SLACKBOT, TEAM, Json, Member
from bot.sandbox.web_api.errors import Failure
from bot.sandbox.web_api.method import Call, method

# Everyone wears the sandbox's own picture.
PICTURE = "/page/icon.svg"
PICTURE_SIZES = (24, 32, 48, 72, 192, 512)


def user_object(stage: Backstage, member: Member) -> Json:
    """Slack's user object."""
    now = stage.clock.now
    local = now.astimezone(ZoneInfo(member.zone))
    offset = local.utcoffset()
    names = member.real_name.split()
    has_email = not member.is_bot and not stage.app.lacks("users:read.email")
    profile = {
        "title": member.title,
        "phone": "",
        "skype": "",
        "real_name": member.real_name,
        "real_name_normalized": member.real_name,
        "display_name": member.real_name,
        "display_name_normalized": member.real_name,
        "status_text": "",
        "status_text_canonical": "",
        "status_emoji": "",
        "status_emoji_display_info": [],
        "status_expiration": 0,
        "fields": {},
        "avatar_hash": "",
        "first_name": names[0],
        "last_name": " ".join(names[1:]),
        "team": TEAM,
        **{f"image_{size}": f"{stage.url}{PICTURE}" for size in PICTURE_SIZES},
    }
    if has_email:
        profile["email"] = f"{member.handle}@northwind.example"
    user: Json = {
        "id": member.id,
        "team_id": TEAM,
        "name": member.handle,
        "deleted": member.deleted,
        "profile": profile,
        "is_bot": member.is_bot and member.id != SLACKBOT,
        "is_app_user": False,
        "updated": 1_700_000_000,
    }
    if member.deleted:
        return user
    user |= {
        "color": member.color,
        "real_name": member.real_name,
        "tz": member.zone,
        "tz_label": local.tzname(),
        "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
        "is_admin": member.id == "U0ANA",
        "is_owner": member.id == "U0ANA",
        "is_primary_owner": member.id == "U0ANA",
        "is_restricted": member.is_guest,
        "is_ultra_restricted": False,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }
    if member.id == BOT_USER:
        user["profile"] |= {"bot_id": stage.app.bot_id, "api_app_id": APP_ID, "always_active": True}
    return user


@method("users.info", scope="users:read")
def info(call: Call) -> Json:
    member = call.world.members.get(call.args.need("user"))
    if member is None:
        raise Failure("user_not_found")
    return {"ok": True, "user": user_object(call.stage, member)}


@method("users.list", scope="users:read")
def list_users(call: Call) -> Json:
    people, cursor = call.page(list(call.world.members.values()), default=1000)
    members = [user_object(call.stage, member) for member in people]
    following = {"next_cursor": cursor}
    return {"ok": True, "members": members, "cache_ts": call.world.seconds, "response_metadata": following}


@method("users.lookupByEmail", scope="users:read.email")
def lookup_by_email(call: Call) -> Json:
    handle = call.args.need("email").removesuffix("@northwind.example")
    member = next((m for m in call.world.members.values() if m.handle == handle and not m.is_bot), None)
    if member is None:
        raise Failure("users_not_found")
    return {"ok": True, "user": user_object(call.stage, member)}
