"""Let workspaces in and out: who installed Payoff, with which token, and when it went."""

from datetime import datetime

import structlog
from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Refusal
from bot.settings import Settings
from bot.slack.refusals import OF_INSTALLATIONS
from bot.slack.seal import CannotOpen, Sealer
from bot.slack.trouble import code_of
from bot.slack.workspaces import Directory, Installed, Load
from storage import closures, history, posts, workspaces
from storage.database import Database
from storage.workspaces import Workspace

log = structlog.get_logger(__name__)

# What a sealed token is bound to besides its workspace.
COLUMN = "sealed_token"


class TokenRefused(Refusal):
    """Slack does not accept SLACK_BOT_TOKEN."""


class SlackUnreachable(Refusal):
    """Slack cannot be reached."""


async def open_directory(database: Database, directory: Directory, settings: Settings, *, now: datetime) -> None:
    """Learn which workspaces there are: the one whose token is set, or all that installed Payoff.

    Raises:
        TokenRefused: the token that is set opens no workspace.
        SlackUnreachable: Slack did not answer.
    """
    if settings.installs:
        directory.load = reader(database, Sealer(settings.secret_keys))
    elif settings.slack_bot_token is not None:
        directory.add(await the_one(database, directory, settings.slack_bot_token.get_secret_value(), now=now))


def reader(database: Database, sealer: Sealer) -> Load:
    """What reads a workspace's row and opens its token."""

    async def load(which: str | int) -> Installed | None:
        async with database.everywhere() as session:
            if isinstance(which, str):
                workspace = await workspaces.by_slack_id(session, which)
            else:
                workspace = await workspaces.get(session, which)
        if workspace is None or workspace.removed_at is not None or not workspace.sealed_token:
            return None
        try:
            token = sealer.open(workspace.sealed_token, workspace=workspace.slack_id, column=COLUMN)
        except CannotOpen as error:
            # The workspace has to be installed again; until then nobody speaks for it.
            log.error("token_sealed_for_good", workspace=workspace.id, reason=str(error))
            return None
        return installed_as(workspace, token)

    return load


async def the_one(database: Database, directory: Directory, token: str, *, now: datetime) -> Installed:
    """The workspace that a token belongs to, as Slack tells it."""
    try:
        answer = await directory.client_with(token).auth_test()
    except SlackApiError as error:
        code = code_of(error)
        raise TokenRefused(
            f"Slack does not accept SLACK_BOT_TOKEN ({code}).",
            hint="Copy the Bot User OAuth Token again: api.slack.com/apps → Payoff → Install App.",
        ) from error
    except (ClientError, TimeoutError) as error:
        raise SlackUnreachable(
            f"Slack cannot be reached at {directory.base_url} ({type(error).__name__}).",
            hint="Check the network, the proxy, and SLACK_API_URL if it is set.",
        ) from error
    organisation = answer["enterprise_id"] if answer.get("is_enterprise_install") else None
    async with database.everywhere() as session:
        workspace = await workspaces.ensure(
            session,
            str(organisation or answer["team_id"]),
            now=now,
            name=str(answer.get("team") or ""),
            bot_id=str(answer.get("bot_id") or ""),
            bot_user_id=str(answer.get("user_id") or ""),
        )
    async with database.writing(number_of(workspace)) as session:
        await closures.let_go(session, OF_INSTALLATIONS)
    return installed_as(workspace, token)


async def install(
    database: Database,
    directory: Directory,
    sealer: Sealer,
    *,
    slack_id: str,
    name: str,
    bot_id: str,
    bot_user_id: str,
    token: str,
    who: str,
    now: datetime,
) -> Workspace:
    """Let a workspace in, or in again with a new token, and owe whoever installed it a welcome."""
    async with database.everywhere() as session:
        workspace = await workspaces.ensure(
            session,
            slack_id,
            now=now,
            name=name,
            bot_id=bot_id,
            bot_user_id=bot_user_id,
            sealed_token=sealer.seal(token, workspace=slack_id, column=COLUMN),
            installed_by=who,
        )
    directory.add(installed_as(workspace, token))
    async with database.writing(number_of(workspace)) as session:
        await history.record(
            session, "workspace", number_of(workspace), who=who, what="installation", old="", new="installed", at=now
        )
        await closures.let_go(session, OF_INSTALLATIONS)
    await greet(database, workspace, who, now=now)
    log.info("installed", workspace=workspace.id)
    return workspace


async def greet(database: Database, workspace: Workspace, user_id: str, *, now: datetime) -> None:
    """Owe a person the welcome, once and for all."""
    async with database.writing(number_of(workspace)) as session:
        await owe_welcome(session, workspace, user_id, now=now)


async def owe_welcome(session: AsyncSession, workspace: Workspace, user_id: str, *, now: datetime) -> None:
    """As `greet`, in the caller's transaction."""
    await posts.owe(
        session,
        key_text=f"welcome:{workspace.slack_id}:{user_id}",
        kind="welcome",
        subject_id=number_of(workspace),
        channel_id=user_id,
        due_at=now,
    )


async def uninstall(
    database: Database, directory: Directory, slack_ids: tuple[str, ...], *, why: str, said_at: datetime, now: datetime
) -> None:
    """Let the first known of these workspaces out: its token is deleted, and nothing is sent there any more.

    What Slack said before the workspace was installed (again) comes too late and does nothing.
    """
    async with database.everywhere() as session:
        for slack_id in slack_ids:
            workspace = await workspaces.by_slack_id(session, slack_id, held=True)
            if workspace is not None:
                break
        else:
            return
        # Slack tells the time of an event in whole seconds.
        if workspace.removed_at is not None or said_at < workspace.installed_at.replace(microsecond=0):
            return
        workspace.removed_at = now
        workspace.sealed_token = ""
        session.add(workspace)
    directory.forget(workspace.slack_id)
    async with database.writing(number_of(workspace)) as session:
        await history.record(
            session,
            "workspace",
            number_of(workspace),
            who="",
            what="installation",
            old="installed",
            new="removed",
            why=why,
            at=now,
        )
    log.info("removed", workspace=workspace.id, why=why)


def installed_as(workspace: Workspace, token: str) -> Installed:
    """A workspace's row, with the token that opens it."""
    return Installed(
        workspace_id=number_of(workspace),
        slack_id=workspace.slack_id,
        bot_id=workspace.bot_id,
        bot_user_id=workspace.bot_user_id,
        token=token,
    )


def number_of(workspace: Workspace) -> int:
    """The row's number of a workspace that was saved."""
    if workspace.id is None:
        raise ValueError("This workspace has not been saved yet.")
    return workspace.id
