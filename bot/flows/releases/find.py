"""Find the release that someone means, by its key or its name."""

from collections.abc import Iterable
from dataclasses import asdict

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Refusal
from bot.flows.named import Named, meant
from bot.value.naming import beginning, in_menu
from storage import releases, teams
from storage.releases import Release
from storage.teams import Team


class ReleaseGone(Refusal):
    """This release no longer exists."""


def key_of(release: Release) -> str:
    """REL-7."""
    return f"REL-{release.number}"


async def take_release(session: AsyncSession, text: str, *, whole: bool = False) -> tuple[Release, str]:
    """The release that the first words of `text` name, and the words after it.

    Raises:
        Unknown: no release is called that; the nearest are offered.
        Ambiguous: two names are alike.
    """

    async def every() -> list[Named[Release]]:
        return named(await releases.named(session))

    likely = named(await releases.called(session, **asdict(beginning(text))))
    return await meant(text, likely, every, noun="release", whole=whole)


async def find_release(session: AsyncSession, text: str) -> Release:
    """The release that all of `text` names.

    Raises:
        Unknown, Ambiguous: as `take_release`; words left over make a name unknown.
    """
    found, _ = await take_release(session, text, whole=True)
    return found


def named(found: Iterable[Release]) -> list[Named[Release]]:
    """Releases by their names and keys."""
    return [Named(release.name, key_of(release), release) for release in found]


async def release_and_team(session: AsyncSession, release_id: int) -> tuple[Release, Team]:
    """A release that is still there, with its team.

    Raises:
        ReleaseGone: it is not.
    """
    release = await releases.get(session, release_id)
    team = await teams.get(session, release.team_id) if release is not None else None
    if release is None or team is None:
        raise ReleaseGone()
    return release, team


def in_a_menu(release: Release) -> str:
    """A release as a menu shows it: its key tells two of one name apart."""
    return in_menu(release.name, key_of(release))


async def choices_for(session: AsyncSession) -> list[tuple[str, str]]:
    """All releases that were not cancelled, for a menu: what has shipped first, and of that the newest."""
    found = [release for release in await releases.named(session) if release.state != "cancelled"]
    found.sort(key=lambda release: release.shipped_at is None)
    return [(str(release.pk), in_a_menu(release)) for release in found]
