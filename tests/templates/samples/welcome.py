"""What whoever installed Payoff reads first."""

SAMPLES = {"welcome/first": [{"user_id": "U0ANA"}]}
