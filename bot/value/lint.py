"""Catch statements that sound like value and name no number."""

import re

# Verbs, their nouns, and comparatives, that promise something without saying what will be counted.
_VERBS = (
    "accelerate", "boost", "elevate", "empower", "enable", "enhance", "facilitate", "improve", "leverage", "modernise",
    "modernize", "optimise", "optimize", "redesign", "refine", "refresh", "revamp", "rework", "simplify", "streamline",
    "strengthen", "transform", "upgrade",
)  # fmt: skip
_NOUNS = (
    "enhancement", "enhancements", "improvement", "improvements", "modernisation", "modernization", "optimisation",
    "optimization", "simplification", "transformation",
)  # fmt: skip
_COMPARATIVES = ("better", "cleaner", "easier", "faster", "friendlier", "nicer", "simpler", "smoother")


def forms(verb: str) -> tuple[str, ...]:
    """A regular verb in every form: improve, improves, improved, improving."""
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y"):
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    return verb, f"{verb}{'es' if verb.endswith('sh') else 's'}", f"{verb}ed", f"{verb}ing"


VAGUE_WORDS = frozenset({*_NOUNS, *_COMPARATIVES, *(form for verb in _VERBS for form in forms(verb))})

_PARTS = (
    ("we believe", re.compile(r"\bwe (?:\w+ )?believe\b", re.I)),
    ("will", re.compile(r"\b(?:will|would)\b", re.I)),
    ("we know when", re.compile(r"\bwe(?:['’]ll| will)? know\b.*?\b(?:when|if|by|that)\b", re.I | re.S)),
)


def is_vague(text: str) -> bool:
    """Whether a statement leans on a vague word: improve, enhance, streamline, better, faster…"""
    return not VAGUE_WORDS.isdisjoint(re.findall(r"[a-z]+", text.casefold()))


def missing(*, has_metric: bool, has_unit: bool, has_baseline: bool, has_target: bool, has_due: bool) -> list[str]:
    """What an outcome still lacks before it can be looked at later, in the order in which one would ask."""
    have = {
        "metric": has_metric, "unit": has_unit, "baseline": has_baseline, "target": has_target, "date": has_due
    }  # fmt: skip
    return [thing for thing, there in have.items() if not there]


def vague(
    statement: str, *, has_metric: bool, has_unit: bool, has_baseline: bool, has_target: bool, has_due: bool
) -> list[str]:
    """What a vague statement lacks: nothing once metric, unit, baseline, target and date are there.

    The unit of a metric that counts things is there, although it is "".
    """
    if not is_vague(statement):
        return []
    return missing(
        has_metric=has_metric, has_unit=has_unit, has_baseline=has_baseline, has_target=has_target, has_due=has_due
    )


def question(lacking: list[str]) -> str:
    """What to ask of what is lacking: "no metric, no unit: which number moves?"; "" when nothing is."""
    if not lacking:
        return ""
    return f"{', '.join(f'no {thing}' for thing in lacking)}: which number moves?"


def hypothesis_lacks(statement: str) -> list[str]:
    """The parts that a hypothesis lacks of “we believe … will … we know when …”, in this order."""
    return [part for part, pattern in _PARTS if not pattern.search(statement)]
