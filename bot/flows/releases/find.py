"""Find the release that someone means, by its key or its name."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Refusal
from bot.value.naming import find_named, in_menu
from storage import releases, teams
from storage.releases import Release
from storage.teams import Team

Thing_co = TypeVar("Thing_co", covariant=True)


class ReleaseGone(Refusal):
    """This release no longer exists."""


@dataclass(frozen=True)
class Named(Generic[Thing_co]):
    """Something as bot.value.naming wants it: what it is called, its key if it has one, and the thing itself."""

    name: str
    key: str
    thing: Thing_co


def key_of(release: Release) -> str:
    """REL-7."""
    return f"REL-{release.number}"


async def take_release(session: AsyncSession, text: str) -> tuple[Release, str]:
    """The release that the first words of `text` name, and the words after it.

    Raises:
        Unknown: no release is called that; the nearest are offered.
        Ambiguous: two names are alike.
    """
    known = [Named(release.name, key_of(release), release) for release in await releases.named(session)]
    found, rest = find_named(text, known, noun="release")
    return found.thing, rest


async def find_release(session: AsyncSession, text: str) -> Release:
    """The release that all of `text` names.

    Raises:
        Unknown, Ambiguous: as `take_release`; words left over make a name unknown.
    """
    known = [Named(release.name, key_of(release), release) for release in await releases.named(session)]
    found, _ = find_named(text, known, noun="release", whole=True)
    return found.thing


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
