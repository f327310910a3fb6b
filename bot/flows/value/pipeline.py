"""Gather what is promised and has not shipped, and what of it nobody put money on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.honest import honest_for
from bot.flows.releases.find import key_of
from bot.flows.releases.sheet import worth_of
from bot.value.amounts import format_money, format_times
from bot.value.figure import Figure
from bot.value.honest import Honest
from bot.value.money import Money, add_up
from bot.value.pipeline import Planned, Priced, by_quarter, in_order, pipeline_figures
from storage import ledger
from storage.ledger import LedgerRow
from storage.releases import Release

# Why a release is not quantified.
EXEMPT, NO_OUTCOME, NO_MONEY = "maintenance, exempt", "no outcome promised", "nobody put money on it"


@dataclass(frozen=True, kw_only=True)
class Pipeline:
    """Releases that have not shipped: those with money on them, and those without, each with the reason."""

    planned: Sequence[Planned]
    releases: Sequence[Release]
    unquantified: Sequence[tuple[Release, str]]
    # What past claims came to, by team; a team without an entry has too few.
    honest: Mapping[int, Honest] = field(default_factory=dict)

    @cached_property
    def likely(self) -> tuple[Money, ...]:
        """What is promised a year, by currency."""
        return add_up(money for each in self.planned for money in each.likely)

    @cached_property
    def weighted(self) -> tuple[Money, ...]:
        """The same, weighted by how sure people are."""
        return add_up(money for each in self.planned for money in each.weighted)

    @cached_property
    def expected(self) -> tuple[Money, ...]:
        """What the likely comes to, if these promises are like those before them; nothing where those are too few."""
        return add_up(
            money.times(self.honest[release.team_id].median)
            for each, release in self.pairs
            if release.team_id in self.honest
            for money in each.likely
        )

    @property
    def pairs(self) -> list[tuple[Planned, Release]]:
        """Each with its release."""
        return list(zip(self.planned, self.releases, strict=True))

    @property
    def quarters(self) -> list[tuple[str, list[Planned], tuple[Money, ...], tuple[Money, ...]]]:
        """Each quarter with its releases, what they promise a year, and that weighted; "" is without a date."""
        return [
            (
                quarter,
                group,
                add_up(money for each in group for money in each.likely),
                add_up(money for each in group for money in each.weighted),
            )
            for quarter, group in by_quarter(self.planned)
        ]

    def ordered(self, today: date) -> list[tuple[Planned, Release]]:
        """What to do first, with its release."""
        about = {id(each): release for each, release in self.pairs}
        return [(each, about[id(each)]) for each in in_order(self.planned, today)]


async def pipeline_of(session: AsyncSession, *, now: datetime) -> Pipeline:
    """All releases that have not shipped, with what past claims say of them."""
    rows: dict[int, list[LedgerRow]] = {}
    for row in await ledger.in_phases(session, ledger.PLANNED):
        rows.setdefault(row.release.pk, []).append(row)
    planned, releases, unquantified = [], [], []
    for group in rows.values():
        release = group[0].release
        promises = [priced for row in group if (priced := priced_of(row)) is not None]
        if promises:
            planned.append(
                Planned(
                    name=f"{release.name} {key_of(release)}",
                    promises=promises,
                    begins=release.window_from,
                    ends=release.window_to,
                )
            )
            releases.append(release)
        reason = reason_of(release, group)
        if reason and len(promises) < len(group):
            unquantified.append((release, reason))
    past = {team_id: await honest_for(session, team_id, now=now) for team_id in {each.team_id for each in releases}}
    honest = {team_id: found for team_id, found in past.items() if found is not None}
    return Pipeline(planned=planned, releases=releases, unquantified=unquantified, honest=honest)


def priced_of(row: LedgerRow) -> Priced | None:
    """A promise that someone put money on."""
    worth = worth_of(row.promise) if row.promise is not None else None
    if worth is None or row.promise is None:
        return None
    return Priced(low=worth[0], likely=worth[1], high=worth[2], sure=row.promise.sure)


def reason_of(release: Release, rows: Sequence[LedgerRow]) -> str:
    """Why a release, or a promise of it, is not quantified."""
    if rows[0].promise is None:
        return EXEMPT if release.maintenance else NO_OUTCOME
    missing = [
        row.metric.name if row.metric is not None else row.meaning.name for row in rows if row.meaning is not None
    ]
    unpriced = [name for row, name in zip(rows, missing, strict=False) if priced_of(row) is None]
    return f"{', '.join(unpriced)}: {NO_MONEY}" if len(rows) > 1 else NO_MONEY


def figures_of_pipeline(pipeline: Pipeline, today: date) -> list[Figure]:
    """What stands behind the sums and the order."""
    left_out = [f"{release.name} {key_of(release)}: {reason}" for release, reason in pipeline.unquantified]
    return [*pipeline_figures(pipeline.planned, left_out, today), expected_figure(pipeline)]


def expected_figure(pipeline: Pipeline) -> Figure:
    """What stands behind what past claims let expect."""
    rows = []
    for planned, release in pipeline.pairs:
        found = pipeline.honest.get(release.team_id)
        if found is not None:
            whose = "this team's" if found.of_team else "the workspace's"
            likely = " + ".join(map(format_money, planned.likely))
            rows.append(f"{planned.name}: {likely} × {format_times(found.share)}, {whose} last {found.n}")
    return Figure(
        label="expected by past claims",
        value=" + ".join(map(format_money, pipeline.expected)) or "–",
        formula="sum of likely worth a year × the median of what past promises came to, each currency for itself",
        rows_in=tuple(rows),
        rows_out=tuple(
            f"{release.name} {key_of(release)}: too few looks so far"
            for release in pipeline.releases
            if release.team_id not in pipeline.honest
        ),
    )
