"""Check what the app sends against Slack's rules, independently of the app's own idea of them."""

from bot.sandbox.checks.whole import check_blocks, check_view, length_of, uses_charts

__all__ = ["check_blocks", "check_view", "length_of", "uses_charts"]
