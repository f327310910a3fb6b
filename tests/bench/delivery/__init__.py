"""Measure delivery: how fast posts are claimed and settled, how a backlog drains, and what looking for posts costs."""
