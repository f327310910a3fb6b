"""Share what a metric moved among the releases that claim it: propose, ask the channel, keep what was agreed."""
