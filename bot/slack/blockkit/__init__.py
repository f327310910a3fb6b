"""Make Slack's blocks, elements and views, and know their limits."""
