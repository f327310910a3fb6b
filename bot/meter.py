"""Count what comes in, how long it takes, what is owed and what becomes of it, for Prometheus."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, PlatformCollector, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from bot import VERSION

# Seconds. Slack waits three for an answer.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3)
# Seconds that a message is late, from a poll's length to a day.
LATE = (1, 2, 5, 10, 30, 60, 300, 900, 3600, 21_600, 86_400)
# Seconds that a sweep takes, from an idle one to one that works through a backlog.
SWEEPS = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60, 600)
# Slack's codes are its own to add to: more different ones than this are counted as one.
MOST_CODES = 60
OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class Owed:
    """What is owed at one moment, over all workspaces: what is settled for good is not counted."""

    by_state: Mapping[str, int]
    due_now: int = 0
    oldest_due: datetime | None = None


@dataclass
class Meter:
    """The figures of one process. Its registry is its own, so that several may run in one interpreter."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    content_type = CONTENT_TYPE_LATEST

    def __post_init__(self) -> None:
        registry = self.registry
        PlatformCollector(registry=registry)
        ProcessCollector(registry=registry)
        Info("payoff_build", "Which Payoff this is.", registry=registry).info({"version": VERSION})
        self.requests = Counter(
            "payoff_requests",
            "Requests from Slack, by kind and by the status they were answered with.",
            ["kind", "status"],
            registry=registry,
        )
        self.latency = Histogram(
            "payoff_request_seconds",
            "Seconds until a request from Slack was answered.",
            ["kind"],
            buckets=BUCKETS,
            registry=registry,
        )
        self.repeats = Counter(
            "payoff_requests_repeated",
            "Requests from Slack that came again after their work was done, and did nothing.",
            registry=registry,
        )
        self.troubles = Counter(
            "payoff_database_troubles",
            "Transactions that the database did not do: busy, full or gone.",
            ["trouble"],
            registry=registry,
        )
        self.posts = Gauge(
            "payoff_posts", "Messages that are not settled, or were given up, by state.", ["state"], registry=registry
        )
        self.due_now = Gauge("payoff_posts_due_now", "Messages whose moment has come.", registry=registry)
        self.oldest_due = Gauge(
            "payoff_posts_oldest_due_seconds", "Seconds that the longest due message is late.", registry=registry
        )
        self.sends = Counter(
            "payoff_sends",
            "Tries to say something, by kind of message, by what came of them, and by Slack's code.",
            ["kind", "outcome", "code"],
            registry=registry,
        )
        self.late = Histogram(
            "payoff_send_late_seconds",
            "Seconds between the moment at which a message was due and the one at which it was sent.",
            buckets=LATE,
            registry=registry,
        )
        self.looks = Counter(
            "payoff_reconciles",
            "Looks for a message that nobody knew the fate of: found, missing, not_looked.",
            ["result"],
            registry=registry,
        )
        self.twins = Counter(
            "payoff_twins_deleted", "Messages deleted because they stood in a channel a second time.", registry=registry
        )
        self.sweeps = Histogram(
            "payoff_sweep_seconds", "Seconds that a look for due messages took.", buckets=SWEEPS, registry=registry
        )
        self.claims = Counter("payoff_sweep_claimed", "Messages taken up in sweeps.", registry=registry)
        self.last_sweep = Gauge(
            "payoff_last_sweep_timestamp_seconds",
            "When due messages were last looked for, in Unix time.",
            registry=registry,
        )
        self.codes: set[str] = set()
        # The counters of each kind and status, for Prometheus looks them up anew every time.
        self.answers: dict[tuple[str, int], tuple[Counter, Histogram]] = {}
        for result in ("found", "missing", "not_looked"):
            self.looks.labels(result)
        for trouble in ("busy", "full", "gone"):
            self.troubles.labels(trouble)

    def answered(self, kind: str, status: int, seconds: float) -> None:
        """One request was answered."""
        known = self.answers.get((kind, status))
        if known is None:
            known = self.requests.labels(kind, str(status)), self.latency.labels(kind)
            self.answers[kind, status] = known
        count, latency = known
        count.inc()
        latency.observe(seconds)

    def heard(self, what: str) -> None:
        """The database has refused something: what was "repeated", or anything, being "busy", "full" or "gone"."""
        if what == "repeated":
            self.repeats.inc()
        else:
            self.troubles.labels(what).inc()

    def sent(self, kind: str, *, late_seconds: float | None) -> None:
        """A message was said, or found in its channel; one that was only updated in place was not late."""
        self.sends.labels(kind, "sent", "").inc()
        if late_seconds is not None:
            self.late.observe(max(0.0, late_seconds))

    def not_sent(self, kind: str, outcome: str, code: str) -> None:
        """A message was not said, and what that means: "later", "never", "unknown", "anew" or "pause"."""
        self.sends.labels(kind, outcome, self.bounded(code)).inc()

    def looked(self, result: str) -> None:
        """Somebody looked for a message: "found", "missing", or "not_looked" because Slack did not let them."""
        self.looks.labels(result).inc()

    def deleted_twin(self) -> None:
        """A message stood in a channel a second time, and was deleted."""
        self.twins.inc()

    def claimed(self, count: int, *, at: datetime) -> None:
        """Due messages were looked for, and as many taken up; within a long sweep that happens again and again."""
        self.claims.inc(count)
        self.last_sweep.set(at.timestamp())

    def swept(self, seconds: float) -> None:
        """A sweep has ended: nothing more was due."""
        self.sweeps.observe(seconds)

    def bounded(self, code: str) -> str:
        """A code, or one word for all that come after too many."""
        if code not in self.codes and len(self.codes) >= MOST_CODES:
            return OTHER
        self.codes.add(code)
        return code

    def exposition(self, owed: Owed | None, *, now: datetime) -> bytes:
        """All figures, as Prometheus reads them; of what is owed, nothing is said if nobody could count it."""
        if owed is None:
            counted: Mapping[str, int] = {}
            self.due_now.set(float("nan"))
            self.oldest_due.set(float("nan"))
        else:
            counted = owed.by_state
            self.due_now.set(owed.due_now)
            late = (now - owed.oldest_due).total_seconds() if owed.oldest_due is not None else 0.0
            self.oldest_due.set(max(0.0, late))
        self.posts.clear()
        for state, count in counted.items():
            self.posts.labels(state).set(count)
        return generate_latest(self.registry)
