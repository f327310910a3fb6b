"""Tell better from worse: in which direction a metric should move."""

DIRECTIONS = ("up", "down")


def toward(direction: str) -> int:
    """1 if more is better, −1 if less is.

    Raises:
        ValueError: it is neither "up" nor "down".
    """
    if direction not in DIRECTIONS:
        raise ValueError(f"{direction!r} is no direction; it is “up” or “down”.")
    return 1 if direction == "up" else -1


def gain(change: float, direction: str) -> float:
    """A change as a gain: more than 0 is better, in both directions."""
    return toward(direction) * change + 0.0
