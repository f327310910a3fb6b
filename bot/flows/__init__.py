"""Do what is asked: load, decide, save."""
