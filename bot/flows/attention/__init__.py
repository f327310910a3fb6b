"""Spend people's attention with care: a budget a week, one digest for the rest, silence in their time off."""
