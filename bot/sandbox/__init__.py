"""Be a Slack of our own, for demos and tests."""
