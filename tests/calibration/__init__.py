"""Try the measurement of effects on series of which everything is known, and write down how often it is right."""
