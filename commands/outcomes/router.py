"""Take what is typed after /outcome."""

from commands.routing import Router

outcomes = Router("outcome", says="Say what should change, from where to where, by when.")
