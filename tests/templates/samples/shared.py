"""What stands below an answer that someone shared."""

SAMPLES = {"shared/by": [{"user_id": "U0ANA"}]}
