"""Make trouble: processes that die, Slack that fails, channels that close, people who leave."""

import asyncio
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from bot.sandbox.interact import workspace
from bot.sandbox.state import BOT_USER

if TYPE_CHECKING:
    from tests.simulation.simulation import Simulation

DAY = 86_400.0


def begin(simulation: "Simulation") -> None:
    """Let all kinds of trouble begin."""
    for work in (crashes, replicas, faults, channels, leavers):
        task = simulation.loop.create_task(watched(simulation, work(simulation)))
        simulation.troubles.append(task)


async def watched(simulation: "Simulation", work: Any) -> None:
    try:
        await work
    except asyncio.CancelledError:
        raise
    except BaseException as error:
        simulation.fail(error)


async def end(simulation: "Simulation") -> None:
    """All is well from here on: one process serves, and Slack does what it is asked."""
    for task in simulation.troubles:
        task.cancel()
    await asyncio.gather(*simulation.troubles, return_exceptions=True)
    simulation.slack.faults.clear()
    simulation.reachable = True
    fleet = simulation.fleet
    for machine in fleet.machines:
        machine.left = None
    for machine in [machine for machine in fleet.machines if machine.dead or not machine.ready]:
        await fleet.remove(machine)
    if not fleet.alive:
        await fleet.start()
    simulation.rules.troubled()
    simulation.trace.note("calm")


async def crashes(simulation: "Simulation") -> None:
    """A process dies where it stands, or is told to stop, and comes back after a minute or after days."""
    chance, fleet = simulation.chance("crashes"), simulation.fleet
    while True:
        await asyncio.sleep(chance.expovariate(1 / (simulation.scope.crash_days * DAY)))
        machine = fleet.any()
        if machine is None:
            continue
        if chance.random() < 0.85:
            # Far enough to die in the midst of a delivery or of a flow.
            machine.left = chance.randint(1, 250)
            await machine.gone.wait()
        else:
            await machine.stop()
        await asyncio.sleep(down_for(chance, simulation.scope.longest_down_days))
        await fleet.remove(machine)
        await fleet.start()


def down_for(chance: Random, longest_days: float) -> float:
    """Mostly for as long as a supervisor takes, at times over night, now and then for days."""
    luck = chance.random()
    if luck < 0.6:
        return chance.uniform(1, 90)
    if luck < 0.9:
        return chance.uniform(90, 12 * 3600)
    return chance.uniform(0.5, longest_days) * DAY


async def replicas(simulation: "Simulation") -> None:
    """A second process on the same database, for an hour or for days; then one of the two goes."""
    chance, fleet = simulation.chance("replicas"), simulation.fleet
    while True:
        await asyncio.sleep(chance.expovariate(1 / (simulation.scope.replica_days * DAY)))
        await fleet.start()
        await asyncio.sleep(chance.choice((chance.uniform(60, 3600), chance.uniform(1, 8) * DAY)))
        # One that somebody is after already goes by itself; so does one that is all there is.
        free = [machine for machine in fleet.alive if machine.left is None]
        if len(fleet.alive) < 2 or not free:
            continue
        machine = chance.choice(free)
        await machine.stop()
        await fleet.remove(machine)


async def faults(simulation: "Simulation") -> None:
    """Slack fails in every way it can: a call or two, or for hours."""
    chance, slack = simulation.chance("faults"), simulation.slack
    busy = [place.id for place in simulation.cast.places if place.busy]
    while True:
        await asyncio.sleep(chance.expovariate(1 / (simulation.scope.fault_days * DAY)))
        channel = chance.choice((None, None, chance.choice(busy)))
        method = chance.choice((None, "chat.postMessage", "chat.update"))
        times: int | None = chance.randint(1, 4)
        kind = chance.choice(KINDS)
        simulation.trace.note("fault", kind, method, channel)
        if kind == "lag" and any(fault.kind == "lag" for fault in slack.faults.active):
            continue
        if kind == "outage":
            await outage(simulation, chance)
            continue
        more: dict[str, Any] = {}
        if kind == "ratelimited":
            more["seconds"] = chance.choice((1, 2, 30, 90))
        elif kind == "slow":
            more["seconds"] = chance.uniform(2, 25)
        elif kind == "error":
            more["code"] = chance.choice(("internal_error", "fatal_error"))
        elif kind == "lag":
            # Longer than two looks apart nobody could tell it from what was lost: that limit is stated.
            method, times = None, 1
            slack.faults.add("hang_up", method="chat.postMessage", channel=channel, times=1)
        if kind != "lag" and method is not None:
            more["method"] = method
        slack.faults.add(kind, channel=channel, times=times, **more)
        simulation.rules.troubled()


