"""Take what people ask of outcomes."""

from commands.outcomes import close, edit, milestone, new, show  # noqa: F401
