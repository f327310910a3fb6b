"""Speak with Slack: what is said, in which shape, and what came back."""
