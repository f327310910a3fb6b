"""Understand a question in plain words: which command would answer it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.value.naming import fold

QUOTE = re.compile(r"[\"'`´‘’ʼ“”„«»]")


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Something a question can be about: a release, an outcome or a metric."""

    kind: str
    name: str
    key: str = ""

    @property
    def reference(self) -> str:
        """How a command names it: by its key where it has one, else in quotes unless it holds some itself."""
        return self.key or (self.name if QUOTE.search(self.name) else f'"{self.name}"')


@dataclass(frozen=True, kw_only=True)
class Question:
    """What was understood: the command that answers it, or nothing and as much as was made out."""

    command: str = ""
    subject: Subject | None = None
    period: str = ""
    # The words of a name that nothing is called by.
    unknown: str = ""

    @property
    def is_understood(self) -> bool:
        """Whether there is an answer."""
        return bool(self.command)


COUNT = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|thirty|ninety)"
UNIT = r"(?:days?|d|weeks?|w|months?|mo|quarters?|years?|y)"
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t|tember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
PERIOD = re.compile(
    rf"\b(?:(?:last|past|next|this|previous) (?:{COUNT} ?)?{UNIT}|q[1-4](?: \d{{4}})?|h[12] \d{{4}}|ytd|year to date"
    rf"|since [\w -]+|all time|today|tomorrow|yesterday|(?:(?<=in )|(?<=during )|(?<=for )){MONTH}\b(?: \d{{4}})?"
    r"|\d{4}-\d\d-\d\d|20\d\d)(?![\w-])"
)
ASKS_WHAT_SHIPS = re.compile(
    r"\b(?:ships?|shipping|scheduled|calendar|coming up|going out|goes out|comes next|releasing|launch(?:es|ing)?)\b"
)
ASKS_WHAT_SHIPPED = re.compile(r"\b(?:shipped|went out|launched|(?:did|have|has) (?:we|they|it|you) (?:ship|launch))\b")
ASKS_BY_VERDICT = re.compile(
    r"\b(?P<word>miss(?:ed|es)?|hit|hits|partly|too early|unmeasurable|paid off|pay off|fail(?:ed)?|unmeasured)\b"
)
VERDICTS = {
    "miss": "missed",
    "misses": "missed",
    "fail": "missed",
    "failed": "missed",
    "hits": "hit",
    "paid off": "hit",
    "pay off": "hit",
    "unmeasured": "unmeasurable",
}
ASKS_ABOUT_RELEASES = re.compile(r"\b(?:which|what|releases?|ones)\b")
ASKS_WHY = re.compile(r"\b(?:why|explain|how do you know|how come|where does)\b")
ASKS_WAITING = re.compile(r"\b(?:waiting|needs? (?:me|us|a person|someone)|overdue|open questions)\b")
ASKS_CHECKINS = re.compile(r"\bcheck ?-?ins?\b")
ASKS_TOP = re.compile(r"\b(?:top|best|most valuable|biggest)\b")
ASKS_VALUE = re.compile(
    r"\b(?:deliver(?:ed)?|value|worth|payoff|pay back|achieved?|promised|brought)\b"
    r"|^how (?:are|were|did) (?:we|things)\b"
)
ASKS_METRICS = re.compile(r"\b(?:which|what|list|show|all)\b.*\bmetrics\b|^metrics$")
ASKS_WHEN_OR_WHO = re.compile(r"\b(?:when|who|whose|owner|owns|criteria|date)\b")
ASKS_OUTCOMES = re.compile(r"\b(?:which|what|list|show|all)\b.*\boutcomes\b|^outcomes$")
ASKS_RELEASES = re.compile(r"\b(?:list|show|all)\b.*\breleases\b|^releases$")
ASKS_FOR_HELP = re.compile(r"^(?:help|hi|hello|hey|what can you do|how do you work|what do you do)?$")
# Words around a name that is not known: "how is one-page checkuot doing".
ABOUT = re.compile(
    r"(?:how(?:'s| is| are| did)|status of|what about|tell me about|what is|what's|show(?: me)?|news on|update on)\s+"
    r"(?P<name>.+?)(?:\s+(?:doing|going|today|now|do|perform(?:ing)?))?$"
)


