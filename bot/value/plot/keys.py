"""Say in words what the signs of a chart stand for, in one line below it."""

from bot.value.plot.lettering import width_of
from bot.value.plot.shapes import Key

SIZE = 15.0
# The line of signs, with the room above it.
KEYS_LINE = 28.0
# How wide a sign is, and the room between a sign and its words, and from there to the next sign.
SIGN, INSIDE, APART = 24.0, 7.0, 18.0


def keys_of(left: float, bottom: float, *, without: str, neighbours: bool) -> tuple[Key, ...]:
    """The signs from the left, the foot of their words at `bottom`; none where the lines' own labels say it all.

    `without` says what the expected range leaves out, "" where there is no range.
    """
    words = [
        *([("expected", f"without {without}, 95 times of 100")] if without else ()),
        *([("neighbour", "other release")] if neighbours else ()),
    ]
    keys, x = [], left
    for kind, text in [("read", "as read"), *words] if words else []:
        keys.append(Key(kind, text, round(x, 3), bottom - SIZE / 3))
        x += SIGN + INSIDE + width_of(text, SIZE) + APART
    return tuple(keys)
