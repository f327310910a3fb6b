"""Run replicas of Payoff in processes of their own on one database, and kill them at random."""

from itertools import pairwise
from pathlib import Path

import pytest

from tests.proofs.counting import Count, count
from tests.proofs.fleet import Fleet, Size, fleet

SMALL = Size(replicas=3, channels=20, each=5, kills=3, lease=5, quiet=1.5, timeout=1)
WHOLE = Size(replicas=4, channels=200, each=10, kills=24, lease=60, quiet=20, timeout=10)
TWO = Size(replicas=2, channels=10, each=4, kills=2, lease=5, quiet=1.5, timeout=1)
NOTHING = Count(lost=0, doubled=0, twins=0)


def gaps(ships: Fleet) -> list[float]:
    """The seconds between one message of a channel and the next."""
    return [
        float(later.ts) - float(earlier.ts)
        for channel_id in ships.channel_ids
        for earlier, later in pairwise(ships.messages(channel_id))
    ]


def starved(ships: Fleet) -> list[str]:
    """Channels that had not got their first message when others had got all of theirs.

    What a killed process held waits for the end of its lease, and for as long as it takes to look whether it was said.
    """
    first_end = min(float(ships.messages(channel_id)[-1].ts) for channel_id in ships.channel_ids)
    patience = ships.size.quiet + 2 * ships.size.timeout
    free_at = {channel_id: until.timestamp() + patience for channel_id, until in ships.held.items()}
    first = {channel_id: float(ships.messages(channel_id)[0].ts) for channel_id in ships.channel_ids}
    return [channel_id for channel_id, ts in first.items() if ts > max(first_end, free_at.get(channel_id, 0.0))]


@pytest.mark.postgres
@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True, scope="session")
@pytest.mark.parametrize(
    ("size", "seed"),
    [
        pytest.param(SMALL, 1, id="small"),
        *(pytest.param(WHOLE, seed, id=f"whole-{seed}", marks=pytest.mark.full) for seed in (1, 2, 3)),
    ],
)
async def test_replicas_under_random_kills_lose_nothing_and_double_nothing(
    database_url: str, tmp_path: Path, size: Size, seed: int
) -> None:
    async with fleet(database_url, size, tmp_path, seed=seed) as ships:
        await ships.run()

        assert count(ships.slack, ships.owed) == NOTHING
        assert ships.killed == size.kills
        assert min(gaps(ships)) >= 0.95
        assert starved(ships) == []


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True, scope="session")
@pytest.mark.postgres
async def test_two_processes_on_one_file_do_no_harm(database_url: str, tmp_path: Path) -> None:
    async with fleet(database_url, TWO, tmp_path, seed=1) as ships:
        await ships.run()

        assert count(ships.slack, ships.owed) == NOTHING
        assert min(gaps(ships)) >= 0.95
