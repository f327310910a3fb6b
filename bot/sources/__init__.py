"""Fetch readings from where they are kept."""
