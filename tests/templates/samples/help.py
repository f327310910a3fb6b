"""What is said of commands: the real ones."""

from commands.outcomes.router import outcomes
from commands.payoff import payoff
from commands.releases.router import releases
from commands.routing import ROUTERS

SAMPLES = {
    "help/command": [{"router": router} for router in ROUTERS.values()],
    "help/overview": [{"routers": [router for name, router in ROUTERS.items() if name != "payoff"]}],
    "help/subcommand": [
        {"router": router, "subcommand": subcommand}
        for router in (outcomes, releases, payoff)
        for subcommand in router.subcommands.values()
    ],
}
