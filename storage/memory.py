"""Remember what was made of a workspace's rows, for as long as they stay as they were."""

from collections import OrderedDict
from collections.abc import Hashable

# Bytes of all that is remembered. An answer is some five thousand.
ROOM = 8_000_000


class Memory:
    """Texts by what they answer, each for one state; what was not asked for longest makes room for what is new."""

    def __init__(self, room: int = ROOM) -> None:
        self.room = room
        self.size = 0
        self.texts: OrderedDict[Hashable, tuple[Hashable, bytes]] = OrderedDict()

    def recall(self, question: Hashable, state: Hashable) -> bytes | None:
        """What was answered in this very state."""
        of, text = self.texts.get(question, (None, None))
        if text is None or of != state:
            return None
        self.texts.move_to_end(question)
        return text

    def keep(self, question: Hashable, state: Hashable, text: bytes) -> None:
        """Remember an answer, in place of one of another state."""
        self.forget(question)
        self.texts[question] = state, text
        self.size += len(text)
        while self.size > self.room:
            self.forget(next(iter(self.texts)))

    def forget(self, question: Hashable) -> None:
        """Remember it no longer."""
        _, text = self.texts.pop(question, (None, b""))
        self.size -= len(text)
