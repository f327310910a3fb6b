"""What a person types after `python -m bot`."""

from pathlib import Path

import pytest
import yaml

from tests.shell import bot


async def test_help_lists_every_command_with_an_example(tmp_path: Path) -> None:
    ended = await bot("--help", cwd=tmp_path)

    assert ended.code == 0
    assert all(f"    {name} " in ended.out for name in ("demo", "run", "migrate", "doctor", "posts", "manifest"))
    assert "examples:" in ended.out


async def test_a_mistyped_command_is_answered_with_the_one_that_was_meant(tmp_path: Path) -> None:
    ended = await bot("docter", cwd=tmp_path)

    assert ended.code == 2
    assert ended.err == "There is no command docter. Did you mean: python -m bot doctor\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("xyz",), "There are: demo, run, migrate, doctor, posts, manifest."),
        ((), "COMMAND"),
        (("run", "--fast"), "--fast"),
        (("demo", "--port", "99999"), "99999 is no port"),
        (("manifest", "--url", "payoff.example.com"), "no whole address"),
        (("manifest", "--url", "https://"), "no whole address"),
    ],
)
async def test_what_cannot_be_understood_is_named_in_one_line(
    tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    ended = await bot(*arguments, cwd=tmp_path)

    assert ended.code == 2
    assert says in ended.err
    assert "Traceback" not in ended.err


async def test_the_manifest_is_printed_for_socket_mode_and_for_an_address(tmp_path: Path) -> None:
    socket = yaml.safe_load((await bot("manifest", cwd=tmp_path)).out)
    http = yaml.safe_load((await bot("manifest", "--url", "https://payoff.example.com/", cwd=tmp_path)).out)

    assert socket["settings"]["socket_mode_enabled"] is True
    assert http["settings"]["socket_mode_enabled"] is False
    assert http["settings"]["interactivity"]["request_url"] == "https://payoff.example.com/slack/events"


async def test_migrate_makes_the_tables_and_may_be_repeated(tmp_path: Path) -> None:
    for _ in range(2):
        ended = await bot("migrate", cwd=tmp_path, DATABASE_URL="sqlite:///rows.db")

        assert (ended.code, ended.out) == (0, "The database is up to date: sqlite:///rows.db\n")
    assert (tmp_path / "rows.db").exists()


@pytest.mark.parametrize(
    ("command", "url"),
    [
        ("migrate", "sqlite:////proc/none/x.db"),
        ("migrate", "mysql://me:hidden@host/x"),
        ("migrate", "sqlite:///"),
        ("run", "postgresql://me:hidden@127.0.0.1:1/x"),
    ],
)
async def test_a_database_that_cannot_be_used_is_named_with_what_to_do(tmp_path: Path, command: str, url: str) -> None:
    ended = await bot(
        command, cwd=tmp_path, DATABASE_URL=url, SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="s", PORT="0"
    )

    assert ended.code == 2
    assert ended.err.startswith("DATABASE_URL ")
    assert "hidden" not in ended.err
    assert "Traceback" not in ended.err


async def test_run_without_tokens_says_which_and_where_to_get_them(tmp_path: Path) -> None:
    ended = await bot("run", cwd=tmp_path)

    assert ended.code == 2
    assert ended.err.startswith("SLACK_BOT_TOKEN is missing. Copy")
    assert "\nSLACK_SIGNING_SECRET is missing. Copy" in ended.err
    assert not list(tmp_path.iterdir())


async def test_a_wrong_setting_stops_every_command_that_needs_it(tmp_path: Path) -> None:
    for command in ("run", "migrate"):
        ended = await bot(command, cwd=tmp_path, SLACK_BOT_TOKEN="xapp-hidden", PAYOFF_PORT="1")

        assert ended.code == 2
        assert ended.err.splitlines()[0].startswith("SLACK_BOT_TOKEN must begin with xoxb-.")
        assert ended.err.splitlines()[1].startswith("PAYOFF_PORT is not a setting.")
        assert "hidden" not in ended.err
