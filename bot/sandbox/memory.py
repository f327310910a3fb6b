"""Write down what there is in the workspace, so that a sandbox can go on where another ended."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config

from bot.sandbox.state import Channel, File, Member, View, World


class NothingRemembered(Exception):
    """There is no such file, or it holds something else."""


@with_config(ConfigDict(ser_json_bytes="base64", val_json_bytes="base64"))
@dataclass(frozen=True, kw_only=True)
class Memory:
    """A workspace at a moment. Open modals are not kept: nobody would come back to them."""

    now: datetime
    last_ts: int
    counts: dict[str, int]
    members: dict[str, Member]
    channels: dict[str, Channel]
    files: dict[str, File]
    homes: dict[str, View]
    # Who has read what, and how far.
    read: list[tuple[str, str, str]]


FORM = TypeAdapter(Memory)


def remember(world: World, path: Path) -> None:
    """Write it down, all of it or nothing."""
    memory = Memory(
        now=world.clock.now,
        last_ts=world.last_ts,
        counts=world.counts,
        members=world.members,
        channels=world.channels,
        files=world.files,
        homes=world.homes,
        read=[(*key, ts) for key, ts in world.read.items()],
    )
    fresh = path.with_name(f"{path.name}~")
    fresh.write_bytes(FORM.dump_json(memory))
    fresh.replace(path)


def recall(path: Path) -> Memory:
    """Read what was written down.

    Raises:
        NothingRemembered: nothing was, or by another version.
    """
    try:
        return FORM.validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise NothingRemembered(str(path)) from error


def restore(world: World, memory: Memory) -> None:
    """Put what is remembered in place of what there is; the clock has to show its moment already."""
    world.last_ts = memory.last_ts
    world.counts = memory.counts
    world.members = memory.members
    world.channels = memory.channels
    world.files = memory.files
    world.homes = memory.homes
    world.read = {(one, other): ts for one, other, ts in memory.read}
    world.changed()
