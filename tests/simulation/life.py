"""Live the days of a workspace: teams set up, releases from plan to verdict, metrics, and what people do when asked."""

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from bot.flows import metrics as flow_metrics
from bot.flows import settings as flow_settings
from bot.flows import shipping
from bot.flows import teams as flow_teams
from bot.flows.checkins import answer as flow_answer
from bot.flows.checkins import later as flow_later
from bot.flows.gate import answer as flow_gate
from bot.flows.metrics.record import record
from bot.flows.outcomes import Typed as Outcome
from bot.flows.releases import cancel as flow_cancel
from bot.flows.releases import delay as flow_delay
from bot.flows.releases import plan as flow_plan
from bot.sandbox.state import Message
from storage import metrics as stored_metrics
from storage import teams as stored_teams
from storage.verdicts import WORDS
from tests.simulation import wishes
from tests.simulation.cast import HOURS, LOOKS, REGIONS, Place
from tests.simulation.posted import post_of

if TYPE_CHECKING:
    from tests.simulation.simulation import Simulation

ASKS = ("checkin_ask", "checkin_remind", "checkin_again")


def begin(simulation: "Simulation") -> None:
    """Let everybody begin to live."""
    simulation.begin(measure(simulation))
    for place in simulation.cast.places:
        simulation.begin(work_in(simulation, place))
    simulation.begin(change_settings(simulation))
    simulation.begin(wishes.choose_attention(simulation))
    simulation.begin(wishes.subscribe(simulation))


async def measure(simulation: "Simulation") -> None:
    """Define the metrics, and record each every few weeks."""
    chance = simulation.chance("metrics")
    everyone = simulation.cast.people
    for number in range(simulation.scope.metrics):
        owner = chance.choice(everyone).id
        wanted = flow_metrics.NewMetric(name=f"Number {number}", unit="%", first_value=f"{chance.uniform(2, 6):.2f}")
        await simulation.people.do(
            owner, "", f"define {wanted.name}",
            lambda machine, caller, wanted=wanted: flow_metrics.create(
                machine.app.database, caller, wanted, now=simulation.now
            ),
        )  # fmt: skip
    while not simulation.over:
        await simulation.rest(hours=chance.expovariate(simulation.scope.metrics / (24 * 21)))
        number, who = chance.randrange(simulation.scope.metrics), chance.choice(everyone).id
        value = chance.uniform(2, 6)
        if chance.random() < 0.1:
            place = chance.choice(simulation.cast.places)
            await simulation.people.type(place.owner, place.id, f"/metric record Number {number} {value:.2f}")
            continue

        async def keep(machine, caller, number=number, value=value):  # type: ignore[no-untyped-def]
            async with machine.app.database.writing(
                caller.workspace_id, arrival=caller.arrival, now=simulation.now
            ) as session:
                metric = await stored_metrics.by_folded(session, f"number {number}")
                if metric is not None:
                    await record(session, caller, metric, value=value, at=simulation.now, now=simulation.now)

        await simulation.people.do(who, "", f"record Number {number}", keep)


async def work_in(simulation: "Simulation", place: Place) -> None:
    """A team's year: it sets itself up one day, and ships a few things if it is a busy one."""
    chance = simulation.chance(f"place {place.id}")
    # Early enough for the longest look of a few to come due, spread over the rest.
    await simulation.rest(days=chance.uniform(0, simulation.scope.days * 0.8))
    # A quiet channel has looked at Payoff once; few of those went on to say how they work, and are asked each week.
    settled = await set_up(simulation, place, settles=place.busy or chance.random() < 0.1)
    if not settled or not place.busy:
        return
    for number in range(chance.choice((1, 1, 2, 3))):
        simulation.begin(ship_something(simulation, place, f"Slice {place.id[-4:]}x{number}", chance.getrandbits(32)))
        await simulation.rest(days=chance.uniform(0, 20))


async def set_up(simulation: "Simulation", place: Place, *, settles: bool) -> bool:
    """The first command in a channel makes it a team; its owner may say how it works."""
    await simulation.people.do(
        place.owner, place.id, "begin",
        lambda machine, caller: flow_teams.ensure_team(
            machine.app.database, caller, machine.app.directory.clients[caller.workspace_id], simulation.now
        ),
    )  # fmt: skip
    return await settle_down(simulation, place) if settles else False


