"""Keep the ledger: what was promised, what came of it, and what of that counts as money."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.checkins.around import days_since
from bot.flows.checkins.question import range_of
from bot.flows.releases.find import key_of
from bot.flows.shares.groups import Group, groups_on
from bot.value.gate import DEADLINES
from bot.value.money import Money, add_up
from bot.value.worth import YEAR, promised_to_date
from storage import ledger as stored
from storage import verdicts
from storage.ledger import LedgerRow
from storage.metrics import Metric
from storage.outcomes import OutcomeVersion
from storage.promises import Promise
from storage.releases import Release
from storage.verdicts import Verdict


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One promise of one release, or a release that promised nothing."""

    release: Release
    promise: Promise | None = None
    meaning: OutcomeVersion | None = None
    metric: Metric | None = None
    verdict: Verdict | None = None
    days: int = 0
    # The releases that claim the same movement of the metric, this one among them; None where it is alone.
    group: Group | None = None

    @property
    def key(self) -> str:
        """REL-7."""
        return key_of(self.release)

    @property
    def word(self) -> str:
        """What came of it: a verdict, "waiting" for one, "maintenance", or "no outcome"."""
        if self.promise is None:
            return "maintenance" if self.release.maintenance else "no_outcome"
        return self.verdict.verdict if self.verdict is not None else "waiting"

    @property
    def is_verified(self) -> bool:
        """Whether the verdict rests on evidence."""
        return self.verdict is not None and self.verdict.verified

    @property
    def is_claimed(self) -> bool:
        """Whether it was rated without evidence."""
        return self.word in ("hit", "partly", "missed") and not self.is_verified

    @cached_property
    def claimed(self) -> Money | None:
        """What its verdict says that it came to; nothing unless verified."""
        if self.verdict is None or not self.verdict.verified or self.verdict.worth is None:
            return None
        return Money.of_minor(self.verdict.worth, self.verdict.currency)

    @cached_property
    def part(self) -> Fraction:
        """How much of what it claims is counted: with others that claim the same, no more than the metric moved."""
        if self.group is None or self.promise is None:
            return Fraction(1)
        return self.group.split.part(self.promise.pk)

    @cached_property
    def delivered(self) -> Money | None:
        """What it came to, as far as no other release is counted for it; nothing unless verified."""
        return self.claimed.times(self.part) if self.claimed is not None else None

    @cached_property
    def between(self) -> tuple[Money, Money] | None:
        """How far that may be off; None where only one number is known, or nothing counts."""
        ends = range_of(self.verdict) if self.verdict is not None and self.delivered is not None else None
        return (ends[0].times(self.part), ends[1].times(self.part)) if ends is not None else None

    def evidenced(self, currency: str) -> Money:
        """What it came to, as it is shown: 0 of the promised currency, or else of `currency`, until it counts."""
        if self.delivered is not None:
            return self.delivered
        return Money.of_minor(0, self.expected.currency if self.expected is not None else currency)

    @cached_property
    def expected(self) -> Money | None:
        """What it should have come to by then, of what was promised a year."""
        if self.promise is None or self.promise.worth_likely is None:
            return None
        likely = Money.of_minor(self.promise.worth_likely, self.promise.currency)
        return promised_to_date(likely, min(self.days, YEAR))


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """The entries of a time, and what they add up to; amounts of several currencies are never added together."""

    entries: Sequence[Entry]

    @cached_property
    def releases(self) -> list[Release]:
        """Each release once, in the order of the entries."""
        return list({entry.release.pk: entry.release for entry in self.entries}.values())

    @property
    def promised(self) -> list[Entry]:
        """Entries that promised something."""
        return [entry for entry in self.entries if entry.promise is not None]

    @cached_property
    def verified(self) -> tuple[Money, ...]:
        """Money that came in, by currency: of verified verdicts only."""
        return add_up(entry.delivered for entry in self.entries if entry.delivered is not None)

    def evidenced(self, currency: str) -> tuple[Money, ...]:
        """Money that came in, as it is shown: 0 of what was promised, or else of `currency`, until any counts."""
        zeros = [Money.of_minor(0, money.currency) for money in self.expected]
        return self.verified or tuple(zeros) or (Money.of_minor(0, currency),)

    @cached_property
    def expected(self) -> tuple[Money, ...]:
        """Money that was promised to have come in by now, by currency."""
        return add_up(entry.expected for entry in self.entries if entry.expected is not None)

    def count(self, word: str) -> int:
        """How many promises came to this; a rating counts once it is verified."""
        return sum(1 for entry in self.entries if entry.word == word and not entry.is_claimed)

    @property
    def claimed(self) -> int:
        """How many ratings rest on no evidence: they are counted apart."""
        return sum(1 for entry in self.entries if entry.is_claimed)

    @property
    def exempt(self) -> int:
        """Releases of maintenance, counted apart."""
        return sum(1 for release in self.releases if release.maintenance)

    @property
    def deadline_driven(self) -> int:
        """Releases whose window a deadline set, not their readiness."""
        return sum(1 for release in self.releases if release.why_now in DEADLINES)

    @property
    def features(self) -> int:
        """Features that shipped: never value."""
        return sum(release.feature_count or 0 for release in self.releases)

    @property
    def moved(self) -> int:
        """Releases that were verified to have moved their metric, in part or in full."""
        moved = {entry.release.pk for entry in self.entries if entry.is_verified and entry.word in ("hit", "partly")}
        return len(moved)


async def ledger_between(session: AsyncSession, start: datetime, end: datetime, *, now: datetime) -> Ledger:
    """What shipped in a time, with what came of it so far."""
    return await ledger_of(session, await stored.shipped_between(session, start, end), now=now)


async def ledger_of(session: AsyncSession, rows: Sequence[LedgerRow], *, now: datetime) -> Ledger:
    """Rows with the verdict that counts for each."""
    last = await verdicts.of_promises(session, [row.promise.pk for row in rows if row.promise is not None])
    claimed = {row.metric.pk for row in rows if row.metric and row.promise and row.promise.pk in last}
    groups = {
        member.promise.pk: group
        for group in await groups_on(session, claimed)
        for member in group.members
        if len(group.members) > 1
    }
    entries = []
    for row in rows:
        verdict = last.get(row.promise.pk) if row.promise is not None else None
        entries.append(
            Entry(
                release=row.release,
                promise=row.promise,
                meaning=row.meaning,
                metric=row.metric,
                verdict=verdict,
                days=days_counted(row.release, row.zone, verdict, now),
                group=groups.get(row.promise.pk) if row.promise is not None else None,
            )
        )
    return Ledger(entries=entries)


def days_counted(release: Release, zone: str, verdict: Verdict | None, now: datetime) -> int:
    """Days since shipping up to the last verified look, which is what money was counted for; else up to now."""
    until = verdict.at if verdict is not None and verdict.verified else now
    return max(0, days_since(release, zone, until))
