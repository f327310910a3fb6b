"""Say what stands behind figures that are told before a verdict, beside it, and of people's own forecasts."""
