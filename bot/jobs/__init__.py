"""Do what the clock asks."""
