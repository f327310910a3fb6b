"""Decide and compute: the pure core, without clock, rows, or Slack."""