async def settle_down(simulation: "Simulation", place: Place) -> bool:
    """Say how a team works."""
    team = simulation.books.team_in(place.id)
    if team is None:
        return False
    typed = flow_settings.Typed(
        zone=place.zone,
        working_days=place.working_days,
        holiday_calendar=place.holiday_calendar,
        days_off=place.days_off,
        checkin_days=place.looks,
        checkin_time=place.hour,
        review_weekday=place.review_weekday,
        review_time=place.review_hour,
    )
    await simulation.people.do(
        place.owner, place.id, "settings",
        lambda machine, caller: flow_settings.change_settings(
            machine.app.database, caller, team["id"], typed, now=simulation.now
        ),
    )  # fmt: skip
    return True


async def change_settings(simulation: "Simulation") -> None:
    """Every few days a team changes how it works, whatever is under way."""
    chance = simulation.chance("settings")
    while not simulation.over:
        await simulation.rest(days=chance.expovariate(1 / simulation.scope.settings_days))
        teams = [place for place in simulation.cast.places if simulation.books.team_in(place.id) is not None]
        busy = [place for place in teams if place.busy]
        if not teams:
            continue
        place = chance.choice(busy if busy and chance.random() < 0.8 else teams)
        match chance.choice(("zone", "hour", "review", "days off", "looks", "days")):
            case "zone":
                place.zone, place.working_days, place.holiday_calendar = chance.choice(REGIONS)
            case "hour":
                place.hour = chance.choice(HOURS)
            case "review":
                place.review_hour, place.review_weekday = chance.choice(HOURS), chance.choice("1234567")
            case "days off":
                first = simulation.now.date() + timedelta(days=chance.randint(0, 20))
                days = [first + timedelta(days=day) for day in range(chance.randint(1, 12))]
                place.days_off = ", ".join(day.isoformat() for day in days)
            case "looks":
                place.looks = chance.choice(LOOKS)
            case "days":
                place.working_days = chance.choice(REGIONS)[1]
        await settle_down(simulation, place)


async def ship_something(simulation: "Simulation", place: Place, name: str, luck: int) -> None:
    """One release, from its plan to its day, or to its being called off."""
    chance, people, books = Random(luck), simulation.people, simulation.books
    if chance.random() < 0.15 and await people.type(place.owner, place.id, f"/release plan {name}"):
        person = simulation.slack.as_(place.owner)
        if person.modal is not None:
            await people.wire(place.owner, f"plan {name}", person.submit())
        await person.close_all()
    if books.row("SELECT id FROM release WHERE name = ?", name) is None:
        wanted = flow_plan.Plan(name=name, owner_id=place.owner, deputy_id=place.deputy)

        async def plan(machine, caller):  # type: ignore[no-untyped-def]
            async with machine.app.database.reading(caller.workspace_id) as session:
                team = await stored_teams.by_channel(session, place.id)
            assert team is not None
            return await flow_plan.plan(machine.app.database, caller, team, wanted, now=simulation.now)

        await people.do(place.owner, place.id, f"plan {name}", plan)
    release = books.row("SELECT * FROM release WHERE name = ?", name)
    if release is None or chance.random() < 0.08:
        # Some stay a wish, and the weekly review asks for their outcome.
        return
    release_id = release["id"]
    await simulation.rest(days=chance.uniform(0.1, 6))
    await schedule(simulation, place, release_id, name, chance)
    for _ in range(chance.choice((0, 0, 1, 2))):
        await simulation.rest(days=chance.uniform(0.5, 8))
        first = simulation.now.date() + timedelta(days=chance.randint(1, 15))
        await people.do(
            place.owner, place.id, f"delay {name}",
            lambda machine, caller, first=first: flow_delay.delay(
                machine.app.database, caller, release_id, first=first, last=first + timedelta(days=2),
                confidence="medium", reason="risk", now=simulation.now,
            ),
        )  # fmt: skip
    await simulation.rest(days=chance.uniform(0.5, 10))
    if chance.random() < 0.12:
        await people.do(
            place.owner, place.id, f"cancel {name}",
            lambda machine, caller: flow_cancel.cancel(
                machine.app.database, caller, release_id, why="another plan", now=simulation.now
            ),
        )  # fmt: skip
        if chance.random() < 0.6:
            return
        await simulation.rest(days=chance.uniform(1, 10))
        await people.do(
            place.owner, place.id, f"restore {name}",
            lambda machine, caller: flow_cancel.restore(machine.app.database, caller, release_id, now=simulation.now),
        )  # fmt: skip
    await ship(simulation, place, release_id, name, chance)


