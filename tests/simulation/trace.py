"""Write down what happens, so that a seed that breaks a rule shows how, and shows the same again."""

import hashlib
from collections import Counter, deque
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

SHOWN = 30


class Trace:
    """Every event in its order, as one hash and as the last few lines."""

    def __init__(self, now: Callable[[], datetime], path: Path | None = None) -> None:
        self.now = now
        self.digest = hashlib.sha256()
        self.last: deque[str] = deque(maxlen=SHOWN)
        self.steps = 0
        self.counts: Counter[str] = Counter()
        self.file = path.open("w", encoding="utf-8") if path is not None else None

    def note(self, what: str, *facts: object) -> None:
        """One more event."""
        self.steps += 1
        self.counts[what] += 1
        line = f"{self.steps:6} {self.now():%Y-%m-%d %H:%M:%S.%f} {what} {' '.join(str(fact) for fact in facts)}"
        self.digest.update(line.encode())
        self.last.append(line)
        if self.file is not None:
            self.file.write(line + "\n")

    def add(self, text: str) -> None:
        """Something that belongs to the hash, and to no line."""
        self.digest.update(text.encode())

    def close(self) -> str:
        """The hash of everything."""
        if self.file is not None:
            self.file.close()
        return self.digest.hexdigest()
