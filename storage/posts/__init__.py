"""Keep posts: each message that Payoff owes Slack, when it is due, and what became of it."""

from storage.posts.claim import claim
from storage.posts.find import by_key, due_after, get, next_due, thread_of, undelivered
from storage.posts.owe import held, owe, remember, renew, revive
from storage.posts.settle import (
    CAUGHT_UP,
    PACE,
    SENDING,
    begin_sending,
    doubt,
    drop,
    put_off,
    settle_failed,
    settle_sent,
    settle_unknown,
    take_up,
)
from storage.posts.table import STATES, LeaseLost, Post
from storage.posts.twins import adopt, claim_suspects, cleared, suspect

__all__ = [
    "CAUGHT_UP",
    "PACE",
    "SENDING",
    "STATES",
    "LeaseLost",
    "Post",
    "adopt",
    "begin_sending",
    "by_key",
    "claim",
    "claim_suspects",
    "cleared",
    "doubt",
    "drop",
    "due_after",
    "get",
    "held",
    "next_due",
    "owe",
    "put_off",
    "remember",
    "renew",
    "revive",
    "settle_failed",
    "settle_sent",
    "settle_unknown",
    "suspect",
    "take_up",
    "thread_of",
    "undelivered",
]
