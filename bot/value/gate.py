"""Decide whether a release may be scheduled or shipped: no outcome, no date."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from bot.value.roles import only_delivery

QUESTION = "What outcome will this release deliver?"
# More than this share of the criteria has to be agreed before a release is scheduled.
QUORUM = Fraction(1, 2)

Action = Literal["schedule", "ship"]
Mode = Literal["block", "warn"]

# Why now, as it is kept and as it is shown.
WHY_NOW = {
    "ready": "It is ready and worth it",
    "external_date": "A date outside our control",
    "internal_deadline": "Our own deadline",
}
DEADLINES = ("external_date", "internal_deadline")


@dataclass(frozen=True, kw_only=True)
class PromiseFacts:
    """What is known of one promised outcome; `roles` are those of the people who defined it."""

    outcome: str
    has_metric: bool
    has_baseline: bool
    has_target: bool
    has_due: bool
    roles: Sequence[str] = ()

    def lacks(self) -> tuple[str, ...]:
        """What it cannot be looked at without."""
        have = {
            "metric": self.has_metric, "baseline": self.has_baseline, "target": self.has_target, "date": self.has_due
        }  # fmt: skip
        return tuple(thing for thing, there in have.items() if not there)


@dataclass(frozen=True, kw_only=True)
class CriterionFacts:
    """One thing that makes a release good enough, and whether it is agreed."""

    text: str
    agreed: bool


@dataclass(frozen=True, kw_only=True)
class Override:
    """Someone's wish to pass the gate anyway; `may` says whether their role allows it."""

    who: str
    why: str
    may: bool


@dataclass(frozen=True, kw_only=True)
class ReleaseFacts:
    """What a release has to show at the gate."""

    promises: Sequence[PromiseFacts] = ()
    criteria: Sequence[CriterionFacts] = ()
    maintenance: bool = False
    exempt_why: str = ""
    why_now: str = ""
    has_window: bool = False

    @property
    def exempt(self) -> bool:
        """Maintenance with a reason needs no outcome; it is counted apart."""
        return self.maintenance and bool(self.exempt_why.strip())

    @property
    def open_criteria(self) -> tuple[str, ...]:
        """What is not agreed yet."""
        return tuple(criterion.text for criterion in self.criteria if not criterion.agreed)


@dataclass(frozen=True, kw_only=True)
class GateResult:
    """Whether a release may pass, what is missing, and what to be warned of."""

    allowed: bool
    # Each in words: "an outcome", "a baseline for “Fewer drop-offs”".
    missing: tuple[str, ...]
    warnings: tuple[str, ...]
    # The question is not answered: there is no outcome, or one that cannot be looked at later.
    asks_outcome: bool
    asks_window: bool
    asks_why_now: bool
    # More criteria have to be agreed first.
    below_quorum: bool
    exempt: bool
    # It passes although something is missing, because someone may say so and said why.
    overridden: bool


def decide(
    action: Action,
    facts: ReleaseFacts,
    *,
    mode: Mode = "block",
    override: Override | None = None,
    quorum: Fraction = QUORUM,
) -> GateResult:
    """Whether a release may be scheduled, or shipped; the same on every route.

    It needs an outcome with metric, baseline, target and date, or a maintenance exemption with its reason; to be
    scheduled also a window, a why now, and more than `quorum` of its criteria agreed, where it has any. A gate that
    warns lets pass what is missing of the outcome and the criteria, and says so; so does an override by who may, with a
    reason. A window and a why now are asked on any gate, since no date can be kept without them.
    """
    outcome = outcome_missing(facts)
    agreement = () if action == "ship" else agreement_missing(facts, quorum)
    form = form_missing(facts) if action == "schedule" else ()
    passes = override is not None and override.may and bool(override.why.strip())
    lenient = mode == "warn" or passes
    held = () if lenient else outcome + agreement
    return GateResult(
        allowed=not held and not form,
        missing=outcome + agreement + form,
        warnings=warnings(facts, override, left=outcome + agreement if lenient else ()),
        asks_outcome=bool(outcome),
        asks_window="a window" in form,
        asks_why_now="why now" in form,
        below_quorum=bool(agreement),
        exempt=facts.exempt,
        overridden=passes and mode == "block" and bool(outcome + agreement),
    )


def outcome_missing(facts: ReleaseFacts) -> tuple[str, ...]:
    """What the question still lacks."""
    if facts.exempt:
        return ()
    if facts.maintenance:
        return ("a reason for the maintenance exemption",)
    if not facts.promises:
        return ("an outcome",)
    return tuple(f"a {thing} for “{promise.outcome}”" for promise in facts.promises for thing in promise.lacks())


def agreement_missing(facts: ReleaseFacts, quorum: Fraction) -> tuple[str, ...]:
    """That too few criteria are agreed, naming the open ones."""
    total = len(facts.criteria)
    agreed = total - len(facts.open_criteria)
    if not total or agreed > quorum * total or agreed == total:
        return ()
    return (f"agreement on the criteria ({agreed} of {total} agreed; open: {', '.join(facts.open_criteria)})",)


def form_missing(facts: ReleaseFacts) -> tuple[str, ...]:
    """What only scheduling asks."""
    return (() if facts.has_window else ("a window",)) + (() if facts.why_now in WHY_NOW else ("why now",))


def warnings(facts: ReleaseFacts, override: Override | None, *, left: tuple[str, ...]) -> tuple[str, ...]:
    """What does not stop a release, and should be known."""
    found = []
    if left:
        found.append(f"It goes without {', '.join(left)}.")
    if override is not None and not override.may:
        found.append("Passing the gate needs someone who may.")
    elif override is not None and not override.why.strip():
        found.append("Passing the gate needs a reason.")
    if facts.open_criteria:
        driven = (
            "A deadline drives this release while criteria are open" if facts.why_now in DEADLINES else "Open criteria"
        )
        found.append(f"{driven}: {', '.join(facts.open_criteria)}.")
    for promise in facts.promises:
        if only_delivery(promise.roles):
            found.append(
                f"“{promise.outcome}” was defined by those alone who build it. Add someone from product, support or "
                "the customers."
            )
    return tuple(found)
