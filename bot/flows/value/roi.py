"""Hold what a release has brought against what it costs, as planned and as verified."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.checkins.around import days_since
from bot.flows.checkins.question import range_of
from bot.flows.releases.find import key_of
from bot.flows.releases.sheet import PromiseLine, cost_of, lines_of
from bot.value.amounts import format_money, format_share
from bot.value.calculators import worth_figure
from bot.value.figure import Figure, counted
from bot.value.money import Money, add_up
from bot.value.plot import Native
from bot.value.returns import (
    Cost,
    Step,
    curve,
    expected_payback,
    payback,
    realisation,
    roi,
    roi_figure,
    together,
    why_none,
)
from bot.value.worth import YEAR, Worth, promised_to_date
from storage import checkins, teams, verdicts
from storage.releases import Release
from storage.teams import Team


@dataclass(frozen=True, kw_only=True)
class Brought:
    """One promise, and what each verified look at it came to, the first first; none unless the newest is verified."""

    line: PromiseLine
    steps: Sequence[Step]

    @property
    def a_year(self) -> Money | None:
        """What was promised a year."""
        return self.line.worth[1] if self.line.worth else None


@dataclass(frozen=True, kw_only=True)
class Return:
    """One release with its cost, what it promised and what it brought; sums are by currency, never added."""

    release: Release
    key: str
    team: Team
    cost: Cost | None
    brought: Sequence[Brought]

    @property
    def seen(self) -> list[Sequence[Step]]:
        """The promises that verified looks have seen something of."""
        return [each.steps for each in self.brought if each.steps]

    @cached_property
    def days(self) -> int:
        """Days from shipping to the last verified look."""
        return max((steps[-1].days for steps in self.seen), default=0)

    @cached_property
    def promised(self) -> tuple[Money, ...]:
        """What was promised a year."""
        return add_up(each.a_year for each in self.brought if each.a_year is not None)

    @cached_property
    def values(self) -> tuple[Money, ...]:
        """What came in up to the last verified look."""
        return add_up(steps[-1].value for steps in self.seen)

    @property
    def value(self) -> Money | None:
        """The same, where it is of one currency."""
        return self.values[0] if len(self.values) == 1 else None

    @cached_property
    def between(self) -> tuple[Money, Money] | None:
        """How far that may be off."""
        if self.value is None:
            return None
        last = together(self.seen, self.days)
        return last.low, last.high

    @property
    def spent(self) -> Money | None:
        """What it had cost by then."""
        return self.cost.until(self.days) if self.cost is not None else None

    @property
    def why(self) -> str:
        """Why there is no return yet; "" where there is one."""
        return why_none(self.values, self.cost, realised=True)

    @property
    def why_planned(self) -> str:
        """Why there is no planned return; "" where there is one."""
        return why_none(self.promised, self.cost, realised=False)

    @property
    def share(self) -> float | None:
        """ROI so far."""
        return roi(self.values[0], self.spent) if not self.why else None

    @property
    def share_planned(self) -> float | None:
        """ROI of the first year, if what is likely comes true."""
        return roi(self.promised[0], self.cost.a_year) if self.cost is not None and not self.why_planned else None

    @cached_property
    def expected(self) -> tuple[Money, ...]:
        """What should have come in by the last verified look, of promises that were looked at."""
        found = [
            promised_to_date(each.a_year, each.steps[-1].days)
            for each in self.brought
            if each.a_year is not None and each.steps
        ]
        return add_up(found)

    @property
    def realised(self) -> float | None:
        """What came in ÷ what should have."""
        if self.value is None or [money.currency for money in self.expected] != [self.value.currency]:
            return None
        return realisation(self.value, self.expected[0])

    @cached_property
    def paid_back(self) -> int | None:
        """The day after shipping on which it had paid back."""
        return payback(self.seen, self.cost) if self.cost is not None and not self.why else None

    @cached_property
    def pays_back(self) -> int | None:
        """The day on which it will have, if it goes on as it does; None if not within the year that was priced."""
        if self.cost is None or self.why or not self.days:
            return None
        return expected_payback(self.values[0], self.days, self.cost)

    @property
    def planned_back(self) -> int | None:
        """The day on which it would have, as planned."""
        if self.cost is None or self.why_planned:
            return None
        return expected_payback(self.promised[0], YEAR, self.cost)

    def day(self, days: int) -> date | None:
        """The day so many days after shipping, on the team's wall."""
        if self.release.shipped_at is None:
            return None
        return self.release.shipped_at.astimezone(ZoneInfo(self.team.zone)).date() + timedelta(days=days)

    @cached_property
    def course(self) -> list[Step]:
        """What came in over time; nothing where there are several currencies."""
        return curve(self.seen, self.paid_back) if self.value is not None else []

    def drawn(self) -> Native | None:
        """What came in over time, with its range and the cost, as a line of few points; None where nothing did."""
        if len(self.course) < 2:
            return None
        lines = [("value so far", [step.value for step in self.course])]
        if any(step.low != step.high for step in self.course):
            lines += [
                ("at least", [step.low for step in self.course]),
                ("at most", [step.high for step in self.course]),
            ]
        if self.cost is not None and not self.why:
            lines.append(("cost", [self.cost.until(step.days) for step in self.course]))
        return Native(
            f"Value since it shipped, {self.course[0].value.currency}",
            # As many digits as a line can show.
            tuple((name, tuple(float(f"{money.amount:.4g}") for money in line)) for name, line in lines),
            tuple(f"day {step.days}{' · paid back' if step.days == self.paid_back else ''}" for step in self.course),
        )


