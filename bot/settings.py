"""Read how Payoff is set up from the environment and `.env`, and name what is missing or wrong."""

import difflib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ENV_FILE = ".env"

GENERATE_KEY = 'python -c "import secrets; print(secrets.token_urlsafe(32))"'


class WrongSettings(Exception):
    """Payoff is not set up as it must be. Each problem names a variable and what to do about it."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class Settings(BaseSettings):
    """How Payoff is set up. A field's name in capitals is its variable; Payoff's own begin with PAYOFF_."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        validate_by_name=True,
    )

    slack_bot_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    # With an app-level token Slack is listened to over Socket Mode.
    slack_app_token: SecretStr | None = None
    # With both of these, any workspace may install Payoff from its own web page.
    slack_client_id: str = ""
    slack_client_secret: SecretStr | None = None
    slack_api_url: str = "https://slack.com/api/"

    database_url: str = "sqlite:///payoff.db"
    host: str = "0.0.0.0"  # noqa: S104 (a container is reached from outside)
    port: int = Field(default=3000, ge=0, le=65535)

    # Seals the tokens of the workspaces that install Payoff. Of several, comma separated, the first seals and all open.
    secret_key: SecretStr | None = Field(default=None, validation_alias="PAYOFF_SECRET_KEY")
    # Where people and Slack reach this process: https://payoff.example.com.
    public_url: str = Field(default="", validation_alias="PAYOFF_PUBLIC_URL")
    log: Literal["", "json", "text"] = Field(default="", validation_alias="PAYOFF_LOG")
    poll_seconds: float = Field(default=0.5, ge=0.05, le=10, validation_alias="PAYOFF_POLL_SECONDS")
    slack_timeout_seconds: float = Field(default=10, ge=1, le=30, validation_alias="PAYOFF_SLACK_TIMEOUT_SECONDS")
    # How long requests are still taken over HTTP after SIGTERM, while readiness says no more may come.
    drain_seconds: float = Field(default=1, ge=0, le=60, validation_alias="PAYOFF_DRAIN_SECONDS")

    @property
    def installs(self) -> bool:
        """Whether workspaces install Payoff themselves, instead of one whose token stands in the environment."""
        return bool(self.slack_client_id)

    @property
    def over_socket(self) -> bool:
        """Whether Slack is listened to over Socket Mode."""
        return self.slack_app_token is not None

    @property
    def secret_keys(self) -> tuple[str, ...]:
        """The keys that open a sealed token; the first one seals."""
        secret = self.secret_key.get_secret_value() if self.secret_key else ""
        return tuple(key.strip() for key in secret.split(",") if key.strip())

    @field_validator("slack_bot_token", "slack_app_token", "slack_signing_secret", "slack_client_secret", "secret_key")
    @classmethod
    def without_spaces(cls, secret: SecretStr | None) -> SecretStr | None:
        """What is pasted often brings a space or a line's end along."""
        return SecretStr(secret.get_secret_value().strip()) if secret else None

    @field_validator("slack_bot_token")
    @classmethod
    def is_bot_token(cls, token: SecretStr | None) -> SecretStr | None:
        """A bot token begins with xoxb-."""
        if token and not token.get_secret_value().startswith("xoxb-"):
            mistaken = {
                "xapp-": "This is the app-level token, which belongs into SLACK_APP_TOKEN. ",
                "xoxp-": "This is a user token. ",
            }.get(token.get_secret_value()[:5], "")
            raise ValueError(
                f"must begin with xoxb-. {mistaken}"
                "Copy the Bot User OAuth Token: api.slack.com/apps → Payoff → Install App."
            )
        return token

    @field_validator("slack_app_token")
    @classmethod
    def is_app_token(cls, token: SecretStr | None) -> SecretStr | None:
        """An app-level token begins with xapp-."""
        if token and not token.get_secret_value().startswith("xapp-"):
            raise ValueError(
                "must begin with xapp-. Generate an app-level token with the scope connections:write: "
                "api.slack.com/apps → Payoff → Basic Information → App-Level Tokens."
            )
        return token

    @field_validator("slack_api_url", "public_url")
    @classmethod
    def is_address(cls, url: str, info: Any) -> str:
        """An address of the web; Slack's ends in a slash, ours does not."""
        parts = urlsplit(url.strip())
        if not url.strip():
            return ""
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError("must be a whole address, such as https://payoff.example.com.")
        bare = url.strip().rstrip("/")
        return f"{bare}/" if info.field_name == "slack_api_url" else bare

    @field_validator("database_url")
    @classmethod
    def is_database(cls, url: str) -> str:
        """SQLite or PostgreSQL, without a driver: the driver is ours to add."""
        if not url.startswith(("sqlite:///", "postgresql://", "postgres://")):
            raise ValueError(
                "must begin with sqlite:/// and a file's path, or with postgresql://. Without it, payoff.db is used."
            )
        return url

    def missing_to_run(self) -> list[str]:
        """What has to be set before Slack can be served, each with what to do about it."""
        missing = []
        if self.installs:
            if self.slack_client_secret is None:
                missing.append(
                    "SLACK_CLIENT_SECRET is missing: with SLACK_CLIENT_ID, both are needed. "
                    "Copy it from api.slack.com/apps → Payoff → Basic Information → App Credentials."
                )
            if not self.secret_keys:
                missing.append(f"PAYOFF_SECRET_KEY is missing: it seals workspaces' tokens. Make one: {GENERATE_KEY}")
            elif min(map(len, self.secret_keys)) < 32:
                missing.append(f"PAYOFF_SECRET_KEY is too short: use 32 characters or more. Make one: {GENERATE_KEY}")
            if not self.public_url:
                missing.append(
                    "PAYOFF_PUBLIC_URL is missing: Slack sends people back to it after installing. "
                    "Set it to this service's https address."
                )
        elif self.slack_bot_token is None:
            missing.append(
                "SLACK_BOT_TOKEN is missing. Copy the Bot User OAuth Token (xoxb-…) from api.slack.com/apps → Payoff → "
                "Install App. To try Payoff without Slack: make demo."
            )
        if self.slack_signing_secret is None and not self.over_socket:
            missing.append(
                "SLACK_SIGNING_SECRET is missing. Copy it from api.slack.com/apps → Payoff → Basic Information → App "
                "Credentials; or set SLACK_APP_TOKEN to listen over Socket Mode, which needs no public address."
            )
        return missing


