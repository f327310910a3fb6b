"""Say what stands behind what is counted apart of a time: maintenance, and releases that a deadline drove."""

from bot.flows.releases.find import key_of
from bot.flows.value.ledger import Ledger
from bot.value.amounts import format_share
from bot.value.figure import Figure, few
from bot.value.gate import DEADLINES
from storage.releases import Release

WHY_NOW = {"external_date": "a date outside our control", "internal_deadline": "our own deadline"}


def figures_apart(ledger: Ledger) -> list[Figure]:
    """The shares of releases that were exempt, and that a deadline drove; nothing where there are none."""
    exempt = [release for release in ledger.releases if release.maintenance]
    driven = [release for release in ledger.releases if release.why_now in DEADLINES]
    return [
        Figure(
            label=label,
            value=f"{len(taken)} of {len(ledger.releases)} releases, {format_share(len(taken) / len(ledger.releases))}",
            formula=formula,
            rows_in=few([row_of(release) for release in taken]),
            rows_out=(f"{len(ledger.releases) - len(taken)} others that shipped in the time",),
        )
        for label, formula, taken in (
            ("maintenance", "releases that are exempt from the question ÷ releases that shipped", exempt),
            ("driven by a deadline", "releases whose day a deadline set ÷ releases that shipped", driven),
        )
        if taken
    ]


def row_of(release: Release) -> str:
    """A release with why it is counted."""
    why = release.exempt_why if release.maintenance else WHY_NOW[release.why_now]
    return f"{release.name} {key_of(release)}: {why}"
