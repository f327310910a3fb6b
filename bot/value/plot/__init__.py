"""Lay out a chart: from readings, releases, a target and what was expected, to where everything is drawn."""

from bot.value.plot.draft import NothingToPlot, plot
from bot.value.plot.native import Native, to_native
from bot.value.plot.shapes import Expected, Flag, Frame, Label, Marker, Plot, Rule, Slice, Spot, Tick

__all__ = [
    "Expected",
    "Flag",
    "Frame",
    "Label",
    "Marker",
    "Native",
    "NothingToPlot",
    "Plot",
    "Rule",
    "Slice",
    "Spot",
    "Tick",
    "plot",
    "to_native",
]