async def return_of(session: AsyncSession, release: Release) -> Return:
    """What a release costs, promised and brought."""
    team = await teams.get(session, release.team_id)
    if team is None:
        raise LookupError(f"{key_of(release)} belongs to a team that is gone.")
    looks = await checkins.of_release(session, release.pk)
    brought = []
    for line in await lines_of(session, release):
        newest = line.verdict
        steps = []
        for look in looks if newest is not None and newest.verified and newest.worth is not None else ():
            verdict = await verdicts.latest_of_checkin(session, look.pk) if look.promise_id == line.promise.pk else None
            if verdict is None or not verdict.verified or verdict.worth is None:
                continue
            value = Money.of_minor(verdict.worth, verdict.currency)
            low, high = range_of(verdict) or (value, value)
            steps.append(Step(max(0, days_since(release, team.zone, verdict.at)), value, low, high))
        brought.append(Brought(line=line, steps=sorted(steps, key=lambda step: step.days)))
    return Return(release=release, key=key_of(release), team=team, cost=cost_of(release), brought=brought)


async def money_figures(session: AsyncSession, release: Release, *, now: datetime) -> list[Figure]:
    """What stands behind the money of a release: each worth, and, once it has a cost or shipped, what it returns."""
    found = await return_of(session, release)
    figures = [
        worth_figure(
            worth_in(each.line), by=each.line.promise.worth_by, inputs=each.line.promise.worth_inputs,
            sure=each.line.promise.sure,
        )
        for each in found.brought
    ]  # fmt: skip
    if not found.brought or (found.cost is None and not found.seen):
        return figures
    first_year = found.promised[0] if len(found.promised) == 1 else None
    figures.append(roi_figure(first_year, found.cost, YEAR, label="ROI as planned", why=found.why_planned))
    if release.shipped_at is not None and release.shipped_at <= now:
        figures += [
            roi_figure(found.value, found.cost, found.days, label="ROI so far", why=found.why),
            realisation_figure(found),
            payback_figure(found),
        ]
    return figures


def worth_in(line: PromiseLine) -> Worth | None:
    """What a promise is worth a year, as a calculator says it."""
    if line.worth is None:
        return None
    low, likely, high = line.worth
    return Worth(likely) if low == high else Worth(likely, low, high)


def realisation_figure(found: Return) -> Figure:
    """What stands behind how much of the promise came in."""
    return Figure(
        label="realisation",
        value=format_share(found.realised),
        formula=f"verified value ÷ worth a year × days since shipping ÷ {YEAR}, up to the last verified look",
        rows_in=(
            f"verified value: {' + '.join(map(format_money, found.values)) or '–'}",
            f"promised for the same days: {' + '.join(map(format_money, found.expected)) or '–'}",
        ),
        rows_out=tuple(
            f"{each.line.meaning.name}: {'nobody put money on it' if each.a_year is None else 'no look is verified'}"
            for each in found.brought
            if not each.steps
        ),
    )


def payback_figure(found: Return) -> Figure:
    """What stands behind the day of payback."""
    value = "–"
    if found.paid_back is not None:
        value = f"{found.day(found.paid_back):%Y-%m-%d}, {counted(found.paid_back, 'day')} after shipping"
    elif found.pays_back is not None:
        value = f"{found.day(found.pays_back):%Y-%m-%d} expected, {counted(found.pays_back, 'day')} after shipping"
    return Figure(
        label="payback",
        value=value,
        formula="the first day on which what came in is no less than the cost; between two looks along a straight line;"
        " expected: if it goes on as it did up to the last look, within the year that was priced",
        rows_in=tuple(
            f"day {step.days}: {format_money(step.value)} of {format_money(found.cost.until(step.days))}"
            for step in found.course
            if found.cost is not None and found.cost.currency == step.value.currency
        ),
        rows_out=(found.why,) if found.why else (),
    )
