"""Say what a promise is worth: typed, or worked out from time saved or revenue; and say it anew before it ships."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import FieldErrors, Refusal
from bot.flows.caller import Caller
from bot.flows.releases.changes import tell
from bot.flows.releases.find import key_of, release_and_team
from bot.flows.releases.permission import must_be_allowed
from bot.flows.releases.sheet import PromiseLine, lines_of, worth_of
from bot.flows.since import must_be_as_shown
from bot.value.calculators import EXAMPLES, INPUTS, Worked, work_out
from bot.value.naming import clean, in_menu
from bot.value.promise import Promised
from bot.value.worth import Worth, parse_worth
from storage import history
from storage.database import Database
from storage.promises import Promise
from storage.releases import Release

TYPED = "typed"
KEPT = ("worth_low", "worth_likely", "worth_high", "currency", "worth_by", "worth_inputs")
CHOICES = (
    (TYPED, "An amount, typed"),
    ("productivity", "Productivity: time saved"),
    ("revenue", "Revenue: more is sold"),
    ("cases", "Example: support cases take less time"),
    ("sales", "Example: more deals are won"),
)


class NothingToPrice(Refusal):
    """A release that promises nothing is worth nothing yet."""


class Frozen(Refusal):
    """This release has shipped, or was cancelled: what was promised stays as it was."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What was said of a worth: how, and the words of its fields, which are named `<choice>_<input>` in the form."""

    choice: str = TYPED
    typed: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)

    @property
    def by(self) -> str:
        """The calculator that was chosen; "" for none."""
        return calculator_of(self.choice)


NOTHING_SAID = Said()


@dataclass(frozen=True, kw_only=True)
class Priced:
    """A worth as it is kept with its promise."""

    worth: Worth | None = None
    by: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class WorthFields:
    """The part of a form that asks for a worth: what is filled in, and what that comes to."""

    choice: str
    by: str
    typed: str
    inputs: Mapping[str, str]
    worked: Worked | None
    sure: int | None
    choices: Sequence[tuple[str, str]] = CHOICES


@dataclass(frozen=True, kw_only=True)
class WorthForm:
    """The form that prices a promise anew."""

    release: Release
    key: str
    lines: Sequence[PromiseLine]
    # The one that was picked; None while one of several is still to be.
    line: PromiseLine | None
    fields: WorthFields

    @property
    def private(self) -> dict[str, int]:
        """What the form brings back."""
        return {"release": self.release.pk} | ({"promise": self.lines[0].promise.pk} if len(self.lines) == 1 else {})

    @property
    def promises(self) -> list[tuple[str, str]]:
        """All that it promises, for a menu."""
        return [
            (str(line.promise.pk), in_menu(line.metric.name if line.metric else line.meaning.name, f"#{place}"))
            for place, line in enumerate(self.lines, 1)
        ]


def calculator_of(choice: str) -> str:
    """The calculator behind a choice; an example is one that is filled in."""
    return EXAMPLES[choice][0] if choice in EXAMPLES else choice if choice in INPUTS else ""


def fields_of(said: Said, *, currency: str, size: Promised | None, sure: int | None) -> WorthFields:
    """The fields, and what they come to so far; an example is filled in where nothing else was typed."""
    inputs = {name: said.inputs.get(name, "") for name in INPUTS.get(said.by, ())}
    if said.choice in EXAMPLES and not any(inputs.values()):
        inputs = EXAMPLES[said.choice][1]
    worked = None
    if said.by:
        # What is wrong is said at its field when the form is submitted.
        with suppress(FieldErrors):
            worked = work_out(said.by, inputs, currency=currency, size=size)
    return WorthFields(choice=said.choice, by=said.by, typed=said.typed, inputs=inputs, worked=worked, sure=sure)


def priced(said: Said, *, currency: str, size: Promised | None) -> Priced:
    """The worth that was said.

    Raises:
        FieldErrors: at each field that needs another look.
    """
    if not said.by:
        try:
            return Priced(worth=parse_worth(said.typed, currency) if said.typed.strip() else None)
        except Refusal as refusal:
            raise FieldErrors({"worth": refusal.words}) from refusal
    try:
        worked = work_out(said.by, said.inputs, currency=currency, size=size)
    except FieldErrors as wrong:
        raise FieldErrors({f"{said.choice}_{name}": why for name, why in wrong.errors.items()}) from wrong
    return Priced(worth=worked.year, by=worked.by, inputs=worked.inputs)


def keep(promise: Promise, found: Priced) -> None:
    """Put a worth down, with what it was worked out from."""
    worth = found.worth
    promise.worth_low = worth.low.minor if worth and worth.low else None
    promise.worth_likely = worth.likely.minor if worth else None
    promise.worth_high = worth.high.minor if worth and worth.high else None
    promise.currency = worth.likely.currency if worth else ""
    promise.worth_by, promise.worth_inputs = found.by, dict(found.inputs)


