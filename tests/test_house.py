"""The rules of the house: which way imports point, where each kind of thing stands, and how large it may grow."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDERS = ("bot", "commands", "storage")
# From the pure core up to what wires everything. A module imports only what stands below it.
LEVELS = {
    "bot.errors": 0,
    "bot.log": 0,
    "bot.meter": 0,
    "bot.settings": 0,
    "bot.value": 1,
    "storage": 2,
    "bot.slack": 3,
    "bot.sources": 3,
    "bot.flows": 4,
    "bot.jobs": 5,
    "bot.web": 5,
    "commands": 5,
    "bot.app": 6,
    "bot.demo": 7,
    "bot.commandline": 8,
    "bot.__main__": 9,
}
SANDBOX = "bot.sandbox"
# What the nouns of `commands` share.
SHARED_BY_COMMANDS = {"again", "listening", "refusals", "routing"}
# A subcommand may hang on the command of another noun.
ROUTERS = {"commands.payoff", "commands.releases.router"}
# No nouns, but places where several nouns are at hand.
PLACES = {"home", "shortcuts"}
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "misc", "manager", "managers"}
MOST_LINES = 300
# A migration is written by Alembic in one piece, and never touched again.
LONG = ("storage/migrations/versions/",)
# The only places that may ask what time it is.
CLOCKS = ("bot/app.py", "bot/sandbox/")
ASKS = re.compile(r"((datetime|dt)\.)?(datetime\.(now|utcnow|today)|date\.today)|time\.time")
# The only places where the shapes of Block Kit are made.
SHAPES = ("bot/slack/blockkit", "bot/sandbox/")
KIT = {
    "actions", "button", "card", "checkboxes", "context", "data_table", "data_visualization", "datepicker", "divider",
    "file_input", "header", "home", "image", "input", "markdown", "modal", "mrkdwn", "multi_static_select",
    "multi_users_select", "number_input", "overflow", "plain_text", "plain_text_input", "radio_buttons", "rich_text",
    "section", "static_select", "table", "timepicker", "users_select",
}  # fmt: skip


def modules() -> list[Path]:
    """Every module that runs."""
    return sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


def name_of(path: Path) -> str:
    """A module's name, a package's being its folder's."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def place_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(path: Path) -> Iterator[str]:
    """What a module imports of ours, wherever in it."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{place_of(path)}: imports are written out"
            # `from storage import posts` is an import of storage.posts.
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [each if is_module(each) else str(node.module) for each in whole]
        else:
            continue
        yield from (name for name in names if name.split(".")[0] in FOLDERS)


@cache
def is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def layer_of(name: str) -> str:
    """The layer that a module belongs to."""
    parts = name.split(".")
    return parts[0] if parts[0] in ("storage", "commands") else ".".join(parts[:2])


def test_imports_point_down() -> None:
    wrong = []
    for path in modules():
        layer = layer_of(name_of(path))
        for imported in imports_of(path):
            other = layer_of(imported)
            if layer in (other, "bot", SANDBOX) or other == "bot":
                continue
            if other == SANDBOX:
                if layer not in ("bot.demo", "bot.commandline"):
                    wrong.append(f"{place_of(path)} imports {imported}")
            elif LEVELS[other] >= LEVELS[layer] or layer == "storage":
                wrong.append(f"{place_of(path)} imports {imported}")

    assert wrong == []


def test_every_layer_is_known() -> None:
    found = {layer_of(name_of(path)) for path in modules()} - {"bot", SANDBOX}

    assert found <= LEVELS.keys()


def test_the_sandbox_knows_nothing_of_the_bot_that_it_is_a_slack_for() -> None:
    wrong = [
        f"{place_of(path)} imports {imported}"
        for path in modules()
        if layer_of(name_of(path)) == SANDBOX
        for imported in imports_of(path)
        if layer_of(imported) not in ("bot", SANDBOX)
    ]

    assert wrong == []


def test_a_noun_of_commands_imports_no_other_noun() -> None:
    wrong = []
    for path in modules():
        parts = name_of(path).split(".")
        if parts[0] != "commands" or len(parts) == 1 or parts[1] in PLACES:
            continue
        for imported in set(imports_of(path)) - ROUTERS:
            others = imported.split(".")
            if others[0] == "commands" and len(others) > 1 and others[1] not in {parts[1], *SHARED_BY_COMMANDS}:
                wrong.append(f"{place_of(path)} imports {imported}")

    assert wrong == []


def test_flows_call_each_other_downhill_only() -> None:
    calls: dict[str, set[str]] = defaultdict(set)
    for path in modules():
        if layer_of(name_of(path)) == "bot.flows":
            noun = name_of(path).split(".")[2:3]
            for imported in imports_of(path):
                other = imported.split(".")[2:3]
                if layer_of(imported) == "bot.flows" and noun and other and other != noun:
                    calls[noun[0]].add(other[0])

    assert list(circles(calls)) == []


def circles(calls: dict[str, set[str]]) -> Iterator[str]:
    """Every way from a noun back to itself, each told once."""
    told: set[frozenset[str]] = set()
    for first in sorted(calls):
        waiting = [(first,)]
        while waiting:
            way = waiting.pop()
            for following in sorted(calls.get(way[-1], ())):
                if following == first and frozenset(way) not in told:
                    told.add(frozenset(way))
                    yield " → ".join((*way, first))
                elif following not in way:
                    waiting.append((*way, following))


def test_every_module_opens_with_a_sentence() -> None:
    wrong = []
    for path in modules():
        first = (ast.get_docstring(tree_of(path)) or "").partition("\n\n")[0]
        if not re.fullmatch(r"[A-Z].*[.?](`)?", first, re.DOTALL):
            wrong.append(place_of(path))

    assert wrong == []


def test_every_module_is_named_for_what_it_holds() -> None:
    assert [place_of(path) for path in modules() if NO_NAMES & set(name_of(path).split("."))] == []


def test_every_module_is_small_enough_to_be_read() -> None:
    lines = {place_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}

    assert {place: count for place, count in lines.items() if count > MOST_LINES and not place.startswith(LONG)} == {}


def test_nobody_looks_at_the_clock_but_the_one_who_wires() -> None:
    wrong = []
    for path in modules():
        if place_of(path).startswith(CLOCKS):
            continue
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Attribute) and ASKS.fullmatch(ast.unparse(node)):
                wrong.append(f"{place_of(path)}:{node.lineno}")
            elif isinstance(node, ast.ImportFrom) and node.module == "time":
                wrong += [f"{place_of(path)}:{node.lineno}" for alias in node.names if alias.name == "time"]

    assert wrong == []


def test_nobody_makes_block_kit_but_the_one_who_knows_its_limits() -> None:
    wrong = []
    for path in modules():
        if place_of(path).startswith(SHAPES):
            continue
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Dict):
                wrong += [
                    f"{place_of(path)}:{node.lineno}"
                    for pair in zip(node.keys, node.values, strict=True)
                    if is_shape(*pair)
                ]

    assert wrong == []


def is_shape(key: ast.expr | None, value: ast.expr) -> bool:
    """Whether this is the `"type": "section"` of a dict of Block Kit."""
    is_type = isinstance(key, ast.Constant) and key.value == "type"
    return is_type and isinstance(value, ast.Constant) and value.value in KIT


def test_the_core_waits_for_nobody() -> None:
    waiting = (ast.AsyncFunctionDef, ast.Await, ast.AsyncWith, ast.AsyncFor)
    core = [path for path in modules() if layer_of(name_of(path)) == "bot.value"]

    assert [place_of(path) for path in core if any(isinstance(node, waiting) for node in ast.walk(tree_of(path)))] == []


def test_no_statement_to_the_database_is_written_in_text() -> None:
    wrong = []
    for path in modules():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ("sqlalchemy", "sqlmodel"):
                wrong += [place_of(path) for alias in node.names if alias.name == "text"]

    assert wrong == []


def written_by_us() -> list[Path]:
    """Every text of the project but the locks and what others wrote."""
    suffixes = {".py", ".md", ".j2", ".html", ".css", ".js", ".yml", ".toml", ".example"}
    names = {"Dockerfile", "LICENSE", "Makefile", "run"}
    skipped = {".git", ".venv", "build", "oracles"}
    found = (path for path in ROOT.rglob("*") if not skipped & set(path.relative_to(ROOT).parts))
    return sorted(path for path in found if path.is_file() and (path.suffix in suffixes or path.name in names))


def test_no_package_registry_is_named() -> None:
    # Who installs decides where from.
    hosts = re.compile("|".join(f"{name}[.]" for name in ("pypi", "pythonhosted", "npmjs", "deb[.]debian")))

    assert [place_of(path) for path in written_by_us() if hosts.search(path.read_text(encoding="utf-8"))] == []


def test_the_locks_hold_a_hash_for_everything_and_no_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        lines = (ROOT / name).read_text().splitlines()
        pinned = [line for line in lines if line and not line.startswith((" ", "#"))]

        assert all("==" in line and line.endswith("\\") for line in pinned)
        assert not any("://" in line or line.startswith("-") for line in lines)


def test_development_runs_what_production_runs() -> None:
    def pinned(name: str) -> set[str]:
        return {line for line in (ROOT / name).read_text().splitlines() if line and line[0] not in " #"}

    assert pinned("requirements.lock") <= pinned("requirements-dev.lock")
