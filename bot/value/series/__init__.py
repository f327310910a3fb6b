"""Model a metric over time: calendar, slope, releases and noise, averaged exactly over every kind of noise."""
