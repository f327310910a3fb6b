"""Serve the page: its own files and nothing else may run or be fetched in it."""

from pathlib import Path

from aiohttp import web

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def add_page(app: web.Application, page: Path) -> None:
    """The page at /, its files below /page/."""

    async def index(_: web.Request) -> web.StreamResponse:
        return web.FileResponse(page / "index.html", headers={"Content-Security-Policy": POLICY})

    async def ask_again(request: web.Request, response: web.StreamResponse) -> None:
        # Without this a browser would guess how long a file stays the same, and show yesterday's after an update.
        if request.path == "/" or request.path.startswith("/page/"):
            response.headers["Cache-Control"] = "no-cache"

    app.router.add_get("/", index)
    app.router.add_static("/page/", page)
    app.on_response_prepare.append(ask_again)