def understand(text: str, subjects: Sequence[Subject]) -> Question:
    """The command that answers `text`, among the releases, outcomes and metrics that there are.

    Total and deterministic: there is no guess from probabilities; what is not understood says so.
    """
    asked = plain(text)
    if ASKS_FOR_HELP.match(asked):
        return Question(command="payoff help")
    subject = mentioned(asked, subjects)
    rest = without(asked, subject) if subject else asked
    found = PERIOD.search(rest)
    period = re.sub(r"^(?:past|previous) ", "last ", found.group()).strip() if found else ""
    if subject is not None:
        return Question(command=about(subject, rest, period), subject=subject, period=period)
    command = overall(asked, period)
    if command:
        return Question(command=command, period=period)
    left = PERIOD.sub(" ", asked).strip() if period else asked
    name = ABOUT.match(left)
    # "signups last 30 days": with a time, what is left is a name.
    unknown = name.group("name").strip() if name else " ".join(left.split()) if period else ""
    return Question(unknown=unknown, period=period)


def plain(text: str) -> str:
    """The words, folded, without the punctuation of a question, and without the marks that make them bold or code."""
    words = fold(text).replace("’", "'")
    return " ".join(re.sub(r"[?!,;:\"“”*~]|(?<!\w)'|'(?!\w)|\.(?=\s|$)", " ", words).split())


def mentioned(asked: str, subjects: Sequence[Subject]) -> Subject | None:
    """What the question names, by key or by name; of several the longest name, of equals a release first."""
    order = {"release": 0, "outcome": 1, "metric": 2}
    found = []
    for subject in subjects:
        name, key = plain(subject.name), fold(subject.key)
        if key and has_words(asked, key):
            found.append((-1000, order[subject.kind], subject))
        elif name and has_words(asked, name):
            found.append((-len(name), order[subject.kind], subject))
    return min(found, key=lambda entry: entry[:2])[2] if found else None


def without(asked: str, subject: Subject) -> str:
    """The question without the words that name its subject: a name may hold what looks like a time."""
    for name in (plain(subject.name), fold(subject.key)):
        if name:
            asked = re.sub(whole_words(name), " ", asked)
    return " ".join(asked.split())


def has_words(asked: str, name: str) -> bool:
    """Whether the name stands in the question as words of its own."""
    return re.search(whole_words(name), asked) is not None


def whole_words(name: str) -> str:
    """A pattern for a name that is not part of a longer word: REL-1 is not in REL-12."""
    return rf"(?<!\w){re.escape(name)}(?!\w)"


def about(subject: Subject, rest: str, period: str) -> str:
    """The command for a question about one thing."""
    if ASKS_WHY.search(rest):
        return f"value explain {subject.reference}"
    if subject.kind == "metric":
        return f"metric show {subject.reference} {period}".strip()
    if subject.kind == "release" and (ASKS_WHAT_SHIPS.search(rest) or ASKS_WHEN_OR_WHO.search(rest)):
        return f"release show {subject.reference}"
    return f"value {subject.reference}"


def overall(asked: str, period: str) -> str:
    """The command for a question about all that there is; empty when it is none."""
    verdict = ASKS_BY_VERDICT.search(asked)
    if ASKS_CHECKINS.search(asked):
        return "value check-ins"
    if verdict and ASKS_ABOUT_RELEASES.search(asked):
        word = VERDICTS.get(verdict.group("word"), verdict.group("word"))
        return f"value {word} {period}".strip()
    if ASKS_WAITING.search(asked):
        return "value waiting"
    if ASKS_METRICS.search(asked):
        return "metric list"
    if ASKS_OUTCOMES.search(asked):
        return "outcome list"
    if ASKS_WHAT_SHIPPED.search(asked):
        return f"value {period or 'this quarter'}"
    if ASKS_WHAT_SHIPS.search(asked):
        return f"release calendar {period}".strip()
    if ASKS_TOP.search(asked):
        return f"value top {period}".strip()
    if ASKS_VALUE.search(asked):
        return f"value {period or 'this quarter'}"
    if ASKS_RELEASES.search(asked):
        return "release list"
    return ""
