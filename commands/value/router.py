"""Take what is typed after /value."""

from commands.routing import Router

value = Router("value", says="See what releases were worth: promised against delivered.", default="show")
