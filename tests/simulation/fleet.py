"""Keep the processes of Payoff: start them, kill them, start them again."""

import asyncio
import sqlite3
from typing import TYPE_CHECKING

from bot.errors import Refusal
from storage.database import DatabaseTrouble
from tests.simulation.machine import Killed, Machine

if TYPE_CHECKING:
    from tests.simulation.simulation import Simulation


class Fleet:
    """All processes that serve the workspace: mostly one, now and then two, at times none."""

    def __init__(self, simulation: "Simulation") -> None:
        self.simulation = simulation
        self.machines: list[Machine] = []
        self.count = 0
        self.chance = simulation.chance("fleet")
        # Since when there was always one that serves; None: there is none.
        self.up_since: object = None

    @property
    def alive(self) -> list[Machine]:
        """Those that serve."""
        return [machine for machine in self.machines if machine.ready and not machine.dead]

    def any(self) -> Machine | None:
        """One that serves, if there is one."""
        alive = self.alive
        return self.chance.choice(alive) if alive else None

    def nudge(self) -> None:
        """Somebody changed something: everyone looks, as they do every second."""
        for machine in self.alive:
            machine.nudge()

    async def first(self) -> None:
        """The very first process. Ana installed Payoff: what nobody else is left for is hers."""
        await self.start()
        database = sqlite3.connect(self.simulation.path)
        with database:
            database.execute("UPDATE workspace SET installed_by = 'U0ANA'")
        database.close()

    async def start(self) -> None:
        """Start one more; a supervisor tries again until it serves."""
        simulation, wait = self.simulation, 5.0
        while True:
            self.count += 1
            name = f"process-{self.count}"
            machine = Machine(
                name,
                loop=simulation.loop,
                settings=simulation.settings,
                slack=simulation.answer,
                chance=simulation.chance(name),
            )
            machine.is_alone = lambda: len(self.machines) == 1
            machine.on_death = self.died
            machine.on_trouble = self.trouble
            self.machines.append(machine)
            try:
                await machine.start()
                simulation.trace.note("started", name)
                simulation.rules.started()
                return
            except (Refusal, DatabaseTrouble, Killed) as error:
                simulation.trace.note("not-started", name, type(error).__name__)
                await self.remove(machine)
            wait = min(2 * wait, 600.0)
            await asyncio.sleep(wait)

    def trouble(self, error: Exception) -> None:
        """The postman was interrupted; the next look tries again."""
        self.simulation.trace.note("interrupted", type(error).__name__)
        if not isinstance(error, DatabaseTrouble):
            self.simulation.fail(error)

    def died(self, machine: Machine) -> None:
        """One is gone."""
        self.simulation.trace.note("killed", machine.name, machine.died_at)
        self.simulation.rules.died()
        self.nudge()

    async def remove(self, machine: Machine) -> None:
        """Clear away what is left of one."""
        machine.die("removed")
        await machine.bury()
        if machine in self.machines:
            self.machines.remove(machine)

    async def close(self) -> None:
        """End all."""
        for machine in list(self.machines):
            machine.on_death = lambda machine: None
            await self.remove(machine)
