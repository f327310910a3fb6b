"""Take the bytes of files, and give them out to those who may have them."""

import mimetypes

from aiohttp import web

from bot.sandbox.backstage import Backstage
from bot.sandbox.pipeline import bearer
from bot.sandbox.state import File


def add_routes(app: web.Application, stage: Backstage) -> None:
    """The second step of an upload, and downloads."""

    async def take(request: web.Request) -> web.Response:
        file = stage.world.files.get(request.match_info["file"])
        if file is None or file.complete:
            return web.Response(status=404, text="file_not_found")
        if request.content_type == "multipart/form-data":
            form = await request.post()
            field = next((value for value in form.values() if isinstance(value, web.FileField)), None)
            if field is None:
                return web.Response(status=400, text="no_file_data")
            file.content = field.file.read()
        else:
            file.content = await request.read()
        file.uploaded = True
        return web.Response(text=f"OK - {len(file.content)}")

    async def give(request: web.Request) -> web.Response:
        file = stage.world.files.get(request.match_info["file"])
        if bearer(request, {}) != stage.app.bot_token or stage.app.revoked or stage.app.lacks("files:read"):
            # Slack sends those without a token to its sign-in page.
            return web.Response(text="<!DOCTYPE html><title>Sign in</title>", content_type="text/html")
        if file is None:
            return web.Response(status=404, text="file_not_found")
        return whole(file)

    async def show(request: web.Request) -> web.Response:
        file = stage.world.files.get(request.match_info["file"])
        if file is None or not file.uploaded:
            return web.Response(status=404, text="file_not_found")
        return whole(file)

    app.router.add_post("/upload/v1/{file}", take)
    app.router.add_get("/files-pri/T0PAYOFF-{file}/{name}", give)
    app.router.add_get("/files-pri/T0PAYOFF-{file}/download/{name}", give)
    app.router.add_get("/sandbox/files/{file}", show)


def whole(file: File) -> web.Response:
    """A file's bytes; never as something that a browser would run."""
    kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    safe = kind.startswith("image/") and kind != "image/svg+xml"
    headers = {"X-Content-Type-Options": "nosniff"} | ({} if safe else {"Content-Disposition": "attachment"})
    return web.Response(body=file.content, content_type=kind, headers=headers)
