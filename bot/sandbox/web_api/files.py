"""Take files in the three steps of Slack's uploads, and give them out."""

import mimetypes
from typing import Any

from bot.sandbox.backstage import Backstage
from bot.sandbox.interact.events import message_posted
from bot.sandbox.state import BOT_USER, TEAM, File, Json, Message
from bot.sandbox.web_api.arguments import Arguments
from bot.sandbox.web_api.chat import place_to_post, thread_of
from bot.sandbox.web_api.content import Content, bot_message, read_blocks
from bot.sandbox.web_api.errors import Failure, missing
from bot.sandbox.web_api.method import Call, method

KINDS = {"csv": "CSV", "png": "PNG", "jpg": "JPEG", "txt": "Plain Text", "json": "JSON", "pdf": "PDF", "xlsx": "Excel"}


def file_object(stage: Backstage, file: File) -> Json:
    """Slack's file object."""
    ending = file.name.rpartition(".")[2].casefold() if "." in file.name else "text"
    address = f"{stage.url}/files-pri/{TEAM}-{file.id}"
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": mimetypes.guess_type(file.name)[0] or "application/octet-stream",
        "filetype": ending,
        "pretty_type": KINDS.get(ending, ending.upper()),
        "user": file.user,
        "user_team": TEAM,
        "editable": False,
        "size": len(file.content),
        "mode": "hosted",
        "is_external": False,
        "external_type": "",
        "is_public": bool(file.channels),
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        "url_private": f"{address}/{file.name}",
        "url_private_download": f"{address}/download/{file.name}",
        "permalink": f"{stage.url}/files/{file.user}/{file.id}/{file.name}",
        "channels": file.channels,
        "groups": [],
        "ims": [],
        "has_rich_preview": False,
        "file_access": "visible",
    }


def new_file(stage: Backstage, name: str, user: str) -> File:
    """A file that is about to come."""
    file = File(stage.world.next_id("F"), name, user, stage.world.seconds)
    stage.world.files[file.id] = file
    return file


@method("files.getUploadURLExternal", scope="files:write")
def get_upload_url(call: Call) -> Json:
    name = call.args.need("filename")
    if not call.args.text("length"):
        raise missing("length")
    call.args.number("length", 0, 1_000_000_000)
    file = new_file(call.stage, name, BOT_USER)
    return {"ok": True, "upload_url": f"{call.stage.url}/upload/v1/{file.id}", "file_id": file.id}


@method("files.completeUploadExternal", scope="files:write")
def complete_upload(call: Call) -> Json:
    given: Any = call.args.json("files")
    if not isinstance(given, list) or not given:
        raise missing("files")
    files = []
    for one in given:
        file = call.world.files.get(str(one.get("id", "")) if isinstance(one, dict) else "")
        if file is None or not file.uploaded:
            raise Failure("file_not_found")
        file.title = str(one.get("title") or file.name)
        file.complete = True
        files.append(file)
    if call.args.text("channel_id"):
        share_from_app(call, files)
    call.world.changed()
    return {"ok": True, "files": [file_object(call.stage, file) for file in files]}


def share_from_app(call: Call, files: list[File]) -> None:
    """Put files of the app's into a channel."""
    inner = Call(call.stage, Arguments({**call.args.given, "channel": call.args.text("channel_id")}))
    channel = place_to_post(inner)
    if BOT_USER not in channel.members:
        raise Failure("not_in_channel")
    thread_ts = thread_of(inner, channel)
    content = Content(call.args.text("initial_comment"), read_blocks(call.stage, call.args.json("blocks")))
    for file in files:
        file.channels.append(channel.id)
    body = bot_message(call.stage, content, call.world.next_ts())
    body |= {"files": [file_object(call.stage, file) for file in files], "upload": False, "display_as_bot": False}
    if thread_ts:
        body["thread_ts"] = thread_ts
    message_posted(call.stage, call.world.add(Message(channel.id, body)))


def known(call: Call) -> File:
    file = call.world.files.get(call.args.need("file"))
    if file is None or not file.complete:
        raise Failure("file_not_found")
    return file


@method("files.info", scope="files:read")
def info(call: Call) -> Json:
    shown = file_object(call.stage, known(call))
    return {"ok": True, "file": shown, "comments": [], "response_metadata": {"next_cursor": ""}}


@method("files.delete", scope="files:write")
def delete(call: Call) -> Json:
    file = known(call)
    if file.user != BOT_USER:
        raise Failure("cant_delete_file")
    del call.world.files[file.id]
    call.world.changed()
    return {"ok": True}
