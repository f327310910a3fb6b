"""The manifest is valid, and asks for exactly what the code registers and calls."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from slack_sdk.web.async_client import AsyncWebClient

from bot.commandline.registered import declared, registered
from bot.slack import manifest

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads((Path(__file__).parent / "oracles" / "app_manifest.schema.json").read_text())
ADDRESS = "https://payoff.example.com"

# What Slack wants for each method that the code calls. A method that is not here has to be looked up first:
# docs.slack.dev/reference/methods.
METHODS: dict[str, set[str]] = {
    "api_test": set(),
    "apps_connections_open": set(),
    "auth_test": set(),
    "chat_delete": {"chat:write"},
    "chat_getPermalink": set(),
    "chat_postEphemeral": {"chat:write"},
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": {"channels:history", "groups:history", "im:history"},
    "conversations_info": {"channels:read", "groups:read"},
    "conversations_open": {"im:write"},
    "conversations_replies": {"channels:history", "groups:history", "im:history"},
    "files_completeUploadExternal": {"files:write"},
    "files_getUploadURLExternal": {"files:write"},
    "files_info": {"files:read"},
    "files_upload_v2": {"files:write"},
    "oauth.v2.access": set(),
    "reactions_add": {"reactions:write"},
    # Of public and private channels.
    "users_conversations": {"channels:read", "groups:read"},
    "users_info": {"users:read"},
    "views_open": set(),
    "views_publish": set(),
    "views_push": set(),
    "views_update": set(),
}
# What Slack wants for each event that the code listens to.
EVENTS: dict[str, set[str]] = {
    "app_home_opened": set(),
    "app_mention": {"app_mentions:read"},
    "app_uninstalled": set(),
    **{
        f"channel_{what}": {"channels:read"}
        for what in ("archive", "deleted", "id_changed", "left", "rename", "unarchive")
    },
    **{f"group_{what}": {"groups:read"} for what in ("archive", "deleted", "left", "rename", "unarchive")},
    "member_joined_channel": {"channels:read", "groups:read"},
    "reaction_added": {"reactions:read"},
    "tokens_revoked": set(),
    "user_change": {"users:read"},
}


def code() -> list[Path]:
    """What runs against a real Slack."""
    found = [path for folder in ("bot", "commands") for path in (ROOT / folder).rglob("*.py")]
    return [path for path in found if "sandbox" not in path.parts]


def called_in(tree: ast.AST) -> set[str]:
    """The Web API methods that a module calls, by the client's names for them or by Slack's."""
    found = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name = node.func.attr
        if name == "api_call" and node.args and isinstance(node.args[0], ast.Constant):
            found.add(str(node.args[0].value))
        elif "_" in name and not name.startswith("_") and hasattr(AsyncWebClient, name):
            found.add(name)
    return found


@pytest.fixture(params=["socket", "http"])
def printed(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The manifest as it is printed for either way."""
    text = manifest.for_socket_mode() if request.param == "socket" else manifest.for_http(ADDRESS)
    content: dict[str, Any] = yaml.safe_load(text)
    return content


def test_slacks_own_schema_accepts_it(printed: dict[str, Any]) -> None:
    assert [error.message for error in Draft7Validator(SCHEMA).iter_errors(printed)] == []


def test_our_reader_reads_what_a_library_reads() -> None:
    assert manifest.manifest() == yaml.safe_load(manifest.for_socket_mode())


def test_over_http_everything_comes_to_one_address() -> None:
    printed = yaml.safe_load(manifest.for_http(ADDRESS))

    found = {command["url"] for command in printed["features"]["slash_commands"]}
    found |= {printed["settings"][part]["request_url"] for part in ("event_subscriptions", "interactivity")}
    assert found == {f"{ADDRESS}/slack/events"}
    assert printed["oauth_config"]["redirect_urls"] == [f"{ADDRESS}/slack/oauth_redirect"]
    assert printed["settings"]["socket_mode_enabled"] is False


def test_over_socket_mode_there_is_no_address_at_all() -> None:
    assert "url" not in manifest.for_socket_mode().replace("usage", "")


def test_both_ways_differ_in_addresses_only() -> None:
    socket, http = yaml.safe_load(manifest.for_socket_mode()), yaml.safe_load(manifest.for_http(ADDRESS))
    for command in http["features"]["slash_commands"]:
        del command["url"]
    for part in ("event_subscriptions", "interactivity"):
        assert http["settings"][part].pop("request_url") == f"{ADDRESS}/slack/events"
    # Where Slack asks what a menu offers that is searched.
    assert http["settings"]["interactivity"].pop("message_menu_options_url") == f"{ADDRESS}/slack/events"
    del http["oauth_config"]["redirect_urls"]
    http["settings"]["socket_mode_enabled"] = True

    assert http == socket


@pytest.mark.parametrize("kind", ["commands", "events", "shortcuts"])
def test_it_announces_exactly_what_the_code_listens_to(kind: str) -> None:
    assert declared(manifest.manifest())[kind] == registered()[kind]


def test_it_asks_for_exactly_what_the_code_calls_and_is_told_of() -> None:
    wanted = {"commands"}
    for path in code():
        for method in called_in(ast.parse(path.read_text())):
            assert method in METHODS, f"{path.name} calls {method}: which scope does it need?"
            wanted |= METHODS[method]
    for event in registered()["events"]:
        assert event in EVENTS, f"{event}: which scope does it need?"
        wanted |= EVENTS[event]

    assert set(manifest.bot_scopes()) == wanted


def test_every_command_says_what_it_does_and_gets_mentions_as_ids() -> None:
    for command in manifest.manifest()["features"]["slash_commands"]:
        assert command["should_escape"] is True
        assert command["usage_hint"].endswith("help")
        assert len(command["description"]) > 20
