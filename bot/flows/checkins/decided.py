"""Write down a decision with the evidence as it stands."""

from datetime import datetime

from bot.flows.checkins.question import Asked
from storage.decisions import Decision
from storage.verdicts import Verdict

RATED = ("hit", "partly", "missed")


def decided(
    asked: Asked, *, word: str, why: str = "", who: str, now: datetime, verdict: Verdict | None = None
) -> Decision:
    """A decision about one promise: it rests on its verdict, or else on what is read now."""
    rests = verdict or asked.verdict
    effect = asked.effect
    rated = rests is not None and rests.verdict in RATED
    return Decision(
        release_id=asked.release.pk,
        promise_id=asked.promise.pk,
        verdict_id=verdict.pk if verdict is not None else None,
        word=word,
        why=why,
        who=who,
        at=now,
        verdict=rests.verdict if rests is not None else "",
        after=rests.after if rests is not None else effect.after,
        effect=rests.effect if rests is not None else effect.change,
        effect_low=rests.effect_low if rests is not None else effect.low,
        effect_high=rests.effect_high if rests is not None else effect.high,
        backed=rests.verified if rests is not None and rated else asked.is_backed,
    )
