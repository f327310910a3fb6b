"""Measure how fast Payoff is: `make bench`, or `make bench ARGS=--quick` for a short look."""
