"""Take the answers to check-ins."""

from commands.checkins import answer, later  # noqa: F401
