"""Estimate how a metric changed with a release, and how sure that can be from the readings there are."""

from bot.value.effect.answer import AFTER, ENOUGH, NOT_VERIFIED, Effect, estimate
from bot.value.points import Point

__all__ = ["AFTER", "ENOUGH", "NOT_VERIFIED", "Effect", "Point", "estimate"]
