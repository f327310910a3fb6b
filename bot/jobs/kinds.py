"""List every kind of post there is."""

from bot.flows.kinds import Kind

KINDS: dict[str, Kind] = {kind.name: kind for kind in ()}
