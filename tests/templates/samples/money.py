"""What value/roi and value/pipeline are given."""

from datetime import timedelta

from bot.flows.value.pipeline import Pipeline
from bot.flows.value.roi import Brought, Return
from bot.value.money import Money
from bot.value.pipeline import Planned, Priced
from bot.value.returns import Step, parse_cost
from tests.templates.hostile import fixed
from tests.templates.samples.things import NO_WORTH, TODAY, draft, line, past, promise, release, scheduled, team
from tests.templates.samples.things.then import LONG_AGO, TODAYS


def piped(*planned, unquantified=(), when=None, honest=None):
    """What is promised and has not shipped."""
    releases = [scheduled(id=70 + at, number=70 + at, name=each.name) for at, each in enumerate(planned)]
    found = Pipeline(planned=planned, releases=releases, unquantified=unquantified, honest=honest or {})
    ordered = found.ordered(TODAY)
    more = max(0, len(ordered) - 20)
    whole = {"found": found, "ordered": ordered[:20], "more": more, "then": when or TODAYS}
    return whole | {"asked": fixed("value pipeline")}


def priced(minor, currency="EUR", sure=60):
    """A promise with money on it."""
    low, likely, high = (Money.of_minor(part * minor, currency) for part in (1, 2, 3))
    return Priced(low=low, likely=likely, high=high, sure=sure)


def still_to_ship(name, *promises, ends=None):
    """A release that has not shipped."""
    return Planned(name=name, promises=promises, begins=ends, ends=ends)


SOON, LATER_ON = TODAY + timedelta(days=6), TODAY + timedelta(days=120)


def returned(*brought, cost="$40k + $500 a month", about=None, when=None):
    """What a release returns on its cost."""
    about = about or release()
    found = Return(
        release=about,
        key=f"REL-{about.number}",
        team=team(),
        cost=parse_cost(cost, "USD") if cost else None,
        brought=brought,
    )
    return {"found": found, "native": found.drawn(), "then": when or TODAYS}


def brought(*steps, currency="USD", off=2, **changed):
    """A promise, and what verified looks at it came to: days after shipping, and cents."""
    made = [
        Step(days, *(Money.of_minor(minor, currency) for minor in (cents, cents // off, cents * off)))
        for days, cents in steps
    ]
    return Brought(line=line(**changed), steps=made)


SAMPLES = {
    "value/roi": [
        returned(brought((7, 150_000), (30, 900_000), (90, 4_500_000))),
        returned(brought((7, 150_000), off=1), when=LONG_AGO),
        returned(brought((7, -150_000)), cost="$1M"),
        returned(brought((7, 150_000)), cost=""),
        returned(brought((7, 150_000)), brought((30, 20_000), currency="EUR"), cost="500 a month"),
        returned(brought(), about=scheduled()),
        returned(brought(promise=promise(**NO_WORTH)), cost="0", about=scheduled()),
        returned(about=draft(), cost=""),
    ],
    "value/pipeline": [
        piped(
            still_to_ship("Express delivery", priced(4_000_000), ends=SOON),
            still_to_ship("Wallet", priced(3_000_000), priced(100, "USD", 30), ends=LATER_ON),
            still_to_ship("Gift cards", priced(5_000_000, "JPY")),
            unquantified=[(draft(), "no outcome promised"), (scheduled(), "nobody put money on it")],
            honest={scheduled().team_id: past().honest},
        ),
        piped(
            *(still_to_ship(f"Step {at}", priced(9_000), ends=SOON + timedelta(days=40 * at)) for at in range(23)),
            unquantified=[(draft(id=90 + at, number=90 + at), "maintenance, exempt") for at in range(12)],
            when=LONG_AGO,
        ),
        piped(),
    ],
}
