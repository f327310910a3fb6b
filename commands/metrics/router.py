"""Take what is typed after /metric."""

from commands.routing import Router

metrics = Router("metric", says="Name the numbers that outcomes move, and record them.")
