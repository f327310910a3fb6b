"""Say of each code that Slack refuses with what it means for a message, how far it reaches, and who can mend it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import Enum

from aiohttp import ClientConnectorError
from slack_sdk.errors import SlackApiError

from bot.slack.posting import PEOPLE
from bot.slack.trouble import code_of

# Where Slack says "later" and not when.
SOON = timedelta(seconds=30)
# However long Slack asks to wait, it is asked again by then.
LONGEST_WAIT = timedelta(days=1)


class Outcome(Enum):
    """What a failed call means for the message.

    LATER: certainly not said, and Slack will take it in a while. NEVER: certainly not said, and not before somebody
    mends what is wrong. UNKNOWN: said or not, so it has to be looked for. ANEW: certainly not said, because what it was
    to change or to answer is not there; it stands on its own. PAUSE: certainly not said, nor will anything be in this
    workspace before its installation is mended.
    """

    LATER = "later"
    NEVER = "never"
    UNKNOWN = "unknown"
    ANEW = "anew"
    PAUSE = "pause"


class Reach(Enum):
    """What else a refusal holds for."""

    MESSAGE = "message"
    CHANNEL = "channel"
    PERSON = "person"


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What a failure means, Slack's code for it, how to mend it, and how long to wait before another try.

    `mend` names the words in the template posts/undelivered; "" where nobody has to do anything.
    """

    outcome: Outcome
    code: str = ""
    reach: Reach = Reach.MESSAGE
    mend: str = ""
    wait: timedelta = timedelta(0)


def all_mean(meaning: Meaning, *codes: str) -> dict[str, Meaning]:
    """The same meaning for each of these codes."""
    return {code: replace(meaning, code=code) for code in codes}


FAULT = Meaning(outcome=Outcome.NEVER, mend="fault")
NO = Outcome.NEVER

# Codes of chat.postMessage, chat.update, chat.delete, conversations.history, .replies, .info and .open, and
# views.publish: docs.slack.dev/reference/methods.
TABLE: dict[str, Meaning] = {
    # Not now.
    **all_mean(Meaning(outcome=Outcome.LATER, wait=SOON), "ratelimited", "rate_limited"),
    **all_mean(
        Meaning(outcome=Outcome.LATER, wait=timedelta(minutes=1)),
        "streaming_state_conflict", "hash_conflict", "external_channel_migrating",
    ),
    **all_mean(Meaning(outcome=Outcome.LATER, wait=timedelta(hours=1)), "message_limit_exceeded"),
    # Slack answered, and may have posted all the same.
    **all_mean(
        Meaning(outcome=Outcome.UNKNOWN), "internal_error", "fatal_error", "request_timeout", "service_unavailable"
    ),
    # What it was to change is gone, or may not be changed any more; or the thread it was to answer in.
    **all_mean(
        Meaning(outcome=Outcome.ANEW),
        "message_not_found", "cant_update_message", "edit_window_closed", "thread_not_found", "invalid_thread_ts",
        "thread_locked", "cannot_reply_to_message", "restricted_action_thread_locked",
        "restricted_action_non_threadable_channel",
    ),
    # The channel takes no message, until somebody opens it to Payoff.
    **all_mean(Meaning(outcome=NO, reach=Reach.CHANNEL, mend="archived"), "is_archived", "is_inactive"),
    **all_mean(Meaning(outcome=NO, reach=Reach.CHANNEL, mend="invite"), "not_in_channel"),
    **all_mean(Meaning(outcome=NO, reach=Reach.CHANNEL, mend="find"), "channel_not_found"),
    **all_mean(Meaning(outcome=NO, reach=Reach.CHANNEL, mend="deleted"), "channel_deleted"),
    **all_mean(
        Meaning(outcome=NO, reach=Reach.CHANNEL, mend="allow"),
        "restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_only_channel",
        "posting_to_general_channel_denied",
    ),
    **all_mean(Meaning(outcome=NO, reach=Reach.CHANNEL, mend="suspended"), "ekm_access_denied"),
    # The person is not there to be written to.
    **all_mean(
        Meaning(outcome=NO, reach=Reach.PERSON, mend="person"),
        "user_not_found", "users_not_found", "user_disabled", "user_not_visible", "cannot_dm_bot",
    ),
    # Whoever runs Payoff has something to set.
    **all_mean(Meaning(outcome=NO, mend="tab"), "messages_tab_disabled"),
    **all_mean(
        Meaning(outcome=NO, mend="permission"),
        "missing_scope", "not_allowed_token_type", "no_permission", "not_enabled",
    ),
    # The whole workspace: its token, its plan or its administrators let nothing through.
    **all_mean(
        Meaning(outcome=Outcome.PAUSE, mend="install", wait=timedelta(hours=1)),
        "not_authed", "invalid_auth", "account_inactive", "token_expired", "token_revoked", "access_denied",
        "accesslimited", "app_access_restricted", "enterprise_is_restricted", "org_login_required",
        "team_access_not_granted", "team_added_to_org", "team_not_found", "two_factor_setup_required",
    ),
    # Faults of ours.
    **all_mean(
        FAULT,
        "invalid_blocks", "invalid_blocks_format", "block_mismatch", "msg_too_long", "msg_blocks_too_long", "no_text",
        "too_many_attachments", "attachment_payload_limit_exceeded", "too_many_contact_cards", "invalid_attachments",
        "markdown_text_conflict", "metadata_too_large", "invalid_metadata_format", "invalid_metadata_schema",
        "metadata_must_be_sent_from_app", "missing_file_data", "cant_broadcast_message", "cant_delete_message",
        "compliance_exports_prevent_deletion", "as_user_not_supported", "send_on_behalf_not_allowed",
        "agent_prompt_display_not_allowed", "duplicate_channel_not_found", "duplicate_message_not_found",
        "draft_already_deleted", "draft_already_sent", "draft_has_conflict", "draft_not_found", "file_not_found",
        "invalid_ts_latest", "invalid_ts_oldest", "invalid_cursor", "invalid_limit", "invalid_user_combination",
        "too_many_users", "not_enough_users", "channel_type_not_supported", "method_not_supported_for_channel_type",
        "view_too_large", "duplicate_external_id", "slack_connect_canvas_sharing_blocked",
        "slack_connect_file_link_sharing_blocked", "slack_connect_lists_sharing_blocked",
        "deprecated_endpoint", "method_deprecated", "unknown_method", "invalid_arg_name", "invalid_arguments",
        "invalid_array_arg", "invalid_charset", "invalid_form_data", "invalid_json", "invalid_post_type",
        "json_not_object", "missing_charset", "missing_post_type", "superfluous_charset",
    ),
}  # fmt: skip

