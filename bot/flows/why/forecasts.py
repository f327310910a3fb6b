"""Say how good one person's forecasts were, for that person's eyes: each with its score, and those without one."""

from bot.flows.forecasts.opened import Opened
from bot.flows.forecasts.record import Kept, Record
from bot.flows.forecasts.sized import figure_of_ranges, ranges_of, worded
from bot.value.amounts import format_share
from bot.value.calibration import CAME, ENOUGH, about
from bot.value.figure import Figure, counted, few
from bot.value.verdict import LABELS

SCORE = "(chance said − what came)², where a hit is 1, and partly and missed are 0"


def figures_of_record(record: Record) -> list[Figure]:
    """What stands behind someone's own score, and behind how often what they said came true."""
    known = record.calibration
    scored = [one for one in record.kept if one.brier is not None]
    figures = [
        Figure(
            label="Brier score",
            value=f"{known.brier:.2f} over {counted(known.n, 'forecast')}" if known.brier is not None else "–",
            formula=f"mean of {SCORE}; 0 is best, always saying 50 % gets 0.25. Said from {ENOUGH} forecasts on",
            rows_in=few([row_of(one) for one in scored]),
            rows_out=few(left_out(record)),
        )
    ]
    figures += [
        Figure(
            label=f"what you called {bucket.chance} %",
            value=f"{format_share(bucket.share)} came true, {bucket.came} of {bucket.n}",
            formula="hits ÷ forecasts of about this chance. Of many more, between "
            f"{format_share(bucket.low)} and {format_share(bucket.high)} would, 95 times of 100 (Wilson's interval)",
            rows_in=few([said(one) for one in scored if about(one.chance) == bucket.chance]),
        )
        for bucket in known.buckets
        if bucket.is_enough
    ]
    ranges = [
        (f"{one.release.name} {one.key}", one.sized, unit_of(one)) for one in record.kept if one.sized is not None
    ]
    return [*figures, figure_of_ranges(ranges_of(ranges))] if ranges else figures


def unit_of(one: Kept) -> str:
    """What a forecast's promise is measured in."""
    return one.metric.unit if one.metric is not None else ""


def row_of(one: Kept) -> str:
    """One forecast with its score."""
    return f"{said(one)}: ({one.chance / 100:g} − {int(CAME[one.word])})² = {one.brier:.4g}"


def said(one: Kept) -> str:
    """One forecast with what came of it."""
    return f"{one.release.name} {one.key}: you said {one.chance} %, {LABELS[one.word]}"


def left_out(record: Record) -> list[str]:
    """The forecasts that are not scored, and why."""
    rows = [
        f"{one.release.name} {one.key}: you said {one.chance} %, {LABELS[one.word]}: that is no answer"
        for one in record.kept
        if one.brier is None
    ]
    rows += [
        f"{one.release.name} {one.key}: you said {one.chance} %, its outcome was closed before its last look"
        for one in record.ended
    ]
    if record.sealed:
        rows.append(f"{counted(record.sealed, 'forecast')} sealed, until the final verdict")
    return rows


def figure_of_opened(opened: Opened, unit: str = "") -> Figure:
    """What stands behind what a team said of a promise together; what each said stays theirs."""
    sizes = (f"by how much, said by {opened.sized.count}: {worded(opened.sized, unit)}",) if opened.sized else ()
    told = f"{opened.chance} %, result: {LABELS[opened.word]}"
    score: tuple[str, ...] = ()
    if opened.brier is not None:
        score = (f"({opened.chance / 100:g} − {int(CAME[opened.word])})² = {opened.brier:.4g}",)
    return Figure(
        label="forecasts",
        value=told if opened.brier is None else f"{told}, Brier {opened.brier:.2f}",
        formula=f"the mean of the chances that people gave in private before it shipped; Brier: {SCORE}",
        rows_in=(f"{counted(opened.count, 'forecast')}, on average {opened.chance} %", *score, *sizes),
        rows_out=(
            "what each of them said: only they see it, with /value explain forecasts",
            *(() if score else (f"a score: {LABELS[opened.word]} is no answer",)),
        ),
    )
