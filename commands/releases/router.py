"""Take what is typed after /release."""

from commands.routing import Router

releases = Router("release", says="Plan what ships, and what it is for.")
