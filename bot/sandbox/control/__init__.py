"""Let the page, and robots, see and act through JSON."""
