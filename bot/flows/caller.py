"""Who asks: the person, the workspace and channel they stand in, and the request they came with."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Caller:
    """A person who typed, clicked or submitted something.

    `arrival` names the request, the same each time Slack sends it again: a flow hands it to
    `Database.writing`, so that its work is done once. `channel_id` is empty where there is none (App Home).
    """

    workspace_id: int
    user_id: str
    channel_id: str = ""
    arrival: str = ""