# What a channel is closed for, and what comes after an installation is mended.
OF_CHANNELS = tuple(code for code, meaning in TABLE.items() if meaning.reach is Reach.CHANNEL)
OF_INSTALLATIONS = (
    "workspace_gone",
    *(code for code, meaning in TABLE.items() if meaning.mend in ("permission", "tab", "install")),
)


def meaning_of(code: str) -> Meaning:
    """What a code means. One that is not in the table is a definite no that only we can look into: Slack answered."""
    return TABLE.get(code) or replace(FAULT, code=code)


def meaning_in(channel_id: str, code: str) -> Meaning:
    """What a code means of a message to a channel, or to a person, where there is no channel that could be opened."""
    meaning = meaning_of(code)
    is_person = channel_id.startswith(PEOPLE)
    if is_person and meaning.reach is Reach.CHANNEL:
        return replace(meaning, reach=Reach.PERSON, mend="person")
    if not is_person and meaning.reach is Reach.PERSON:
        return replace(FAULT, code=code)
    return meaning


def what_it_means(error: Exception, *, channel_id: str, now: datetime) -> Meaning:
    """Whether a message that failed to send is to be sent later, never, anew, or looked for.

    Args:
        error: what the call raised.
        channel_id: where the message was to go.
        now: the moment, to which Slack's own may refer when it says to come back.
    """
    if isinstance(error, SlackApiError):
        status = error.response.status_code
        code = code_of(error)
        meaning = meaning_of(code)
        if status == 429 or (meaning.outcome is Outcome.LATER and meaning.wait == SOON):
            wait = wait_in(error.response.headers, now=now)
            return Meaning(outcome=Outcome.LATER, code="ratelimited", wait=SOON if wait is None else wait)
        if status >= 500:
            return Meaning(outcome=Outcome.UNKNOWN, code=code)
        return meaning_in(channel_id, code)
    if isinstance(error, ClientConnectorError):
        # Not even connected: nothing was sent.
        return Meaning(outcome=Outcome.LATER, code="not_connected", wait=SOON)
    return Meaning(outcome=Outcome.UNKNOWN, code=type(error).__name__)


def wait_in(headers: Mapping[str, str], *, now: datetime) -> timedelta | None:
    """How long Retry-After asks to wait: whole seconds, a fraction more, or until a date; None: it says nothing."""
    said = next((value for name, value in headers.items() if name.casefold() == "retry-after"), "").strip()
    try:
        wait = timedelta(seconds=float(said))
    except (ValueError, OverflowError):
        wait_until = moment_of(said)
        if wait_until is None:
            return None
        wait = wait_until - now
    return min(max(wait, timedelta(seconds=1)), LONGEST_WAIT)


def moment_of(text: str) -> datetime | None:
    """A moment as HTTP writes it; None where it is none."""
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