async def schedule(simulation: "Simulation", place: Place, release_id: int, name: str, chance: Random) -> None:
    """Answer the question, and give the release a date."""
    metric = simulation.books.row("SELECT id FROM metric ORDER BY id LIMIT 1 OFFSET ?", chance.randint(0, 5))
    first = simulation.now.date() + timedelta(days=chance.randint(2, 20))
    typed = flow_gate.Typed(
        answer="outcome", outcome="new", new=Outcome(
            name=f"What {name} is for", kind="business_outcome", category="revenue",
            metric=str(metric["id"]) if metric is not None else "", baseline="3.8", target="4.5",
            due=date.fromordinal(simulation.end.toordinal() + 200),
        ), size="0.2, 0.5, 0.8",
        first=first, last=first + timedelta(days=1), why_now="ready",
    )  # fmt: skip
    await simulation.people.do(
        place.owner, place.id, f"schedule {name}",
        lambda machine, caller: flow_gate.answer(
            machine.app.database, caller, release_id, typed, now=simulation.now
        ),
    )  # fmt: skip


async def ship(simulation: "Simulation", place: Place, release_id: int, name: str, chance: Random) -> None:
    """Mark it shipped, today or as of some days ago, and perhaps correct that later."""
    people, number = simulation.people, simulation.books.value("SELECT number FROM release WHERE id = ?", release_id)
    if chance.random() < 0.25:
        await people.type(place.owner, place.id, f"/release ship REL-{number}")
    for again in (False, True):
        back = timedelta(days=chance.choice((0, 0, 0, 0, 1, 3, 45)), hours=chance.uniform(0, 5))
        at = simulation.now - back
        if again:
            if chance.random() > 0.15:
                return
            await simulation.rest(days=chance.uniform(0, 12))
        await people.do(
            place.owner, place.id, f"ship {name}",
            lambda machine, caller, at=at: shipping.ship(
                machine.app.database, caller, release_id, at=at, now=simulation.now
            ),
        )  # fmt: skip


def said(simulation: "Simulation", message: Message) -> None:
    """Payoff has asked something: somebody may answer, some time."""
    post = post_of(simulation.books, message)
    if post is not None and post["kind"] in ASKS:
        simulation.begin(react(simulation, message, post["id"], post["kind"], post["subject_id"]))


async def react(simulation: "Simulation", message: Message, post_id: int, kind: str, subject_id: int) -> None:
    """Answer, put off, skip or ignore what was asked."""
    chance, books, people = simulation.chance(f"react {post_id}"), simulation.books, simulation.people
    if chance.random() < 0.45:
        return
    await simulation.rest(hours=chance.choice((chance.uniform(0.01, 3), chance.uniform(3, 80))))
    if kind == "checkin_again":
        looks = books.rows("SELECT * FROM checkin WHERE id = ?", subject_id)
    else:
        asked_in = post_id if kind == "checkin_ask" else subject_id
        looks = books.rows("SELECT * FROM checkin WHERE asked_in = ? AND state = 'asked'", asked_in)
    for look in looks:
        team = books.row("SELECT * FROM team WHERE id = ?", look["team_id"])
        release = books.row("SELECT * FROM release WHERE id = ?", look["release_id"])
        assert team is not None
        assert release is not None
        who = chance.choice((release["owner_id"], release["owner_id"], release["deputy_id"]))
        if not people.is_here(who):
            continue
        where, look_id = team["channel_id"], look["id"]
        match chance.choice(("answer", "answer", "answer", "snooze", "snooze", "skip")):
            case "answer":
                if chance.random() < 0.3 and await people.press(who, message, "checkin_confirm", look_id):
                    continue
                given = flow_answer.Answer(verdict=chance.choice(WORDS), learned="Something.")
                await people.do(
                    who, where, f"answer {look_id}",
                    lambda machine, caller, look_id=look_id, given=given: flow_answer.answer(
                        machine.app.database, caller, look_id, given, now=simulation.now
                    ),
                )  # fmt: skip
            case "snooze":
                choice = chance.choice(("hour", "tomorrow", "tomorrow", "next_week"))
                if chance.random() < 0.3 and await people.press(who, message, "checkin_later", look_id, choice):
                    continue
                await people.do(
                    who, where, f"snooze {look_id} {choice}",
                    lambda machine, caller, look_id=look_id, choice=choice: flow_later.snooze(
                        machine.app.database, caller, look_id, choice=choice, now=simulation.now
                    ),
                )  # fmt: skip
            case "skip":
                await people.do(
                    who, where, f"skip {look_id}",
                    lambda machine, caller, look_id=look_id: flow_later.skip(
                        machine.app.database, caller, look_id, why="no data", now=simulation.now
                    ),
                )  # fmt: skip
