"""Find the release, outcome or metric that somebody asks about."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.flows import metrics as flow_metrics
from bot.flows import outcomes as flow_outcomes
from bot.flows.named import Named, meant
from bot.flows.releases import find
from bot.value.naming import beginning
from storage import metrics, outcomes, releases
from storage.metrics import Metric
from storage.outcomes import Outcome
from storage.releases import Release

Work = Release | Outcome


async def work_meant(session: AsyncSession, text: str) -> Work:
    """The release or outcome that all of `text` names.

    Raises:
        Unknown, Ambiguous: as bot.value.naming.find_named.
    """

    async def every() -> Sequence[Named[Work]]:
        return await works(session)

    return (await meant(text, await works(session, text), every, noun="release or outcome", whole=True))[0]


async def thing_meant(session: AsyncSession, text: str) -> Work | Metric:
    """The release, outcome or metric that all of `text` names.

    Raises:
        Unknown, Ambiguous: as bot.value.naming.find_named.
    """
    begins = beginning(text)

    async def every() -> Sequence[Named[Work | Metric]]:
        return [*await works(session), *flow_metrics.named(await metrics.every(session))]

    likely = flow_metrics.named(await metrics.called(session, typed=begins.typed, inner=begins.inner))
    some = [*await works(session, text), *likely]
    return (await meant(text, some, every, noun="release, outcome or metric", whole=True))[0]


async def works(session: AsyncSession, text: str | None = None) -> list[Named[Work]]:
    """The releases and outcomes that `text` may begin with; all of them without one."""
    if text is None:
        return [
            *find.named(await releases.named(session)),
            *flow_outcomes.named(await outcomes.named(session)),
        ]
    begins = asdict(beginning(text))
    return [
        *find.named(await releases.called(session, **begins)),
        *flow_outcomes.named(await outcomes.called(session, **begins)),
    ]
