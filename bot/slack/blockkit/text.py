"""Make text safe for Slack: typed words stay words, and fit where they stand.

Slack's mrkdwn has no escape for its formatting characters. A soft hyphen (U+00AD) on both sides of one makes it
inactive: it is invisible, and neither a space nor punctuation, next to which Slack looks for formatting. It is put
into mrkdwn only; plain text and the message's top-level text never hold one.
"""

import re
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from jinja2 import Undefined
from markupsafe import Markup

from bot.slack.blockkit.limits import Misplaced

SOFT_HYPHEN = "\u00ad"
NOTHING = "–"
ELLIPSIS = "…"

# Longer than anyone reads in a message; one typed text never pushes out the words around it. `|whole` lifts it.
VALUE = 1_000

# Control characters but for newline and tab, what overrides the direction of the words after it, and what is invisible
# by design (the soft hyphen is ours). Left-to-right marks and joiners stay: Arabic, Hebrew and emoji need them.
UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Anything but what needs no care: most values pass without being rebuilt.
UNUSUAL = re.compile(
    r"[^\n\t -%'()+-;=?-^a-}\u00a0-\u00ac\u00ae-\u200a\u200c-\u2027\u2030-\u205f"
    r"\u206a-\ud7ff\ue000-\ufefe\uff00-\U0010ffff]"
)
FORMATTING = re.compile(r"(?<![^\W_])[*_~]|[*_~](?![^\W_])|`")
QUOTING = re.compile(r"^(?=\s*&gt;)", re.MULTILINE)

# What a template made: a mention, a link, a date.
REFERENCE = re.compile(r"<([^<>]*)>")
HALF_TOKEN = re.compile(r"(<[^<>]*|&[a-z]{0,3})$")
# How a template's layout is remembered while it renders: see `laid_out`.
BLANK = "\x1d"
JOIN = "\x1c"
LAYOUT_IN_SOURCE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|\\\n|\n[ \t]*(?=\n)", re.DOTALL)
JOINT = re.compile(r"[ \t]*\x1c\n[ \t]*")
LAYOUT = re.compile(r"[ \t\n\x1c\x1d]+")
SPACES = re.compile(r"[ \t]{2,}")
OUTER_LINES = re.compile(r"\A(?:[ \t\x1d]*\n)+[ \t]*|[ \t]*(?:\n[ \t\x1d]*)+\Z")
FOLDS = re.compile(r"[ \t]*\n\s*")
BLANK_LINES = re.compile(r"\n{3,}")


class Mrkdwn(Markup):
    """Text that is safe to stand in mrkdwn; joined with anything else, that is made safe as well."""

    @classmethod
    def escape(cls, s: Any) -> "Mrkdwn":
        """Make any value safe."""
        return safe(s)


# Markup's own asks whether it is given HTML, which this never is.
Mrkdwn.__new__ = str.__new__  # type: ignore[assignment]


class Unsayable(TypeError):
    """A value has to pass through a filter before a person can read it."""

    def __init__(self, value: object) -> None:
        super().__init__(f"{type(value).__name__} in a template: {value!r}; say it with a filter or a call.")


def clean(text: str) -> str:
    """Typed text without characters that have no place on a screen; its lines end with \\n."""
    return text if text.isprintable() else UNWANTED.sub("", LINE_ENDS.sub("\n", text))


def within(text: str, limit: int) -> str:
    """Typed text, cleaned and cut; a dash where none of it can be shown."""
    return cut(clean(text), limit) or (NOTHING if text else "")


def escape(text: str) -> str:
    """Escape exactly what Slack asks for."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """What `escape` was given."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def neutralise(escaped: str) -> str:
    """Keep formatting characters that were typed from formatting anything."""
    calmed = FORMATTING.sub(f"{SOFT_HYPHEN}\\g<0>{SOFT_HYPHEN}", escaped)
    return QUOTING.sub(SOFT_HYPHEN, calmed).replace(SOFT_HYPHEN * 2, SOFT_HYPHEN)


