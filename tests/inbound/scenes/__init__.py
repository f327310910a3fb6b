"""Play every kind of request there is, scene by scene."""

from tests.inbound.scenes import places, planning, reviewing
from tests.inbound.scenes.scene import SCENES, Scene

__all__ = ["SCENES", "Scene", "places", "planning", "reviewing"]
