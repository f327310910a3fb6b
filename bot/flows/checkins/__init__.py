"""Ask whether a release paid off, and take the answer."""
