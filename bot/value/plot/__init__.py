"""Lay out a chart: from readings, releases, a target and what was expected, to where everything is drawn."""

from bot.value.plot.beside import beside
from bot.value.plot.draft import plot
from bot.value.plot.native import Native, line
from bot.value.plot.shapes import (
    Expected,
    Flag,
    Frame,
    Key,
    Label,
    Marker,
    NothingToPlot,
    Plot,
    Rule,
    Slice,
    Spot,
    Tick,
)

__all__ = [
    "Expected",
    "Flag",
    "Frame",
    "Key",
    "Label",
    "Marker",
    "Native",
    "NothingToPlot",
    "Plot",
    "Rule",
    "Slice",
    "Spot",
    "Tick",
    "beside",
    "line",
    "plot",
]
