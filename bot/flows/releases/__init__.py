"""Plan, change, and show releases."""
