"""Refuse a form that shows what is no longer so: whoever filled it in did not know."""

from hashlib import sha256

from bot.errors import Refusal


class ChangedSince(Refusal):
    """This has changed since the form was opened."""

    def __init__(self) -> None:
        super().__init__(hint="Nothing was saved. What you typed stays in the form; open it anew to see what changed.")


def mark_of(*shown: object) -> str:
    """What a form shows, in a few letters: it comes back with the form, and another one means a change."""
    return sha256(repr(shown).encode()).hexdigest()[:12]


def must_be_as_shown(mark: str, *shown: object) -> None:
    """Hold what a form showed against how it is now; "" was opened by a Payoff that made no marks.

    Raises:
        ChangedSince: they differ.
    """
    if mark and mark != mark_of(*shown):
        raise ChangedSince()
