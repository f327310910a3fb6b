"""Count what comes in, how long it takes, and what is owed, for Prometheus."""

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, PlatformCollector, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from storage.posts import STATES

# Seconds. Slack waits three for an answer.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3)


class Meter:
    """The figures of one process. Its registry is its own, so that several may run in one interpreter."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        PlatformCollector(registry=self.registry)
        ProcessCollector(registry=self.registry)
        self.requests = Counter(
            "payoff_requests",
            "Requests from Slack, by kind and by the status they were answered with.",
            ["kind", "status"],
            registry=self.registry,
        )
        self.latency = Histogram(
            "payoff_request_seconds",
            "Seconds until a request from Slack was answered.",
            ["kind"],
            buckets=BUCKETS,
            registry=self.registry,
        )
        self.posts = Gauge(
            "payoff_posts", "Messages owed to Slack, by what became of them.", ["state"], registry=self.registry
        )

    def answered(self, kind: str, status: int, seconds: float) -> None:
        """One request was answered."""
        self.requests.labels(kind, str(status)).inc()
        self.latency.labels(kind).observe(seconds)

    def exposition(self, posts_by_state: Mapping[str, int] | None) -> bytes:
        """All figures, as Prometheus reads them; without the posts' if nobody could count them."""
        self.posts.clear()
        if posts_by_state is not None:
            for state in STATES:
                self.posts.labels(state).set(posts_by_state.get(state, 0))
        return generate_latest(self.registry)