KINDS = ("ratelimited", "server_error", "hang_up", "hang_up", "refuse", "slow", "lag", "error", "outage")


async def outage(simulation: "Simulation", chance: Random) -> None:
    """Slack is away, for minutes or hours: it answers 500, or nothing, or cannot be reached."""
    seconds = chance.choice((chance.uniform(60, 3600), chance.uniform(3600, 10 * 3600)))
    way = chance.choice(("server_error", "refuse", "unreachable", "ratelimited"))
    simulation.trace.note("outage", way, timedelta(seconds=round(seconds)))
    if way == "unreachable":
        simulation.reachable = False
        simulation.hang_up()
    else:
        wait = chance.uniform(5, 600) if way == "ratelimited" else None
        fault = simulation.slack.faults.add(way, seconds=wait)
    await asyncio.sleep(seconds)
    if way == "unreachable":
        simulation.reachable = True
    else:
        simulation.slack.faults.remove(fault.id)
    simulation.trace.note("outage-over", way)
    simulation.rules.troubled()


async def channels(simulation: "Simulation") -> None:
    """Channels are archived, renamed and opened again; Payoff is put out of some, and let in again."""
    chance, stage = simulation.chance("channels"), simulation.slack.stage
    while True:
        await asyncio.sleep(chance.expovariate(1 / (simulation.scope.channel_days * DAY)))
        places = [place for place in simulation.cast.places if place.busy or chance.random() < 0.1]
        channel = simulation.world.channels[chance.choice(places).id]
        what = chance.choice(("archive", "kick", "rename"))
        simulation.trace.note(what, channel.id)
        if what == "rename":
            workspace.rename(stage, channel, f"{channel.name}-{chance.randint(2, 9)}")
        elif what == "archive" and not channel.archived:
            workspace.set_archived(stage, channel, archived=True)
            simulation.begin(reopened(simulation, channel.id, chance.uniform(0.01, 25), chance.random() < 0.8))
        elif what == "kick" and BOT_USER in channel.members and not channel.archived:
            workspace.remove_member(stage, channel, BOT_USER)
            simulation.begin(reopened(simulation, channel.id, chance.uniform(0.01, 25), chance.random() < 0.8))
        simulation.rules.troubled()


async def reopened(simulation: "Simulation", channel_id: str, days: float, does: bool) -> None:
    """Somebody notices, and opens the channel again or invites Payoff back; some channels stay closed."""
    await simulation.rest(days=days)
    channel = simulation.world.channels[channel_id]
    if not does or simulation.over:
        return
    simulation.trace.note("reopen", channel_id)
    workspace.set_archived(simulation.slack.stage, channel, archived=False)
    workspace.add_member(simulation.slack.stage, channel, BOT_USER, inviter=channel.creator)
    simulation.rules.reopened(channel_id)


async def leavers(simulation: "Simulation") -> None:
    """People leave the company; some come back."""
    chance, stage = simulation.chance("leavers"), simulation.slack.stage
    while True:
        await asyncio.sleep(chance.expovariate(1 / (simulation.scope.leave_days * DAY)))
        member = chance.choice(simulation.cast.people)
        if member.deleted:
            continue
        channels = [channel for channel in simulation.world.channels.values() if member.id in channel.members]
        simulation.trace.note("leaves", member.id)
        workspace.deactivate(stage, member)
        if chance.random() < 0.5:
            simulation.begin(comes_back(simulation, member.id, chance.uniform(2, 60), channels))


async def comes_back(simulation: "Simulation", user_id: str, days: float, channels: list[Any]) -> None:
    """Somebody who left is there again."""
    await simulation.rest(days=days)
    member = simulation.world.members[user_id]
    member.deleted = False
    simulation.trace.note("comes-back", user_id)
    for channel in channels:
        if channel.kind != "im":
            workspace.add_member(simulation.slack.stage, channel, user_id)
    workspace.tell_of(simulation.slack.stage, member)
