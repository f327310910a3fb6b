"""Payoff reads how it is set up, and names what is wrong with it without repeating a secret."""

from pathlib import Path

import pytest

from bot import settings
from bot.settings import Settings, WrongSettings, load


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable of this machine counts, and no .env."""
    for name in settings.VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def problems_of(monkeypatch: pytest.MonkeyPatch, **variables: str) -> list[str]:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(WrongSettings) as raised:
        load()
    return list(raised.value.problems)


def test_env_is_read_and_the_environment_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("SLACK_BOT_TOKEN=xoxb-1\nPORT=4000\nPAYOFF_LOG=json\n")
    monkeypatch.setenv("PORT", "5000")

    found = load()

    assert found.slack_bot_token is not None
    assert found.slack_bot_token.get_secret_value() == "xoxb-1"
    assert (found.port, found.log) == (5000, "json")


def test_an_empty_value_is_the_same_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in settings.VARIABLES:
        monkeypatch.setenv(name, "")

    assert load() == Settings(_env_file=None)
    assert load().database_url == "sqlite:///payoff.db"
    assert load().slack_api_url == "https://slack.com/api/"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("SLACK_BOT_TOKEN", "xapp-1-secret", "belongs into SLACK_APP_TOKEN"),
        ("SLACK_BOT_TOKEN", "xoxp-1-secret", "user token"),
        ("SLACK_APP_TOKEN", "xoxb-1-secret", "connections:write"),
        ("DATABASE_URL", "mysql://me:secret@host/db", "sqlite:///"),
        ("DATABASE_URL", "secret.db", "sqlite:///"),
        ("PORT", "70000", "65535"),
        ("PORT", "http", "integer"),
        ("PAYOFF_POLL_SECONDS", "0", "0.05"),
        ("PAYOFF_LOG", "loud", "'json'"),
        ("PAYOFF_PUBLIC_URL", "payoff.example.com", "https://payoff.example.com"),
        ("SLACK_API_URL", "slack.com", "whole address"),
    ],
)
def test_a_wrong_value_is_named_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    (problem,) = problems_of(monkeypatch, **{name: value})

    assert problem.startswith(f"{name} ")
    assert says in problem
    assert "secret" not in problem


def test_every_wrong_value_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    problems = problems_of(monkeypatch, PORT="x", SLACK_BOT_TOKEN="y", PAYOFF_LGO="json")

    assert len(problems) == 3


def test_a_mistyped_name_is_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("SLACK_BOT_TOKN=xoxb-1\n")

    assert problems_of(monkeypatch, PAYOFF_POL_SECONDS="1") == [
        "PAYOFF_POL_SECONDS is not a setting. Did you mean PAYOFF_POLL_SECONDS?",
        "SLACK_BOT_TOKN is not a setting. Did you mean SLACK_BOT_TOKEN?",
    ]


def test_spaces_that_came_along_with_a_pasted_secret_are_taken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", " xoxb-1\n")

    token = load().slack_bot_token

    assert token is not None
    assert token.get_secret_value() == "xoxb-1"


def test_no_secret_is_ever_printed() -> None:
    found = Settings(
        _env_file=None,
        slack_bot_token="xoxb-hidden",
        slack_app_token="xapp-hidden",
        slack_signing_secret="hidden",
        slack_client_secret="hidden",
        secret_key="hidden",
    )

    assert "hidden" not in f"{found!r} {found}"


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({}, ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"]),
        ({"slack_bot_token": "xoxb-1"}, ["SLACK_SIGNING_SECRET"]),
        ({"slack_bot_token": "xoxb-1", "slack_signing_secret": "s"}, []),
        ({"slack_bot_token": "xoxb-1", "slack_app_token": "xapp-1"}, []),
        (
            {"slack_client_id": "1", "slack_signing_secret": "s"},
            ["SLACK_CLIENT_SECRET", "PAYOFF_SECRET_KEY", "PAYOFF_PUBLIC_URL"],
        ),
        (
            {
                "slack_client_id": "1",
                "slack_client_secret": "c",
                "slack_signing_secret": "s",
                "secret_key": "short",
                "public_url": "https://payoff.example.com/",
            },
            ["PAYOFF_SECRET_KEY"],
        ),
        (
            {
                "slack_client_id": "1",
                "slack_client_secret": "c",
                "slack_signing_secret": "s",
                "secret_key": "n" * 32 + ", " + "o" * 32,
                "public_url": "https://payoff.example.com/",
            },
            [],
        ),
    ],
)
def test_what_is_missing_to_run_is_named_with_where_to_get_it(given: dict[str, str], missing: list[str]) -> None:
    found = Settings(_env_file=None, **given).missing_to_run()

    assert [problem.split()[0] for problem in found] == missing
    assert all(len(problem) > 60 for problem in found)


def test_the_example_names_every_variable_and_no_other() -> None:
    example = Path(__file__).parents[1] / ".env.example"
    named = [line.partition("=")[0] for line in example.read_text().splitlines() if line and not line.startswith("#")]

    assert sorted(named) == sorted(settings.VARIABLES)
