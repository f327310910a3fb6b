"""Tell the rhythm that someone typed from the rest of their wish: for whom, where, and how much of it."""

from dataclasses import dataclass

# What may stand before or after the rhythm, and what it asks for.
FOR_ME = ("for me", "to me", "in private")
HERE = ("in this channel", "here", "for us", "for this channel")
COMPACT = ("compact", "in short", "short")
DETAILED = ("detailed", "in detail", "in full")


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What someone subscribes to; an empty word is left to choose."""

    rhythm: str
    for_me: bool
    size: str


def parse_wish(text: str) -> Wish:
    """The wish in "weekly mon 09:00 for me, compact"."""
    rest, for_me = without(text, FOR_ME)
    rest, _ = without(rest, HERE)
    rest, compact = without(rest, COMPACT)
    rest, _ = without(rest, DETAILED)
    return Wish(rhythm=rest, for_me=for_me, size="compact" if compact else "detailed")


def without(text: str, phrases: tuple[str, ...]) -> tuple[str, bool]:
    """The text without any of these phrases, and whether one of them was there."""
    words = text.replace(",", " , ").split()
    for phrase in phrases:
        wanted = phrase.split()
        for at in range(len(words) - len(wanted) + 1):
            if [word.casefold() for word in words[at : at + len(wanted)]] == wanted:
                return " ".join(words[:at] + words[at + len(wanted) :]).replace(" ,", ",").strip(" ,"), True
    return text, False
