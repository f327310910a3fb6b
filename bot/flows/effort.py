"""Hold the effort that releases took against what they were estimated at."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.flows.releases.effort import ESTIMATED
from bot.flows.releases.find import key_of
from bot.value.accuracy import Spread, spread_of
from bot.value.amounts import format_times
from bot.value.effort import effort_words, estimate_held_to, out_of_history, overrun
from bot.value.figure import Figure, few
from storage.history import Change
from storage.releases import Release


@dataclass(frozen=True, kw_only=True)
class Efforts:
    """What a team's releases took, as a share of what they were estimated at; None where there are too few."""

    ratio: Spread | None = None
    # Those that count, and those that shipped and do not, in words.
    rows: Sequence[str] = ()
    left_out: Sequence[str] = ()


def efforts_of(known: Sequence[Release], changes: Sequence[Change]) -> Efforts:
    """How a team estimates effort, of all that it has shipped.

    Args:
        changes: all that changed of those releases, the oldest first.
    """
    said: dict[int, list[tuple[int, float | None]]] = {}
    scheduled: dict[int, int] = {}
    for change in changes:
        if change.what == ESTIMATED:
            said.setdefault(change.subject_id, []).append((change.pk, out_of_history(change.new)))
        elif change.what == "state" and change.new == "scheduled":
            scheduled.setdefault(change.subject_id, change.pk)
    ratios, rows, left_out = [], [], []
    for release in known:
        if release.shipped_at is None:
            continue
        name, spent = f"{release.name} {key_of(release)}", release.effort_spent
        estimated = estimate_held_to(said.get(release.pk, []), scheduled.get(release.pk))
        if estimated is None or spent is None:
            left_out.append(f"{name}: {why_not(estimated, spent)}")
            continue
        ratios.append(overrun(estimated, spent))
        rows.append(f"{name}: {format_times(float(ratios[-1]))}, {effort_words(estimated, spent)}")
    return Efforts(ratio=spread_of(ratios), rows=rows, left_out=left_out)


def why_not(estimated: float | None, spent: float | None) -> str:
    """What is missing of a release that shipped."""
    if estimated is not None:
        return "nobody said what it took"
    return "nobody estimated it" + ("" if spent is not None else ", nor said what it took")


def figure_of_effort(found: Efforts) -> Figure:
    """What stands behind how a team estimates effort."""
    ratio, told = found.ratio, "–"
    if ratio is not None:
        middle = f"{format_times(ratio.low)} to {format_times(ratio.high)}"
        told = f"{format_times(ratio.median)} of what was estimated ({middle})"
    return Figure(
        label="effort",
        value=told,
        formula="person-days spent ÷ person-days estimated when the release was first scheduled, or first after it: "
        "the median; the range is from the lower to the upper quartile",
        rows_in=few(found.rows),
        rows_out=few(found.left_out),
    )