def shown_of(lines: Sequence[PromiseLine]) -> tuple[object, ...]:
    """What the form shows of promises."""
    return tuple((line.promise.pk, spoken(line.promise), sorted(line.promise.worth_inputs.items())) for line in lines)


async def form_of(
    session: AsyncSession, caller: Caller, release_id: int, *, promise_id: int | None = None, said: Said | None = None
) -> WorthForm:
    """The form for one promise of a release, filled in as it stands unless said; of several, one is to be picked.

    Raises:
        NotAllowed: the caller may not schedule it.
        NothingToPrice: it promises nothing.
        Frozen: it has shipped, or was cancelled.
        ReleaseGone: there is no such release any more.
    """
    release, team = await release_and_team(session, release_id)
    must_be_allowed("schedule", caller, release, team)
    lines = await lines_of(session, release)
    must_be_open(release, lines)
    line = lines[0] if len(lines) == 1 else next((each for each in lines if each.promise.pk == promise_id), None)
    if line is None:
        fields = fields_of(said or NOTHING_SAID, currency=team.currency, size=None, sure=None)
    else:
        fields = fields_of(
            # Of several, what is picked does not change what was typed.
            said or (said_of(line) if len(lines) == 1 else NOTHING_SAID),
            currency=line.promise.currency or team.currency,
            size=size_of(line),
            sure=line.promise.sure,
        )
    return WorthForm(release=release, key=key_of(release), lines=lines, line=line, fields=fields)


def must_be_open(release: Release, lines: Sequence[PromiseLine]) -> None:
    """Only what is promised and has not shipped can be priced.

    Raises:
        NothingToPrice, Frozen: as named.
    """
    if not lines:
        raise NothingToPrice(
            f"{release.name} promises nothing yet.", hint=f"`/release promise {key_of(release)}` asks what it is for."
        )
    if release.shipped_at is not None or release.state in ("cancelled", "closed"):
        raise Frozen()


def said_of(line: PromiseLine) -> Said:
    """What was said of a promise before, as it would be typed."""
    promise = line.promise
    if promise.worth_by:
        return Said(choice=promise.worth_by, inputs=promise.worth_inputs)
    if line.worth is None:
        return Said()
    low, likely, high = line.worth
    amounts = (low, likely, high) if low != high else (likely,)
    return Said(typed="; ".join(f"{money.amount.normalize():f} {money.currency}" for money in amounts))


def size_of(line: PromiseLine) -> Promised:
    """The change that was promised."""
    promise = line.promise
    direction = "down" if line.metric is not None and line.metric.direction == "down" else "up"
    return Promised(low=promise.low, likely=promise.likely, high=promise.high, sure=promise.sure, direction=direction)


async def reprice(
    database: Database,
    caller: Caller,
    release_id: int,
    promise_id: int | None,
    said: Said,
    *,
    why: str,
    mark: str,
    now: datetime,
) -> Release:
    """Save another worth for a promise; the old one stays in the history.

    Raises:
        FieldErrors: at each field that needs another look.
        NotAllowed, NothingToPrice, Frozen, ReleaseGone: as `form_of`.
        ChangedSince: the form showed another worth.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        release, team = await release_and_team(session, release_id)
        must_be_allowed("schedule", caller, release, team)
        lines = await lines_of(session, release)
        must_be_open(release, lines)
        line = next((each for each in lines if each.promise.pk == promise_id), None)
        if line is None:
            raise FieldErrors({"promise": "Pick one of them."})
        must_be_as_shown(mark, *shown_of(lines))
        promise = line.promise
        found = priced(said, currency=promise.currency or team.currency, size=size_of(line))
        old, old_words = in_full(promise), spoken(promise)
        keep(promise, found)
        session.add(promise)
        if (new := in_full(promise)) != old:
            by = {"who": caller.user_id, "what": "worth", "why": clean(why, 300, what="a reason", needed=False)}
            # The promise's own history keeps all that it was worked out from; the release's is for people.
            await history.record(session, "promise", promise.pk, **by, old=old, new=new, at=now)
            written = await history.record(
                session, "release", release.pk, **by, old=old_words, new=spoken(promise), at=now
            )
            release.revision += 1
            session.add(release)
            await tell(session, release, [written], who=caller.user_id, now=now)
    return release


def in_full(promise: Promise) -> str:
    """All that is kept of a worth, so that it can be put back as it was."""
    return json.dumps({name: getattr(promise, name) for name in KEPT}, sort_keys=True)


def spoken(promise: Promise) -> str:
    """A worth as history keeps it: "$40,000–$75,000–$110,000 a year, productivity"."""
    priced_at = worth_of(promise)
    if priced_at is None:
        return ""
    amounts = "–".join(str(money) for money in dict.fromkeys(priced_at))
    return f"{amounts} a year" + (f", {promise.worth_by}" if promise.worth_by else "")
