"""Let people act: through a flow, as most do here for speed, or over the wire with a signed request."""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.errors import Refusal
from bot.flows.caller import Caller
from bot.sandbox.elements import walk
from bot.sandbox.finding import NotOnScreen
from bot.sandbox.interact import actions
from bot.sandbox.interact.actions import Surface
from bot.sandbox.interact.messages import Impossible
from bot.sandbox.state import Message
from bot.sandbox.web_api.errors import Failure
from storage.arrivals import Repeated
from storage.database import DatabaseTrouble
from tests.simulation.machine import Killed, Machine

if TYPE_CHECKING:
    from tests.simulation.simulation import Simulation

Do = Callable[[Machine, Caller], Coroutine[Any, Any, Any]]
TRIES = 8


class People:
    """Everybody's hands."""

    def __init__(self, simulation: "Simulation") -> None:
        self.simulation = simulation
        self.chance = simulation.chance("people")
        self.requests = 0

    async def do(self, who: str, where: str, what: str, work: Do) -> Any:
        """Do something through a flow, in whichever process serves; again, as people do, when nobody answers.

        Returns what the flow did; None when it refused, or when it had done it before its process was killed.
        """
        simulation = self.simulation
        self.requests += 1
        arrival = f"simulated:{self.requests}"
        for _ in range(TRIES):
            machine = simulation.fleet.any()
            if machine is None:
                await simulation.rest(minutes=self.chance.uniform(5, 90))
                continue
            workspace_id = next(iter(machine.app.directory.known.values())).workspace_id
            caller = Caller(workspace_id=workspace_id, user_id=who, channel_id=where, arrival=arrival)
            try:
                done = await machine.do(work(machine, caller))
            except Killed:
                simulation.trace.note("unanswered", what, who, where)
                # Slack brings the same request again where there is one; a person tries the same thing again.
                await simulation.rest(minutes=self.chance.uniform(1, 40))
                continue
            except Repeated:
                simulation.trace.note("done-before", what, who, where)
                return None
            except Refusal as refusal:
                simulation.trace.note("refused", what, who, where, type(refusal).__name__)
                return None
            except (DatabaseTrouble, SlackApiError, ClientError, TimeoutError) as error:
                simulation.trace.note("failed", what, who, where, type(error).__name__)
                await simulation.rest(minutes=self.chance.uniform(1, 10))
                continue
            simulation.trace.note("did", what, who, where)
            simulation.fleet.nudge()
            return done
        simulation.trace.note("gave-up", what, who, where)
        return None

    async def wire(self, who: str, what: str, work: Coroutine[Any, Any, Any]) -> bool:
        """Do something on the screen; False when the screen would not let them."""
        try:
            await work
        except (Impossible, NotOnScreen, Failure) as error:
            self.simulation.trace.note("not-on-screen", what, who, type(error).__name__)
            return False
        self.simulation.trace.note("did-by-wire", what, who)
        self.simulation.fleet.nudge()
        return True

    async def type(self, who: str, where: str, text: str) -> bool:
        """Type a command."""
        return await self.wire(who, text, self.simulation.slack.as_(who).type(where, text))

    async def press(self, who: str, message: Message, action: str, about: int, choice: str = "") -> bool:
        """Press the button of a message that is about this row, or choose from its menu what carries this word."""
        stage = self.simulation.slack.stage
        surface = Surface(who, message=message)
        for placed in walk(message.blocks):
            element = placed.element
            if str(element.get("action_id", "")).partition("~")[0] != action:
                continue
            if not choice and str(element.get("value")).partition(":")[0] == str(about):
                return await self.wire(who, action, actions.press(stage, surface, placed))
            for option in element.get("options", ()) if choice else ():
                if str(option["value"]) == f"{about}:{choice}":
                    return await self.wire(who, action, actions.choose(stage, surface, placed, option["value"]))
        return False

    def is_here(self, who: str) -> bool:
        """Whether somebody works here today."""
        return bool(who) and not self.simulation.world.members[who].deleted
