"""Hold what the sandbox sends against the types that Slack publishes, and against the official SDK's."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from slack_bolt.request import payload_utils
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View, ViewState

Json = dict[str, Any]
TYPES: Json = json.loads((Path(__file__).parents[1] / "oracles" / "requests.schema.json").read_text())

# Where Slack's types and what Slack really sends differ; nothing else may.
NO_ENTERPRISE = "/enterprise: None is not of type 'object'"
NO_RESPONSE_URL = "/: 'response_url' is a required property"
KNOWN: dict[str, set[str]] = {
    "slash_command": set(),
    "event_callback": {"/context_enterprise_id: None is not of type 'string'"},
    "view_submission": {NO_ENTERPRISE, "/user: unknown username"},
    "view_closed": {NO_ENTERPRISE, "/user: unknown username"},
    "block_actions": {NO_ENTERPRISE},
    "block_suggestion": {NO_ENTERPRISE, "/user: unknown username"},
    "shortcut": {NO_ENTERPRISE, "/user: unknown name", "/: unknown api_app_id"},
    "message_action": {NO_ENTERPRISE, "/: unknown api_app_id"},
}
# The type of a shared file's message is older than those of messages and of files, which have all of these.
KNOWN_OF_EVENTS = {
    # In a thread, whose it is.
    "app_mention": {"/: unknown parent_user_id"},
    "file_share": {
        "/: unknown client_msg_id",
        "/: unknown team",
        *(f"/files/0: unknown {name}" for name in ("file_access", "ims", "timestamp", "user_team")),
    },
    # Its type knows only what people broadcast.
    "thread_broadcast": {
        "/: 'client_msg_id' is a required property",
        *(f"/: unknown {name}" for name in ("app_id", "bot_id", "team")),
    },
}
# The style of a button, and a confirmation as blocks have it, not as attachments had it.
KNOWN_OF_ACTIONS = ("/: unknown style", "/confirm")
# The SDK's class of a field's state does not know these yet.
NEWER = ("selected_date_time", "files", "rich_text_value")
# Elements whose actions the types forgot, and the one most like each.
LIKE = {
    "datetimepicker": "datepicker",
    "email_text_input": "plain_text_input",
    "number_input": "plain_text_input",
    "url_text_input": "plain_text_input",
}
BOLT_SAYS = {
    "event_callback": payload_utils.is_event,
    "slash_command": payload_utils.is_slash_command,
    "shortcut": payload_utils.is_global_shortcut,
    "message_action": payload_utils.is_message_shortcut,
    "block_actions": payload_utils.is_block_actions,
    "view_submission": payload_utils.is_view_submission,
    "view_closed": payload_utils.is_view_closed,
    "block_suggestion": payload_utils.is_block_suggestion,
}


def differences(instance: Any, reference: Json) -> Iterator[str]:
    """Where something is not of a type: a path, and what is wrong there."""
    for error in Draft7Validator({**TYPES, **reference}).iter_errors(instance):
        path = "/" + "/".join(str(step) for step in error.path)
        if error.validator == "additionalProperties":
            for name in sorted(set(error.instance) - set(error.schema["properties"])):
                yield f"{path}: unknown {name}"
        else:
            yield f"{path}: {error.message}"


def kind_of(body: Json) -> str:
    """What a request is: its type, which only a slash command has not."""
    return str(body.get("type", "slash_command"))


def check_request(body: Json) -> None:
    """Raise what Slack's types, Bolt or the SDK have against a request."""
    kind, rest, known = kind_of(body), dict(body), set(KNOWN[kind_of(body)])
    assert [name for name, is_so in BOLT_SAYS.items() if is_so(body)] == [kind]
    if kind == "block_actions":
        for action in rest["actions"]:
            check_action(action)
        rest["actions"] = []
        if "view" in body:
            # The types want a response URL always, but a view has none.
            known.add(NO_RESPONSE_URL)
    if kind == "event_callback":
        check_event(rest["event"])
        rest["event"] = {"type": rest["event"]["type"]}
    found = set(differences(rest, TYPES["requests"][kind]))
    assert found == known, f"{kind}: {sorted(found ^ known)}"
    if "view" in body:
        check_view(body["view"])
    if "message" in body:
        check_blocks(body["message"].get("blocks", []))


def check_action(action: Json) -> None:
    """Raise what the type of this one element's action has against it."""
    kind = LIKE.get(action["type"], action["type"])
    if "selected_date_time" in action:
        action = dict(action)
        action["selected_date"] = str(action.pop("selected_date_time"))
    for name, definition in TYPES["definitions"].items():
        if name.endswith("Action") and definition.get("properties", {}).get("type", {}).get("const") == kind:
            found = differences({**action, "type": kind}, {"$ref": f"#/definitions/{name}"})
            wrong = [one for one in found if not one.startswith(KNOWN_OF_ACTIONS)]
            assert not wrong, wrong
            return
    raise AssertionError(f"Slack's types know no action of a {action['type']}.")


def check_event(event: Json) -> None:
    """Raise what the type of an event has against it."""
    name = event.get("subtype") or event["type"]
    found = set(differences(event, TYPES["events"][name])) - KNOWN_OF_EVENTS.get(name, set())
    if "root" in event:
        # The types want an event there; Slack gives the message as it stands.
        assert (event["root"]["type"], event["root"]["ts"]) == ("message", event["thread_ts"])
        found = {one for one in found if not one.startswith("/root")}
    if name == "user_change" and event["user"]["deleted"]:
        # Of someone who left, Slack says less than its types want.
        found = {one for one in found if not (one.startswith("/user: ") and one.endswith("is a required property"))}
    assert not found, f"{name}: {found}"
    if "view" in event:
        assert set(differences(event["view"], {"$ref": "#/definitions/ViewOutput"})) == set()
        check_view(event["view"])
    check_blocks(event.get("blocks", []))


def check_view(view: Json) -> None:
    """Raise what the SDK has against a view that comes back; it keeps what it knows, so nothing may be lost."""
    View(**{name: value for name, value in view.items() if name != "state"}).validate_json()
    check_blocks(view["blocks"])
    for block_id, fields in view["state"]["values"].items():
        for action_id, state in fields.items():
            known = {name: value for name, value in state.items() if name not in NEWER}
            kept = ViewState(values={block_id: {action_id: known}}).to_dict()["values"][block_id][action_id]
            assert kept["type"] == state["type"]


def check_blocks(blocks: list[Json]) -> None:
    """Raise what the SDK has against blocks that come back: each has its id, and is of a known kind."""
    parsed = Block.parse_all(blocks)
    assert [block.type for block in parsed] == [block["type"] for block in blocks]
    assert all(block["block_id"] for block in blocks)
