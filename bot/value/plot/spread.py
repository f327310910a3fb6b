"""Keep labels apart: move them as little as possible, and let them stay in their place."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Block:
    """Labels that stand on one another, and where their upper edge would be best, on average."""

    members: list[int] = field(default_factory=list)
    height: float = 0.0
    wishes: float = 0.0

    def take(self, members: Sequence[int], height: float, wishes: float) -> None:
        """Put labels below those that are here; each wishes the whole block to be as high as it is itself below it."""
        self.wishes += wishes - len(members) * self.height
        self.height += height
        self.members.extend(members)

    def edge(self, top: float, bottom: float) -> float:
        """Where the upper edge is, between top and bottom."""
        return max(min(self.wishes / len(self.members), bottom - self.height), top)


def spread(wanted: Sequence[float], heights: Sequence[float], *, top: float, bottom: float) -> list[float]:
    """Where the middles of labels go so that none overlaps, all lie between top and bottom, and the moves are least.

    Labels keep their order. Where there is no room for all, they overlap evenly.
    """
    squeeze = min(1.0, (bottom - top) / sum(heights)) if heights else 1.0
    tall = [height * squeeze for height in heights]
    blocks: list[Block] = []
    for index in sorted(range(len(wanted)), key=lambda index: wanted[index]):
        block = Block()
        block.take([index], tall[index], wanted[index] - tall[index] / 2)
        # Neighbours that would overlap become one block, which goes where its labels are least moved on the whole.
        while blocks and blocks[-1].edge(top, bottom) + blocks[-1].height > block.edge(top, bottom):
            above = blocks.pop()
            above.take(block.members, block.height, block.wishes)
            block = above
        blocks.append(block)
    placed = [0.0] * len(wanted)
    for block in blocks:
        edge = block.edge(top, bottom)
        for index in block.members:
            placed[index] = edge + tall[index] / 2
            edge += tall[index]
    return placed
