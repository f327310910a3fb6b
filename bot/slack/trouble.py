"""Say what Slack answered when it did not do what it was asked to."""

from slack_sdk.errors import SlackApiError


def code_of(error: Exception) -> str:
    """Slack's own code for what went wrong, its HTTP status where it gave none, or what happened to the connection."""
    if not isinstance(error, SlackApiError):
        return type(error).__name__
    # An answer that is no JSON, as Slack's 500s are, has no code.
    data = getattr(error.response, "data", error.response)
    code = data.get("error") if isinstance(data, dict) else None
    return str(code or getattr(error.response, "status_code", "no_answer"))
