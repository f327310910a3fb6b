"""`python -m bot doctor` tells a stranger what they forgot, and how to mend it."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from bot import settings
from bot.commandline import main
from bot.commandline.doctor.slack import check_clock
from bot.sandbox.server import Slack
from bot.slack import manifest
from tests.shell import bot


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack.open(manifest=manifest.manifest()) as slack:
        yield slack


Doctor = Callable[..., Awaitable[tuple[int, str]]]


@pytest.fixture
def doctor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Doctor:
    """Ask the doctor in an empty folder; returns the exit code and what was printed."""
    monkeypatch.chdir(tmp_path)

    async def ask(**variables: str) -> tuple[int, str]:
        for name in settings.VARIABLES:
            monkeypatch.delenv(name, raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        code = await asyncio.to_thread(main, ["doctor"])
        return code, capsys.readouterr().out

    return ask


def right(slack: Slack) -> dict[str, str]:
    """All that is needed."""
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
    }


async def test_where_all_is_well_every_line_says_so(slack: Slack, tmp_path: Path) -> None:
    # In a process of its own, once.
    ended = await bot("doctor", cwd=tmp_path, **right(slack))

    assert ended.code == 0, ended.out + ended.err
    assert "✓ Bot token: opens Northwind Outfitters (T0PAYOFF)" in ended.out
    assert "✓ App token: opens a socket" in ended.out
    assert "✓ Database: sqlite:///payoff.db can be read and written" in ended.out
    assert "✗" not in ended.out
    assert ended.out.endswith("Start Payoff: python -m bot run\n")


@pytest.mark.parametrize(
    ("wrong", "says", "mend"),
    [
        ({"SLACK_BOT_TOKEN": ""}, "✗ SLACK_BOT_TOKEN: is missing", "Install App"),
        ({"SLACK_BOT_TOKEN": "xoxb-0"}, "✗ Bot token: Slack does not accept", "Copy the Bot User OAuth Token again"),
        ({"SLACK_BOT_TOKEN": "xoxp-0"}, "✗ SLACK_BOT_TOKEN: must begin with xoxb-.", ".env.example"),
        ({"SLACK_APP_TOKEN": "xapp-0"}, "✗ App token: Slack does not accept", "connections:write"),
        ({"SLACK_SIGNING_SECRET": "abc"}, "✗ Signing secret: SLACK_SIGNING_SECRET does not look", "Signing"),
        ({"SLACK_API_URL": "http://127.0.0.1:1/"}, "✗ Slack: cannot be reached at http://127.0.0.1:1/", "network"),
        ({"DATABASE_URL": "sqlite:////proc/none.db"}, "✗ Database: DATABASE_URL names", "Check that it is there"),
        ({"DATABASE_URL": "sqlite:///"}, "✗ Database: DATABASE_URL must name a file", "Correct DATABASE_URL"),
        ({"PAYOFF_LGO": "json"}, "✗ PAYOFF_LGO: is not a setting. Did you mean PAYOFF_LOG?", ".env.example"),
    ],
)
async def test_what_is_wrong_is_named_with_how_to_mend_it(
    slack: Slack, doctor: Doctor, wrong: dict[str, str], says: str, mend: str
) -> None:
    code, out = await doctor(**{**right(slack), **wrong})

    assert code == 1
    ill = out[out.index(says) :].splitlines()
    assert mend in "".join(ill[:2])
    assert ill[1].startswith("  → ")
    assert slack.bot_token not in out


async def test_a_scope_that_was_not_granted_is_named(slack: Slack, doctor: Doctor) -> None:
    manifest = slack.stage.app.manifest
    assert manifest is not None
    manifest["oauth_config"]["scopes"]["bot"].remove("users:read")
    manifest["oauth_config"]["scopes"]["bot"].append("reactions:read")

    code, out = await doctor(**right(slack))

    assert code == 1
    assert "✗ Scopes: missing users:read.\n" in out
    assert "Reinstall" in out


def installing(slack: Slack) -> dict[str, str]:
    """All that is needed where workspaces install Payoff themselves."""
    return {
        "SLACK_CLIENT_ID": slack.stage.app.client_id,
        "SLACK_CLIENT_SECRET": slack.stage.app.client_secret,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "PAYOFF_SECRET_KEY": "k" * 32,
        "PAYOFF_PUBLIC_URL": "http://127.0.0.1:1",
    }


async def test_before_the_first_start_of_a_service_all_may_be_well(slack: Slack, doctor: Doctor) -> None:
    code, out = await doctor(**installing(slack))

    assert (code, "✗" in out) == (0, False)
    assert "✓ App credentials: Slack knows them" in out
    assert "✓ Public address: nobody answers at http://127.0.0.1:1 yet" in out
    assert "✓ Tables: none yet; the first start makes them" in out


@pytest.mark.parametrize(
    ("wrong", "says", "mend"),
    [
        ({"SLACK_CLIENT_ID": "1.2"}, "✗ App credentials: Slack does not accept SLACK_CLIENT_ID", "Basic Information"),
        ({"SLACK_CLIENT_SECRET": "x"}, "✗ App credentials: Slack does not accept SLACK_CLIENT_SECRET", "Copy both"),
        ({"SLACK_CLIENT_SECRET": ""}, "✗ SLACK_CLIENT_SECRET: is missing", "Basic Information"),
        ({"PAYOFF_SECRET_KEY": "short"}, "✗ PAYOFF_SECRET_KEY: is too short", "secrets.token_urlsafe"),
        ({"PAYOFF_PUBLIC_URL": ""}, "✗ PAYOFF_PUBLIC_URL: is missing", "https address"),
        ({"PAYOFF_PUBLIC_URL": "http://payoff.example.com"}, "✗ Public address: http://payoff.example.com", "https"),
        ({"PAYOFF_PUBLIC_URL": "https://payoff.invalid"}, "✗ Public address: payoff.invalid is not known", "Correct"),
    ],
)
async def test_what_keeps_workspaces_from_installing_is_named_with_how_to_mend_it(
    slack: Slack, doctor: Doctor, wrong: dict[str, str], says: str, mend: str
) -> None:
    code, out = await doctor(**{**installing(slack), **wrong})

    assert code == 1
    assert mend in "".join(out[out.index(says) :].splitlines()[:2])


async def test_an_address_that_leads_to_something_else_is_named(slack: Slack, doctor: Doctor) -> None:
    code, out = await doctor(**{**installing(slack), "PAYOFF_PUBLIC_URL": slack.url})

    assert code == 1
    assert f"✗ Public address: {slack.url} is answered by something else" in out


async def test_over_socket_mode_no_signing_secret_is_needed(slack: Slack, doctor: Doctor) -> None:
    code, out = await doctor(**{**right(slack), "SLACK_SIGNING_SECRET": ""})

    assert code == 0
    assert "✓ Signing secret: not needed over Socket Mode" in out


@pytest.mark.parametrize(
    ("seconds", "says"),
    [(0, "within 1 s"), (59, "within 59 s"), (300, "300 s ahead of Slack's."), (-61, "61 s behind Slack's.")],
)
def test_a_clock_that_is_off_is_told_by_how_much(seconds: int, says: str) -> None:
    slack_says = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)

    finding = check_clock(format_datetime(slack_says, usegmt=True), slack_says + timedelta(seconds=seconds))

    assert says in finding.says
    assert finding.is_well == (abs(seconds) < 60)


def test_a_slack_that_does_not_tell_the_time_is_no_failure() -> None:
    assert check_clock(None, datetime.now(UTC)).is_well


async def test_a_database_of_a_newer_payoff_is_left_alone(slack: Slack, doctor: Doctor, tmp_path: Path) -> None:
    with sqlite3.connect("payoff.db") as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    connection.close()

    code, out = await doctor(**right(slack))
    started = await bot("run", cwd=tmp_path, PORT="0", **right(slack))

    assert (code, started.code) == (1, 1)
    assert "✗ Tables: at revision 9999" in out
    assert started.err.startswith("The database has revision 9999")
