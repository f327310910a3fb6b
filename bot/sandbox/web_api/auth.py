"""Answer who the app is, in which team, and open its sockets."""

from bot.sandbox.checks import check_blocks, check_view
from bot.sandbox.company import WORKSPACE
from bot.sandbox.installation import APP_ID
from bot.sandbox.state import BOT_USER, TEAM, Json
from bot.sandbox.web_api.errors import Failure
from bot.sandbox.web_api.method import Call, method


@method("api.test", by="anyone")
def api_test(call: Call) -> Json:
    shown = {name: value for name, value in call.args.given.items() if name != "token"}
    if error := call.args.text("error"):
        raise Failure(error, args=shown)
    return {"ok": True, "args": shown}


@method("auth.test")
def auth_test(call: Call) -> Json:
    return {
        "ok": True,
        "url": f"{call.stage.url}/",
        "team": WORKSPACE["name"],
        "user": call.stage.app.name.casefold(),
        "team_id": TEAM,
        "user_id": BOT_USER,
        "bot_id": call.stage.app.bot_id,
        "is_enterprise_install": False,
    }


@method("auth.revoke")
def revoke(call: Call) -> Json:
    if not call.args.flag("test"):
        call.stage.app.revoked = True
    return {"ok": True, "revoked": not call.args.flag("test")}


@method("team.info", scope="team:read")
def team_info(call: Call) -> Json:
    return {"ok": True, "team": {**WORKSPACE, "email_domain": "", "icon": {"image_default": True}}}


@method("bots.info", scope="users:read")
def bots_info(call: Call) -> Json:
    if call.args.text("bot", call.stage.app.bot_id) != call.stage.app.bot_id:
        raise Failure("bot_not_found")
    bot = {"id": call.stage.app.bot_id, "deleted": False, "name": call.stage.app.name, "app_id": APP_ID}
    return {"ok": True, "bot": {**bot, "user_id": BOT_USER, "updated": 1_700_000_000, "icons": {}}}


@method("apps.connections.open", by="app")
def connections_open(call: Call) -> Json:
    ticket = call.stage.courier.sockets.ticket()
    address = call.stage.url.replace("http://", "ws://")
    return {"ok": True, "url": f"{address}/link/?ticket={ticket}&app_id={APP_ID}"}


@method("blocks.validate", by="anyone")
def validate(call: Call) -> Json:
    view, message = call.args.json("view"), call.args.json("message")
    if view is not None:
        problems = check_view(view, view.get("type", "modal") if isinstance(view, dict) else "modal")
    else:
        blocks = message.get("blocks") if isinstance(message, dict) else call.args.json("blocks")
        problems = check_blocks(blocks, "message")
    if problems:
        raise Failure("invalid_blocks", *problems)
    return {"ok": True}


@method("oauth.v2.access", by="anyone")
def oauth_access(call: Call) -> Json:
    app = call.stage.app
    if call.args.text("client_id") != app.client_id:
        raise Failure("invalid_client_id")
    if call.args.text("client_secret") != app.client_secret:
        raise Failure("bad_client_secret")
    installer = app.codes.pop(call.args.text("code"), None)
    if installer is None:
        raise Failure("invalid_code")
    app.revoked = app.uninstalled = False
    return {
        "ok": True,
        "app_id": APP_ID,
        "authed_user": {"id": installer},
        "scope": ",".join(app.scopes or ["commands", "chat:write"]),
        "token_type": "bot",
        "access_token": app.bot_token,
        "bot_user_id": BOT_USER,
        "team": {"id": TEAM, "name": WORKSPACE["name"]},
        "enterprise": None,
        "is_enterprise_install": False,
    }
