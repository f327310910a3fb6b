"""Play every kind of request there is, scene by scene."""

from tests.inbound.scenes import money, places, planning, reviewing
from tests.inbound.scenes.scene import SCENES, Scene

__all__ = ["SCENES", "Scene", "money", "places", "planning", "reviewing"]
