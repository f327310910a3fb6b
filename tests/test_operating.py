"""The page for whoever runs Payoff says what the code does: each event, figure, state, setting and command."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot import settings
from bot.commandline import parser
from bot.commandline.arguments import with_action
from bot.meter import Meter
from storage.posts import STATES

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "operating.md").read_text()
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}


def section(heading: str) -> str:
    """What stands under a heading, up to the next of its kind."""
    _, found, rest = PAGE.partition(f"\n## {heading}\n")
    assert found, heading
    return rest.partition("\n## ")[0]


def table(heading: str) -> list[list[str]]:
    """The rows of the first table under a heading, without its head."""
    rows = [line.strip("|").split("|") for line in section(heading).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def code_in(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def logged() -> dict[str, tuple[str, set[str]]]:
    """Each event that the code logs, with its level and the values it has."""
    found: dict[str, tuple[str, set[str]]] = {}
    for folder in ("bot", "commands", "storage"):
        for path in (ROOT / folder).rglob("*.py"):
            if "sandbox" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                    continue
                if ast.unparse(node.func.value) != "log" or node.func.attr not in LEVELS:
                    continue
                (event,) = node.args
                assert isinstance(event, ast.Constant), f"{path.name}:{node.lineno}: an event's name is written out"
                values = {str(keyword.arg) for keyword in node.keywords} - {"exc_info"}
                level = "error" if node.func.attr == "exception" else node.func.attr
                assert found.setdefault(event.value, (level, values)) == (level, values), event.value
    return found


def figures() -> dict[str, set[str]]:
    """Each figure of Payoff's own, as Prometheus calls it, with its labels."""
    meter = Meter()
    found: dict[str, set[str]] = {}
    for collector, names in meter.registry._collector_to_names.items():
        labels = set(getattr(collector, "_labelnames", ()))
        for name in names:
            if name.startswith("payoff_") and not re.search(r"_(created|bucket|count|sum)$", name):
                found[name] = labels
    # A counter's family has its name without the ending, too; an info's has only the ending.
    return {
        name: {"version"} if name == "payoff_build_info" else labels
        for name, labels in found.items()
        if f"{name}_total" not in found and f"{name}_info" not in found
    }


def test_every_event_is_on_the_page_with_its_level_and_values() -> None:
    told = {code_in(row[0])[0]: (row[1], set(code_in(row[3]))) for row in table("Log")}

    assert told == logged()


def test_events_have_names_that_a_machine_can_rely_on() -> None:
    assert [event for event in logged() if not re.fullmatch(r"[a-z]+(_[a-z]+)*", event)] == []


def test_every_figure_is_on_the_page_with_its_labels() -> None:
    told = {
        code_in(row[0])[0]: {label for label in code_in(row[1]) if label.isidentifier()} for row in table("Metrics")
    }
    # The values that a label takes stand behind a colon.
    told |= {code_in(row[0])[0]: {code_in(row[1].partition(":")[0])[0]} for row in table("Metrics") if ":" in row[1]}

    assert told == figures()


def test_every_alert_asks_for_figures_that_exist_and_has_its_runbook() -> None:
    (text,) = re.findall(r"```yaml\n(.*?)```", section("Alerts"), re.DOTALL)
    rules: list[dict[str, Any]] = yaml.safe_load(text)["groups"][0]["rules"]
    known = {name for figure in figures() for name in (figure, f"{figure}_bucket", f"{figure}_count")}

    unknown = {name for rule in rules for name in re.findall(r"payoff_\w+", rule["expr"])} - known
    assert unknown == set()
    entries = re.findall(r"^### (\w+)\n(.*?)(?=^### |\Z)", section("Runbook"), re.DOTALL | re.MULTILINE)
    assert [name for name, _ in entries] == [rule["alert"] for rule in rules]
    for name, words in entries:
        assert re.findall(r"\*\*(\w+)\.\*\*", words) == ["Symptom", "Look", "Mend"], name


def test_every_state_of_a_message_is_on_the_page_and_no_other() -> None:
    assert sorted(code_in(row[0])[0] for row in table("How it works")) == sorted(STATES)


def test_every_setting_is_on_the_page_with_its_default() -> None:
    told = {code_in(row[0])[0]: code_in(row[2]) for row in table("Settings")}

    assert sorted(told) == sorted(settings.VARIABLES)
    for name, field in settings.Settings.model_fields.items():
        variable = settings.variable_of(name)
        default = f"{field.default:g}" if isinstance(field.default, float) else str(field.default or "")
        if variable not in ("SLACK_API_URL", "PAYOFF_LOG"):
            assert told[variable] == ([default] if default else []), variable


@pytest.mark.parametrize("typed", sorted(set(re.findall(r"python -m bot (posts[^`#|\n]*)", PAGE))))
def test_every_command_on_the_page_can_be_typed(typed: str) -> None:
    arguments = re.findall(r'"[^"]*"|\S+', typed)
    if arguments[1:2] in (["drop"], ["retry"]) and not any(word.isdigit() for word in arguments):
        # What xargs adds.
        arguments.append("812")

    given = parser()[0].parse_args(with_action([word.strip('"') for word in arguments]))

    assert given.command == "posts"


def test_what_it_points_to_exists() -> None:
    places = [place for place in re.findall(r"\]\(([^)]+)\)", PAGE) if "://" not in place]
    headings = {
        re.sub(r"[^\w -]", "", heading).replace(" ", "-").casefold()
        for heading in re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)
    }

    files = [place.partition("#")[0] for place in places]
    assert [place for place in files if place and not (ROOT / "docs" / place).exists()] == []
    assert [place for place in places if place.startswith("#") and place[1:] not in headings] == []


def test_the_readme_points_to_it() -> None:
    assert "(docs/operating.md)" in (ROOT / "README.md").read_text()
