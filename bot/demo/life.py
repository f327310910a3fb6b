"""Live the nine months: each day what was planned, scheduled, shipped and answered on it, through Payoff itself."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from functools import partial

from bot.demo.founding import compare_metrics, define_metrics, found_teams
from bot.demo.plot import (
    ANA,
    BEGINS,
    CHECKOUT,
    FEWER_LOOKS,
    LOOKS_LESS,
    NOTICED,
    PLANNED_BEFORE,
    SCHEDULED_BEFORE,
    TODAY,
    ZONE,
    Answered,
    Told,
)
from bot.demo.releases import RELEASES
from bot.flows.caller import Caller
from bot.flows.checkins.answer import Answer, answer
from bot.flows.forecasts.seal import Typed as Sealed
from bot.flows.forecasts.seal import seal
from bot.flows.gate.answer import Typed
from bot.flows.gate.answer import answer as answer_gate
from bot.flows.gate.worth import Said
from bot.flows.metrics.alerts import judge
from bot.flows.milestones import set_milestone
from bot.flows.outcomes import Typed as NewOutcome
from bot.flows.outcomes.experiment import count_arm, take_arm
from bot.flows.releases.cost import set_cost
from bot.flows.releases.criteria import agree
from bot.flows.releases.effort import Effort, set_effort
from bot.flows.releases.plan import Plan, plan
from bot.flows.rules.answer import settle
from bot.flows.settings import Typed as Settings
from bot.flows.settings import change_settings
from bot.flows.shipping import ship
from bot.flows.welcome import welcome_first
from bot.value.calendar import WorkCalendar
from bot.value.returns import parse_cost
from storage import checkins, metrics, outcomes, promises, releases, rules
from storage.database import Database
from storage.releases import Release
from storage.teams import Team

# Days after shipping on whose next morning Payoff looks by itself whether it comes as promised, where a look is left.
READ_ON = (45, 75)
# Moves the clock to a moment, and delivers what falls due until then.
Walk = Callable[[datetime], Awaitable[None]]
Deed = Callable[[datetime], Awaitable[None]]


def first_moment() -> datetime:
    """The morning on which it all begins."""
    return WorkCalendar(zone=ZONE).moment(BEGINS, "08:00")


class Life:
    """The company's nine months, lived on a database that is empty."""

    def __init__(self, database: Database, workspace_id: int, walk: Walk) -> None:
        self.database = database
        self.workspace_id = workspace_id
        self.walk = walk
        self.teams: dict[str, Team] = {}
        self.calendar = WorkCalendar(zone=ZONE)

    async def live(self) -> None:
        """All of it, in order."""
        begins = self.calendar.moment(BEGINS, "08:30")
        await self.walk(begins)
        await self.found(begins)
        deeds = [deed for told in RELEASES for deed in self.deeds_of(told)]
        deeds.append((self.moment(LOOKS_LESS, "09:30", 0), -1, self.look_less))
        deeds.append((self.moment(NOTICED, "08:00", 0), -1, partial(self.read, "Signups")))
        for moment, _, deed in sorted(deeds, key=lambda each: each[:2]):
            await self.walk(moment)
            await deed(moment)
        await self.walk(TODAY)
        for told in RELEASES:
            await self.set_milestones(told)

    def who(self, user_id: str, channel_id: str = "") -> Caller:
        """A colleague, as Payoff sees one."""
        return Caller(workspace_id=self.workspace_id, user_id=user_id, channel_id=channel_id)

    async def found(self, now: datetime) -> None:
        """A welcome, the teams, and the metrics with all their readings: nobody looks at one before its day."""
        await welcome_first(self.database, self.who(ANA), now=now)
        async with self.database.writing(self.workspace_id) as session:
            self.teams = await found_teams(session, now=now)
            await define_metrics(session, self.who, now=now)
        await compare_metrics(self.database, self.who, now=now)

    async def look_less(self, now: datetime) -> None:
        """A team does without its last look from now on."""
        team = self.teams[CHECKOUT]
        typed = Settings(
            zone=team.zone,
            working_days=tuple(map(str, team.working_days)),
            currency=team.currency,
            checkin_days=FEWER_LOOKS,
        )
        self.teams[CHECKOUT] = await change_settings(self.database, self.who(ANA, CHECKOUT), team.pk, typed, now=now)

    def deeds_of(self, told: Told) -> list[tuple[datetime, int, Deed]]:
        """What is done for one release, each with its moment; deeds of one moment keep the order of the tale."""
        order = RELEASES.index(told)
        ships = told.ships or (told.window[0] if told.window else (TODAY + timedelta(days=14)).date())
        planned = self.moment(max(ships - PLANNED_BEFORE, BEGINS), "10:00", order)
        deeds: list[tuple[datetime, int, Deed]] = [(planned, order, partial(self.plan, told))]
        if told.outcome or told.maintenance:
            scheduled = self.moment(max(ships - SCHEDULED_BEFORE, BEGINS), "11:00", order)
            deeds.append((scheduled, order, partial(self.schedule, told, ships)))
            deeds += [
                (scheduled + timedelta(hours=1 + number), order, partial(self.forecast, told, *said))
                for number, said in enumerate(told.forecasts.items())
            ]
        if told.ships:
            deeds.append((self.moment(told.ships, "14:00", order), order, partial(self.ship, told)))
            if told.outcome and told.channel == CHECKOUT:
                # All readings were there from the beginning: on these days it is as if one had just come.
                for day in READ_ON:
                    seen = self.moment(told.ships + timedelta(days=day), "08:00", order)
                    deeds.append((seen, order, partial(self.read, told.metric)))
            if told.rule[2]:
                due = self.moment(told.ships + timedelta(days=int(told.rule[2])), "15:30", order)
                deeds.append((due, order, partial(self.answer_rule, told)))
            for after, words in told.counted:
                counted = self.moment(told.ships + timedelta(days=after), "16:00", order)
                deeds.append((counted, order, partial(self.count, told, words)))
            for answered in told.answers:
                moment = self.moment(told.ships + timedelta(days=answered.day), "10:30", order)
                deeds.append((moment, order, partial(self.answer, told, answered)))
        return [deed for deed in deeds if deed[0] < TODAY]

    def moment(self, day: date, at: str, order: int) -> datetime:
        """A moment on that working day, a few minutes apart for each release."""
        return self.calendar.moment(self.calendar.next_working(day), at) + timedelta(minutes=3 * order)

    async def plan(self, told: Told, now: datetime) -> None:
        """It is named, and gets its owner and what makes it good enough."""
        wanted = Plan(
            name=told.name,
            description=told.description,
            owner_id=told.owner,
            deputy_id=told.deputy,
            feature_count=told.features,
            criteria=told.criteria,
        )
        caller = self.who(told.owner, told.channel)
        release = await plan(self.database, caller, self.teams[told.channel], wanted, now=now)
        async with self.database.reading(self.workspace_id) as session:
            criteria = await releases.criteria_of(session, release.pk)
        for criterion in criteria[: told.agreed]:
            await agree(self.database, caller, criterion.pk, wish="agreed", now=now)
        await self.say_effort(told, told.effort[0], now)

    async def schedule(self, told: Told, ships: date, now: datetime) -> None:
        """The question is answered, and the date given."""
        async with self.database.reading(self.workspace_id) as session:
            release = await self.release_of(told)
            known = {outcome.name: outcome for outcome in await outcomes.named(session)}
            metric = next((m for m in await metrics.live(session) if m.name == told.metric), None)
        first, last = told.window or (ships, ships + timedelta(days=2))
        typed = Typed(
            answer="outcome" if told.outcome else "maintenance",
            outcome=str(known[told.outcome].pk) if told.outcome in known else "new",
            new=NewOutcome(
                name=told.outcome,
                kind=told.kind,
                category=told.category,
                metric=str(metric.pk) if metric is not None else "",
                baseline=told.baseline,
                target=told.target,
                due=told.due,
            ),
            size=told.size,
            sure=told.sure,
            worth=Said(choice=told.worth_by, inputs=told.worth_inputs) if told.worth_by else Said(typed=told.worth),
            otherwise=told.otherwise,
            rule_when=told.rule[0],
            rule_line=told.rule[1],
            rule_day=told.rule[2],
            reason=told.maintenance,
            first=first,
            last=last,
            confidence=told.confidence,
            why_now=told.why_now,
        )
        await answer_gate(self.database, self.who(told.owner, told.channel), release.pk, typed, now=now)
        if told.link:
            await self.link(told)
        if told.cost:
            cost = parse_cost(told.cost, "EUR")
            await set_cost(self.database, self.who(told.owner, told.channel), release.pk, cost, now=now)

    async def link(self, told: Told) -> None:
        """The outcome serves a goal."""
        async with self.database.writing(self.workspace_id) as session:
            for outcome in await outcomes.named(session):
                if outcome.name == told.outcome:
                    outcome.link_kind, outcome.link = "okr", told.link
                    session.add(outcome)

    async def forecast(self, told: Told, who: str, said: str, now: datetime) -> None:
        """Somebody says in private how likely it is, and by how much it moves."""
        chance, _, size = said.partition(":")
        release = await self.release_of(told)
        async with self.database.reading(self.workspace_id) as session:
            (promise,) = await promises.of_release(session, release.pk)
        typed = {promise.pk: Sealed(chance, size)}
        await seal(self.database, self.who(who, told.channel), release.pk, typed, now=now)

    async def answer_rule(self, told: Told, now: datetime) -> None:
        """The team is held to its own rule, where it applies."""
        release = await self.release_of(told)
        async with self.database.reading(self.workspace_id) as session:
            (rule,) = await rules.of_release(session, release.pk)
        if rule.state == "asked":
            caller = self.who(told.owner, told.channel)
            why = told.set_aside
            await settle(self.database, caller, rule.pk, honoured=not why, why=why, now=now)

    async def set_milestones(self, told: Told) -> None:
        """The outcome gets values to pass on its way."""
        async with self.database.writing(self.workspace_id) as session:
            for outcome in await outcomes.named(session):
                metric = await metrics.get(session, outcome.metric_id) if outcome.metric_id is not None else None
                if metric is None or outcome.name != told.outcome:
                    continue
                for value, due in told.milestones:
                    caller = self.who(told.owner, told.channel)
                    await set_milestone(session, caller, outcome, metric, value=value, due=due, now=TODAY)

    async def ship(self, told: Told, now: datetime) -> None:
        """It ships."""
        release = await self.release_of(told)
        await ship(self.database, self.who(told.owner, told.channel), release.pk, at=now, now=now)
        await self.say_effort(told, told.effort[1], now)

    async def say_effort(self, told: Told, days: float | None, now: datetime) -> None:
        """Its owner says what it is estimated at, or what it took."""
        if days is not None:
            release = await self.release_of(told)
            await set_effort(self.database, self.who(told.owner, told.channel), release.pk, Effort(days), now=now)

    async def count(self, told: Told, words: str, now: datetime) -> None:
        """One arm of its experiment was counted."""
        async with self.database.writing(self.workspace_id) as session:
            taken = await take_arm(session, f"{told.metric} {words}")
            if taken is None:
                raise LookupError(f"“{words}” counts nobody.")
            await count_arm(session, self.who(told.owner, told.channel), *taken, now=now)

    async def read(self, name: str, now: datetime) -> None:
        """A reading of a metric has come, and next morning Payoff looks at it by itself."""
        async with self.database.writing(self.workspace_id) as session:
            for metric in await metrics.live(session):
                if metric.name == name:
                    await judge(session, metric, now=now)

    async def answer(self, told: Told, answered: Answered, now: datetime) -> None:
        """A look is answered, an hour or so after it was asked."""
        release = await self.release_of(told)
        async with self.database.reading(self.workspace_id) as session:
            look = next(one for one in await checkins.of_release(session, release.pk) if one.day == answered.day)
        given = Answer(
            verdict=answered.verdict,
            after=answered.after,
            evidence=answered.evidence,
            learned=answered.learned,
            follows=answered.follows,
            why=answered.why,
        )
        await answer(self.database, self.who(told.owner, told.channel), look.pk, given, now=now)

    async def release_of(self, told: Told) -> Release:
        """The release as it stands."""
        async with self.database.reading(self.workspace_id) as session:
            return next(release for release in await releases.named(session) if release.name == told.name)
