"""Hold what a check found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing that Payoff needs: how it is and, when it is not as it must be, how to mend it."""

    name: str
    says: str
    mend: str = ""

    @property
    def is_well(self) -> bool:
        """Whether there is nothing to mend."""
        return not self.mend

    def __str__(self) -> str:
        if self.is_well:
            return f"✓ {self.name}: {self.says}"
        return f"✗ {self.name}: {self.says}\n  → {self.mend}"
