"""Answer questions in plain words, in the channel or thread where they were asked."""

from typing import Any

from bot.flows.caller import Caller
from bot.flows.releases.find import key_of
from bot.slack import render
from bot.slack.typed import unescaped, without_users
from bot.value.questions import Subject, understand
from commands.listening import on_event
from commands.routing import answer, gather
from storage import metrics, outcomes, releases
from storage.database import Database


@on_event("app_mention")
async def mentioned(event: Any, context: Any, client: Any, caller: Caller, database: Database, now: Any) -> None:
    """Understand a person's question, and answer it in its thread."""
    if event.get("bot_id"):
        # Two bots that answer each other never stop.
        return
    # Slack sends an event again when an answer was slow: the second time there is nothing to do.
    async with database.writing(caller.workspace_id, arrival=caller.arrival, now=now):
        # A refusal that follows is the first answer to it.
        context["arrived"] = True
    question = understand(unescaped(without_users(event["text"])), await subjects_of(database, caller))
    if question.is_understood:
        message = await answer(question.command, gather(context, client))
    else:
        message = render.message(
            "mentions/not_understood", question=question, examples=await examples(database, caller)
        )
    await client.chat_postMessage(
        channel=event["channel"], thread_ts=event.get("thread_ts") or event["ts"], **message.in_thread()
    )


async def subjects_of(database: Database, caller: Caller) -> list[Subject]:
    """All that a question can be about; what is archived, too."""
    async with database.reading(caller.workspace_id) as session:
        return [
            *(Subject(kind="release", name=r.name, key=key_of(r)) for r in await releases.named(session)),
            *(Subject(kind="outcome", name=o.name, key=f"OUT-{o.number}") for o in await outcomes.named(session)),
            *(Subject(kind="metric", name=m.name) for m in await metrics.every(session)),
        ]


async def examples(database: Database, caller: Caller) -> list[str]:
    """Two questions that have an answer here: about what there is and is in use, not about an invented name."""
    async with database.reading(caller.workspace_id) as session:
        release = next(iter(await releases.named(session)), None)
        metric = next(iter(await metrics.live(session)), None)
    return [
        f"how is {release.name} doing?" if release else "what did we deliver last quarter?",
        f"{metric.name} last 30 days" if metric else "what ships next week?",
    ]
