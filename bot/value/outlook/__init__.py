"""Look ahead: where a metric will be on the day by which it is to reach its target, and how likely that is."""

from bot.value.outlook.ahead import look_ahead
from bot.value.outlook.answer import ENOUGH, Outlook

__all__ = ["ENOUGH", "Outlook", "look_ahead"]
