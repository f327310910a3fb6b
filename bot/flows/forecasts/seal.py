"""Take one person's forecast of a release's promises, and seal it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import FieldErrors, Refusal
from bot.flows.caller import Caller
from bot.flows.releases.card import owe_card
from bot.flows.releases.find import key_of, release_and_team
from bot.flows.releases.sheet import PromiseLine, lines_of
from bot.value.amounts import format_typed
from bot.value.guess import Guess, parse_chance, parse_guess
from storage import forecasts, history
from storage.database import Database
from storage.forecasts import Forecast
from storage.releases import Release

# Promises of one release that a form asks about.
MOST = 10


class NothingToForecast(Refusal):
    """A forecast is about a promise, and this release has made none yet."""


class TooLateToForecast(Refusal):
    """Forecasts are made before a release ships: from then on they stay as they are."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One promise that someone is asked about, with what they said of it before."""

    line: PromiseLine
    said: Forecast | None

    @property
    def chance(self) -> str:
        """What they said, as it would be typed."""
        return str(self.said.chance) if self.said is not None else ""

    @property
    def size(self) -> str:
        """By how much they said it moves, as it would be typed."""
        said = self.said
        if said is None or said.low is None or said.likely is None or said.high is None:
            return ""
        return ", ".join(format_typed(amount) for amount in (said.low, said.likely, said.high))


@dataclass(frozen=True, kw_only=True)
class Form:
    """All that the form shows, to one person."""

    release: Release
    key: str
    asked: Sequence[Asked]


@dataclass(frozen=True)
class Typed:
    """What was typed about one promise."""

    chance: str
    size: str


async def form_of(session: AsyncSession, caller: Caller, release_id: int) -> Form:
    """The form for one release, with what its caller said before.

    Raises:
        NothingToForecast: it promises nothing.
        TooLateToForecast: it has shipped, or was cancelled.
    """
    release, _ = await release_and_team(session, release_id)
    lines = await open_lines(session, release)
    asked = [Asked(line=line, said=await forecasts.own(session, line.promise.pk, caller.user_id)) for line in lines]
    return Form(release=release, key=key_of(release), asked=asked)


async def open_lines(session: AsyncSession, release: Release) -> list[PromiseLine]:
    """The promises of a release that may be forecast."""
    if release.shipped_at is not None or release.state in ("cancelled", "closed"):
        raise TooLateToForecast(
            f"{release.name} {'has shipped' if release.shipped_at is not None else f'is {release.state}'}: "
            "forecasts are made before, and stay as they are."
        )
    lines = (await lines_of(session, release))[:MOST]
    if not lines:
        raise NothingToForecast(hint=f"`/release schedule {key_of(release)}` asks what it will deliver.")
    return lines


async def seal(
    database: Database, caller: Caller, release_id: int, typed: dict[int, Typed], *, now: datetime
) -> tuple[Release, int]:
    """Keep what someone forecast, one for each promise; said again it takes the place of what was said before.

    Nothing that others read tells the numbers: the card and the history tell only that there is a forecast.

    Args:
        typed: what was typed, by the promise's row number.

    Returns:
        The release, and how many forecasts of it are sealed now.

    Raises:
        FieldErrors: no chance, or amounts that cannot be read.
        NothingToForecast, TooLateToForecast: as `form_of`.
    """
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now) as session:
        release, _ = await release_and_team(session, release_id)
        lines = await open_lines(session, release)
        for line, chance, guess in read(lines, typed):
            await keep(session, caller, line, chance, guess, now=now)
        await session.flush()
        await owe_card(session, release, now=now)
        sealed = await forecasts.count(session, [line.promise.pk for line in lines])
    return release, sum(sealed.values())


def read(lines: Sequence[PromiseLine], typed: dict[int, Typed]) -> list[tuple[PromiseLine, int, Guess | None]]:
    """What was typed, as numbers; where several promises are asked about, some may be left empty.

    Raises:
        FieldErrors: at each field that needs another look.
    """
    errors: dict[str, str] = {}
    found: list[tuple[PromiseLine, int, Guess | None]] = []
    for line in lines:
        words = typed.get(line.promise.pk, Typed("", ""))
        if not words.chance.strip() and not words.size.strip() and len(lines) > 1:
            continue
        chance, guess = 0, None
        try:
            chance = parse_chance(words.chance)
        except Refusal as refusal:
            errors[f"chance_{line.promise.pk}"] = refusal.message
        unit, direction = (line.metric.unit, line.metric.direction) if line.metric is not None else ("", "up")
        try:
            guess = parse_guess(words.size, unit, direction) if words.size.strip() else None
        except Refusal as refusal:
            errors[f"size_{line.promise.pk}"] = refusal.words
        found.append((line, chance, guess))
    if not found:
        errors[f"chance_{lines[0].promise.pk}"] = "How likely is it, in percent?"
    if errors:
        raise FieldErrors(errors)
    return found


async def keep(
    session: AsyncSession, caller: Caller, line: PromiseLine, chance: int, guess: Guess | None, *, now: datetime
) -> None:
    """Write one forecast, or write over the one that its author made before."""
    promise_id = line.promise.pk
    before = await forecasts.own(session, promise_id, caller.user_id)
    forecast = before or Forecast(
        promise_id=promise_id, user_id=caller.user_id, chance=chance, made_at=now, changed_at=now
    )
    forecast.chance, forecast.changed_at = chance, now
    forecast.low, forecast.likely, forecast.high = (
        (guess.low, guess.likely, guess.high) if guess is not None else (None, None, None)
    )
    session.add(forecast)
    await history.record(
        session,
        "promise",
        promise_id,
        who=caller.user_id,
        what="forecast",
        old="sealed" if before is not None else "",
        new="sealed anew" if before is not None else "sealed",
        at=now,
    )
