"""Ask whether an app may be installed, as Slack's consent page does, and send the answer back."""

from html import escape
from urllib.parse import urlencode

from aiohttp import web

from bot.sandbox.backstage import Backstage
from bot.sandbox.company import WORKSPACE

PAGE = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Install {app}</title>
<h1>{app} is requesting permission to access the {team} workspace</h1><p>It asks for: {scopes}</p>
<p><a href="{allow}">Allow</a> <a href="{deny}">Cancel</a></p></html>"""


def new_code(stage: Backstage, user: str) -> str:
    """What Slack hands over after someone allowed the app: to be exchanged once by oauth.v2.access."""
    code = stage.world.next_id("code.")
    stage.app.codes[code] = user
    return code


def add_routes(app: web.Application, stage: Backstage) -> None:
    """The page to which an app sends who wants to install it."""

    async def ask(request: web.Request) -> web.Response:
        query = request.query
        target, state = query.get("redirect_uri", ""), query.get("state", "")
        if query.get("client_id") != stage.app.client_id:
            return web.Response(status=400, text="Invalid client_id parameter")
        configured = stage.app.redirect_urls
        if not target.startswith(("http://", "https://")) or (configured and not target.startswith(tuple(configured))):
            return web.Response(status=400, text="redirect_uri did not match any configured URIs.")
        allow = f"{target}?{urlencode({'code': new_code(stage, 'U0ANA'), 'state': state})}"
        deny = f"{target}?{urlencode({'error': 'access_denied', 'state': state})}"
        shown = {
            "app": stage.app.name,
            "team": WORKSPACE["name"],
            "scopes": query.get("scope", ""),
            "allow": allow,
            "deny": deny,
        }
        page = PAGE.format(**{name: escape(value) for name, value in shown.items()})
        return web.Response(text=page, content_type="text/html")

    app.router.add_get("/oauth/v2/authorize", ask)
