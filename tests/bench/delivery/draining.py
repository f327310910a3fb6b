"""Measure how a long backlog is drained: how fast, in which order, and with how much memory."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.delivery import owed
from tests.bench.delivery.light import Said, light_slack
from tests.bench.delivery.stores import Store
from tests.bench.figures import Table, ms, reached
from tests.bench.processes import server

# How much more memory may be held near the end than near the beginning.
MOST = 1.1


async def measure(stores: Sequence[Store], *, backlog: int, channels: int, together: int, drained: int) -> Table:
    """Drain the first part of it as `python -m bot run` does; so many channels take turns `together`, then others."""
    table = Table(("draining", "database", "measured", "to reach", "reached"))
    for store in stores:
        url, now = await store.new(), datetime.now(UTC)
        workspace_id = await owed.workspace(url, now)
        await owed.add_channels(store, url, workspace_id, channels)
        await owed.add_posts(store, url, owed.due(workspace_id, backlog, channels, now, together=together))
        await store.settle_down(url)
        async with light_slack() as slack:
            environment = {
                "DATABASE_URL": url,
                "SLACK_API_URL": slack.url,
                "SLACK_BOT_TOKEN": "xoxb-bench",
                "SLACK_SIGNING_SECRET": "bench",
            }
            with TemporaryDirectory(prefix="payoff-bench-") as folder:
                async with server("-m", "tests.bench.delivery.replica", cwd=Path(folder), **environment) as replica:
                    await slack.until(drained // 10)
                    cpu, early = replica.cpu_seconds(), replica.resident_mb()
                    await slack.until(drained * 9 // 10)
                    cpu, late = replica.cpu_seconds() - cpu, replica.resident_mb()
                    await slack.until(drained)
            said = slack.said[:drained]
        await store.drop(url)
        name = f"the first {drained:,} of {backlog:,} due in {channels:,} channels"
        table.add(name, store.name, f"{drained / (said[-1].at - said[0].at):,.0f} posts a second")
        table.add("… processor time of each", store.name, ms(cpu / (drained * 8 // 10)))
        table.add(
            "… before an earlier one of its channel",
            store.name,
            str(overtaken(said)),
            *reached(overtaken(said), 0, "none"),
        )
        table.add("… places ahead of one due earlier elsewhere, at most", store.name, str(furthest(said)))
        table.add(
            "… memory at 90 % of it and at 10 %",
            store.name,
            f"{late:.0f} MB, {early:.0f} MB",
            *reached(late / early, MOST, f"≤ {MOST:.1f}×"),
        )
    return table


def overtaken(said: Sequence[Said]) -> int:
    """How many messages came before one that was due earlier in the same channel."""
    latest: dict[str, int] = {}
    count = 0
    for each in said:
        count += each.post < latest.get(each.channel, 0)
        latest[each.channel] = max(each.post, latest.get(each.channel, 0))
    return count


def furthest(said: Sequence[Said]) -> int:
    """By how many places a message came earlier than it was due, counted over all channels."""
    places = {post: place for place, post in enumerate(sorted(each.post for each in said))}
    return max(places[each.post] - place for place, each in enumerate(said))
