"""Say why past promises let expect what they do: which of them count, what each came to, and which do not."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows.gate.past import Past
from bot.flows.honest import LAST, Claim, Expected, claims_of, expected, found_in, pools_of
from bot.flows.releases.find import key_of
from bot.slack.sight import Sight
from bot.value.amounts import format_amount, format_change, format_span, format_times
from bot.value.figure import Figure, counted, few
from bot.value.honest import ENOUGH, Honest
from bot.value.money import Money
from bot.value.verdict import LABELS
from storage import ledger, promises, teams
from storage.promises import Promise

LABEL = "expected by past claims"


@dataclass(frozen=True, kw_only=True)
class Claims:
    """All that past promises came to, as a team is told of it."""

    team_id: int
    claims: Sequence[Claim]
    # Each metric's unit, by the promise's row number.
    units: Mapping[int, str]
    # How many have shipped that nobody has looked at yet.
    unseen: int
    # The teams of whose promises whoever asks may know no more than the share.
    hidden: Set[int] = frozenset()

    @property
    def found(self) -> Honest | None:
        """What they came to; None where they are too few."""
        return found_in(self.claims, self.team_id)

    def figure(self, promise: Promise | None, worth: Sequence[Money] | None, unit: str) -> Figure | None:
        """What stands behind what one promise would come to, or, without one, behind what past ones came to."""
        found = self.found
        if found is None:
            return None
        own, everyone = pools_of(self.claims, self.team_id)
        taken = own if found.of_team else everyone
        made = expected(found, promise, worth) if promise is not None else None
        return Figure(
            label=LABEL,
            value=worded(made, unit) if made is not None else unpromised(found),
            formula=formula(found),
            rows_in=(
                *self.whose(found, len(own)),
                *(self.row(claim) for claim in sorted(taken, key=lambda claim: claim.share or 0)),
                *rows_of(made, promise, worth, unit),
            ),
            rows_out=few(self.left_out(taken, found)),
        )

    def whose(self, found: Honest, own: int) -> tuple[str, ...]:
        """Whose promises they are."""
        if found.of_team:
            return (f"this team's last {found.n}, the lowest first:",)
        too_few = f"as this team has {own} of the {ENOUGH} that are needed"
        return (f"the workspace's last {found.n}, {too_few}, the lowest first:",)

    def row(self, claim: Claim) -> str:
        """One that counts, so that its share can be counted again."""
        unit = self.units.get(claim.promise.pk, "")
        share = format_times(float(claim.share)) if claim.share is not None else ""
        if claim.release.team_id in self.hidden:
            return f"{self.named(claim)}: {share}"
        seen, promised = format_change(claim.verdict.effect, unit), format_change(claim.promise.likely, unit)
        return f"{self.named(claim)}: {seen} of {promised} promised = {share}"

    def left_out(self, taken: Sequence[Claim], found: Honest) -> list[str]:
        """Those that do not count, and why."""
        others = [claim for claim in self.claims if claim not in taken]
        rows = [f"{self.named(claim)}: {claim.why_not}" for claim in others if claim.why_not]
        own = [claim for claim in others if not claim.why_not and claim.release.team_id == self.team_id]
        elsewhere = [claim for claim in others if not claim.why_not and claim.release.team_id != self.team_id]
        older = len(own) if found.of_team else len(own) + len(elsewhere)
        if older:
            rows.append(f"{counted(older, 'promise')} before the last {LAST}: how it was long ago says little")
        if found.of_team and elsewhere:
            rows.append(f"{counted(len(elsewhere), 'promise')} of other teams: this team has enough of its own")
        if self.unseen:
            rows.append(f"{counted(self.unseen, 'promise')} that nobody has looked at yet")
        return rows

    def named(self, claim: Claim) -> str:
        """A release as a row names it, to those who may know of it."""
        if claim.release.team_id in self.hidden:
            return "one of a channel that Payoff cannot show you"
        return f"{claim.release.name} {key_of(claim.release)}"


async def past_claims(
    session: AsyncSession, team_id: int, *, now: datetime, besides: int = 0, sight: Sight | None = None
) -> Claims:
    """What past promises came to.

    Args:
        besides: a release that is not counted, for it is the one in question.
        sight: the channels of which promises are named; None is all.
    """
    claims = [claim for claim in await claims_of(session, now) if claim.release.pk != besides]
    rows = await ledger.of_promises(session, [claim.promise.pk for claim in claims])
    units = {row.promise.pk: row.metric.unit for row in rows if row.promise is not None and row.metric is not None}
    looked_at = {claim.promise.pk for claim in claims}
    shipped = [each for each in await promises.frozen(session) if each.state == "frozen" and each.release_id != besides]
    unseen = sum(1 for promise in shipped if promise.pk not in looked_at)
    shut = {each.pk for each in await teams.every(session) if sight and each.channel_id not in sight.channels}
    return Claims(team_id=team_id, claims=claims, units=units, unseen=unseen, hidden=shut)


def formula(found: Honest) -> str:
    """How what is expected is counted."""
    rank = round((found.n + 1) * (1 - found.chance) / 2)
    ends = "the lowest and the highest" if rank == 1 else f"number {rank} from below and from above"
    middle, least, most = (format_amount(share, digits=2) for share in (found.share, found.least, found.most))
    return (
        f"what is promised × {middle}, the middle one of what past promises came to: change seen ÷ change promised as "
        f"likely, at the last verified look. In brackets × {least} and × {most}, {ends} of them: the next one lies "
        f"between those {found.chance * 100 // 1} times of 100"
    )


def unpromised(found: Honest) -> str:
    """What is expected while nothing is promised yet."""
    ends = f"{format_times(found.least)} to {format_times(found.most)}"
    return f"{format_times(found.share)} of what is promised ({ends})"


def worded(made: Expected, unit: str) -> str:
    """What is expected, as it is told."""
    share = f"{format_times(made.honest.share)} of what is promised"
    if made.money is not None:
        low, likely, high = (money.compact() for money in made.money)
        return f"{likely} a year ({low} to {high}), {share}"
    low_change, likely_change, high_change = made.change
    return f"{format_change(likely_change, unit)} ({format_span(low_change, high_change, unit)}), {share}"


def rows_of(
    made: Expected | None, promise: Promise | None, worth: Sequence[Money] | None, unit: str
) -> tuple[str, ...]:
    """What is promised here."""
    if made is None or promise is None:
        return ()
    told = (f"promised here: {format_change(promise.likely, unit)}",)
    return told if worth is None else (*told, f"worth a year, as likely: {worth[1]}")


def figure_of_past(past: Past) -> Figure:
    """Which promises like this one there were, and what came of each."""
    told = [f"{past.count(word)} {LABELS[word]}" for word in ("hit", "partly", "missed") if past.count(word)]
    rows = []
    for each in past.found:
        unit = each.metric.unit if each.metric is not None else ""
        seen = "nobody has looked yet"
        if each.verdict is not None:
            seen = f"{format_change(each.verdict.effect, unit)}, {LABELS[each.verdict.verdict]}"
        rows.append(f"{each.release.name} {each.key}: promised {format_change(each.promise.likely, unit)}; {seen}")
    return Figure(
        label="promises like this",
        value=f"{counted(len(past.found), 'release')}: {', '.join(told) or 'none judged'}",
        formula="promises of releases that have shipped, about the same metric or in words like these, the most alike "
        "first",
        rows_in=few(rows),
        rows_out=(
            "promises about another metric in other words, and those that have not shipped",
            *((f"{counted(past.hidden, 'release')} of channels that Payoff cannot show you",) if past.hidden else ()),
        ),
    )
