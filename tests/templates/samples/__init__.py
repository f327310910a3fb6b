"""Gather one or more contexts for each template: what it is given when it is rendered.

A module here is named after its noun and holds `SAMPLES`, from a template's name to its contexts.
"""

import pkgutil
from importlib import import_module
from typing import Any

Context = dict[str, Any]


def gather() -> dict[str, list[Context]]:
    """The samples of all nouns; what several of them need stands in the package `things`."""
    found: dict[str, list[Context]] = {}
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        if not module.ispkg:
            found.update(import_module(module.name).SAMPLES)
    return found