def safe(value: object, limit: int = VALUE) -> Mrkdwn:
    """Any value as mrkdwn that says exactly this; what is safe already stays as it is.

    Raises:
        Unsayable: a float, a date, a row…: it needs a filter that knows how people read it.
    """
    if isinstance(value, Mrkdwn):
        return value
    if isinstance(value, Markup):
        # What a macro says: where it stands, its own line ends mean nothing.
        return Mrkdwn(OUTER_LINES.sub("", value))
    if isinstance(value, str):
        if len(value) <= limit and not UNUSUAL.search(value):
            return Mrkdwn(value)
        return Mrkdwn(neutralise(escape(within(value, limit))))
    if value is None:
        return Mrkdwn(NOTHING)
    if isinstance(value, int) and not isinstance(value, bool):
        return Mrkdwn(str(value))
    if isinstance(value, Undefined):
        # A strict one raises here, and names what is missing.
        return Mrkdwn(str(value))
    raise Unsayable(value)


def plain(value: object, limit: int) -> str:
    """Any value as plain text that fits: for labels, headings and cells, where Slack parses nothing.

    Raises:
        Misplaced: a mention, link or date was put where Slack would show its source.
    """
    if type(value) is str and len(value) <= SHORT:
        return label(value, limit)
    if not isinstance(value, str):
        if isinstance(value, bool | float | Decimal | date | datetime | time):
            raise Unsayable(value)
        value = safe(value)
    if isinstance(value, Markup):
        if "<" in value:
            raise Misplaced(f"A mention, link or date cannot stand in plain text: {value}")
        value = unescape(without_html_quotes(value))
    return on_one_line(value, limit)


def on_one_line(text: str, limit: int) -> str:
    """Raw text as plain text that fits."""
    return cut(FOLDS.sub(" ", clean(text)).strip(), limit) or NOTHING


# Labels, options and names are the same in every view.
SHORT = 150
label = lru_cache(maxsize=4096)(on_one_line)


def without_html_quotes(text: str) -> str:
    """Undo the two escapes that Jinja adds of its own when it joins safe text with other text."""
    return str(text).replace("&#39;", "'").replace("&#34;", '"') if "&#3" in text else str(text)


def tidy(text: str) -> str:
    """A template's prose as Slack shows it: lines trimmed, blank ones only where the template has one."""
    whole = without_html_quotes(text)
    if JOIN in whole:
        whole = JOINT.sub(" ", whole)
    if "  " in whole or "\t" in whole:
        whole = SPACES.sub(" ", whole)
    lines = [line.strip(" \t") for line in whole.split("\n")]
    said = "\n".join("" if line == BLANK else line for line in lines if line)
    return BLANK_LINES.sub("\n\n", said.replace(BLANK, "")).strip("\n")


def one_line(text: str) -> str:
    """A template's prose on one line."""
    return LAYOUT.sub(" ", without_html_quotes(text)).strip()


def verbatim(text: str) -> str:
    """A template's text with its lines as they are."""
    return without_html_quotes(text).replace(BLANK, "").replace(JOIN, "").strip("\n")


def laid_out(source: str) -> str:
    """A template's source with its blank lines and line joins marked, so that they can be told from what a tag leaves.

    A line that ends with a backslash goes on in the next one. A blank line is one in the source: a line of nothing but
    a tag leaves none.
    """
    return LAYOUT_IN_SOURCE.sub(lambda found: marked(found[0]), source)


def marked(found: str) -> str:
    """The mark for one piece of layout; tags, expressions and comments stay."""
    if found.startswith("{"):
        return found
    return JOIN + "\n" if found.startswith("\\") else "\n" + BLANK


def size(text: str) -> int:
    """Length as Slack may count it: an emoji is two."""
    return len(text) if text.isascii() else len(text) + sum(1 for character in text if character > "\uffff")


def fitting(text: str, limit: int) -> int:
    """How many characters of `text` have at most this size."""
    count = 0
    for index, character in enumerate(text):
        count += 2 if character > "\uffff" else 1
        if count > limit:
            return index
    return len(text)


def cut(text: str, limit: int) -> str:
    """Raw text that fits, with an ellipsis where something is missing."""
    if len(text) * 2 <= limit or size(text) <= limit:
        return text
    # A joiner at the end would join the ellipsis.
    return text[: fitting(text, limit - 1)].rstrip("\u200d").rstrip() + ELLIPSIS


def cut_mrkdwn(text: str, limit: int) -> str:
    """Escaped text that fits; no entity, mention, link or date is cut in two."""
    if len(text) * 2 <= limit or size(text) <= limit:
        return text
    kept = text[: fitting(text, limit - 1)]
    return HALF_TOKEN.sub("", kept).rstrip() + ELLIPSIS
