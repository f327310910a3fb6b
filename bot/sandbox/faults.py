"""Let things go wrong on demand."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import count
from typing import Any

# What each kind does, and what may be said about it; also the text of the page's menu.
KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "ratelimited": ("Slack answers 429 and says when to come back", ("method", "channel", "times", "seconds", "says")),
    "server_error": ("Slack answers 500", ("method", "channel", "times")),
    "botched": ("Slack does it, and answers 500 all the same", ("method", "channel", "times")),
    "hang_up": ("Slack does it, and closes the connection without an answer", ("method", "channel", "times")),
    "refuse": ("Slack closes the connection without doing it", ("method", "channel", "times")),
    "slow": ("Slack does it, and answers late", ("method", "channel", "times", "seconds")),
    "lag": ("History does not yet show what was posted since", ("channel", "times")),
    "error": ("Slack answers an error of your choice", ("method", "channel", "times", "code")),
    "no_charts": ("This workspace does not draw charts yet", ("channel", "times")),
    "revoked": ("The app's token is revoked", ()),
    "archived": ("The channel is archived", ("channel",)),
    "kicked": ("The app is removed from the channel", ("channel",)),
    "deaf": ("The app does not answer in time", ("times",)),
}
# Faults that change the workspace while they last.
LASTING = ("archived", "kicked")


@dataclass
class Fault:
    """One thing that goes wrong, some times or until it is removed."""

    id: int
    kind: str
    method: str | None = None
    channel: str | None = None
    times: int | None = None
    left: int | None = None
    seconds: float | None = None
    code: str | None = None
    # When to come back, in Slack's place word for word; "" says nothing of it.
    says: str | None = None
    since: str | None = None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    def fits(self, kind: str, method: str | None, channel: str | None) -> bool:
        """Whether this call is one that goes wrong."""
        return (
            self.kind == kind
            and self.left != 0
            and self.method in (None, method)
            and (self.channel is None or self.channel == channel)
        )


class Faults:
    """The faults in force; `begin` and `end` are told of those that change the workspace."""

    def __init__(self, moment: Callable[[], str]) -> None:
        self.active: list[Fault] = []
        self.moment = moment
        self.begin: Callable[[Fault], None] = lambda fault: None
        self.end: Callable[[Fault], None] = lambda fault: None
        # "#checkout" to its id.
        self.resolve: Callable[[str], str] = lambda name: name
        self._ids = count(1)

    def add(
        self,
        kind: str,
        *,
        method: str | None = None,
        channel: str | None = None,
        times: int | None = None,
        seconds: float | None = None,
        code: str | None = None,
        says: str | None = None,
    ) -> Fault:
        """Make calls go wrong: `times` of them, or until `remove`.

        Raises:
            ValueError: there is no such kind, or it needs a channel or a code.
        """
        if kind not in KINDS:
            raise ValueError(f"There is no fault “{kind}”. There are: {', '.join(KINDS)}.")
        if kind in LASTING and not channel:
            raise ValueError(f"Which channel is {kind}?")
        if kind == "error" and not code:
            raise ValueError("Which error code should Slack answer?")
        where = self.resolve(channel) if channel else None
        fault = Fault(next(self._ids), kind, method, where, times, times, seconds, code, says, self.moment())
        self.active.append(fault)
        self.begin(fault)
        return fault

    def remove(self, fault_id: int) -> None:
        """End one fault; an unknown one has ended already."""
        for fault in [f for f in self.active if f.id == fault_id]:
            self.active.remove(fault)
            self.end(fault)

    def clear(self) -> None:
        """End all faults."""
        for fault in list(self.active):
            self.remove(fault.id)

    def take(self, kind: str, method: str | None = None, channel: str | None = None) -> Fault | None:
        """The fault that this call meets, counted down."""
        for fault in self.active:
            if fault.fits(kind, method, channel):
                if fault.left is not None:
                    fault.left -= 1
                    if fault.left == 0:
                        self.active.remove(fault)
                return fault
        return None
