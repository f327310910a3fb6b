"""Estimate how a metric changed with a release, and how sure that can be from the readings there are."""

from bot.value.effect.answer import ALARMING, CONFIRMED, DETECTABLE, ENOUGH, FEW, NOT_VERIFIED, Effect, Model
from bot.value.effect.controls import Control
from bot.value.effect.estimate import estimate
from bot.value.points import Point

__all__ = [
    "ALARMING",
    "CONFIRMED",
    "DETECTABLE",
    "ENOUGH",
    "FEW",
    "NOT_VERIFIED",
    "Control",
    "Effect",
    "Model",
    "Point",
    "estimate",
]
