"""Take what stakeholders ask: what was it worth?"""

from commands.value import explain, lists, show  # noqa: F401