def variable_of(name: str) -> str:
    """The environment variable that sets a field."""
    field = Settings.model_fields.get(name)
    alias = field.validation_alias if field else None
    return alias if isinstance(alias, str) else name.upper()


VARIABLES = tuple(variable_of(name) for name in Settings.model_fields)


def load(env_file: str | None = ENV_FILE) -> Settings:
    """Read the settings.

    Raises:
        WrongSettings: a variable has a value it cannot have, or a name that Payoff does not know.
    """
    problems = unknown_variables(env_file)
    try:
        settings = Settings(_env_file=env_file)
    except ValidationError as error:
        # Never with the value: it may be a secret, or an address that holds one.
        wrong = [f"{variable_of(str(each['loc'][0]))} {reason_of(each)}" for each in error.errors(include_input=False)]
        raise WrongSettings([*wrong, *problems]) from None
    if problems:
        raise WrongSettings(problems)
    return settings


def reason_of(error: Any) -> str:
    """Why a value was refused, without the value."""
    message = str(error["msg"]).removeprefix("Value error, ")
    return message if error["type"] == "value_error" else f"is not valid: {message[:1].lower()}{message[1:]}."


def unknown_variables(env_file: str | None) -> list[str]:
    """Names that look like ours and are none: a typing error would otherwise be passed over in silence."""
    known = {name.upper() for name in VARIABLES}
    ours = {name for name in os.environ if name.upper().startswith("PAYOFF_")}
    if env_file and Path(env_file).is_file():
        ours |= {name for name in dotenv_values(env_file) if name.upper().startswith(("PAYOFF_", "SLACK_"))}
    problems = []
    for name in sorted(ours):
        if name.upper() not in known:
            near = difflib.get_close_matches(name.upper(), VARIABLES, n=1)
            problems.append(f"{name} is not a setting. {f'Did you mean {near[0]}?' if near else 'Remove it.'}")
    return problems
