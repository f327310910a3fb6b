"""Say in a few words why a message is not in its channel, for whoever looks after delivery."""

from bot.slack.refusals import meaning_of

# By what would mend it, as bot.slack.refusals has it.
TO_MEND = {
    "allow": "posting there is restricted",
    "archived": "the channel is archived",
    "deleted": "the channel was deleted",
    "fault": "Slack refused it as it was written, a fault in Payoff",
    "find": "Slack shows Payoff no such channel",
    "install": "Payoff's installation is broken: reinstall it",
    "invite": "Payoff is no member of the channel",
    "permission": "Payoff's installation lacks a permission: reinstall it",
    "person": "the person cannot be written to, or has left",
    "suspended": "access to the channel is suspended by its organisation",
    "tab": "the Messages tab is switched off in the app's settings",
}
# What becomes of a connection, and what Payoff itself writes down.
OTHERS = {
    "ClientOSError": "the connection broke, and nobody knows whether Slack has it",
    "ServerDisconnectedError": "Slack hung up, and nobody knows whether it has it",
    "TimeoutError": "Slack did not answer in time, and nobody knows whether it has it",
    "compose_failed": "Payoff could not write it, a fault in Payoff",
    "not_connected": "Slack could not be reached",
    "not_there": "looked for once and not found; looked for again before it is sent again",
    "ratelimited": "Slack asked to wait",
    "thread_not_begun": "the message that it answers is not there",
    "unknown_kind": "this Payoff does not know its kind: it was owed by a newer one",
    "workspace_gone": "the workspace has removed Payoff",
}
DOUBTFUL = "Slack failed, and may have posted it all the same"


def reason_of(code: str) -> str:
    """Why, in words: of Slack's code, of what became of the connection, or of Payoff's own word for it."""
    if not code:
        return ""
    if code in OTHERS:
        return OTHERS[code]
    # A status instead of a code: 500, 502, 503.
    return DOUBTFUL if code.isdigit() else TO_MEND.get(meaning_of(code).mend, DOUBTFUL)
