"""Tell with whom later readings sided: with whoever answered otherwise than was proposed, or with the proposal.

What is proposed at the last look at a promise rests on all that was read by then. An earlier answer that says otherwise
than what was proposed with it is held against that, on the order missed < partly < hit.
"""

from dataclasses import dataclass
from typing import Literal

ORDER = {"missed": 0, "partly": 1, "hit": 2}
# Untold: the last look rates nothing, or there was none after it. Open: one is still to come.
Side = Literal["person", "proposal", "neither", "untold", "open"]


@dataclass(frozen=True)
class Dissent:
    """How often a team answered otherwise than was proposed, and with whom later readings sided each time."""

    # Answers to which something was proposed.
    answers: int
    sides: tuple[Side, ...] = ()

    @property
    def against(self) -> int:
        """How many answers say otherwise than was proposed."""
        return len(self.sides)

    def sided(self, side: Side) -> int:
        """How often later readings sided so."""
        return self.sides.count(side)


def sided(said: str, proposed: str, later: str) -> Side:
    """With whom what is proposed at the last look sides: with the rating that is nearer to it, of equally near ones
    with neither.

    Where one of both could not tell (“too early”, “unmeasurable”) and the other rated, with the rating if the last look
    has the very same, and else with whoever held that it could not be told. With neither where neither rated.

    Args:
        said: what the person answered.
        proposed: what was proposed at that answer.
        later: what was proposed at the last look.
    """
    if later not in ORDER:
        return "untold"
    if said in ORDER and proposed in ORDER:
        person, proposal = (abs(ORDER[word] - ORDER[later]) for word in (said, proposed))
        if person == proposal:
            return "neither"
        return "person" if person < proposal else "proposal"
    if said in ORDER:
        return "person" if said == later else "proposal"
    if proposed in ORDER:
        return "proposal" if proposed == later else "person"
    return "neither"
