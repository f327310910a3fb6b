"""Keep which Slack workspaces installed Payoff."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class Workspace(SQLModel, table=True):
    """One Slack team, or Enterprise organisation, that installed Payoff."""

    id: int | None = Field(default=None, primary_key=True)
    slack_id: str = Field(unique=True)
    name: str = ""
    bot_id: str = ""
    bot_user_id: str = ""
    # Sealed by bot.slack.seal before it gets here; empty when the token comes from the environment.
    sealed_token: str = ""
    installed_by: str = ""
    installed_at: datetime
    welcomed_at: datetime | None = None
    removed_at: datetime | None = None
