"""Look again at channels that are closed: Slack tells for an hour that one was opened, and nobody may have listened."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.flows.channels import let_in
from bot.slack.posting import PEOPLE
from bot.slack.trouble import code_of
from bot.slack.workspaces import Directory
from storage import closures, workspaces
from storage.database import Database

log = structlog.get_logger(__name__)


@dataclass
class Doors:
    """Looks at closed channels, in all workspaces."""

    database: Database
    directory: Directory
    time: Callable[[], datetime]

    async def look(self) -> None:
        """Let what was held be said where a channel is open again; what goes wrong is tried at the next look."""
        try:
            async with self.database.reading_everywhere() as session:
                found = [workspace.id for workspace in await workspaces.installed(session)]
            for workspace_id in found:
                if workspace_id is not None:
                    await self.look_in(workspace_id)
        except Exception as error:
            log.warning("closed_channels_not_looked_at", error=code_of(error))

    async def look_in(self, workspace_id: int) -> None:
        """Look in one workspace. Nobody is asked where no channel is closed."""
        async with self.database.reading(workspace_id) as session:
            closed = [each.channel_id for each in await closures.every(session)]
        client = await self.directory.client_of(workspace_id) if closed else None
        for channel_id in closed:
            if client is not None and not channel_id.startswith(PEOPLE):
                await let_in(self.database, client, workspace_id, channel_id, now=self.time())
