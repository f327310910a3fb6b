"""A stranger finds every command and every setting in the README, and every place it points to exists."""

import re
from pathlib import Path

import commands
from bot import settings
from bot.settings import Settings
from commands.routing import ROUTERS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()


def test_every_command_is_there() -> None:
    assert commands.register
    wanted = [f"/{router.command} {name}" for router in ROUTERS.values() for name in router.subcommands]

    assert [command for command in wanted if not re.search(rf"`{re.escape(command)}\b", README)] == []


def test_no_command_is_there_that_does_not_exist() -> None:
    named = re.findall(r"^\| `/(\w+) ([\w-]+)", README, flags=re.MULTILINE)

    unknown = [
        f"/{command} {name}"
        for command, name in named
        if name not in {*ROUTERS[command].subcommands, "help"} and name not in ROUTERS
    ]
    assert unknown == []


def test_every_setting_is_there_and_no_other() -> None:
    table = README.partition("## Settings")[2].partition("\n## ")[0]
    named = re.findall(r"`((?:SLACK|PAYOFF|DATABASE|HOST|PORT)[A-Z_]*)`", table)

    assert sorted(named) == sorted(settings.VARIABLES)


def test_the_defaults_are_those_that_payoff_takes() -> None:
    table = README.partition("## Settings")[2].partition("\n## ")[0]
    example = (ROOT / ".env.example").read_text()
    told = {}
    for names, _, default in re.findall(r"^\| (`.+?`) \| (.+?) \| (.*?) ?\|$", table, flags=re.MULTILINE):
        told |= dict(zip(re.findall(r"`(\w+)`", names), re.findall(r"`([^`]+)`", default), strict=False))
    taken = {
        settings.variable_of(name): f"{field.default:g}" if isinstance(field.default, float) else str(field.default)
        for name, field in Settings.model_fields.items()
        if field.default not in ("", None)
    }
    # Slack's own address is said in words, and the log's default is made at start.
    assert told == {name: value for name, value in taken.items() if name != "SLACK_API_URL"} | {"PAYOFF_LOG": "text"}
    assert [value for value in taken.values() if value not in example] == []


def test_what_it_points_to_exists() -> None:
    places = [place for place in re.findall(r"\]\(([^)]+)\)", README) if "://" not in place]

    assert [place for place in places if not (ROOT / place).exists()] == []


def test_it_names_the_two_commands_to_try_it_with() -> None:
    assert "make demo" in README
    assert "make test" in README
